/** This file formats floats by format specification: `format(1.5, '+.2e')`. */
import type { Runtime } from '../../../values/runtime.js';
import type { Str } from '../../../values/str.js';
import { valueError } from '../../errors.js';
import { type FormatSpec, parseFormatSpec, unknownFormatCode } from '../../formatting/format-spec.js';
import { type DoubleCode, floatRepr, formatDouble } from './format-double.js';
import { layoutNumber, type NumberParts } from './number-text.js';

/** `float.__format__`. */
export function formatFloat(vm: Runtime, value: number, text: Str): Str {
  if (text === '') return floatRepr(value);
  return formatFloatSpec(vm, value, parseFormatSpec(text, 'float', '', '>'), 'float');
}

/** Format a double by a parsed specification; `typeName` stands in the error about an unknown code. */
export function formatFloatSpec(vm: Runtime, value: number, spec: FormatSpec, typeName: string): Str {
  checkPrecision(vm, spec);
  const percent = spec.type === '%';
  const parts = floatParts(percent ? value * 100 : value, spec, typeName, percent ? '%' : '');
  return layoutNumber(vm, parts, spec);
}

/** The largest precision of a float: a C int, less what CPython puts around the digits. */
export const MAX_PRECISION = 2147483647 - 1024;

/** No double has more significant digits than this. */
const MOST_DIGITS = 1100;

/** The precision, less what `g` would make zeros of and take away again. */
export function usefulPrecision(precision: number, code: string, alternate: boolean): number {
  const strips = code.toLowerCase() === 'g' || code === 'n' || code === '';
  return strips && !alternate ? Math.min(precision, MOST_DIGITS) : precision;
}

/** Refuse precisions beyond a C int, and charge for the digits that will be made. */
export function checkPrecision(vm: Runtime, spec: FormatSpec): void {
  if (spec.precision > MAX_PRECISION) throw valueError('precision too big');
  spec.precision = usefulPrecision(spec.precision, spec.type, spec.alternate);
  if (spec.precision > 100) {
    vm.chargeMemory(2 * spec.precision);
    vm.chargeFuel(spec.precision >> 4);
  }
}

/** The parts of a double as the specification asks for them, before layout. */
export function floatParts(
  value: number,
  spec: FormatSpec,
  typeName: string,
  tail: string,
  dotZero = true,
): NumberParts {
  let code: DoubleCode;
  let precision = spec.precision;
  let addDotZero = false;
  switch (spec.type) {
    case '':
      code = precision < 0 ? 'r' : 'g';
      addDotZero = dotZero;
      break;
    case 'e':
    case 'E':
      code = 'e';
      break;
    case 'f':
    case 'F':
    case '%':
      code = 'f';
      break;
    case 'g':
    case 'G':
    case 'n':
      code = 'g';
      break;
    default:
      throw unknownFormatCode(spec.type, typeName);
  }
  if (precision < 0) precision = 6;
  const shown = formatDouble(value, {
    code,
    precision,
    alternate: spec.alternate,
    addDotZero,
    noNegativeZero: spec.noNegativeZero,
    upper: spec.type === 'E' || spec.type === 'F' || spec.type === 'G',
  });
  return splitParts(shown, tail);
}

/** Take the text of a double apart. */
export function splitParts(shown: string, tail: string): NumberParts {
  const negative = shown.charCodeAt(0) === 0x2d;
  const start = negative ? 1 : 0;
  let whole = start;
  while (isDigit(shown.charCodeAt(whole))) whole++;
  const hasPoint = shown.charCodeAt(whole) === 0x2e;
  let end = hasPoint ? whole + 1 : whole;
  const fractionStart = end;
  while (hasPoint && isDigit(shown.charCodeAt(end))) end++;
  return {
    negative,
    prefix: '',
    digits: shown.slice(start, whole),
    fraction: shown.slice(fractionStart, end),
    hasPoint,
    tail: shown.slice(end) + tail,
  };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
