/** This file defines the instances of bytearray. */
import { PyObject } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import type { BufferExporter } from '../../buffer.js';
import { makeType } from '../../core-types.js';
import { bufferError } from '../../errors.js';
import { releaseAbandoned } from '../memoryview/abandoned-views.js';

/** Python `bytearray`: bytes with room to grow. `bytes` is the content; it moves when the array is resized. */
export class PyByteArray extends PyObject implements BufferExporter {
  private store: Uint8Array;
  bytes: Uint8Array;
  /** Buffers that are in use: while there are any, the size cannot change. */
  exports = 0;

  constructor(bytes: Uint8Array) {
    super();
    this.store = bytes;
    this.bytes = bytes;
  }

  /** Raise BufferError while buffers are in use. */
  checkResizable(vm: Runtime): void {
    if (this.exports > 0) releaseAbandoned(vm, this);
    if (this.exports > 0) throw bufferError('Existing exports of data: object cannot be re-sized');
  }

  /** Change the size; new bytes at the end are zero. Amortised constant time for growth at the end. */
  resize(vm: Runtime, size: number): void {
    const old = this.bytes.length;
    if (size === old) return;
    this.checkResizable(vm);
    const offset = this.bytes.byteOffset - this.store.byteOffset;
    if (offset + size <= this.store.length && size > this.store.length >> 2) {
      this.bytes = this.store.subarray(offset, offset + size);
      if (size > old) this.bytes.fill(0, old);
      return;
    }
    // CPython's growth: a little extra for small steps, none for big ones, so that appending is cheap and sizes agree.
    const allocated = this.allocated;
    const isStep = size > old && size <= allocated * 1.125;
    const room = isStep ? size + (size >> 3) + (size < 9 ? 2 : 5) : size;
    vm.chargeMemory(room);
    vm.chargeFuel(Math.min(old, size) >> 5);
    const store = new Uint8Array(room);
    store.set(size < old ? this.bytes.subarray(0, size) : this.bytes);
    this.store = store;
    this.bytes = store.subarray(0, size);
  }

  /** Replace `count` bytes at `at` by others; moves the shorter side. The new bytes must not be this array's own. */
  splice(vm: Runtime, at: number, count: number, bytes: Uint8Array): void {
    const difference = bytes.length - count;
    const length = this.bytes.length;
    if (difference !== 0) this.checkResizable(vm);
    if (difference < 0 && at === 0) {
      // Bytes taken from the front only move the start, so that queues cost nothing.
      this.bytes = this.bytes.subarray(-difference);
    } else if (difference < 0) {
      vm.chargeFuel((length - at) >> 5);
      this.bytes.copyWithin(at + bytes.length, at + count);
      this.resize(vm, length + difference);
    } else if (difference > 0) {
      this.resize(vm, length + difference);
      vm.chargeFuel((length - at) >> 5);
      this.bytes.copyWithin(at + bytes.length, at + count, length);
    }
    this.bytes.set(bytes, at);
  }

  bufferReleased(): void {
    this.exports--;
  }

  /** Room that is kept, in bytes (with the null byte that CPython puts at the end). */
  get allocated(): number {
    return this.store.length === 0 ? 0 : this.store.length + 1;
  }
}

export const byteArrayType = makeType('bytearray', PyByteArray);
