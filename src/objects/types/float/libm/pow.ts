/** This file raises doubles to double powers. */

/** C's `pow` for finite operands. */
export function pow(x: number, y: number): number {
  return x ** y;
}
