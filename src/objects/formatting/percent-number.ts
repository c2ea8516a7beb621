/** This file writes numbers as `%d`, `%x`, `%f` and their kin do. */

import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyIntSubclass, typeOf } from '../core-types.js';
import { memoryError, overflowError, typeError, valueError } from '../errors.js';
import { Raised } from '../exceptions/raised.js';
import { TypeError as PyTypeError } from '../exceptions/types.js';
import { index } from '../operations/index.js';
import { intDigits, intToString } from '../types/int/text.js';
import { formatDouble } from '../types/number-format/format-double.js';
import { MAX_PRECISION, usefulPrecision } from '../types/number-format/format-float.js';
import type { PercentSpec } from './percent-spec.js';

const INT_MAX = 2147483647;
/** The longest field that is worth trying: anything longer cannot be had. */
const MAX_FIELD = 2 ** 50;

/** The int that `%d` shows (the value converted as int() does) or `%x` (by `__index__` only). */
function intOperand(vm: Runtime, value: Value, code: string): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof PyIntSubclass) return value.value;
  const byIndex = code === 'o' || code === 'x' || code === 'X';
  const refuse = (): unknown =>
    typeError(`%${code} format: ${byIndex ? 'an integer' : 'a real number'} is required, not ${typeOf(value).name}`);
  const type = typeOf(value);
  const isNumber =
    type.nb_int !== null || type.nb_float !== null || type.nb_index !== null || value instanceof PyComplex;
  if (!isNumber) throw refuse();
  try {
    if (byIndex || type.nb_int === null) return index(vm, value);
    const result = type.nb_int(vm, value);
    return typeof result === 'number' || typeof result === 'bigint' ? result : index(vm, result);
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(PyTypeError)) throw refuse();
    throw reason;
  }
}

/** Digits with sign and prefix, filled with zeros up to the precision. */
function intText(vm: Runtime, value: number | bigint, spec: PercentSpec, code: string): string {
  if (spec.precision > INT_MAX - 3) throw overflowError('precision too large');
  const negative = value < 0;
  let digits: string;
  let prefix = '';
  switch (code) {
    case 'o':
      digits = intDigits(vm, value, 8);
      prefix = '0o';
      break;
    case 'x':
    case 'X':
      digits = intDigits(vm, value, 16);
      prefix = '0x';
      break;
    default:
      digits = intToString(vm, value);
      if (negative) digits = digits.slice(1);
  }
  if (spec.precision > digits.length) {
    vm.chargeMemory(spec.precision);
    digits = digits.padStart(spec.precision, '0');
  }
  const text = (negative ? '-' : '') + (spec.alternate ? prefix : '') + digits;
  return code === 'X' ? text.toUpperCase() : text;
}

/** The text of a number before padding. `toDouble` is how the format takes floats from values. */
export function numberText(
  vm: Runtime,
  value: Value,
  spec: PercentSpec,
  code: string,
  toDouble: (vm: Runtime, value: Value) => number,
): string {
  switch (code) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return intText(vm, intOperand(vm, value, code), spec, code);
  }
  const double = value instanceof PyFloat ? value.value : toDouble(vm, value);
  if (spec.precision > MAX_PRECISION) throw valueError('precision too big');
  const precision = spec.precision < 0 ? 6 : usefulPrecision(spec.precision, code, spec.alternate);
  vm.chargeMemory(precision);
  vm.chargeFuel(precision >> 2);
  return formatDouble(double, {
    code: code.toLowerCase() as 'e' | 'f' | 'g',
    precision,
    alternate: spec.alternate,
    upper: code !== code.toLowerCase(),
  });
}

/** Put sign, prefix and padding in place: zeros stand behind both, spaces before. */
export function padNumber(vm: Runtime, text: string, spec: PercentSpec, code: string): string {
  let sign = '';
  let body = text;
  if (body.startsWith('-') || body.startsWith('+')) {
    sign = body.charAt(0);
    body = body.slice(1);
  } else if (spec.alwaysSign) sign = '+';
  else if (spec.blankSign) sign = ' ';
  if (spec.alternate && (code === 'x' || code === 'X' || code === 'o')) {
    sign += body.slice(0, 2);
    body = body.slice(2);
  }
  const missing = spec.width - sign.length - body.length;
  if (missing <= 0) return sign + body;
  chargeField(vm, spec.width);
  if (spec.leftAdjust) return sign + body + ' '.repeat(missing);
  return spec.zeroPad ? sign + '0'.repeat(missing) + body : ' '.repeat(missing) + sign + body;
}

/** Charge a field of this width before it is made. */
export function chargeField(vm: Runtime, width: number): void {
  if (width > MAX_FIELD) throw memoryError();
  vm.chargeMemory(width);
  vm.chargeFuel(width >> 8);
  if (width > 0x1fffffe8) throw memoryError();
}
