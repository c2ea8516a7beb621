/** This file implements `memoryview.cast`. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { type Str, strKey } from '../../../values/str.js';
import { contiguousStrides, isCContiguous, type PyBuffer } from '../../buffer.js';
import { PyIntSubclass } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { index } from '../../operations/index.js';
import { PyList } from '../list/list.js';
import { itemSize, nativeCode } from './items.js';
import type { PyMemoryView } from './memoryview.js';

const MAX_NDIM = 64;

function formatError(what: string): unknown {
  return valueError(
    `memoryview: ${what} format must be a native single character format prefixed with an optional '@'`,
  );
}

function isByteCode(code: string): boolean {
  return code === 'b' || code === 'B' || code === 'c';
}

function hasZero(view: PyBuffer): boolean {
  return view.shape.includes(0) || view.strides.includes(0);
}

function dimensions(vm: Runtime, shape: Value): number[] {
  const items = (shape as PyList | PyTuple).items;
  return items.map((item) => {
    if (
      typeof item !== 'number' &&
      typeof item !== 'bigint' &&
      typeof item !== 'boolean' &&
      !(item instanceof PyIntSubclass)
    ) {
      throw typeError('memoryview.cast(): elements of shape must be integers');
    }
    const n = index(vm, item);
    if (n <= 0) throw valueError('memoryview.cast(): elements of shape must be integers > 0');
    if (typeof n === 'bigint') throw valueError('memoryview.cast(): product(shape) > SSIZE_MAX');
    return n;
  });
}

/** `view.cast(format, shape)`; `shape` is undefined when not given. */
export function castView(vm: Runtime, self: PyMemoryView, formatText: Str, shape: Value | undefined): PyMemoryView {
  const view = self.view;
  const format = strKey(formatText);
  if (!isCContiguous(view)) throw typeError('memoryview: casts are restricted to C-contiguous views');
  if ((shape !== undefined || view.ndim !== 1) && hasZero(view)) {
    throw typeError('memoryview: cannot cast view with zeros in shape or strides');
  }
  let count = 1;
  if (shape !== undefined) {
    if (!(shape instanceof PyList) && !(shape instanceof PyTuple)) throw typeError('shape must be a list or a tuple');
    count = shape.items.length;
    if (count > MAX_NDIM) throw valueError('memoryview: number of dimensions must not exceed 64');
    if (view.ndim !== 1 && count !== 1) throw typeError('memoryview: cast must be 1D -> ND or ND -> 1D');
  }
  const source = nativeCode(view.format);
  if (source === null) throw formatError('source');
  const target = nativeCode(format);
  if (target === null) throw formatError('destination');
  if (!isByteCode(source) && !isByteCode(target)) {
    throw typeError('memoryview: cannot cast between two non-byte formats');
  }
  const size = itemSize(target);
  const nbytes = view.nbytes;
  if (nbytes % size !== 0) throw typeError('memoryview: length is not a multiple of itemsize');
  let lengths = [nbytes / size];
  if (shape !== undefined) {
    lengths = dimensions(vm, shape);
    if (lengths.reduce((product, n) => product * n, size) !== nbytes) {
      throw typeError('memoryview: product(shape) * itemsize != buffer size');
    }
  }
  return self.derive(view.offset, size, format, lengths, contiguousStrides(lengths, size));
}
