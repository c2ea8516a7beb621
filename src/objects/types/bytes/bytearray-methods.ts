/** This file declares the methods of bytearray that change it, and those that bytes does not have. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { bufferBytes, getBuffer, PyBUF_SIMPLE } from '../../buffer.js';
import { latin1Text } from '../../codecs/byte-builder.js';
import { typeOf } from '../../core-types.js';
import { indexError, overflowError, typeError, valueError } from '../../errors.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { getAttr } from '../../operations/attributes.js';
import { isSequence } from '../../operations/iteration.js';
import { asStr } from '../../strings.js';
import { PyByteArray } from './bytearray-object.js';
import { bytesFromObject } from './construct.js';
import { byteFrom } from './shared.js';

const NO_BYTES = new Uint8Array(0);

function extend(vm: Runtime, self: PyByteArray, iterable: Value): Value {
  if (typeOf(iterable).bf_getbuffer !== null) {
    const view = getBuffer(vm, iterable, PyBUF_SIMPLE);
    const bytes = iterable === self ? bufferBytes(view).slice() : bufferBytes(view);
    if (iterable === self) view.release(vm);
    try {
      self.splice(vm, self.bytes.length, 0, bytes);
    } finally {
      view.release(vm);
    }
    return None;
  }
  if (asStr(iterable) !== undefined) {
    throw typeError(`expected iterable of integers; got: '${typeOf(iterable).name}'`);
  }
  if (typeOf(iterable).tp_iter === null && !isSequence(iterable)) {
    throw typeError(`can't extend bytearray with ${typeOf(iterable).name}`);
  }
  const bytes = bytesFromObject(vm, 'bytearray', iterable);
  self.splice(vm, self.bytes.length, 0, bytes);
  return None;
}

function pop(vm: Runtime, self: PyByteArray, index: number): Value {
  const length = self.bytes.length;
  if (length === 0) throw indexError('pop from empty bytearray');
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw indexError('pop index out of range');
  const byte = self.bytes[at] as number;
  self.splice(vm, at, 1, NO_BYTES);
  return byte;
}

function reduce(vm: Runtime, self: PyByteArray, protocol: number): Value {
  const state = vm.call0(getAttr(vm, self, '__getstate__'));
  vm.chargeMemory(self.bytes.length);
  const args = protocol < 3 ? [latin1Text(self.bytes), 'latin-1'] : [new PyBytes(self.bytes.slice())];
  return new PyTuple([typeOf(self), new PyTuple(protocol < 3 && self.bytes.length === 0 ? [] : args), state]);
}

/** append, extend, insert, pop, resize and their kin. */
export const mutationMethods: readonly NativeDef[] = [
  method(
    '__alloc__($self, /)',
    'Number of bytes that are allocated.',
    (_vm: Runtime, self: PyByteArray) => self.allocated,
  ),
  method('__reduce__($self, /)', 'Return state information for pickling.', (vm: Runtime, self: PyByteArray) =>
    reduce(vm, self, 2),
  ),
  method(
    '__reduce_ex__($self, proto: int=0, /)',
    'Return state information for pickling.',
    (vm: Runtime, self: PyByteArray, protocol: number) => reduce(vm, self, protocol),
  ),
  method(
    '__sizeof__($self, /)',
    'Size of the object in memory, in bytes.',
    (_vm: Runtime, self: PyByteArray) => 56 + self.allocated,
  ),
  method('append($self, item, /)', 'Append one byte to the end.', (vm: Runtime, self: PyByteArray, item: Value) => {
    const byte = byteFrom(vm, item);
    if (self.bytes.length >= Number.MAX_SAFE_INTEGER) throw overflowError('cannot add more objects to bytearray');
    self.resize(vm, self.bytes.length + 1);
    self.bytes[self.bytes.length - 1] = byte;
    return None;
  }),
  method('clear($self, /)', 'Remove all bytes.', (vm: Runtime, self: PyByteArray) => {
    self.resize(vm, 0);
    return None;
  }),
  method('copy($self, /)', 'A copy of the array.', (vm: Runtime, self: PyByteArray) => {
    vm.chargeMemory(self.bytes.length);
    return new PyByteArray(self.bytes.slice());
  }),
  method('extend($self, iterable_of_ints, /)', 'Append all bytes of the iterable.', extend),
  method(
    'insert($self, index: ssize, item, /)',
    'Insert one byte before index.',
    (vm: Runtime, self: PyByteArray, index: number, item: Value) => {
      const byte = byteFrom(vm, item);
      const length = self.bytes.length;
      const at = Math.max(0, Math.min(index < 0 ? index + length : index, length));
      self.splice(vm, at, 0, Uint8Array.of(byte));
      return None;
    },
  ),
  method('pop($self, index: ssize=-1, /)', 'Remove one byte and return it.', pop),
  method(
    'remove($self, value, /)',
    'Remove the first byte of this value.',
    (vm: Runtime, self: PyByteArray, value: Value) => {
      const byte = byteFrom(vm, value);
      vm.chargeFuel(self.bytes.length >> 5);
      const at = self.bytes.indexOf(byte);
      if (at < 0) throw valueError('value not found in bytearray');
      self.splice(vm, at, 1, NO_BYTES);
      return None;
    },
  ),
  method(
    'resize($self, size: ssize, /)',
    'Change the length; new bytes are zero.',
    (vm: Runtime, self: PyByteArray, size: number) => {
      if (size < 0) throw valueError(`Can only resize to positive sizes, got ${size}`);
      self.resize(vm, size);
      return None;
    },
  ),
  method('reverse($self, /)', 'Reverse the order of the bytes in place.', (vm: Runtime, self: PyByteArray) => {
    vm.chargeFuel(self.bytes.length >> 4);
    self.bytes.reverse();
    return None;
  }),
];
