/** This file computes exponentials of doubles. */

/** C's `exp`. */
export function exp(x: number): number {
  return Math.exp(x);
}
