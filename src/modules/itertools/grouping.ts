/** This file implements itertools.groupby. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { equals } from '../../objects/operations/compare.js';
import { getIter, iterNext } from '../../objects/operations/iteration.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import { Arguments, construct, defineIterator } from './declare.js';

/** `groupby(iterable, key)`. */
export class PyGroupBy extends PyObject {
  /** The key of the group that was handed out last. */
  targetKey: Value | null = null;
  currentKey: Value | null = null;
  /** An item that was read but not handed out. */
  currentValue: Value | null = null;
  /** The group that may still read items. */
  grouper: PyGrouper | null = null;

  constructor(
    readonly iterator: Value,
    readonly key: Value,
  ) {
    super();
  }

  /** Read one item; false at the end. */
  step(vm: Runtime): boolean {
    vm.chargeFuel(1);
    const value = iterNext(vm, this.iterator);
    if (value === undefined) return false;
    const key = this.key === None ? value : vm.call1(this.key, value);
    this.currentValue = value;
    this.currentKey = key;
    return true;
  }
}

/** One group. */
export class PyGrouper extends PyObject {
  constructor(
    readonly parent: PyGroupBy,
    readonly targetKey: Value,
  ) {
    super();
    parent.grouper = this;
  }
}

export const groupByType = makeModuleType('itertools', 'groupby', PyGroupBy);
export const grouperType = makeModuleType('itertools', '_grouper', PyGrouper);

const groupByArguments = new Arguments('groupby(iterable, key=None)');

defineIterator(groupByType, {
  doc: 'make an iterator that returns consecutive keys and groups from the iterable',
  make: (vm, type, args, kwnames) => {
    const [iterable, key] = groupByArguments.bind(vm, args, kwnames) as [Value, Value];
    return construct(type, PyGroupBy, getIter(vm, iterable), key);
  },
  next: (vm, self: PyGroupBy) => {
    self.grouper = null;
    // Skip what is left of the group before.
    for (;;) {
      const { currentKey, targetKey } = self;
      if (currentKey !== null && (targetKey === null || !equals(vm, targetKey, currentKey))) break;
      if (!self.step(vm)) return undefined;
    }
    self.targetKey = self.currentKey as Value;
    return new PyTuple([self.targetKey, new PyGrouper(self, self.targetKey)]);
  },
});

defineIterator(grouperType, {
  doc: null,
  make: (_vm, _type, args, kwnames) => {
    noKeywords('_grouper', kwnames);
    checkPositional('_grouper', args.length, 2, 2);
    const parent = args[0] as Value;
    if (!(parent instanceof PyGroupBy)) {
      throw typeError(`_grouper() argument 1 must be itertools.groupby, not ${typeOf(parent).name}`);
    }
    return new PyGrouper(parent, args[1] as Value);
  },
  next: (vm, self: PyGrouper) => {
    const { parent } = self;
    if (parent.grouper !== self) return undefined;
    if (parent.currentValue === null && !parent.step(vm)) return undefined;
    if (!equals(vm, self.targetKey, parent.currentKey as Value)) return undefined;
    const value = parent.currentValue as Value;
    parent.currentValue = null;
    return value;
  },
  isFinal: true,
});

groupByType.textSignature = '(iterable, key=None)';
