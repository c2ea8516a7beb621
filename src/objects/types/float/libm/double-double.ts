/** This file adds and multiplies with unevaluated sums of two doubles, about 106 bits (Dekker, Knuth). */

/** `hi + lo`, `hi` being the sum rounded to a double. */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

const SPLITTER = 134217729;

/** The exact sum, for |a| >= |b|. */
export function fastTwoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

/** The exact sum. */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const v = hi - a;
  return { hi, lo: a - (hi - v) + (b - v) };
}

/** The exact product, for factors below 2 ** 996 and products above 2 ** -969. */
export function twoProduct(a: number, b: number): DoubleDouble {
  const hi = a * b;
  const ta = SPLITTER * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLITTER * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return { hi, lo: ah * bh - hi + ah * bl + al * bh + al * bl };
}

/** `a + b`. */
export function ddAdd(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const s = twoSum(a.hi, b.hi);
  const t = twoSum(a.lo, b.lo);
  const v = fastTwoSum(s.hi, s.lo + t.hi);
  return fastTwoSum(v.hi, v.lo + t.lo);
}

/** `a + b` for a double b. */
export function ddAddDouble(a: DoubleDouble, b: number): DoubleDouble {
  const s = twoSum(a.hi, b);
  return fastTwoSum(s.hi, s.lo + a.lo);
}

/** `a * b`. */
export function ddMul(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const p = twoProduct(a.hi, b.hi);
  return fastTwoSum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

/** `a * b` for a double b. */
export function ddMulDouble(a: DoubleDouble, b: number): DoubleDouble {
  const p = twoProduct(a.hi, b);
  return fastTwoSum(p.hi, p.lo + a.lo * b);
}

/** `a / b`. */
export function ddDiv(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const q1 = a.hi / b.hi;
  const r1 = ddAdd(a, ddMulDouble(b, -q1));
  const q2 = r1.hi / b.hi;
  const r2 = ddAdd(r1, ddMulDouble(b, -q2));
  const q = fastTwoSum(q1, q2);
  return ddAddDouble(q, r2.hi / b.hi);
}
