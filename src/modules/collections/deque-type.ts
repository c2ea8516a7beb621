/** This file implements collections.deque. */
import { typeOf } from '../../objects/core-types.js';
import { error, indexError, runtimeError, typeError, valueError } from '../../objects/errors.js';
import { IndexError, OverflowError } from '../../objects/exceptions/types.js';
import { bindArguments, checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, rawMethod } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { equals } from '../../objects/operations/compare.js';
import { UNHASHABLE } from '../../objects/operations/hash.js';
import { hasIndex, indexToNumber } from '../../objects/operations/index.js';
import { forEach } from '../../objects/operations/iteration.js';
import { repr } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { compareItems } from '../../objects/types/sequence-compare.js';
import { chargeItems, clampIndex } from '../../objects/types/sequence-ops.js';
import { sliceIndex } from '../../objects/types/slice.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { CompareOp, PyType } from '../../values/type.js';
import { shortName } from '../module-types.js';
import { dequeType, PyDeque } from './deque.js';
import { PyDequeIterator, PyDequeReverseIterator } from './deque-iterators.js';

const SIGNATURE = parseSignature('deque(iterable=<none>, maxlen=None)', 'function');
const NAME = { short: 'deque', full: 'deque()' };

function dequeInit(vm: Runtime, self: PyDeque, args: readonly Value[], kwnames: readonly string[] | null): void {
  const bound = bindArguments(vm, SIGNATURE, NAME, args, kwnames) as [Value | undefined, Value];
  const [iterable, maxlen] = bound;
  let limit = -1;
  if (maxlen !== None) {
    if (!hasIndex(maxlen)) throw typeError('an integer is required');
    limit = indexToNumber(vm, maxlen, OverflowError);
    if (limit < 0) throw valueError('maxlen must be non-negative');
  }
  self.maxlen = limit;
  if (self.length > 0) self.clear();
  if (iterable !== undefined) extend(vm, self, iterable);
}

/** Add the items of an iterable at the right. */
export function extend(vm: Runtime, self: PyDeque, iterable: Value): void {
  forEach(vm, iterable === self ? new PyList(self.toArray()) : iterable, (item) => self.append(vm, item));
}

function sameKind(self: PyDeque): PyDeque {
  const made = new PyDeque();
  made.maxlen = self.maxlen;
  return made;
}

/** A copy of the same class: a subclass is called as CPython calls it. */
function copy(vm: Runtime, self: PyDeque): Value {
  vm.chargeFuel(self.length >> 1);
  if (self.type === dequeType) {
    const made = sameKind(self);
    for (let i = 0; i < self.length; i++) made.append(vm, self.at(i));
    return made;
  }
  const made = self.maxlen < 0 ? vm.call1(self.type, self) : vm.call2(self.type, self, self.maxlen);
  if (!(made instanceof PyDeque)) {
    throw typeError(`${self.type.name}() must return a deque, not ${typeOf(made).name}`);
  }
  return made;
}

/** The index of the first equal item in a range, or -1. Raises RuntimeError when `__eq__` changes the deque. */
function find(vm: Runtime, self: PyDeque, value: Value, start: number, stop: number): number {
  const state = self.state;
  for (let i = start; i < stop; i++) {
    vm.chargeFuel(1);
    const same = equals(vm, self.at(i), value);
    if (self.state !== state) throw runtimeError('deque mutated during iteration');
    if (same) return i;
  }
  return -1;
}

function index(vm: Runtime, self: PyDeque, args: readonly Value[]): Value {
  checkPositional('index', args.length, 1, 3);
  const bound = (value: Value | undefined, fallback: number): number => {
    if (value === undefined) return fallback;
    if (!hasIndex(value)) throw typeError('slice indices must be integers or have an __index__ method');
    return clampIndex(sliceIndex(vm, value), self.length);
  };
  const start = bound(args[1], 0);
  const stop = Math.min(bound(args[2], self.length), self.length);
  const at = find(vm, self, args[0] as Value, start, stop);
  if (at < 0) throw valueError('deque.index(x): x not in deque');
  return at;
}

