/** This file adds, subtracts, multiplies and divides integers: fast for safe numbers, metered for big ones. */
import type { Runtime } from '../../../values/runtime.js';
import { zeroDivisionError } from '../../errors.js';
import { chargeDivide, chargeLinear, chargeMultiply, type Int } from './size.js';

const MAX = Number.MAX_SAFE_INTEGER;
const MAX_BIG = 9007199254740991n;

/** The canonical form of an integer: a number when it is safe. */
export function normalizeInt(value: bigint): Int {
  return value <= MAX_BIG && value >= -MAX_BIG ? Number(value) : value;
}

/** The canonical int of a double with an integral value, however large. Never -0. */
export function intFromDouble(value: number): Int {
  return value <= MAX && value >= -MAX ? value + 0 : BigInt(value);
}

/** `a + b`. */
export function addInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const t = a + b;
    if ((t | 0) === t) return t;
    // A sum beyond the safe range rounds to a value beyond it, so the test is exact.
    return t <= MAX && t >= -MAX ? t : BigInt(a) + BigInt(b);
  }
  const x = BigInt(a);
  const y = BigInt(b);
  chargeLinear(vm, x, y);
  return normalizeInt(x + y);
}

/** `a - b`. */
export function subInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const t = a - b;
    if ((t | 0) === t) return t;
    return t <= MAX && t >= -MAX ? t : BigInt(a) - BigInt(b);
  }
  const x = BigInt(a);
  const y = BigInt(b);
  chargeLinear(vm, x, y);
  return normalizeInt(x - y);
}

/** `a * b`. */
export function mulInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const t = a * b;
    // `| 0` turns -0 into 0.
    if ((t | 0) === t) return t | 0;
    return t <= MAX && t >= -MAX ? t : BigInt(a) * BigInt(b);
  }
  const x = BigInt(a);
  const y = BigInt(b);
  chargeMultiply(vm, x, y);
  return normalizeInt(x * y);
}

/** `-a`. */
export function negateInt(vm: Runtime, a: Int): Int {
  if (typeof a === 'number') return 0 - a;
  chargeLinear(vm, a, 0n);
  return -a;
}

/** `abs(a)`. */
export function absInt(vm: Runtime, a: Int): Int {
  return a < 0 ? negateInt(vm, a) : a;
}

/** `a // b`, rounding down. Raises ZeroDivisionError. */
export function floorDivInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw zeroDivisionError('division by zero');
    const rest = a % b;
    // `a - rest` is a multiple of b, so the quotient is exact.
    const quotient = (a - rest) / b;
    return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient + 0;
  }
  return normalizeInt(bigFloorDiv(vm, BigInt(a), BigInt(b)));
}

function bigFloorDiv(vm: Runtime, a: bigint, b: bigint): bigint {
  if (b === 0n) throw zeroDivisionError('division by zero');
  chargeDivide(vm, a, b);
  const quotient = a / b;
  if (a < 0n === b < 0n) return quotient;
  return quotient * b === a ? quotient : quotient - 1n;
}

/** `a % b`, with the sign of b. Raises ZeroDivisionError. */
export function modInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw zeroDivisionError('division by zero');
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
  }
  return normalizeInt(bigMod(vm, BigInt(a), BigInt(b)));
}

function bigMod(vm: Runtime, a: bigint, b: bigint): bigint {
  if (b === 0n) throw zeroDivisionError('division by zero');
  chargeDivide(vm, a, b);
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

/** Quotient and remainder as `divmod` gives them. */
export interface QuotientRemainder {
  readonly quotient: Int;
  readonly remainder: Int;
}

/** `divmod(a, b)`. Raises ZeroDivisionError. */
export function divmodInts(vm: Runtime, a: Int, b: Int): QuotientRemainder {
  if (typeof a === 'number' && typeof b === 'number') {
    return { quotient: floorDivInts(vm, a, b), remainder: modInts(vm, a, b) };
  }
  const x = BigInt(a);
  const y = BigInt(b);
  const remainder = bigMod(vm, x, y);
  // Dividing the exact multiple needs no correction of the sign.
  chargeDivide(vm, x, y);
  return { quotient: normalizeInt((x - remainder) / y), remainder: normalizeInt(remainder) };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compareInts(a: Int, b: Int): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
