/** This file wraps C's elementary functions with Python's errors. */

import { overflowError, valueError } from '../../objects/errors.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { acos, asin, atan } from '../../objects/types/float/libm/atan.js';
import { cbrt } from '../../objects/types/float/libm/cbrt.js';
import { erf, erfc } from '../../objects/types/float/libm/erf.js';
import { exp, exp2, expm1 } from '../../objects/types/float/libm/exp.js';
import { acosh, asinh, atanh, cosh, sinh, tanh } from '../../objects/types/float/libm/hyperbolic.js';
import { log1p } from '../../objects/types/float/libm/log.js';
import { cos, sin, tan } from '../../objects/types/float/libm/trig.js';
import { floatRepr } from '../../objects/types/number-format/format-double.js';
import { PyFloat } from '../../values/float.js';
import { gamma, lgamma } from './gamma.js';

type RealFunction = (x: number) => number;

const domainError = (): unknown => valueError('math domain error');

/**
 * A function of one real number. NaN for a number is a domain error (worded by `expected`, "…, got X"); an infinite
 * result of a finite number is an overflow where `canOverflow`, else a domain error too.
 */
export function realFunction(f: RealFunction, canOverflow: boolean, expected: string | null): RealFunction {
  return (x) => {
    const result = f(x);
    if (Number.isFinite(result)) return result;
    if (Number.isNaN(result) ? !Number.isNaN(x) : Number.isFinite(x)) {
      if (!Number.isNaN(result) && canOverflow) throw overflowError('math range error');
      if (expected === null) throw domainError();
      throw valueError(`expected ${expected}, got ${floatRepr(x)}`);
    }
    return result;
  };
}

function declare(
  name: string,
  doc: string,
  f: RealFunction,
  canOverflow = false,
  expected: string | null = null,
): NativeDef {
  const checked = realFunction(f, canOverflow, expected);
  return nativeFunction(`${name}($module, x: double, /)`, doc, (_vm, x: number) => new PyFloat(checked(x)));
}

const UNIT = 'a number in range from -1 up to 1';
const FINITE = 'a finite input';

/** Functions of one real number. */
export const elementaryFunctions: readonly NativeDef[] = [
  declare('acos', 'Return the arc cosine of x in radians, from 0 to pi.', acos, false, UNIT),
  declare('acosh', 'Return the inverse hyperbolic cosine of x.', acosh, false, 'argument value not less than 1'),
  declare('asin', 'Return the arc sine of x in radians, from -pi/2 to pi/2.', asin, false, UNIT),
  declare('asinh', 'Return the inverse hyperbolic sine of x.', asinh),
  declare('atan', 'Return the arc tangent of x in radians, from -pi/2 to pi/2.', atan),
  declare('atanh', 'Return the inverse hyperbolic tangent of x.', atanh, false, 'a number between -1 and 1'),
  declare('cbrt', 'Return the cube root of x.', cbrt),
  declare('cos', 'Return the cosine of x radians.', cos, false, FINITE),
  declare('cosh', 'Return the hyperbolic cosine of x.', cosh, true),
  declare('erf', 'Return the error function at x.', erf),
  declare('erfc', 'Return 1 - erf(x), accurate for large x.', erfc),
  declare('exp', 'Return e raised to the power x.', exp, true),
  declare('exp2', 'Return 2 raised to the power x.', exp2, true),
  declare('expm1', 'Return exp(x) - 1, accurate for small x.', expm1, true),
  declare('fabs', 'Return the absolute value of x as a float.', Math.abs),
  nativeFunction(
    'gamma($module, x: double, /)',
    'Return the gamma function at x.',
    (_vm, x: number) => new PyFloat(gamma(x)),
  ),
  nativeFunction(
    'lgamma($module, x: double, /)',
    'Return the natural logarithm of the magnitude of the gamma function at x.',
    (_vm, x: number) => new PyFloat(lgamma(x)),
  ),
  declare('log1p', 'Return the natural logarithm of 1 + x, accurate for small x.', log1p, false, 'argument value > -1'),
  declare('sin', 'Return the sine of x radians.', sin, false, FINITE),
  declare('sinh', 'Return the hyperbolic sine of x.', sinh, true),
  declare('sqrt', 'Return the square root of x.', Math.sqrt, false, 'a nonnegative input'),
  declare('tan', 'Return the tangent of x radians.', tan, false, FINITE),
  declare('tanh', 'Return the hyperbolic tangent of x.', tanh),
];
