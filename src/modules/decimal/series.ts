/** This file computes exponentials and logarithms of whole numbers in fixed point, to be rounded correctly by others. */
import type { Runtime } from '../../values/runtime.js';
import { StateKey } from '../../values/runtime.js';
import { countDigits, powerOfTen, shiftLeft, workOfDigits } from './number.js';

/** A coefficient and an exponent of ten. */
export interface Scaled {
  readonly coeff: bigint;
  readonly exp: number;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** Floor division. */
function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The whole number nearest to `a / b`, the even one of two; b positive. */
export function divideNearest(a: bigint, b: bigint): bigint {
  const quotient = floorDivide(a, b);
  const rest = a - quotient * b;
  return 2n * rest + (quotient & 1n) > b ? quotient + 1n : quotient;
}

/** `x / 2**shift` to the nearest, the even one of two. */
function shiftNearest(x: bigint, shift: number): bigint {
  const by = BigInt(shift);
  const unit = 1n << by;
  const quotient = x >> by;
  return 2n * (x & (unit - 1n)) + (quotient & 1n) > unit ? quotient + 1n : quotient;
}

/** The floor of the square root. */
export function integerSquareRoot(vm: Runtime, n: bigint): bigint {
  if (n < 4503599627370496n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const bits = n.toString(16).length * 4;
  vm.chargeFuel(workOfDigits(bits >> 2) * 4);
  // Newton's iteration with doubling precision: each level halves the number of bits.
  const shift = BigInt(bits >> 2) & ~1n;
  const high = integerSquareRoot(vm, n >> (2n * (shift >> 1n)));
  let root = (high + 1n) << (shift >> 1n);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The square root rounded to the nearest. */
function squareRootNearest(vm: Runtime, n: bigint): bigint {
  const root = integerSquareRoot(vm, n);
  return n - root * root > root ? root + 1n : root;
}

const STEPS = 8;

function terms(vm: Runtime, m: bigint): number {
  return Math.ceil((10 * countDigits(vm, m)) / (3 * STEPS));
}

/** `M * log(x / M)`, x about M, with an error of a few units. */
function logarithm(vm: Runtime, x: bigint, m: bigint): bigint {
  const length = countDigits(vm, m);
  vm.chargeFuel(workOfDigits(length) * (terms(vm, m) * 2 + STEPS * 6));
  let y = x - m;
  let halvings = 0;
  // log(1 + y) = 2 * log(1 + z) where z is about y / 2: until y is below 2**-8.
  for (;;) {
    const scaled = halvings <= STEPS ? abs(y) << BigInt(STEPS - halvings) : abs(y) >> BigInt(halvings - STEPS);
    if (scaled < m) break;
    y = divideNearest((m * y) << 1n, m + squareRootNearest(vm, m * (m + shiftNearest(y, halvings))));
    halvings++;
  }
  const count = terms(vm, m);
  const small = shiftNearest(y, halvings);
  let w = divideNearest(m, BigInt(count));
  for (let k = count - 1; k > 0; k--) w = divideNearest(m, BigInt(k)) - divideNearest(small * w, m);
  return divideNearest(w * y, m);
}

/** `M * exp(x / M)` for x from 0 to `M * log(10)`. */
function exponential(vm: Runtime, x: bigint, m: bigint): bigint {
  const length = countDigits(vm, m);
  const count = terms(vm, m);
  vm.chargeFuel(workOfDigits(length) * (count + 24) * 2);
  const quotient = (x << BigInt(STEPS)) / m;
  const halvings = quotient === 0n ? 0 : quotient.toString(2).length;
  // expm1 of x / 2**halvings by its series, then doubled back.
  let y = divideNearest(x, BigInt(count));
  const shifted = m << BigInt(halvings);
  for (let i = count - 1; i > 0; i--) y = divideNearest(x * (shifted + y), shifted * BigInt(i));
  for (let k = halvings - 1; k >= 0; k--) {
    const scale = m << BigInt(k + 2);
    y = divideNearest(y * (y + scale), scale);
  }
  return m + y;
}

/** Digits of log(10) that a machine has computed so far. */
const ln10 = new StateKey('decimal.ln10', () => ({ digits: '23025850929940456840179914546843642076011014886' }), false);

/** `floor(10**places * log(10))`. */
export function logOfTen(vm: Runtime, places: number): bigint {
  const state = vm.state(ln10);
  if (places >= state.digits.length) {
    for (let extra = 3; ; extra += 3) {
      const m = powerOfTen(vm, places + extra + 2);
      const text = divideNearest(logarithm(vm, 10n * m, m), 100n).toString();
      if (text.slice(-extra) !== '0'.repeat(extra)) {
        // The last digits are not sure.
        state.digits = text.replace(/0+$/, '').slice(0, -1);
        break;
      }
    }
  }
  return BigInt(state.digits.slice(0, places + 1));
}

function scale(vm: Runtime, c: bigint, places: number): bigint {
  return places >= 0 ? shiftLeft(vm, c, places) : divideNearest(c, powerOfTen(vm, -places));
}

/** `exp(c * 10**e)` with `p` digits, the last one in doubt. */
export function expScaled(vm: Runtime, c: bigint, e: number, p: number): Scaled {
  const digits = p + 2;
  const extra = Math.max(0, e + countDigits(vm, abs(c)) - 1);
  const q = digits + extra;
  const shift = e + q;
  const shifted = shift >= 0 ? shiftLeft(vm, c, shift) : floorDivide(c, powerOfTen(vm, -shift));
  const ten = logOfTen(vm, q);
  const quotient = floorDivide(shifted, ten);
  const rest = divideNearest(shifted - quotient * ten, powerOfTen(vm, extra));
  return {
    coeff: divideNearest(exponential(vm, rest, powerOfTen(vm, digits)), 1000n),
    exp: Number(quotient) - digits + 3,
  };
}

/** `10**p * log(c * 10**e)`, the last digit in doubt. */
export function lnScaled(vm: Runtime, c: bigint, e: number, p: number): bigint {
  const digits = p + 2;
  const length = countDigits(vm, c);
  const f = e + length - (e + length >= 1 ? 1 : 0);
  let ofDigits = 0n;
  if (digits > 0) ofDigits = logarithm(vm, scale(vm, c, e + digits - f), powerOfTen(vm, digits));
  let ofPower = 0n;
  if (f !== 0) {
    const extra = String(Math.abs(f)).length - 1;
    if (digits + extra >= 0) {
      ofPower = divideNearest(BigInt(f) * logOfTen(vm, digits + extra), powerOfTen(vm, extra));
    }
  }
  return divideNearest(ofPower + ofDigits, 100n);
}

/** `10**p * log10(c * 10**e)`, the last digit in doubt. */
export function log10Scaled(vm: Runtime, c: bigint, e: number, p: number): bigint {
  const digits = p + 2;
  const length = countDigits(vm, c);
  const f = e + length - (e + length >= 1 ? 1 : 0);
  if (digits <= 0) return divideNearest(divideNearest(BigInt(f), powerOfTen(vm, -digits)), 100n);
  const m = powerOfTen(vm, digits);
  const log = logarithm(vm, scale(vm, c, e + digits - f), m);
  return divideNearest(BigInt(f) * m + divideNearest(log * m, logOfTen(vm, digits)), 100n);
}

/** `(xc * 10**xe) ** (yc * 10**ye)` with `p` digits, the last one in doubt; yc may be negative. */
export function powerScaled(vm: Runtime, xc: bigint, xe: number, yc: bigint, ye: number, p: number): Scaled {
  const b = countDigits(vm, abs(yc)) + ye;
  const log = lnScaled(vm, xc, xe, p + b + 1);
  const shift = ye - b;
  const exponent = shift >= 0 ? shiftLeft(vm, log * yc, shift) : divideNearest(log * yc, powerOfTen(vm, -shift));
  if (exponent === 0n) {
    // Too close to 1 to tell by how much.
    const above = countDigits(vm, xc) + xe >= 1 === yc > 0n;
    return above ? { coeff: powerOfTen(vm, p - 1) + 1n, exp: 1 - p } : { coeff: powerOfTen(vm, p) - 1n, exp: -p };
  }
  const result = expScaled(vm, exponent, -(p + 1), p + 1);
  return { coeff: divideNearest(result.coeff, 10n), exp: result.exp + 1 };
}
