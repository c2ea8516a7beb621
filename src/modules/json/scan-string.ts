/** This file reads JSON strings. */
import { valueError } from '../../objects/errors.js';
import { StrBuilder, sliceStr } from '../../objects/strings.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str } from '../../values/str.js';
import { decodeError } from './json-error.js';

const QUOTE = 34;
const BACKSLASH = 92;

/** The character that a backslash and this one stand for; 0 for none. */
function unescaped(c: number): number {
  switch (c) {
    case 34: // "
    case 92: // \
    case 47: // /
      return c;
    case 98: // b
      return 8;
    case 102: // f
      return 12;
    case 110: // n
      return 10;
    case 114: // r
      return 13;
    case 116: // t
      return 9;
    default:
      return 0;
  }
}

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const letter = c | 32;
  return letter >= 97 && letter <= 102 && c < 128 ? letter - 87 : -1;
}

/** Four hexadecimal digits at `at`, or -1. */
function hexFour(s: Str, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const digit = hexDigit(codePointAt(s, i));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** Where the run of ordinary characters from `from` on ends: at a quote, a backslash, a control character or the end. */
function plainEnd(s: Str, from: number): number {
  let i = from;
  if (typeof s === 'string') {
    for (; i < s.length; i++) {
      const c = s.charCodeAt(i);
      if (c === QUOTE || c === BACKSLASH || c < 32) break;
    }
    return i;
  }
  const points = s.codePoints;
  for (; i < points.length; i++) {
    const c = points[i] as number;
    if (c === QUOTE || c === BACKSLASH || c < 32) break;
  }
  return i;
}

/** Reads the string whose opening quote stands before `start`; afterwards `end` is the place after the closing one. */
export class StringScanner {
  end = 0;

  constructor(
    private readonly vm: Runtime,
    private readonly document: Str,
    private readonly strict: boolean,
  ) {}

  scan(start: number): Str {
    const s = this.document;
    const length = s.length;
    if (start < 0 || start > length) throw valueError('end is out of bounds');
    let next = this.skipPlain(start);
    if (next < length && codePointAt(s, next) === QUOTE) {
      this.end = next + 1;
      return sliceStr(s, start, next);
    }
    const out = new StrBuilder();
    let from = start;
    for (;;) {
      if (next >= length) throw decodeError(this.vm, 'Unterminated string starting at', s, start - 1);
      if (next > from) out.add(sliceStr(s, from, next));
      const c = codePointAt(s, next);
      if (c === QUOTE) {
        this.end = next + 1;
        return out.finish();
      }
      from = this.escape(start, next + 1, out);
      next = this.skipPlain(from);
    }
  }

  /** Like plainEnd; control characters are ordinary unless strict. */
  private skipPlain(from: number): number {
    const s = this.document;
    let next = plainEnd(s, from);
    while (next < s.length && codePointAt(s, next) < 32) {
      if (this.strict) throw decodeError(this.vm, 'Invalid control character at', s, next);
      next = plainEnd(s, next + 1);
    }
    this.vm.chargeFuel((next - from) >> 5);
    this.vm.chargeMemory(next - from);
    return next;
  }

  /** Read what follows a backslash. Answers where the next character stands. */
  private escape(start: number, at: number, out: StrBuilder): number {
    const { vm, document: s } = this;
    const length = s.length;
    if (at === length) throw decodeError(vm, 'Unterminated string starting at', s, start - 1);
    const c = codePointAt(s, at);
    if (c !== 117) {
      const point = unescaped(c);
      if (point === 0) throw decodeError(vm, 'Invalid \\escape', s, at - 1);
      out.push(point);
      return at + 1;
    }
    const digits = at + 1;
    let end = digits + 4;
    const high = end > length ? -1 : hexFour(s, digits);
    if (high < 0) throw decodeError(vm, 'Invalid \\uXXXX escape', s, at);
    let point = high;
    const isPair = high >= 0xd800 && high <= 0xdbff && end + 6 <= length;
    if (isPair && codePointAt(s, end) === BACKSLASH && codePointAt(s, end + 1) === 117) {
      const low = hexFour(s, end + 2);
      if (low < 0) throw decodeError(vm, 'Invalid \\uXXXX escape', s, end + 1);
      if (low >= 0xdc00 && low <= 0xdfff) {
        point = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        end += 6;
      }
    }
    out.push(point);
    return end;
  }
}
