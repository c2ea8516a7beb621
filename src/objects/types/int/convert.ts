/** This file turns integers into doubles and divides them, correctly rounded. */
import type { Runtime } from '../../../values/runtime.js';
import { overflowError, zeroDivisionError } from '../../errors.js';
import { bitLength, chargeDivide, type Int } from './size.js';

/** The nearest double, ties to even. Raises OverflowError when it is out of range. */
export function doubleFromInt(value: Int): number {
  if (typeof value === 'number') return value;
  const result = Number(value);
  if (!Number.isFinite(result)) throw overflowError('int too large to convert to float');
  return result;
}

/** `a / b`: the double nearest to the exact quotient. Raises ZeroDivisionError and OverflowError. */
export function trueDivInts(vm: Runtime, a: Int, b: Int): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw zeroDivisionError('division by zero');
    return a / b;
  }
  if (b === 0) throw zeroDivisionError('division by zero');
  const negative = a < 0 !== b < 0;
  if (a === 0) return negative ? -0 : 0;
  const x = a < 0 ? -BigInt(a) : BigInt(a);
  const y = b < 0 ? -BigInt(b) : BigInt(b);
  chargeDivide(vm, x, y);
  const result = divideMagnitudes(x, y);
  if (result === Infinity) throw overflowError('integer division result too large for a float');
  return negative ? -result : result;
}

/** The double nearest to x / y for positive x and y; Infinity on overflow. */
export function divideMagnitudes(x: bigint, y: bigint): number {
  const difference = bitLength(x) - bitLength(y);
  if (difference > 1024) return Infinity;
  if (difference < -1076) return 0;
  // The quotient has 55 or 56 bits, fewer where the result is subnormal; a sticky bit stands for the rest.
  const shift = Math.max(difference, -1021) - 55;
  const [n, d] = shift >= 0 ? [x, y << BigInt(shift)] : [x << BigInt(-shift), y];
  const quotient = n / d;
  const sticky = quotient * d === n ? 0n : 1n;
  return scaleRounded((quotient << 1n) | sticky, shift - 1);
}

/** `mantissa * 2**exponent` as a double, rounded once (half to even). `mantissa` is not negative. */
export function scaleRounded(mantissa: bigint, exponent: number): number {
  const bits = bitLength(mantissa);
  if (bits === 0) return 0;
  const top = bits + exponent;
  if (top > 1024) return Infinity;
  // Lowest bit that the result can hold.
  const low = Math.max(top - 53, -1074);
  const drop = low - exponent;
  let kept = mantissa;
  if (drop > 0) {
    const n = BigInt(drop);
    kept = mantissa >> n;
    const rest = mantissa - (kept << n);
    const half = 1n << (n - 1n);
    if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  }
  return ldexp(Number(kept), drop > 0 ? low : exponent);
}

/** `x * 2**exponent` where the result is exact or overflows. */
export function ldexp(x: number, exponent: number): number {
  let value = x;
  let rest = exponent;
  while (rest > 1000) {
    value *= 2 ** 1000;
    rest -= 1000;
  }
  while (rest < -1000) {
    value *= 2 ** -1000;
    rest += 1000;
  }
  return value * 2 ** rest;
}