function remove(vm: Runtime, self: PyDeque, value: Value): Value {
  const state = self.state;
  for (let i = 0; i < self.length; i++) {
    vm.chargeFuel(1);
    const same = equals(vm, self.at(i), value);
    if (self.state !== state) throw error(IndexError, 'deque mutated during remove().');
    if (!same) continue;
    self.removeAt(vm, i);
    return None;
  }
  throw valueError('deque.remove(x): x not in deque');
}

function insert(vm: Runtime, self: PyDeque, at: number, item: Value): Value {
  if (self.length === self.maxlen) throw indexError('deque already at its maximum size');
  const position = at < 0 ? Math.max(at + self.length, 0) : Math.min(at, self.length);
  if (position === 0) self.appendLeft(vm, item);
  else self.insert(vm, position, item);
  return None;
}

function rotate(vm: Runtime, self: PyDeque, count: number): Value {
  if (self.length > 1) self.rotate(vm, ((count % self.length) + self.length) % self.length);
  return None;
}

function repeat(vm: Runtime, self: PyDeque, count: number): PyDeque {
  const items = self.toArray();
  const made = self.type === dequeType ? sameKind(self) : (copy(vm, self) as PyDeque);
  made.clear();
  let total = items.length * Math.max(count, 0);
  chargeItems(vm, self.maxlen < 0 ? total : Math.min(total, self.maxlen));
  let skip = 0;
  if (self.maxlen >= 0 && total > self.maxlen) {
    skip = (total - self.maxlen) % Math.max(items.length, 1);
    total = self.maxlen;
  }
  vm.chargeFuel(total >> 2);
  for (let i = 0; i < total; i++) made.append(vm, items[(skip + i) % items.length] as Value);
  return made;
}

function concatDeques(vm: Runtime, self: PyDeque, other: Value): Value {
  if (!(other instanceof PyDeque)) throw typeError(`can only concatenate deque (not "${typeOf(other).name}") to deque`);
  const made = copy(vm, self) as PyDeque;
  extend(vm, made, other);
  return made;
}

function dequeRepr(vm: Runtime, self: PyDeque): Str {
  if (vm.reprEnter(self)) return '[...]';
  try {
    const parts: Str[] = [`${shortName(self.type)}(`, repr(vm, new PyList(self.toArray()))];
    parts.push(self.maxlen < 0 ? ')' : `, maxlen=${self.maxlen})`);
    return concat(parts);
  } finally {
    vm.reprLeave(self);
  }
}

function itemIndex(self: PyDeque, at: number): number {
  if (at < 0 || at >= self.length) throw indexError('deque index out of range');
  return at;
}

function reduce(vm: Runtime, self: PyDeque): Value {
  const attributes = lookupAttr(vm, self, '__dict__');
  const state = attributes instanceof PyDict && attributes.size > 0 ? attributes : None;
  const args = self.maxlen < 0 ? EMPTY_TUPLE : new PyTuple([EMPTY_TUPLE, self.maxlen]);
  return new PyTuple([self.type, args, state, new PyDequeIterator(self, 0)]);
}

