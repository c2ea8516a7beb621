/** This file reads integers from text: any base, signs, prefixes and underscores. */
import type { Runtime } from '../../../values/runtime.js';
import { codePointAt, type Str } from '../../../values/str.js';
import { valueError } from '../../errors.js';
import { isSpace } from '../../unicode/character-type.js';
import { decimalValue } from '../../unicode/decimal.js';
import { normalizeInt } from './arithmetic.js';
import { type Int, limbs, multiplyCost, radixCost } from './size.js';
import { intDigitLimit, STR_DIGITS_CHECK_THRESHOLD } from './text.js';

/**
 * Text in which decimal digits of any script are ASCII digits and spaces beyond ASCII are blanks, for the parsers of
 * numbers. Any other character beyond ASCII ends the text with `?`, which no number contains.
 */
export function toAsciiNumber(text: Str): string {
  if (typeof text === 'string' && /^[\0-\x7f]*$/.test(text)) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (point < 0x7f) {
      out += String.fromCharCode(point);
      continue;
    }
    const digit = decimalValue(point);
    if (digit >= 0) out += String.fromCharCode(0x30 + digit);
    else if (isSpace(point)) out += ' ';
    else return `${out}?`;
  }
  return out;
}

/** Without leading and trailing ASCII whitespace. */
export function stripAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isAsciiSpace(text.charCodeAt(start))) start++;
  while (end > start && isAsciiSpace(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isAsciiSpace(code: number): boolean {
  return code === 0x20 || (code >= 9 && code <= 13);
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower - 0x57 : 99;
}

function prefixBase(letter: string): number {
  switch (letter) {
    case 'x':
    case 'X':
      return 16;
    case 'o':
    case 'O':
      return 8;
    case 'b':
    case 'B':
      return 2;
    default:
      return 0;
  }
}

/**
 * The int that ASCII text stands for, as `int(text, base)` reads it; null when it is malformed. `base` is 0 or 2 to 36.
 * Raises ValueError for more digits than the machine allows.
 */
export function parseIntText(vm: Runtime, text: string, base: number): Int | null {
  if (base === 10 && text.length <= 15 && /^[0-9]+$/.test(text)) return Number(text);
  vm.chargeFuel(text.length >> 5);
  let body = stripAscii(text);
  let negative = false;
  const sign = body.charAt(0);
  if (sign === '+' || sign === '-') {
    negative = sign === '-';
    body = body.slice(1);
  }
  let radix = base;
  let zeroOnly = false;
  if (body.charAt(0) === '0') {
    const named = prefixBase(body.charAt(1));
    if (named !== 0 && (base === 0 || base === named)) {
      radix = named;
      body = body.slice(body.charAt(2) === '_' ? 3 : 2);
    } else if (base === 0) {
      radix = 10;
      zeroOnly = true;
    }
  } else if (base === 0) radix = 10;
  const digits = checkedDigits(body, radix);
  if (digits === null) return null;
  const value = digitsToInt(vm, digits, radix);
  // C's octal notation must not pass for a decimal.
  if (zeroOnly && value !== 0) return null;
  return negative ? (typeof value === 'number' ? 0 - value : -value) : value;
}

/** The digits without underscores; null unless every underscore stands between two digits of the base. */
function checkedDigits(text: string, radix: number): string | null {
  let underscores = false;
  let previous = 0x5f;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5f) {
      if (previous === 0x5f) return null;
      underscores = true;
    } else if (digitOf(code) >= radix) return null;
    previous = code;
  }
  if (previous === 0x5f) return null;
  return underscores ? text.replaceAll('_', '') : text;
}

/** The value of valid digits, charged. Raises ValueError beyond the limit of digits. */
export function digitsToInt(vm: Runtime, digits: string, radix: number): Int {
  const power = (radix & (radix - 1)) === 0;
  if (!power && digits.length > STR_DIGITS_CHECK_THRESHOLD) {
    const limit = vm.state(intDigitLimit).digits;
    if (limit > 0 && digits.length > limit) {
      throw valueError(
        `Exceeds the limit (${limit} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
      );
    }
  }
  if (digits.length <= 10) return Number.parseInt(digits, radix);
  const words = (digits.length * Math.log2(radix)) / 64 + 1;
  vm.chargeFuel(power ? words / 2 : 2 * radixCost(words));
  vm.chargeMemory(words * 8);
  return normalizeInt(digitsToBigInt(vm, digits, radix));
}

function digitsToBigInt(vm: Runtime, digits: string, radix: number): bigint {
  switch (radix) {
    case 10:
      return BigInt(digits);
    case 16:
      return BigInt(`0x${digits}`);
    case 8:
      return BigInt(`0o${digits}`);
    case 2:
      return BigInt(`0b${digits}`);
    default:
      return joinChunks(vm, digits, radix);
  }
}

/** Read chunks that fit a safe number and join neighbours, level by level, so that the multiplications are balanced. */
function joinChunks(vm: Runtime, digits: string, radix: number): bigint {
  const size = Math.floor(52 / Math.log2(radix));
  let level: bigint[] = [];
  const first = digits.length % size;
  if (first > 0) level.push(BigInt(Number.parseInt(digits.slice(0, first), radix)));
  for (let i = first; i < digits.length; i += size) {
    level.push(BigInt(Number.parseInt(digits.slice(i, i + size), radix)));
  }
  let scale = BigInt(radix) ** BigInt(size);
  while (level.length > 1) {
    const n = limbs(scale);
    vm.chargeFuel((level.length * multiplyCost(n, n)) / 2);
    const next: bigint[] = [];
    let i = level.length % 2;
    if (i === 1) next.push(level[0] as bigint);
    for (; i < level.length; i += 2) next.push((level[i] as bigint) * scale + (level[i + 1] as bigint));
    level = next;
    if (level.length > 1) scale *= scale;
  }
  return level[0] as bigint;
}
