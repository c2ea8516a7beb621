/** This file computes the error function and its complement, rounded correctly in practice. */
import {
  type DoubleDouble,
  ddAdd,
  ddAddDouble,
  ddDiv,
  ddMul,
  ddMulDouble,
  twoProduct,
  twoSum,
} from './double-double.js';
import { expOfSum } from './exp.js';
import { logOfSum } from './log.js';

const TWO_OVER_SQRT_PI: DoubleDouble = { hi: 1.1283791670955126, lo: 1.533545961316588e-17 };
const LOG_SQRT_PI: DoubleDouble = { hi: 0.5723649429247001, lo: 5.132975581353913e-18 };
/** From here on the continued fraction of erfc converges faster than the series of erf. */
const FAR = 3;

const divideBy = (x: DoubleDouble, n: number): DoubleDouble => ddDiv(x, { hi: n, lo: 0 });

/** erf x for 0 <= x < 3 by its power series: at worst 13 of 104 bits cancel. */
function series(x: number): DoubleDouble {
  const square = twoProduct(x, x);
  const factor = { hi: -square.hi, lo: -square.lo };
  let term: DoubleDouble = { hi: x, lo: 0 };
  let sum = term;
  for (let n = 1; Math.abs(term.hi) > sum.hi * 2 ** -85; n++) {
    term = divideBy(ddMul(term, factor), n);
    sum = ddAdd(sum, divideBy(term, 2 * n + 1));
  }
  return ddMul(sum, TWO_OVER_SQRT_PI);
}

/** erfc x for x >= 3: exp(-x*x) / sqrt(pi) times a continued fraction, joined in the exponent. */
function far(x: number): number {
  // Fewer steps reach 80 bits the larger x is.
  const steps = Math.ceil(20 + 480 / (x * x));
  let fraction: DoubleDouble = { hi: x, lo: 0 };
  for (let k = steps; k > 0; k--) fraction = ddAddDouble(ddDiv({ hi: k / 2, lo: 0 }, fraction), x);
  const square = twoProduct(x, x);
  const logarithm = ddAdd(ddAdd(square, LOG_SQRT_PI), logOfSum(fraction));
  return expOfSum({ hi: -logarithm.hi, lo: -logarithm.lo });
}

/** C's `erf`. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const magnitude = Math.abs(x);
  let result: number;
  if (magnitude < 2 ** -28) {
    if (magnitude < 2 ** -900) return x * TWO_OVER_SQRT_PI.hi;
    const product = ddMulDouble(TWO_OVER_SQRT_PI, magnitude);
    result = product.hi + product.lo;
  } else if (magnitude < FAR) {
    const sum = series(magnitude);
    result = sum.hi + sum.lo;
  } else result = magnitude >= 6 ? 1 : 1 - far(magnitude);
  return x < 0 ? -result : result;
}

/** C's `erfc`. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  const magnitude = Math.abs(x);
  if (magnitude < 2 ** -60) return 1;
  if (magnitude < FAR) {
    const sum = series(magnitude);
    const rest = x < 0 ? ddAddDouble(sum, 1) : ddAdd(twoSum(1, -sum.hi), { hi: -sum.lo, lo: 0 });
    return rest.hi + rest.lo;
  }
  if (x < 0) return magnitude >= 6 ? 2 : 2 - far(magnitude);
  return x > 27.3 ? 0 : far(x);
}
