/** This file implements the views that `keys()`, `values()` and `items()` of a dict answer. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { NotImplemented } from '../../../values/singletons.js';
import type { Str } from '../../../values/str.js';
import { type CompareOp, EQ, GE, GT, LE, LT, NE, type PyType } from '../../../values/type.js';
import { makeType } from '../../core-types.js';
import { defineType } from '../../native/define-type.js';
import { getset, method } from '../../native/native-def.js';
import { equals } from '../../operations/compare.js';
import { contains, length } from '../../operations/containers.js';
import { UNHASHABLE } from '../../operations/hash.js';
import { forEach, toArray } from '../../operations/iteration.js';
import { repr } from '../../operations/text.js';
import { concat } from '../../strings.js';
import { PyList } from '../list/list.js';
import { PyMappingProxy } from '../mapping-proxy.js';
import { PySet, setType } from '../set/set.js';
import {
  differenceUpdate,
  intersection,
  isAnySet,
  setFrom,
  symmetricDifferenceUpdate,
  updateSet,
} from '../set/set-algorithms.js';
import type { PyDict } from './dict.js';
import {
  PyDictItemIterator,
  PyDictKeyIterator,
  PyDictReverseItemIterator,
  PyDictReverseKeyIterator,
  PyDictReverseValueIterator,
  PyDictValueIterator,
} from './dict-iterators.js';

/** A view of a dict. */
export abstract class PyDictView extends PyObject {
  constructor(readonly dict: PyDict) {
    super();
  }
}

/** A view that behaves like a set. */
export abstract class PyDictSetView extends PyDictView {
  abstract has(vm: Runtime, element: Value): boolean;
}

/** `d.keys()`. */
export class PyDictKeys extends PyDictSetView {
  override has(vm: Runtime, element: Value): boolean {
    return this.dict.has(vm, element);
  }
}

/** `d.items()`. */
export class PyDictItems extends PyDictSetView {
  override has(vm: Runtime, element: Value): boolean {
    if (!(element instanceof PyTuple) || element.items.length !== 2) return false;
    const value = this.dict.get(vm, element.items[0] as Value);
    return value !== undefined && equals(vm, value, element.items[1] as Value);
  }
}

/** `d.values()`. */
export class PyDictValues extends PyDictView {}

export const dictKeysType = makeType('dict_keys', PyDictKeys);
export const dictItemsType = makeType('dict_items', PyDictItems);
export const dictValuesType = makeType('dict_values', PyDictValues);

/** `iter(d)`: the `tp_iter` of dict, by which a subclass that replaced it is told. */
export function dictIter(_vm: Runtime, self: PyDict): Value {
  return new PyDictKeyIterator(self);
}

function viewRepr(vm: Runtime, self: PyDictView): Str {
  if (vm.reprEnter(self)) return '...';
  try {
    return concat([`${self.type.name}(`, repr(vm, new PyList(toArray(vm, self))), ')']);
  } finally {
    vm.reprLeave(self);
  }
}

function isSetLike(value: Value): value is PyDictSetView {
  return value instanceof PyDictSetView;
}

function allIn(vm: Runtime, elements: Value, container: Value): boolean {
  let result = true;
  forEach(vm, elements, (element) => {
    result = contains(vm, container, element);
    return result;
  });
  return result;
}

function viewCompare(vm: Runtime, self: PyDictSetView, other: Value, op: CompareOp): Value {
  if (!isAnySet(other) && !isSetLike(other)) return NotImplemented;
  const size = self.dict.size;
  const otherSize = length(vm, other);
  switch (op) {
    case EQ:
      return size === otherSize && allIn(vm, self, other);
    case NE:
      return !(size === otherSize && allIn(vm, self, other));
    case LT:
      return size < otherSize && allIn(vm, self, other);
    case LE:
      return size <= otherSize && allIn(vm, self, other);
    case GT:
      return size > otherSize && allIn(vm, other, self);
    case GE:
      return size >= otherSize && allIn(vm, other, self);
  }
}

