/** This file implements the iterator of tuple. */
import { PyObject, type Value } from '../../../values/object.js';
import { EMPTY_TUPLE, type PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { makeType } from '../../core-types.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { indexToNumber } from '../../operations/index.js';
import { builtin, HINT_DOC, REDUCE_DOC, reduced, SETSTATE_DOC } from './pickling.js';

/** `iter(tuple)`. `tuple` is null once the iterator is exhausted. */
export class PyTupleIterator extends PyObject {
  index = 0;
  constructor(public tuple: PyTuple | null) {
    super();
  }
}

export const tupleIteratorType = makeType('tuple_iterator', PyTupleIterator);

defineType(tupleIteratorType, {
  slots: {
    tp_iter: (_vm, self: PyTupleIterator) => self,
    tp_iternext: (_vm, self: PyTupleIterator) => {
      if (self.tuple === null) return undefined;
      const item = self.tuple.items[self.index];
      if (item === undefined) self.tuple = null;
      else self.index++;
      return item;
    },
  },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyTupleIterator) =>
      self.tuple === null ? 0 : self.tuple.items.length - self.index,
    ),
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyTupleIterator) =>
      self.tuple === null
        ? reduced(builtin(vm, 'iter'), [EMPTY_TUPLE])
        : reduced(builtin(vm, 'iter'), [self.tuple], self.index),
    ),
    method('__setstate__($self, object, /)', SETSTATE_DOC, (vm, self: PyTupleIterator, state: Value) => {
      const index = indexToNumber(vm, state, null);
      if (self.tuple !== null) self.index = Math.min(Math.max(index, 0), self.tuple.items.length);
      return None;
    }),
  ],
  hasWeakrefs: false,
});
