/** This file computes logarithms of doubles. */

/** C's `log`. */
export function log(x: number): number {
  return Math.log(x);
}
