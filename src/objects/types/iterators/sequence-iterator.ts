/** This file implements the iterator over objects that only have `__getitem__`, and the one that calls a function. */
import { PyObject, type Value } from '../../../values/object.js';
import { EMPTY_TUPLE } from '../../../values/sequences.js';
import { None, NotImplemented } from '../../../values/singletons.js';
import { makeType, typeOf } from '../../core-types.js';
import { Raised } from '../../exceptions/raised.js';
import { IndexError, StopIteration } from '../../exceptions/types.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { equals } from '../../operations/compare.js';
import { getItem, length } from '../../operations/containers.js';
import { asSize } from '../../operations/index.js';
import { matches, type PySequenceIterator, sequenceIteratorType } from '../../operations/iteration.js';
import { builtin, HINT_DOC, REDUCE_DOC, reduced, SETSTATE_DOC } from './pickling.js';

/** `iter(callable, sentinel)`. `callable` is null once the iterator is exhausted. */
export class PyCallableIterator extends PyObject {
  constructor(
    public callable: Value | null,
    readonly sentinel: Value,
  ) {
    super();
  }
}

export const callableIteratorType = makeType('callable_iterator', PyCallableIterator);

defineType(sequenceIteratorType, {
  slots: {
    tp_iter: (_vm, self: PySequenceIterator) => self,
    tp_iternext: (vm, self: PySequenceIterator) => {
      const { sequence } = self;
      if (sequence === null) return undefined;
      const slot = typeOf(sequence).sq_item;
      try {
        const item = slot === null ? getItem(vm, sequence, self.index) : slot(vm, sequence as never, self.index);
        self.index++;
        return item;
      } catch (reason) {
        if (!matches(reason, IndexError) && !matches(reason, StopIteration)) throw reason;
        self.sequence = null;
        return undefined;
      }
    },
  },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (vm, self: PySequenceIterator) => {
      if (self.sequence === null) return 0;
      const type = typeOf(self.sequence);
      if (type.sq_length === null && type.mp_length === null) return NotImplemented;
      return Math.max(length(vm, self.sequence) - self.index, 0);
    }),
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PySequenceIterator) =>
      self.sequence === null
        ? reduced(builtin(vm, 'iter'), [EMPTY_TUPLE])
        : reduced(builtin(vm, 'iter'), [self.sequence], self.index),
    ),
    method('__setstate__($self, object, /)', SETSTATE_DOC, (vm, self: PySequenceIterator, state: Value) => {
      const index = asSize(vm, state);
      if (self.sequence !== null) self.index = Math.max(index, 0);
      return None;
    }),
  ],
  hasWeakrefs: false,
});

defineType(callableIteratorType, {
  slots: {
    tp_iter: (_vm, self: PyCallableIterator) => self,
    tp_iternext: (vm, self: PyCallableIterator) => {
      if (self.callable === null) return undefined;
      vm.chargeFuel(1);
      let result: Value;
      try {
        result = vm.call0(self.callable);
      } catch (reason) {
        if (!(reason instanceof Raised) || !matches(reason, StopIteration)) throw reason;
        self.callable = null;
        return undefined;
      }
      // The call may have run this iterator to its end.
      if (self.callable === null) return undefined;
      if (!equals(vm, self.sentinel, result)) return result;
      self.callable = null;
      return undefined;
    },
  },
  methods: [
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyCallableIterator) =>
      self.callable === null
        ? reduced(builtin(vm, 'iter'), [EMPTY_TUPLE])
        : reduced(builtin(vm, 'iter'), [self.callable, self.sentinel]),
    ),
  ],
  hasWeakrefs: false,
});
