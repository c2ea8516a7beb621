/** This file computes cube roots. */

/** C's `cbrt`. */
export function cbrt(x: number): number {
  return Math.cbrt(x);
}
