/** This file combines sets as CPython does, so that results have CPython's order too. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import type { PyType } from '../../../values/type.js';
import { forEach, getIter, iterNext } from '../../operations/iteration.js';
import { PyDict } from '../dict/dict.js';
import { frozensetType, PyAnySet, PyFrozenSet, PySet, setType } from './set.js';

/** A new, empty set of the kind that the class is or derives from: results of operators are never of a subclass. */
function emptyLike(self: PyAnySet): PyAnySet {
  return self instanceof PyFrozenSet ? new PyFrozenSet() : new PySet();
}

/** A new, empty instance of set, frozenset or a subclass. */
export function makeSet(type: PyType): PyAnySet {
  if (type === setType) return new PySet();
  if (type === frozensetType) return new PyFrozenSet();
  return new (type.instanceClass as unknown as new () => PyAnySet)();
}

/** `set(iterable)`. */
export function setFrom(vm: Runtime, iterable: Value): PySet {
  const set = new PySet();
  updateSet(vm, set, iterable);
  return set;
}

/** `frozenset(iterable)`. */
export function frozenSetFrom(vm: Runtime, iterable: Value): PyFrozenSet {
  const set = new PyFrozenSet();
  updateSet(vm, set, iterable);
  return set;
}

/** Is the value a set or frozenset (subclass instances included)? */
export function isAnySet(value: Value): value is PyAnySet {
  return value instanceof PyObject && value instanceof PyAnySet;
}

function isExactDict(value: Value): value is PyDict {
  return value instanceof PyObject && value.constructor === PyDict;
}

/** Call `each` with every element; the set may change meanwhile. */
function forElements(vm: Runtime, set: PyAnySet, each: (element: Value) => void): void {
  for (let at = set.nextPosition(0); at >= 0; at = set.nextPosition(at + 1)) {
    vm.chargeFuel(1);
    each(set.at(at));
  }
}

function forKeys(vm: Runtime, dict: PyDict, each: (key: Value) => void): void {
  for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) {
    vm.chargeFuel(1);
    each(dict.keyAt(at));
  }
}

/** set_update_internal. */
export function updateSet(vm: Runtime, set: PyAnySet, iterable: Value): void {
  if (isAnySet(iterable)) set.merge(vm, iterable);
  else if (isExactDict(iterable)) {
    set.reserve(vm, iterable.size);
    forKeys(vm, iterable, (key) => set.add(vm, key));
  } else forEach(vm, iterable, (item) => void set.add(vm, item));
}

/** A copy, set or frozenset. */
export function copySet(vm: Runtime, self: PyAnySet): PyAnySet {
  const copy = emptyLike(self);
  copy.merge(vm, self);
  return copy;
}

/** `self & other` for any iterable. */
export function intersection(vm: Runtime, self: PyAnySet, other: Value): PyAnySet {
  if (self === other) return copySet(vm, self);
  const result = emptyLike(self);
  if (isAnySet(other)) {
    const [small, large] = other.size > self.size ? [self, other] : [other, self];
    forElements(vm, small, (element) => {
      if (large.has(vm, element)) result.add(vm, element);
    });
    return result;
  }
  const iterator = getIter(vm, other);
  for (;;) {
    vm.chargeFuel(1);
    const item = iterNext(vm, iterator);
    if (item === undefined) return result;
    if (!self.has(vm, item)) continue;
    result.add(vm, item);
    if (result.size >= self.size) return result;
  }
}

/** `self.intersection(*others)`. */
export function intersectionMulti(vm: Runtime, self: PyAnySet, others: readonly Value[]): PyAnySet {
  if (others.length === 0) return copySet(vm, self);
  let result = self;
  for (const other of others) result = intersection(vm, result, other);
  return result;
}

/** `self -= other`. */
export function differenceUpdate(vm: Runtime, self: PyAnySet, other: Value): void {
  if (self === other) {
    self.clear();
    return;
  }
  if (isAnySet(other)) {
    // When the other set is much larger, only what both have matters.
    const remove = other.size >>> 3 > self.size ? intersection(vm, self, other) : other;
    forElements(vm, remove, (element) => self.discard(vm, element));
  } else forEach(vm, other, (item) => void self.discard(vm, item));
  self.table?.dropDummies(vm);
}

function copyAndDifference(vm: Runtime, self: PyAnySet, other: Value): PyAnySet {
  const result = copySet(vm, self);
  differenceUpdate(vm, result, other);
  return result;
}

/** `self - other`. */
export function difference(vm: Runtime, self: PyAnySet, other: Value): PyAnySet {
  const lookup = isAnySet(other) || isExactDict(other) ? other : undefined;
  if (lookup === undefined || self.size >> 2 > lookup.size) return copyAndDifference(vm, self, other);
  const result = emptyLike(self);
  forElements(vm, self, (element) => {
    if (!lookup.has(vm, element)) result.add(vm, element);
  });
  return result;
}

/** `self ^= other`. */
export function symmetricDifferenceUpdate(vm: Runtime, self: PyAnySet, other: Value): void {
  if (self === other) {
    self.clear();
    return;
  }
  const toggle = (element: Value): void => {
    if (!self.discard(vm, element)) self.add(vm, element);
  };
  if (isExactDict(other)) forKeys(vm, other, toggle);
  else {
    if (isAnySet(other)) forElements(vm, other, toggle);
    else {
      const elements = emptyLike(self);
      updateSet(vm, elements, other);
      forElements(vm, elements, toggle);
    }
  }
}

/** `self ^ other`. */
export function symmetricDifference(vm: Runtime, self: PyAnySet, other: Value): PyAnySet {
  const result = emptyLike(self);
  updateSet(vm, result, other);
  symmetricDifferenceUpdate(vm, result, self);
  return result;
}

/** `self | *others`. */
export function union(vm: Runtime, self: PyAnySet, others: readonly Value[]): PyAnySet {
  const result = copySet(vm, self);
  for (const other of others) if (other !== self) updateSet(vm, result, other);
  return result;
}

/** `self <= other`. */
export function isSubset(vm: Runtime, self: PyAnySet, other: Value): boolean {
  if (!isAnySet(other)) return intersection(vm, self, other).size === self.size;
  if (self.size > other.size) return false;
  for (let at = self.nextPosition(0); at >= 0; at = self.nextPosition(at + 1)) {
    vm.chargeFuel(1);
    if (!other.has(vm, self.at(at))) return false;
  }
  return true;
}

/** `self >= other`. */
export function isSuperset(vm: Runtime, self: PyAnySet, other: Value): boolean {
  if (isAnySet(other)) return isSubset(vm, other, self);
  let result = true;
  forEach(vm, other, (item) => {
    result = self.has(vm, item);
    return result;
  });
  return result;
}

/** Have the two nothing in common? */
export function isDisjoint(vm: Runtime, self: PyAnySet, other: Value): boolean {
  if (self === other) return self.size === 0;
  if (isAnySet(other)) {
    const [small, large] = other.size > self.size ? [self, other] : [other, self];
    for (let at = small.nextPosition(0); at >= 0; at = small.nextPosition(at + 1)) {
      vm.chargeFuel(1);
      if (large.has(vm, small.at(at))) return false;
    }
    return true;
  }
  let result = true;
  forEach(vm, other, (item) => {
    result = !self.has(vm, item);
    return result;
  });
  return result;
}
