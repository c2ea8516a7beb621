/** This file reads and writes decimal numbers as text. */

import { memoryError } from '../../objects/errors.js';
import { toAsciiNumber } from '../../objects/types/int/parse.js';
import type { Runtime } from '../../values/runtime.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { MAX_EMAX, MIN_ETINY } from './context.js';
import { FINITE, finite, INFINITE, infinity, PyDecimal, QNAN, type Sign, SNAN, workOfDigits } from './number.js';

const NUMBER = /^([+-])?(?:(?=\d|\.\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?|inf(?:inity)?()|(s)?nan(\d*))$/i;

/** The number that a text is, exactly; undefined for anything else. */
export function parseDecimal(vm: Runtime, text: Str, lenient: boolean): PyDecimal | undefined {
  vm.chargeFuel(text.length >> 3);
  let ascii = strToUtf16(text);
  if (!/^[\x21-\x7e]*$/.test(ascii)) ascii = toAsciiNumber(text);
  if (lenient) ascii = ascii.trim().replace(/_/g, '');
  const match = NUMBER.exec(ascii);
  if (match === null) return undefined;
  const sign: Sign = match[1] === '-' ? 1 : 0;
  if (match[7] !== undefined) {
    const kind = match[6] === undefined ? QNAN : SNAN;
    return new PyDecimal(sign, kind, toCoefficient(vm, match[7] === '' ? '0' : match[7]), 0);
  }
  if (match[5] !== undefined) return infinity(sign);
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  const exponent = exponentOf(match[4] ?? '0', whole.length, fraction.length);
  return finite(sign, toCoefficient(vm, whole + fraction), exponent - fraction.length);
}

/** Where numbers lose their last digits, the limits are checked with integers. */
function exponentOf(text: string, wholeLength: number, fractionLength: number): number {
  const exponent = Number(text);
  if (Math.abs(exponent) < 1e15) return exponent;
  if (Math.abs(exponent) > 4e18) return exponent > 0 ? 4e18 : -4e18;
  const exact = BigInt(text);
  if (exact + BigInt(wholeLength - 1) > MAX_EMAX) return 4e18;
  if (exact - BigInt(fractionLength) < MIN_ETINY) return -4e18;
  return exponent;
}

function toCoefficient(vm: Runtime, digits: string): bigint {
  if (digits.length <= 15) return BigInt(Number(digits));
  vm.chargeFuel(workOfDigits(digits.length));
  if (digits.length > 3e8) throw memoryError();
  vm.chargeMemory(digits.length >> 1);
  return BigInt(digits);
}

/** The digits of a coefficient. */
export function digitsText(vm: Runtime, coeff: bigint, length: number): string {
  if (length > 20) {
    vm.chargeFuel(workOfDigits(length));
    vm.chargeMemory(length);
  }
  return coeff.toString();
}

const exponentText = (exponent: number): string => {
  const sign = exponent < 0 ? '-' : '+';
  const size = Math.abs(exponent);
  return `${sign}${Number.isSafeInteger(size) ? size : BigInt(size)}`;
};

/** `str(value)`, in scientific or engineering notation. */
export function decimalText(vm: Runtime, value: PyDecimal, engineering: boolean, capitals: boolean): string {
  const sign = value.sign === 1 ? '-' : '';
  if (value.kind === INFINITE) return `${sign}Infinity`;
  if (value.kind !== FINITE) {
    const payload = value.coeff === 0n ? '' : digitsText(vm, value.coeff, value.digits(vm));
    return `${sign}${value.kind === SNAN ? 'sNaN' : 'NaN'}${payload}`;
  }
  const digits = digitsText(vm, value.coeff, value.digits(vm));
  const left = value.exp + digits.length;
  let point: number;
  if (value.exp <= 0 && left > -6) point = left;
  else if (!engineering) point = 1;
  else if (value.coeff === 0n) point = mod3(left + 1) - 1;
  else point = mod3(left - 1) + 1;
  let whole: string;
  let fraction: string;
  if (point <= 0) {
    whole = '0';
    fraction = `.${'0'.repeat(-point)}${digits}`;
  } else if (point >= digits.length) {
    whole = digits + '0'.repeat(point - digits.length);
    fraction = '';
  } else {
    whole = digits.slice(0, point);
    fraction = `.${digits.slice(point)}`;
  }
  const exponent = left === point ? '' : `${capitals ? 'E' : 'e'}${exponentText(left - point)}`;
  return sign + whole + fraction + exponent;
}

function mod3(value: number): number {
  return ((value % 3) + 3) % 3;
}

export { exponentText };
