/** This file reads and writes floats in hexadecimal: `float.hex`, `float.fromhex`. */
import { overflowError, valueError } from '../../errors.js';
import { scaleRounded } from '../int/convert.js';
import { stripAscii } from '../int/parse.js';
import { frexp } from './frexp.js';

/** `float.hex`. */
export function doubleToHex(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = Math.abs(value);
  if (magnitude === Infinity) return `${sign}inf`;
  if (magnitude === 0) return `${sign}0x0.0p+0`;
  const parts = frexp(magnitude);
  // Subnormal numbers keep the least exponent and start with 0.
  const shift = 1 - Math.max(-1021 - parts.exponent, 0);
  const mantissa = parts.mantissa * 2 ** shift;
  const exponent = parts.exponent - shift;
  const whole = Math.floor(mantissa);
  const fraction = ((mantissa - whole) * 2 ** 52).toString(16).padStart(13, '0');
  return `${sign}0x${whole}.${fraction}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

const HEX = /^([+-]?)(?:0[xX])?([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?$/;
const SPECIAL = /^([+-]?)(inf(?:inity)?|nan)$/i;

/** `float.fromhex` of text. Raises ValueError and OverflowError. */
export function doubleFromHex(text: string): number {
  const body = stripAscii(text);
  const special = SPECIAL.exec(body);
  if (special !== null) {
    if ((special[2] as string).charAt(0).toLowerCase() === 'n') return NaN;
    return special[1] === '-' ? -Infinity : Infinity;
  }
  const match = HEX.exec(body);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole.length + fraction.length === 0) {
    throw valueError('invalid hexadecimal floating-point string');
  }
  const digits = (whole + fraction).replace(/^0+/, '');
  const negative = match[1] === '-';
  if (digits === '') return negative ? -0 : 0;
  const exponent = Number(match[4] ?? '0') - 4 * fraction.length;
  const top = exponent + 4 * digits.length;
  if (top < -1100) return negative ? -0 : 0;
  if (top > 1030) throw overflowError('hexadecimal value too large to represent as a float');
  const result = scaleRounded(BigInt(`0x${digits}`), exponent);
  if (result === Infinity) throw overflowError('hexadecimal value too large to represent as a float');
  return negative ? -result : result;
}