/** `a & b`, one of them a view. */
function intersect(vm: Runtime, a: Value, b: Value): Value {
  let view = isSetLike(a) ? a : (b as PyDictSetView);
  let other = isSetLike(a) ? b : a;
  if (isAnySet(other) && other.type === setType && view.dict.size <= other.size) return intersection(vm, other, view);
  if (isSetLike(other) && other.dict.size > view.dict.size) [view, other] = [other, view];
  const result = new PySet();
  forEach(vm, other, (element) => {
    if (view.has(vm, element)) result.add(vm, element);
  });
  return result;
}

/** `a ^ b` for two items views: entries that are equal in both are left out without hashing their values. */
function itemsXor(vm: Runtime, a: PyDict, b: PyDict): PySet {
  const rest = a.copy();
  const result = new PySet();
  for (let at = b.nextPosition(0); at >= 0; at = b.nextPosition(at + 1)) {
    vm.chargeFuel(1);
    const key = b.keyAt(at);
    const value = b.valueAt(at);
    const found = rest.get(vm, key);
    if (found !== undefined && equals(vm, found, value)) rest.delete(vm, key);
    else result.add(vm, new PyTuple([key, value]));
  }
  updateSet(vm, result, new PyDictItems(rest));
  return result;
}

function xor(vm: Runtime, a: Value, b: Value): Value {
  if (a instanceof PyDictItems && b instanceof PyDictItems) return itemsXor(vm, a.dict, b.dict);
  const result = setFrom(vm, a);
  symmetricDifferenceUpdate(vm, result, b);
  return result;
}

function isDisjoint(vm: Runtime, self: PyDictSetView, other: Value): boolean {
  if (self === other) return self.dict.size === 0;
  let container: Value = self;
  let elements = other;
  if ((isAnySet(other) || isSetLike(other)) && length(vm, other) > self.dict.size)
    [container, elements] = [other, self];
  let result = true;
  forEach(vm, elements, (element) => {
    result = !contains(vm, container, element);
    return result;
  });
  return result;
}

type MakeIterator = new (dict: PyDict) => PyObject;

function defineView(type: PyType, Iterator: MakeIterator, Reverse: MakeIterator, isSet: boolean): void {
  const asSet = {
    tp_hash: UNHASHABLE,
    tp_richcompare: viewCompare,
    nb_subtract: (vm: Runtime, a: Value, b: Value) => {
      const result = setFrom(vm, a);
      differenceUpdate(vm, result, b);
      return result;
    },
    nb_and: intersect,
    nb_xor: xor,
    nb_or: (vm: Runtime, a: Value, b: Value) => {
      const result = setFrom(vm, a);
      updateSet(vm, result, b);
      return result;
    },
    sq_contains: (vm: Runtime, self: PyDictSetView, element: Value) => self.has(vm, element),
  };
  defineType(type, {
    slots: {
      tp_repr: viewRepr,
      tp_iter: (_vm, self: PyDictView) => new Iterator(self.dict),
      sq_length: (_vm, self: PyDictView) => self.dict.size,
      ...(isSet ? asSet : {}),
    },
    methods: [
      ...(isSet
        ? [
            method(
              'isdisjoint($self, object, /)',
              'Return True if the view and the given iterable have a null intersection.',
              isDisjoint,
            ),
          ]
        : []),
      method(
        '__reversed__($self, /)',
        'Return a reverse iterator over the dict view.',
        (_vm, self: PyDictView) => new Reverse(self.dict),
      ),
    ],
    getsets: [
      getset(
        'mapping',
        'dictionary that this view refers to',
        (_vm, self: PyDictView) => new PyMappingProxy(self.dict),
      ),
    ],
    hasWeakrefs: false,
  });
}

defineView(dictKeysType, PyDictKeyIterator, PyDictReverseKeyIterator, true);
defineView(dictItemsType, PyDictItemIterator, PyDictReverseItemIterator, true);
defineView(dictValuesType, PyDictValueIterator, PyDictReverseValueIterator, false);
