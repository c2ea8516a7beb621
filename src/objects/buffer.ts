/** This file defines the buffer protocol: how objects lend their bytes to others (PEP 3118, PEP 688). */
import { PyObject, type Value } from '../values/object.js';
import type { Runtime } from '../values/runtime.js';
import { PyBytes } from '../values/sequences.js';
import { typeOf } from './core-types.js';
import { bufferError, typeError } from './errors.js';
import { bufferConverter } from './native/convert.js';

/** Request flags, with CPython's values (`inspect.BufferFlags`). */
export const PyBUF_SIMPLE = 0;
export const PyBUF_WRITABLE = 0x1;
export const PyBUF_FORMAT = 0x4;
export const PyBUF_ND = 0x8;
export const PyBUF_STRIDES = 0x18;
export const PyBUF_C_CONTIGUOUS = 0x38;
export const PyBUF_F_CONTIGUOUS = 0x58;
export const PyBUF_ANY_CONTIGUOUS = 0x98;
export const PyBUF_INDIRECT = 0x118;
export const PyBUF_CONTIG_RO = PyBUF_ND;
export const PyBUF_CONTIG = PyBUF_ND | PyBUF_WRITABLE;
export const PyBUF_FULL_RO = PyBUF_INDIRECT | PyBUF_FORMAT;
export const PyBUF_FULL = PyBUF_FULL_RO | PyBUF_WRITABLE;

/** An object that counts its exports: told once for each buffer that is released. */
export interface BufferExporter {
  bufferReleased(vm: Runtime): void;
}

/**
 * A view of an object's bytes (`Py_buffer`). `data` is the exporter's memory as it is now: it stays valid until
 * `release`, because exporters refuse to resize while exports exist. `offset` is where the first element stands,
 * `strides` are in bytes and may be negative. Every view that was got must be released.
 */
export class PyBuffer extends PyObject {
  private released = false;

  constructor(
    /** The object that the bytes belong to. */
    readonly owner: Value,
    readonly data: Uint8Array,
    readonly offset: number,
    readonly readonly: boolean,
    readonly itemsize: number,
    /** struct syntax; `B` by default. */
    readonly format: string,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
    private readonly exporter: BufferExporter | null,
  ) {
    super();
  }

  /** Whoever counts this buffer; null for nobody. */
  get exportedBy(): BufferExporter | null {
    return this.exporter;
  }

  get ndim(): number {
    return this.shape.length;
  }

  /** The number of bytes of all elements. */
  get nbytes(): number {
    let n = this.itemsize;
    for (const dimension of this.shape) n *= dimension;
    return n;
  }

  /** Give the view back; again has no effect. */
  release(vm: Runtime): void {
    if (this.released) return;
    this.released = true;
    this.exporter?.bufferReleased(vm);
  }
}

/** A one-dimensional view of plain bytes. */
export function simpleBuffer(
  owner: Value,
  data: Uint8Array,
  readonly: boolean,
  exporter: BufferExporter | null,
): PyBuffer {
  return new PyBuffer(owner, data, 0, readonly, 1, 'B', [data.length], [1], exporter);
}

/** Strides of a C-contiguous array. */
export function contiguousStrides(shape: readonly number[], itemsize: number): number[] {
  const strides = new Array<number>(shape.length);
  let step = itemsize;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i] as number;
  }
  return strides;
}

/** Do the elements stand in memory one after the other, the last index moving fastest? */
export function isCContiguous(view: PyBuffer): boolean {
  if (view.nbytes === 0) return true;
  let step = view.itemsize;
  for (let i = view.ndim - 1; i >= 0; i--) {
    const n = view.shape[i] as number;
    if (n > 1 && view.strides[i] !== step) return false;
    step *= n;
  }
  return true;
}

/** Likewise, the first index moving fastest. */
export function isFContiguous(view: PyBuffer): boolean {
  if (view.nbytes === 0) return true;
  let step = view.itemsize;
  for (let i = 0; i < view.ndim; i++) {
    const n = view.shape[i] as number;
    if (n > 1 && view.strides[i] !== step) return false;
    step *= n;
  }
  return true;
}

/** Does the object support the buffer protocol? */
export function hasBuffer(value: Value): boolean {
  return typeOf(value).bf_getbuffer !== null;
}

/**
 * Get a view of an object's bytes: the caller releases it. TypeError "a bytes-like object is required, not 'X'" for
 * objects without the protocol, BufferError where the request cannot be met.
 */
export function getBuffer(vm: Runtime, value: Value, flags: number): PyBuffer {
  const slot = typeOf(value).bf_getbuffer;
  if (slot === null) throw typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
  return slot(vm, value as never, flags) as PyBuffer;
}

/** The bytes of a C-contiguous view, shared with the exporter. */
export function bufferBytes(view: PyBuffer): Uint8Array {
  return view.data.subarray(view.offset, view.offset + view.nbytes);
}

/**
 * The bytes of a bytes-like object, shared with it: to be used before Python code can run again (a bytearray may then
 * have moved). TypeError "a bytes-like object is required, not 'X'".
 */
export function asBytes(vm: Runtime, value: Value): Uint8Array {
  if (value instanceof PyBytes) return value.data;
  const view = getBuffer(vm, value, PyBUF_SIMPLE);
  const bytes = bufferBytes(view);
  view.release(vm);
  return bytes;
}

/** The bytes of a writable bytes-like object, shared with it. */
export function asWritableBytes(vm: Runtime, value: Value): Uint8Array {
  if (!hasBuffer(value)) throw typeError(`a read-write bytes-like object is required, not '${typeOf(value).name}'`);
  const view = getBuffer(vm, value, PyBUF_WRITABLE);
  const bytes = bufferBytes(view);
  view.release(vm);
  return bytes;
}

/** All elements of a view in C order, in a new array. */
export function copyBytes(vm: Runtime, view: PyBuffer): Uint8Array {
  const n = view.nbytes;
  vm.chargeFuel(n >> 5);
  vm.chargeMemory(n);
  if (isCContiguous(view)) return view.data.slice(view.offset, view.offset + n);
  vm.chargeFuel(n / view.itemsize);
  const out = new Uint8Array(n);
  let at = 0;
  const { data, itemsize, shape, strides } = view;
  const copy = (dimension: number, offset: number): void => {
    if (dimension === shape.length) {
      for (let i = 0; i < itemsize; i++) out[at++] = data[offset + i] as number;
      return;
    }
    const count = shape[dimension] as number;
    const stride = strides[dimension] as number;
    for (let i = 0; i < count; i++) copy(dimension + 1, offset + i * stride);
  };
  copy(0, view.offset);
  return out;
}

/** The answer of an exporter of plain bytes: refuses writing to read-only memory as `PyBuffer_FillInfo` does. */
export function fillBuffer(
  owner: Value,
  data: Uint8Array,
  readonly: boolean,
  flags: number,
  exporter: BufferExporter | null,
): PyBuffer {
  if (readonly && (flags & PyBUF_WRITABLE) !== 0) throw bufferError('Object is not writable.');
  return simpleBuffer(owner, data, readonly, exporter);
}

bufferConverter.convert = asBytes;
