/** This file implements range, for integers of any size. */
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PySlice, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { intType, typeOf } from '../core-types.js';
import { indexError, overflowError, typeError, valueError } from '../errors.js';
import { checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { member, method } from '../native/native-def.js';
import { equals } from '../operations/compare.js';
import { hash } from '../operations/hash.js';
import { hasIndex, index } from '../operations/index.js';
import { forEach } from '../operations/iteration.js';
import { PyLongRangeIterator, PyRangeIterator } from './iterators/range-iterator.js';
import { makeRange, PyRange, rangeType } from './range-object.js';
import { canonicalInt, longBounds } from './slice.js';
import { tupleHash } from './tuple-hash.js';

function rangeNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  noKeywords('range', kwnames);
  checkPositional('range', args.length, 1, 3);
  if (args.length === 1) return makeRange(0, index(vm, args[0] as Value), 1);
  const start = index(vm, args[0] as Value);
  const stop = index(vm, args[1] as Value);
  const step = args.length === 3 ? index(vm, args[2] as Value) : 1;
  if (step === 0) throw valueError('range() arg 3 must not be zero');
  return makeRange(start, stop, step);
}

function isExactInt(value: Value): boolean {
  return typeof value === 'boolean' || typeOf(value) === intType;
}

function rangeSubscript(vm: Runtime, self: PyRange, key: Value): Value {
  if (typeof key === 'number') {
    const length = self.length;
    const at = key < 0 ? canonicalInt(BigInt(key) + BigInt(length)) : key;
    if (at < 0 || at >= length) throw indexError('range object index out of range');
    return self.item(at);
  }
  if (key instanceof PySlice) return rangeSlice(vm, self, key);
  if (!hasIndex(key)) throw typeError(`range indices must be integers or slices, not ${typeOf(key).name}`);
  const given = index(vm, key);
  if (typeof given === 'number') return rangeSubscript(vm, self, given);
  const at = canonicalInt(given < 0n ? given + BigInt(self.length) : given);
  if (at < 0 || at >= self.length) throw indexError('range object index out of range');
  return self.item(at);
}

function rangeSlice(vm: Runtime, self: PyRange, slice: PySlice): PyRange {
  const [start, stop, step] = longBounds(vm, slice, BigInt(self.length));
  const own = BigInt(self.step);
  const base = BigInt(self.start);
  return makeRange(canonicalInt(base + start * own), canonicalInt(base + stop * own), canonicalInt(own * step));
}

function sameRange(a: PyRange, b: PyRange): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 0) return true;
  if (a.start !== b.start) return false;
  return a.length === 1 || a.step === b.step;
}

/** The index of a value that is no int: compared item by item, as any sequence is. */
function searchItems(vm: Runtime, self: PyRange, value: Value): number {
  let at = -1;
  let i = 0;
  forEach(vm, rangeIterator(self), (item) => {
    if (equals(vm, item, value)) {
      at = i;
      return false;
    }
    i++;
    return true;
  });
  return at;
}

/** `iter(range)`. */
export function rangeIterator(self: PyRange): PyObject {
  const { start, step, length } = self;
  if (typeof start === 'number' && typeof step === 'number' && typeof length === 'number') {
    // One step past the end must be exact too.
    if (Number.isSafeInteger(start + length * step)) return new PyRangeIterator(start, step, length);
  }
  return new PyLongRangeIterator(BigInt(start), BigInt(step), BigInt(length));
}

function reversedRange(self: PyRange): PyObject {
  if (self.length === 0) return rangeIterator(makeRange(0, 0, 1));
  const last = self.item(canonicalInt(BigInt(self.length) - 1n));
  const step = canonicalInt(-BigInt(self.step));
  return rangeIterator(new PyRange(last, canonicalInt(BigInt(self.start) + BigInt(step)), step, self.length));
}

function rangeHash(vm: Runtime, self: PyRange): number | bigint {
  const parts: Value[] = [self.length, None, None];
  if (self.length !== 0) parts[1] = self.start;
  if (self.length !== 0 && self.length !== 1) parts[2] = self.step;
  return tupleHash(parts.map((part) => hash(vm, part)));
}

defineType(rangeType, {
  doc: 'range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nA sequence of integers from start (inclusive) to stop (exclusive) by step.',
  slots: {
    tp_new: rangeNew,
    tp_repr: (_vm, self: PyRange) =>
      strFromUtf16(`range(${self.start}, ${self.stop}${self.step === 1 ? '' : `, ${self.step}`})`),
    tp_hash: rangeHash,
    tp_richcompare: (_vm, self: PyRange, other: Value, op: CompareOp) => {
      if (!(other instanceof PyRange) || (op !== EQ && op !== NE)) return NotImplemented;
      return sameRange(self, other) === (op === EQ);
    },
    tp_iter: (_vm, self: PyRange) => rangeIterator(self),
    nb_bool: (_vm, self: PyRange) => self.length !== 0,
    sq_length: (_vm, self: PyRange) => {
      if (typeof self.length === 'bigint') throw overflowError('Python int too large to convert to C ssize_t');
      return self.length;
    },
    sq_item: (_vm: Runtime, self: PyRange, at: number) => {
      if (at < 0 || at >= self.length) throw indexError('range object index out of range');
      return self.item(at);
    },
    sq_contains: (vm, self: PyRange, value: Value) =>
      isExactInt(value) ? self.indexOf(index(vm, value)) >= 0 : searchItems(vm, self, value) >= 0,
    mp_subscript: rangeSubscript,
  },
  methods: [
    method('__reversed__($self, /)', 'Return a reverse iterator.', (_vm, self: PyRange) => reversedRange(self)),
    method(
      '__reduce__($self, /)',
      null,
      (_vm, self: PyRange) => new PyTuple([rangeType, new PyTuple([self.start, self.stop, self.step])]),
    ),
    method(
      'count($self, object, /)',
      'rangeobject.count(value) -> integer -- return number of occurrences of value',
      (vm, self: PyRange, value: Value) => {
        if (isExactInt(value)) return self.indexOf(index(vm, value)) >= 0 ? 1 : 0;
        let count = 0;
        forEach(vm, rangeIterator(self), (item) => {
          if (equals(vm, item, value)) count++;
        });
        return count;
      },
    ),
    method(
      'index($self, object, /)',
      'rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.',
      (vm, self: PyRange, value: Value) => {
        const exact = isExactInt(value);
        const at = exact ? self.indexOf(index(vm, value)) : searchItems(vm, self, value);
        if (at < 0)
          throw valueError(`${exact ? 'range' : 'sequence'}.index(x): x not in ${exact ? 'range' : 'sequence'}`);
        return at;
      },
    ),
  ],
  getsets: [
    member('start', null, (_vm, self: PyRange) => self.start),
    member('stop', null, (_vm, self: PyRange) => self.stop),
    member('step', null, (_vm, self: PyRange) => self.step),
  ],
  hasWeakrefs: false,
  patternKind: 1,
});
