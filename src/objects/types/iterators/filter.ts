/** This file implements filter and reversed. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { EMPTY_TUPLE } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import type { PyType } from '../../../values/type.js';
import { boolType, makeType, typeOf } from '../../core-types.js';
import { typeError } from '../../errors.js';
import { IndexError, StopIteration } from '../../exceptions/types.js';
import { checkPositional, noKeywords } from '../../native/bind.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { lookupSpecial } from '../../operations/attributes.js';
import { getItem, length } from '../../operations/containers.js';
import { asSize } from '../../operations/index.js';
import { getIter, isSequence, iterNext, matches } from '../../operations/iteration.js';
import { isTrue } from '../../operations/truth.js';
import { HINT_DOC, REDUCE_DOC, reduced, SETSTATE_DOC } from './pickling.js';

/** `filter(function, iterable)`. */
export class PyFilter extends PyObject {
  constructor(
    readonly func: Value,
    readonly iterator: Value,
  ) {
    super();
  }
}

/** `reversed(sequence)` where the sequence has no `__reversed__`. `sequence` is null once the iterator is exhausted. */
export class PyReversed extends PyObject {
  constructor(
    public sequence: Value | null,
    public index: number,
  ) {
    super();
  }
}

export const filterType = makeType('filter', PyFilter);
export const reversedType = makeType('reversed', PyReversed);

function filterNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (type === filterType || type.tp_init === filterType.tp_init) noKeywords('filter', kwnames);
  checkPositional('filter', args.length - (kwnames === null ? 0 : kwnames.length), 2, 2);
  const iterator = getIter(vm, args[1] as Value);
  if (type === filterType) return new PyFilter(args[0] as Value, iterator);
  return new (type.instanceClass as unknown as typeof PyFilter)(args[0] as Value, iterator);
}

function filterNext(vm: Runtime, self: PyFilter): Value | undefined {
  const { func, iterator } = self;
  const truth = func === None || func === boolType;
  for (;;) {
    vm.chargeFuel(1);
    const item = iterNext(vm, iterator);
    if (item === undefined || isTrue(vm, truth ? item : vm.call1(func, item))) return item;
  }
}

function reversedNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (type === reversedType || type.tp_init === reversedType.tp_init) noKeywords('reversed', kwnames);
  checkPositional('reversed', args.length - (kwnames === null ? 0 : kwnames.length), 1, 1);
  const sequence = args[0] as Value;
  const method = lookupReversed(vm, sequence);
  if (method !== undefined) return vm.call0(method);
  if (!isSequence(sequence)) throw typeError(`'${typeOf(sequence).name}' object is not reversible`);
  const last = length(vm, sequence) - 1;
  if (type === reversedType) return new PyReversed(sequence, last);
  return new (type.instanceClass as unknown as typeof PyReversed)(sequence, last);
}

function lookupReversed(vm: Runtime, sequence: Value): Value | undefined {
  const found = typeOf(sequence).lookup('__reversed__');
  if (found === None) throw typeError(`'${typeOf(sequence).name}' object is not reversible`);
  return found === undefined ? undefined : lookupSpecial(vm, sequence, '__reversed__');
}

function reversedNext(vm: Runtime, self: PyReversed): Value | undefined {
  const { sequence, index } = self;
  if (sequence === null) return undefined;
  if (index >= 0) {
    try {
      const slot = typeOf(sequence).sq_item;
      const item = slot === null ? getItem(vm, sequence, index) : slot(vm, sequence as never, index);
      self.index--;
      return item;
    } catch (reason) {
      if (!matches(reason, IndexError) && !matches(reason, StopIteration)) throw reason;
    }
  }
  self.index = -1;
  self.sequence = null;
  return undefined;
}

defineType(filterType, {
  doc: 'Return an iterator over the items of the iterable for which function(item) is true.\n\nIf function is None, over the items that are true.',
  slots: { tp_new: filterNew, tp_iter: (_vm, self: PyFilter) => self, tp_iternext: filterNext },
  methods: [
    method('__reduce__($self, /)', REDUCE_DOC, (_vm, self: PyFilter) => reduced(self.type, [self.func, self.iterator])),
  ],
  isBaseType: true,
  hasWeakrefs: false,
});

defineType(reversedType, {
  doc: 'Return a reverse iterator over the values of the given sequence.',
  slots: { tp_new: reversedNew, tp_iter: (_vm, self: PyReversed) => self, tp_iternext: reversedNext },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (vm, self: PyReversed) => {
      if (self.sequence === null) return 0;
      return length(vm, self.sequence) < self.index + 1 ? 0 : self.index + 1;
    }),
    method('__reduce__($self, /)', REDUCE_DOC, (_vm, self: PyReversed) =>
      self.sequence === null ? reduced(self.type, [EMPTY_TUPLE]) : reduced(self.type, [self.sequence], self.index),
    ),
    method('__setstate__($self, object, /)', SETSTATE_DOC, (vm, self: PyReversed, state: Value) => {
      const index = asSize(vm, state);
      if (self.sequence !== null) self.index = Math.max(-1, Math.min(index, length(vm, self.sequence) - 1));
      return None;
    }),
  ],
  isBaseType: true,
  hasWeakrefs: false,
});

filterType.textSignature = '(function, iterable, /)';
reversedType.textSignature = '(sequence, /)';
