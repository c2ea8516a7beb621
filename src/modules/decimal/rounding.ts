/** This file rounds numbers: to a precision, to an exponent, into the limits of a context. */
import {
  ROUND_05UP,
  ROUND_CEILING,
  ROUND_DOWN,
  ROUND_FLOOR,
  ROUND_HALF_DOWN,
  ROUND_HALF_EVEN,
  ROUND_HALF_UP,
  type Settings,
} from './context.js';
import {
  FINITE,
  finite,
  INFINITE,
  infinity,
  PyDecimal,
  powerOfTen,
  QNAN,
  quietNan,
  type Sign,
  SNAN,
  shiftLeft,
  workOfDigits,
} from './number.js';
import { CLAMPED, INEXACT, INVALID_OPERATION, OVERFLOW, ROUNDED, SUBNORMAL, UNDERFLOW } from './signals.js';

/** A coefficient without its last digits, and whether anything was lost. */
export interface Shortened {
  readonly coeff: bigint;
  readonly inexact: boolean;
}

/** Does the rounding mode add one to the kept digits? `rest` is what was cut off, out of `unit`, and not zero. */
function roundsUp(rounding: number, sign: Sign, kept: bigint, rest: bigint, unit: bigint): boolean {
  switch (rounding) {
    case ROUND_DOWN:
      return false;
    case ROUND_CEILING:
      return sign === 0;
    case ROUND_FLOOR:
      return sign === 1;
    case ROUND_HALF_UP:
      return 2n * rest >= unit;
    case ROUND_HALF_DOWN:
      return 2n * rest > unit;
    case ROUND_HALF_EVEN: {
      const twice = 2n * rest;
      return twice > unit || (twice === unit && (kept & 1n) === 1n);
    }
    case ROUND_05UP:
      return kept % 5n === 0n;
    default:
      return true;
  }
}

/** Cut off the last `count` digits with rounding. `length` is the length of the coefficient. */
export function shorten(
  settings: Settings,
  sign: Sign,
  coeff: bigint,
  length: number,
  count: number,
  rounding: number,
): Shortened {
  if (count <= 0 || coeff === 0n) return { coeff, inexact: false };
  if (count > length) {
    // Less than half of a unit: only its being there counts.
    const up = roundsUp(rounding, sign, 0n, 1n, 100n);
    return { coeff: up ? 1n : 0n, inexact: true };
  }
  const { vm } = settings;
  const unit = powerOfTen(vm, count);
  if (length > 40) vm.chargeFuel(workOfDigits(length));
  const kept = coeff / unit;
  const rest = coeff - kept * unit;
  if (rest === 0n) return { coeff: kept, inexact: false };
  return { coeff: roundsUp(rounding, sign, kept, rest, unit) ? kept + 1n : kept, inexact: true };
}

/** The number with this exponent, rounded where digits are cut off. No status is set. */
export function rescale(settings: Settings, value: PyDecimal, exp: number, rounding: number): PyDecimal {
  if (value.kind !== FINITE || value.exp === exp) return value;
  if (value.coeff === 0n) return finite(value.sign, 0n, exp);
  const { vm } = settings;
  if (value.exp > exp) return finite(value.sign, shiftLeft(vm, value.coeff, value.exp - exp), exp);
  const short = shorten(settings, value.sign, value.coeff, value.digits(vm), exp - value.exp, rounding);
  return finite(value.sign, short.coeff, exp);
}

/** What an overflow gives: an infinity or the largest number, as rounding has it. */
function overflowed(settings: Settings, sign: Sign): PyDecimal {
  settings.status |= OVERFLOW | INEXACT | ROUNDED;
  const { rounding } = settings;
  const toLargest =
    rounding === ROUND_DOWN ||
    rounding === ROUND_05UP ||
    (rounding === ROUND_CEILING && sign === 1) ||
    (rounding === ROUND_FLOOR && sign === 0);
  return toLargest ? largest(settings, sign) : infinity(sign);
}

/** The largest finite number. */
export function largest(settings: Settings, sign: Sign): PyDecimal {
  return finite(sign, powerOfTen(settings.vm, settings.prec) - 1n, settings.etop);
}

/** A NaN with its payload cut to the precision. */
function fixNan(settings: Settings, value: PyDecimal): PyDecimal {
  const room = settings.prec - (settings.clamp ? 1 : 0);
  if (value.coeff === 0n || value.digits(settings.vm) <= room) return value;
  return new PyDecimal(value.sign, value.kind, value.coeff % powerOfTen(settings.vm, room), 0);
}

/** Bring a result into precision and limits of the context. */
export function finalize(settings: Settings, value: PyDecimal): PyDecimal {
  if (value.kind !== FINITE) return value.kind === INFINITE ? value : fixNan(settings, value);
  const { etiny, etop, prec, vm, clamp } = settings;
  if (value.coeff === 0n) {
    const exp = Math.min(Math.max(value.exp, etiny), clamp ? etop : settings.emax);
    if (exp === value.exp) return value;
    settings.status |= CLAMPED;
    return finite(value.sign, 0n, exp);
  }
  const length = value.digits(vm);
  let expMin = length + value.exp - prec;
  if (expMin > etop) return overflowed(settings, value.sign);
  const subnormal = expMin < etiny;
  if (subnormal) expMin = etiny;
  if (value.exp < expMin) {
    const short = shorten(settings, value.sign, value.coeff, length, expMin - value.exp, settings.rounding);
    let result = finite(value.sign, short.coeff, expMin);
    if (short.inexact && short.coeff !== 0n && result.digits(vm) > prec) {
      result = finite(value.sign, short.coeff / 10n, expMin + 1);
      if (expMin + 1 > etop) return overflowed(settings, value.sign);
    }
    if (short.inexact && subnormal) settings.status |= UNDERFLOW;
    if (subnormal) settings.status |= SUBNORMAL;
    if (short.inexact) settings.status |= INEXACT;
    settings.status |= ROUNDED;
    if (short.coeff === 0n) settings.status |= CLAMPED;
    return result;
  }
  if (subnormal) settings.status |= SUBNORMAL;
  if (clamp && value.exp > etop) {
    settings.status |= CLAMPED;
    return finite(value.sign, shiftLeft(vm, value.coeff, value.exp - etop), etop);
  }
  return value;
}

/** NaN, with a condition. */
export function invalid(settings: Settings, condition = INVALID_OPERATION): PyDecimal {
  settings.status |= condition;
  return quietNan();
}

/** The NaN that an operation on these operands gives, or undefined when none is one. */
export function propagateNan(settings: Settings, a: PyDecimal, b?: PyDecimal): PyDecimal | undefined {
  if (a.kind < QNAN && (b === undefined || b.kind < QNAN)) return undefined;
  let source = a;
  if (a.kind === SNAN || (b !== undefined && b.kind === SNAN)) {
    settings.status |= INVALID_OPERATION;
    if (a.kind !== SNAN) source = b as PyDecimal;
  } else if (a.kind < QNAN) source = b as PyDecimal;
  return fixNan(settings, new PyDecimal(source.sign, QNAN, source.coeff, 0));
}
