/** This file hashes numbers: equal numbers of different types hash alike (modulo 2**61 - 1). */
import type { Runtime } from '../../../values/runtime.js';
import { normalizeInt } from './arithmetic.js';
import { chargeLinear, type Int } from './size.js';

const MODULUS = (1n << 61n) - 1n;

/** `hash` of an int. */
export function hashInt(vm: Runtime, value: Int): Int {
  if (typeof value === 'number') return value === -1 ? -2 : value;
  chargeLinear(vm, value, 0n);
  const result = value % MODULUS;
  return result === -1n ? -2 : normalizeInt(result);
}

/** `hash` of a float that is not NaN (NaN hashes by identity). */
export function hashDouble(value: number): Int {
  if (Number.isSafeInteger(value)) return value === -1 ? -2 : value + 0;
  if (value === Infinity) return 314159;
  if (value === -Infinity) return -314159;
  // value = mantissa * 2**exponent with an integral mantissa; 2**61 is 1 modulo 2**61 - 1, so powers of two rotate.
  let mantissa = Math.abs(value);
  let exponent = 0;
  if (mantissa >= 2 ** 53) {
    while (mantissa >= 2 ** 53) {
      mantissa /= 2;
      exponent++;
    }
  } else {
    if (mantissa < 2 ** -500) {
      mantissa *= 2 ** 600;
      exponent = -600;
    }
    while (mantissa !== Math.floor(mantissa)) {
      const step = mantissa < 2 ** 20 ? 30 : 1;
      mantissa *= 2 ** step;
      exponent -= step;
    }
  }
  const turn = BigInt(((exponent % 61) + 61) % 61);
  const result = (BigInt(mantissa) << turn) % MODULUS;
  const hash = normalizeInt(value < 0 ? -result : result);
  return hash === -1 ? -2 : hash;
}

/** `hash` of a complex from the hashes of its parts. */
export function hashParts(real: Int, imag: Int): Int {
  const result = BigInt.asIntN(64, BigInt(real) + 1000003n * BigInt(imag));
  return result === -1n ? -2 : normalizeInt(result);
}
