/** This file measures integers and charges the machine for work on big ones before it is done. */
import type { Runtime } from '../../../values/runtime.js';
import { memoryError } from '../../errors.js';

/** A Python int in canonical form: a number while it is a safe integer, else a bigint. */
export type Int = number | bigint;

/** The host makes no bigint of more bits; a larger result is a MemoryError whatever the machine was granted. */
export const MAX_BITS = 2 ** 30 - 64;

const LIMB_64 = 1n << 64n;
const LIMB_256 = 1n << 256n;

/** Number of bits of the magnitude, without sign: `int.bit_length`. */
export function bitLength(value: Int): number {
  if (typeof value === 'number') {
    const magnitude = Math.abs(value);
    if (magnitude <= 0x7fffffff) return 32 - Math.clz32(magnitude);
    return magnitude < 4294967296 ? 32 - Math.clz32(magnitude) : 64 - Math.clz32(magnitude / 4294967296);
  }
  const magnitude = value < 0n ? -value : value;
  // The count of whole 32-bit groups from the top down: a shift beyond the value costs nothing.
  let low = 0;
  if (magnitude >= LIMB_64) {
    for (let step = 2 ** Math.ceil(Math.log2(coarseBits(magnitude))); step >= 32; step /= 2) {
      if (magnitude >> BigInt(low + step) !== 0n) low += step;
    }
  } else if (magnitude >= 4294967296n) low = 32;
  return low + 32 - Math.clz32(Number(magnitude >> BigInt(low)));
}

/** An upper bound of the bits of a magnitude, at most four times what it has. */
function coarseBits(magnitude: bigint): number {
  let bits = 64;
  while (magnitude >> BigInt(bits) !== 0n) bits *= 4;
  return bits;
}

/** Is the value small enough that no operation on it needs to be charged? */
function isShort(value: bigint): boolean {
  return value < LIMB_256 && value > -LIMB_256;
}

/** Limbs of 64 bits, at least one. */
export function limbs(value: Int): number {
  if (typeof value === 'number') return 1;
  if (value < LIMB_64 && value > -LIMB_64) return 1;
  return Math.ceil(bitLength(value) / 64);
}

/** Fuel of multiplying numbers of so many limbs: schoolbook, then Karatsuba and better above. */
export function multiplyCost(m: number, n: number): number {
  const small = Math.min(m, n);
  const large = Math.max(m, n);
  return small <= 32 ? (small * large) / 32 : (large * small ** 0.55) / 7;
}

/** Fuel of converting a number of so many limbs to or from a base that is not a power of two. */
export function radixCost(n: number): number {
  return n <= 32 ? (n * n) / 8 : n ** 1.5 / 1.5;
}

/** Charge the memory of a result of so many bits; MemoryError when no host bigint is that large. */
export function chargeBits(vm: Runtime, bits: number): void {
  vm.chargeMemory(bits / 8);
  if (bits > MAX_BITS) throw memoryError();
}

/** Charge an operation that passes once over both values and makes a result of their size. */
export function chargeLinear(vm: Runtime, a: bigint, b: bigint): void {
  if (isShort(a) && isShort(b)) return;
  const n = Math.max(limbs(a), limbs(b)) + 1;
  vm.chargeFuel(n >> 3);
  chargeBits(vm, n * 64);
}

/** Charge a multiplication. */
export function chargeMultiply(vm: Runtime, a: bigint, b: bigint): void {
  if (isShort(a) && isShort(b)) return;
  const m = limbs(a);
  const n = limbs(b);
  vm.chargeFuel(multiplyCost(m, n));
  chargeBits(vm, (m + n) * 64);
}

/** Charge a division of `a` by `b`. */
export function chargeDivide(vm: Runtime, a: bigint, b: bigint): void {
  if (isShort(a)) return;
  const m = limbs(a);
  const n = limbs(b);
  vm.chargeFuel(n >= m ? m >> 3 : 3 * multiplyCost(m - n + 1, n));
  chargeBits(vm, m * 64);
}
