/** This file computes logarithms of doubles, rounded correctly but for about one result in ten thousand. */
import { frexp } from '../frexp.js';
import { type DoubleDouble, ddMul, fastTwoSum, twoProduct, twoSum } from './double-double.js';
import { LOG_TABLE } from './log-table.js';

// ln(2) in pieces: products of the first with an exponent are exact.
const LN2_1 = 0.6931471805592082;
const LN2_2 = 7.371002565161996e-13;
const LN2_3 = 5.8029889835956905e-25;
const THIRD_HI = 0.3333333333333333;
const THIRD_LO = 1.850371707708594e-17;
const SPLITTER = 134217729;
const LOG2_E: DoubleDouble = { hi: Math.LOG2E, lo: 2.0355273740931033e-17 };

/** Room to look at the bits of a double; nothing is kept in it. */
const scratch = new DataView(new ArrayBuffer(8));

/** The natural logarithm of a positive finite double: about 85 bits, 70 next to 1. */
export function logToSum(x: number): DoubleDouble {
  let exponent = 0;
  let value = x;
  if (value < 2 ** -1022) {
    value *= 2 ** 54;
    exponent = -54;
  }
  scratch.setFloat64(0, value);
  const high = scratch.getUint32(0);
  exponent += (high >>> 20) - 1023;
  const slot = (high >>> 13) & 127;
  // From 181/128 on the mantissa is halved, so that it lies around 1.
  const halved = slot >= 53;
  if (halved) exponent++;
  scratch.setUint32(0, (high & 0xfffff) | (halved ? 0x3fe00000 : 0x3ff00000));
  const z = scratch.getFloat64(0);
  // z times a reciprocal c of ten bits is 1 + r, and log z = log(1 + r) - log c.
  const c = LOG_TABLE[slot * 3] as number;
  const upper = SPLITTER * z - (SPLITTER * z - z);
  const r = twoSum(upper * c - 1, (z - upper) * c);
  const square = twoProduct(r.hi, r.hi);
  const squareLow = square.lo + 2 * r.hi * r.lo;
  const cube = twoProduct(square.hi, r.hi);
  const cubeLow = cube.lo + squareLow * r.hi + square.hi * r.lo;
  const third = twoProduct(cube.hi, THIRD_HI);
  const thirdLow = third.lo + cube.hi * THIRD_LO + cubeLow * THIRD_HI;
  const t = r.hi;
  const tail =
    square.hi * square.hi * (-1 / 4 + t * (1 / 5 + t * (-1 / 6 + t * (1 / 7 + t * (-1 / 8 + t * (1 / 9 - t / 10))))));
  // Added from the largest down, the rounding errors collected.
  const base = twoSum(exponent * LN2_1, LOG_TABLE[slot * 3 + 1] as number);
  const first = twoSum(base.hi, r.hi);
  const second = twoSum(first.hi, -0.5 * square.hi);
  const last = twoSum(second.hi, third.hi);
  const constants = base.lo + (exponent * LN2_3 + (LOG_TABLE[slot * 3 + 2] as number));
  const middle = twoSum(exponent * LN2_2, first.lo);
  const lows = tail + thirdLow + (r.lo - 0.5 * squareLow) + constants + middle.lo + second.lo + last.lo;
  const joined = twoSum(last.hi, middle.hi);
  return fastTwoSum(joined.hi, joined.lo + lows);
}

/** Is the argument one that the host's function answers exactly: zero, negative, infinite, NaN, 1? */
function isTrivial(x: number): boolean {
  return !(x > 0 && x < Infinity) || x === 1;
}

/** C's `log`. */
export function log(x: number): number {
  if (isTrivial(x)) return Math.log(x);
  const result = logToSum(x);
  return result.hi + result.lo;
}

/** C's `log2`. */
export function log2(x: number): number {
  if (isTrivial(x)) return Math.log2(x);
  const result = ddMul(logToSum(x), LOG2_E);
  return result.hi + result.lo;
}

/** C's `log10`, by the formula of the GNU C library: a power of ten gives a whole number, others may miss the last bit. */
export function log10(x: number): number {
  if (isTrivial(x)) return Math.log10(x);
  let { mantissa, exponent } = frexp(x);
  exponent--;
  mantissa *= 2;
  // Below 1 the mantissa is taken from [0.5, 1), so that nothing cancels.
  if (exponent < 0) {
    exponent++;
    mantissa /= 2;
  }
  return exponent * 3.694239077158931e-13 + Math.LOG10E * log(mantissa) + exponent * 0.30102999566361177;
}

/** C's `log1p`, which keeps the sign of zero. */
export function log1p(x: number): number {
  return x === 0 ? x : Math.log1p(x);
}

/** The natural logarithm of a positive sum of two doubles. */
export function logOfSum(x: DoubleDouble): DoubleDouble {
  const result = logToSum(x.hi);
  const q = x.lo / x.hi;
  const low = twoSum(result.hi, q);
  return fastTwoSum(low.hi, low.lo + (result.lo - 0.5 * q * q));
}
