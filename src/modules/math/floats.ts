/** This file declares the functions of math that take floats apart, compare and round them. */

import { floatType, typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { asDouble } from '../../objects/native/convert.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { lookupSpecial } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { wholeInt } from '../../objects/types/float/float.js';
import { frexp, ldexp } from '../../objects/types/float/frexp.js';
import { atan2 } from '../../objects/types/float/libm/atan.js';
import { fma } from '../../objects/types/float/libm/fma.js';
import { pow } from '../../objects/types/float/libm/pow.js';
import { intValue } from '../../objects/types/int/value.js';
import { copySign } from '../../values/complex-arithmetic.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { nextAfter, remainder, ulp } from './neighbours.js';

const DEGREES = 180 / Math.PI;
const RADIANS = Math.PI / 180;

/** A function of two reals: NaN for numbers is a domain error, an infinity of finite numbers an overflow. */
function binary(text: string, doc: string, f: (x: number, y: number) => number): NativeDef {
  return nativeFunction(text, doc, (_vm, x: number, y: number) => {
    const result = f(x, y);
    if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) throw valueError('math domain error');
    if (Math.abs(result) === Infinity && Number.isFinite(x) && Number.isFinite(y)) {
      throw overflowError('math range error');
    }
    return new PyFloat(result);
  });
}

function power(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const odd = Number.isFinite(y) && Math.abs(y) % 2 === 1;
  const magnitude = Math.abs(x);
  if (y === Infinity || y === -Infinity) return magnitude === 1 ? 1 : y > 0 === magnitude > 1 ? Infinity : 0;
  if (magnitude === Infinity || magnitude === 0) {
    if (x === 0 && y < 0) throw valueError('math domain error');
    const result = (magnitude === Infinity) === y > 0 ? Infinity : 0;
    return odd && copySign(1, x) < 0 ? -result : result;
  }
  if (x < 0 && y !== Math.floor(y)) throw valueError('math domain error');
  const result = pow(magnitude, y);
  return x < 0 && odd ? -result : result;
}

function fused(x: number, y: number, z: number): number {
  const result = fma(x, y, z);
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y) && !Number.isNaN(z)) {
    throw valueError('invalid operation in fma');
  }
  if (Math.abs(result) === Infinity && Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z)) {
    throw overflowError('overflow in fma');
  }
  return result;
}

/** `math.isclose` and `cmath.isclose` on the distance and the magnitudes of the two. */
export function isClose(distance: number, a: number, b: number, relTol: number, absTol: number): boolean {
  return distance <= Math.abs(relTol * b) || distance <= Math.abs(relTol * a) || distance <= absTol;
}

function isclose(_vm: Runtime, a: number, b: number, relTol = 1e-9, absTol = 0): Value {
  if (relTol < 0 || absTol < 0) throw valueError('tolerances must be non-negative');
  if (a === b) return true;
  if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return false;
  return isClose(Math.abs(b - a), a, b, relTol, absTol);
}

/** `math.floor` and `math.ceil`: the special method of other types than float, else the float value. */
function roundBy(vm: Runtime, value: Value, special: string, f: (x: number) => number): Value {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (!(value instanceof PyFloat && value.type === floatType)) {
    const method = lookupSpecial(vm, value, special);
    if (method !== undefined) return vm.call0(method);
  }
  return wholeInt(f(asDouble(vm, value)));
}

function trunc(vm: Runtime, value: Value): Value {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof PyFloat && value.type === floatType) return wholeInt(Math.trunc(value.value));
  const method = lookupSpecial(vm, value, '__trunc__');
  if (method === undefined) throw typeError(`type ${typeOf(value).name} doesn't define __trunc__ method`);
  return vm.call0(method);
}

function scale(_vm: Runtime, x: number, i: Value): Value {
  const exponent = intValue(i);
  if (exponent === undefined) throw typeError('Expected an int as second argument to ldexp.');
  const result = ldexp(x, Math.max(-100000, Math.min(100000, Number(exponent))));
  if (Math.abs(result) === Infinity && Number.isFinite(x)) throw overflowError('math range error');
  return new PyFloat(result);
}

