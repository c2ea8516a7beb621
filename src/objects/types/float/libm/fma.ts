/** This file multiplies and adds with a single rounding. */
import { scaleRounded } from '../../int/convert.js';
import { frexp } from '../frexp.js';

/** `x * y + z` rounded once (C's `fma`). */
export function fma(x: number, y: number, z: number): number {
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z))
    return fmaSpecial(x, y, z);
  const a = frexp(x);
  const b = frexp(y);
  const c = frexp(z);
  let product = BigInt(a.mantissa * 2 ** 53) * BigInt(b.mantissa * 2 ** 53);
  let low = a.exponent + b.exponent - 106;
  let addend = BigInt(c.mantissa * 2 ** 53);
  let exponent = c.exponent - 53;
  if (z === 0) exponent = low;
  // An addend far away only decides how the other is rounded: bring it near, keeping its sign.
  const distance = exponent - low;
  if (distance > 300) {
    product = product < 0n ? -1n : 1n;
    low = exponent - 60;
  } else if (distance < -300) {
    addend = addend < 0n ? -1n : 1n;
    exponent = low - 60;
  }
  const base = Math.min(low, exponent);
  const sum = (product << BigInt(low - base)) + (addend << BigInt(exponent - base));
  if (sum === 0n) return 0;
  const magnitude = scaleRounded(sum < 0n ? -sum : sum, base);
  return sum < 0n ? -magnitude : magnitude;
}

function fmaSpecial(x: number, y: number, z: number): number {
  // An infinite addend wins over a product that would overflow on the way.
  if (Number.isFinite(x) && Number.isFinite(y) && !Number.isFinite(z)) return z;
  return x * y + z;
}
