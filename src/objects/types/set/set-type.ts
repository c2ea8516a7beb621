/** This file implements set and frozenset. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None, NotImplemented } from '../../../values/singletons.js';
import type { Str } from '../../../values/str.js';
import { type CompareOp, EQ, GE, GT, LE, LT, NE, type PyType } from '../../../values/type.js';
import { keyError } from '../../errors.js';
import { checkPositional, noKeywords } from '../../native/bind.js';
import { defineType } from '../../native/define-type.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { getAttr } from '../../operations/attributes.js';
import { UNHASHABLE } from '../../operations/hash.js';
import { concat } from '../../strings.js';
import { classGetItem } from '../class-getitem.js';
import { PyList } from '../list/list.js';
import { reprItems } from '../sequence-ops.js';
import { frozensetHash } from './frozenset-hash.js';
import { frozensetType, type PyAnySet, PyFrozenSet, PySet, setType } from './set.js';
import * as algorithms from './set-algorithms.js';
import { isAnySet } from './set-algorithms.js';
import { PySetIterator } from './set-iterator.js';

function setRepr(vm: Runtime, self: PyAnySet): Str {
  const name = self.type.name;
  if (self.size === 0) return `${name}()`;
  if (vm.reprEnter(self)) return `${name}(...)`;
  try {
    const elements = reprItems(vm, new PyList(self.toArray()), '{', '}', '{...}');
    return self.type === setType ? elements : concat([`${name}(`, elements, ')']);
  } finally {
    vm.reprLeave(self);
  }
}

function setCompare(vm: Runtime, self: PyAnySet, other: Value, op: CompareOp): Value {
  if (!isAnySet(other)) return NotImplemented;
  switch (op) {
    case EQ:
      return isEqual(vm, self, other);
    case NE:
      return !isEqual(vm, self, other);
    case LE:
      return algorithms.isSubset(vm, self, other);
    case GE:
      return algorithms.isSubset(vm, other, self);
    case LT:
      return self.size < other.size && algorithms.isSubset(vm, self, other);
    case GT:
      return self.size > other.size && algorithms.isSubset(vm, other, self);
  }
}

function isEqual(vm: Runtime, self: PyAnySet, other: PyAnySet): boolean {
  if (self.size !== other.size) return false;
  if (self instanceof PyFrozenSet && other instanceof PyFrozenSet) {
    const known = self.hashCache !== null && other.hashCache !== null;
    if (known && self.hashCache !== other.hashCache) return false;
  }
  return algorithms.isSubset(vm, self, other);
}

/** A set that stands for its elements when it is looked for in another set. */
function asElement(value: Value): Value {
  if (!(value instanceof PySet) || value.type.tp_hash !== UNHASHABLE) return value;
  const element = new PyFrozenSet();
  element.table = value.table;
  element.dict = value.dict;
  return element;
}

function reduce(vm: Runtime, self: PyAnySet): Value {
  const state = vm.call0(getAttr(vm, self, '__getstate__'));
  return new PyTuple([self.type, new PyTuple([new PyList(self.toArray())]), state]);
}

/** Operators that two sets share; the right operand must be a set as well. */
function operator(combine: (vm: Runtime, self: PyAnySet, other: PyAnySet) => Value) {
  return (vm: Runtime, self: Value, other: Value): Value =>
    isAnySet(self) && isAnySet(other) ? combine(vm, self, other) : NotImplemented;
}

const sharedSlots = {
  tp_repr: setRepr,
  tp_richcompare: setCompare,
  tp_iter: (_vm: Runtime, self: PyAnySet) => new PySetIterator(self),
  nb_subtract: operator(algorithms.difference),
  nb_and: operator(algorithms.intersection),
  nb_xor: operator(algorithms.symmetricDifference),
  nb_or: operator((vm, self, other) => algorithms.union(vm, self, [other])),
  sq_length: (_vm: Runtime, self: PyAnySet) => self.size,
  sq_contains: (vm: Runtime, self: PyAnySet, element: Value) => self.has(vm, asElement(element)),
};

const contains = method(
  '__contains__($self, object, /)',
  'x.__contains__(y) <==> y in x.',
  (vm, self: PyAnySet, object: Value) => self.has(vm, asElement(object)),
);

function copyOf(vm: Runtime, self: PyAnySet): Value {
  return self.type === frozensetType ? self : algorithms.copySet(vm, self);
}

const copy = method('copy($self, /)', 'Return a shallow copy of a set.', copyOf);
const differenceMethod = method(
  'difference($self, /, *others)',
  'Return a new set with elements in the set that are not in the others.',
  (vm, self: PyAnySet, others: readonly Value[]) => {
    if (others.length === 0) return algorithms.copySet(vm, self);
    const result = algorithms.difference(vm, self, others[0] as Value);
    for (let i = 1; i < others.length; i++) algorithms.differenceUpdate(vm, result, others[i] as Value);
    return result;
  },
);
const sharedMethods: readonly NativeDef[] = [
  method(
    'intersection($self, /, *others)',
    'Return a new set with elements common to the set and all others.',
    algorithms.intersectionMulti,
  ),
  method('isdisjoint($self, other, /)', 'Return True if two sets have a null intersection.', algorithms.isDisjoint),
  method('issubset($self, other, /)', 'Report whether another set contains this set.', algorithms.isSubset),
  method('issuperset($self, other, /)', 'Report whether this set contains another set.', algorithms.isSuperset),
  method('__reduce__($self, /)', 'Return state information for pickling.', reduce),
  method('__sizeof__($self, /)', 'S.__sizeof__() -> size of S in memory, in bytes.', (_vm, self: PyAnySet) => {
    const slots = self.table?.slots.length ?? Math.max(8, 2 ** Math.ceil(Math.log2(self.size * 1.7 + 1)));
    return slots === 8 ? 200 : 200 + 16 * slots;
  }),
  method(
    'symmetric_difference($self, other, /)',
    'Return a new set with elements in either the set or other but not both.',
    algorithms.symmetricDifference,
  ),
  method('union($self, /, *others)', 'Return a new set with elements from the set and all others.', algorithms.union),
];

