/** This file declares the module cmath. */

import { overflowError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { divideComplex } from '../../objects/types/complex/arithmetic.js';
import { asComplex } from '../../objects/types/complex/new.js';
import { atan2 } from '../../objects/types/float/libm/atan.js';
import { hypot } from '../../objects/types/float/libm/hypot.js';
import type { Complex } from '../../values/complex-arithmetic.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { isClose } from '../math/floats.js';
import {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atanh,
  cos,
  cosh,
  exp,
  log,
  rect,
  sin,
  sinh,
  sqrt,
  tan,
  tanh,
} from './functions.js';

const LN10 = Math.LN10;
const make = (z: Complex): PyComplex => new PyComplex(z.real, z.imag);
const isInf = (x: number): boolean => x === Infinity || x === -Infinity;

function declare(name: string, doc: string, f: (z: Complex) => Complex): NativeDef {
  return nativeFunction(`${name}($module, z, /)`, doc, (vm, z: Value) => make(f(asComplex(vm, z))));
}

function test(name: string, doc: string, f: (z: Complex) => boolean): NativeDef {
  return nativeFunction(`${name}($module, z, /)`, doc, (vm, z: Value) => f(asComplex(vm, z)));
}

/** The logarithm of a number that must not be zero. */
function checkedLog(z: Complex): Complex {
  if (z.real === 0 && z.imag === 0) throw valueError('math domain error');
  return log(z);
}

function log10(z: Complex): Complex {
  const result = checkedLog(z);
  return { real: result.real / LN10, imag: result.imag / LN10 };
}

function logarithm(vm: Runtime, z: Value, base: Value | undefined): Value {
  const x = asComplex(vm, z);
  if (base === undefined) return make(checkedLog(x));
  const y = checkedLog(asComplex(vm, base));
  if (y.real === 0 && y.imag === 0) throw valueError('math domain error');
  return make(divideComplex(log(x), y));
}

function magnitude(z: Complex): number {
  if (isInf(z.real) || isInf(z.imag)) return Infinity;
  const result = hypot(z.real, z.imag);
  if (result === Infinity) throw overflowError('math range error');
  return result;
}

function isclose(vm: Runtime, a: Value, b: Value, relTol = 1e-9, absTol = 0): Value {
  const x = asComplex(vm, a);
  const y = asComplex(vm, b);
  if (relTol < 0 || absTol < 0) throw valueError('tolerances must be non-negative');
  if (x.real === y.real && x.imag === y.imag) return true;
  if (isInf(x.real) || isInf(x.imag) || isInf(y.real) || isInf(y.imag)) return false;
  const distance = hypot(x.real - y.real, x.imag - y.imag);
  return isClose(distance, hypot(x.real, x.imag), hypot(y.real, y.imag), relTol, absTol);
}

export const cmathModule = defineModule({
  name: 'cmath',
  doc: 'Mathematical functions of complex numbers.',
  functions: [
    declare('acos', 'Return the arc cosine of z.', acos),
    declare('acosh', 'Return the inverse hyperbolic cosine of z.', acosh),
    declare('asin', 'Return the arc sine of z.', asin),
    declare('asinh', 'Return the inverse hyperbolic sine of z.', asinh),
    declare('atan', 'Return the arc tangent of z.', atan),
    declare('atanh', 'Return the inverse hyperbolic tangent of z.', atanh),
    declare('cos', 'Return the cosine of z.', cos),
    declare('cosh', 'Return the hyperbolic cosine of z.', cosh),
    declare('exp', 'Return e raised to the power z.', exp),
    nativeFunction(
      'isclose($module, /, a, b, *, rel_tol: double=1e-09, abs_tol: double=0.0)',
      'Tell whether a and b differ by less than one of the tolerances.',
      isclose,
    ),
    test('isfinite', 'Tell whether both parts are finite.', (z) => Number.isFinite(z.real) && Number.isFinite(z.imag)),
    test('isinf', 'Tell whether a part is infinite.', (z) => isInf(z.real) || isInf(z.imag)),
    test('isnan', 'Tell whether a part is NaN.', (z) => Number.isNaN(z.real) || Number.isNaN(z.imag)),
    nativeFunction(
      'log($module, z, base=<unrepresentable>, /)',
      'Return the logarithm of z to the given base, by default e.',
      logarithm,
    ),
    declare('log10', 'Return the base 10 logarithm of z.', log10),
    nativeFunction('phase($module, z, /)', 'Return the angle of z.', (vm, z: Value) => {
      const { real, imag } = asComplex(vm, z);
      const angle = atan2(imag, real);
      // The C library reports an angle that underflows to zero, and CPython passes it on.
      if (angle === 0 && imag !== 0 && Number.isFinite(real)) throw overflowError('math range error');
      return new PyFloat(angle);
    }),
    nativeFunction('polar($module, z, /)', 'Return length and angle of z.', (vm, z: Value) => {
      const x = asComplex(vm, z);
      return new PyTuple([new PyFloat(magnitude(x)), new PyFloat(atan2(x.imag, x.real))]);
    }),
    nativeFunction(
      'rect($module, r: double, phi: double, /)',
      'Return the complex number of this length and angle.',
      (_vm, r: number, phi: number) => make(rect(r, phi)),
    ),
    declare('sin', 'Return the sine of z.', sin),
    declare('sinh', 'Return the hyperbolic sine of z.', sinh),
    declare('sqrt', 'Return the square root of z.', sqrt),
    declare('tan', 'Return the tangent of z.', tan),
    declare('tanh', 'Return the hyperbolic tangent of z.', tanh),
  ],
  constants: [
    ['pi', new PyFloat(Math.PI)],
    ['e', new PyFloat(Math.E)],
    ['tau', new PyFloat(2 * Math.PI)],
    ['inf', new PyFloat(Infinity)],
    ['infj', new PyComplex(0, Infinity)],
    ['nan', new PyFloat(NaN)],
    ['nanj', new PyComplex(0, NaN)],
  ],
});
