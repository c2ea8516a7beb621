/** This file raises integers to integer powers, with and without a modulus. */
import type { Runtime } from '../../../values/runtime.js';
import { memoryError, valueError } from '../../errors.js';
import { normalizeInt } from './arithmetic.js';
import { bitLength, chargeBits, type Int, limbs, multiplyCost } from './size.js';

const MAX = Number.MAX_SAFE_INTEGER;
/** Products of two numbers below this are safe integers. */
const HALF_SAFE = 94906265;

/** `a ** b` for b >= 0. */
export function powInts(vm: Runtime, a: Int, b: Int): Int {
  if (b === 0) return 1;
  if (typeof b === 'bigint') {
    if (a === 0 || a === 1) return a;
    if (a === -1) return (b & 1n) === 1n ? -1 : 1;
    // Any other base has at least one bit for each unit of the exponent.
    chargeBits(vm, Number(b));
    throw memoryError();
  }
  if (typeof a === 'number') {
    const small = smallPower(a, b);
    if (small !== null) return small;
  }
  const bits = Math.ceil((typeof a === 'number' ? Math.log2(Math.abs(a)) : bitLength(a)) * b) + 1;
  if (bits > 256) {
    chargeBits(vm, bits);
    const n = Math.ceil(bits / 128);
    // The last squaring dominates; all before it cost at most as much together.
    if (a !== 2) vm.chargeFuel(2 * multiplyCost(n, n));
  }
  return a === 2 ? 1n << BigInt(b) : normalizeInt(BigInt(a) ** BigInt(b));
}

/** The power by squaring while everything is safe; null when it grows too large. */
function smallPower(base: number, exponent: number): number | null {
  if (base === 0 || base === 1) return base;
  if (base === -1) return exponent % 2 === 0 ? 1 : -1;
  if (exponent > 53) return null;
  let result = 1;
  let square = base;
  for (let rest = exponent; ; square *= square) {
    if ((rest & 1) !== 0) result *= square;
    if (result > MAX || result < -MAX) return null;
    rest >>= 1;
    if (rest === 0) return result;
    if (square > HALF_SAFE || square < -HALF_SAFE) return null;
  }
}

/** `pow(a, b, c)`: the result has the sign of c. Raises ValueError for c == 0 and for bases without an inverse. */
export function powModInts(vm: Runtime, a: Int, b: Int, c: Int): Int {
  if (c === 0) throw valueError('pow() 3rd argument cannot be 0');
  const modulus = c < 0 ? -BigInt(c) : BigInt(c);
  if (modulus === 1n) return 0;
  let base = BigInt(a) % modulus;
  if (base < 0n) base += modulus;
  let exponent = b;
  if (exponent < 0) {
    base = inverse(vm, base, modulus);
    exponent = -exponent;
  }
  let result =
    modulus <= BigInt(HALF_SAFE)
      ? BigInt(smallPowMod(vm, Number(base), exponent, Number(modulus)))
      : bigPowMod(vm, base, exponent, modulus);
  if (c < 0 && result !== 0n) result -= modulus;
  return normalizeInt(result);
}

/** The inverse of a modulo n by Euclid's algorithm. */
function inverse(vm: Runtime, a: bigint, n: bigint): bigint {
  const size = limbs(n);
  const charge = size > 4 ? size / 8 : 0;
  let [r0, r1] = [n, a];
  let [s0, s1] = [0n, 1n];
  while (r1 !== 0n) {
    vm.chargeFuel(1 + charge);
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [s0, s1] = [s1, s0 - q * s1];
  }
  if (r0 !== 1n) throw valueError('base is not invertible for the given modulus');
  return s0 < 0n ? s0 + n : s0;
}

function smallPowMod(vm: Runtime, base: number, exponent: Int, modulus: number): number {
  const digits = exponent.toString(16);
  vm.chargeFuel(digits.length);
  let result = 1;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number.parseInt(digits.charAt(i), 16);
    for (let bit = 8; bit > 0; bit >>= 1) {
      result = (result * result) % modulus;
      if ((digit & bit) !== 0) result = (result * base) % modulus;
    }
  }
  return result;
}

function bigPowMod(vm: Runtime, base: bigint, exponent: Int, modulus: bigint): bigint {
  const digits = exponent.toString(16);
  const n = limbs(modulus);
  const step = 1 + 10 * multiplyCost(n, n);
  // A window of four bits: one multiplication a digit.
  const table: bigint[] = [1n];
  for (let i = 1; i < 16; i++) table.push(((table[i - 1] as bigint) * base) % modulus);
  let result = 1n;
  for (let i = 0; i < digits.length; i++) {
    vm.chargeFuel(step);
    for (let k = 0; k < 4; k++) result = (result * result) % modulus;
    const digit = Number.parseInt(digits.charAt(i), 16);
    if (digit !== 0) result = (result * (table[digit] as bigint)) % modulus;
  }
  return result;
}
