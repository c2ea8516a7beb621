/** This file computes hyperbolic functions of doubles. */

/** C's `sinh`. */
export function sinh(x: number): number {
  return Math.sinh(x);
}

/** C's `cosh`. */
export function cosh(x: number): number {
  return Math.cosh(x);
}

/** C's `tanh`. */
export function tanh(x: number): number {
  return Math.tanh(x);
}

/** C's `asinh`. */
export function asinh(x: number): number {
  return Math.asinh(x);
}

/** C's `acosh`. */
export function acosh(x: number): number {
  return Math.acosh(x);
}

/** C's `atanh`. */
export function atanh(x: number): number {
  return Math.atanh(x);
}
