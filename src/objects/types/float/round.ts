/** This file rounds floats: to whole numbers and to decimal digits, both half to even. */
import { overflowError } from '../../errors.js';
import { fixedDigits } from '../number-format/decimal-digits.js';

/** The whole number nearest to a finite double, ties to even. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `round(value, ndigits)`: the double nearest to the exact decimal rounding. Raises OverflowError. */
export function roundDouble(value: number, ndigits: number): number {
  if (!Number.isFinite(value) || value === 0 || ndigits > 323) return value;
  if (ndigits < -308) return 0 * value;
  const digits = fixedDigits(Math.abs(value), ndigits);
  const magnitude = digits === '' ? 0 : Number(`${digits}e${-ndigits}`);
  if (magnitude === Infinity) throw overflowError('rounded value too large to represent');
  return value < 0 ? -magnitude : magnitude;
}
