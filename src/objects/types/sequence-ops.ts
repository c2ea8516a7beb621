/** This file holds what lists and tuples share: repetition, search, repr, growing from iterables. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { Str } from '../../values/str.js';
import { typeOf } from '../core-types.js';
import { memoryError } from '../errors.js';
import { equals } from '../operations/compare.js';
import { getIter, lengthHint } from '../operations/iteration.js';
import { repr } from '../operations/text.js';
import { concat } from '../strings.js';
import type { Items } from './sequence-compare.js';

/** JavaScript arrays turn into hash tables beyond this length. */
const MAX_ITEMS = 134_000_000;

/** Charge fuel and memory for an array of this many items before it is made. Raises MemoryError. */
export function chargeItems(vm: Runtime, count: number): void {
  if (count > MAX_ITEMS) {
    // The account decides first: a limit of its own may be reported in another way.
    vm.chargeMemory(Math.min(8 * count, Number.MAX_SAFE_INTEGER));
    throw memoryError();
  }
  vm.chargeFuel(count >> 4);
  vm.chargeMemory(8 * count);
}

/** `items * count`. */
export function repeatItems(vm: Runtime, items: readonly Value[], count: number): Value[] {
  const length = items.length;
  if (length === 0 || count <= 0) return [];
  const total = length * count;
  chargeItems(vm, total);
  if (length === 1) return new Array<Value>(total).fill(items[0] as Value);
  const result = items.slice();
  for (let i = length; i < total; i++) result.push(result[i - length] as Value);
  return result;
}

/** `a + b`. */
export function concatItems(vm: Runtime, a: readonly Value[], b: readonly Value[]): Value[] {
  chargeItems(vm, a.length + b.length);
  return a.concat(b);
}

/** The index of the first item equal to `value` from `start` to before `stop`, or -1. The sequence may change meanwhile. */
export function findItem(vm: Runtime, self: Items, value: Value, start: number, stop: number): number {
  for (let i = start; i < stop && i < self.items.length; i++) {
    if ((i & 63) === 0) vm.chargeFuel(8);
    const item = self.items[i] as Value;
    if (item === value || equals(vm, item, value)) return i;
  }
  return -1;
}

/** How many items are equal to `value`. */
export function countItems(vm: Runtime, self: Items, value: Value): number {
  let count = 0;
  for (let i = 0; i < self.items.length; i++) {
    if ((i & 63) === 0) vm.chargeFuel(8);
    const item = self.items[i] as Value;
    if (item === value || equals(vm, item, value)) count++;
  }
  return count;
}

/** A bound of `index(value, start, stop)` counted from the front. */
export function clampIndex(at: number, length: number): number {
  return at < 0 ? Math.max(at + length, 0) : at;
}

/** The reprs of the items between brackets; `inside` is shown when this object is being printed already. */
export function reprItems(vm: Runtime, self: Value & Items, open: string, close: string, inside: string): Str {
  if (self.items.length === 0) return open + close;
  if (vm.reprEnter(self)) return inside;
  try {
    const parts: Str[] = [open];
    let size = 0;
    for (let i = 0; i < self.items.length; i++) {
      const part = repr(vm, self.items[i] as Value);
      size += part.length + 2;
      if (i > 0) parts.push(', ');
      parts.push(part);
      if (size >= 4096) {
        vm.chargeMemory(2 * size);
        size = 0;
      }
    }
    vm.chargeFuel(self.items.length);
    parts.push(close);
    return concat(parts);
  } finally {
    vm.reprLeave(self);
  }
}

/** Push all items of an iterable to an array that the program may see growing. Charges as it goes. */
export function extendItems(vm: Runtime, target: { items: Value[] }, iterable: Value): void {
  const iterator = getIter(vm, iterable);
  if (typeOf(iterable).isHeap) lengthHint(vm, iterable, 8);
  const next = typeOf(iterator).tp_iternext;
  if (next === null) return;
  let since = 0;
  for (;;) {
    vm.chargeFuel(1);
    const item = next(vm, iterator);
    if (item === undefined) return;
    target.items.push(item);
    if (++since === 64) {
      if (target.items.length > MAX_ITEMS) throw memoryError();
      vm.chargeMemory(8 * since);
      since = 0;
    }
  }
}
