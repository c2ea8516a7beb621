/** This file computes exponentials of doubles. */

/** C's `exp`. */
export function exp(x: number): number {
  return Math.exp(x);
}

/** C's `exp2`. */
export function exp2(x: number): number {
  return 2 ** x;
}

/** C's `expm1`. */
export function expm1(x: number): number {
  return Math.expm1(x);
}
