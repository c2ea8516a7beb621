/** This file raises doubles to double powers, rounded correctly but for about one result in ten thousand. */
import { frexp } from '../frexp.js';
import { ddMulDouble } from './double-double.js';
import { expOfSum } from './exp.js';
import { logToSum } from './log.js';

/** C's `pow` for a base that is finite and not negative, and a finite exponent. */
export function pow(x: number, y: number): number {
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === 0 || x === 1) return 1;
  if (x === 0) return y < 0 ? Infinity : 0;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -1) return 1 / x;
  const logarithm = logToSum(x);
  const estimate = logarithm.hi * y;
  if (estimate > 710) return Infinity;
  if (estimate < -746) return 0;
  if (Math.abs(estimate) < 2 ** -60) return 1 + estimate;
  const result = expOfSum(ddMulDouble(logarithm, y));
  return exactTie(x, y, result);
}

/** The odd number m with `value = m * 2 ** exponent`. */
function oddPart(value: number): { odd: number; exponent: number } {
  const parts = frexp(value);
  let odd = parts.mantissa * 2 ** 53;
  let exponent = parts.exponent - 53;
  while (odd % 2 === 0) {
    odd /= 2;
    exponent++;
  }
  return { odd, exponent };
}

/**
 * A power may lie exactly between two doubles, where the approximation cannot tell the way: only for a whole or half
 * (quarter …) exponent and a base of few bits, whose power then has exactly 54 bits.
 */
function exactTie(x: number, y: number, result: number): number {
  if (y < 1 || y > 34 || (y * 8) % 1 !== 0) return result;
  const base = oddPart(x);
  if (base.odd === 1) return result;
  // Extract the root that the fraction of the exponent asks for.
  let power = y;
  let { odd, exponent } = base;
  while (power !== Math.floor(power)) {
    const root = Math.round(Math.sqrt(odd));
    if (root * root !== odd || exponent % 2 !== 0) return result;
    odd = root;
    exponent /= 2;
    power *= 2;
  }
  const bits = Math.log2(odd) * power;
  if (bits < 52.9 || bits > 54.1) return result;
  const exact = BigInt(odd) ** BigInt(power);
  const scale = exponent * power;
  return scale < -1073 || scale > 960 ? result : Number(exact) * 2 ** scale;
}
