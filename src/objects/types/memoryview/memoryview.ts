/** This file defines the instances of memoryview and how they are made. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import {
  type BufferExporter,
  getBuffer,
  isCContiguous,
  isFContiguous,
  PyBUF_ANY_CONTIGUOUS,
  PyBUF_C_CONTIGUOUS,
  PyBUF_F_CONTIGUOUS,
  PyBUF_FORMAT,
  PyBUF_FULL_RO,
  PyBUF_ND,
  PyBUF_STRIDES,
  PyBUF_WRITABLE,
  PyBuffer,
} from '../../buffer.js';
import { makeType, typeOf } from '../../core-types.js';
import { bufferError, typeError, valueError } from '../../errors.js';
import { noteShared, type SharedBuffer } from './abandoned-views.js';

/** The buffer that several memoryviews of one object share: given back when the last of them is released. */
export class ManagedBuffer extends PyObject implements BufferExporter, SharedBuffer {
  /** Memoryviews that use it. */
  exports = 0;
  /** Buffers that others got from these memoryviews. */
  lent = 0;
  madeAt = 0;

  constructor(readonly view: PyBuffer) {
    super();
  }

  bufferReleased(vm: Runtime): void {
    this.exports--;
    if (this.exports === 0) this.view.release(vm);
  }

  get isHeld(): boolean {
    return this.lent > 0;
  }

  get isReleased(): boolean {
    return this.exports === 0;
  }

  abandon(vm: Runtime): void {
    this.exports = 0;
    this.view.release(vm);
  }
}

/** Python `memoryview`. */
export class PyMemoryView extends PyObject implements BufferExporter {
  released = false;
  /** Buffers that others got from this view. */
  exports = 0;

  constructor(
    readonly managed: ManagedBuffer,
    /** Layout of this view; its exporter is the managed buffer. */
    readonly layout: PyBuffer,
  ) {
    super();
    managed.exports++;
  }

  /** The layout; raises ValueError once the view is released. */
  get view(): PyBuffer {
    if (this.released || this.managed.exports === 0) {
      throw valueError('operation forbidden on released memoryview object');
    }
    return this.layout;
  }

  bufferReleased(): void {
    this.exports--;
    this.managed.lent--;
  }

  /** Give the bytes back. Raises BufferError while others use them through this view. */
  release(vm: Runtime): void {
    if (this.released) return;
    if (this.exports > 0) {
      throw bufferError(`memoryview has ${this.exports} exported buffer${this.exports === 1 ? '' : 's'}`);
    }
    this.released = true;
    this.layout.release(vm);
  }

  /** Another view of the same bytes with another layout. */
  derive(
    offset: number,
    itemsize: number,
    format: string,
    shape: readonly number[],
    strides: readonly number[],
    readonly: boolean = this.layout.readonly,
  ): PyMemoryView {
    const { managed, layout } = this;
    return new PyMemoryView(
      managed,
      new PyBuffer(layout.owner, layout.data, offset, readonly, itemsize, format, shape, strides, managed),
    );
  }
}

export const memoryViewType = makeType('memoryview', PyMemoryView);

/** A memoryview over a buffer that was got: it releases the buffer at its end. */
export function viewOfBuffer(view: PyBuffer): PyMemoryView {
  const managed = new ManagedBuffer(view);
  return new PyMemoryView(
    managed,
    new PyBuffer(
      view.owner,
      view.data,
      view.offset,
      view.readonly,
      view.itemsize,
      view.format,
      view.shape,
      view.strides,
      managed,
    ),
  );
}

/** Let the exporter find the view again when it is to be resized. */
function noted(vm: Runtime, made: PyMemoryView): PyMemoryView {
  const { managed } = made;
  const exporter = managed.view.exportedBy;
  if (exporter !== null) noteShared(vm, exporter, managed);
  return made;
}

/** `memoryview(object)`, or `object.__buffer__(flags)`. */
export function makeMemoryView(
  vm: Runtime,
  object: Value,
  flags: number = PyBUF_FULL_RO,
  slot: ((vm: Runtime, self: Value, flags: number) => PyObject) | null = null,
): PyMemoryView {
  if (object instanceof PyMemoryView && flags === PyBUF_FULL_RO) {
    const view = object.view;
    return object.derive(view.offset, view.itemsize, view.format, view.shape, view.strides);
  }
  if (typeOf(object).bf_getbuffer === null) {
    throw typeError(`memoryview: a bytes-like object is required, not '${typeOf(object).name}'`);
  }
  return noted(vm, viewOfBuffer(slot === null ? getBuffer(vm, object, flags) : (slot(vm, object, flags) as PyBuffer)));
}

const has = (flags: number, wanted: number): boolean => (flags & wanted) === wanted;

/** `bf_getbuffer` of memoryview. */
export function exportView(_vm: Runtime, self: PyMemoryView, flags: number): PyBuffer {
  const view = self.view;
  const refuse = (what: string): never => {
    throw bufferError(`memoryview: underlying buffer is not ${what}`);
  };
  if (has(flags, PyBUF_WRITABLE) && view.readonly) refuse('writable');
  const contiguous = isCContiguous(view);
  if (has(flags, PyBUF_C_CONTIGUOUS) && !contiguous) refuse('C-contiguous');
  if (has(flags, PyBUF_F_CONTIGUOUS) && !isFContiguous(view)) refuse('Fortran contiguous');
  if (has(flags, PyBUF_ANY_CONTIGUOUS) && !contiguous && !isFContiguous(view)) refuse('contiguous');
  if (!has(flags, PyBUF_STRIDES) && !contiguous) refuse('C-contiguous');
  const format = has(flags, PyBUF_FORMAT) ? view.format : 'B';
  let { shape, strides } = view;
  if (!has(flags, PyBUF_ND)) {
    if (has(flags, PyBUF_FORMAT)) {
      throw bufferError('memoryview: cannot cast to unsigned bytes if the format flag is present');
    }
    shape = [view.nbytes / view.itemsize];
    strides = [view.itemsize];
  }
  self.exports++;
  self.managed.lent++;
  return new PyBuffer(self, view.data, view.offset, view.readonly, view.itemsize, format, shape, strides, self);
}
