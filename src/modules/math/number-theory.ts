/** This file computes with whole numbers: gcd, factorial, binomials, integer square roots. */

import { overflowError, valueError } from '../../objects/errors.js';
import { absInt, floorDivInts, mulInts, normalizeInt } from '../../objects/types/int/arithmetic.js';
import { bitLength, chargeBits, type Int, limbs } from '../../objects/types/int/size.js';
import type { Runtime } from '../../values/runtime.js';

const MAX = Number.MAX_SAFE_INTEGER;
const LONG_MAX = 9223372036854775807n;

/** The greatest common divisor, not negative. */
export function gcd(vm: Runtime, a: Int, b: Int): Int {
  let x = absInt(vm, a);
  let y = absInt(vm, b);
  if (typeof x !== 'number' || typeof y !== 'number') {
    let p = BigInt(x);
    let q = BigInt(y);
    if (p < q) [p, q] = [q, p];
    while (q > BigInt(MAX)) {
      const n = limbs(q);
      vm.chargeFuel(1 + (n >> 3) + (limbs(p) - n) * (n >> 3));
      [p, q] = [q, p % q];
    }
    if (q === 0n) return normalizeInt(p);
    x = Number(q);
    y = Number(p % q);
  }
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** The least common multiple, not negative. */
export function lcm(vm: Runtime, a: Int, b: Int): Int {
  if (a === 0 || b === 0) return 0;
  return absInt(vm, mulInts(vm, floorDivInts(vm, a, gcd(vm, a, b)), b));
}

/** `math.isqrt`: the whole part of the square root. Raises ValueError for negative numbers. */
export function isqrt(vm: Runtime, n: Int): Int {
  if (n < 0) throw valueError('isqrt() argument must be nonnegative');
  if (typeof n === 'number') {
    const root = Math.floor(Math.sqrt(n));
    // The square root of a number near a square may have been rounded up.
    return root * root > n ? root - 1 : root;
  }
  // Each step doubles the number of correct bits.
  const half = (bitLength(n) - 1) >> 1;
  let root = 1n;
  let done = 0;
  for (let step = bitLength(half) - 1; step >= 0; step--) {
    const before = done;
    done = half >> step;
    vm.chargeFuel(1 + (done / 64) ** 1.6 / 4);
    root = (root << BigInt(done - before - 1)) + (n >> BigInt(2 * half - before - done + 1)) / root;
  }
  return normalizeInt(root * root > n ? root - 1n : root);
}

/** The product low * (low + 1) * … * high, by halves so that the factors stay of like size. */
function product(vm: Runtime, low: bigint, count: number): Int {
  if (count <= 8) {
    let result: Int = 1;
    for (let i = 0; i < count; i++) result = mulInts(vm, result, normalizeInt(low + BigInt(i)));
    vm.chargeFuel(count);
    return result;
  }
  const half = Math.floor(count / 2);
  return mulInts(vm, product(vm, low, half), product(vm, low + BigInt(half), count - half));
}

/** `math.factorial`. Raises ValueError and OverflowError. */
export function factorial(vm: Runtime, n: Int): Int {
  if (n < 0) throw valueError('factorial() not defined for negative values');
  if (n > LONG_MAX) throw overflowError(`factorial() argument should not exceed ${LONG_MAX}`);
  const count = Number(n);
  if (count > 20) chargeBits(vm, count * Math.max(1, Math.log2(count) - 1.45));
  return product(vm, 1n, count);
}

/** `math.perm(n, k)`. Raises ValueError and OverflowError. */
export function perm(vm: Runtime, n: Int, k: Int): Int {
  if (n < 0) throw valueError('n must be a non-negative integer');
  if (k < 0) throw valueError('k must be a non-negative integer');
  if (n < k) return 0;
  if (k > LONG_MAX) throw overflowError(`k must not exceed ${LONG_MAX}`);
  const count = Number(k);
  if (count > 20) chargeBits(vm, count * Math.max(1, bitLength(n) - 1.5 * Math.log2(count)));
  return product(vm, BigInt(n) - BigInt(count) + 1n, count);
}

/** `math.comb(n, k)`. Raises ValueError and OverflowError. */
export function comb(vm: Runtime, n: Int, k: Int): Int {
  if (n < 0) throw valueError('n must be a non-negative integer');
  if (k < 0) throw valueError('k must be a non-negative integer');
  if (n < k) return 0;
  const other = BigInt(n) - BigInt(k);
  const least = other < BigInt(k) ? other : BigInt(k);
  if (least > LONG_MAX) throw overflowError(`min(n - k, k) must not exceed ${LONG_MAX}`);
  const count = Number(least);
  if (count > 20) chargeBits(vm, count * Math.max(1, bitLength(n) - Math.log2(count)));
  if (typeof n === 'number' && count <= 60) {
    const small = smallComb(n, count);
    if (small !== null) return small;
  }
  return combine(vm, BigInt(n), count);
}

/** The binomial as long as every step is a safe number; else null. */
function smallComb(n: number, k: number): number | null {
  let result = 1;
  for (let i = 0; i < k; i++) {
    const next = result * (n - i);
    if (next > MAX) return null;
    result = next / (i + 1);
  }
  return result;
}

/** C(n, k) = C(n, j) C(n - j, k - j) / C(k, j) with j = k / 2. */
function combine(vm: Runtime, n: bigint, k: number): Int {
  if (k <= 16) return floorDivInts(vm, product(vm, n - BigInt(k) + 1n, k), product(vm, 1n, k));
  const j = Math.floor(k / 2);
  const upper = mulInts(vm, combine(vm, n, j), combine(vm, n - BigInt(j), k - j));
  return floorDivInts(vm, upper, combine(vm, BigInt(k), j));
}
