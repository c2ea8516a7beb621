/** This file implements the iterators of itertools that join, fold or regroup items in order. */
import { typeError, valueError } from '../../objects/errors.js';
import { checkPositional } from '../../objects/native/bind.js';
import { classMethod } from '../../objects/native/native-def.js';
import { binaryOp } from '../../objects/operations/arithmetic.js';
import { getIter, iterNext, toArray } from '../../objects/operations/iteration.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyObject, type Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';
import { Arguments, construct, defineIterator, positionalOnly } from './declare.js';

/** `chain(*iterables)`. Both fields are null at the end. */
export class PyChain extends PyObject {
  active: Value | null = null;
  constructor(public source: Value | null) {
    super();
  }
}

/** `accumulate(iterable, func, initial)`. */
export class PyAccumulate extends PyObject {
  total: Value | null = null;
  constructor(
    readonly iterator: Value,
    readonly func: Value,
    public initial: Value,
  ) {
    super();
  }
}

/** `starmap(function, iterable)`. */
export class PyStarMap extends PyObject {
  constructor(
    readonly func: Value,
    readonly iterator: Value,
  ) {
    super();
  }
}

/** `pairwise(iterable)`. */
export class PyPairwise extends PyObject {
  old: Value | null = null;
  constructor(public iterator: Value | null) {
    super();
  }
}

/** `batched(iterable, n, strict)`. */
export class PyBatched extends PyObject {
  constructor(
    public iterator: Value | null,
    readonly size: number,
    readonly strict: boolean,
  ) {
    super();
  }
}

/** `zip_longest(*iterables, fillvalue)`: an exhausted iterator is null. */
export class PyZipLongest extends PyObject {
  active: number;
  constructor(
    readonly iterators: (Value | null)[],
    readonly fill: Value,
  ) {
    super();
    this.active = iterators.length;
  }
}

export const chainType = makeModuleType('itertools', 'chain', PyChain);
export const accumulateType = makeModuleType('itertools', 'accumulate', PyAccumulate);
export const starMapType = makeModuleType('itertools', 'starmap', PyStarMap);
export const pairwiseType = makeModuleType('itertools', 'pairwise', PyPairwise);
export const batchedType = makeModuleType('itertools', 'batched', PyBatched);
export const zipLongestType = makeModuleType('itertools', 'zip_longest', PyZipLongest);

defineIterator(chainType, {
  doc: 'Return a chain object whose .__next__() method returns elements from the first iterable, then from the next, and so on.',
  make: (vm, type, args, kwnames) => {
    const given = positionalOnly(type, chainType, args, kwnames);
    return construct(type, PyChain, getIter(vm, new PyTuple(given)));
  },
  next: (vm, self: PyChain) => {
    for (;;) {
      vm.chargeFuel(1);
      if (self.active === null) {
        if (self.source === null) return undefined;
        const iterable = iterNext(vm, self.source);
        if (iterable === undefined) {
          self.source = null;
          return undefined;
        }
        try {
          self.active = getIter(vm, iterable);
        } catch (reason) {
          self.source = null;
          throw reason;
        }
      }
      const item = iterNext(vm, self.active);
      if (item !== undefined) return item;
      self.active = null;
    }
  },
  methods: [
    classMethod(
      'from_iterable($type, iterable, /)',
      'Alternative chain() constructor taking a single iterable argument that evaluates lazily.',
      (vm, type: PyType, iterable: Value) => construct(type, PyChain, getIter(vm, iterable)),
    ),
    classGetItem(),
  ],
});

const accumulateArguments = new Arguments('accumulate(iterable, func=None, *, initial=None)');

defineIterator(accumulateType, {
  doc: 'Return series of accumulated sums (or the results of another function of two arguments).',
  make: (vm, type, args, kwnames) => {
    const [iterable, func, initial] = accumulateArguments.bind(vm, args, kwnames) as [Value, Value, Value];
    return construct(type, PyAccumulate, getIter(vm, iterable), func, initial);
  },
  next: (vm, self: PyAccumulate) => {
    if (self.initial !== None) {
      self.total = self.initial;
      self.initial = None;
      return self.total;
    }
    const item = iterNext(vm, self.iterator);
    if (item === undefined) return undefined;
    if (self.total === null) self.total = item;
    else
      self.total = self.func === None ? binaryOp(vm, 'add', self.total, item) : vm.call2(self.func, self.total, item);
    return self.total;
  },
});

