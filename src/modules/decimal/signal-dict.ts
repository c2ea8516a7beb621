/** This file defines SignalDict: the flags or traps of a context as a mapping from signals to bools. */
import { keyError, valueError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { UNHASHABLE } from '../../objects/operations/hash.js';
import { getIter } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { NotImplemented } from '../../values/singletons.js';
import { EQ, NE, type PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';
import type { PyContext } from './context.js';
import { bitsOf, SIGNALS } from './signals.js';
import { decimalState } from './state.js';

/** A view of the flags or the traps of a context. */
export class PySignalDict extends PyObject {
  context: PyContext | null = null;
  isTraps = false;

  get bits(): number {
    if (this.context === null) throw valueError('invalid signal dict');
    return this.isTraps ? this.context.traps : this.context.flags;
  }

  set bits(value: number) {
    if (this.context === null) throw valueError('invalid signal dict');
    if (this.isTraps) this.context.traps = value;
    else this.context.flags = value;
  }
}

/** `SignalDictMixin`: each machine derives `SignalDict` from it and from MutableMapping. */
export const signalDictMixin = makeModuleType('decimal', 'SignalDictMixin', PySignalDict);

const SIGNAL_MESSAGE =
  'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]';

/** The bits of a signal, or KeyError. */
export function signalBits(value: Value): number {
  const bits = bitsOf(value);
  if (bits === undefined) throw keyError(SIGNAL_MESSAGE);
  return bits;
}

/** The bits that a dict or signal dict says. */
export function bitsOfDict(vm: Runtime, value: PyDict | PySignalDict): number {
  if (value instanceof PySignalDict) return value.bits;
  if (value.size !== SIGNALS.length) throw keyError('invalid signal dict');
  let bits = 0;
  for (const signal of SIGNALS) {
    const flag = value.get(vm, signal.type);
    if (flag === undefined) throw keyError('invalid signal dict');
    if (isTrue(vm, flag)) bits |= signal.bits;
  }
  return bits;
}

/** The view that `context.flags` or `context.traps` is. */
export function signalView(vm: Runtime, context: PyContext, isTraps: boolean): PySignalDict {
  const type = vm.state(decimalState).signalDict as PyType;
  const view = new (type.instanceClass as unknown as new () => PySignalDict)();
  view.context = context;
  view.isTraps = isTraps;
  return view;
}

function asDict(self: PySignalDict, vm: Runtime): PyDict {
  const dict = new PyDict();
  for (const signal of SIGNALS) dict.set(vm, signal.type, (self.bits & signal.bits) !== 0);
  return dict;
}

defineType(signalDictMixin, {
  module: 'decimal',
  isBaseType: true,
  hasWeakrefs: false,
  slots: {
    tp_new: (_vm, type: PyType) => new (type.instanceClass as unknown as new () => PySignalDict)(),
    tp_hash: UNHASHABLE,
    tp_repr: (_vm, self: PySignalDict) =>
      `{${SIGNALS.map((signal) => `<class '${signal.type.module}.${signal.type.name}'>:${(self.bits & signal.bits) !== 0 ? 'True' : 'False'}`).join(', ')}}`,
    tp_iter: (vm, self: PySignalDict) =>
      self.bits >= 0 && getIter(vm, new PyTuple(SIGNALS.map((signal) => signal.type))),
    tp_richcompare: (vm, self: PySignalDict, other: Value, op) => {
      if (op !== EQ && op !== NE) return NotImplemented;
      let bits: number;
      if (other instanceof PySignalDict) bits = other.bits;
      else if (other instanceof PyDict) {
        if (other.size === 0) throw valueError('invalid signal dict');
        const isValid =
          other.size === SIGNALS.length && SIGNALS.every((signal) => other.get(vm, signal.type) !== undefined);
        if (!isValid) return op === NE;
        bits = bitsOfDict(vm, other);
      } else return NotImplemented;
      return (bits === self.bits) === (op === EQ);
    },
    mp_length: (_vm, self: PySignalDict) => (self.bits >= 0 ? SIGNALS.length : 0),
    mp_subscript: (_vm, self: PySignalDict, key: Value) => (self.bits & signalBits(key)) !== 0,
    mp_ass_subscript: (vm, self: PySignalDict, key: Value, value: Value | undefined) => {
      if (value === undefined) throw valueError('signal keys cannot be deleted');
      const bits = signalBits(key);
      self.bits = isTrue(vm, value) ? self.bits | bits : self.bits & ~bits;
    },
  },
  methods: [method('copy($self, /)', 'A dict with the same content.', (vm, self: PySignalDict) => asDict(self, vm))],
});

/** Is the value a mapping that may become flags or traps? */
export function isSignalMapping(value: Value): value is PyDict | PySignalDict {
  return value instanceof PyDict || value instanceof PySignalDict;
}
