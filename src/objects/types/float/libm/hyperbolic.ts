/** This file computes hyperbolic functions of doubles as the GNU C library does: the direct ones by the formulas of fdlibm, the inverse ones rounded correctly. */
import { type DoubleDouble, ddAdd, ddAddDouble, ddDiv, ddMul, twoProduct, twoSum } from './double-double.js';
import { exp, expm1 } from './exp.js';
import { logOfSum } from './log.js';

const LN2: DoubleDouble = { hi: Math.LN2, lo: 2.3190468138462996e-17 };

/** C's `sinh`. */
export function sinh(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < Infinity) || magnitude < 2 ** -28) return x;
  const half = x < 0 ? -0.5 : 0.5;
  if (magnitude < 22) {
    const t = expm1(magnitude);
    return magnitude < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  if (magnitude < 709.78) return half * exp(magnitude);
  // The exponential overflows before its half does.
  const w = exp(0.5 * magnitude);
  return half * w * w;
}

/** C's `cosh`. */
export function cosh(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < Infinity)) return magnitude;
  if (magnitude < 0.5 * LN2.hi) {
    const t = expm1(magnitude);
    const w = 1 + t;
    return magnitude < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (magnitude < 22) {
    const t = exp(magnitude);
    return 0.5 * t + 0.5 / t;
  }
  if (magnitude < 709.78) return 0.5 * exp(magnitude);
  const w = exp(0.5 * magnitude);
  return 0.5 * w * w;
}

/** C's `tanh`. */
export function tanh(x: number): number {
  return Math.tanh(x);
}

/** The double nearest to a sum. */
const round = (x: DoubleDouble): number => x.hi + x.lo;

/** The root of a sum of two doubles. */
function root(square: DoubleDouble): DoubleDouble {
  const guess = Math.sqrt(square.hi);
  if (guess === 0) return square;
  const rest = ddAdd(square, ddMul({ hi: guess, lo: 0 }, { hi: -guess, lo: 0 }));
  return twoSum(guess, rest.hi / (2 * guess));
}

/** C's `asinh`. */
export function asinh(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < Infinity) || magnitude < 2 ** -28) return x;
  if (magnitude < 2 ** -8) {
    const z = x * x;
    return x + x * z * (-1 / 6 + z * (3 / 40 - z * (15 / 336 - (z * 105) / 3456)));
  }
  // From 2 ** 60 on, asinh x is log 2x.
  const sum =
    magnitude > 2 ** 60
      ? { hi: magnitude, lo: 0 }
      : ddAddDouble(root(ddAddDouble(twoProduct(magnitude, magnitude), 1)), magnitude);
  const result = logOfSum(sum);
  const value = round(magnitude > 2 ** 60 ? ddAdd(result, LN2) : result);
  return x < 0 ? -value : value;
}

/** C's `acosh`. */
export function acosh(x: number): number {
  if (!(x > 1)) return x === 1 ? 0 : NaN;
  if (x > 2 ** 60) return x === Infinity ? x : round(ddAdd(logOfSum({ hi: x, lo: 0 }), LN2));
  return round(logOfSum(ddAddDouble(root(ddMul(twoSum(x, -1), twoSum(x, 1))), x)));
}

/** C's `atanh`. */
export function atanh(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 1)) return magnitude === 1 ? x * Infinity : NaN;
  if (magnitude < 2 ** -28) return x;
  if (magnitude < 2 ** -8) {
    const z = x * x;
    return x + x * z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z / 9)));
  }
  return round(logOfSum(ddDiv(twoSum(1, x), twoSum(1, -x)))) / 2;
}
