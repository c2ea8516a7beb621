/** This file computes the gamma function and its logarithm by Lanczos' approximation, as CPython does. */
import { overflowError, valueError } from '../../objects/errors.js';
import { exp } from '../../objects/types/float/libm/exp.js';
import { log } from '../../objects/types/float/libm/log.js';
import { pow } from '../../objects/types/float/libm/pow.js';
import { cos, sin } from '../../objects/types/float/libm/trig.js';
import { floatRepr } from '../../objects/types/number-format/format-double.js';

const G = 6.02468004077673;
const G_MINUS_HALF = 5.52468004077673;
const LOG_PI = 1.1447298858494002;

/** Coefficients of the numerator of Lanczos' sum for N = 13 and this g; the denominator is x (x+1) … (x+11). */
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

/** (n - 1)! for n up to 23: exact doubles. */
const FACTORIALS = [
  1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800, 87178291200, 1307674368000,
  20922789888000, 355687428096000, 6402373705728000, 121645100408832000, 2432902008176640000, 51090942171709440000,
  1.1240007277776077e21,
];

/** `sin(pi * x)`, accurate for all finite x. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  let result: number;
  switch (Math.round(2 * y)) {
    case 0:
      result = sin(Math.PI * y);
      break;
    case 1:
      result = cos(Math.PI * (y - 0.5));
      break;
    case 2:
      result = sin(Math.PI * (1 - y));
      break;
    case 3:
      result = -cos(Math.PI * (y - 1.5));
      break;
    default:
      result = sin(Math.PI * (y - 2));
      break;
  }
  return x < 0 ? -result : result;
}

function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      numerator = numerator * x + (NUMERATOR[i] as number);
      denominator = denominator * x + (DENOMINATOR[i] as number);
    }
  } else {
    // In 1/x, so that large x do not overflow.
    for (let i = 0; i <= 12; i++) {
      numerator = numerator / x + (NUMERATOR[i] as number);
      denominator = denominator / x + (DENOMINATOR[i] as number);
    }
  }
  return numerator / denominator;
}

function poleError(x: number): unknown {
  return valueError(`expected a noninteger or positive integer, got ${floatRepr(x)}`);
}

function checkRange(value: number): number {
  if (value === Infinity || value === -Infinity) throw overflowError('math range error');
  return value;
}

/** `math.gamma`. Raises ValueError at the poles and OverflowError. */
export function gamma(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x === -Infinity || x === 0) throw poleError(x);
  if (x === Math.floor(x)) {
    if (x < 0) throw poleError(x);
    if (x <= 23) return FACTORIALS[x - 1] as number;
  }
  const magnitude = Math.abs(x);
  if (magnitude < 1e-20) return checkRange(1 / x);
  if (magnitude > 200) {
    if (x < 0) return 0 / sinPi(x);
    throw overflowError('math range error');
  }
  const y = magnitude + G_MINUS_HALF;
  // The rounding error of y, which pow and exp would magnify.
  const error = magnitude > G_MINUS_HALF ? y - magnitude - G_MINUS_HALF : y - G_MINUS_HALF - magnitude;
  const z = (error * G) / y;
  let result: number;
  if (x < 0) {
    result = ((-Math.PI / sinPi(magnitude) / magnitude) * exp(y)) / lanczosSum(magnitude);
    result -= z * result;
    if (magnitude < 140) result /= pow(y, magnitude - 0.5);
    else {
      const root = pow(y, magnitude / 2 - 0.25);
      result /= root;
      result /= root;
    }
  } else {
    result = lanczosSum(magnitude) / exp(y);
    result += z * result;
    if (magnitude < 140) result *= pow(y, magnitude - 0.5);
    else {
      const root = pow(y, magnitude / 2 - 0.25);
      result *= root;
      result *= root;
    }
  }
  return checkRange(result);
}

/** `math.lgamma`. Raises ValueError at the poles and OverflowError. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Infinity;
  if (x === Math.floor(x) && x <= 2) {
    if (x <= 0) throw poleError(x);
    return 0;
  }
  const magnitude = Math.abs(x);
  if (magnitude < 1e-20) return -log(magnitude);
  let result = log(lanczosSum(magnitude)) - G;
  result += (magnitude - 0.5) * (log(magnitude + G - 0.5) - 1);
  if (x < 0) result = LOG_PI - log(Math.abs(sinPi(magnitude))) - log(magnitude) - result;
  return checkRange(result);
}
