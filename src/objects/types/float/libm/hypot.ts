/** This file computes the length of vectors with the accuracy of CPython's math.hypot. */

import { frexp } from '../frexp.js';
import { fastTwoSum, twoProduct } from './double-double.js';

const DBL_MIN = 2.2250738585072014e-308;

/**
 * The Euclidean norm of the magnitudes: lossless scaling, exact squares, compensated sums and a corrected root.
 * `max` is the largest of them.
 */
export function vectorNorm(vector: readonly number[], max: number, foundNan: boolean): number {
  if (max === Infinity) return max;
  if (foundNan) return NaN;
  if (max === 0 || vector.length <= 1) return max;
  const { exponent } = frexp(max);
  if (exponent < -1023) {
    return (
      DBL_MIN *
      vectorNorm(
        vector.map((x) => x / DBL_MIN),
        max / DBL_MIN,
        foundNan,
      )
    );
  }
  // 2 ** 1023 * 2 is beyond the doubles: scale in two steps.
  const half = exponent >= 1024 ? 0.5 : 1;
  const scale = 2 ** -(half === 1 ? exponent : exponent - 1);
  let sum = 1;
  let frac1 = 0;
  let frac2 = 0;
  for (const element of vector) {
    const x = element * scale * half;
    const product = twoProduct(x, x);
    const added = fastTwoSum(sum, product.hi);
    sum = added.hi;
    frac1 += product.lo;
    frac2 += added.lo;
  }
  let h = Math.sqrt(sum - 1 + (frac1 + frac2));
  const product = twoProduct(-h, h);
  const added = fastTwoSum(sum, product.hi);
  sum = added.hi;
  frac1 += product.lo;
  frac2 += added.lo;
  h += (sum - 1 + (frac1 + frac2)) / (2 * h);
  return h / half / scale;
}

/** C's `hypot`, correctly rounded in practice. */
export function hypot(x: number, y: number): number {
  const a = Math.abs(x);
  const b = Math.abs(y);
  if (a === Infinity || b === Infinity) return Infinity;
  return vectorNorm([a, b], a > b ? a : b, Number.isNaN(a) || Number.isNaN(b));
}
