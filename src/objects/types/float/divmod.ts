/** This file divides floats with remainder as Python does: the remainder has the sign of the divisor. */
import { zeroDivisionError } from '../../errors.js';

const copySign = (magnitude: number, sign: number): number =>
  sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude;

/** `x % y`. Raises ZeroDivisionError. */
export function modDoubles(x: number, y: number): number {
  if (y === 0) throw zeroDivisionError('division by zero');
  const mod = x % y;
  if (mod === 0) return copySign(0, y);
  return y < 0 !== mod < 0 ? mod + y : mod;
}

/** `x // y`. Raises ZeroDivisionError. */
export function floorDivDoubles(x: number, y: number): number {
  if (y === 0) throw zeroDivisionError('division by zero');
  const mod = x % y;
  let div = (x - mod) / y;
  if (mod !== 0 && y < 0 !== mod < 0) div -= 1;
  if (div === 0) return copySign(0, x / y);
  const floor = Math.floor(div);
  // The quotient is close to a whole number: take the nearest.
  return div - floor > 0.5 ? floor + 1 : floor;
}
