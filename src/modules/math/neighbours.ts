/** This file steps between neighbouring doubles and takes exact remainders. */
import { bitsOfDouble, doubleOfBits } from '../../objects/types/float/frexp.js';

const SIGN = 1n << 63n;

/** The place of a double in the order of all doubles; both zeros are 0. */
function order(x: number): bigint {
  const bits = bitsOfDouble(x);
  return bits >= SIGN ? SIGN - bits : bits;
}

/** The double that is `steps` doubles away from x towards y, not beyond y. */
export function nextAfter(x: number, y: number, steps: bigint): number {
  if (steps === 0n) return x;
  if (Number.isNaN(x)) return x;
  if (Number.isNaN(y) || x === y) return y;
  const from = order(x);
  const to = order(y);
  const distance = to > from ? to - from : from - to;
  if (steps >= distance) return y;
  const place = to > from ? from + steps : from - steps;
  if (place === 0n) return to > from ? -0 : 0;
  return place < 0n ? doubleOfBits(SIGN - place) : doubleOfBits(place);
}

/** `math.ulp`. */
export function ulp(x: number): number {
  if (Number.isNaN(x)) return x;
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return magnitude;
  const next = nextAfter(magnitude, Infinity, 1n);
  return next === Infinity ? magnitude - nextAfter(magnitude, 0, 1n) : next - magnitude;
}

/** IEEE 754 remainder: x - n*y for the whole n nearest to x/y, ties to even; NaN where it is not defined. */
export function remainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (!Number.isFinite(x) || y === 0) return NaN;
  if (!Number.isFinite(y)) return x;
  const absX = Math.abs(x);
  const absY = Math.abs(y);
  const m = absX % absY;
  const c = absY - m;
  let result: number;
  if (m < c) result = m;
  else if (m > c) result = -c;
  else result = m - 2 * ((0.5 * (absX - m)) % absY);
  return x < 0 || Object.is(x, -0) ? -result : result;
}
