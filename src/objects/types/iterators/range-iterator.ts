/** This file implements the iterators of range: over safe integers, and over integers of any size. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { None } from '../../../values/singletons.js';
import { makeType } from '../../core-types.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { asSize, index } from '../../operations/index.js';
import { makeRange } from '../range-object.js';
import { canonicalInt } from '../slice.js';
import { builtin, HINT_DOC, REDUCE_DOC, reduced, SETSTATE_DOC } from './pickling.js';

/** Yields `next`, `next + step` and so on, `left` times. */
export class PyRangeIterator extends PyObject {
  constructor(
    public next: number,
    readonly step: number,
    public left: number,
  ) {
    super();
  }
}

/** Likewise, for ranges whose items or length are no safe integers. */
export class PyLongRangeIterator extends PyObject {
  constructor(
    public next: bigint,
    readonly step: bigint,
    public left: bigint,
  ) {
    super();
  }
}

export const rangeIteratorType = makeType('range_iterator', PyRangeIterator);
export const longRangeIteratorType = makeType('longrange_iterator', PyLongRangeIterator);

const itself = (_vm: Runtime, self: Value): Value => self;

defineType(rangeIteratorType, {
  slots: {
    tp_iter: itself,
    tp_iternext: (_vm, self: PyRangeIterator) => {
      if (self.left <= 0) return undefined;
      const value = self.next;
      self.next = value + self.step;
      self.left--;
      return value;
    },
  },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyRangeIterator) => self.left),
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyRangeIterator) =>
      reduced(builtin(vm, 'iter'), [makeRange(self.next, self.next + self.left * self.step, self.step)], None),
    ),
    method('__setstate__($self, object, /)', SETSTATE_DOC, (vm, self: PyRangeIterator, state: Value) => {
      const skip = Math.min(Math.max(asSize(vm, state), 0), self.left);
      self.next += skip * self.step;
      self.left -= skip;
      return None;
    }),
  ],
  hasWeakrefs: false,
});

defineType(longRangeIteratorType, {
  slots: {
    tp_iter: itself,
    tp_iternext: (_vm, self: PyLongRangeIterator) => {
      if (self.left <= 0n) return undefined;
      const value = self.next;
      self.next = value + self.step;
      self.left--;
      return canonicalInt(value);
    },
  },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyLongRangeIterator) => canonicalInt(self.left)),
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyLongRangeIterator) => {
      const stop = canonicalInt(self.next + self.left * self.step);
      return reduced(builtin(vm, 'iter'), [makeRange(canonicalInt(self.next), stop, canonicalInt(self.step))], None);
    }),
    method('__setstate__($self, object, /)', SETSTATE_DOC, (vm, self: PyLongRangeIterator, state: Value) => {
      let skip = BigInt(index(vm, state));
      if (skip < 0n) skip = 0n;
      if (skip > self.left) skip = self.left;
      self.next += skip * self.step;
      self.left -= skip;
      return None;
    }),
  ],
  hasWeakrefs: false,
});
