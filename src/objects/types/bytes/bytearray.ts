/** This file fills the type bytearray. */

import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PySlice } from '../../../values/sequences.js';
import { NotImplemented } from '../../../values/singletons.js';
import type { CompareOp, PyType } from '../../../values/type.js';
import { bufferBytes, getBuffer, PyBUF_SIMPLE, type PyBuffer, simpleBuffer } from '../../buffer.js';
import { typeOf } from '../../core-types.js';
import { indexError, typeError } from '../../errors.js';
import { IndexError } from '../../exceptions/types.js';
import { percentFormatBytes } from '../../formatting/percent-bytes.js';
import { defineType } from '../../native/define-type.js';
import { UNHASHABLE } from '../../operations/hash.js';
import { hasIndex, indexToNumber } from '../../operations/index.js';
import { countedRelease } from '../memoryview/python-buffer.js';
import { mutationMethods } from './bytearray-methods.js';
import { byteArrayType, PyByteArray } from './bytearray-object.js';
import { assignSlice, deleteSlice } from './bytearray-slices.js';
import { warnComparison, warnText } from './bytes-warning.js';
import { constructBytes } from './construct.js';
import { bytesIterator } from './iterators.js';
import { sharedMethods } from './methods.js';
import { compareBytes, concatWith, containsBytes, repeatBytes, sliceBytes } from './operators.js';
import { reprBytes } from './repr.js';
import { byteFrom } from './shared.js';

function newByteArray(_vm: Runtime, type: PyType): Value {
  const Instance = (type.instanceClass ?? PyByteArray) as unknown as new (bytes: Uint8Array) => PyByteArray;
  return new Instance(new Uint8Array(0));
}

function init(vm: Runtime, self: PyByteArray, args: readonly Value[], kwnames: readonly string[] | null): void {
  if (self.bytes.length > 0) self.resize(vm, 0);
  const content = constructBytes(vm, 'bytearray', args, kwnames);
  self.splice(vm, 0, self.bytes.length, content instanceof Uint8Array ? content : content.data);
}

function fittedIndex(vm: Runtime, self: PyByteArray, key: Value): number {
  if (!hasIndex(key)) throw typeError(`bytearray indices must be integers or slices, not ${typeOf(key).name}`);
  const index = indexToNumber(vm, key, IndexError);
  return index < 0 ? index + self.bytes.length : index;
}

function itemAt(self: PyByteArray, index: number): number {
  const byte = self.bytes[index];
  if (byte === undefined) throw indexError('bytearray index out of range');
  return byte;
}

function subscript(vm: Runtime, self: PyByteArray, key: Value): Value {
  if (key instanceof PySlice) return new PyByteArray(sliceBytes(vm, self.bytes, key));
  return itemAt(self, fittedIndex(vm, self, key));
}

function setItem(vm: Runtime, self: PyByteArray, index: number, value: Value): void {
  // `__index__` of the value may resize the array.
  const byte = byteFrom(vm, value);
  if (index < 0 || index >= self.bytes.length) throw indexError('bytearray index out of range');
  self.bytes[index] = byte;
}

function setSubscript(vm: Runtime, self: PyByteArray, key: Value, value: Value | undefined): void {
  if (key instanceof PySlice) {
    if (value === undefined) deleteSlice(vm, self, key);
    else assignSlice(vm, self, key, value);
    return;
  }
  const index = fittedIndex(vm, self, key);
  if (index < 0 || index >= self.bytes.length) throw indexError('bytearray index out of range');
  if (value === undefined) self.splice(vm, index, 1, new Uint8Array(0));
  else setItem(vm, self, index, value);
}

function compare(vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  if (typeOf(a).bf_getbuffer === null || typeOf(b).bf_getbuffer === null) {
    warnComparison(vm, b, op);
    return NotImplemented;
  }
  const views: PyBuffer[] = [];
  try {
    views.push(getBuffer(vm, a, PyBUF_SIMPLE), getBuffer(vm, b, PyBUF_SIMPLE));
    return compareBytes(vm, bufferBytes(views[0] as PyBuffer), bufferBytes(views[1] as PyBuffer), op);
  } finally {
    for (const view of views) view.release(vm);
  }
}

function extendInPlace(vm: Runtime, self: PyByteArray, other: Value): Value {
  if (typeOf(other).bf_getbuffer === null) {
    throw typeError(`can't concat ${typeOf(other).name} to ${typeOf(self).name}`);
  }
  const view = getBuffer(vm, other, PyBUF_SIMPLE);
  // An array cannot be added to itself: its own buffer counts as an export, as in CPython.
  try {
    self.splice(vm, self.bytes.length, 0, bufferBytes(view));
  } finally {
    view.release(vm);
  }
  return self;
}

function repeatInPlace(vm: Runtime, self: PyByteArray, count: number): Value {
  if (count === 1) return self;
  if (count <= 0) {
    self.resize(vm, 0);
    return self;
  }
  const repeated = repeatBytes(vm, self.bytes, count - 1);
  self.splice(vm, self.bytes.length, 0, repeated);
  return self;
}

defineType(byteArrayType, {
  doc: 'A mutable sequence of bytes, made from ints, an object with a buffer, or text and an encoding.',
  slots: {
    tp_new: newByteArray,
    tp_init: init,
    tp_repr: (vm, self: PyByteArray) => `${typeOf(self).name}(${reprBytes(vm, self.bytes, true)})`,
    tp_str: (vm, self: PyByteArray) => {
      warnText(vm, self);
      return `${typeOf(self).name}(${reprBytes(vm, self.bytes, true)})`;
    },
    tp_hash: UNHASHABLE,
    tp_richcompare: compare,
    tp_iter: bytesIterator,
    nb_remainder: (vm, a: Value, b: Value) =>
      a instanceof PyByteArray ? new PyByteArray(percentFormatBytes(vm, a.bytes.slice(), b)) : NotImplemented,
    sq_length: (_vm, self: PyByteArray) => self.bytes.length,
    sq_concat: (vm, self: PyByteArray, other: Value) => new PyByteArray(concatWith(vm, self, self.bytes, other)),
    sq_repeat: (vm: Runtime, self: PyByteArray, count: number) => new PyByteArray(repeatBytes(vm, self.bytes, count)),
    sq_inplace_concat: extendInPlace,
    sq_inplace_repeat: repeatInPlace,
    sq_item: (_vm: Runtime, self: PyByteArray, index: number) => itemAt(self, index),
    sq_ass_item: (vm: Runtime, self: PyByteArray, index: number, value: Value | undefined) =>
      setSubscript(vm, self, index < 0 ? self.bytes.length : index, value),
    sq_contains: (vm, self: PyByteArray, item: Value) => containsBytes(vm, () => self.bytes, item),
    mp_length: (_vm, self: PyByteArray) => self.bytes.length,
    mp_subscript: subscript,
    mp_ass_subscript: setSubscript,
    bf_releasebuffer: countedRelease,
    bf_getbuffer: (_vm: Runtime, self: PyByteArray) => {
      self.exports++;
      return simpleBuffer(self, self.bytes, false, self);
    },
  },
  methods: [...mutationMethods, ...sharedMethods('bytearray')],
  isBaseType: true,
  hasWeakrefs: false,
  matchSelf: true,
});
