/** This file compares sequences item by item, as lists, tuples and deques do. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { type CompareOp, EQ, NE } from '../../values/type.js';
import { compareNumbers, equals, richCompare } from '../operations/compare.js';

/** Something whose items stand in an array, which a program may exchange or change while they are compared. */
export interface Items {
  readonly items: readonly Value[];
}

/** `a op b`: the first items that differ decide, then the lengths. */
export function compareItems(vm: Runtime, a: Items, b: Items, op: CompareOp): Value {
  if (a.items.length !== b.items.length && (op === EQ || op === NE)) return op === NE;
  const at = firstDifference(vm, a, b);
  const lengthA = a.items.length;
  const lengthB = b.items.length;
  if (at >= lengthA || at >= lengthB) return compareNumbers(lengthA, lengthB, op);
  if (op === EQ) return false;
  if (op === NE) return true;
  return richCompare(vm, a.items[at] as Value, b.items[at] as Value, op);
}

/** The first index at which the items are not equal, or the shorter length. */
function firstDifference(vm: Runtime, a: Items, b: Items): number {
  let i = 0;
  for (; i < a.items.length && i < b.items.length; i++) {
    if ((i & 255) === 0) vm.chargeFuel(Math.min(256, a.items.length - i) >> 2);
    const x = a.items[i] as Value;
    const y = b.items[i] as Value;
    if (x === y) continue;
    if (!equals(vm, x, y)) return i;
  }
  return i;
}
