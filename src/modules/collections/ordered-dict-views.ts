/** This file implements the views and iterators of collections.OrderedDict. */
import { makeType } from '../../objects/core-types.js';
import { runtimeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import {
  dictItemsType,
  dictKeysType,
  dictValuesType,
  PyDictItems,
  PyDictKeys,
  PyDictValues,
} from '../../objects/types/dict/dict-views.js';
import { builtin, REDUCE_DOC, reduced } from '../../objects/types/iterators/pickling.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import type { PyType } from '../../values/type.js';
import type { PyOrderedDict } from './ordered-dict-object.js';

type Kind = 'keys' | 'values' | 'items';

/** Walks an OrderedDict in either direction. The entry after the one just yielded is fixed when that is yielded. */
export class PyOrderedIterator extends PyObject {
  position: number;
  /** The version of the dict when iteration began. */
  readonly version: number;

  constructor(
    public dict: PyOrderedDict | null,
    readonly kind: Kind,
    readonly isReversed: boolean,
  ) {
    super();
    this.version = dict === null ? 0 : dict.keysVersion;
    this.position = dict === null ? -1 : this.step(dict, isReversed ? dict.lastPosition() : 0);
  }

  /** The next live position in the direction of the iterator. */
  step(dict: PyOrderedDict, from: number): number {
    if (!this.isReversed) return dict.nextPosition(from);
    return from < 0 ? -1 : dict.previousPosition(from);
  }
}

export class PyOrderedKeys extends PyDictKeys {}
export class PyOrderedValues extends PyDictValues {}
export class PyOrderedItems extends PyDictItems {}

export const orderedIteratorType = makeType('odict_iterator', PyOrderedIterator);
export const orderedKeysType = makeType('odict_keys', PyOrderedKeys, dictKeysType);
export const orderedValuesType = makeType('odict_values', PyOrderedValues, dictValuesType);
export const orderedItemsType = makeType('odict_items', PyOrderedItems, dictItemsType);

function next(_vm: Runtime, self: PyOrderedIterator): Value | undefined {
  const { dict, position } = self;
  if (dict === null || position < 0) {
    self.dict = null;
    return undefined;
  }
  if (dict.keysVersion !== self.version) throw runtimeError('OrderedDict mutated during iteration');
  self.position = self.step(dict, self.isReversed ? position - 1 : position + 1);
  switch (self.kind) {
    case 'keys':
      return dict.keyAt(position);
    case 'values':
      return dict.valueAt(position);
    case 'items':
      return new PyTuple([dict.keyAt(position), dict.valueAt(position)]);
  }
}

/** `iter(od)`. */
export function iterateKeys(_vm: Runtime, self: PyOrderedDict): Value {
  return new PyOrderedIterator(self, 'keys', false);
}

/** `reversed(od)`. */
export function reverseKeys(_vm: Runtime, self: PyOrderedDict): Value {
  return new PyOrderedIterator(self, 'keys', true);
}

defineType(orderedIteratorType, {
  slots: { tp_iter: (_vm, self: PyOrderedIterator) => self, tp_iternext: next },
  methods: [
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PyOrderedIterator) => {
      const { dict, position } = self;
      const items: Value[] = [];
      for (let item = next(vm, self); item !== undefined; item = next(vm, self)) items.push(item);
      self.dict = dict;
      self.position = position;
      return reduced(builtin(vm, 'iter'), [new PyList(items)]);
    }),
  ],
  hasWeakrefs: false,
});

function defineView(type: PyType, kind: Kind): void {
  defineType(type, {
    slots: { tp_iter: (_vm, self: PyDictKeys) => new PyOrderedIterator(self.dict as PyOrderedDict, kind, false) },
    methods: [
      method(
        '__reversed__($self, /)',
        null,
        (_vm, self: PyDictKeys) => new PyOrderedIterator(self.dict as PyOrderedDict, kind, true),
      ),
    ],
    hasWeakrefs: false,
  });
}

defineView(orderedKeysType, 'keys');
defineView(orderedValuesType, 'values');
defineView(orderedItemsType, 'items');
