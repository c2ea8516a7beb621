/** This file implements list. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None, NotImplemented } from '../../../values/singletons.js';
import type { CompareOp, PyType } from '../../../values/type.js';
import { typeOf } from '../../core-types.js';
import { indexError, typeError, valueError } from '../../errors.js';
import { checkPositional, noKeywords } from '../../native/bind.js';
import { defineType } from '../../native/define-type.js';
import { method, rawMethod } from '../../native/native-def.js';
import { UNHASHABLE } from '../../operations/hash.js';
import { classGetItem } from '../class-getitem.js';
import { PyListIterator, PyListReverseIterator } from '../iterators/list-iterator.js';
import { compareItems } from '../sequence-compare.js';
import {
  chargeItems,
  concatItems,
  countItems,
  extendItems,
  findItem,
  repeatItems,
  reprItems,
} from '../sequence-ops.js';
import { indexOf } from '../tuple.js';
import { listType, PyList } from './list.js';
import { listAssignSubscript, listSubscript, removeAt } from './list-slices.js';
import { ListSort } from './sort.js';

/** A new list with the items of an iterable. */
export function listFrom(vm: Runtime, iterable: Value): PyList {
  const list = new PyList([]);
  extendList(vm, list, iterable);
  return list;
}

/** `list.extend(iterable)`. Items arrive one by one, so the iterable may see the list growing. */
export function extendList(vm: Runtime, list: PyList, iterable: Value): void {
  const exact =
    iterable instanceof PyList && iterable.constructor === PyList
      ? iterable.items
      : iterable instanceof PyTuple && iterable.constructor === PyTuple
        ? iterable.items
        : undefined;
  if (exact === undefined) {
    extendItems(vm, list, iterable);
    return;
  }
  const count = exact.length;
  chargeItems(vm, count);
  if (list.items.length === 0) list.items = exact.slice();
  else {
    const items = list.items;
    for (let i = 0; i < count; i++) items.push(exact[i] as Value);
  }
}

/** `list.append(item)`. */
export function appendItem(vm: Runtime, list: PyList, item: Value): void {
  const length = list.items.push(item);
  if ((length & 63) === 0) vm.chargeMemory(512);
}

function listNew(_vm: Runtime, type: PyType): Value {
  return type === listType ? new PyList([]) : new (type.instanceClass as unknown as typeof PyList)([]);
}

function listInit(vm: Runtime, self: PyList, args: readonly Value[], kwnames: readonly string[] | null): void {
  // A subclass with its own __new__ may have taken the keywords.
  if (self.type === listType || self.type.tp_new === listType.tp_new) noKeywords('list', kwnames);
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  checkPositional('list', count, 0, 1);
  if (self.items.length > 0) self.items = [];
  if (count > 0) extendList(vm, self, args[0] as Value);
}

function insert(vm: Runtime, self: PyList, index: number, item: Value): void {
  const items = self.items;
  const at = index < 0 ? Math.max(index + items.length, 0) : index;
  if (at >= items.length) items.push(item);
  else if (at === 0) items.unshift(item);
  else items.splice(at, 0, item);
  vm.chargeFuel(Math.max(items.length - at, 0) >> 6);
  if ((items.length & 63) === 0) vm.chargeMemory(512);
}

function pop(vm: Runtime, self: PyList, index: number): Value {
  const items = self.items;
  if (items.length === 0) throw indexError('pop from empty list');
  const at = index < 0 ? index + items.length : index;
  const item = at < 0 ? undefined : items[at];
  if (item === undefined) throw indexError('pop index out of range');
  removeAt(vm, items, at);
  return item;
}

function concatLists(vm: Runtime, self: PyList, other: Value): Value {
  if (!(other instanceof PyList)) throw typeError(`can only concatenate list (not "${typeOf(other).name}") to list`);
  return new PyList(concatItems(vm, self.items, other.items));
}