function modf(_vm: Runtime, x: number): Value {
  if (Math.abs(x) === Infinity) return new PyTuple([new PyFloat(copySign(0, x)), new PyFloat(x)]);
  return new PyTuple([new PyFloat(copySign(x % 1, x)), new PyFloat(Math.trunc(x))]);
}

function nextafter(vm: Runtime, x: number, y: number, steps: Value): Value {
  if (steps === None) return new PyFloat(nextAfter(x, y, 1n));
  const count = BigInt(index(vm, steps));
  if (count < 0n) throw valueError('steps must be a non-negative integer');
  return new PyFloat(nextAfter(x, y, count));
}

/** Functions on the form of floats. */
export const floatFunctions: readonly NativeDef[] = [
  binary('atan2($module, y: double, x: double, /)', 'Return the angle of the point (x, y) in radians.', atan2),
  nativeFunction('ceil($module, x, /)', 'Return the least whole number that is not less than x.', (vm, x: Value) =>
    roundBy(vm, x, '__ceil__', Math.ceil),
  ),
  binary('copysign($module, x: double, y: double, /)', 'Return the magnitude of x with the sign of y.', copySign),
  nativeFunction(
    'floor($module, x, /)',
    'Return the greatest whole number that is not greater than x.',
    (vm, x: Value) => roundBy(vm, x, '__floor__', Math.floor),
  ),
  nativeFunction(
    'fma($module, x: double, y: double, z: double, /)',
    'Return x * y + z, rounded once.',
    (_vm, x: number, y: number, z: number) => new PyFloat(fused(x, y, z)),
  ),
  binary(
    'fmod($module, x: double, y: double, /)',
    'Return the remainder of x / y with the sign of x.',
    (x, y) => x % y,
  ),
  nativeFunction('frexp($module, x: double, /)', 'Return mantissa and exponent of x.', (_vm, x: number) => {
    const { mantissa, exponent } = frexp(x);
    return new PyTuple([new PyFloat(mantissa), exponent]);
  }),
  nativeFunction('isfinite($module, x: double, /)', 'Tell whether x is neither infinite nor NaN.', (_vm, x: number) =>
    Number.isFinite(x),
  ),
  nativeFunction(
    'isinf($module, x: double, /)',
    'Tell whether x is infinite.',
    (_vm, x: number) => Math.abs(x) === Infinity,
  ),
  nativeFunction('isnan($module, x: double, /)', 'Tell whether x is NaN.', (_vm, x: number) => Number.isNaN(x)),
  nativeFunction(
    'isclose($module, /, a: double, b: double, *, rel_tol: double=1e-09, abs_tol: double=0.0)',
    'Tell whether a and b differ by less than one of the tolerances.',
    isclose,
  ),
  nativeFunction('ldexp($module, x: double, i, /)', 'Return x * 2**i.', scale),
  nativeFunction('modf($module, x: double, /)', 'Return the fractional and the whole part of x.', modf),
  nativeFunction(
    'nextafter($module, x: double, y: double, /, *, steps=None)',
    'Return the float that is some steps after x towards y.',
    nextafter,
  ),
  binary('pow($module, x: double, y: double, /)', 'Return x raised to the power y.', power),
  nativeFunction(
    'radians($module, x: double, /)',
    'Convert x from degrees to radians.',
    (_vm, x: number) => new PyFloat(x * RADIANS),
  ),
  nativeFunction(
    'degrees($module, x: double, /)',
    'Convert x from radians to degrees.',
    (_vm, x: number) => new PyFloat(x * DEGREES),
  ),
  binary('remainder($module, x: double, y: double, /)', 'Return x - n*y for the whole n nearest to x/y.', remainder),
  nativeFunction('trunc($module, x, /)', 'Return the whole part of x, by its __trunc__ method.', trunc),
  nativeFunction(
    'ulp($module, x: double, /)',
    'Return the value of the last bit of x.',
    (_vm, x: number) => new PyFloat(ulp(x)),
  ),
];
