/** This file defines the instances of Decimal and the arithmetic of their digits. */
import { memoryError } from '../../objects/errors.js';
import { chargeMultiply } from '../../objects/types/int/size.js';
import { PyObject } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { makeModuleType } from '../module-types.js';

export const FINITE = 0;
export const INFINITE = 1;
export const QNAN = 2;
export const SNAN = 3;
export type Kind = 0 | 1 | 2 | 3;
export type Sign = 0 | 1;

/** The longest coefficient that the host's integers bear. */
const MAX_DIGITS = 300_000_000;

/** `10**0` to `10**63`, which most operations need. */
const SMALL_POWERS: readonly bigint[] = Array.from({ length: 64 }, (_, i) => 10n ** BigInt(i));

/** `10**count`, charged. */
export function powerOfTen(vm: Runtime, count: number): bigint {
  if (count < SMALL_POWERS.length) return SMALL_POWERS[count] as bigint;
  if (count > MAX_DIGITS) throw memoryError();
  vm.chargeMemory(count >> 1);
  vm.chargeFuel(workOfDigits(count));
  return 10n ** BigInt(count);
}

/** Units for one multiplication or division of numbers with so many digits. */
export function workOfDigits(count: number): number {
  return count < 40 ? 1 : Math.ceil((count / 18) ** 1.6 / 16);
}

const DIGITS_PER_HEX = Math.log10(16);

/** How many decimal digits a positive number has; 1 for zero. */
export function countDigits(vm: Runtime, value: bigint): number {
  if (value < 9007199254740992n) {
    const small = Number(value);
    if (small < 10) return 1;
    let count = 1;
    for (let bound = 10; bound <= small; bound *= 10) count++;
    return count;
  }
  const hex = value.toString(16);
  vm.chargeFuel(hex.length >> 6);
  // The leading digits decide, except next to a power of ten.
  const head = Number.parseInt(hex.slice(0, 12), 16);
  const logarithm = Math.log10(head) + (hex.length - 12) * DIGITS_PER_HEX;
  const count = Math.floor(logarithm) + 1;
  const margin = 1e-9 * Math.max(1, hex.length / 1e5);
  if (logarithm - Math.floor(logarithm) > margin && Math.ceil(logarithm) - logarithm > margin) return count;
  const nearest = Math.round(logarithm);
  return value >= powerOfTen(vm, nearest) ? nearest + 1 : nearest;
}

/** `a * b`, charged. */
export function multiply(vm: Runtime, a: bigint, b: bigint): bigint {
  chargeMultiply(vm, a, b);
  return a * b;
}

/** `value * 10**count`. */
export function shiftLeft(vm: Runtime, value: bigint, count: number): bigint {
  if (count === 0 || value === 0n) return value;
  const power = powerOfTen(vm, count);
  if (count >= SMALL_POWERS.length) vm.chargeMemory(count >> 1);
  return multiply(vm, value, power);
}

/**
 * A decimal number: `(-1)**sign * coeff * 10**exp`, an infinity, or a NaN whose payload is `coeff` (0 for none).
 * Exponents are JavaScript numbers: exact up to 2**53.
 */
export class PyDecimal extends PyObject {
  private length = 0;

  constructor(
    readonly sign: Sign,
    readonly kind: Kind,
    readonly coeff: bigint,
    readonly exp: number,
  ) {
    super();
  }

  get isZero(): boolean {
    return this.kind === FINITE && this.coeff === 0n;
  }

  get isNan(): boolean {
    return this.kind >= QNAN;
  }

  /** Digits of the coefficient; 1 for zero. */
  digits(vm: Runtime): number {
    if (this.length === 0) this.length = countDigits(vm, this.coeff);
    return this.length;
  }

  /** The exponent of the first digit. */
  adjusted(vm: Runtime): number {
    return this.exp + this.digits(vm) - 1;
  }
}

export const decimalType = makeModuleType('decimal', 'Decimal', PyDecimal);

/** A finite number. */
export function finite(sign: Sign, coeff: bigint, exp: number): PyDecimal {
  return new PyDecimal(sign, FINITE, coeff, exp + 0);
}

export function infinity(sign: Sign): PyDecimal {
  return new PyDecimal(sign, INFINITE, 0n, 0);
}

export function quietNan(sign: Sign = 0, payload = 0n): PyDecimal {
  return new PyDecimal(sign, QNAN, payload, 0);
}

/** The same number with another sign. */
export function withSign(value: PyDecimal, sign: Sign): PyDecimal {
  return new PyDecimal(sign, value.kind, value.coeff, value.exp);
}

export const ONE = finite(0, 1n, 0);
export const ZERO = finite(0, 0n, 0);

export function flip(sign: Sign): Sign {
  return sign === 0 ? 1 : 0;
}

/** How many zeros a positive coefficient ends with, at most `limit`. */
export function trailingZeros(vm: Runtime, coeff: bigint, limit: number): number {
  if (coeff === 0n || limit <= 0 || coeff % 10n !== 0n) return 0;
  const text = coeff.toString();
  vm.chargeFuel(workOfDigits(text.length));
  let count = 0;
  while (count < limit && text.charCodeAt(text.length - 1 - count) === 48) count++;
  return count;
}

/** Is a finite number a whole one? */
export function isIntegral(vm: Runtime, value: PyDecimal): boolean {
  if (value.kind !== FINITE) return false;
  if (value.exp >= 0 || value.coeff === 0n) return true;
  return value.digits(vm) > -value.exp && trailingZeros(vm, value.coeff, -value.exp) >= -value.exp;
}
