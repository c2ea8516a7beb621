/** This file defines exp, ln, log10 and sqrt, correctly rounded. */
import { ROUND_HALF_EVEN, type Settings } from './context.js';
import {
  countDigits,
  finite,
  INFINITE,
  infinity,
  ONE,
  type PyDecimal,
  powerOfTen,
  shiftLeft,
  workOfDigits,
  ZERO,
} from './number.js';
import { finalize, invalid, propagateNan } from './rounding.js';
import { expScaled, integerSquareRoot, lnScaled, log10Scaled } from './series.js';

/** Is a computed coefficient safely away from half way between two results of the precision? */
export function isDecided(settings: Settings, coeff: bigint): boolean {
  const { vm } = settings;
  const length = countDigits(vm, coeff < 0n ? -coeff : coeff);
  return coeff % (5n * powerOfTen(vm, length - settings.prec - 1)) !== 0n;
}

/** Round to half even whatever the context says, as the specification asks of these functions. */
export function finalizeHalfEven(settings: Settings, value: PyDecimal): PyDecimal {
  const nearest = settings.derived(settings.prec, ROUND_HALF_EVEN);
  const result = finalize(nearest, value);
  settings.status |= nearest.status;
  return result;
}

const textLength = (value: number): number => String(Math.abs(value)).length;

/** `exp(a)`. */
export function exp(settings: Settings, a: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return a.sign === 1 ? ZERO : a;
  if (a.coeff === 0n) return ONE;
  const { vm, prec } = settings;
  const adjusted = a.adjusted(vm);
  let result: PyDecimal;
  if (a.sign === 0 && adjusted > textLength((settings.emax + 1) * 3)) result = finite(0, 1n, settings.emax + 1);
  else if (a.sign === 1 && adjusted > textLength((-settings.etiny + 1) * 3)) {
    result = finite(0, 1n, settings.etiny - 1);
  } else if (a.sign === 0 && adjusted < -prec) result = finite(0, powerOfTen(vm, prec) + 1n, -prec);
  else if (a.sign === 1 && adjusted < -prec - 1) result = finite(0, powerOfTen(vm, prec + 1) - 1n, -prec - 1);
  else {
    const c = a.sign === 1 ? -a.coeff : a.coeff;
    for (let extra = 3; ; extra += 3) {
      const scaled = expScaled(vm, c, a.exp, prec + extra);
      if (!isDecided(settings, scaled.coeff)) continue;
      result = finite(0, scaled.coeff, scaled.exp);
      break;
    }
  }
  return finalizeHalfEven(settings, result);
}

const length = (settings: Settings, value: bigint): number => countDigits(settings.vm, value < 0n ? -value : value);

/** A bound below the exponent of `ln(a)`, for a positive number other than 1. */
function lnBound(settings: Settings, a: PyDecimal): number {
  const { vm } = settings;
  const adjusted = a.adjusted(vm);
  if (adjusted >= 1) return String(Math.floor((adjusted * 23) / 10)).length - 1;
  if (adjusted <= -2) return String(Math.floor(((-1 - adjusted) * 23) / 10)).length - 1;
  const one = powerOfTen(vm, -a.exp);
  if (adjusted === 0) {
    const difference = (a.coeff - one).toString();
    const whole = a.coeff.toString();
    return difference.length - whole.length - (difference < whole ? 1 : 0);
  }
  return a.exp + length(settings, one - a.coeff) - 1;
}

/** Likewise of `log10(a)`. */
export function log10Bound(settings: Settings, a: PyDecimal): number {
  const { vm } = settings;
  const adjusted = a.adjusted(vm);
  if (adjusted >= 1) return String(adjusted).length - 1;
  if (adjusted <= -2) return String(-1 - adjusted).length - 1;
  const one = powerOfTen(vm, -a.exp);
  if (adjusted === 0) {
    const difference = (a.coeff - one).toString();
    const whole = (231n * a.coeff).toString();
    return difference.length - whole.length - (difference < whole ? 1 : 0) + 2;
  }
  const difference = (one - a.coeff).toString();
  return difference.length + a.exp - (difference < '231' ? 1 : 0) - 1;
}

/** Is the number exactly 1? */
export function isOne(settings: Settings, a: PyDecimal): boolean {
  if (a.sign === 1 || a.kind !== 0 || a.exp > 0 || a.coeff === 0n) return false;
  return a.adjusted(settings.vm) === 0 && a.coeff === powerOfTen(settings.vm, -a.exp);
}

type Logarithm = (c: bigint, e: number, places: number) => bigint;

function roundedLogarithm(settings: Settings, a: PyDecimal, bound: number, log: Logarithm): PyDecimal {
  for (let places = settings.prec - bound + 2; ; places += 3) {
    const coeff = log(a.coeff, a.exp, places);
    if (!isDecided(settings, coeff)) continue;
    return finalizeHalfEven(settings, finite(coeff < 0n ? 1 : 0, coeff < 0n ? -coeff : coeff, -places));
  }
}

/** `ln(a)`. */
export function ln(settings: Settings, a: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  if (a.isZero) return infinity(1);
  if (a.sign === 1) return invalid(settings);
  if (a.kind === INFINITE) return a;
  if (isOne(settings, a)) return ZERO;
  return roundedLogarithm(settings, a, lnBound(settings, a), (c, e, places) => lnScaled(settings.vm, c, e, places));
}

/** `log10(a)`; exact for powers of ten. */
export function log10(settings: Settings, a: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  if (a.isZero) return infinity(1);
  if (a.sign === 1) return invalid(settings);
  if (a.kind === INFINITE) return a;
  const { vm } = settings;
  if (a.coeff === powerOfTen(vm, a.digits(vm) - 1)) {
    const exponent = a.adjusted(vm);
    return finalizeHalfEven(settings, finite(exponent < 0 ? 1 : 0, BigInt(Math.abs(exponent)), 0));
  }
  return roundedLogarithm(settings, a, log10Bound(settings, a), (c, e, places) => log10Scaled(vm, c, e, places));
}

/** `sqrt(a)`. */
export function squareRoot(settings: Settings, a: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE && a.sign === 0) return a;
  if (a.isZero) return finalize(settings, finite(a.sign, 0n, Math.floor(a.exp / 2)));
  if (a.sign === 1) return invalid(settings);
  const { vm } = settings;
  const prec = settings.prec + 1;
  let e = Math.floor(a.exp / 2);
  const isOdd = a.exp % 2 !== 0;
  let c = isOdd ? a.coeff * 10n : a.coeff;
  const l = isOdd ? (a.digits(vm) >> 1) + 1 : (a.digits(vm) + 1) >> 1;
  const shift = prec - l;
  let exact = true;
  if (shift >= 0) c = shiftLeft(vm, c, 2 * shift);
  else {
    const unit = powerOfTen(vm, -2 * shift);
    exact = c % unit === 0n;
    c /= unit;
  }
  vm.chargeFuel(workOfDigits(2 * prec));
  e -= shift;
  let n = integerSquareRoot(vm, c);
  exact = exact && n * n === c;
  if (exact) {
    n = shift >= 0 ? n / powerOfTen(vm, shift) : shiftLeft(vm, n, -shift);
    e += shift;
  } else if (n % 5n === 0n) n += 1n;
  return finalizeHalfEven(settings, finite(0, n, e));
}