defineType(dequeType, {
  module: 'collections',
  doc: 'A list-like sequence that is quick at both ends.',
  slots: {
    tp_new: (_vm, type: PyType) =>
      type === dequeType ? new PyDeque() : new (type.instanceClass as unknown as typeof PyDeque)(),
    tp_init: dequeInit,
    tp_repr: dequeRepr,
    tp_hash: UNHASHABLE,
    tp_richcompare: (vm: Runtime, self: PyDeque, other: Value, op: CompareOp) => {
      if (!(other instanceof PyDeque)) return NotImplemented;
      vm.chargeMemory(8 * (self.length + other.length));
      return compareItems(vm, { items: self.toArray() }, { items: other.toArray() }, op);
    },
    tp_iter: (_vm, self: PyDeque) => new PyDequeIterator(self, 0),
    sq_length: (_vm, self: PyDeque) => self.length,
    sq_concat: concatDeques,
    sq_repeat: (vm: Runtime, self: PyDeque, count: number) => repeat(vm, self, count),
    sq_item: (_vm: Runtime, self: PyDeque, at: number) => self.at(itemIndex(self, at)),
    sq_ass_item: (vm: Runtime, self: PyDeque, at: number, value: Value | undefined) => {
      if (value === undefined) self.removeAt(vm, itemIndex(self, at));
      else self.put(itemIndex(self, at), value);
    },
    sq_contains: (vm, self: PyDeque, value: Value) => find(vm, self, value, 0, self.length) >= 0,
    sq_inplace_concat: (vm, self: PyDeque, other: Value) => {
      extend(vm, self, other);
      return self;
    },
    sq_inplace_repeat: (vm: Runtime, self: PyDeque, count: number) => {
      const items = repeat(vm, self, count).toArray();
      self.clear();
      for (const item of items) self.append(vm, item);
      return self;
    },
  },
  methods: [
    method(
      'append($self, item, /)',
      'Add an element to the right side of the deque.',
      (vm, self: PyDeque, item: Value) => {
        self.append(vm, item);
        return None;
      },
    ),
    method(
      'appendleft($self, item, /)',
      'Add an element to the left side of the deque.',
      (vm, self: PyDeque, item: Value) => {
        self.appendLeft(vm, item);
        return None;
      },
    ),
    method('clear($self, /)', 'Remove all elements from the deque.', (_vm, self: PyDeque) => {
      if (self.length > 0) self.clear();
      return None;
    }),
    method('__copy__($self, /)', 'Return a shallow copy of a deque.', copy),
    method('copy($self, /)', 'Return a shallow copy of a deque.', copy),
    method('count($self, value, /)', 'Return number of occurrences of value.', (vm, self: PyDeque, value: Value) => {
      let count = 0;
      for (let at = find(vm, self, value, 0, self.length); at >= 0; at = find(vm, self, value, at + 1, self.length))
        count++;
      return count;
    }),
    method(
      'extend($self, iterable, /)',
      'Extend the right side of the deque with elements from the iterable.',
      (vm, self: PyDeque, iterable: Value) => {
        extend(vm, self, iterable);
        return None;
      },
    ),
    method(
      'extendleft($self, iterable, /)',
      'Extend the left side of the deque with elements from the iterable.',
      (vm, self: PyDeque, iterable: Value) => {
        forEach(vm, iterable === self ? new PyList(self.toArray()) : iterable, (item) => self.appendLeft(vm, item));
        return None;
      },
    ),
    rawMethod(
      'index',
      'Return first index of value.\n\nRaises ValueError if the value is not present.',
      (vm, self: PyDeque, args, kwnames) => {
        noKeywords('deque.index', kwnames);
        return index(vm, self, args);
      },
      'index($self, value, [start, [stop]])',
    ),
    method('insert($self, index: ssize, value, /)', 'Insert value before index.', insert),
    method('pop($self, /)', 'Remove and return the rightmost element.', (_vm, self: PyDeque) => {
      const item = self.pop();
      if (item === undefined) throw indexError('pop from an empty deque');
      return item;
    }),
    method('popleft($self, /)', 'Remove and return the leftmost element.', (_vm, self: PyDeque) => {
      const item = self.popLeft();
      if (item === undefined) throw indexError('pop from an empty deque');
      return item;
    }),
    method('__reduce__($self, /)', 'Return state information for pickling.', reduce),
    method('remove($self, value, /)', 'Remove first occurrence of value.', remove),
    method(
      '__reversed__($self, /)',
      'Return a reverse iterator over the deque.',
      (_vm, self: PyDeque) => new PyDequeReverseIterator(self, 0),
    ),
    method('reverse($self, /)', 'Reverse *IN PLACE*.', (vm, self: PyDeque) => {
      self.reverse(vm);
      return None;
    }),
    method(
      'rotate($self, n: ssize=1, /)',
      'Rotate the deque n steps to the right.  If n is negative, rotates left.',
      rotate,
    ),
    method(
      '__sizeof__($self, /)',
      'Return the size of the deque in memory, in bytes.',
      (_vm, self: PyDeque) => 184 + 528 * (1 + Math.floor(self.length / 64)),
    ),
    classGetItem(),
  ],
  getsets: [
    getset('maxlen', 'maximum size of a deque or None if unbounded', (_vm, self: PyDeque) =>
      self.maxlen < 0 ? None : self.maxlen,
    ),
  ],
  isBaseType: true,
  patternKind: 1,
});

dequeType.textSignature = '([iterable[, maxlen]])';
