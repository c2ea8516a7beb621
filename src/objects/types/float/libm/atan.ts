/** This file computes inverse trigonometric functions of doubles. */

/** C's `atan2`. */
export function atan2(y: number, x: number): number {
  return Math.atan2(y, x);
}