defineIterator(starMapType, {
  doc: 'Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.',
  make: (vm, type, args, kwnames) => {
    const given = positionalOnly(type, starMapType, args, kwnames);
    checkPositional('starmap', given.length, 2, 2);
    return construct(type, PyStarMap, given[0] as Value, getIter(vm, given[1] as Value));
  },
  next: (vm, self: PyStarMap) => {
    const args = iterNext(vm, self.iterator);
    if (args === undefined) return undefined;
    vm.chargeFuel(1);
    return vm.call(self.func, args instanceof PyTuple ? args.items : toArray(vm, args));
  },
});

defineIterator(pairwiseType, {
  doc: 'Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...',
  make: (vm, type, args, kwnames) => {
    const given = positionalOnly(type, pairwiseType, args, kwnames);
    checkPositional('pairwise', given.length, 1, 1);
    return construct(type, PyPairwise, getIter(vm, given[0] as Value));
  },
  next: (vm, self: PyPairwise) => {
    if (self.iterator === null) return undefined;
    if (self.old === null) {
      const first = iterNext(vm, self.iterator);
      // The iterator may have run this very object while it produced its item.
      if (first !== undefined) self.old ??= first;
      if (first === undefined || self.iterator === null) return finish(self);
    }
    const old = self.old as Value;
    const item = iterNext(vm, self.iterator);
    if (item === undefined) return finish(self);
    self.old = item;
    return new PyTuple([old, item]);
  },
});

function finish(self: PyPairwise): undefined {
  self.iterator = null;
  self.old = null;
  return undefined;
}

const batchedArguments = new Arguments('batched(iterable, n: ssize, *, strict: bool=False)');

defineIterator(batchedType, {
  doc: 'Batch data into tuples of length n. The last batch may be shorter than n, unless strict is true.',
  make: (vm, type, args, kwnames) => {
    const [iterable, size, strict] = batchedArguments.bind(vm, args, kwnames) as [Value, number, boolean];
    if (size < 1) throw valueError('n must be at least one');
    return construct(type, PyBatched, getIter(vm, iterable), size, strict);
  },
  next: (vm, self: PyBatched) => {
    if (self.iterator === null) return undefined;
    const batch: Value[] = [];
    while (batch.length < self.size) {
      if ((batch.length & 63) === 0) vm.chargeMemory(8 * Math.min(64, self.size - batch.length));
      vm.chargeFuel(1);
      const item = iterNext(vm, self.iterator);
      if (item === undefined) {
        self.iterator = null;
        break;
      }
      batch.push(item);
      if (self.iterator === null) break;
    }
    if (batch.length === 0) return undefined;
    if (self.strict && batch.length < self.size) throw valueError('batched(): incomplete batch');
    return new PyTuple(batch);
  },
});

defineIterator(zipLongestType, {
  doc: 'Return a zip_longest object whose .__next__() method returns a tuple with one item of each iterable.\n\nWhen the shorter iterables are exhausted, the fillvalue takes their place.',
  make: (vm, type, args, kwnames) => {
    let fill: Value = None;
    const names = kwnames ?? [];
    const count = args.length - names.length;
    if (names.length > 0) {
      if (names.length !== 1 || names[0] !== 'fillvalue') {
        throw typeError('zip_longest() got an unexpected keyword argument');
      }
      fill = args[count] as Value;
    }
    const iterators = args.slice(0, count).map((iterable) => getIter(vm, iterable));
    return construct(type, PyZipLongest, iterators as (Value | null)[], fill);
  },
  next: (vm, self: PyZipLongest) => {
    if (self.active === 0) return undefined;
    const row: Value[] = [];
    for (let i = 0; i < self.iterators.length; i++) {
      vm.chargeFuel(1);
      const iterator = self.iterators[i] as Value | null;
      if (iterator === null) {
        row.push(self.fill);
        continue;
      }
      let item: Value | undefined;
      try {
        item = iterNext(vm, iterator);
      } catch (reason) {
        self.active = 0;
        throw reason;
      }
      if (item === undefined) {
        self.iterators[i] = null;
        if (--self.active <= 0) return undefined;
        item = self.fill;
      }
      row.push(item);
    }
    return new PyTuple(row);
  },
});

chainType.textSignature = '(*iterables)';
accumulateType.textSignature = '(iterable, func=None, *, initial=None)';
starMapType.textSignature = '(function, iterable, /)';
pairwiseType.textSignature = '(iterable, /)';
batchedType.textSignature = '(iterable, n, *, strict=False)';
zipLongestType.textSignature = '(*iterables, fillvalue=None)';
