/** This file compares decimal numbers: by value, by the total order, and by what is next to them. */
import { add } from './arithmetic.js';
import { ROUND_CEILING, ROUND_FLOOR, type Settings } from './context.js';
import { FINITE, finite, INFINITE, type PyDecimal, QNAN, type Sign, SNAN, shiftLeft, withSign } from './number.js';
import { finalize, largest, propagateNan } from './rounding.js';
import { CLAMPED, INEXACT, INVALID_OPERATION, OVERFLOW, ROUNDED, SUBNORMAL, UNDERFLOW } from './signals.js';

/** -1, 0 or 1 as `a` is less than, equal to or greater than `b`; neither is a NaN. */
export function order(settings: Settings, a: PyDecimal, b: PyDecimal): number {
  if (a.kind === INFINITE || b.kind === INFINITE) {
    const left = a.kind === INFINITE ? (a.sign === 1 ? -1 : 1) : 0;
    const right = b.kind === INFINITE ? (b.sign === 1 ? -1 : 1) : 0;
    return Math.sign(left - right);
  }
  if (a.coeff === 0n) return b.coeff === 0n ? 0 : b.sign === 1 ? 1 : -1;
  if (b.coeff === 0n) return a.sign === 1 ? -1 : 1;
  if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const magnitude = orderMagnitudes(settings, a, b);
  return a.sign === 1 ? -magnitude + 0 : magnitude;
}

function orderMagnitudes(settings: Settings, a: PyDecimal, b: PyDecimal): number {
  if (a.exp === b.exp) return a.coeff < b.coeff ? -1 : a.coeff > b.coeff ? 1 : 0;
  const { vm } = settings;
  const left = a.adjusted(vm);
  const right = b.adjusted(vm);
  if (left !== right) return left < right ? -1 : 1;
  const x = a.exp > b.exp ? shiftLeft(vm, a.coeff, a.exp - b.exp) : a.coeff;
  const y = b.exp > a.exp ? shiftLeft(vm, b.coeff, b.exp - a.exp) : b.coeff;
  return x < y ? -1 : x > y ? 1 : 0;
}

function fromOrder(value: number): PyDecimal {
  return finite(value < 0 ? 1 : 0, value === 0 ? 0n : 1n, 0);
}

/** `compare`: -1, 0, 1 or NaN as a decimal. */
export function compare(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  return propagateNan(settings, a, b) ?? fromOrder(order(settings, a, b));
}

/** `compare_signal`: all NaNs signal. */
export function compareSignal(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  if (a.isNan || b.isNan) settings.status |= INVALID_OPERATION;
  return compare(settings, a, b);
}

/** The total order of representations. */
export function totalOrder(settings: Settings, a: PyDecimal, b: PyDecimal): number {
  if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const direction = a.sign === 1 ? -1 : 1;
  return direction * totalMagnitudes(settings, a, b) + 0;
}

function totalMagnitudes(settings: Settings, a: PyDecimal, b: PyDecimal): number {
  if (a.isNan || b.isNan) {
    // Numbers stand before signalling NaNs, these before quiet ones, payloads decide among equals.
    const rank = (value: PyDecimal): number => (value.kind === SNAN ? 1 : value.kind === QNAN ? 2 : 0);
    const difference = rank(a) - rank(b);
    if (difference !== 0) return Math.sign(difference);
    return a.coeff < b.coeff ? -1 : a.coeff > b.coeff ? 1 : 0;
  }
  const byValue = order(settings, withSign(a, 0), withSign(b, 0));
  if (byValue !== 0 || a.kind === INFINITE) return byValue;
  return Math.sign(a.exp - b.exp);
}

/** `compare_total`. */
export function compareTotal(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  return fromOrder(totalOrder(settings, a, b));
}

/** `compare_total_mag`. */
export function compareTotalMagnitude(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  return fromOrder(totalOrder(settings, withSign(a, 0), withSign(b, 0)));
}

/** Which of two: `wanted` is 1 for the larger, -1 for the smaller. */
function choose(settings: Settings, a: PyDecimal, b: PyDecimal, wanted: number, byMagnitude: boolean): PyDecimal {
  if (a.isNan || b.isNan) {
    // A quiet NaN beside a number gives way.
    if (a.kind === QNAN && !b.isNan) return finalize(settings, b);
    if (b.kind === QNAN && !a.isNan) return finalize(settings, a);
    return propagateNan(settings, a, b) as PyDecimal;
  }
  let difference = byMagnitude ? order(settings, withSign(a, 0), withSign(b, 0)) : order(settings, a, b);
  if (difference === 0) difference = totalOrder(settings, a, b);
  // Between equals the first wins for max, as in libmpdec.
  const first = wanted > 0 ? difference >= 0 : difference < 0;
  return finalize(settings, first ? a : b);
}

export const maximum = (settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal => choose(settings, a, b, 1, false);
export const minimum = (settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal => choose(settings, a, b, -1, false);
export const maximumMagnitude = (settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal =>
  choose(settings, a, b, 1, true);
export const minimumMagnitude = (settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal =>
  choose(settings, a, b, -1, true);

/** The neighbour of a number upwards or downwards. */
function neighbour(settings: Settings, a: PyDecimal, down: boolean): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  const towards: Sign = down ? 1 : 0;
  if (a.kind === INFINITE) return a.sign === towards ? a : largest(settings, a.sign);
  const silent = settings.derived(settings.prec, down ? ROUND_FLOOR : ROUND_CEILING);
  const rounded = finalize(silent, a);
  if (rounded.kind !== FINITE || order(silent, rounded, a) !== 0) return rounded;
  return add(silent, a, finite(towards, 1n, settings.etiny - 1));
}

export const nextMinus = (settings: Settings, a: PyDecimal): PyDecimal => neighbour(settings, a, true);
export const nextPlus = (settings: Settings, a: PyDecimal): PyDecimal => neighbour(settings, a, false);

/** The neighbour of `a` in the direction of `b`. */
export function nextToward(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  const direction = order(settings, a, b);
  if (direction === 0) return withSign(a, b.sign);
  const result = neighbour(settings, a, direction > 0);
  if (result.kind === INFINITE) {
    settings.status |= OVERFLOW | INEXACT | ROUNDED;
  } else if (result.adjusted(settings.vm) < settings.emin) {
    settings.status |= UNDERFLOW | SUBNORMAL | INEXACT | ROUNDED;
    if (result.coeff === 0n) settings.status |= CLAMPED;
  }
  return result;
}

/** `number_class`. */
export function numberClass(settings: Settings, a: PyDecimal): string {
  if (a.kind === SNAN) return 'sNaN';
  if (a.kind === QNAN) return 'NaN';
  const sign = a.sign === 1 ? '-' : '+';
  if (a.kind === INFINITE) return `${sign}Infinity`;
  if (a.coeff === 0n) return `${sign}Zero`;
  return a.adjusted(settings.vm) < settings.emin ? `${sign}Subnormal` : `${sign}Normal`;
}
