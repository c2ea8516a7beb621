/** This file writes integers as text, within the limit on the number of decimal digits. */
import { type Runtime, StateKey } from '../../../values/runtime.js';
import { valueError } from '../../errors.js';
import { bitLength, type Int, limbs, radixCost } from './size.js';

/** The limit that `sys.set_int_max_str_digits` changes; 0 means none. */
export interface IntDigitLimit {
  digits: number;
}

/** `sys.int_info.default_max_str_digits`. */
export const DEFAULT_MAX_STR_DIGITS = 4300;
/** `sys.int_info.str_digits_check_threshold`: shorter texts are never refused, and no lower limit may be set. */
export const STR_DIGITS_CHECK_THRESHOLD = 640;

/** The machine's limit on digits in conversions between int and decimal text. */
export const intDigitLimit = new StateKey<IntDigitLimit>('int_max_str_digits', () => ({
  digits: DEFAULT_MAX_STR_DIGITS,
}));

function tooManyDigits(limit: number): unknown {
  return valueError(
    `Exceeds the limit (${limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
  );
}

/** Decimal text of an int. Raises ValueError when it has more digits than the machine allows. */
export function intToString(vm: Runtime, value: Int): string {
  if (typeof value === 'number') return String(value);
  const limit = vm.state(intDigitLimit).digits;
  const bits = bitLength(value);
  // 2**(bits - 1) has at least this many digits.
  if (limit > 0 && Math.floor((bits - 1) * 0.30102999566) + 1 > limit) throw tooManyDigits(limit);
  const text = unlimitedIntToString(vm, value);
  if (limit > 0 && text.length - (value < 0n ? 1 : 0) > limit) throw tooManyDigits(limit);
  return text;
}

/** Decimal text of an int of any size, charged. */
export function unlimitedIntToString(vm: Runtime, value: Int): string {
  if (typeof value === 'number') return String(value);
  const n = limbs(value);
  if (n > 4) {
    vm.chargeFuel(4 * radixCost(n));
    vm.chargeMemory(n * 20);
  }
  return value.toString();
}

/** Digits of the magnitude in base 2, 8 or 16, without prefix. */
export function intDigits(vm: Runtime, value: Int, base: 2 | 8 | 16): string {
  if (typeof value === 'number') return Math.abs(value).toString(base);
  const bits = bitLength(value);
  vm.chargeFuel(bits / 128);
  vm.chargeMemory(bits / (base === 2 ? 1 : base === 8 ? 3 : 4));
  return (value < 0n ? -value : value).toString(base);
}
