/** This file stores the elements of array.array. */

import type { BufferExporter } from '../../objects/buffer.js';
import { bufferError } from '../../objects/errors.js';
import { releaseAbandoned } from '../../objects/types/memoryview/abandoned-views.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { makeModuleType } from '../module-types.js';
import type { ElementKind } from './elements.js';

/** Python `array.array`: elements of one machine type, side by side in memory. */
export class PyArray extends PyObject implements BufferExporter {
  private store: Uint8Array;
  private view: DataView;
  length: number;
  /** Buffers in use: while there are any, the size cannot change. */
  exports = 0;

  constructor(
    readonly kind: ElementKind,
    bytes: Uint8Array,
  ) {
    super();
    this.store = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.length = bytes.length / kind.size;
  }

  /** The elements' memory, shared. */
  get bytes(): Uint8Array {
    return this.store.subarray(0, this.length * this.kind.size);
  }

  /** The element at an index within bounds. */
  at(index: number): Value {
    return this.kind.get(this.view, index * this.kind.size);
  }

  /** Store a converted element at an index within bounds. */
  put(index: number, value: number | bigint): void {
    this.kind.put(this.view, index * this.kind.size, value);
  }

  bufferReleased(): void {
    this.exports--;
  }

  /** Change the length; new elements are zero. Raises BufferError while buffers are in use. */
  resize(vm: Runtime, length: number): void {
    if (length === this.length) return;
    if (this.exports > 0) releaseAbandoned(vm, this);
    if (this.exports > 0) throw bufferError('cannot resize an array that is exporting buffers');
    const size = length * this.kind.size;
    if (size > this.store.length || size < this.store.length >> 2) {
      const room = length > this.length ? size + (size >> 3) + 8 * this.kind.size : size;
      vm.chargeMemory(room);
      vm.chargeFuel(size >> 5);
      const store = new Uint8Array(room);
      store.set(this.store.subarray(0, Math.min(size, this.length * this.kind.size)));
      this.store = store;
      this.view = new DataView(store.buffer);
    } else if (length > this.length) this.store.fill(0, this.length * this.kind.size, size);
    this.length = length;
  }

  /** Put bytes (whole elements, not this array's own memory) in the place of `count` elements at `start`. */
  replace(vm: Runtime, start: number, count: number, bytes: Uint8Array): void {
    const { size } = this.kind;
    const tail = this.bytes.slice((start + count) * size);
    vm.chargeFuel((tail.length + bytes.length) >> 5);
    this.resize(vm, start + bytes.length / size + tail.length / size);
    this.store.set(bytes, start * size);
    this.store.set(tail, start * size + bytes.length);
  }

  /** Add a converted element at the end. */
  append(vm: Runtime, value: number | bigint): void {
    this.resize(vm, this.length + 1);
    this.put(this.length - 1, value);
  }
}

export const arrayType = makeModuleType('array', 'array', PyArray);
