/** This file adds, multiplies and divides decimal numbers. */
import { ROUND_FLOOR, type Settings } from './context.js';
import {
  countDigits,
  finite,
  flip,
  INFINITE,
  infinity,
  multiply,
  type PyDecimal,
  powerOfTen,
  type Sign,
  shiftLeft,
  trailingZeros,
  withSign,
  workOfDigits,
} from './number.js';
import { finalize, invalid, propagateNan, rescale } from './rounding.js';
import { CLAMPED, DIVISION_BY_ZERO, DIVISION_IMPOSSIBLE, DIVISION_UNDEFINED } from './signals.js';

/** `a + b`, rounded. */
export function add(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return b.kind === INFINITE && a.sign !== b.sign ? invalid(settings) : a;
  if (b.kind === INFINITE) return b;
  return finalize(settings, addFinite(settings, a, b));
}

function addFinite(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const exp = Math.min(a.exp, b.exp);
  const zeroSign: Sign = settings.rounding === ROUND_FLOOR && a.sign !== b.sign ? 1 : 0;
  if (a.coeff === 0n && b.coeff === 0n) {
    return finite(a.sign === b.sign ? a.sign : zeroSign, 0n, exp);
  }
  if (a.coeff === 0n) return rescale(settings, b, Math.max(exp, b.exp - settings.prec - 1), settings.rounding);
  if (b.coeff === 0n) return rescale(settings, a, Math.max(exp, a.exp - settings.prec - 1), settings.rounding);
  const { vm } = settings;
  let [big, small] = a.exp >= b.exp ? [a, b] : [b, a];
  // A number far below the last digit of the result only matters by its being there.
  if (big.exp !== small.exp) {
    const least = big.exp + Math.min(-1, big.digits(vm) - settings.prec - 2);
    if (small.digits(vm) + small.exp - 1 < least) small = finite(small.sign, 1n, least);
    big = finite(big.sign, shiftLeft(vm, big.coeff, big.exp - small.exp), small.exp);
  }
  if (big.sign === small.sign) return finite(big.sign, big.coeff + small.coeff, small.exp);
  const difference = big.coeff - small.coeff;
  if (difference === 0n) return finite(zeroSign, 0n, small.exp);
  return difference > 0n ? finite(big.sign, difference, small.exp) : finite(small.sign, -difference, small.exp);
}

/** `a - b`, rounded. */
export function subtract(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  return propagateNan(settings, a, b) ?? add(settings, a, withSign(b, flip(b.sign)));
}

/** The exact product of finite numbers. */
export function product(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  return finite((a.sign ^ b.sign) as Sign, multiply(settings.vm, a.coeff, b.coeff), a.exp + b.exp);
}

/** `a * b`, rounded. */
export function times(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE || b.kind === INFINITE) {
    return a.isZero || b.isZero ? invalid(settings) : infinity((a.sign ^ b.sign) as Sign);
  }
  return finalize(settings, product(settings, a, b));
}

/** `a * b + c` with one rounding. */
export function fusedMultiplyAdd(settings: Settings, a: PyDecimal, b: PyDecimal, c: PyDecimal): PyDecimal {
  if (a.isNan || b.isNan) {
    const quietBoth = propagateNan(settings, a, b) as PyDecimal;
    // A signalling third operand counts when the first two only have quiet NaNs.
    if (c.kind === 3 && a.kind !== 3 && b.kind !== 3) return propagateNan(settings, c) as PyDecimal;
    return quietBoth;
  }
  if (a.kind === INFINITE || b.kind === INFINITE) {
    if (a.isZero || b.isZero) return invalid(settings);
    return add(settings, infinity((a.sign ^ b.sign) as Sign), c);
  }
  const nan = propagateNan(settings, c);
  return nan ?? add(settings, product(settings, a, b), c);
}

/** `a / b`, rounded. */
export function divide(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  const sign = (a.sign ^ b.sign) as Sign;
  if (a.kind === INFINITE) return b.kind === INFINITE ? invalid(settings) : infinity(sign);
  if (b.kind === INFINITE) {
    settings.status |= CLAMPED;
    return finite(sign, 0n, settings.etiny);
  }
  if (b.coeff === 0n) {
    if (a.coeff === 0n) return invalid(settings, DIVISION_UNDEFINED);
    settings.status |= DIVISION_BY_ZERO;
    return infinity(sign);
  }
  if (a.coeff === 0n) return finalize(settings, finite(sign, 0n, a.exp - b.exp));
  const { vm } = settings;
  const shift = b.digits(vm) - a.digits(vm) + settings.prec + 1;
  let exp = a.exp - b.exp - shift;
  const top = shift >= 0 ? shiftLeft(vm, a.coeff, shift) : a.coeff;
  const bottom = shift >= 0 ? b.coeff : shiftLeft(vm, b.coeff, -shift);
  vm.chargeFuel(workOfDigits(settings.prec + b.digits(vm)));
  let quotient = top / bottom;
  if (quotient * bottom !== top) {
    // A digit that no rounding mode takes for exact or for half way.
    if (quotient % 5n === 0n) quotient += 1n;
  } else {
    const zeros = trailingZeros(vm, quotient, a.exp - b.exp - exp);
    quotient /= powerOfTen(vm, zeros);
    exp += zeros;
  }
  return finalize(settings, finite(sign, quotient, exp));
}

/** Quotient and remainder before rounding. */
export interface Divided {
  readonly quotient: PyDecimal;
  readonly remainder: PyDecimal;
}

