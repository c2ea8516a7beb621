/** This file defines the decompression objects of zlib. */
import { ZStream } from 'pako';
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { eofError, typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { makeModuleType } from '../module-types.js';
import {
  copyStream,
  failure,
  inflateAll,
  openInflate,
  setInflateDictionary,
  Z_BUF_ERROR,
  Z_FINISH,
  Z_OK,
  Z_STREAM_END,
  Z_STREAM_ERROR,
  Z_SYNC_FLUSH,
} from './stream.js';

const EMPTY = new PyBytes(new Uint8Array(0));
const DEFAULT_BUFFER = 16384;

/** `zlib.Decompress`. */
class PyDecompress extends PyObject {
  unusedData = EMPTY;
  unconsumedTail = EMPTY;
  eof = false;

  constructor(
    public stream: ZStream,
    readonly dictionary: Uint8Array | null,
  ) {
    super();
  }
}

/** `zlib._ZlibDecompressor`, which keeps what it did not use yet. */
class PyZlibDecompressor extends PyObject {
  unusedData = EMPTY;
  pending = new Uint8Array(0);
  eof = false;
  needsInput = true;

  constructor(
    readonly stream: ZStream,
    readonly dictionary: Uint8Array | null,
  ) {
    super();
  }
}

const decompressType = makeModuleType('zlib', 'Decompress', PyDecompress);

/** `zlib._ZlibDecompressor`. */
export const zlibDecompressorType = makeModuleType('zlib', '_ZlibDecompressor', PyZlibDecompressor);

function dictionaryBytes(vm: Runtime, zdict: Value | undefined): Uint8Array | null {
  if (zdict === undefined) return null;
  if (!hasBuffer(zdict)) throw typeError('zdict argument must support the buffer protocol');
  const bytes = asBytes(vm, zdict);
  return bytes.length === 0 ? null : bytes.slice();
}

function openStream(vm: Runtime, wbits: number, dictionary: Uint8Array | null): ZStream {
  const stream = new ZStream();
  const status = openInflate(vm, stream, wbits);
  if (status === Z_STREAM_ERROR) throw valueError('Invalid initialization option');
  if (status !== Z_OK) throw failure(status, 'while creating decompression object', stream.msg);
  // A raw stream cannot ask for its dictionary.
  if (dictionary !== null && wbits < 0) {
    const set = setInflateDictionary(stream, dictionary);
    if (set !== Z_OK) throw failure(set, 'while setting zdict', stream.msg);
  }
  return stream;
}

/** A new decompression object. */
export function newDecompressor(vm: Runtime, wbits: number, zdict: Value | undefined): PyDecompress {
  const dictionary = dictionaryBytes(vm, zdict);
  return new PyDecompress(openStream(vm, wbits, dictionary), dictionary);
}

function saveInput(vm: Runtime, self: PyDecompress, status: number, rest: Uint8Array): void {
  let left = rest;
  if (status === Z_STREAM_END) {
    if (rest.length > 0) {
      const old = self.unusedData.data;
      vm.chargeMemory(old.length + rest.length);
      const joined = new Uint8Array(old.length + rest.length);
      joined.set(old);
      joined.set(rest, old.length);
      self.unusedData = new PyBytes(joined);
    }
    left = rest.subarray(rest.length);
  }
  if (left.length > 0 || self.unconsumedTail.data.length > 0) {
    vm.chargeMemory(left.length);
    self.unconsumedTail = new PyBytes(left.slice());
  }
}

function decompress(vm: Runtime, self: PyDecompress, data: Uint8Array, maxLength: number): PyBytes {
  if (maxLength < 0) throw valueError('max_length must be non-negative');
  const out = new ByteBuilder(vm, 0);
  const { status, rest } = inflateAll(vm, self.stream, data, maxLength, Z_SYNC_FLUSH, self.dictionary, out);
  saveInput(vm, self, status, rest);
  if (status === Z_STREAM_END) self.eof = true;
  else if (status !== Z_OK && status !== Z_BUF_ERROR) {
    throw failure(status, 'while decompressing data', self.stream.msg);
  }
  return new PyBytes(out.finish());
}

function flush(vm: Runtime, self: PyDecompress, length: number): PyBytes {
  if (length <= 0) throw valueError('length must be greater than zero');
  const out = new ByteBuilder(vm, 0);
  const { status, rest } = inflateAll(vm, self.stream, self.unconsumedTail.data, 0, Z_FINISH, self.dictionary, out);
  saveInput(vm, self, status, rest);
  if (status === Z_STREAM_END) self.eof = true;
  else if (status !== Z_OK && status !== Z_BUF_ERROR) {
    throw failure(status, 'while decompressing data', self.stream.msg);
  }
  return new PyBytes(out.finish());
}

function copy(vm: Runtime, self: PyDecompress): PyDecompress {
  const made = new PyDecompress(copyStream(vm, self.stream), self.dictionary);
  made.unusedData = self.unusedData;
  made.unconsumedTail = self.unconsumedTail;
  made.eof = self.eof;
  return made;
}

defineType(decompressType, {
  module: 'zlib',
  noInstantiation: true,
  methods: [
    method(
      'decompress($self, data: buffer, /, max_length: ssize=0)',
      'Return a bytes object containing the decompressed version of the data.',
      decompress,
    ),
    method(
      'flush($self, length: ssize=zlib.DEF_BUF_SIZE, /)',
      'Return a bytes object containing any remaining decompressed data.',
      (vm, self: PyDecompress, length: number | undefined) => flush(vm, self, length ?? DEFAULT_BUFFER),
    ),
    method('copy($self, /)', 'Return a copy of the decompression object.', copy),
    method('__copy__($self, /)', null, copy),
    method('__deepcopy__($self, memo, /)', null, (vm, self: PyDecompress) => copy(vm, self)),
  ],
  getsets: [
    member('unused_data', null, (_vm, self: PyDecompress) => self.unusedData),
    member('unconsumed_tail', null, (_vm, self: PyDecompress) => self.unconsumedTail),
    member('eof', null, (_vm, self: PyDecompress) => self.eof),
  ],
});

function decompressPart(vm: Runtime, self: PyZlibDecompressor, data: Uint8Array, maxLength: number): PyBytes {
  if (self.eof) throw eofError('End of stream already reached');
  let input = data;
  if (self.pending.length > 0) {
    vm.chargeMemory(self.pending.length + data.length);
    input = new Uint8Array(self.pending.length + data.length);
    input.set(self.pending);
    input.set(data, self.pending.length);
  }
  const out = new ByteBuilder(vm, 0);
  if (maxLength === 0) {
    self.pending = input.slice();
    self.needsInput = input.length === 0;
    return EMPTY;
  }
  const limit = maxLength < 0 ? 0 : maxLength;
  const { status, rest } = inflateAll(vm, self.stream, input, limit, Z_SYNC_FLUSH, self.dictionary, out);
  if (status === Z_STREAM_END) {
    self.eof = true;
    self.needsInput = false;
    self.unusedData = new PyBytes(rest.slice());
    self.pending = new Uint8Array(0);
  } else if (status !== Z_OK && status !== Z_BUF_ERROR) {
    throw failure(status, 'while decompressing data', self.stream.msg);
  } else {
    self.needsInput = rest.length === 0;
    self.pending = rest.slice();
  }
  return new PyBytes(out.finish());
}

const newSignature = parseSignature('_ZlibDecompressor(wbits: int=15, zdict=<unrepresentable>)', 'method');

defineType(zlibDecompressorType, {
  doc: 'Create a decompressor object for decompressing data incrementally.',
  module: 'zlib',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const name = { short: '_ZlibDecompressor', full: '_ZlibDecompressor()' };
      const [wbits, zdict] = bindArguments(vm, newSignature, name, args, kwnames) as [number, Value | undefined];
      // CPython looks at the dictionary only when a stream asks for one.
      const dictionary = zdict === undefined || hasBuffer(zdict) ? dictionaryBytes(vm, zdict) : null;
      return new PyZlibDecompressor(openStream(vm, wbits, dictionary), dictionary);
    },
  },
  methods: [
    method(
      'decompress($self, /, data: buffer, max_length: ssize=-1)',
      'Decompress *data*, returning uncompressed data as bytes.',
      decompressPart,
    ),
  ],
  getsets: [
    member('eof', 'True if the end-of-stream marker has been reached.', (_vm, self: PyZlibDecompressor) => self.eof),
    member(
      'unused_data',
      'Data found after the end of the compressed stream.',
      (_vm, self: PyZlibDecompressor) => self.unusedData,
    ),
    member(
      'needs_input',
      'True if more input is needed before more decompressed data can be produced.',
      (_vm, self: PyZlibDecompressor) => self.needsInput,
    ),
  ],
});
zlibDecompressorType.textSignature = "(wbits=15, zdict=b'')";
