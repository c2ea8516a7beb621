/** This file takes doubles apart and puts them together: frexp, ldexp, neighbours, the unit in the last place. */

/** `value == mantissa * 2 ** exponent`, 0.5 <= |mantissa| < 1. */
export interface MantissaExponent {
  readonly mantissa: number;
  readonly exponent: number;
}

/** C's `frexp`. Zero, infinities and NaN are their own mantissa with exponent 0. */
export function frexp(value: number): MantissaExponent {
  if (value === 0 || !Number.isFinite(value)) return { mantissa: value, exponent: 0 };
  const words = new DataView(new ArrayBuffer(8));
  const subnormal = Math.abs(value) < 2 ** -1022;
  words.setFloat64(0, subnormal ? value * 2 ** 54 : value);
  const high = words.getUint32(0);
  const exponent = ((high >>> 20) & 0x7ff) - 1022 - (subnormal ? 54 : 0);
  words.setUint32(0, (high & 0x800fffff) | 0x3fe00000);
  return { mantissa: words.getFloat64(0), exponent };
}

/** C's `ldexp`: rounded once, Infinity on overflow. */
export function ldexp(value: number, exponent: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const parts = frexp(value);
  const top = parts.exponent + exponent;
  if (top > 1024) return value < 0 ? -Infinity : Infinity;
  if (top < -1080) return value < 0 ? -0 : 0;
  if (top > 1000) return parts.mantissa * 2 ** (top - 10) * 2 ** 10;
  // Only the last multiplication may round, into the subnormal range.
  return top < -1000 ? parts.mantissa * 2 ** (top + 200) * 2 ** -200 : parts.mantissa * 2 ** top;
}

/** The bits of a double. */
export function bitsOfDouble(value: number): bigint {
  const words = new DataView(new ArrayBuffer(8));
  words.setFloat64(0, value);
  return words.getBigUint64(0);
}

/** The double with these bits. */
export function doubleOfBits(bits: bigint): number {
  const words = new DataView(new ArrayBuffer(8));
  words.setBigUint64(0, bits);
  return words.getFloat64(0);
}
