/** This file changes exponents: quantize, whole numbers, normalize, scaleb, and digit by digit operations. */
import type { Settings } from './context.js';
import {
  FINITE,
  finite,
  INFINITE,
  infinity,
  isIntegral,
  type PyDecimal,
  powerOfTen,
  shiftLeft,
  trailingZeros,
} from './number.js';
import { finalize, invalid, propagateNan, rescale } from './rounding.js';
import { DIVISION_BY_ZERO, INEXACT, ROUNDED, SUBNORMAL } from './signals.js';

/** `quantize`: the number with the exponent of another. */
export function quantize(settings: Settings, a: PyDecimal, b: PyDecimal, rounding = settings.rounding): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE || b.kind === INFINITE) return a.kind === b.kind ? a : invalid(settings);
  const { vm, emax, prec } = settings;
  if (b.exp > emax || b.exp < settings.etiny) return invalid(settings);
  if (a.coeff === 0n) return finalize(settings, finite(a.sign, 0n, b.exp));
  const adjusted = a.adjusted(vm);
  if (adjusted > emax || adjusted - b.exp + 1 > prec) return invalid(settings);
  const result = rescale(settings, a, b.exp, rounding);
  const resultAdjusted = result.adjusted(vm);
  if (resultAdjusted > emax || result.digits(vm) > prec) return invalid(settings);
  if (result.coeff !== 0n && resultAdjusted < settings.emin) settings.status |= SUBNORMAL;
  if (result.exp > a.exp) {
    if (rescale(settings, result, a.exp, rounding).coeff !== a.coeff) settings.status |= INEXACT;
    settings.status |= ROUNDED;
  }
  return finalize(settings, result);
}

/** `to_integral_value`: rounded to a whole number, silently. */
export function toIntegralValue(settings: Settings, a: PyDecimal, rounding = settings.rounding): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  return a.kind === INFINITE || a.exp >= 0 ? a : rescale(settings, a, 0, rounding);
}

/** `to_integral_exact`: likewise, telling of what was lost. */
export function toIntegralExact(settings: Settings, a: PyDecimal, rounding = settings.rounding): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE || a.exp >= 0) return a;
  if (a.coeff === 0n) return finite(a.sign, 0n, 0);
  const whole = rescale(settings, a, 0, rounding);
  if (!isIntegral(settings.vm, a)) settings.status |= INEXACT;
  settings.status |= ROUNDED;
  return whole;
}

/** `normalize`: rounded, without trailing zeros. */
export function reduce(settings: Settings, a: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  const fixed = finalize(settings, a);
  if (fixed.kind === INFINITE) return fixed;
  if (fixed.coeff === 0n) return finite(fixed.sign, 0n, 0);
  const { vm } = settings;
  const limit = (settings.clamp ? settings.etop : settings.emax) - fixed.exp;
  const zeros = trailingZeros(vm, fixed.coeff, limit);
  return finite(fixed.sign, fixed.coeff / powerOfTen(vm, zeros), fixed.exp + zeros);
}

/** An operand that counts places: a whole number with exponent 0, within ±limit; undefined otherwise. */
function placesOf(settings: Settings, b: PyDecimal, limit: number): number | undefined {
  if (b.kind !== FINITE || b.exp !== 0 || b.digits(settings.vm) > 20) return undefined;
  const count = Number(b.sign === 1 ? -b.coeff : b.coeff);
  return Math.abs(count) > limit ? undefined : count + 0;
}

/** `scaleb`: the exponent changed by a whole number. */
export function scaleB(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  const places = placesOf(settings, b, 2 * (settings.emax + settings.prec));
  if (places === undefined) return invalid(settings);
  if (a.kind === INFINITE) return a;
  return finalize(settings, finite(a.sign, a.coeff, a.exp + places));
}

/** `logb`: the exponent of the first digit. */
export function logB(settings: Settings, a: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return infinity(0);
  if (a.coeff === 0n) {
    settings.status |= DIVISION_BY_ZERO;
    return infinity(1);
  }
  const exponent = a.adjusted(settings.vm);
  return finalize(settings, finite(exponent < 0 ? 1 : 0, BigInt(Math.abs(exponent)), 0));
}

/** `shift`: digits moved within the precision, zeros filled in. */
export function shift(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  const { prec, vm } = settings;
  const places = placesOf(settings, b, prec);
  if (places === undefined) return invalid(settings);
  if (a.kind === INFINITE) return a;
  const coeff =
    places >= 0
      ? shiftLeft(vm, a.coeff, places) % powerOfTen(vm, prec)
      : places < -a.digits(vm)
        ? 0n
        : (a.coeff % powerOfTen(vm, prec)) / powerOfTen(vm, -places);
  return finite(a.sign, coeff, a.exp);
}

/** `rotate`: digits rotated within the precision. */
export function rotate(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  const { prec, vm } = settings;
  const places = placesOf(settings, b, prec);
  if (places === undefined) return invalid(settings);
  if (a.kind === INFINITE) return a;
  const left = places < 0 ? prec + places : places;
  const whole = a.coeff % powerOfTen(vm, prec);
  const tail = powerOfTen(vm, prec - left);
  const high = whole / tail;
  return finite(a.sign, shiftLeft(vm, whole - high * tail, left) + high, a.exp);
}

/** Digits of a logical operand, padded to the precision: ones and zeros only; undefined otherwise. */
function logicalDigits(settings: Settings, a: PyDecimal): string | undefined {
  if (a.kind !== FINITE || a.sign !== 0 || a.exp !== 0) return undefined;
  settings.vm.chargeFuel(a.digits(settings.vm) >> 2);
  const text = a.coeff.toString();
  return /^[01]+$/.test(text) ? text : undefined;
}

type BitOperation = (a: boolean, b: boolean) => boolean;

function combine(settings: Settings, a: string, b: string, operation: BitOperation): PyDecimal {
  const length = Math.max(a.length, b.length);
  const x = a.padStart(length, '0');
  const y = b.padStart(length, '0');
  let out = '';
  for (let i = Math.max(0, length - settings.prec); i < length; i++) {
    out += operation(x.charCodeAt(i) === 49, y.charCodeAt(i) === 49) ? '1' : '0';
  }
  return finite(0, BigInt(out === '' ? '0' : out), 0);
}

/** `logical_and`, `logical_or`, `logical_xor`. */
export function logical(operation: BitOperation): (settings: Settings, a: PyDecimal, b: PyDecimal) => PyDecimal {
  return (settings, a, b) => {
    const x = logicalDigits(settings, a);
    const y = logicalDigits(settings, b);
    if (x === undefined || y === undefined) return invalid(settings);
    return combine(settings, x, y, operation);
  };
}

/** `logical_invert`: all digits of the precision turned over. */
export function logicalInvert(settings: Settings, a: PyDecimal): PyDecimal {
  const x = logicalDigits(settings, a);
  if (x === undefined) return invalid(settings);
  settings.vm.chargeMemory(settings.prec > 1e6 ? settings.prec : 0);
  const ones = '1'.repeat(Math.min(settings.prec, 300_000_000));
  return combine(settings, x, ones, (one, all) => all && !one);
}

/** `same_quantum`: the same exponent, or both infinite, or both NaN. */
export function sameQuantum(a: PyDecimal, b: PyDecimal): boolean {
  if (a.kind !== FINITE || b.kind !== FINITE) {
    return (a.isNan && b.isNan) || (a.kind === INFINITE && b.kind === INFINITE);
  }
  return a.exp === b.exp;
}
