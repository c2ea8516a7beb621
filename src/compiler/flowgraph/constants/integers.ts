/** This file defines arithmetic on constant integers: a number while it is safe, else a bigint. */

/** A Python int as the compiler sees it; booleans are turned into 0 and 1 before. */
export type Int = number | bigint;

/** The canonical int: a number when it is safe, never a bigint that fits. */
export function normalizeInt(value: bigint): Int {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** The number of bits of the absolute value, 0 for 0 (CPython's `_PyLong_NumBits`). */
export function bitLength(value: Int): number {
  const magnitude = value < 0 ? -BigInt(value) : BigInt(value);
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}

/** Floor division and the remainder with the divisor's sign. The divisor is not zero. */
export function divmodInt(a: Int, b: Int): { quotient: Int; remainder: Int } {
  const left = BigInt(a);
  const right = BigInt(b);
  let quotient = left / right;
  let remainder = left % right;
  if (remainder !== 0n && remainder < 0n !== right < 0n) {
    quotient -= 1n;
    remainder += right;
  }
  return { quotient: normalizeInt(quotient), remainder: normalizeInt(remainder) };
}

/** The int as a float, or undefined where that would overflow. Rounds half to even, as `float(int)` does. */
export function intToDouble(value: Int): number | undefined {
  const result = Number(value);
  return Number.isFinite(result) ? result : undefined;
}

const MAX_EXACT = 2 ** 53;

/** `a / b` rounded once, or undefined for a zero divisor or an overflow. */
export function trueDivideInt(a: Int, b: Int): number | undefined {
  if (b === 0) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && Math.abs(a) <= MAX_EXACT && Math.abs(b) <= MAX_EXACT) {
    if (a === 0) return b < 0 ? -0 : 0;
    return a / b;
  }
  const negative = a < 0 !== b < 0;
  const numerator = a < 0 ? -BigInt(a) : BigInt(a);
  const denominator = b < 0 ? -BigInt(b) : BigInt(b);
  if (numerator === 0n) return negative ? -0 : 0;
  const magnitude = divideRounded(numerator, denominator);
  if (!Number.isFinite(magnitude)) return undefined;
  return negative ? -magnitude : magnitude;
}

/** The quotient of two positive integers, correctly rounded to a double (half to even, subnormals included). */
function divideRounded(numerator: bigint, denominator: bigint): number {
  const shift = bitLength(numerator) - bitLength(denominator);
  // 66 significant bits and a sticky bit decide the rounding; a subnormal result keeps fewer.
  let scale = 66 - shift;
  if (scale > 1140) scale = 1140;
  const scaled = scale >= 0 ? numerator << BigInt(scale) : numerator;
  const divisor = scale >= 0 ? denominator : denominator << BigInt(-scale);
  let quotient = scaled / divisor;
  if (scaled % divisor !== 0n) quotient |= 1n;
  return scaleToDouble(quotient, -scale);
}

/**
 * `mantissa * 2 ** exponent` rounded once to a double. The lowest bit of the mantissa may be sticky: it must then
 * stand at least two places below the last bit of the result.
 */
export function scaleToDouble(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = bitLength(mantissa);
  const lowest = Math.max(exponent + bits - 53, -1074);
  const drop = lowest - exponent;
  let kept = mantissa;
  if (drop > 0) {
    const half = 1n << BigInt(drop - 1);
    const rest = mantissa & ((half << 1n) - 1n);
    kept = mantissa >> BigInt(drop);
    if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  } else if (drop < 0) {
    kept = mantissa << BigInt(-drop);
  }
  // Two exact factors, for one power of two may lie outside the range of doubles.
  const first = Math.max(Math.min(lowest, 1000), -1000);
  return Number(kept) * 2 ** first * 2 ** (lowest - first);
}
