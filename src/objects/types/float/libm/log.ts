/** This file computes logarithms of doubles. */

/** C's `log`. */
export function log(x: number): number {
  return Math.log(x);
}

/** C's `log2`. */
export function log2(x: number): number {
  return Math.log2(x);
}

/** C's `log10`. */
export function log10(x: number): number {
  return Math.log10(x);
}

/** C's `log1p`, which keeps the sign of zero. */
export function log1p(x: number): number {
  return x === 0 ? x : Math.log1p(x);
}
