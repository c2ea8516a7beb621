/** This file implements tuple. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PySlice, PyTuple } from '../../values/sequences.js';
import { NotImplemented } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { CompareOp, PyType } from '../../values/type.js';
import { tupleType, typeOf } from '../core-types.js';
import { indexError, typeError, valueError } from '../errors.js';
import { IndexError } from '../exceptions/types.js';
import { checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { method, rawMethod } from '../native/native-def.js';
import { hash } from '../operations/hash.js';
import { hasIndex, indexToNumber } from '../operations/index.js';
import { classGetItem } from './class-getitem.js';
import { PyTupleIterator } from './iterators/tuple-iterator.js';
import { PyList } from './list/list.js';
import { compareItems } from './sequence-compare.js';
import {
  chargeItems,
  clampIndex,
  concatItems,
  countItems,
  extendItems,
  findItem,
  repeatItems,
  reprItems,
} from './sequence-ops.js';
import { sliceBounds, sliceIndex } from './slice.js';
import { tupleHash } from './tuple-hash.js';

/** A tuple of the type: the type itself or a subclass. */
function makeTuple(type: PyType, items: readonly Value[]): PyTuple {
  if (type === tupleType) return items.length === 0 ? EMPTY_TUPLE : new PyTuple(items);
  return new (type.instanceClass as unknown as typeof PyTuple)(items);
}

/** `tuple(iterable)`: an exact tuple is its own copy. */
export function tupleFrom(vm: Runtime, iterable: Value): PyTuple {
  if (iterable instanceof PyTuple && iterable.type === tupleType) return iterable;
  return makeTuple(tupleType, itemsOf(vm, iterable));
}

function itemsOf(vm: Runtime, iterable: Value): readonly Value[] {
  if (iterable instanceof PyTuple && iterable.type === tupleType) return iterable.items;
  if (iterable instanceof PyList && iterable.constructor === PyList) {
    chargeItems(vm, iterable.items.length);
    return iterable.items.slice();
  }
  const target = { items: [] as Value[] };
  extendItems(vm, target, iterable);
  return target.items;
}

function tupleNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  // A subclass with its own __init__ or __new__ may take keywords; the tuple itself takes none.
  if (type === tupleType || type.tp_init === tupleType.tp_init) noKeywords('tuple', kwnames);
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  checkPositional('tuple', count, 0, 1);
  if (count === 0) return makeTuple(type, []);
  const iterable = args[0] as Value;
  return type === tupleType ? tupleFrom(vm, iterable) : makeTuple(type, itemsOf(vm, iterable));
}

function tupleRepr(vm: Runtime, self: PyTuple): Str {
  return reprItems(vm, self, '(', self.items.length === 1 ? ',)' : ')', '(...)');
}

function hashOf(vm: Runtime, self: PyTuple): number | bigint {
  if (self.hashCache !== null) return self.hashCache;
  const items = self.items;
  vm.chargeFuel(items.length);
  vm.enterRecursion(' while hashing a tuple');
  try {
    const hashes: (number | bigint)[] = [];
    for (let i = 0; i < items.length; i++) hashes.push(hash(vm, items[i] as Value));
    return (self.hashCache = tupleHash(hashes));
  } finally {
    vm.leaveRecursion();
  }
}

function tupleSubscript(vm: Runtime, self: PyTuple, key: Value): Value {
  if (typeof key === 'number') {
    const item = self.items[key < 0 ? key + self.items.length : key];
    if (item === undefined) throw indexError('tuple index out of range');
    return item;
  }
  if (key instanceof PySlice) return tupleSlice(vm, self, key);
  if (!hasIndex(key)) throw typeError(`tuple indices must be integers or slices, not ${typeOf(key).name}`);
  return tupleSubscript(vm, self, indexToNumber(vm, key, IndexError));
}

function tupleSlice(vm: Runtime, self: PyTuple, slice: PySlice): Value {
  const items = self.items;
  const { start, step, count } = sliceBounds(vm, slice, items.length);
  if (count === items.length && step === 1 && self.type === tupleType) return self;
  if (count <= 0) return EMPTY_TUPLE;
  chargeItems(vm, count);
  if (step === 1) return new PyTuple(items.slice(start, start + count));
  const result: Value[] = [];
  for (let i = 0, at = start; i < count; i++, at += step) result.push(items[at] as Value);
  return new PyTuple(result);
}

function tupleConcat(vm: Runtime, self: PyTuple, other: Value): Value {
  if (!(other instanceof PyTuple)) {
    throw typeError(`can only concatenate tuple (not "${typeOf(other).name}") to tuple`);
  }
  if (self.items.length === 0 && other.type === tupleType) return other;
  if (other.items.length === 0 && self.type === tupleType) return self;
  return makeTuple(tupleType, concatItems(vm, self.items, other.items));
}

function tupleItem(_vm: Runtime, self: PyTuple, index: number): Value {
  const item = index < 0 ? undefined : self.items[index];
  if (item === undefined) throw indexError('tuple index out of range');
  return item;
}

defineType(tupleType, {
  doc: 'Built-in immutable sequence.',
  slots: {
    tp_new: tupleNew,
    tp_repr: tupleRepr,
    tp_hash: hashOf,
    tp_richcompare: (vm, self: PyTuple, other: Value, op: CompareOp) =>
      other instanceof PyTuple ? compareItems(vm, self, other, op) : NotImplemented,
    tp_iter: (_vm, self: PyTuple) => new PyTupleIterator(self),
    sq_length: (_vm, self: PyTuple) => self.items.length,
    mp_length: (_vm, self: PyTuple) => self.items.length,
    sq_concat: tupleConcat,
    sq_repeat: (vm: Runtime, self: PyTuple, count: number) =>
      self.type === tupleType && (count === 1 || self.items.length === 0)
        ? self
        : makeTuple(tupleType, repeatItems(vm, self.items, count)),
    sq_item: tupleItem,
    sq_contains: (vm, self: PyTuple, value: Value) => findItem(vm, self, value, 0, self.items.length) >= 0,
    mp_subscript: tupleSubscript,
  },
  methods: [
    method('__getnewargs__($self, /)', null, (_vm, self: PyTuple) => new PyTuple([new PyTuple(self.items)])),
    rawMethod(
      'index',
      'Return the first index of value. Raises ValueError if it is not present.',
      (vm, self: PyTuple, args, kwnames) => {
        noKeywords('tuple.index', kwnames);
        return indexOf(vm, self, args, 'tuple.index(x): x not in tuple');
      },
      'index($self, value, start=0, stop=sys.maxsize, /)',
    ),
    method('count($self, value, /)', 'Return the number of occurrences of value.', countItems),
    classGetItem(),
  ],
  isBaseType: true,
  hasWeakrefs: false,
  patternKind: 1,
  matchSelf: true,
});

/** `index(value, start=0, stop=sys.maxsize, /)` of lists and tuples. */
export function indexOf(
  vm: Runtime,
  self: { items: readonly Value[] },
  args: readonly Value[],
  missing: string,
): Value {
  checkPositional('index', args.length, 1, 3);
  const bound = (value: Value | undefined, fallback: number): number => {
    if (value === undefined) return fallback;
    if (!hasIndex(value)) throw typeError('slice indices must be integers or have an __index__ method');
    return clampIndex(sliceIndex(vm, value), self.items.length);
  };
  const start = bound(args[1], 0);
  const at = findItem(vm, self, args[0] as Value, start, bound(args[2], Number.MAX_SAFE_INTEGER));
  if (at < 0) throw valueError(missing);
  return at;
}

tupleType.textSignature = '(iterable=(), /)';
