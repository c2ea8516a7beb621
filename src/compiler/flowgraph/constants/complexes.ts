/** This file defines arithmetic on constant complex numbers, with C99's rules for mixed operands, infinities and zeros. */
import { PyComplex } from '../../../values/float.js';

/** `a * b` (C11 annex G: infinities that computed as NaN are recovered). */
export function multiplyComplex(z: PyComplex, w: PyComplex): PyComplex {
  let { real: a, imag: b } = z;
  let { real: c, imag: d } = w;
  const ac = a * c;
  const bd = b * d;
  const ad = a * d;
  const bc = b * c;
  const real = ac - bd;
  const imag = ad + bc;
  if (!Number.isNaN(real) || !Number.isNaN(imag)) return new PyComplex(real, imag);

  let recalculate = false;
  if (isInfinite(a) || isInfinite(b)) {
    a = box(a);
    b = box(b);
    c = zeroIfNan(c);
    d = zeroIfNan(d);
    recalculate = true;
  }
  if (isInfinite(c) || isInfinite(d)) {
    c = box(c);
    d = box(d);
    a = zeroIfNan(a);
    b = zeroIfNan(b);
    recalculate = true;
  }
  if (!recalculate && (isInfinite(ac) || isInfinite(bd) || isInfinite(ad) || isInfinite(bc))) {
    a = zeroIfNan(a);
    b = zeroIfNan(b);
    c = zeroIfNan(c);
    d = zeroIfNan(d);
    recalculate = true;
  }
  if (!recalculate) return new PyComplex(real, imag);
  return new PyComplex(Number.POSITIVE_INFINITY * (a * c - b * d), Number.POSITIVE_INFINITY * (a * d + b * c));
}

/** `a / b`, undefined for a zero divisor. Scales by the larger part of the divisor, as CPython does. */
export function divideComplex(a: PyComplex, b: PyComplex): PyComplex | undefined {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let real: number;
  let imag: number;
  if (absReal >= absImag) {
    if (absReal === 0) return undefined;
    const ratio = b.imag / b.real;
    const denominator = b.real + b.imag * ratio;
    real = (a.real + a.imag * ratio) / denominator;
    imag = (a.imag - a.real * ratio) / denominator;
  } else if (absImag >= absReal) {
    const ratio = b.real / b.imag;
    const denominator = b.real * ratio + b.imag;
    real = (a.real * ratio + a.imag) / denominator;
    imag = (a.imag * ratio - a.real) / denominator;
  } else {
    real = imag = Number.NaN;
  }
  if (Number.isNaN(real) && Number.isNaN(imag)) {
    if ((isInfinite(a.real) || isInfinite(a.imag)) && Number.isFinite(b.real) && Number.isFinite(b.imag)) {
      const x = box(a.real);
      const y = box(a.imag);
      real = Number.POSITIVE_INFINITY * (x * b.real + y * b.imag);
      imag = Number.POSITIVE_INFINITY * (y * b.real - x * b.imag);
    } else if ((isInfinite(absReal) || isInfinite(absImag)) && Number.isFinite(a.real) && Number.isFinite(a.imag)) {
      const x = box(b.real);
      const y = box(b.imag);
      real = 0 * (a.real * x + a.imag * y);
      imag = 0 * (a.imag * x - a.real * y);
    }
  }
  return new PyComplex(real, imag);
}

/** A real number divided by a complex one, undefined for a zero divisor. */
export function divideRealByComplex(a: number, b: PyComplex): PyComplex | undefined {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let real: number;
  let imag: number;
  if (absReal >= absImag) {
    if (absReal === 0) return undefined;
    const ratio = b.imag / b.real;
    const denominator = b.real + b.imag * ratio;
    real = a / denominator;
    imag = (-a * ratio) / denominator;
  } else if (absImag >= absReal) {
    const ratio = b.real / b.imag;
    const denominator = b.real * ratio + b.imag;
    real = (a * ratio) / denominator;
    imag = -a / denominator;
  } else {
    real = imag = Number.NaN;
  }
  if (Number.isNaN(real) && Number.isNaN(imag) && Number.isFinite(a) && (isInfinite(absReal) || isInfinite(absImag))) {
    real = 0 * (a * box(b.real));
    imag = 0 * (-a * box(b.imag));
  }
  return new PyComplex(real, imag);
}

/** `a ** n` for a whole power, by squaring; undefined where a zero base meets a negative power. */
export function powComplexInteger(a: PyComplex, n: number): PyComplex | undefined {
  if (n === 0) return new PyComplex(1, 0);
  if (n < 0) return divideComplex(new PyComplex(1, 0), powUnsigned(a, -n));
  return powUnsigned(a, n);
}

function powUnsigned(a: PyComplex, n: number): PyComplex {
  let result = new PyComplex(1, 0);
  let square = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyComplex(result, square);
    square = multiplyComplex(square, square);
  }
  return result;
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

/** 1 for an infinity, else 0, with the sign of the value. */
function box(value: number): number {
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = isInfinite(value) ? 1 : 0;
  return negative ? -magnitude : magnitude;
}

function zeroIfNan(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
