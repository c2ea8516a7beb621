/** This file holds the operators that bytes and bytearray share. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import type { PySlice } from '../../../values/sequences.js';
import { PyBytes } from '../../../values/sequences.js';
import type { CompareOp } from '../../../values/type.js';
import { asBytes, bufferBytes, getBuffer, PyBUF_SIMPLE } from '../../buffer.js';
import { typeOf } from '../../core-types.js';
import { typeError } from '../../errors.js';
import { hasIndex } from '../../operations/index.js';
import { findUnits } from '../../search.js';
import { sliceBounds } from '../slice.js';
import { chargeScan, chargeSearch } from '../str/arguments.js';
import { allocate } from './pad-methods.js';
import { byteFrom, concatBytes } from './shared.js';

/** Order of two byte strings: negative, zero or positive. */
export function orderBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** `a op b` for contents. */
export function compareBytes(vm: Runtime, a: Uint8Array, b: Uint8Array, op: CompareOp): boolean {
  if ((op === 2 || op === 3) && a.length !== b.length) return op === 3;
  chargeScan(vm, Math.min(a.length, b.length) * 4);
  const order = orderBytes(a, b);
  switch (op) {
    case 0:
      return order < 0;
    case 1:
      return order <= 0;
    case 2:
      return order === 0;
    case 3:
      return order !== 0;
    case 4:
      return order > 0;
    default:
      return order >= 0;
  }
}

/** `item in data`: an int or bytes. */
export function containsBytes(vm: Runtime, data: () => Uint8Array, item: Value): boolean {
  let needle: Uint8Array;
  if (item instanceof PyBytes) needle = item.data;
  else if (hasIndex(item)) needle = Uint8Array.of(byteFrom(vm, item));
  else needle = asBytes(vm, item);
  const content = data();
  chargeSearch(vm, content.length * 2, needle.length);
  return findUnits(content, needle, 0, content.length) >= 0;
}

/** `data + other`. Raises TypeError "can't concat X to Y". */
export function concatWith(vm: Runtime, owner: Value, data: Uint8Array, other: Value): Uint8Array {
  if (other instanceof PyBytes) return concatBytes(vm, data, other.data);
  if (typeOf(other).bf_getbuffer === null) {
    throw typeError(`can't concat ${typeOf(other).name} to ${typeOf(owner).name}`);
  }
  const view = getBuffer(vm, other, PyBUF_SIMPLE);
  try {
    return concatBytes(vm, data, bufferBytes(view));
  } finally {
    view.release(vm);
  }
}

/** `data * count`. */
export function repeatBytes(vm: Runtime, data: Uint8Array, count: number): Uint8Array {
  const times = Math.max(0, count);
  const total = data.length * times;
  const out = allocate(vm, total);
  vm.chargeFuel(total >> 5);
  if (data.length === 1) return out.fill(data[0] as number);
  if (total > 0) {
    out.set(data);
    for (let done = data.length; done < total; done *= 2) out.copyWithin(done, 0, Math.min(done, total - done));
  }
  return out;
}

/** The bytes of a slice, copied. */
export function sliceBytes(vm: Runtime, data: Uint8Array, slice: PySlice): Uint8Array {
  const { start, step, count } = sliceBounds(vm, slice, data.length);
  if (count > 31) vm.chargeFuel(count >> (step === 1 ? 5 : 3));
  vm.chargeMemory(count);
  if (step === 1) return data.slice(start, start + count);
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i++) out[i] = data[start + i * step] as number;
  return out;
}
