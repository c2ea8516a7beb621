/** This file formats doubles by presentation code, as C's printf does but exactly (CPython's PyOS_double_to_string). */
import { type DecimalDigits, fixedDigits, shortestDigits, significantDigits } from './decimal-digits.js';

/** `e`, `f`, `g` as in C, `r` for the shortest text that reads back. */
export type DoubleCode = 'e' | 'f' | 'g' | 'r';

/** How to write a double. */
export interface DoubleFormat {
  readonly code: DoubleCode;
  /** Digits after the point for `e` and `f`, significant digits for `g`; ignored by `r`. */
  readonly precision: number;
  /** `#`: keep the decimal point and trailing zeros. */
  readonly alternate?: boolean;
  /** Add `.0` to what would look like an int. */
  readonly addDotZero?: boolean;
  /** Write `-0` as `0`. */
  readonly noNegativeZero?: boolean;
  readonly alwaysSign?: boolean;
  readonly upper?: boolean;
}

/** The text of a double: sign, digits, exponent; `inf` and `nan` as they are. */
export function formatDouble(value: number, format: DoubleFormat): string {
  const text = Number.isNaN(value) ? (format.alwaysSign ? '+nan' : 'nan') : signed(value, format);
  return format.upper ? text.toUpperCase() : text;
}

function signed(value: number, format: DoubleFormat): string {
  const magnitude = Math.abs(value);
  const body = magnitude === Infinity ? 'inf' : formatMagnitude(magnitude, format);
  let negative = value < 0 || Object.is(value, -0);
  if (negative && format.noNegativeZero && magnitude !== Infinity && isZeroText(body)) negative = false;
  return negative ? `-${body}` : format.alwaysSign ? `+${body}` : body;
}

function isZeroText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x65) break;
    if (code >= 0x31 && code <= 0x39) return false;
  }
  return true;
}

function formatMagnitude(value: number, format: DoubleFormat): string {
  const { code, precision } = format;
  switch (code) {
    case 'f':
      return fixedText(value, precision, format.alternate === true);
    case 'e': {
      const { digits, point } =
        value === 0 ? { digits: '0'.repeat(precision + 1), point: 1 } : significantDigits(value, precision + 1);
      return exponentText(digits, point, format.alternate === true);
    }
    case 'g': {
      const count = precision === 0 ? 1 : precision;
      const decimal = value === 0 ? { digits: '0', point: 1 } : trimmed(significantDigits(value, count));
      const limit = format.addDotZero ? count - 1 : count;
      const exponential = decimal.point <= -4 || decimal.point > limit;
      return generalText(decimal, exponential, format, count);
    }
    default: {
      const decimal = value === 0 ? { digits: '0', point: 1 } : shortestDigits(value);
      return generalText(decimal, decimal.point <= -4 || decimal.point > 16, format, 0);
    }
  }
}

function fixedText(value: number, precision: number, alternate: boolean): string {
  const digits = fixedDigits(value, precision).padStart(precision + 1, '0');
  if (precision === 0) return alternate ? `${digits}.` : digits;
  const at = digits.length - precision;
  return `${digits.slice(0, at)}.${digits.slice(at)}`;
}

function trimmed(decimal: DecimalDigits): DecimalDigits {
  let end = decimal.digits.length;
  while (end > 1 && decimal.digits.charCodeAt(end - 1) === 0x30) end--;
  return { digits: decimal.digits.slice(0, end), point: decimal.point };
}

function exponentText(digits: string, point: number, alternate: boolean): string {
  const exponent = point - 1;
  const magnitude = Math.abs(exponent);
  const mantissa = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : alternate ? `${digits}.` : digits;
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${magnitude < 10 ? '0' : ''}${magnitude}`;
}

/** The text of `g` and `r`; `count` digits are kept with `#`. */
function generalText(decimal: DecimalDigits, exponential: boolean, format: DoubleFormat, count: number): string {
  const alternate = format.alternate === true;
  const { point } = decimal;
  let { digits } = decimal;
  if (alternate && digits.length < count) digits = digits.padEnd(count, '0');
  if (exponential) return exponentText(digits, point, alternate);
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (digits.length > point) return `${digits.slice(0, point)}.${digits.slice(point)}`;
  const whole = digits.padEnd(point, '0');
  return format.addDotZero ? `${whole}.0` : alternate ? `${whole}.` : whole;
}

/** `repr` of a float. */
export function floatRepr(value: number): string {
  // The host writes the same digits; only its choice of notation differs.
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e16) {
    const text = String(value);
    return Number.isInteger(value) ? `${text}.0` : text;
  }
  return formatDouble(value, { code: 'r', precision: 0, addDotZero: true });
}
