/** This file implements itertools.count, cycle and repeat. */
import { boolType, floatType, intType, typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { checkPositional } from '../../objects/native/bind.js';
import { method } from '../../objects/native/native-def.js';
import { binaryOp } from '../../objects/operations/arithmetic.js';
import { equals } from '../../objects/operations/compare.js';
import { asSize, index } from '../../objects/operations/index.js';
import { getIter, iterNext } from '../../objects/operations/iteration.js';
import { repr } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import { HINT_DOC } from '../../objects/types/iterators/pickling.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { makeModuleType, shortName } from '../module-types.js';
import { Arguments, construct, defineIterator, positionalOnly } from './declare.js';

/** `count(start, step)`. */
export class PyCount extends PyObject {
  constructor(
    public value: Value,
    readonly step: Value,
  ) {
    super();
  }
}

/** `cycle(iterable)`: `iterator` is null once all its items have been saved. */
export class PyCycle extends PyObject {
  saved: Value[] = [];
  index = 0;
  constructor(public iterator: Value | null) {
    super();
  }
}

/** `repeat(object, times)`: `left` is -1 without a bound. */
export class PyRepeat extends PyObject {
  constructor(
    readonly element: Value,
    public left: number,
  ) {
    super();
  }
}

export const countType = makeModuleType('itertools', 'count', PyCount);
export const cycleType = makeModuleType('itertools', 'cycle', PyCycle);
export const repeatType = makeModuleType('itertools', 'repeat', PyRepeat);

function isNumber(value: Value): boolean {
  const type = typeOf(value);
  const isPlain = type === intType || type === floatType;
  return isPlain || type.nb_index !== null || type.nb_float !== null || type.nb_int !== null || isComplex(value);
}

function isComplex(value: Value): boolean {
  return typeOf(value).mro.some((each) => each.name === 'complex' && !each.isHeap);
}

/** Bools and instances of int subclasses count as plain ints. */
function plainInt(vm: Runtime, value: Value): Value {
  return typeOf(value) === boolType || typeOf(value).isSubtypeOf(intType) ? index(vm, value) : value;
}

const countArguments = new Arguments('count(start=0, step=1)');

defineIterator(countType, {
  doc: 'Return a count object whose .__next__() method returns consecutive values.',
  make: (vm, type, args, kwnames) => {
    const [start, step] = countArguments.bind(vm, args, kwnames) as [Value, Value];
    if (!isNumber(start) || !isNumber(step)) throw typeError('a number is required');
    return construct(type, PyCount, plainInt(vm, start), plainInt(vm, step));
  },
  next: (vm, self: PyCount) => {
    const { value, step } = self;
    if (typeof value === 'number' && typeof step === 'number') {
      const next = value + step;
      self.value = Number.isSafeInteger(next) ? next : binaryOp(vm, 'add', value, step);
    } else self.value = binaryOp(vm, 'add', value, step);
    return value;
  },
  repr: (vm, self: PyCount) => {
    const hidden = typeOf(self.step) === intType && equals(vm, self.step, 1);
    if (hidden) return concat([`${shortName(self.type)}(`, repr(vm, self.value), ')']);
    return concat([`${shortName(self.type)}(`, repr(vm, self.value), ', ', repr(vm, self.step), ')']);
  },
});

defineIterator(cycleType, {
  doc: 'Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.',
  make: (vm, type, args, kwnames) => {
    const given = positionalOnly(type, cycleType, args, kwnames);
    checkPositional('cycle', given.length, 1, 1);
    return construct(type, PyCycle, getIter(vm, given[0] as Value));
  },
  next: (vm, self: PyCycle) => {
    if (self.iterator !== null) {
      const item = iterNext(vm, self.iterator);
      if (item !== undefined) {
        vm.chargeMemory(8);
        self.saved.push(item);
        return item;
      }
      self.iterator = null;
    }
    const { saved } = self;
    if (saved.length === 0) return undefined;
    const item = saved[self.index] as Value;
    self.index = (self.index + 1) % saved.length;
    return item;
  },
});

const repeatArguments = new Arguments('repeat(object, times=<none>)');

defineIterator(repeatType, {
  doc: 'repeat(object [,times]) -> create an iterator which returns the object for the specified number of times.\n\nWithout a number it returns the object endlessly.',
  make: (vm, type, args, kwnames) => {
    const [element, times] = repeatArguments.bind(vm, args, kwnames) as [Value, Value | undefined];
    return construct(type, PyRepeat, element, times === undefined ? -1 : Math.max(asSize(vm, times), 0));
  },
  next: (_vm, self: PyRepeat) => {
    if (self.left === 0) return undefined;
    if (self.left > 0) self.left--;
    return self.element;
  },
  repr: (vm, self: PyRepeat) =>
    concat([`${shortName(self.type)}(`, repr(vm, self.element), self.left < 0 ? ')' : `, ${self.left})`]),
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyRepeat) => {
      if (self.left < 0) throw typeError('len() of unsized object');
      return self.left;
    }),
  ],
});

countType.textSignature = '(start=0, step=1)';
cycleType.textSignature = '(iterable, /)';