defineType(listType, {
  doc: 'Built-in mutable sequence.\n\nWithout an argument the list is empty; otherwise it holds the items of the iterable.',
  slots: {
    tp_new: listNew,
    tp_init: listInit,
    tp_repr: (vm, self: PyList) => reprItems(vm, self, '[', ']', '[...]'),
    tp_hash: UNHASHABLE,
    tp_richcompare: (vm, self: PyList, other: Value, op: CompareOp) =>
      other instanceof PyList ? compareItems(vm, self, other, op) : NotImplemented,
    tp_iter: (_vm, self: PyList) => new PyListIterator(self),
    sq_length: (_vm, self: PyList) => self.items.length,
    mp_length: (_vm, self: PyList) => self.items.length,
    sq_concat: concatLists,
    sq_repeat: (vm: Runtime, self: PyList, count: number) => new PyList(repeatItems(vm, self.items, count)),
    sq_item: (_vm: Runtime, self: PyList, index: number) => {
      const item = index < 0 ? undefined : self.items[index];
      if (item === undefined) throw indexError('list index out of range');
      return item;
    },
    sq_ass_item: (vm: Runtime, self: PyList, index: number, value: Value | undefined) => {
      if (index < 0 || index >= self.items.length) throw indexError('list assignment index out of range');
      listAssignSubscript(vm, self, index, value);
    },
    sq_contains: (vm, self: PyList, value: Value) => findItem(vm, self, value, 0, Number.MAX_SAFE_INTEGER) >= 0,
    sq_inplace_concat: (vm, self: PyList, other: Value) => {
      extendList(vm, self, other);
      return self;
    },
    sq_inplace_repeat: (vm: Runtime, self: PyList, count: number) => {
      self.items = repeatItems(vm, self.items, count);
      return self;
    },
    mp_subscript: listSubscript,
    mp_ass_subscript: listAssignSubscript,
  },
  methods: [
    method('__getitem__($self, index, /)', 'Return self[index].', listSubscript),
    method(
      '__reversed__($self, /)',
      'Return a reverse iterator over the list.',
      (_vm, self: PyList) => new PyListReverseIterator(self),
    ),
    method(
      '__sizeof__($self, /)',
      'Return the size of the list in memory, in bytes.',
      (_vm, self: PyList) => 40 + 8 * self.items.length,
    ),
    method('clear($self, /)', 'Remove all items from list.', (_vm, self: PyList) => {
      if (self.items.length > 0) self.items = [];
      return None;
    }),
    method('copy($self, /)', 'Return a shallow copy of the list.', (vm, self: PyList) => {
      chargeItems(vm, self.items.length);
      return new PyList(self.items.slice());
    }),
    method('append($self, object, /)', 'Append object to the end of the list.', (vm, self: PyList, object: Value) => {
      appendItem(vm, self, object);
      return None;
    }),
    method(
      'insert($self, index: ssize, object, /)',
      'Insert object before index.',
      (vm, self: PyList, index: number, object: Value) => {
        insert(vm, self, index, object);
        return None;
      },
    ),
    method(
      'extend($self, iterable, /)',
      'Extend list by appending elements from the iterable.',
      (vm, self: PyList, iterable: Value) => {
        extendList(vm, self, iterable);
        return None;
      },
    ),
    method(
      'pop($self, index: ssize=-1, /)',
      'Remove and return the item at index, by default the last.\n\nRaises IndexError if there is no such item.',
      pop,
    ),
    method(
      'remove($self, value, /)',
      'Remove the first occurrence of value.\n\nRaises ValueError if it is not present.',
      (vm, self: PyList, value: Value) => {
        const at = findItem(vm, self, value, 0, Number.MAX_SAFE_INTEGER);
        if (at < 0) throw valueError('list.remove(x): x not in list');
        if (at < self.items.length) removeAt(vm, self.items, at);
        return None;
      },
    ),
    rawMethod(
      'index',
      'Return the first index of value.\n\nRaises ValueError if it is not present.',
      (vm, self: PyList, args, kwnames) => {
        noKeywords('list.index', kwnames);
        return indexOf(vm, self, args, 'list.index(x): x not in list');
      },
      'index($self, value, start=0, stop=sys.maxsize, /)',
    ),
    method('count($self, value, /)', 'Return the number of occurrences of value.', countItems),
    method('reverse($self, /)', 'Reverse the list in place.', (vm, self: PyList) => {
      vm.chargeFuel(self.items.length >> 4);
      self.items.reverse();
      return None;
    }),
    method(
      'sort($self, /, *, key=None, reverse: bool=False)',
      'Sort the list in ascending order and return None.\n\nThe sort is stable and in place. A key function is called once for each item.',
      (vm, self: PyList, key: Value, reverse: boolean) => {
        new ListSort(self, key === None ? null : key, reverse).run(vm);
        return None;
      },
    ),
    classGetItem(),
  ],
  isBaseType: true,
  hasWeakrefs: false,
  patternKind: 1,
  matchSelf: true,
});

listType.textSignature = '(iterable=(), /)';
