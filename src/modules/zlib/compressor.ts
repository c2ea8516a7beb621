/** This file defines the compression objects of zlib. */
import { ZStream } from 'pako';
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { makeModuleType } from '../module-types.js';
import {
  copyStream,
  deflateAll,
  failure,
  openDeflate,
  setDeflateDictionary,
  Z_BUF_ERROR,
  Z_FINISH,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  Z_STREAM_ERROR,
} from './stream.js';

/** `zlib.Compress`. `stream` is null once it was flushed to the end. */
export class PyCompress extends PyObject {
  constructor(public stream: ZStream | null) {
    super();
  }
}

const compressType = makeModuleType('zlib', 'Compress', PyCompress);

/** A new compression object. */
export function newCompressor(
  vm: Runtime,
  level: number,
  methodNumber: number,
  wbits: number,
  memLevel: number,
  strategy: number,
  dictionary: Value | undefined,
): PyCompress {
  let zdict: Uint8Array | null = null;
  if (dictionary !== undefined) {
    if (!hasBuffer(dictionary)) throw typeError(`a bytes-like object is required, not '${dictionaryType(dictionary)}'`);
    zdict = asBytes(vm, dictionary);
  }
  const stream = new ZStream();
  const status = openDeflate(vm, stream, level, methodNumber, wbits, memLevel, strategy);
  if (status === Z_STREAM_ERROR) throw valueError('Invalid initialization option');
  if (status !== Z_OK) throw failure(status, 'while creating compression object', stream.msg);
  if (zdict !== null && zdict.length > 0) {
    const set = setDeflateDictionary(stream, zdict.slice());
    if (set === Z_STREAM_ERROR) throw valueError('Invalid dictionary');
    if (set !== Z_OK) throw valueError('deflateSetDictionary()');
  }
  return new PyCompress(stream);
}

function dictionaryType(value: Value): string {
  return typeof value === 'object' ? value.type.name : typeof value === 'string' ? 'str' : 'int';
}

function compress(vm: Runtime, self: PyCompress, data: Uint8Array): PyBytes {
  const out = new ByteBuilder(vm, 0);
  const status = self.stream === null ? Z_STREAM_ERROR : deflateAll(vm, self.stream, data.slice(), Z_NO_FLUSH, out);
  if (status === Z_STREAM_ERROR) throw failure(status, 'while compressing data', null);
  return new PyBytes(out.finish());
}

function flush(vm: Runtime, self: PyCompress, mode: number): PyBytes {
  if (mode === Z_NO_FLUSH) return new PyBytes(new Uint8Array(0));
  const out = new ByteBuilder(vm, 0);
  const status = self.stream === null ? Z_STREAM_ERROR : deflateAll(vm, self.stream, new Uint8Array(0), mode, out);
  if (status === Z_STREAM_ERROR) throw failure(status, 'while flushing', null);
  if (status === Z_STREAM_END && mode === Z_FINISH) self.stream = null;
  else if (status !== Z_OK && status !== Z_BUF_ERROR) throw failure(status, 'while flushing', null);
  return new PyBytes(out.finish());
}

function copy(vm: Runtime, self: PyCompress): PyCompress {
  if (self.stream === null) throw valueError('Inconsistent stream state');
  return new PyCompress(copyStream(vm, self.stream));
}

defineType(compressType, {
  module: 'zlib',
  noInstantiation: true,
  methods: [
    method('compress($self, data: buffer, /)', 'Returns a bytes object containing compressed data.', compress),
    method(
      'flush($self, mode: int=zlib.Z_FINISH, /)',
      'Return a bytes object containing any remaining compressed data.',
      (vm, self: PyCompress, mode: number | undefined) => flush(vm, self, mode ?? Z_FINISH),
    ),
    method('copy($self, /)', 'Return a copy of the compression object.', copy),
    method('__copy__($self, /)', null, copy),
    method('__deepcopy__($self, memo, /)', null, (vm, self: PyCompress) => copy(vm, self)),
  ],
});
