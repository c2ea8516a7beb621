/** This file computes trigonometric functions of doubles, rounded correctly but for one result in tens of thousands. */
import { frexp } from '../frexp.js';
import { type DoubleDouble, ddAddDouble, ddDiv, ddMul, twoProduct, twoSum } from './double-double.js';
import { SINCOS_TABLE } from './sincos-table.js';

const TWO_OVER_PI = 0.6366197723675814;
// pi / 2 in pieces: products of the first three with a number of quadrants below 2 ** 21 are exact.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_4 = 8.4784276603689e-32;
const HALF_PI: DoubleDouble = { hi: Math.PI / 2, lo: 6.123233995736766e-17 };
/** The first 1280 bits of 2 / pi after the point. */
const TWO_OVER_PI_BITS = BigInt(
  '0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e0' +
    '06492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f4' +
    '9c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d' +
    '7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d',
);

/** An angle within pi / 4 of zero, and how many quarter turns were taken away (modulo 4). */
interface Reduced {
  readonly quadrant: number;
  readonly rest: DoubleDouble;
}

function reduce(x: number): Reduced {
  const magnitude = Math.abs(x);
  if (magnitude <= 0.7853981633974483) return { quadrant: 0, rest: { hi: x, lo: 0 } };
  if (magnitude > 1e6) return reduceLarge(x);
  const k = Math.round(x * TWO_OVER_PI);
  const first = twoSum(x - k * HALF_PI_1, -k * HALF_PI_2);
  const rest = ddAddDouble(ddAddDouble(first, -k * HALF_PI_3), -k * HALF_PI_4);
  return { quadrant: k & 3, rest };
}

/** Payne and Hanek's way: the fraction of x * 2/pi from as many bits of 2/pi as it takes. */
function reduceLarge(x: number): Reduced {
  const { mantissa, exponent } = frexp(Math.abs(x));
  const product = BigInt(mantissa * 2 ** 53) * TWO_OVER_PI_BITS;
  const turns = BigInt.asUintN(202, product >> BigInt(1280 - (exponent - 53) - 200));
  let quadrant = Number(turns >> 200n);
  let fraction = BigInt.asUintN(200, turns);
  if (fraction >> 199n !== 0n) {
    quadrant++;
    fraction -= 1n << 200n;
  }
  const hi = Number(fraction);
  const lo = Number(fraction - BigInt(hi));
  const rest = ddMul({ hi: hi * 2 ** -200, lo: lo * 2 ** -200 }, HALF_PI);
  if (x >= 0) return { quadrant: quadrant & 3, rest };
  return { quadrant: -quadrant & 3, rest: { hi: -rest.hi, lo: -rest.lo } };
}

/** The sine of an angle within pi / 4 of zero. */
function sineOf(angle: DoubleDouble): DoubleDouble {
  const negative = angle.hi < 0;
  const hi = negative ? -angle.hi : angle.hi;
  const slot = Math.round(hi * 64);
  const d = hi - slot / 64;
  const dl = negative ? -angle.lo : angle.lo;
  const square = d * d;
  // sin d - d and cos d - 1.
  const sineTail = d * square * (-1 / 6 + square * (1 / 120 - square / 5040)) + dl * (1 - 0.5 * square);
  let result: DoubleDouble;
  if (slot === 0) result = twoSum(d, sineTail);
  else {
    const cosineTail = square * (-0.5 + square * (1 / 24 - square * (1 / 720 - square / 40320))) - d * dl;
    const sh = SINCOS_TABLE[slot * 4] as number;
    const sl = SINCOS_TABLE[slot * 4 + 1] as number;
    const ch = SINCOS_TABLE[slot * 4 + 2] as number;
    const cl = SINCOS_TABLE[slot * 4 + 3] as number;
    const product = twoProduct(ch, d);
    const sum = twoSum(sh, product.hi);
    result = twoSum(sum.hi, sum.lo + (product.lo + sl + cl * d + ch * sineTail + sh * cosineTail));
  }
  return negative ? { hi: -result.hi, lo: -result.lo } : result;
}

/** The cosine of an angle within pi / 4 of zero. */
function cosineOf(angle: DoubleDouble): DoubleDouble {
  const negative = angle.hi < 0;
  const hi = negative ? -angle.hi : angle.hi;
  const slot = Math.round(hi * 64);
  const d = hi - slot / 64;
  const dl = negative ? -angle.lo : angle.lo;
  const square = d * d;
  const sineTail = d * square * (-1 / 6 + square * (1 / 120 - square / 5040)) + dl * (1 - 0.5 * square);
  const cosineTail = square * (-0.5 + square * (1 / 24 - square * (1 / 720 - square / 40320))) - d * dl;
  const sh = SINCOS_TABLE[slot * 4] as number;
  const sl = SINCOS_TABLE[slot * 4 + 1] as number;
  const ch = SINCOS_TABLE[slot * 4 + 2] as number;
  const cl = SINCOS_TABLE[slot * 4 + 3] as number;
  const product = twoProduct(-sh, d);
  const sum = twoSum(ch, product.hi);
  return twoSum(sum.hi, sum.lo + (product.lo + cl - sl * d - sh * sineTail + ch * cosineTail));
}

/** C's `sin`. */
export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  // The cube is beyond the last bit; the sign of zero stays.
  if (Math.abs(x) < 2 ** -27) return x === 0 ? x : x - (x * x * x) / 6;
  const { quadrant, rest } = reduce(x);
  const result = (quadrant & 1) === 0 ? sineOf(rest) : cosineOf(rest);
  const value = result.hi + result.lo;
  return quadrant > 1 ? -value : value;
}

/** C's `cos`. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  const { quadrant, rest } = reduce(x);
  const result = (quadrant & 1) === 0 ? cosineOf(rest) : sineOf(rest);
  const value = result.hi + result.lo;
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

/** C's `tan`. */
export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) < 2 ** -27) return x === 0 ? x : x + (x * x * x) / 3;
  const { quadrant, rest } = reduce(x);
  const sine = sineOf(rest);
  const cosine = cosineOf(rest);
  const result = (quadrant & 1) === 0 ? ddDiv(sine, cosine) : ddDiv({ hi: -cosine.hi, lo: -cosine.lo }, sine);
  return result.hi + result.lo;
}
