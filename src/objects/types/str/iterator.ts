/** This file implements the iterators of str. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import type { PyStr, Str } from '../../../values/str.js';
import { makeType } from '../../core-types.js';
import { typeError } from '../../errors.js';
import { OverflowError } from '../../exceptions/types.js';
import { defineType } from '../../native/define-type.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { hasIndex, indexToNumber } from '../../operations/index.js';
import { strFromPoint } from '../../strings.js';
import { builtin } from '../iterators/pickling.js';

/** `iter(text)`; `text` is null once it is exhausted. */
export class PyStrIterator extends PyObject {
  index = 0;
  constructor(public text: Str | null) {
    super();
  }
}

/** The iterator of a str that is all ASCII: a type of its own in CPython. */
export class PyStrAsciiIterator extends PyStrIterator {}

const ASCII = /^[\0-\x7f]*$/;

/** `iter(text)`. */
export function strIterator(vm: Runtime, text: Str): PyStrIterator {
  vm.chargeFuel(text.length >> 8);
  return typeof text === 'string' && ASCII.test(text) ? new PyStrAsciiIterator(text) : new PyStrIterator(text);
}

function next(_vm: Runtime, self: PyStrIterator): Value | undefined {
  const text = self.text;
  if (text === null) return undefined;
  const index = self.index;
  if (index < text.length) {
    self.index = index + 1;
    return typeof text === 'string' ? text.charAt(index) : strFromPoint((text as PyStr).codePoints[index] as number);
  }
  self.text = null;
  return undefined;
}

const methods: readonly NativeDef[] = [
  method(
    '__length_hint__($self, /)',
    'Private method returning an estimate of len(list(it)).',
    (_vm, self: PyStrIterator) => (self.text === null ? 0 : self.text.length - self.index),
  ),
  method('__reduce__($self, /)', 'Return state information for pickling.', (vm, self: PyStrIterator) => {
    const iter = builtin(vm, 'iter');
    if (self.text === null) return new PyTuple([iter, new PyTuple([''])]);
    return new PyTuple([iter, new PyTuple([self.text]), self.index]);
  }),
  method(
    '__setstate__($self, object, /)',
    'Set state information for unpickling.',
    (vm, self: PyStrIterator, state: Value) => {
      if (!hasIndex(state)) throw typeError('an integer is required');
      const index = indexToNumber(vm, state, OverflowError);
      if (self.text !== null) self.index = Math.max(0, Math.min(index, self.text.length));
      return None;
    },
  ),
];

const slots = { tp_iter: (_vm: Runtime, self: PyStrIterator): Value => self, tp_iternext: next };

export const strIteratorType = makeType('str_iterator', PyStrIterator);
export const strAsciiIteratorType = makeType('str_ascii_iterator', PyStrAsciiIterator);
defineType(strIteratorType, { doc: null, slots, methods, noInstantiation: true, hasWeakrefs: false });
defineType(strAsciiIteratorType, { doc: null, slots, methods, noInstantiation: true, hasWeakrefs: false });
