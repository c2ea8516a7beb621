/** This file assigns to and deletes slices of bytearrays. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import type { PySlice } from '../../../values/sequences.js';
import { PyBytes } from '../../../values/sequences.js';
import { typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { isSequence } from '../../operations/iteration.js';
import { asStr } from '../../strings.js';
import { adjustBounds, unpackSlice } from '../slice.js';
import { PyByteArray } from './bytearray-object.js';
import { bytesFromObject } from './construct.js';

/** The bytes to assign, not shared with the array. */
function assigned(vm: Runtime, value: Value): Uint8Array {
  if (value instanceof PyBytes) return value.data;
  if (value instanceof PyByteArray) {
    vm.chargeMemory(value.bytes.length);
    return value.bytes.slice();
  }
  const isIterable = typeOf(value).tp_iter !== null || isSequence(value) || typeOf(value).bf_getbuffer !== null;
  if (asStr(value) !== undefined || !isIterable) {
    throw typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
  }
  return bytesFromObject(vm, 'bytearray', value);
}

/** `self[slice] = value`. */
export function assignSlice(vm: Runtime, self: PyByteArray, slice: PySlice, value: Value): void {
  const unpacked = unpackSlice(vm, slice);
  const bytes = assigned(vm, value);
  const { start, stop, step, count } = adjustBounds(unpacked.start, unpacked.stop, unpacked.step, self.bytes.length);
  if (step === 1) {
    self.splice(vm, start, Math.max(0, stop - start), bytes);
    return;
  }
  if (bytes.length === 0) {
    deleteStepped(vm, self, start, step, count);
    return;
  }
  if (bytes.length !== count) {
    throw valueError(`attempt to assign bytes of size ${bytes.length} to extended slice of size ${count}`);
  }
  vm.chargeFuel(count >> 3);
  for (let i = 0; i < count; i++) self.bytes[start + i * step] = bytes[i] as number;
}

/** `del self[slice]`. */
export function deleteSlice(vm: Runtime, self: PyByteArray, slice: PySlice): void {
  const unpacked = unpackSlice(vm, slice);
  const { start, stop, step, count } = adjustBounds(unpacked.start, unpacked.stop, unpacked.step, self.bytes.length);
  if (step === 1) self.splice(vm, start, Math.max(0, stop - start), new Uint8Array(0));
  else deleteStepped(vm, self, start, step, count);
}

function deleteStepped(vm: Runtime, self: PyByteArray, start: number, step: number, count: number): void {
  if (count === 0) return;
  self.checkResizable(vm);
  const first = step > 0 ? start : start + (count - 1) * step;
  const stride = Math.abs(step);
  const data = self.bytes;
  vm.chargeFuel((data.length - first) >> 3);
  let write = first;
  let removed = 0;
  for (let read = first; read < data.length; read++) {
    if (removed < count && read === first + removed * stride) removed++;
    else data[write++] = data[read] as number;
  }
  self.resize(vm, write);
}
