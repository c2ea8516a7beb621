/** This file finds codecs by name: the built-in ones at once, others through the search functions of `codecs`. */

import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromKey, strToUtf16 } from '../../values/str.js';
import { PyStrSubclass, typeOf } from '../core-types.js';
import { lookupError, typeError } from '../errors.js';
import { Raised } from '../exceptions/raised.js';
import { RuntimeWarning } from '../exceptions/types.js';
import { lookupAttr } from '../operations/attributes.js';
import { isTrue } from '../operations/truth.js';
import { PyByteArray } from '../types/bytes/bytearray-object.js';
import { lookupErrorHandler } from './handler-table.js';
import { decodeAscii, decodeLatin1, encodeAscii, encodeLatin1 } from './latin1.js';
import { decodeUtf8, encodeUtf8 } from './utf8.js';
import { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from './utf16.js';

/** The codecs of one machine. */
export class CodecRegistry {
  readonly searchPath: Value[] = [];
  /** Found codecs by normalized name. */
  readonly cache = new Map<string, PyTuple>();
  /** The `encodings` package was imported, which registers the search function of the standard codecs. */
  loaded = false;
}

export const codecRegistry = new StateKey('codecs', () => new CodecRegistry());

/** Lower case; every run of other characters than letters, digits and full stops is one underscore. */
export function normalizeEncoding(name: string): string {
  return name
    .replace(/[^A-Za-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

type BuiltinCodec = 'utf8' | 'utf16' | 'utf32' | 'ascii' | 'latin1';

function builtinCodec(encoding: string): BuiltinCodec | null {
  if (encoding === 'utf-8' || encoding === 'utf8') return 'utf8';
  if (encoding.length > 10) return null;
  switch (normalizeEncoding(encoding)) {
    case 'utf_8':
    case 'utf8':
      return 'utf8';
    case 'utf_16':
    case 'utf16':
      return 'utf16';
    case 'utf_32':
    case 'utf32':
      return 'utf32';
    case 'ascii':
    case 'us_ascii':
      return 'ascii';
    case 'latin1':
    case 'latin_1':
    case 'iso_8859_1':
    case 'iso8859_1':
      return 'latin1';
    default:
      return null;
  }
}

const shown = (name: string): string => strToUtf16(strFromKey(name));

/** `codecs.lookup(encoding)`. Raises LookupError "unknown encoding: X". */
export function lookupCodec(vm: Runtime, encoding: string): PyTuple {
  const registry = vm.state(codecRegistry);
  if (!registry.loaded) {
    registry.loaded = true;
    vm.importModule('encodings');
  }
  vm.chargeFuel(encoding.length >> 2);
  const name = normalizeEncoding(encoding);
  const cached = registry.cache.get(name);
  if (cached !== undefined) return cached;
  if (registry.searchPath.length === 0) {
    throw lookupError("no codec search functions registered: can't find encoding");
  }
  for (const search of [...registry.searchPath]) {
    const found = vm.call1(search, name);
    if (found === None) continue;
    if (!(found instanceof PyTuple) || found.items.length !== 4) {
      throw typeError('codec search functions must return 4-tuples');
    }
    registry.cache.set(name, found);
    return found;
  }
  throw lookupError(`unknown encoding: ${shown(encoding)}`);
}

/** Likewise for text: codecs from bytes to bytes and the like are refused. */
export function lookupTextCodec(vm: Runtime, encoding: string, alternative: string): PyTuple {
  const codec = lookupCodec(vm, encoding);
  if (codec.constructor !== PyTuple) {
    const isText = lookupAttr(vm, codec, '_is_text_encoding');
    if (isText !== undefined && !isTrue(vm, isText)) {
      throw lookupError(`'${shown(encoding)}' is not a text encoding; use ${alternative} to handle arbitrary codecs`);
    }
  }
  return codec;
}

/** Call an encoder or decoder of a codec and take the first item of its answer. */
function callCodec(
  vm: Runtime,
  codec: PyTuple,
  decoding: boolean,
  object: Value,
  encoding: string,
  errors: string | null,
): Value {
  const coder = codec.items[decoding ? 1 : 0] as Value;
  let answer: Value;
  try {
    answer = errors === null ? vm.call1(coder, object) : vm.call2(coder, object, strFromKey(errors));
  } catch (reason) {
    if (reason instanceof Raised)
      addNote(vm, reason, `${decoding ? 'decoding' : 'encoding'} with '${shown(encoding)}' codec failed`);
    throw reason;
  }
  if (!(answer instanceof PyTuple) || answer.items.length !== 2) {
    throw typeError(`${decoding ? 'decoder' : 'encoder'} must return a tuple (object, integer)`);
  }
  return answer.items[0] as Value;
}

function addNote(vm: Runtime, reason: Raised, note: string): void {
  const method = lookupAttr(vm, reason.exception, 'add_note');
  if (method !== undefined) vm.call1(method, note);
}

/** `codecs.encode(object, encoding, errors)`: any object to any object. */
export function encodeObject(vm: Runtime, object: Value, encoding: string, errors: string | null): Value {
  return callCodec(vm, lookupCodec(vm, encoding), false, object, encoding, errors);
}

/** `codecs.decode(object, encoding, errors)`. */
export function decodeObject(vm: Runtime, object: Value, encoding: string, errors: string | null): Value {
  return callCodec(vm, lookupCodec(vm, encoding), true, object, encoding, errors);
}

/** In development mode wrong names are found even where they would not matter. */
function checkNames(vm: Runtime, encoding: string, errors: string): void {
  lookupCodec(vm, encoding);
  if (errors !== 'strict') lookupErrorHandler(vm, errors);
}

/** `text.encode(encoding, errors)` for name keys: bytes. */
export function encode(vm: Runtime, text: Str, encoding: string, errors: string): PyBytes {
  if (vm.isDevMode) checkNames(vm, encoding, errors);
  switch (builtinCodec(encoding)) {
    case 'utf8':
      return new PyBytes(encodeUtf8(vm, text, errors));
    case 'utf16':
      return new PyBytes(encodeUtf16(vm, text, errors, 0));
    case 'utf32':
      return new PyBytes(encodeUtf32(vm, text, errors, 0));
    case 'ascii':
      return new PyBytes(encodeAscii(vm, text, errors));
    case 'latin1':
      return new PyBytes(encodeLatin1(vm, text, errors));
  }
  const codec = lookupTextCodec(vm, encoding, 'codecs.encode()');
  const result = callCodec(vm, codec, false, text, encoding, errors);
  if (result instanceof PyBytes) return result;
  if (result instanceof PyByteArray) {
    vm.warn(
      RuntimeWarning,
      `encoder ${shown(encoding)} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types`,
    );
    return new PyBytes(result.bytes.slice());
  }
  throw typeError(
    `'${shown(encoding)}' encoder returned '${typeOf(result).name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
  );
}

/** `data.decode(encoding, errors)` for name keys. `object` is the object that the bytes belong to. */
export function decode(vm: Runtime, object: Value, data: Uint8Array, encoding: string, errors: string): Str {
  if (vm.isDevMode) checkNames(vm, encoding, errors);
  // No bytes are no text, whatever the encoding.
  if (data.length === 0) return '';
  switch (builtinCodec(encoding)) {
    case 'utf8':
      return decodeUtf8(vm, data, errors, true, object).text;
    case 'utf16':
      return decodeUtf16(vm, data, errors, 0, true, object).text;
    case 'utf32':
      return decodeUtf32(vm, data, errors, 0, true, object).text;
    case 'ascii':
      return decodeAscii(vm, data, errors, object).text;
    case 'latin1':
      return decodeLatin1(vm, data).text;
  }
  const codec = lookupTextCodec(vm, encoding, 'codecs.decode()');
  const result = callCodec(vm, codec, true, object, encoding, errors);
  if (isStr(result)) return result;
  if (result instanceof PyStrSubclass) return result.value;
  throw typeError(
    `'${shown(encoding)}' decoder returned '${typeOf(result).name}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
  );
}
