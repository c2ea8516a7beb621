/** This file implements the iterators of itertools that pass on some of the items of an iterable. */
import { boolType } from '../../objects/core-types.js';
import { valueError } from '../../objects/errors.js';
import { checkPositional } from '../../objects/native/bind.js';
import { hasIndex, indexToNumber } from '../../objects/operations/index.js';
import { getIter, iterNext } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { IterNextSlot, NewSlot, PyType } from '../../values/type.js';
import { makeModuleType, shortName } from '../module-types.js';
import { Arguments, construct, defineIterator, positionalOnly } from './declare.js';

/** A function and the iterator whose items it judges. */
export class PyPredicateIterator extends PyObject {
  /** dropwhile: the rest passes; takewhile: the end was reached. */
  isDone = false;
  constructor(
    readonly func: Value,
    readonly iterator: Value,
  ) {
    super();
  }
}

export class PyDropWhile extends PyPredicateIterator {}
export class PyTakeWhile extends PyPredicateIterator {}
export class PyFilterFalse extends PyPredicateIterator {}

/** `compress(data, selectors)`. */
export class PyCompress extends PyObject {
  constructor(
    readonly data: Value,
    readonly selectors: Value,
  ) {
    super();
  }
}

/** `islice(iterable, start, stop, step)`: `iterator` is null once the end is reached. */
export class PyISlice extends PyObject {
  /** How many items have been taken. */
  count = 0;
  constructor(
    public iterator: Value | null,
    /** The index of the next item to pass on. */
    public next: number,
    /** -1: no end. */
    readonly stop: number,
    readonly step: number,
  ) {
    super();
  }
}

export const dropWhileType = makeModuleType('itertools', 'dropwhile', PyDropWhile);
export const takeWhileType = makeModuleType('itertools', 'takewhile', PyTakeWhile);
export const filterFalseType = makeModuleType('itertools', 'filterfalse', PyFilterFalse);
export const compressType = makeModuleType('itertools', 'compress', PyCompress);
export const isliceType = makeModuleType('itertools', 'islice', PyISlice);

type Predicated = new (func: Value, iterator: Value) => PyPredicateIterator;

function predicated(builtin: PyType, Class: Predicated): NewSlot {
  return (vm, type, args, kwnames) => {
    const given = positionalOnly(type, builtin, args, kwnames);
    checkPositional(shortName(builtin), given.length, 2, 2);
    return construct(type, Class, given[0] as Value, getIter(vm, given[1] as Value));
  };
}

const nextDropWhile: IterNextSlot = (vm, self: PyDropWhile) => {
  for (;;) {
    vm.chargeFuel(1);
    const item = iterNext(vm, self.iterator);
    if (item === undefined || self.isDone) return item;
    if (isTrue(vm, vm.call1(self.func, item))) continue;
    self.isDone = true;
    return item;
  }
};

const nextTakeWhile: IterNextSlot = (vm, self: PyTakeWhile) => {
  if (self.isDone) return undefined;
  const item = iterNext(vm, self.iterator);
  if (item === undefined) return undefined;
  if (isTrue(vm, vm.call1(self.func, item))) return item;
  self.isDone = true;
  return undefined;
};

const nextFilterFalse: IterNextSlot = (vm, self: PyFilterFalse) => {
  const truth = self.func === None || self.func === boolType;
  for (;;) {
    vm.chargeFuel(1);
    const item = iterNext(vm, self.iterator);
    if (item === undefined || !isTrue(vm, truth ? item : vm.call1(self.func, item))) return item;
  }
};

defineIterator(dropWhileType, {
  doc: 'Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.',
  make: predicated(dropWhileType, PyDropWhile),
  next: nextDropWhile,
});

defineIterator(takeWhileType, {
  doc: 'Return successive entries from an iterable as long as the predicate evaluates to true for each entry.',
  make: predicated(takeWhileType, PyTakeWhile),
  next: nextTakeWhile,
});

defineIterator(filterFalseType, {
  doc: 'Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.',
  make: predicated(filterFalseType, PyFilterFalse),
  next: nextFilterFalse,
});

const compressArguments = new Arguments('compress(data, selectors)');

defineIterator(compressType, {
  doc: 'Return data elements corresponding to true selector elements.',
  make: (vm, type, args, kwnames) => {
    const [data, selectors] = compressArguments.bind(vm, args, kwnames) as [Value, Value];
    return construct(type, PyCompress, getIter(vm, data), getIter(vm, selectors));
  },
  next: (vm, self: PyCompress) => {
    for (;;) {
      vm.chargeFuel(1);
      const item = iterNext(vm, self.data);
      if (item === undefined) return undefined;
      const selector = iterNext(vm, self.selectors);
      if (selector === undefined) return undefined;
      if (isTrue(vm, selector)) return item;
    }
  },
});

const RANGE = 'must be None or an integer: 0 <= x <= sys.maxsize.';

/** A bound of islice, or -1 for None. */
function bound(vm: Runtime, value: Value, message: string): number {
  if (value === None) return -1;
  const number = hasIndex(value) ? indexToNumber(vm, value, null) : -1;
  if (number < 0) throw valueError(message);
  return number;
}

defineIterator(isliceType, {
  doc: 'islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator over selected items of an iterable.',
  make: (vm, type, args, kwnames) => {
    const given = positionalOnly(type, isliceType, args, kwnames);
    checkPositional('islice', given.length, 2, 4);
    let start = 0;
    let stop: number;
    let step = 1;
    if (given.length === 2) stop = bound(vm, given[1] as Value, `Stop argument for islice() ${RANGE}`);
    else {
      const indices = `Indices for islice() ${RANGE}`;
      const first = given[1] as Value;
      stop = bound(vm, given[2] as Value, `Stop argument for islice() ${RANGE}`);
      start = first === None ? 0 : bound(vm, first, indices);
      const third = given[3] ?? None;
      if (third !== None) {
        const message = 'Step for islice() must be a positive integer or None.';
        step = bound(vm, third, message);
        if (step < 1) throw valueError(message);
      }
    }
    return construct(type, PyISlice, getIter(vm, given[0] as Value), start, stop, step);
  },
  next: (vm, self: PyISlice) => {
    if (self.iterator === null) return undefined;
    while (self.count < self.next) {
      vm.chargeFuel(1);
      if (self.stop >= 0 && self.count >= self.stop) break;
      const skipped = iterNext(vm, self.iterator);
      if (skipped === undefined) return end(self);
      self.count++;
    }
    if (self.stop >= 0 && self.count >= self.stop) return end(self);
    const item = iterNext(vm, self.iterator);
    if (item === undefined) return end(self);
    self.count++;
    self.next += self.step;
    if (self.stop >= 0 && self.next > self.stop) self.next = self.stop;
    return item;
  },
});

function end(self: PyISlice): undefined {
  self.iterator = null;
  return undefined;
}

dropWhileType.textSignature = '(predicate, iterable, /)';
takeWhileType.textSignature = '(predicate, iterable, /)';
filterFalseType.textSignature = '(function, iterable, /)';
compressType.textSignature = '(data, selectors)';
