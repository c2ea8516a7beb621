/** This file computes trigonometric functions of doubles. */

/** C's `sin`. */
export function sin(x: number): number {
  return Math.sin(x);
}

/** C's `cos`. */
export function cos(x: number): number {
  return Math.cos(x);
}

/** C's `tan`. */
export function tan(x: number): number {
  return Math.tan(x);
}
