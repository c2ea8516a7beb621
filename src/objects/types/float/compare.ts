/** This file compares floats with ints exactly. */
import type { CompareOp } from '../../../values/type.js';
import type { Int } from '../int/size.js';

/** `a op b` of a double and an int, by their exact values. NaN is unequal and unordered. */
export function compareFloatInt(a: number, b: Int, op: CompareOp): boolean {
  // The host compares a number with a bigint by mathematical value.
  switch (op) {
    case 0:
      return a < b;
    case 1:
      return a <= b;
    case 2:
      return equalFloatInt(a, b);
    case 3:
      return !equalFloatInt(a, b);
    case 4:
      return a > b;
    default:
      return a >= b;
  }
}

/** Is the double exactly the int? */
export function equalFloatInt(a: number, b: Int): boolean {
  return typeof b === 'number' ? a === b : a <= b && a >= b;
}

/** Negative, zero or positive as the int is less than, equal to or greater than the double, which is not NaN. */
export function compareIntFloat(a: Int, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
