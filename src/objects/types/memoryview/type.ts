/** This file fills the type memoryview. */

import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import type { Str } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import { copyBytes, isCContiguous, isFContiguous, PyBuffer } from '../../buffer.js';
import { error, typeError, valueError } from '../../errors.js';
import { NotImplementedError } from '../../exceptions/types.js';
import { bindArguments } from '../../native/bind.js';
import { defineType } from '../../native/define-type.js';
import { classMethod, getset, method, type NativeDef } from '../../native/native-def.js';
import { parseSignature } from '../../native/signature.js';
import { equals } from '../../operations/compare.js';
import { addressOf } from '../../operations/text.js';
import { hexText } from '../bytes/hex.js';
import { classGetItem } from '../class-getitem.js';
import { PyList } from '../list/list.js';
import { castView } from './cast.js';
import { compareViews, hashView } from './compare.js';
import { itemAt, setSubscript, subscript } from './indexing.js';
import { supportedCode, unpackItem } from './items.js';
import { memoryIterator } from './iterator.js';
import { exportView, makeMemoryView, memoryViewType, type PyMemoryView } from './memoryview.js';
import { countedRelease } from './python-buffer.js';

const SIGNATURE = parseSignature('memoryview(object)', 'new');

function newMemoryView(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const [object] = bindArguments(vm, SIGNATURE, { short: 'memoryview', full: 'memoryview()' }, args, kwnames) as [
    Value,
  ];
  return makeMemoryView(vm, object);
}

/** Elements as nested lists. */
function toList(vm: Runtime, view: PyBuffer): Value {
  const code = supportedCode(view.format);
  const count = view.nbytes / view.itemsize;
  vm.chargeFuel(count);
  vm.chargeMemory(count * 8);
  const build = (dimension: number, offset: number): Value => {
    if (dimension === view.ndim) return unpackItem(view.data, offset, code);
    const items: Value[] = [];
    const n = view.shape[dimension] as number;
    for (let i = 0; i < n; i++) items.push(build(dimension + 1, offset + i * (view.strides[dimension] as number)));
    return new PyList(items);
  };
  return build(0, view.offset);
}

/** The bytes of a view with the first index moving fastest: as of the transposed array. */
function transposed(view: PyBuffer): PyBuffer {
  const { owner, data, offset, itemsize, format } = view;
  return new PyBuffer(
    owner,
    data,
    offset,
    view.readonly,
    itemsize,
    format,
    [...view.shape].reverse(),
    [...view.strides].reverse(),
    null,
  );
}

function toBytes(vm: Runtime, view: PyBuffer, order: Str | null): PyBytes {
  if (order !== null && order !== 'C' && order !== 'F' && order !== 'A') {
    throw valueError("order must be 'C', 'F' or 'A'");
  }
  const fortran = order === 'F' || (order === 'A' && !isCContiguous(view) && isFContiguous(view));
  return new PyBytes(copyBytes(vm, fortran ? transposed(view) : view));
}

function ints(values: readonly number[]): PyTuple {
  return new PyTuple(values);
}

function lookupDimension(view: PyBuffer): number {
  if (view.ndim === 0) throw typeError('invalid lookup on 0-dim memory');
  if (view.ndim > 1) throw error(NotImplementedError, 'multi-dimensional lookup is not implemented');
  return view.shape[0] as number;
}

