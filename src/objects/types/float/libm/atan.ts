/** This file computes inverse trigonometric functions of doubles, rounded correctly but for one result in tens of thousands. */
import { ATAN_TABLE } from './atan-table.js';
import { type DoubleDouble, ddAdd, ddAddDouble, ddDiv, ddMul, ddMulDouble, twoSum } from './double-double.js';

const PI: DoubleDouble = { hi: Math.PI, lo: 1.2246467991473532e-16 };
const HALF_PI: DoubleDouble = { hi: Math.PI / 2, lo: 6.123233995736766e-17 };

const negate = (x: DoubleDouble): DoubleDouble => ({ hi: -x.hi, lo: -x.lo });

/** The arc tangent of 0 <= t <= 1. */
function arcTangent(t: DoubleDouble): DoubleDouble {
  const slot = Math.round(t.hi * 64);
  const c = slot / 64;
  // atan t = atan c + atan((t - c) / (1 + t c)).
  const u = slot === 0 ? t : ddDiv(ddAddDouble(t, -c), ddAddDouble(ddMulDouble(t, c), 1));
  const square = u.hi * u.hi;
  const tail = u.hi * square * (-1 / 3 + square * (1 / 5 + square * (-1 / 7 + square * (1 / 9 - square / 11))));
  const small = twoSum(u.hi, u.lo + tail);
  if (slot === 0) return small;
  return ddAdd({ hi: ATAN_TABLE[slot * 2] as number, lo: ATAN_TABLE[slot * 2 + 1] as number }, small);
}

/** The angle of the point (x, y), y >= 0, neither both zero nor extreme. */
function angle(y: DoubleDouble, x: DoubleDouble): DoubleDouble {
  const left = x.hi < 0;
  const width = left ? negate(x) : x;
  const first = y.hi <= width.hi ? arcTangent(ddDiv(y, width)) : ddAdd(HALF_PI, negate(arcTangent(ddDiv(width, y))));
  return left ? ddAdd(PI, negate(first)) : first;
}

/** C's `atan2`. */
export function atan2(y: number, x: number): number {
  let a = Math.abs(y);
  let b = Math.abs(x);
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) return Math.atan2(y, x);
  // Far apart, the quotient or the right angle itself is the answer.
  if (a < b * 2 ** -60) return x > 0 ? y / x : y < 0 ? -PI.hi : PI.hi;
  if (b < a * 2 ** -60) return y < 0 ? -HALF_PI.hi : HALF_PI.hi;
  if (a > 2 ** 500 || b > 2 ** 500) {
    a *= 2 ** -600;
    b *= 2 ** -600;
  } else if (a < 2 ** -500 || b < 2 ** -500) {
    a *= 2 ** 600;
    b *= 2 ** 600;
  }
  const result = angle({ hi: a, lo: 0 }, { hi: x < 0 ? -b : b, lo: 0 });
  const value = result.hi + result.lo;
  return y < 0 ? -value : value;
}

/** C's `atan`. */
export function atan(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 2 ** 60)) return Math.atan(x);
  if (magnitude < 2 ** -27) return x === 0 ? x : x - (x * x * x) / 3;
  return atan2(x, 1);
}

/** The square root of (1 - x) (1 + x). */
function otherLeg(x: number): DoubleDouble {
  const square = ddMul(twoSum(1, -x), twoSum(1, x));
  const root = Math.sqrt(square.hi);
  if (root === 0) return { hi: 0, lo: 0 };
  // One step of Newton's method doubles the precision.
  const rest = ddAdd(square, negate(ddMul({ hi: root, lo: 0 }, { hi: root, lo: 0 })));
  return twoSum(root, rest.hi / (2 * root));
}

/** C's `asin`. */
export function asin(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 1)) return Math.asin(x);
  if (magnitude < 2 ** -27) return x === 0 ? x : x + (x * x * x) / 6;
  const result = angle({ hi: magnitude, lo: 0 }, otherLeg(magnitude));
  const value = result.hi + result.lo;
  return x < 0 ? -value : value;
}

/** C's `acos`. */
export function acos(x: number): number {
  if (!(Math.abs(x) < 1)) return Math.acos(x);
  const result = angle(otherLeg(x), { hi: x, lo: 0 });
  return result.hi + result.lo;
}
