/** This file shifts integers and combines their bits, as two's complement of unbounded width. */
import type { Runtime } from '../../../values/runtime.js';
import { overflowError, valueError } from '../../errors.js';
import { normalizeInt } from './arithmetic.js';
import { bitLength, chargeBits, chargeLinear, type Int, limbs } from './size.js';

const MAX = Number.MAX_SAFE_INTEGER;
const TWO_32 = 4294967296;

/** A number from its halves; -2**53 is the one result that is not safe. */
function join(high: number, low: number): Int {
  const value = high * TWO_32 + (low >>> 0);
  return value >= -MAX ? value : BigInt(value);
}

/** `a & b`. */
export function andInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a & b;
    return join(Math.floor(a / TWO_32) & Math.floor(b / TWO_32), a & b);
  }
  const x = BigInt(a);
  const y = BigInt(b);
  chargeLinear(vm, x, y);
  return normalizeInt(x & y);
}

/** `a | b`. */
export function orInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a | b;
    return join(Math.floor(a / TWO_32) | Math.floor(b / TWO_32), a | b);
  }
  const x = BigInt(a);
  const y = BigInt(b);
  chargeLinear(vm, x, y);
  return normalizeInt(x | y);
}

/** `a ^ b`. */
export function xorInts(vm: Runtime, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a ^ b;
    return join(Math.floor(a / TWO_32) ^ Math.floor(b / TWO_32), a ^ b);
  }
  const x = BigInt(a);
  const y = BigInt(b);
  chargeLinear(vm, x, y);
  return normalizeInt(x ^ y);
}

/** `~a`. */
export function invertInt(vm: Runtime, a: Int): Int {
  if (typeof a === 'number') return a === MAX ? -9007199254740992n : -1 - a;
  chargeLinear(vm, a, 0n);
  return normalizeInt(~a);
}

/** `a << b`. Raises ValueError for a negative count, MemoryError for a result that does not fit. */
export function lshiftInts(vm: Runtime, a: Int, b: Int): Int {
  if (b < 0) throw valueError('negative shift count');
  if (a === 0) return 0;
  if (typeof b === 'bigint') {
    if (b >= 9223372036854775808n) throw overflowError('too many digits in integer');
    chargeBits(vm, Number(b));
    return 0;
  }
  if (typeof a === 'number' && b < 53) {
    const t = a * 2 ** b;
    if (t <= MAX && t >= -MAX) return t;
  }
  const bits = bitLength(a) + b;
  if (bits > 256) {
    vm.chargeFuel(bits / 512);
    chargeBits(vm, bits);
  }
  return normalizeInt(BigInt(a) << BigInt(b));
}

/** `a >> b`, rounding down. Raises ValueError for a negative count. */
export function rshiftInts(vm: Runtime, a: Int, b: Int): Int {
  if (b < 0) throw valueError('negative shift count');
  if (typeof a === 'number') {
    if (typeof b === 'bigint' || b > 53) return a < 0 ? -1 : 0;
    return (a | 0) === a ? a >> (b > 31 ? 31 : b) : Math.floor(a / 2 ** b);
  }
  if (typeof b === 'bigint') return a < 0n ? -1 : 0;
  chargeLinear(vm, a, 0n);
  return normalizeInt(a >> BigInt(b));
}

/** Ones in the binary form of the magnitude: `int.bit_count`. */
export function bitCount(vm: Runtime, value: Int): number {
  if (typeof value === 'number') {
    const magnitude = Math.abs(value);
    return ones(magnitude / TWO_32) + ones(magnitude);
  }
  const n = limbs(value);
  vm.chargeFuel(n);
  vm.chargeMemory(n * 16);
  const text = (value < 0n ? -value : value).toString(16);
  let count = 0;
  for (let i = 0; i < text.length; i += 8) count += ones(Number.parseInt(text.slice(i, i + 8), 16));
  return count;
}

function ones(word: number): number {
  let v = word | 0;
  v -= (v >>> 1) & 0x55555555;
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
