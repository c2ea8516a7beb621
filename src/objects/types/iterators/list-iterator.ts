/** This file implements the iterators of list, forwards and backwards. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { None } from '../../../values/singletons.js';
import { makeType } from '../../core-types.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { indexToNumber } from '../../operations/index.js';
import { PyList } from '../list/list.js';
import { builtin, HINT_DOC, REDUCE_DOC, reduced, SETSTATE_DOC } from './pickling.js';

/** `iter(list)`. `list` is null once the iterator is exhausted. */
export class PyListIterator extends PyObject {
  index = 0;
  constructor(public list: PyList | null) {
    super();
  }
}

/** `reversed(list)`. */
export class PyListReverseIterator extends PyObject {
  index: number;
  constructor(public list: PyList | null) {
    super();
    this.index = list === null ? -1 : list.items.length - 1;
  }
}

export const listIteratorType = makeType('list_iterator', PyListIterator);
export const listReverseIteratorType = makeType('list_reverseiterator', PyListReverseIterator);

function next(_vm: Runtime, self: PyListIterator): Value | undefined {
  if (self.list === null) return undefined;
  const item = self.list.items[self.index];
  if (item === undefined) self.list = null;
  else self.index++;
  return item;
}

function nextReversed(_vm: Runtime, self: PyListReverseIterator): Value | undefined {
  if (self.list === null) return undefined;
  const item = self.index < 0 ? undefined : self.list.items[self.index];
  if (item === undefined) {
    self.list = null;
    self.index = -1;
  } else self.index--;
  return item;
}

const itself = (_vm: Runtime, self: Value): Value => self;

defineType(listIteratorType, {
  slots: { tp_iter: itself, tp_iternext: next },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyListIterator) =>
      self.list === null ? 0 : Math.max(self.list.items.length - self.index, 0),
    ),
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyListIterator) =>
      self.list === null
        ? reduced(builtin(vm, 'iter'), [new PyList([])])
        : reduced(builtin(vm, 'iter'), [self.list], self.index),
    ),
    method('__setstate__($self, object, /)', SETSTATE_DOC, (vm, self: PyListIterator, state: Value) => {
      const index = indexToNumber(vm, state, null);
      if (self.list !== null) self.index = Math.min(Math.max(index, 0), self.list.items.length);
      return None;
    }),
  ],
  hasWeakrefs: false,
});

defineType(listReverseIteratorType, {
  slots: { tp_iter: itself, tp_iternext: nextReversed },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyListReverseIterator) =>
      self.list === null || self.list.items.length < self.index + 1 ? 0 : self.index + 1,
    ),
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyListReverseIterator) =>
      self.list === null
        ? reduced(builtin(vm, 'reversed'), [new PyList([])])
        : reduced(builtin(vm, 'reversed'), [self.list], self.index),
    ),
    method('__setstate__($self, object, /)', SETSTATE_DOC, (vm, self: PyListReverseIterator, state: Value) => {
      const index = indexToNumber(vm, state, null);
      if (self.list !== null) self.index = Math.min(Math.max(index, -1), self.list.items.length - 1);
      return None;
    }),
  ],
  hasWeakrefs: false,
});
