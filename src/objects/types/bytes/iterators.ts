/** This file implements the iterators of bytes and bytearray. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { makeType } from '../../core-types.js';
import { typeError } from '../../errors.js';
import { OverflowError } from '../../exceptions/types.js';
import { defineType } from '../../native/define-type.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { hasIndex, indexToNumber } from '../../operations/index.js';
import { builtin } from '../iterators/pickling.js';
import { type BytesLike, dataOf } from './shared.js';

/** `iter(bytes)`; `source` is null once it is exhausted. */
export class PyBytesIterator extends PyObject {
  index = 0;
  constructor(public source: BytesLike | null) {
    super();
  }
}

/** `iter(bytearray)`. */
export class PyByteArrayIterator extends PyBytesIterator {}

function next(_vm: Runtime, self: PyBytesIterator): Value | undefined {
  const source = self.source;
  if (source === null) return undefined;
  const data = dataOf(source);
  if (self.index < data.length) return data[self.index++];
  self.source = null;
  return undefined;
}

const methods: readonly NativeDef[] = [
  method(
    '__length_hint__($self, /)',
    'Private method returning an estimate of len(list(it)).',
    (_vm, self: PyBytesIterator) => (self.source === null ? 0 : Math.max(0, dataOf(self.source).length - self.index)),
  ),
  method('__reduce__($self, /)', 'Return state information for pickling.', (vm, self: PyBytesIterator) => {
    const iter = builtin(vm, 'iter');
    if (self.source === null) return new PyTuple([iter, new PyTuple([new PyTuple([])])]);
    return new PyTuple([iter, new PyTuple([self.source]), self.index]);
  }),
  method(
    '__setstate__($self, object, /)',
    'Set state information for unpickling.',
    (vm, self: PyBytesIterator, state: Value) => {
      if (!hasIndex(state)) throw typeError('an integer is required');
      const index = indexToNumber(vm, state, OverflowError);
      if (self.source !== null) self.index = Math.max(0, Math.min(index, dataOf(self.source).length));
      return None;
    },
  ),
];

const slots = { tp_iter: (_vm: Runtime, self: Value): Value => self, tp_iternext: next };

export const bytesIteratorType = makeType('bytes_iterator', PyBytesIterator);
export const byteArrayIteratorType = makeType('bytearray_iterator', PyByteArrayIterator);
defineType(bytesIteratorType, { doc: null, slots, methods, noInstantiation: true, hasWeakrefs: false });
defineType(byteArrayIteratorType, { doc: null, slots, methods, noInstantiation: true, hasWeakrefs: false });

/** `iter(self)`. */
export function bytesIterator(_vm: Runtime, self: BytesLike): Value {
  return self instanceof PyBytes ? new PyBytesIterator(self) : new PyByteArrayIterator(self);
}
