/** This file computes with complex numbers as C11's annex G asks: mixed real operands, infinities recovered from NaN. */
import { overflowError, zeroDivisionError } from '../../errors.js';
import { atan2 } from '../float/libm/atan.js';
import { exp } from '../float/libm/exp.js';
import { hypot } from '../float/libm/hypot.js';
import { log } from '../float/libm/log.js';
import { pow } from '../float/libm/pow.js';
import { cos, sin } from '../float/libm/trig.js';

/** The two parts of a complex number. */
export interface Complex {
  readonly real: number;
  readonly imag: number;
}

const isInf = (x: number): boolean => x === Infinity || x === -Infinity;

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

/** `a / b`. Raises ZeroDivisionError. */
export function divide(a: Complex, b: Complex): Complex {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let real = NaN;
  let imag = NaN;
  if (absReal >= absImag) {
    if (absReal === 0) throw zeroDivisionError('division by zero');
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

/** `a / b` for a real dividend. Raises ZeroDivisionError. */
export function divideReal(a: number, b: Complex): Complex {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let real = NaN;
  let imag = NaN;
  if (absReal >= absImag) {
    if (absReal === 0) throw zeroDivisionError('division by zero');
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

/** `x ** n` for a whole n of small magnitude, by squaring. */
function integerPower(x: Complex, n: number): Complex {
  let result: Complex = { real: 1, imag: 0 };
  let square = x;
  for (let mask = 1; n >= mask; mask *= 2) {
    if ((n & mask) !== 0) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

/** `a ** b` of complex numbers given by their parts. Raises ZeroDivisionError and OverflowError. */
export function complexPower(aReal: number, aImag: number, bReal: number, bImag: number): Complex {
  const a = { real: aReal, imag: aImag };
  let result: Complex;
  if (bImag === 0 && bReal === Math.floor(bReal) && Math.abs(bReal) <= 100) {
    result = bReal > 0 ? integerPower(a, bReal) : inversePower(a, -bReal);
  } else result = generalPower(a, { real: bReal, imag: bImag });
  if (isInf(result.real) || isInf(result.imag)) throw overflowError('complex exponentiation');
  return result;
}

function zeroPower(): unknown {
  return zeroDivisionError('zero to a negative or complex power');
}

function inversePower(a: Complex, n: number): Complex {
  const power = integerPower(a, n);
  if (power.real === 0 && power.imag === 0) throw zeroPower();
  return divide({ real: 1, imag: 0 }, power);
}

function generalPower(a: Complex, b: Complex): Complex {
  if (a.real === 0 && a.imag === 0) {
    if (b.imag !== 0 || b.real < 0) throw zeroPower();
    return { real: 0, imag: 0 };
  }
  const magnitude = hypot(a.real, a.imag);
  let length = pow(magnitude, b.real);
  const angle = atan2(a.imag, a.real);
  let phase = angle * b.real;
  if (b.imag !== 0) {
    length *= exp(-angle * b.imag);
    phase += b.imag * log(magnitude);
  }
  // C's cos and sin report a domain error for infinite angles.
  if (isInf(phase)) throw zeroPower();
  return { real: length * cos(phase), imag: length * sin(phase) };
}

/** `abs(z)`; infinite when a part is, whatever the other. Raises OverflowError. */
export function absolute(z: Complex): number {
  if (isInf(z.real) || isInf(z.imag)) return Infinity;
  if (Number.isNaN(z.real) || Number.isNaN(z.imag)) return NaN;
  const result = hypot(z.real, z.imag);
  if (result === Infinity) throw overflowError('absolute value too large');
  return result;
}
