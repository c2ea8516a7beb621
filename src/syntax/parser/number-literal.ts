/** This file turns numeric literals into values. Language reference: 2.6. */
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';

/** The most digits that a decimal integer literal may have by default (sys.int_info.default_max_str_digits). */
export const MAX_INT_DIGITS = 4300;
/** Literals of so many digits are never refused (sys.int_info.str_digits_check_threshold). */
const CHECK_THRESHOLD = 640;

/** The number of digits of a decimal integer literal that has more than `limit`, else 0. A limit of 0 is none. */
export function excessDigits(text: string, limit: number): number {
  if (limit === 0 || text.length <= CHECK_THRESHOLD || text.length <= limit || !/^[0-9_]+$/.test(text)) return 0;
  const digits = text.replaceAll('_', '').length;
  return digits > limit ? digits : 0;
}

/** The value of a NUMBER token. */
export function numberValue(literal: string): Value {
  const text = literal.includes('_') ? literal.replaceAll('_', '') : literal;
  const last = text.charCodeAt(text.length - 1) | 0x20;
  const second = text.charCodeAt(1) | 0x20;
  const hasRadix = text.charCodeAt(0) === 0x30 && (second === 0x78 || second === 0x6f || second === 0x62);
  if (!hasRadix) {
    if (last === 0x6a) return new PyComplex(0, Number(text.slice(0, -1)));
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 0x2e || (c | 0x20) === 0x65) return new PyFloat(Number(text));
    }
  }
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  return BigInt(text);
}
