/** This file implements the codec of character maps, on which the one-byte encodings stand. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str } from '../../values/str.js';
import { makeType, PyIntSubclass, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { Raised } from '../exceptions/raised.js';
import { LookupError } from '../exceptions/types.js';
import { defineType } from '../native/define-type.js';
import { method } from '../native/native-def.js';
import { getItem } from '../operations/containers.js';
import { asStr, StrBuilder } from '../strings.js';
import { PyDict } from '../types/dict/dict.js';
import { ByteBuilder } from './byte-builder.js';
import { DecodeErrors, EncodeErrors } from './errors.js';
import { decodeLatin1, encodeLatin1 } from './latin1.js';
import { Decoded } from './result.js';

/** What `codecs.charmap_build` makes of a decoding table of 256 characters. */
export class PyEncodingMap extends PyObject {
  constructor(readonly bytes: ReadonlyMap<number, number>) {
    super();
  }
}

export const encodingMapType = makeType('EncodingMap', PyEncodingMap);
defineType(encodingMapType, {
  doc: null,
  methods: [
    method(
      'size($self, /)',
      'Return the size (in bytes) of this object.',
      (_vm: Runtime, self: PyEncodingMap) => 16 + 32 + self.bytes.size,
    ),
  ],
  noInstantiation: true,
  hasWeakrefs: false,
});

/** `codecs.charmap_build(table)`: the inverse of a decoding table. */
export function buildEncodingMap(vm: Runtime, table: Str): Value {
  const length = Math.min(256, table.length);
  let plain = table.length > 0 && codePointAt(table, 0) === 0;
  for (let i = 1; i < length && plain; i++) {
    const point = codePointAt(table, i);
    if (point === 0 || point > 0xffff) plain = false;
  }
  if (!plain) {
    const dict = new PyDict();
    for (let i = 0; i < length; i++) dict.set(vm, codePointAt(table, i), i);
    return dict;
  }
  const bytes = new Map<number, number>();
  for (let i = 0; i < length; i++) if (codePointAt(table, i) !== 0xfffe) bytes.set(codePointAt(table, i), i);
  return new PyEncodingMap(bytes);
}

function isLookupError(reason: unknown): boolean {
  return reason instanceof Raised && reason.exception.type.isSubtypeOf(LookupError);
}

function asInteger(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof PyIntSubclass ? value.value : undefined;
}

/** What a mapping says of a byte: a str, or undefined for nothing. */
function decodeOne(vm: Runtime, mapping: Value, byte: number): Str | number | undefined {
  const table = asStr(mapping);
  if (table !== undefined) {
    const point = byte < table.length ? codePointAt(table, byte) : 0xfffe;
    return point === 0xfffe ? undefined : point;
  }
  let mapped: Value;
  try {
    mapped = getItem(vm, mapping, byte);
  } catch (reason) {
    if (isLookupError(reason)) return undefined;
    throw reason;
  }
  if (mapped === None) return undefined;
  const number = asInteger(mapped);
  if (number !== undefined) {
    if (number === 0xfffe) return undefined;
    if (number < 0 || number > 0x10ffff) throw typeError('character mapping must be in range(0x110000)');
    return Number(number);
  }
  const text = asStr(mapped);
  if (text === undefined) throw typeError('character mapping must return integer, None or str');
  return text === '\ufffe' ? undefined : text;
}

/** Decode through a mapping: a str with a character for each byte, or any mapping from ints; None is Latin-1. */
export function decodeCharmap(
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  mapping: Value,
  object: Value | null,
): Decoded {
  if (mapping === None) return decodeLatin1(vm, data);
  vm.chargeFuel(data.length >> 1);
  vm.chargeMemory(data.length * 2);
  const handler = new DecodeErrors(vm, 'charmap', data, errors, object);
  const out = new StrBuilder();
  for (let i = 0; i < handler.data.length; ) {
    const mapped = decodeOne(vm, mapping, handler.data[i] as number);
    if (mapped === undefined) {
      const answer = handler.handle(i, i + 1, 'character maps to <undefined>');
      out.add(answer.replacement);
      i = answer.position;
      continue;
    }
    if (typeof mapped === 'number') out.push(mapped);
    else {
      vm.chargeMemory(mapped.length);
      out.add(mapped);
    }
    i++;
  }
  return new Decoded(out.finish(), data.length);
}

/** What a mapping says of a character: a byte, bytes, or undefined for nothing. */
function encodeOne(vm: Runtime, mapping: Value, point: number): number | Uint8Array | undefined {
  if (mapping instanceof PyEncodingMap) return mapping.bytes.get(point);
  let mapped: Value;
  try {
    mapped = getItem(vm, mapping, point);
  } catch (reason) {
    if (isLookupError(reason)) return undefined;
    throw reason;
  }
  if (mapped === None) return undefined;
  const number = asInteger(mapped);
  if (number !== undefined) {
    if (number < 0 || number > 255) throw typeError('character mapping must be in range(256)');
    return Number(number);
  }
  if (mapped instanceof PyBytes) return mapped.data;
  throw typeError(`character mapping must return integer, bytes or None, not ${typeOf(mapped).name}`);
}

const REASON = 'character maps to <undefined>';

/** Encode through a mapping from code points to ints or bytes; None is Latin-1. */
export function encodeCharmap(vm: Runtime, text: Str, errors: string, mapping: Value): Uint8Array {
  if (mapping === None) return encodeLatin1(vm, text, errors);
  vm.chargeFuel(text.length >> 1);
  const out = new ByteBuilder(vm, text.length);
  const handler = new EncodeErrors(vm, 'charmap', text, errors);
  const append = (mapped: number | Uint8Array): void => {
    if (typeof mapped === 'number') out.push(mapped);
    else out.add(mapped);
  };
  for (let i = 0; i < text.length; ) {
    const mapped = encodeOne(vm, mapping, codePointAt(text, i));
    if (mapped !== undefined) {
      append(mapped);
      i++;
      continue;
    }
    let end = i + 1;
    while (end < text.length && encodeOne(vm, mapping, codePointAt(text, end)) === undefined) end++;
    const answer = handler.handle(i, end, REASON);
    if (answer.replacement instanceof Uint8Array) out.add(answer.replacement);
    else {
      for (let k = 0; k < answer.replacement.length; k++) {
        const replaced = encodeOne(vm, mapping, codePointAt(answer.replacement, k));
        if (replaced === undefined) throw handler.error(i, end, REASON);
        append(replaced);
      }
    }
    i = answer.position;
  }
  return out.finish();
}
