/** This file reads and writes elements and slices of memoryviews. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PySlice, PyTuple } from '../../../values/sequences.js';
import { Ellipsis } from '../../../values/singletons.js';
import { getBuffer, PyBUF_FULL_RO, type PyBuffer } from '../../buffer.js';
import { error, indexError, typeError, valueError } from '../../errors.js';
import { IndexError, NotImplementedError } from '../../exceptions/types.js';
import { hasIndex, indexToNumber } from '../../operations/index.js';
import { sliceBounds } from '../slice.js';
import { packItem, supportedCode, unpackItem } from './items.js';
import type { PyMemoryView } from './memoryview.js';

const notImplemented = (message: string): unknown => error(NotImplementedError, message);

/** Move into a dimension: the offset of one of its elements. */
function step(view: PyBuffer, dimension: number, offset: number, given: number): number {
  const count = view.shape[dimension] as number;
  const index = given < 0 ? given + count : given;
  if (index < 0 || index >= count) throw indexError(`index out of bounds on dimension ${dimension + 1}`);
  return offset + index * (view.strides[dimension] as number);
}

/** All keys are ints: the elements' offset. */
function multiOffset(vm: Runtime, view: PyBuffer, keys: readonly Value[]): number {
  if (keys.length < view.ndim) throw notImplemented('sub-views are not implemented');
  if (keys.length > view.ndim) {
    throw typeError(`cannot index ${view.ndim}-dimension view with ${keys.length}-element tuple`);
  }
  let offset = view.offset;
  for (let i = 0; i < keys.length; i++) offset = step(view, i, offset, indexToNumber(vm, keys[i] as Value, IndexError));
  return offset;
}

/** `view[index]` of one dimension. */
export function itemAt(self: PyMemoryView, index: number): Value {
  const view = self.view;
  const code = supportedCode(view.format);
  if (view.ndim === 0) throw typeError('invalid indexing of 0-dim memory');
  if (view.ndim > 1) throw notImplemented('multi-dimensional sub-views are not implemented');
  return unpackItem(view.data, step(view, 0, view.offset, index), code);
}

function slice(vm: Runtime, self: PyMemoryView, key: PySlice): PyMemoryView {
  const view = self.view;
  const bounds = sliceBounds(vm, key, view.shape[0] as number);
  const stride = view.strides[0] as number;
  return self.derive(
    view.offset + bounds.start * stride,
    view.itemsize,
    view.format,
    [bounds.count, ...view.shape.slice(1)],
    [stride * bounds.step, ...view.strides.slice(1)],
  );
}

/** `view[key]`. */
export function subscript(vm: Runtime, self: PyMemoryView, key: Value): Value {
  const view = self.view;
  if (view.ndim === 0) {
    if (key instanceof PyTuple && key.items.length === 0) {
      return unpackItem(view.data, view.offset, supportedCode(view.format));
    }
    if (key === Ellipsis) return self;
    throw typeError('invalid indexing of 0-dim memory');
  }
  if (hasIndex(key)) return itemAt(self, indexToNumber(vm, key, IndexError));
  if (key instanceof PySlice) return slice(vm, self, key);
  if (key instanceof PyTuple) {
    if (key.items.every(hasIndex)) {
      const code = supportedCode(view.format);
      return unpackItem(view.data, multiOffset(vm, view, key.items), code);
    }
    if (key.items.every((item) => item instanceof PySlice)) {
      throw notImplemented('multi-dimensional slicing is not implemented');
    }
  }
  throw typeError('memoryview: invalid slice key');
}

function store(vm: Runtime, self: PyMemoryView, offset: number, value: Value): void {
  const view = self.view;
  const packed = packItem(vm, value, supportedCode(view.format));
  // Converting the value may have released the view.
  self.view.data.set(packed, offset);
}

/** `view[key] = value`; undefined deletes, which is refused. */
export function setSubscript(vm: Runtime, self: PyMemoryView, key: Value, value: Value | undefined): void {
  const view = self.view;
  if (view.readonly) throw typeError('cannot modify read-only memory');
  if (value === undefined) throw typeError('cannot delete memory');
  if (view.ndim === 0) {
    if (key === Ellipsis || (key instanceof PyTuple && key.items.length === 0)) {
      store(vm, self, view.offset, value);
      return;
    }
    throw typeError('invalid indexing of 0-dim memory');
  }
  if (hasIndex(key)) {
    if (view.ndim > 1) throw notImplemented('sub-views are not implemented');
    store(vm, self, step(view, 0, view.offset, indexToNumber(vm, key, IndexError)), value);
    return;
  }
  if (key instanceof PySlice && view.ndim === 1) {
    assignSlice(vm, self, key, value);
    return;
  }
  if (key instanceof PyTuple && key.items.every(hasIndex)) {
    store(vm, self, multiOffset(vm, view, key.items), value);
    return;
  }
  if (key instanceof PySlice || (key instanceof PyTuple && key.items.every((item) => item instanceof PySlice))) {
    throw notImplemented('memoryview slice assignments are currently restricted to ndim = 1');
  }
  throw typeError('memoryview: invalid slice key');
}

const stripped = (format: string): string => (format.startsWith('@') ? format.slice(1) : format);

function assignSlice(vm: Runtime, self: PyMemoryView, key: PySlice, value: Value): void {
  const source = getBuffer(vm, value, PyBUF_FULL_RO);
  try {
    const view = self.view;
    const { start, step: by, count } = sliceBounds(vm, key, view.shape[0] as number);
    const same =
      source.ndim === 1 &&
      source.itemsize === view.itemsize &&
      stripped(source.format) === stripped(view.format) &&
      source.shape[0] === count;
    if (!same) throw valueError('memoryview assignment: lvalue and rvalue have different structures');
    copyItems(vm, source, self.view, start, by, count);
  } finally {
    source.release(vm);
  }
}

function copyItems(vm: Runtime, source: PyBuffer, target: PyBuffer, start: number, by: number, count: number): void {
  const size = target.itemsize;
  const stride = (target.strides[0] as number) * by;
  const first = target.offset + start * (target.strides[0] as number);
  const sourceStride = source.strides[0] as number;
  if (stride === size && sourceStride === size) {
    vm.chargeFuel((count * size) >> 5);
    target.data.set(source.data.subarray(source.offset, source.offset + count * size), first);
    return;
  }
  vm.chargeFuel(count * size);
  vm.chargeMemory(count * size);
  // Both may be views of the same memory: gather first.
  const items = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) {
    const from = source.offset + i * sourceStride;
    items.set(source.data.subarray(from, from + size), i * size);
  }
  for (let i = 0; i < count; i++) target.data.set(items.subarray(i * size, (i + 1) * size), first + i * stride);
}
