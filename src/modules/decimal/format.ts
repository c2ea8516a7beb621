/** This file formats decimal numbers by a format specification. */
import { valueError } from '../../objects/errors.js';
import { DeprecationWarning } from '../../objects/exceptions/types.js';
import { asStr, concat, repeatStr } from '../../objects/strings.js';
import type { PyDict } from '../../objects/types/dict/dict.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str, strFromCodePoints, strToUtf16 } from '../../values/str.js';
import { type PyContext, unlimited } from './context.js';
import { FINITE, finite, type PyDecimal } from './number.js';
import { rescale, shorten } from './rounding.js';
import { decimalText, digitsText, exponentText } from './text.js';

/** A parsed format specification. */
interface Spec {
  readonly fill: Str;
  readonly align: string;
  readonly sign: string;
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly zeroPad: boolean;
  readonly width: number;
  readonly separator: string;
  /** Lengths of groups from the right, as in localeconv(): a last 0 repeats the one before it. */
  readonly groups: readonly number[];
  readonly decimalPoint: string;
  readonly precision: number | null;
  readonly fractionGrouping: string;
  readonly type: string;
}

const REST = /^([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(?=[\d,_])(\d+)?([,_])?)?([eEfFgGnN%])?$/;

function parseSpec(text: Str): Spec {
  const bad = (): never => {
    throw valueError('invalid format string');
  };
  let fill: Str = ' ';
  let align = '';
  let at = 0;
  const isAlign = (i: number): boolean =>
    i < text.length && '<>=^'.includes(String.fromCodePoint(codePointAt(text, i)));
  if (isAlign(1)) {
    fill = strFromCodePoints(Uint32Array.of(codePointAt(text, 0)));
    align = String.fromCharCode(codePointAt(text, 1));
    at = 2;
  } else if (isAlign(0)) {
    align = String.fromCharCode(codePointAt(text, 0));
    at = 1;
  }
  let rest = '';
  for (let i = at; i < text.length; i++) rest += String.fromCodePoint(codePointAt(text, i));
  const match = REST.exec(rest);
  if (match === null) return bad();
  const zeroPad = match[4] !== undefined;
  if (zeroPad && align !== '') return bad();
  const type = match[9] ?? '';
  const grouping = match[6] ?? '';
  if ((type === 'n' || type === 'N') && grouping !== '') return bad();
  let precision = match[7] === undefined ? null : Number(match[7]);
  if (precision === 0 && (type === '' || 'gGnN'.includes(type))) precision = 1;
  const width = Number(match[5] ?? 0);
  if (width > 2 ** 53 || (precision ?? 0) > 2 ** 62) return bad();
  return {
    fill,
    align: align === '' ? '>' : align,
    sign: match[1] ?? '-',
    noNegativeZero: match[2] !== undefined,
    alternate: match[3] !== undefined,
    zeroPad,
    width,
    separator: grouping,
    groups: [3, 0],
    decimalPoint: '.',
    precision,
    fractionGrouping: match[8] ?? '',
    type: type === 'n' ? 'g' : type === 'N' ? 'G' : type,
  };
}

function pad(vm: Runtime, sign: string, body: string, spec: Spec): Str {
  const missing = Math.max(0, spec.width - sign.length - body.length);
  if (missing === 0) return sign + body;
  const fillWith = (count: number): Str => repeatStr(vm, spec.fill, count);
  switch (spec.align) {
    case '<':
      return concat([sign, body, fillWith(missing)]);
    case '=':
      return concat([sign, fillWith(missing), body]);
    case '^':
      return concat([fillWith(missing >> 1), sign, body, fillWith(missing - (missing >> 1))]);
    default:
      return concat([fillWith(missing), sign, body]);
  }
}

const CHAR_MAX = 127;

/** The length of each group in turn; Infinity where no further separator follows. */
function groupLength(groups: readonly number[], at: number): number {
  if (at < groups.length) {
    const length = groups[at] as number;
    if (length !== 0) return length === CHAR_MAX ? Number.POSITIVE_INFINITY : length;
  }
  const last = groups.indexOf(0);
  return last > 0 ? (groups[last - 1] as number) : Number.POSITIVE_INFINITY;
}

/** Digits in groups from the right, with zeros up to a width. */
function groupWhole(vm: Runtime, digits: string, spec: Spec, minWidth: number): string {
  const { separator, groups } = spec;
  if (separator === '' || groups.length === 0) {
    if (minWidth > digits.length) vm.chargeMemory(minWidth);
    return digits.padStart(minWidth, '0');
  }
  vm.chargeMemory(Math.max(minWidth, digits.length * 2));
  vm.chargeFuel(Math.max(minWidth, digits.length) >> 1);
  const parts: string[] = [];
  let left = digits;
  let room = minWidth;
  for (let at = 0; ; at++) {
    // The first group may be shorter unless zeros have to fill it.
    const size = Math.min(Math.max(left.length, room, 1), groupLength(groups, at));
    const zeros = Math.max(0, size - left.length);
    parts.push('0'.repeat(zeros) + left.slice(left.length - (size - zeros)));
    left = left.slice(0, left.length - (size - zeros));
    room -= size;
    if (left === '' && room <= 0) break;
    room -= separator.length;
  }
  return parts.reverse().join(separator);
}

/** What the dict argument of `__format__` replaces: decimal point, separator, groups. */
function overridden(spec: Spec, override: PyDict): Spec {
  const textOf = (name: string): string | undefined => {
    const value = override.getStr(name);
    if (value === undefined) return undefined;
    const text = asStr(value);
    if (text === undefined) throw valueError('invalid override dict');
    return strToUtf16(text);
  };
  const decimalPoint = textOf('decimal_point') ?? spec.decimalPoint;
  const separator = textOf('thousands_sep') ?? spec.separator;
  const grouping = textOf('grouping');
  const groups = grouping === undefined ? spec.groups : Array.from(grouping, (c) => c.charCodeAt(0));
  const size = (text: string): number => new TextEncoder().encode(text).length;
  const isBad = size(decimalPoint) > 4 || decimalPoint === '' || size(separator) > 4;
  if (isBad || groups.some((each) => each > CHAR_MAX)) throw valueError('invalid override dict');
  return { ...spec, decimalPoint, separator, groups };
}

function groupFraction(digits: string, separator: string): string {
  return separator === '' ? digits : digits.replace(/(\d{3})(?=\d)/g, `$1${separator}`);
}

/** Round to so many significant digits. */
function toDigits(vm: Runtime, value: PyDecimal, count: number, rounding: number): PyDecimal {
  if (value.coeff === 0n) return value;
  const length = value.digits(vm);
  if (length <= count) return value;
  const settings = unlimited(vm);
  const short = shorten(settings, value.sign, value.coeff, length, length - count, rounding);
  const result = finite(value.sign, short.coeff, value.exp + length - count);
  return result.digits(vm) > count ? finite(value.sign, short.coeff / 10n, result.exp + 1) : result;
}

/** `format(value, spec)`. */
export function formatDecimal(
  vm: Runtime,
  value: PyDecimal,
  text: Str,
  context: PyContext,
  override: PyDict | undefined,
): Str {
  const parsed = parseSpec(text);
  const spec = override === undefined ? parsed : overridden(parsed, override);
  if (strToUtf16(text).endsWith('N')) {
    vm.warn(DeprecationWarning, "Format specifier 'N' is deprecated and slated for removal in Python 3.18");
  }
  const type = spec.type === '' ? (context.capitals ? 'G' : 'g') : spec.type;
  const signOf = (negative: boolean): string => (negative ? '-' : spec.sign === '-' ? '' : spec.sign);
  if (value.kind !== FINITE) {
    const unsigned = decimalText(vm, value, false, true).replace(/^-/, '');
    return pad(vm, signOf(value.sign === 1), type === '%' ? `${unsigned}%` : unsigned, spec);
  }
  const { rounding } = context;
  let number = type === '%' ? finite(value.sign, value.coeff, value.exp + 2) : value;
  const { precision } = spec;
  if (precision !== null) {
    if (precision > 3e8) vm.chargeMemory(precision);
    if (type === 'e' || type === 'E') {
      number = toDigits(vm, number, precision + 1, rounding);
      const missing = precision + 1 - number.digits(vm);
      if (missing > 0 && number.coeff !== 0n) number = rescale(unlimited(vm), number, number.exp - missing, rounding);
    } else if ('fF%'.includes(type)) number = rescale(unlimited(vm), number, -precision, rounding);
    else if (number.digits(vm) > precision) number = toDigits(vm, number, precision, rounding);
  }
  if (number.coeff === 0n && number.exp > 0 && 'fF%'.includes(type))
    number = rescale(unlimited(vm), number, 0, rounding);
  if (number.coeff === 0n && spec.noNegativeZero && number.sign === 1) number = finite(0, 0n, number.exp);
  return layout(vm, number, spec, type, precision, signOf(number.sign === 1));
}

function layout(vm: Runtime, number: PyDecimal, spec: Spec, type: string, precision: number | null, sign: string): Str {
  const digits = digitsText(vm, number.coeff, number.digits(vm));
  const left = number.exp + digits.length;
  let point: number;
  if (type === 'e' || type === 'E') point = number.coeff === 0n && precision !== null ? 1 - precision : 1;
  else if ('fF%'.includes(type)) point = left;
  else point = number.exp <= 0 && left > -6 ? left : 1;
  let whole: string;
  let fraction: string;
  if (point < 0) {
    vm.chargeMemory(-point);
    whole = '0';
    fraction = '0'.repeat(-point) + digits;
  } else if (point > digits.length) {
    vm.chargeMemory(point);
    whole = digits + '0'.repeat(point - digits.length);
    fraction = '';
  } else {
    whole = point === 0 ? '0' : digits.slice(0, point);
    fraction = digits.slice(point);
  }
  const exponent = left - point;
  let tail = groupFraction(fraction, spec.fractionGrouping);
  if (fraction !== '' || spec.alternate) tail = spec.decimalPoint + tail;
  if (exponent !== 0 || 'eE'.includes(type)) {
    tail += `${'EG'.includes(type) ? 'E' : 'e'}${exponentText(exponent)}`;
  }
  if (type === '%') tail += '%';
  const minWidth = spec.zeroPad ? spec.width - tail.length - sign.length : 0;
  return pad(vm, sign, groupWhole(vm, whole, spec, minWidth) + tail, spec);
}