const methods: readonly NativeDef[] = [
  method(
    'release($self, /)',
    'Release the underlying buffer exposed by the memoryview object.',
    (vm: Runtime, self: PyMemoryView) => {
      self.release(vm);
      return None;
    },
  ),
  method(
    "tobytes($self, /, order: str_or_none='C')",
    'The elements as bytes, in C or Fortran order.',
    (vm: Runtime, self: PyMemoryView, order: Str | null) => toBytes(vm, self.view, order),
  ),
  method(
    'hex($self, /, sep=<unrepresentable>, bytes_per_sep: int=1)',
    'Hexadecimal digits of the bytes, with a separator between groups if wanted.',
    (vm: Runtime, self: PyMemoryView, sep: Value | undefined, perGroup: number) =>
      hexText(vm, copyBytes(vm, self.view), sep, perGroup),
  ),
  method(
    'tolist($self, /)',
    'The elements as a list, nested as there are dimensions.',
    (vm: Runtime, self: PyMemoryView) => toList(vm, self.view),
  ),
  method(
    'cast($self, /, format: str, shape=<unrepresentable>)',
    'Cast the view to a new format or shape.',
    (vm: Runtime, self: PyMemoryView, format: Str, shape: Value | undefined) => castView(vm, self, format, shape),
  ),
  method('toreadonly($self, /)', 'A readonly version of the view.', (_vm: Runtime, self: PyMemoryView) => {
    const view = self.view;
    return self.derive(view.offset, view.itemsize, view.format, view.shape, view.strides, true);
  }),
  classMethod(
    '_from_flags($type, /, object, flags: int)',
    'Create a new memoryview object which references the given object.',
    (vm: Runtime, _type: PyType, object: Value, flags: number) => makeMemoryView(vm, object, flags),
  ),
  method(
    'count($self, value, /)',
    'Count the number of occurrences of a value.',
    (vm: Runtime, self: PyMemoryView, value: Value) => {
      const length = lookupDimension(self.view);
      let count = 0;
      for (let i = 0; i < length; i++) {
        vm.chargeFuel(1);
        if (equals(vm, itemAt(self, i), value)) count++;
      }
      return count;
    },
  ),
  method(
    'index($self, value, start: ssize=0, stop: ssize=sys.maxsize, /)',
    'Return the index of the first occurrence of a value. Raises ValueError if the value is not present.',
    (vm: Runtime, self: PyMemoryView, value: Value, start: number, stop: number) => {
      const length = lookupDimension(self.view);
      const clamped = (at: number): number => Math.max(0, at < 0 ? at + length : at);
      const end = Math.min(length, clamped(stop));
      for (let i = clamped(start); i < end; i++) {
        vm.chargeFuel(1);
        if (equals(vm, itemAt(self, i), value)) return i;
      }
      throw valueError('memoryview.index(x): x not found');
    },
  ),
  method('__enter__($self, /)', null, (_vm: Runtime, self: PyMemoryView) => {
    void self.view;
    return self;
  }),
  method(
    '__exit__($self, /, *exc_info)',
    'Release the underlying buffer exposed by the memoryview object.',
    (vm: Runtime, self: PyMemoryView) => {
      self.release(vm);
      return None;
    },
  ),
  classGetItem(),
];

defineType(memoryViewType, {
  doc: 'Create a new memoryview object which references the given object.',
  slots: {
    tp_new: newMemoryView,
    tp_repr: (vm, self: PyMemoryView) =>
      `<${self.released || self.managed.exports === 0 ? 'released ' : ''}memory at 0x${addressOf(vm, self)}>`,
    tp_hash: hashView,
    tp_richcompare: compareViews,
    tp_iter: memoryIterator,
    sq_length: (_vm, self: PyMemoryView) => {
      const view = self.view;
      if (view.ndim === 0) throw typeError('0-dim memory has no length');
      return view.shape[0] as number;
    },
    sq_item: (_vm: Runtime, self: PyMemoryView, index: number) => itemAt(self, index),
    mp_length: (_vm, self: PyMemoryView) => {
      const view = self.view;
      if (view.ndim === 0) throw typeError('0-dim memory has no length');
      return view.shape[0] as number;
    },
    mp_subscript: subscript,
    mp_ass_subscript: setSubscript,
    bf_getbuffer: exportView,
    bf_releasebuffer: countedRelease,
  },
  methods,
  getsets: [
    getset('obj', 'The underlying object of the memoryview.', (_vm, self: PyMemoryView) => self.view.owner),
    getset(
      'nbytes',
      'The amount of space in bytes that the array would use in a contiguous representation.',
      (_vm, self: PyMemoryView) => self.view.nbytes,
    ),
    getset(
      'readonly',
      'A bool indicating whether the memory is read only.',
      (_vm, self: PyMemoryView) => self.view.readonly,
    ),
    getset(
      'itemsize',
      'The size in bytes of each element of the memoryview.',
      (_vm, self: PyMemoryView) => self.view.itemsize,
    ),
    getset(
      'format',
      'A string containing the format (in struct module style) for each element in the view.',
      (_vm, self: PyMemoryView) => self.view.format,
    ),
    getset(
      'ndim',
      'The number of dimensions of the array that the memory represents.',
      (_vm, self: PyMemoryView) => self.view.ndim,
    ),
    getset('shape', 'The lengths of the dimensions.', (_vm, self: PyMemoryView) => ints(self.view.shape)),
    getset('strides', 'The distances in bytes between elements of each dimension.', (_vm, self: PyMemoryView) =>
      ints(self.view.strides),
    ),
    getset('suboffsets', 'Used internally for PIL-style arrays.', (_vm, self: PyMemoryView) => {
      void self.view;
      return ints([]);
    }),
    getset('c_contiguous', 'Is the memory C contiguous?', (_vm, self: PyMemoryView) => isCContiguous(self.view)),
    getset('f_contiguous', 'Is the memory Fortran contiguous?', (_vm, self: PyMemoryView) => isFContiguous(self.view)),
    getset(
      'contiguous',
      'Is the memory contiguous?',
      (_vm, self: PyMemoryView) => isCContiguous(self.view) || isFContiguous(self.view),
    ),
  ],
  patternKind: 1,
});
memoryViewType.textSignature = '(object)';
