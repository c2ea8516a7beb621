/** This file defines powers of decimal numbers. */
import { bitLength } from '../../objects/types/int/size.js';
import type { Settings } from './context.js';
import {
  FINITE,
  finite,
  INFINITE,
  infinity,
  isIntegral,
  ONE,
  type PyDecimal,
  powerOfTen,
  type Sign,
  shiftLeft,
  trailingZeros,
  withSign,
  workOfDigits,
} from './number.js';
import { finalize, invalid, propagateNan } from './rounding.js';
import { powerScaled } from './series.js';
import { INEXACT, ROUNDED, SUBNORMAL, UNDERFLOW } from './signals.js';
import { isDecided, isOne, log10Bound } from './transcendental.js';

/** Is a whole number even? */
function isEven(a: PyDecimal): boolean {
  if (a.coeff === 0n || a.exp > 0) return true;
  return (a.coeff / 10n ** BigInt(-a.exp)) % 2n === 0n;
}

/** A positive number without trailing zeros. */
interface Stripped {
  readonly coeff: bigint;
  readonly exp: number;
}

function strip(settings: Settings, a: PyDecimal): Stripped {
  const { vm } = settings;
  const zeros = trailingZeros(vm, a.coeff, Number.POSITIVE_INFINITY);
  return { coeff: a.coeff / powerOfTen(vm, zeros), exp: a.exp + zeros };
}

const BITS_PER_DIGIT = Math.log2(10);
const bits = (value: bigint): number => bitLength(value);

/** `base ** count` if that has at most `digits` digits. */
function boundedPower(settings: Settings, base: bigint, count: bigint, digits: number): bigint | undefined {
  if (base === 1n) return 1n;
  const limit = digits * BITS_PER_DIGIT + 8;
  if ((bits(base) - 1) * Number(count) > limit) return undefined;
  settings.vm.chargeFuel(workOfDigits(digits) * 4);
  const result = base ** count;
  return result < powerOfTen(settings.vm, digits) ? result : undefined;
}

/** The exact d-th root of a positive integer, or undefined. */
function exactRoot(settings: Settings, value: bigint, d: bigint): bigint | undefined {
  if (value === 1n || d === 1n) return value;
  const size = bits(value);
  if (d > BigInt(size)) return undefined;
  settings.vm.chargeFuel(workOfDigits(size >> 1) * size);
  // Newton's iteration from above.
  let root = 1n << BigInt(Math.ceil(size / Number(d)));
  for (;;) {
    const next = ((d - 1n) * root + value / root ** (d - 1n)) / d;
    if (next >= root) break;
    root = next;
  }
  return root ** d === value ? root : undefined;
}

/** The inverse of a positive integer as a finite decimal: only numbers of the form 2**a or 5**b without zeros have one. */
function inverse(settings: Settings, value: bigint): Stripped | undefined {
  if (value === 1n) return { coeff: 1n, exp: 0 };
  const size = bits(value);
  settings.vm.chargeFuel(size);
  if ((value & (value - 1n)) === 0n) {
    const a = value.toString(2).length - 1;
    return { coeff: 5n ** BigInt(a), exp: -a };
  }
  let rest = value;
  let b = 0;
  while (rest % 5n === 0n) {
    rest /= 5n;
    b++;
  }
  return rest === 1n ? { coeff: 1n << BigInt(b), exp: -b } : undefined;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** `x ** y` if it is exact with at most `digits` digits; x positive, neither special. */
function exactPower(settings: Settings, x: PyDecimal, y: PyDecimal, digits: number): PyDecimal | undefined {
  const { vm } = settings;
  const base = strip(settings, x);
  const exponent = strip(settings, y);
  if (exponent.exp > 20) return base.coeff === 1n && base.exp === 0 ? ONE : undefined;
  // y = m / d in lowest terms.
  let m = exponent.coeff;
  let d = 1n;
  if (exponent.exp >= 0) m = shiftLeft(vm, m, exponent.exp);
  else {
    if (-exponent.exp > bits(base.coeff) + bits(BigInt(Math.abs(base.exp))) + 4) return undefined;
    d = powerOfTen(vm, -exponent.exp);
    const common = greatestDivisor(m, d);
    m /= common;
    d /= common;
  }
  if (BigInt(base.exp) % d !== 0n) return undefined;
  const root = exactRoot(settings, base.coeff, d);
  if (root === undefined) return undefined;
  let s = root;
  let t = base.exp / Number(d);
  if (y.sign === 1) {
    if (bits(s) * BITS_PER_DIGIT > digits * 40 + 200) return undefined;
    const inverted = inverse(settings, s);
    if (inverted === undefined) return undefined;
    s = inverted.coeff;
    t = inverted.exp - t;
  }
  const coeff = boundedPower(settings, s, m, digits);
  if (coeff === undefined) return undefined;
  const exp = t * Number(m);
  if (y.sign === 0 && isIntegral(vm, y)) {
    // Trailing zeros as repeated multiplication would leave them.
    const ideal = x.exp * Number(m);
    const length = finite(0, coeff, 0).digits(vm);
    const zeros = Math.max(0, Math.min(exp - ideal, digits - length));
    return finite(0, shiftLeft(vm, coeff, zeros), exp - zeros);
  }
  return finite(0, coeff, exp);
}

/** `1 ** y`: 1 with as many decimals as the specification wants. */
function powerOfOne(settings: Settings, base: PyDecimal, y: PyDecimal, sign: Sign): PyDecimal {
  const { prec, vm } = settings;
  let exp: number;
  if (isIntegral(vm, y)) {
    const count = y.sign === 1 ? 0 : Math.min(prec, y.digits(vm) + y.exp > 20 ? prec : Number(y.coeff) * 10 ** y.exp);
    exp = base.exp * count;
    if (exp < 1 - prec) {
      exp = 1 - prec;
      settings.status |= ROUNDED;
    }
  } else {
    settings.status |= INEXACT | ROUNDED;
    exp = 1 - prec;
  }
  return finite(sign, powerOfTen(vm, -exp), exp);
}

/** `x ** y`, rounded. */
export function power(settings: Settings, x: PyDecimal, y: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, x, y);
  if (nan !== undefined) return nan;
  if (y.isZero) return x.isZero ? invalid(settings) : ONE;
  const { vm, prec } = settings;
  let sign: Sign = 0;
  let base = x;
  if (x.sign === 1) {
    if (y.kind === FINITE && isIntegral(vm, y)) sign = isEven(y) ? 0 : 1;
    else if (!x.isZero) return invalid(settings);
    base = withSign(x, 0);
  }
  if (base.isZero) return y.sign === 0 ? finite(sign, 0n, 0) : infinity(sign);
  if (base.kind === INFINITE) return y.sign === 0 ? infinity(sign) : finite(sign, 0n, 0);
  if (isOne(settings, base)) {
    if (y.kind !== INFINITE) return powerOfOne(settings, base, y, sign);
    settings.status |= INEXACT | ROUNDED;
    return finite(sign, powerOfTen(vm, prec - 1), 1 - prec);
  }
  const adjusted = base.adjusted(vm);
  if (y.kind === INFINITE) {
    return (y.sign === 0) === adjusted < 0 ? finite(0, 0n, 0) : infinity(0);
  }
  return powerOfFinite(settings, base, y, sign, adjusted);
}

