/** This file holds what bytes and bytearray have in common: operands, results, single bytes. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { asBytes } from '../../buffer.js';
import { typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { hasIndex, index } from '../../operations/index.js';
import { findUnits } from '../../search.js';
import { PyByteArray } from './bytearray-object.js';

/** An instance of bytes or bytearray. */
export type BytesLike = PyBytes | PyByteArray;

/** The content: of a bytearray as it is now, to be used before Python code runs. */
export function dataOf(self: BytesLike): Uint8Array {
  return self instanceof PyBytes ? self.data : self.bytes;
}

/** A result of the kind of `self`: bytes or bytearray, never a subclass. `data` is not shared. */
export function result(self: BytesLike, data: Uint8Array): BytesLike {
  return self instanceof PyBytes ? new PyBytes(data) : new PyByteArray(data);
}

/** A result equal to `self`: itself when it is exactly bytes, otherwise a copy. */
export function unchanged(vm: Runtime, self: BytesLike): BytesLike {
  if (self instanceof PyBytes && self.constructor === PyBytes) return self;
  const data = dataOf(self);
  vm.chargeMemory(data.length);
  return result(self, data.slice());
}

/** `data[start:end]` as a result. */
export function sliced(vm: Runtime, self: BytesLike, start: number, end: number): BytesLike {
  const data = dataOf(self);
  if (start === 0 && end === data.length) return unchanged(vm, self);
  vm.chargeMemory(end - start);
  return result(self, data.slice(start, end));
}

/** A byte from an int: "byte must be in range(0, 256)". */
export function byteFrom(vm: Runtime, value: Value): number {
  const number = typeof value === 'number' ? value : index(vm, value);
  if (number < 0 || number > 255) throw valueError('byte must be in range(0, 256)');
  return Number(number);
}

/** What a search looks for: bytes, or one byte as an int. */
export function searched(vm: Runtime, value: Value): Uint8Array {
  if (value instanceof PyBytes) return value.data;
  if (typeOf(value).bf_getbuffer !== null) return asBytes(vm, value);
  if (hasIndex(value)) return Uint8Array.of(byteFrom(vm, value));
  throw typeError(`argument should be integer or bytes-like object, not '${typeOf(value).name}'`);
}

/** The number of places, none overlapping, at most `max`. */
export function countBytes(data: Uint8Array, needle: Uint8Array, start: number, end: number, max: number): number {
  if (start > end) return 0;
  if (needle.length === 0) return Math.min(max, end - start + 1);
  let count = 0;
  for (let at = findUnits(data, needle, start, end); at >= 0 && count < max; at = findUnits(data, needle, at, end)) {
    count++;
    at += needle.length;
  }
  return count;
}

/** White space in ASCII. */
export function isSpaceByte(byte: number): boolean {
  return byte === 0x20 || (byte >= 9 && byte <= 13);
}

/** Join byte arrays. */
export function concatBytes(vm: Runtime, a: Uint8Array, b: Uint8Array): Uint8Array {
  const total = a.length + b.length;
  vm.chargeMemory(total);
  vm.chargeFuel(total >> 5);
  const out = new Uint8Array(total);
  out.set(a);
  out.set(b, a.length);
  return out;
}
