/** This file implements the iterators over the keys, values and items of a dict, forwards and backwards. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import type { PyType } from '../../../values/type.js';
import { makeType } from '../../core-types.js';
import { runtimeError } from '../../errors.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { builtin, HINT_DOC, REDUCE_DOC, reduced } from '../iterators/pickling.js';
import { PyList } from '../list/list.js';
import type { PyDict } from './dict.js';

/** What all six iterators hold. `dict` is null once the iterator is exhausted. */
export abstract class PyDictIterator extends PyObject {
  /** Where to look for the next entry. */
  position: number;
  /** The size of the dict when iteration began; -1 after it was seen to change. */
  used: number;
  /** How many entries are to come. */
  left: number;

  constructor(public dict: PyDict | null) {
    super();
    this.used = this.left = dict === null ? 0 : dict.size;
    this.position = 0;
  }

  /** What the iterator yields for the entry at a position. */
  abstract entry(dict: PyDict, position: number): Value;
}

/** `iter(d)`, `iter(d.keys())`. */
export class PyDictKeyIterator extends PyDictIterator {
  override entry(dict: PyDict, position: number): Value {
    return dict.keyAt(position);
  }
}

/** `iter(d.values())`. */
export class PyDictValueIterator extends PyDictIterator {
  override entry(dict: PyDict, position: number): Value {
    return dict.valueAt(position);
  }
}

/** `iter(d.items())`. */
export class PyDictItemIterator extends PyDictIterator {
  override entry(dict: PyDict, position: number): Value {
    return new PyTuple([dict.keyAt(position), dict.valueAt(position)]);
  }
}

abstract class PyDictReverseIterator extends PyDictIterator {
  constructor(dict: PyDict | null) {
    super(dict);
    this.position = dict === null ? -1 : dict.lastPosition();
  }
}

/** `reversed(d)`. */
export class PyDictReverseKeyIterator extends PyDictReverseIterator {
  override entry(dict: PyDict, position: number): Value {
    return dict.keyAt(position);
  }
}

/** `reversed(d.values())`. */
export class PyDictReverseValueIterator extends PyDictReverseIterator {
  override entry(dict: PyDict, position: number): Value {
    return dict.valueAt(position);
  }
}

/** `reversed(d.items())`. */
export class PyDictReverseItemIterator extends PyDictReverseIterator {
  override entry(dict: PyDict, position: number): Value {
    return new PyTuple([dict.keyAt(position), dict.valueAt(position)]);
  }
}

function checkSize(self: PyDictIterator, dict: PyDict): void {
  if (self.used === dict.size) return;
  self.used = -1;
  throw runtimeError('dictionary changed size during iteration');
}

/** The next item of a forward iterator. Raises RuntimeError when the dict has changed under it. */
export function nextEntry(_vm: Runtime, self: PyDictIterator): Value | undefined {
  const dict = self.dict;
  if (dict === null) return undefined;
  checkSize(self, dict);
  const at = dict.nextPosition(self.position);
  if (at < 0) {
    self.dict = null;
    return undefined;
  }
  if (self.left === 0) {
    self.dict = null;
    throw runtimeError('dictionary keys changed during iteration');
  }
  self.position = at + 1;
  self.left--;
  return self.entry(dict, at);
}

function previousEntry(_vm: Runtime, self: PyDictIterator): Value | undefined {
  const dict = self.dict;
  if (dict === null) return undefined;
  checkSize(self, dict);
  const outside = self.position < 0 || self.position > dict.lastPosition();
  const at = outside ? -1 : dict.previousPosition(self.position);
  if (at < 0) {
    self.dict = null;
    return undefined;
  }
  if (self.left === 0) {
    self.dict = null;
    throw runtimeError('dictionary keys changed during iteration');
  }
  self.position = at - 1;
  self.left--;
  return self.entry(dict, at);
}

type Next = (vm: Runtime, self: PyDictIterator) => Value | undefined;

/** The items still to come, in a list, without moving the iterator. */
function rest(vm: Runtime, self: PyDictIterator, next: Next): PyList {
  const { dict, position, used, left } = self;
  const items: Value[] = [];
  try {
    for (let item = next(vm, self); item !== undefined; item = next(vm, self)) items.push(item);
  } finally {
    self.dict = dict;
    self.position = position;
    self.used = used;
    self.left = left;
  }
  return new PyList(items);
}

function defineIterator(type: PyType, next: Next): void {
  defineType(type, {
    slots: { tp_iter: (_vm, self: PyDictIterator) => self, tp_iternext: next },
    methods: [
      method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyDictIterator) =>
        self.dict !== null && self.used === self.dict.size ? self.left : 0,
      ),
      method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyDictIterator) =>
        reduced(builtin(vm, 'iter'), [rest(vm, self, next)]),
      ),
    ],
    hasWeakrefs: false,
  });
}

export const dictKeyIteratorType = makeType('dict_keyiterator', PyDictKeyIterator);
export const dictValueIteratorType = makeType('dict_valueiterator', PyDictValueIterator);
export const dictItemIteratorType = makeType('dict_itemiterator', PyDictItemIterator);
export const dictReverseKeyIteratorType = makeType('dict_reversekeyiterator', PyDictReverseKeyIterator);
export const dictReverseValueIteratorType = makeType('dict_reversevalueiterator', PyDictReverseValueIterator);
export const dictReverseItemIteratorType = makeType('dict_reverseitemiterator', PyDictReverseItemIterator);

for (const type of [dictKeyIteratorType, dictValueIteratorType, dictItemIteratorType]) defineIterator(type, nextEntry);
for (const type of [dictReverseKeyIteratorType, dictReverseValueIteratorType, dictReverseItemIteratorType]) {
  defineIterator(type, previousEntry);
}