function checkArguments(name: string, args: readonly Value[], kwnames: readonly string[] | null): Value | undefined {
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  checkPositional(name, count, 0, 1);
  return count === 0 ? undefined : args[0];
}

defineType(setType, {
  doc: 'Build an unordered collection of unique elements.',
  slots: {
    ...sharedSlots,
    tp_hash: UNHASHABLE,
    tp_new: (_vm, type: PyType) => algorithms.makeSet(type),
    tp_init: (vm, self: PySet, args, kwnames) => {
      // A subclass with its own __new__ may have taken the keywords.
      if (self.type === setType || self.type.tp_new === setType.tp_new) noKeywords('set', kwnames);
      const iterable = checkArguments('set', args, kwnames);
      if (self.size > 0) self.clear();
      if (iterable !== undefined) algorithms.updateSet(vm, self, iterable);
    },
    nb_inplace_subtract: inplace(algorithms.differenceUpdate),
    nb_inplace_and: inplace((vm, self, other) => self.swap(algorithms.intersection(vm, self, other))),
    nb_inplace_xor: inplace(algorithms.symmetricDifferenceUpdate),
    nb_inplace_or: inplace((vm, self, other) => self.merge(vm, other)),
  },
  methods: [
    contains,
    method(
      'add($self, object, /)',
      'Add an element to a set.\n\nThis has no effect if the element is already present.',
      (vm, self: PySet, object: Value) => {
        self.add(vm, object);
        return None;
      },
    ),
    method('clear($self, /)', 'Remove all elements from this set.', (_vm, self: PySet) => {
      self.clear();
      return None;
    }),
    copy,
    method(
      'discard($self, object, /)',
      'Remove an element from a set if it is a member.\n\nUnlike set.remove(), an element that is missing raises nothing.',
      (vm, self: PySet, object: Value) => {
        self.discard(vm, asElement(object));
        return None;
      },
    ),
    differenceMethod,
    method(
      'difference_update($self, /, *others)',
      'Update the set, removing elements found in others.',
      (vm, self: PySet, others: readonly Value[]) => {
        for (const other of others) algorithms.differenceUpdate(vm, self, other);
        return None;
      },
    ),
    method(
      'intersection_update($self, /, *others)',
      'Update the set, keeping only elements found in it and all others.',
      (vm, self: PySet, others: readonly Value[]) => {
        const result = algorithms.intersectionMulti(vm, self, others);
        if (result !== self) self.swap(result);
        return None;
      },
    ),
    method(
      'pop($self, /)',
      'Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.',
      (vm, self: PySet) => {
        const element = self.pop(vm);
        if (element === undefined) throw keyError('pop from an empty set');
        return element;
      },
    ),
    method(
      'remove($self, object, /)',
      'Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.',
      (vm, self: PySet, object: Value) => {
        if (!self.discard(vm, asElement(object))) throw keyError(object);
        return None;
      },
    ),
    method(
      'symmetric_difference_update($self, other, /)',
      'Update the set, keeping only elements found in either set, but not in both.',
      (vm, self: PySet, other: Value) => {
        algorithms.symmetricDifferenceUpdate(vm, self, other);
        return None;
      },
    ),
    method(
      'update($self, /, *others)',
      'Update the set, adding elements from all others.',
      (vm, self: PySet, others: readonly Value[]) => {
        for (const other of others) algorithms.updateSet(vm, self, other);
        return None;
      },
    ),
    ...sharedMethods,
    classGetItem(),
  ],
  isBaseType: true,
  matchSelf: true,
});

function inplace(change: (vm: Runtime, self: PySet, other: PyAnySet) => void) {
  return (vm: Runtime, self: PySet, other: Value): Value => {
    if (!isAnySet(other)) return NotImplemented;
    change(vm, self, other);
    return self;
  };
}

function frozensetNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (type === frozensetType || type.tp_init === frozensetType.tp_init) noKeywords('frozenset', kwnames);
  const iterable = checkArguments('frozenset', args, kwnames);
  if (type === frozensetType && iterable instanceof PyFrozenSet && iterable.type === frozensetType) return iterable;
  const set = algorithms.makeSet(type);
  if (iterable !== undefined) algorithms.updateSet(vm, set, iterable);
  return set;
}

defineType(frozensetType, {
  doc: 'Build an immutable unordered collection of unique elements.',
  slots: { ...sharedSlots, tp_hash: frozensetHash, tp_new: frozensetNew },
  methods: [contains, copy, differenceMethod, ...sharedMethods, classGetItem()],
  isBaseType: true,
  matchSelf: true,
});

setType.textSignature = '(iterable=(), /)';
frozensetType.textSignature = '(iterable=(), /)';
