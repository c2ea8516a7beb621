/** This file lays out the parts of a formatted number: sign, prefix, grouped digits, fraction, padding. */
import type { Runtime } from '../../../values/runtime.js';
import type { Str } from '../../../values/str.js';
import type { FormatSpec, Grouping } from '../../formatting/format-spec.js';
import { concat, fillStr } from '../../strings.js';

/** A number in parts. */
export interface NumberParts {
  readonly negative: boolean;
  /** `0x` and the like. */
  readonly prefix: string;
  /** The digits before the decimal point; a single character for `c`. */
  readonly digits: Str;
  /** The digits after the decimal point, without it. */
  readonly fraction: string;
  readonly hasPoint: boolean;
  /** What follows the digits: exponent, `%`, `j`. */
  readonly tail: string;
}

/** Digits in groups from the right, filled with zeros up to `minWidth` (CPython's InsertThousandsGrouping). */
export function groupDigits(digits: string, grouping: Grouping, minWidth: number): string {
  if (grouping === '') return digits.padStart(minWidth, '0');
  const size = grouping === '_4' ? 4 : 3;
  const separator = grouping === ',' ? ',' : '_';
  const groups: string[] = [];
  let remaining = digits.length;
  let width = minWidth;
  for (;;) {
    const length = Math.min(size, Math.max(remaining, width, 1));
    groups.push(digits.slice(Math.max(0, remaining - length), remaining).padStart(length, '0'));
    remaining = Math.max(0, remaining - length);
    width -= length;
    if (remaining === 0 && width <= 0) break;
    width--;
  }
  return groups.reverse().join(separator);
}

/** Digits after the point in groups of three from the left. */
export function groupFraction(digits: string, grouping: '' | ',' | '_'): string {
  if (grouping === '' || digits.length <= 3) return digits;
  const groups: string[] = [];
  for (let i = 0; i < digits.length; i += 3) groups.push(digits.slice(i, i + 3));
  return groups.join(grouping);
}

/** The sign that a number shows. */
export function signText(negative: boolean, sign: FormatSpec['sign']): string {
  return negative ? '-' : sign === '+' ? '+' : sign === ' ' ? ' ' : '';
}

/** Lay out a number: charges memory for the padding that the width asks for. */
export function layoutNumber(vm: Runtime, parts: NumberParts, spec: FormatSpec): Str {
  const sign = signText(parts.negative, spec.sign);
  const fraction = groupFraction(parts.fraction, spec.fractionThousands);
  const tail = `${parts.hasPoint ? '.' : ''}${fraction}${parts.tail}`;
  const around = sign.length + parts.prefix.length + tail.length;
  let digits = parts.digits;
  if (typeof digits === 'string' && spec.type !== 'c') {
    const zeroFill = spec.fill === 0x30 && spec.align === '=';
    const minWidth = zeroFill ? Math.max(0, spec.width - around) : 0;
    if (minWidth > digits.length) {
      vm.chargeMemory(2 * minWidth);
      vm.chargeFuel(minWidth >> 5);
    }
    if (digits !== '') digits = groupDigits(digits, spec.thousands, spec.thousands === '' ? 0 : minWidth);
  }
  const padding = Math.max(0, spec.width - around - digits.length);
  let before = 0;
  let inner = 0;
  switch (spec.align) {
    case '>':
      before = padding;
      break;
    case '^':
      before = Math.floor(padding / 2);
      break;
    case '=':
      inner = padding;
      break;
    default:
      break;
  }
  const fill = (count: number): Str => (count > 0 ? fillStr(vm, spec.fill, count) : '');
  return concat([fill(before), sign, parts.prefix, fill(inner), digits, tail, fill(padding - before - inner)]);
}
