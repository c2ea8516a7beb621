/** This file rounds integers to powers of ten. */
import type { Runtime } from '../../../values/runtime.js';
import { divmodInts, subInts } from './arithmetic.js';
import { powInts } from './power.js';
import { bitLength, type Int } from './size.js';

/** `round(value, ndigits)`: to the nearest multiple of `10 ** -ndigits`, ties to the even one. */
export function roundInt(vm: Runtime, value: Int, ndigits: Int): Int {
  if (ndigits >= 0) return value;
  // A power of ten more than twice the value rounds it to zero, however large it is.
  const digits = Math.ceil(bitLength(value) * 0.30103) + 2;
  if (ndigits < -digits) return 0;
  const unit = powInts(vm, 10, -Number(ndigits));
  const { quotient, remainder } = divmodInts(vm, value, unit);
  const twice = BigInt(remainder) * 2n;
  const odd = typeof quotient === 'number' ? quotient % 2 !== 0 : (quotient & 1n) === 1n;
  const up = twice > BigInt(unit) || (twice === BigInt(unit) && odd);
  return subInts(vm, value, up ? subInts(vm, remainder, unit) : remainder);
}
