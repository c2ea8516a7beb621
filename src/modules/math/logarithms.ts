/** This file takes logarithms of floats and of ints of any size. */

import { valueError, zeroDivisionError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { asDouble } from '../../objects/native/convert.js';
import { type NativeDef, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { frexp } from '../../objects/types/float/frexp.js';
import { log, log2, log10 } from '../../objects/types/float/libm/log.js';
import { scaleRounded } from '../../objects/types/int/convert.js';
import { bitLength } from '../../objects/types/int/size.js';
import { intValue } from '../../objects/types/int/value.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { realFunction } from './elementary.js';

type RealFunction = (x: number) => number;

/** 0 is a pole, reported like a negative number. */
const POSITIVE = 'a positive input';
const logReal = realFunction(log, false, POSITIVE);
const log2Real = realFunction(log2, false, POSITIVE);
const log10Real = realFunction(log10, false, POSITIVE);

/** The logarithm of any number: an int beyond the doubles is split into mantissa and exponent first. */
function logarithm(vm: Runtime, value: Value, f: RealFunction, checked: RealFunction): number {
  const int = intValue(value);
  if (int === undefined) return checked(asDouble(vm, value));
  if (int <= 0) throw valueError('expected a positive input');
  const double = Number(int);
  if (Number.isFinite(double)) return f(double);
  const bits = bitLength(int);
  vm.chargeFuel(bits >> 9);
  const { mantissa, exponent } = frexp(scaleRounded(int as bigint, -bits));
  return f(mantissa) + f(2) * (bits + exponent);
}

/** `log`, `log2` and `log10`. */
export const logarithmFunctions: readonly NativeDef[] = [
  rawFunction('log', 'Return the logarithm of x to the given base, by default e.', (vm, _module, args, kwnames) => {
    noKeywords('math.log()', kwnames);
    checkPositional('log', args.length, 1, 2);
    const numerator = logarithm(vm, args[0] as Value, log, logReal);
    if (args.length === 1) return new PyFloat(numerator);
    const denominator = logarithm(vm, args[1] as Value, log, logReal);
    if (denominator === 0) throw zeroDivisionError('division by zero');
    return new PyFloat(numerator / denominator);
  }),
  nativeFunction(
    'log10($module, x, /)',
    'Return the base 10 logarithm of x.',
    (vm, x: Value) => new PyFloat(logarithm(vm, x, log10, log10Real)),
  ),
  nativeFunction(
    'log2($module, x, /)',
    'Return the base 2 logarithm of x.',
    (vm, x: Value) => new PyFloat(logarithm(vm, x, log2, log2Real)),
  ),
];
