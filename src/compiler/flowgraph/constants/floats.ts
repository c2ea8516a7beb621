/** This file defines arithmetic on constant floats where JavaScript's own differs from C's. */
import { scaleToDouble } from './integers.js';

/** Python's `a // b` for floats. The divisor is not zero. */
export function floorDivideFloat(a: number, b: number): number {
  let mod = a % b;
  let div = (a - mod) / b;
  if (mod !== 0) {
    if (b < 0 !== mod < 0) {
      mod += b;
      div -= 1;
    }
  }
  if (div === 0) return signedZero(a / b);
  const floor = Math.floor(div);
  return div - floor > 0.5 ? floor + 1 : floor;
}

/** Python's `a % b` for floats. The divisor is not zero. */
export function remainderFloat(a: number, b: number): number {
  const mod = a % b;
  if (mod === 0) return signedZero(b);
  return b < 0 !== mod < 0 ? mod + b : mod;
}

function signedZero(sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -0 : 0;
}

/**
 * Python's `a ** b` for floats with a real result; undefined where Python raises (zero to a negative power, overflow)
 * or answers with a complex number.
 */
export function powFloat(a: number, b: number): number | undefined {
  if (b === 0) return 1;
  if (Number.isNaN(a)) return a;
  if (Number.isNaN(b)) return a === 1 ? 1 : b;
  if (!Number.isFinite(b)) {
    const magnitude = Math.abs(a);
    if (magnitude === 1) return 1;
    return b > 0 === magnitude > 1 ? Math.abs(b) : 0;
  }
  const oddPower = Math.abs(b % 2) === 1;
  if (!Number.isFinite(a)) {
    if (b > 0) return oddPower ? a : Math.abs(a);
    return oddPower ? signedZero(a) : 0;
  }
  if (a === 0) {
    if (b < 0) return undefined;
    return oddPower ? a : 0;
  }
  if (a < 0 && b !== Math.floor(b)) return undefined;
  const magnitude = powRounded(Math.abs(a), b);
  if (!Number.isFinite(magnitude)) return undefined;
  return a < 0 && oddPower ? -magnitude : magnitude;
}

/** Binary digits after the point in the fixed-point logarithm and exponential below. */
const PRECISION = 192n;
const ONE = 1n << PRECISION;

/**
 * `a ** b` for positive finite `a` and finite `b`, rounded correctly: `Math.pow` is allowed to be a unit in the last
 * place away, C libraries are not quite. Folding is rare, so this computes with long integers.
 */
function powRounded(a: number, b: number): number {
  if (a === 1) return 1;
  const logarithm = log2Fixed(a);
  const [mantissa, exponent] = splitDouble(b);
  // log2(a) * b, still with PRECISION places.
  const product =
    exponent >= 0 ? (logarithm * mantissa) << BigInt(exponent) : (logarithm * mantissa) >> BigInt(-exponent);
  if (product > 1100n << PRECISION) return Number.POSITIVE_INFINITY;
  if (product < -1200n << PRECISION) return 0;
  const whole = product >> PRECISION;
  const power = exp2Fixed(product - (whole << PRECISION));
  // Exact cases end in zeros or ones; anything this near to a double, or to the middle of two, is one of them.
  const guard = 1n << (PRECISION - 120n);
  const rounded = ((power + (guard >> 1n)) / guard) * guard;
  const exact = rounded - power < 1n << 40n && power - rounded < 1n << 40n;
  return scaleToDouble(exact ? rounded : power | 1n, Number(whole - PRECISION));
}

/** A finite double as mantissa and power of two. */
function splitDouble(value: number): [bigint, number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return [value < 0 ? -mantissa : mantissa, (biased === 0 ? 1 : biased) - 1075];
}

/** log2 of a positive finite double. */
function log2Fixed(value: number): bigint {
  let [mantissa, exponent] = splitDouble(value);
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n;
    exponent--;
  }
  // value = m * 2 ** whole with 1 <= m < 2
  const m = mantissa << (PRECISION - 52n);
  return (BigInt(exponent + 52) << PRECISION) + (naturalLog(m) << PRECISION) / naturalLog(ONE << 1n);
}

/** ln(m) for 1 <= m <= 2, by the series of 2 artanh((m - 1) / (m + 1)). */
function naturalLog(m: bigint): bigint {
  const z = ((m - ONE) << PRECISION) / (m + ONE);
  const square = (z * z) >> PRECISION;
  let term = z;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term = (term * square) >> PRECISION;
  }
  return sum << 1n;
}

/** 2 ** f for 0 <= f < 1, by the series of the exponential. */
function exp2Fixed(f: bigint): bigint {
  const x = (f * naturalLog(ONE << 1n)) >> PRECISION;
  let term = ONE;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = ((term * x) >> PRECISION) / k;
  }
  return sum;
}
