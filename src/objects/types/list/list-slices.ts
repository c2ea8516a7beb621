/** This file implements subscripts of list: reading, assigning and deleting items and slices. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PySlice, PyTuple } from '../../../values/sequences.js';
import { typeOf } from '../../core-types.js';
import { indexError, typeError, valueError } from '../../errors.js';
import { IndexError } from '../../exceptions/types.js';
import { hasIndex, indexToNumber } from '../../operations/index.js';
import { isSequence, toArray } from '../../operations/iteration.js';
import { chargeItems } from '../sequence-ops.js';
import { adjustBounds, sliceBounds, unpackSlice } from '../slice.js';
import { PyList } from './list.js';

/** `list[key]`. */
export function listSubscript(vm: Runtime, self: PyList, key: Value): Value {
  if (typeof key === 'number') {
    const item = self.items[key < 0 ? key + self.items.length : key];
    if (item === undefined) throw indexError('list index out of range');
    return item;
  }
  if (key instanceof PySlice) return sliceOf(vm, self, key);
  return listSubscript(vm, self, itemIndex(vm, key));
}

function itemIndex(vm: Runtime, key: Value): number {
  if (!hasIndex(key)) throw typeError(`list indices must be integers or slices, not ${typeOf(key).name}`);
  return indexToNumber(vm, key, IndexError);
}

function sliceOf(vm: Runtime, self: PyList, slice: PySlice): PyList {
  const { start, step, count } = sliceBounds(vm, slice, self.items.length);
  chargeItems(vm, count);
  if (step === 1) return new PyList(self.items.slice(start, start + count));
  const result: Value[] = [];
  for (let i = 0, at = start; i < count; i++, at += step) result.push(self.items[at] as Value);
  return new PyList(result);
}

/** `list[key] = value`; without a value `del list[key]`. */
export function listAssignSubscript(vm: Runtime, self: PyList, key: Value, value: Value | undefined): void {
  if (typeof key === 'number') {
    const items = self.items;
    const at = key < 0 ? key + items.length : key;
    if (at < 0 || at >= items.length) throw indexError('list assignment index out of range');
    if (value !== undefined) items[at] = value;
    else removeAt(vm, items, at);
  } else if (key instanceof PySlice) {
    if (value === undefined) deleteSlice(vm, self, key);
    else assignSlice(vm, self, key, value);
  } else listAssignSubscript(vm, self, itemIndex(vm, key), value);
}

/** Take out one item; the ends are quick. */
export function removeAt(vm: Runtime, items: Value[], at: number): void {
  if (at === items.length - 1) items.pop();
  else if (at === 0) items.shift();
  else {
    vm.chargeFuel((items.length - at) >> 6);
    items.splice(at, 1);
  }
}

/** Put `values` in the place of `count` items at `start`. */
export function replaceRange(vm: Runtime, self: PyList, start: number, count: number, values: readonly Value[]): void {
  const items = self.items;
  vm.chargeFuel((items.length - start + values.length) >> 6);
  if (values.length > count) chargeItems(vm, values.length - count);
  if (values.length < 4096) {
    items.splice(start, count, ...values);
    return;
  }
  // A spread of this many values would overflow the host's stack.
  self.items = items.slice(0, start).concat(values, items.slice(start + count));
}

function deleteSlice(vm: Runtime, self: PyList, slice: PySlice): void {
  const { start, step, count } = sliceBounds(vm, slice, self.items.length);
  if (count === 0) return;
  if (step === 1) {
    replaceRange(vm, self, start, count, []);
    return;
  }
  const items = self.items;
  vm.chargeFuel(items.length >> 4);
  const first = step > 0 ? start : start + (count - 1) * step;
  const stride = Math.abs(step);
  const last = first + (count - 1) * stride;
  let to = first;
  for (let at = first; at < items.length; at++) {
    if (at <= last && (at - first) % stride === 0) continue;
    items[to++] = items[at] as Value;
  }
  items.length = to;
}

/** The values to assign, in an array that later changes of the list do not touch. */
function valuesOf(vm: Runtime, value: Value): readonly Value[] {
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PyList) return value.items.slice();
  if (typeOf(value).tp_iter === null && !isSequence(value)) throw typeError('must assign iterable to extended slice');
  return toArray(vm, value);
}

function assignSlice(vm: Runtime, self: PyList, slice: PySlice, value: Value): void {
  const unpacked = unpackSlice(vm, slice);
  // The length is read after the values: iterating over them may change this list.
  const values = valuesOf(vm, value);
  const { start, stop, step, count } = adjustBounds(unpacked.start, unpacked.stop, unpacked.step, self.items.length);
  if (step === 1) {
    replaceRange(vm, self, start, Math.max(stop - start, 0), values);
    return;
  }
  if (values.length !== count) {
    throw valueError(`attempt to assign sequence of size ${values.length} to extended slice of size ${count}`);
  }
  vm.chargeFuel(count >> 4);
  const items = self.items;
  for (let i = 0, at = start; i < count; i++, at += step) items[at] = values[i] as Value;
}
