/** This file declares the module `_functools`. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { getIter, isSequence, iterNext } from '../../objects/operations/iteration.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyCompareKey } from './cmp-to-key.js';
import { lruCacheType } from './lru-cache.js';
import { PLACEHOLDER, partialType, placeholderType } from './partial.js';

/** `reduce(function, iterable)`: its state is in fields, as each step calls the function. */
class Reduction {
  constructor(
    private readonly func: Value,
    private readonly iterator: Value,
    private accumulated: Value | undefined,
  ) {}

  run(vm: Runtime): Value {
    for (;;) {
      vm.chargeFuel(1);
      const item = iterNext(vm, this.iterator);
      if (item === undefined) break;
      this.accumulated = this.accumulated === undefined ? item : vm.call2(this.func, this.accumulated, item);
    }
    if (this.accumulated === undefined) throw typeError('reduce() of empty iterable with no initial value');
    return this.accumulated;
  }
}

function reduce(vm: Runtime, func: Value, iterable: Value, initial: Value | undefined): Value {
  if (typeOf(iterable).tp_iter === null && !isSequence(iterable)) {
    throw typeError('reduce() arg 2 must support iteration');
  }
  return new Reduction(func, getIter(vm, iterable), initial).run(vm);
}

/** `_functools`. */
export const functoolsModule = defineModule({
  name: '_functools',
  doc: 'Tools that operate on functions.',
  functions: [
    nativeFunction(
      'reduce($module, function, iterable, /, initial=<unrepresentable>)',
      'Apply a function of two arguments cumulatively to the items of an iterable, from left to right.',
      reduce,
    ),
    nativeFunction(
      'cmp_to_key($module, /, mycmp)',
      'Convert a cmp= function into a key= function.',
      (_vm, compare: Value) => new PyCompareKey(compare, null),
    ),
  ],
  constants: [['Placeholder', PLACEHOLDER]],
  types: [
    ['_PlaceholderType', placeholderType],
    ['partial', partialType],
    ['_lru_cache_wrapper', lruCacheType],
  ],
});
