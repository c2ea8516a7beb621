/** This file implements the iterator of array.array. */
import { typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { hasIndex, indexToNumber } from '../../objects/operations/index.js';
import { builtin, REDUCE_DOC, reduced, SETSTATE_DOC } from '../../objects/types/iterators/pickling.js';
import { PyObject, type Value } from '../../values/object.js';
import { EMPTY_TUPLE } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import type { PyArray } from './array.js';

/** `iter(array)`. `array` is null once the iterator is exhausted. */
export class PyArrayIterator extends PyObject {
  index = 0;
  constructor(public array: PyArray | null) {
    super();
  }
}

export const arrayIteratorType = makeModuleType('array', 'arrayiterator', PyArrayIterator);

defineType(arrayIteratorType, {
  module: 'array',
  slots: {
    tp_iter: (_vm, self: PyArrayIterator) => self,
    tp_iternext: (_vm, self: PyArrayIterator) => {
      if (self.array === null) return undefined;
      if (self.index < self.array.length) return self.array.at(self.index++);
      self.array = null;
      return undefined;
    },
  },
  methods: [
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyArrayIterator) =>
      self.array === null
        ? reduced(builtin(vm, 'iter'), [EMPTY_TUPLE])
        : reduced(builtin(vm, 'iter'), [self.array], self.index),
    ),
    method('__setstate__($self, state, /)', SETSTATE_DOC, (vm, self: PyArrayIterator, state: Value) => {
      if (!hasIndex(state)) throw typeError('an integer is required');
      const index = indexToNumber(vm, state, null);
      if (self.array !== null) self.index = Math.min(Math.max(index, 0), self.array.length);
      return None;
    }),
  ],
  hasWeakrefs: false,
});
