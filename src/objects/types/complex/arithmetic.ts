/** This file computes powers and magnitudes of complex numbers, and raises where the plain arithmetic has no result. */
import { type Complex, divide, divideReal, isInf, multiply } from '../../../values/complex-arithmetic.js';
import { overflowError, zeroDivisionError } from '../../errors.js';
import { atan2 } from '../float/libm/atan.js';
import { exp } from '../float/libm/exp.js';
import { hypot } from '../float/libm/hypot.js';
import { log } from '../float/libm/log.js';
import { pow } from '../float/libm/pow.js';
import { cos, sin } from '../float/libm/trig.js';

/** `a / b`. Raises ZeroDivisionError. */
export function divideComplex(a: Complex, b: Complex): Complex {
  return quotient(divide(a, b));
}

/** `a / b` for a real dividend. Raises ZeroDivisionError. */
export function divideRealByComplex(a: number, b: Complex): Complex {
  return quotient(divideReal(a, b));
}

function quotient(result: Complex | undefined): Complex {
  if (result === undefined) throw zeroDivisionError('division by zero');
  return result;
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
  return divideComplex({ real: 1, imag: 0 }, power);
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