/** Whole quotient and remainder of `a / b`, `b` not zero and `a` finite; undefined when the quotient is too long. */
function divideWhole(settings: Settings, a: PyDecimal, b: PyDecimal): Divided | undefined {
  const { vm, prec } = settings;
  const sign = (a.sign ^ b.sign) as Sign;
  const ideal = b.kind === INFINITE ? a.exp : Math.min(a.exp, b.exp);
  const difference = b.kind === INFINITE ? -2 : a.adjusted(vm) - b.adjusted(vm);
  if (a.coeff === 0n || b.kind === INFINITE || difference <= -2) {
    return { quotient: finite(sign, 0n, 0), remainder: rescale(settings, a, ideal, settings.rounding) };
  }
  if (difference > prec) return undefined;
  const top = a.exp >= b.exp ? shiftLeft(vm, a.coeff, a.exp - b.exp) : a.coeff;
  const bottom = a.exp >= b.exp ? b.coeff : shiftLeft(vm, b.coeff, b.exp - a.exp);
  vm.chargeFuel(workOfDigits(a.digits(vm) + b.digits(vm)));
  const quotient = top / bottom;
  if (countDigits(vm, quotient) > prec) return undefined;
  return { quotient: finite(sign, quotient, 0), remainder: finite(a.sign, top - quotient * bottom, ideal) };
}

/** `a // b`: the whole part of the quotient. */
export function divideInteger(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  const sign = (a.sign ^ b.sign) as Sign;
  if (a.kind === INFINITE) return b.kind === INFINITE ? invalid(settings) : infinity(sign);
  if (b.isZero) {
    if (a.coeff === 0n) return invalid(settings, DIVISION_UNDEFINED);
    settings.status |= DIVISION_BY_ZERO;
    return infinity(sign);
  }
  const divided = divideWhole(settings, a, b);
  return divided === undefined ? invalid(settings, DIVISION_IMPOSSIBLE) : finalize(settings, divided.quotient);
}

/** `a % b`, with the sign of `a`. */
export function remainder(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return invalid(settings);
  if (b.isZero) return a.coeff === 0n ? invalid(settings, DIVISION_UNDEFINED) : invalid(settings);
  const divided = divideWhole(settings, a, b);
  return divided === undefined ? invalid(settings, DIVISION_IMPOSSIBLE) : finalize(settings, divided.remainder);
}

/** Both of `divmod(a, b)`. */
export function divideBoth(settings: Settings, a: PyDecimal, b: PyDecimal): Divided {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return { quotient: nan, remainder: nan };
  const sign = (a.sign ^ b.sign) as Sign;
  if (a.kind === INFINITE) {
    const quotient = b.kind === INFINITE ? invalid(settings) : infinity(sign);
    return { quotient, remainder: invalid(settings) };
  }
  if (b.isZero) {
    if (a.coeff === 0n) {
      const undefinedResult = invalid(settings, DIVISION_UNDEFINED);
      return { quotient: undefinedResult, remainder: undefinedResult };
    }
    settings.status |= DIVISION_BY_ZERO;
    return { quotient: infinity(sign), remainder: invalid(settings) };
  }
  const divided = divideWhole(settings, a, b);
  if (divided === undefined) {
    const impossible = invalid(settings, DIVISION_IMPOSSIBLE);
    return { quotient: impossible, remainder: impossible };
  }
  return { quotient: finalize(settings, divided.quotient), remainder: finalize(settings, divided.remainder) };
}

/** `a - n * b` where n is the whole number nearest to `a / b`, the even one of two. */
export function remainderNear(settings: Settings, a: PyDecimal, b: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === INFINITE) return invalid(settings);
  if (b.isZero) return a.coeff === 0n ? invalid(settings, DIVISION_UNDEFINED) : invalid(settings);
  if (b.kind === INFINITE) return finalize(settings, a);
  const { vm, prec } = settings;
  const ideal = Math.min(a.exp, b.exp);
  if (a.coeff === 0n) return finalize(settings, finite(a.sign, 0n, ideal));
  const difference = a.adjusted(vm) - b.adjusted(vm);
  if (difference >= prec + 1) return invalid(settings, DIVISION_IMPOSSIBLE);
  if (difference <= -2) return finalize(settings, rescale(settings, a, ideal, settings.rounding));
  const top = a.exp >= b.exp ? shiftLeft(vm, a.coeff, a.exp - b.exp) : a.coeff;
  const bottom = a.exp >= b.exp ? b.coeff : shiftLeft(vm, b.coeff, b.exp - a.exp);
  vm.chargeFuel(workOfDigits(a.digits(vm) + b.digits(vm)));
  let quotient = top / bottom;
  let rest = top - quotient * bottom;
  if (2n * rest + (quotient & 1n) > bottom) {
    rest -= bottom;
    quotient += 1n;
  }
  if (countDigits(vm, quotient) > prec) return invalid(settings, DIVISION_IMPOSSIBLE);
  const sign = rest < 0n ? flip(a.sign) : a.sign;
  return finalize(settings, finite(sign, rest < 0n ? -rest : rest, ideal));
}

/** `+a`: rounded; a zero becomes positive except when rounding down. */
export function plus(settings: Settings, a: PyDecimal): PyDecimal {
  return propagateNan(settings, a) ?? finalize(settings, losesSign(settings, a) ? withSign(a, 0) : a);
}

/** `-a`: as `0 - a`. */
export function minus(settings: Settings, a: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, a);
  if (nan !== undefined) return nan;
  return finalize(settings, withSign(a, losesSign(settings, a) ? 0 : flip(a.sign)));
}

function losesSign(settings: Settings, a: PyDecimal): boolean {
  return a.isZero && settings.rounding !== ROUND_FLOOR;
}

/** `abs(a)`, rounded. */
export function absolute(settings: Settings, a: PyDecimal): PyDecimal {
  return a.sign === 1 && !a.isNan ? minus(settings, a) : plus(settings, a);
}