function powerOfFinite(settings: Settings, base: PyDecimal, y: PyDecimal, sign: Sign, adjusted: number): PyDecimal {
  const { vm, prec } = settings;
  let result: PyDecimal | undefined;
  let exact = false;
  // Results far out of range need no computation.
  const bound = log10Bound(settings, base) + y.adjusted(vm);
  if (adjusted >= 0 === (y.sign === 0)) {
    if (bound >= String(settings.emax).length) result = finite(sign, 1n, settings.emax + 1);
  } else if (bound >= String(-settings.etiny).length) result = finite(sign, 1n, settings.etiny - 1);
  if (result === undefined) {
    const found = exactPower(settings, base, y, prec + 1);
    if (found !== undefined) {
      result = withSign(found, sign);
      exact = true;
    }
  }
  if (result === undefined) {
    const yc = y.sign === 1 ? -y.coeff : y.coeff;
    for (let extra = 3; ; extra += 3) {
      const scaled = powerScaled(vm, base.coeff, base.exp, yc, y.exp, prec + extra);
      if (!isDecided(settings, scaled.coeff)) continue;
      result = finite(sign, scaled.coeff, scaled.exp);
      break;
    }
  }
  if (!exact || isIntegral(vm, y)) return finalize(settings, result);
  // A root that comes out even still counts as inexact, with all digits of the precision.
  const missing = prec + 1 - result.digits(vm);
  if (missing > 0) result = finite(result.sign, shiftLeft(vm, result.coeff, missing), result.exp - missing);
  const rounded = finalize(settings, result);
  settings.status |= INEXACT | ROUNDED;
  if ((settings.status & SUBNORMAL) !== 0) settings.status |= UNDERFLOW;
  return rounded;
}

/** `pow(x, y, modulus)` of whole numbers. */
export function powerModulo(settings: Settings, x: PyDecimal, y: PyDecimal, modulus: PyDecimal): PyDecimal {
  const nan = propagateNan(settings, x, y) ?? propagateNan(settings, modulus);
  if (nan !== undefined) {
    if (x.kind < 3 && y.kind < 3 && modulus.kind === 3) return propagateNan(settings, modulus) as PyDecimal;
    return nan;
  }
  const { vm, prec } = settings;
  if (!isIntegral(vm, x) || !isIntegral(vm, y) || !isIntegral(vm, modulus)) return invalid(settings);
  if (y.sign === 1 && y.coeff !== 0n) return invalid(settings);
  if (modulus.coeff === 0n || modulus.adjusted(vm) >= prec) return invalid(settings);
  if (y.coeff === 0n && x.coeff === 0n) return invalid(settings);
  const sign: Sign = isEven(y) ? 0 : x.sign;
  const m = wholeOf(settings, modulus);
  const cost = workOfDigits(modulus.digits(vm)) * 2;
  const step = (a: bigint, count: bigint): bigint => {
    let result = 1n % m;
    let factor = a;
    for (let left = count; left > 0n; left >>= 1n) {
      vm.chargeFuel(cost);
      if ((left & 1n) === 1n) result = (result * factor) % m;
      factor = (factor * factor) % m;
    }
    return result;
  };
  const xParts = { coeff: x.exp >= 0 ? x.coeff : wholeOf(settings, x), exp: Math.max(0, x.exp) };
  const yParts = { coeff: y.exp >= 0 ? y.coeff : wholeOf(settings, y), exp: Math.max(0, y.exp) };
  let base = ((xParts.coeff % m) * step(10n % m, BigInt(xParts.exp))) % m;
  for (let i = 0; i < yParts.exp; i++) base = step(base, 10n);
  return finite(sign, step(base, yParts.coeff), 0);
}

function wholeOf(settings: Settings, a: PyDecimal): bigint {
  return a.exp >= 0 ? shiftLeft(settings.vm, a.coeff, a.exp) : a.coeff / powerOfTen(settings.vm, -a.exp);
}
