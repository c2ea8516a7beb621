/** This file computes inverse trigonometric functions of doubles. */

/** C's `atan2`. */
export function atan2(y: number, x: number): number {
  return Math.atan2(y, x);
}

/** C's `atan`. */
export function atan(x: number): number {
  return Math.atan(x);
}

/** C's `asin`. */
export function asin(x: number): number {
  return Math.asin(x);
}

/** C's `acos`. */
export function acos(x: number): number {
  return Math.acos(x);
}
