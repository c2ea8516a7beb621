/** This file fills the type bytes. */

import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PySlice, PyTuple } from '../../../values/sequences.js';
import { NotImplemented } from '../../../values/singletons.js';
import type { CompareOp, PyType } from '../../../values/type.js';
import { fillBuffer } from '../../buffer.js';
import { latin1Text } from '../../codecs/byte-builder.js';
import { bytesType, typeOf } from '../../core-types.js';
import { indexError, typeError } from '../../errors.js';
import { IndexError } from '../../exceptions/types.js';
import { percentFormatBytes } from '../../formatting/percent-bytes.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { hasIndex, indexToNumber } from '../../operations/index.js';
import { warnComparison, warnText } from './bytes-warning.js';
import { constructBytes } from './construct.js';
import { bytesIterator } from './iterators.js';
import { sharedMethods } from './methods.js';
import { compareBytes, concatWith, containsBytes, repeatBytes, sliceBytes } from './operators.js';
import { reprBytes } from './repr.js';
import { unchanged } from './shared.js';

function newBytes(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const content = constructBytes(vm, 'bytes', args, kwnames);
  if (type === bytesType) return content instanceof PyBytes ? content : sameOrNew(args, content);
  const data = content instanceof PyBytes ? content.data : content;
  return new (type.instanceClass as unknown as new (data: Uint8Array) => PyBytes)(data);
}

/** `bytes(b)` of exact bytes is `b` itself. */
function sameOrNew(args: readonly Value[], data: Uint8Array): PyBytes {
  const source = args[0];
  const isSame = source instanceof PyBytes && source.constructor === PyBytes && source.data === data;
  return isSame ? source : new PyBytes(data);
}

function itemAt(self: PyBytes, index: number): number {
  const byte = self.data[index];
  if (byte === undefined) throw indexError('index out of range');
  return byte;
}

function subscript(vm: Runtime, self: PyBytes, key: Value): Value {
  if (typeof key === 'number') return itemAt(self, key < 0 ? key + self.data.length : key);
  if (key instanceof PySlice) {
    const data = sliceBytes(vm, self.data, key);
    const isWhole = data.length === self.data.length && self.constructor === PyBytes && key.step !== -1;
    return isWhole && compareBytes(vm, data, self.data, 2) ? self : new PyBytes(data);
  }
  if (!hasIndex(key)) throw typeError(`byte indices must be integers or slices, not ${typeOf(key).name}`);
  const index = indexToNumber(vm, key, IndexError);
  return itemAt(self, index < 0 ? index + self.data.length : index);
}

defineType(bytesType, {
  doc: 'An immutable sequence of bytes, made from ints, an object with a buffer, or text and an encoding.',
  slots: {
    tp_new: newBytes,
    tp_repr: (vm, self: PyBytes) => reprBytes(vm, self.data),
    tp_str: (vm, self: PyBytes) => {
      warnText(vm, self);
      return reprBytes(vm, self.data);
    },
    tp_hash: (vm, self: PyBytes) => {
      vm.chargeFuel(self.data.length >> 3);
      // As in CPython, bytes hash like the str of the same characters.
      return vm.hashStr(latin1Text(self.data));
    },
    tp_richcompare: (vm, a: PyBytes, b: Value, op: CompareOp) => {
      if (a instanceof PyBytes && b instanceof PyBytes) return compareBytes(vm, a.data, b.data, op);
      warnComparison(vm, b, op);
      return NotImplemented;
    },
    tp_iter: bytesIterator,
    nb_remainder: (vm, a: Value, b: Value) =>
      a instanceof PyBytes ? new PyBytes(percentFormatBytes(vm, a.data, b)) : NotImplemented,
    sq_length: (_vm, self: PyBytes) => self.data.length,
    sq_concat: (vm, self: PyBytes, other: Value) => {
      if (self.data.length === 0 && other instanceof PyBytes && other.constructor === PyBytes) return other;
      return new PyBytes(concatWith(vm, self, self.data, other));
    },
    sq_repeat: (vm: Runtime, self: PyBytes, count: number) =>
      count === 1 ? unchanged(vm, self) : new PyBytes(repeatBytes(vm, self.data, count)),
    sq_item: (_vm: Runtime, self: PyBytes, index: number) => itemAt(self, index),
    sq_contains: (vm, self: PyBytes, item: Value) => containsBytes(vm, () => self.data, item),
    mp_length: (_vm, self: PyBytes) => self.data.length,
    mp_subscript: subscript,
    bf_getbuffer: (_vm: Runtime, self: PyBytes, flags: number) => fillBuffer(self, self.data, true, flags, null),
  },
  methods: [
    method('__getnewargs__($self, /)', null, (_vm: Runtime, self: PyBytes) => new PyTuple([new PyBytes(self.data)])),
    method('__bytes__($self, /)', 'Convert this value to exact type bytes.', (vm: Runtime, self: PyBytes) =>
      unchanged(vm, self),
    ),
    ...sharedMethods('bytes'),
    method(
      '__sizeof__($self, /)',
      'Size of the object in memory, in bytes.',
      (_vm: Runtime, self: PyBytes) => 33 + self.data.length,
    ),
  ],
  isBaseType: true,
  hasWeakrefs: false,
  matchSelf: true,
});
