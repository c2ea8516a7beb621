/** This file multiplies and divides complex numbers as C11's annex G asks: mixed real operands, infinities recovered from NaN. */

/** The two parts of a complex number. */
export interface Complex {
  readonly real: number;
  readonly imag: number;
}

export const isInf = (x: number): boolean => x === Infinity || x === -Infinity;

/** The magnitude of the first with the sign of the second. */
export function copySign(magnitude: number, sign: number): number {
  const negative = sign < 0 || Object.is(sign, -0);
  return negative !== (magnitude < 0 || Object.is(magnitude, -0)) ? -magnitude : magnitude;
}

const box = (x: number): number => copySign(isInf(x) ? 1 : 0, x);
const denan = (x: number): number => (Number.isNaN(x) ? 0 : x);

/** `z * w`. */
export function multiply(z: Complex, w: Complex): Complex {
  let { real: a, imag: b } = z;
  let { real: c, imag: d } = w;
  const ac = a * c;
  const bd = b * d;
  const ad = a * d;
  const bc = b * c;
  const real = ac - bd;
  const imag = ad + bc;
  if (!Number.isNaN(real) || !Number.isNaN(imag)) return { real, imag };
  let recover = false;
  if (isInf(a) || isInf(b)) {
    a = box(a);
    b = box(b);
    c = denan(c);
    d = denan(d);
    recover = true;
  }
  if (isInf(c) || isInf(d)) {
    c = box(c);
    d = box(d);
    a = denan(a);
    b = denan(b);
    recover = true;
  }
  if (!recover && (isInf(ac) || isInf(bd) || isInf(ad) || isInf(bc))) {
    a = denan(a);
    b = denan(b);
    c = denan(c);
    d = denan(d);
    recover = true;
  }
  return recover ? { real: Infinity * (a * c - b * d), imag: Infinity * (a * d + b * c) } : { real, imag };
}

/** `a / b`, scaled by the larger part of the divisor as CPython does; undefined for a zero divisor. */
export function divide(a: Complex, b: Complex): Complex | undefined {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let real = NaN;
  let imag = NaN;
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
  }
  if (!Number.isNaN(real) || !Number.isNaN(imag)) return { real, imag };
  if ((isInf(a.real) || isInf(a.imag)) && Number.isFinite(b.real) && Number.isFinite(b.imag)) {
    const x = box(a.real);
    const y = box(a.imag);
    return { real: Infinity * (x * b.real + y * b.imag), imag: Infinity * (y * b.real - x * b.imag) };
  }
  if ((isInf(absReal) || isInf(absImag)) && Number.isFinite(a.real) && Number.isFinite(a.imag)) {
    const x = box(b.real);
    const y = box(b.imag);
    return { real: 0 * (a.real * x + a.imag * y), imag: 0 * (a.imag * x - a.real * y) };
  }
  return { real, imag };
}

/** `a / b` for a real dividend; undefined for a zero divisor. */
export function divideReal(a: number, b: Complex): Complex | undefined {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let real = NaN;
  let imag = NaN;
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
  }
  if (Number.isNaN(real) && Number.isNaN(imag) && Number.isFinite(a) && (isInf(absReal) || isInf(absImag))) {
    return { real: 0 * (a * box(b.real)), imag: 0 * (-a * box(b.imag)) };
  }
  return { real, imag };
}
