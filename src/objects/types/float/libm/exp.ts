/** This file computes exponentials of doubles, rounded correctly but for about one result in a hundred thousand. */
import { type DoubleDouble, twoProduct } from './double-double.js';
import { EXP_TABLE } from './exp-table.js';

const STEPS_PER_UNIT = 184.6649652337873;
// ln(2) / 128 in pieces: products of the first two with a step number are exact.
const STEP_1 = 0.0054152123475432745;
const STEP_2 = 5.812982117033578e-13;
const STEP_3 = 1.636073772867244e-23;
const LN2_HI = Math.LN2;
const LN2_LO = 2.3190468138462996e-17;

/** `2 ** (step / 128) * e ** (rh + rl)` for |r| < 1/256, as a sum of two doubles times a power of two, joined. */
function finish(step: number, rh: number, rl: number): number {
  const entry = (step & 127) * 2;
  const exponent = (step - (step & 127)) / 128;
  const high = EXP_TABLE[entry] as number;
  const low = EXP_TABLE[entry + 1] as number;
  // e ** r - 1 = r + tail; the tail is small enough for plain doubles.
  const tail = rh * rh * (0.5 + rh * (1 / 6 + rh * (1 / 24 + rh * (1 / 120 + rh / 720)))) + (rl + rl * rh);
  const sum = rh + tail;
  const sumLow = tail - (sum - rh);
  const product = twoProduct(high, sum);
  const hi = high + product.hi;
  const lo = product.hi - (hi - high) + (product.lo + high * sumLow + (low + low * sum));
  if (exponent >= -1021) return exponent > 1023 ? (hi + lo) * 2 ** 1023 * 2 : (hi + lo) * 2 ** exponent;
  if (exponent < -1080) return 0;
  // A subnormal result has fewer bits: round once, where its last bit will be.
  const anchor = 1.5 * 2 ** (52 - 1074 - exponent);
  const t = anchor + hi;
  const rest = hi - (t - anchor) + lo;
  return (t + rest - anchor) * 2 ** (exponent + 100) * 2 ** -100;
}

/** `e ** (hi + lo)`. */
export function expOfSum(x: DoubleDouble): number {
  if (x.hi > 710) return Infinity;
  if (x.hi < -746) return 0;
  const step = Math.round(x.hi * STEPS_PER_UNIT);
  const a = x.hi - step * STEP_1;
  const b = step * STEP_2;
  const rh = a - b;
  // Knuth's sum: a may be smaller than b.
  const v = rh - a;
  const rl = a - (rh - v) - (b + v) + (x.lo - step * STEP_3);
  return finish(step, rh, rl);
}

/** C's `exp`. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 746)) return Math.exp(x);
  return Math.abs(x) < 2 ** -54 ? 1 + x : expOfSum({ hi: x, lo: 0 });
}

/** C's `exp2`. */
export function exp2(x: number): number {
  if (x >= 1024) return Infinity;
  if (Number.isNaN(x)) return x;
  if (x < -1076) return 0;
  const step = Math.round(x * 128);
  const rest = x - step / 128;
  const product = twoProduct(rest, LN2_HI);
  return finish(step, product.hi, product.lo + rest * LN2_LO);
}

/** C's `expm1`. */
export function expm1(x: number): number {
  return Math.expm1(x);
}
