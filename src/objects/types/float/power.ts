/** This file implements `**` of floats: special values, errors, and complex results of negative bases. */
import { PyComplex, PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import { makeException, zeroDivisionError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { OverflowError } from '../../exceptions/types.js';
import { complexPower } from '../complex/arithmetic.js';
import { pow } from './libm/pow.js';

/** The error of a float operation that overflows: it carries C's errno. */
export function rangeError(): Raised {
  return new Raised(makeException(OverflowError, [34, 'Numerical result out of range']));
}

/** `x ** y` of floats. Raises ZeroDivisionError and OverflowError; a complex for a negative base and a fraction. */
export function doublePower(x: number, y: number): Value {
  if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && y !== Math.floor(y)) {
    const { real, imag } = complexPower(x, 0, y, 0);
    return new PyComplex(real, imag);
  }
  return new PyFloat(realPower(x, y));
}

/** `x ** y` where the result is real. */
export function realPower(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (y === Infinity || y === -Infinity) {
    const magnitude = Math.abs(x);
    if (magnitude === 1) return 1;
    return y > 0 === magnitude > 1 ? Infinity : 0;
  }
  const odd = Math.abs(y) % 2 === 1;
  if (x === Infinity || x === -Infinity) {
    const magnitude = y > 0 ? Infinity : 0;
    return x < 0 && odd ? -magnitude : magnitude;
  }
  if (x === 0) {
    if (y < 0) throw zeroDivisionError('zero to a negative power');
    return odd ? x : 0;
  }
  const magnitude = pow(Math.abs(x), y);
  if (magnitude === Infinity) throw rangeError();
  return x < 0 && odd ? -magnitude : magnitude;
}
