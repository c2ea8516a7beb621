/** This file reads and writes the elements of array.array, by typecode. */

import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError } from '../../objects/errors.js';
import { asDouble } from '../../objects/native/convert.js';
import { index } from '../../objects/operations/index.js';
import { asStr } from '../../objects/strings.js';
import { canonicalInt } from '../../objects/types/slice.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, strFromCodePoints } from '../../values/str.js';

/** How the elements of one typecode are stored. All are little-endian. */
export interface ElementKind {
  readonly code: string;
  readonly size: number;
  /** Typecode in struct syntax, for buffers. */
  readonly format: string;
  /** CPython's machine format code, for pickles. */
  readonly machine: number;
  readonly get: (view: DataView, at: number) => Value;
  /** Raises TypeError and OverflowError. Conversion comes before the write: it may run Python code. */
  readonly convert: (vm: Runtime, value: Value) => number | bigint;
  readonly put: (view: DataView, at: number, value: number | bigint) => void;
}

type Range = (vm: Runtime, value: Value) => number;

function small(min: number, max: number, low: string, high: string): Range {
  return (vm, value) => {
    const int = index(vm, value);
    if (int < min) throw overflowError(low);
    if (int > max) throw overflowError(high);
    return Number(int);
  };
}

function signed(name: string, bits: number): Range {
  const limit = 2 ** (bits - 1);
  return small(-limit, limit - 1, `${name} is less than minimum`, `${name} is greater than maximum`);
}

function convertUnsignedInt(vm: Runtime, value: Value): number {
  const int = index(vm, value);
  if (int < 0) throw overflowError("can't convert negative value to unsigned int");
  if (int > 18446744073709551615n) throw overflowError('Python int too large to convert to C unsigned long');
  if (int > 4294967295) throw overflowError('unsigned int is greater than maximum');
  return Number(int);
}

function convertLong(message: string) {
  return (vm: Runtime, value: Value): bigint => {
    const int = BigInt(index(vm, value));
    if (BigInt.asIntN(64, int) !== int) throw overflowError(message);
    return int;
  };
}

function convertUnsignedLong(negative: string, large: string) {
  return (vm: Runtime, value: Value): bigint => {
    const int = BigInt(index(vm, value));
    if (int < 0n) throw overflowError(negative);
    if (BigInt.asUintN(64, int) !== int) throw overflowError(large);
    return int;
  };
}

function convertCharacter(_vm: Runtime, value: Value): number {
  const text = asStr(value);
  if (text === undefined) throw typeError(`array item must be a unicode character, not ${typeOf(value).name}`);
  if (text.length !== 1) {
    throw typeError(`array item must be a unicode character, not a string of length ${text.length}`);
  }
  return codePointAt(text, 0);
}

const getLong = (view: DataView, at: number): Value => canonicalInt(view.getBigInt64(at, true));
const getUnsignedLong = (view: DataView, at: number): Value => canonicalInt(view.getBigUint64(at, true));
const putLong = (view: DataView, at: number, value: number | bigint): void =>
  view.setBigInt64(at, value as bigint, true);
const putUnsignedLong = (view: DataView, at: number, value: number | bigint): void =>
  view.setBigUint64(at, value as bigint, true);
const getCharacter = (view: DataView, at: number): Value => strFromCodePoints(Uint32Array.of(view.getUint32(at, true)));
const putUnsignedInt = (view: DataView, at: number, value: number | bigint): void =>
  view.setUint32(at, value as number, true);

const KINDS: readonly ElementKind[] = [
  {
    code: 'b',
    size: 1,
    format: 'b',
    machine: 1,
    get: (view, at) => view.getInt8(at),
    convert: signed('signed char', 8),
    put: (view, at, value) => view.setInt8(at, value as number),
  },
  {
    code: 'B',
    size: 1,
    format: 'B',
    machine: 0,
    get: (view, at) => view.getUint8(at),
    convert: small(
      0,
      255,
      'unsigned byte integer is less than minimum',
      'unsigned byte integer is greater than maximum',
    ),
    put: (view, at, value) => view.setUint8(at, value as number),
  },
  { code: 'u', size: 4, format: 'w', machine: 20, get: getCharacter, convert: convertCharacter, put: putUnsignedInt },
  { code: 'w', size: 4, format: 'w', machine: 20, get: getCharacter, convert: convertCharacter, put: putUnsignedInt },
  {
    code: 'h',
    size: 2,
    format: 'h',
    machine: 4,
    get: (view, at) => view.getInt16(at, true),
    convert: signed('signed short integer', 16),
    put: (view, at, value) => view.setInt16(at, value as number, true),
  },
  {
    code: 'H',
    size: 2,
    format: 'H',
    machine: 2,
    get: (view, at) => view.getUint16(at, true),
    convert: small(0, 65535, 'unsigned short is less than minimum', 'unsigned short is greater than maximum'),
    put: (view, at, value) => view.setUint16(at, value as number, true),
  },
  {
    code: 'i',
    size: 4,
    format: 'i',
    machine: 8,
    get: (view, at) => view.getInt32(at, true),
    convert: signed('signed integer', 32),
    put: (view, at, value) => view.setInt32(at, value as number, true),
  },
  {
    code: 'I',
    size: 4,
    format: 'I',
    machine: 6,
    get: (view, at) => view.getUint32(at, true),
    convert: convertUnsignedInt,
    put: putUnsignedInt,
  },
  {
    code: 'l',
    size: 8,
    format: 'l',
    machine: 12,
    get: getLong,
    convert: convertLong('Python int too large to convert to C long'),
    put: putLong,
  },
  {
    code: 'L',
    size: 8,
    format: 'L',
    machine: 10,
    get: getUnsignedLong,
    convert: convertUnsignedLong(
      "can't convert negative value to unsigned int",
      'Python int too large to convert to C unsigned long',
    ),
    put: putUnsignedLong,
  },
  {
    code: 'q',
    size: 8,
    format: 'q',
    machine: 12,
    get: getLong,
    convert: convertLong('int too big to convert'),
    put: putLong,
  },
  {
    code: 'Q',
    size: 8,
    format: 'Q',
    machine: 10,
    get: getUnsignedLong,
    convert: convertUnsignedLong("can't convert negative int to unsigned", 'int too big to convert'),
    put: putUnsignedLong,
  },
  {
    code: 'f',
    size: 4,
    format: 'f',
    machine: 14,
    get: (view, at) => new PyFloat(view.getFloat32(at, true)),
    convert: asDouble,
    put: (view, at, value) => view.setFloat32(at, value as number, true),
  },
  {
    code: 'd',
    size: 8,
    format: 'd',
    machine: 16,
    get: (view, at) => new PyFloat(view.getFloat64(at, true)),
    convert: asDouble,
    put: (view, at, value) => view.setFloat64(at, value as number, true),
  },
];

/** The kind of a typecode, or undefined. */
export function kindOf(code: string): ElementKind | undefined {
  return KINDS.find((kind) => kind.code === code);
}

/** All typecodes, in CPython's order. */
export const TYPECODES = KINDS.map((kind) => kind.code).join('');
