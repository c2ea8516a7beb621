/** This file declares the methods of bytes that replace parts or single bytes. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { asBytes } from '../../buffer.js';
import { overflowError, valueError } from '../../errors.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { findUnits } from '../../search.js';
import { chargeLoop, chargeSearch } from '../str/arguments.js';
import { allocate } from './pad-methods.js';
import { type BytesLike, countBytes, dataOf, result, unchanged } from './shared.js';

function replace(vm: Runtime, self: BytesLike, from: Uint8Array, to: Uint8Array, count: number): Value {
  const max = count < 0 ? Number.MAX_SAFE_INTEGER : count;
  const data = dataOf(self);
  if (max === 0) return unchanged(vm, self);
  chargeLoop(vm, data.length);
  chargeSearch(vm, data.length * 2, from.length);
  const found = countBytes(data, from, 0, data.length, max);
  if (found === 0) return unchanged(vm, self);
  const total = data.length + found * (to.length - from.length);
  if (total > Number.MAX_SAFE_INTEGER) throw overflowError('replace bytes is too long');
  const out = allocate(vm, total);
  chargeLoop(vm, data.length);
  let read = 0;
  let write = 0;
  const copy = (end: number): void => {
    out.set(data.subarray(read, end), write);
    write += end - read;
    read = end;
  };
  for (let i = 0; i < found; i++) {
    if (from.length > 0) copy(findUnits(data, from, read, data.length));
    else if (i > 0) copy(read + 1);
    out.set(to, write);
    write += to.length;
    read += from.length;
  }
  copy(data.length);
  return result(self, out);
}

function translate(vm: Runtime, self: BytesLike, table: Value, deleted: Value): Value {
  let map: Uint8Array | null = null;
  if (table !== None) {
    map = asBytes(vm, table);
    if (map.length !== 256) throw valueError('translation table must be 256 characters long');
  }
  const removed = new Uint8Array(256);
  const drop = asBytes(vm, deleted);
  for (const byte of drop) removed[byte] = 1;
  const data = dataOf(self);
  chargeLoop(vm, data.length + drop.length);
  const out = allocate(vm, data.length);
  let count = 0;
  let changed = false;
  for (const byte of data) {
    if (removed[byte] === 1) {
      changed = true;
      continue;
    }
    const mapped = map === null ? byte : (map[byte] as number);
    if (mapped !== byte) changed = true;
    out[count++] = mapped;
  }
  if (!changed) return unchanged(vm, self);
  return result(self, count === out.length ? out : out.slice(0, count));
}

/** replace and translate. */
export const replaceMethods: readonly NativeDef[] = [
  method(
    'replace($self, old: buffer, new: buffer, count: ssize=-1, /)',
    'The bytes with occurrences of old replaced, all or the first count.',
    (vm: Runtime, self: BytesLike, from: Uint8Array, to: Uint8Array, count: number) =>
      replace(vm, self, from, to, count),
  ),
  method(
    "translate($self, table, /, delete=b'')",
    'The bytes without those of delete, the others mapped through a table of 256 bytes (or None).',
    (vm: Runtime, self: BytesLike, table: Value, deleted: Value) =>
      translate(vm, self, table, deleted ?? new PyBytes(new Uint8Array(0))),
  ),
];
