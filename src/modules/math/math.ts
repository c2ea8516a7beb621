/** This file declares the module math. */

import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import type { Int } from '../../objects/types/int/size.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { elementaryFunctions } from './elementary.js';
import { floatFunctions } from './floats.js';
import { logarithmFunctions } from './logarithms.js';
import { comb, factorial, gcd, isqrt, lcm, perm } from './number-theory.js';
import { dist, fsum, hypotOf, prod, sumprod } from './sums.js';

export const mathModule = defineModule({
  name: 'math',
  doc: 'Mathematical functions of real numbers.',
  functions: [
    ...elementaryFunctions,
    ...logarithmFunctions,
    ...floatFunctions,
    nativeFunction('comb($module, n: index, k: index, /)', 'Return the number of ways to choose k of n items.', comb),
    nativeFunction(
      'dist($module, p, q, /)',
      'Return the distance between two points.',
      (vm, p: Value, q: Value) => new PyFloat(dist(vm, p, q)),
    ),
    nativeFunction('factorial($module, n: index, /)', 'Return n!.', factorial),
    nativeFunction(
      'fsum($module, seq, /)',
      'Return the accurate sum of floats.',
      (vm, seq: Value) => new PyFloat(fsum(vm, seq)),
    ),
    nativeFunction('gcd($module, /, *integers)', 'Return the greatest common divisor.', (vm, integers: Value[]) => {
      let result: Int = 0;
      for (const item of integers) result = gcd(vm, result, index(vm, item));
      return result;
    }),
    nativeFunction(
      'hypot($module, /, *coordinates)',
      'Return the length of a vector.',
      (vm, coordinates: Value[]) => new PyFloat(hypotOf(vm, coordinates)),
    ),
    nativeFunction('isqrt($module, n: index, /)', 'Return the whole part of the square root of n.', isqrt),
    nativeFunction('lcm($module, /, *integers)', 'Return the least common multiple.', (vm, integers: Value[]) => {
      let result: Int = 1;
      for (const item of integers) result = lcm(vm, result, index(vm, item));
      return result;
    }),
    nativeFunction(
      'perm($module, n: index, k=None, /)',
      'Return the number of ordered selections of k of n items.',
      (vm, n: Int, k: Value) => (k === None ? factorial(vm, n) : perm(vm, n, index(vm, k))),
    ),
    nativeFunction('prod($module, iterable, /, *, start=1)', 'Return the product of the items.', prod),
    nativeFunction('sumprod($module, p, q, /)', 'Return the sum of products of two iterables.', sumprod),
  ],
  constants: [
    ['pi', new PyFloat(Math.PI)],
    ['e', new PyFloat(Math.E)],
    ['tau', new PyFloat(2 * Math.PI)],
    ['inf', new PyFloat(Infinity)],
    ['nan', new PyFloat(NaN)],
  ],
});
