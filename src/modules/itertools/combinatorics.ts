/** This file implements itertools.product, permutations and combinations. */
import { intType, isInstance } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { method } from '../../objects/native/native-def.js';
import { asSize } from '../../objects/operations/index.js';
import { toArray } from '../../objects/operations/iteration.js';
import { chargeItems } from '../../objects/types/sequence-ops.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import { Arguments, construct, defineIterator } from './declare.js';

/** Selects from pools by a row of indices. `indices` is null before the first result; `isDone` after the last. */
export abstract class PySelection extends PyObject {
  indices: number[] | null = null;
  isDone = false;
}

/** `product(*iterables, repeat)`. */
export class PyProduct extends PySelection {
  constructor(readonly pools: readonly (readonly Value[])[]) {
    super();
  }
}

/** `combinations(iterable, r)`. */
export class PyCombinations extends PySelection {
  constructor(
    readonly pool: readonly Value[],
    readonly size: number,
  ) {
    super();
  }
}

/** `combinations_with_replacement(iterable, r)`. */
export class PyCombinationsWithReplacement extends PyCombinations {}

/** `permutations(iterable, r)`; `cycles` counts how far each position still turns. */
export class PyPermutations extends PyCombinations {
  cycles: number[] = [];
}

export const productType = makeModuleType('itertools', 'product', PyProduct);
export const combinationsType = makeModuleType('itertools', 'combinations', PyCombinations);
export const replacementType = makeModuleType(
  'itertools',
  'combinations_with_replacement',
  PyCombinationsWithReplacement,
);
export const permutationsType = makeModuleType('itertools', 'permutations', PyPermutations);

const sizeOf = method(
  '__sizeof__($self, /)',
  'Returns size in memory, in bytes.',
  (_vm, self: PySelection) => 56 + 8 * (self instanceof PyCombinations ? self.size : (self as PyProduct).pools.length),
);

/** The keyword `repeat`, the only one. */
function repeatKeyword(vm: Runtime, args: readonly Value[], kwnames: readonly string[]): number {
  if (kwnames.length === 0) return 1;
  if (kwnames.length > 1) throw typeError(`product() takes at most 1 keyword argument (${kwnames.length} given)`);
  const name = kwnames[0] as string;
  if (name !== 'repeat') {
    throw typeError(`product() got an unexpected keyword argument '${strToUtf16(strFromKey(name))}'`);
  }
  const repeat = asSize(vm, args[args.length - 1] as Value);
  if (repeat < 0) throw valueError('repeat argument cannot be negative');
  return repeat;
}

defineIterator(productType, {
  doc: 'Cartesian product of input iterables. Equivalent to nested for-loops.',
  make: (vm, type, args, kwnames) => {
    const names = kwnames ?? [];
    const repeat = repeatKeyword(vm, args, names);
    const count = repeat === 0 ? 0 : args.length - names.length;
    if (count * repeat > Number.MAX_SAFE_INTEGER / 8) throw overflowError('repeat argument too large');
    const pools: Value[][] = [];
    for (let i = 0; i < count; i++) pools.push(toArray(vm, args[i] as Value));
    chargeItems(vm, count * repeat);
    const all: (readonly Value[])[] = [];
    for (let i = 0; i < repeat; i++) for (const pool of pools) all.push(pool);
    return construct(type, PyProduct, all);
  },
  next: (vm, self: PyProduct) => {
    if (self.isDone) return undefined;
    const { pools } = self;
    vm.chargeFuel(1 + (pools.length >> 2));
    if (self.indices === null) {
      self.indices = pools.map(() => 0);
      if (pools.some((pool) => pool.length === 0)) self.isDone = true;
    } else self.isDone = !advance(self.indices, pools);
    if (self.isDone) return undefined;
    vm.chargeMemory(8 * pools.length);
    return new PyTuple(self.indices.map((index, i) => (pools[i] as readonly Value[])[index] as Value));
  },
  methods: [sizeOf],
});

/** Like an odometer: the last index turns fastest. False when all are back at zero. */
function advance(indices: number[], pools: readonly (readonly Value[])[]): boolean {
  for (let i = indices.length - 1; i >= 0; i--) {
    const index = (indices[i] as number) + 1;
    if (index < (pools[i] as readonly Value[]).length) {
      indices[i] = index;
      return true;
    }
    indices[i] = 0;
  }
  return false;
}

function select(vm: Runtime, self: PyCombinations, indices: readonly number[]): Value {
  vm.chargeFuel(1 + (self.size >> 2));
  vm.chargeMemory(8 * self.size);
  const items: Value[] = [];
  for (let i = 0; i < self.size; i++) items.push(self.pool[indices[i] as number] as Value);
  return new PyTuple(items);
}

const combinationsArguments = new Arguments('combinations(iterable, r: ssize)');
const replacementArguments = new Arguments('combinations_with_replacement(iterable, r: ssize)');

defineIterator(combinationsType, {
  doc: 'Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)',
  make: (vm, type, args, kwnames) => {
    const [iterable, size] = combinationsArguments.bind(vm, args, kwnames) as [Value, number];
    const pool = toArray(vm, iterable);
    if (size < 0) throw valueError('r must be non-negative');
    const self = construct(type, PyCombinations, pool, size);
    self.isDone = size > pool.length;
    return self;
  },
  next: (vm, self: PyCombinations) => {
    if (self.isDone) return undefined;
    const { size } = self;
    const last = self.pool.length - size;
    if (self.indices === null) {
      vm.chargeMemory(8 * size);
      self.indices = Array.from({ length: size }, (_, i) => i);
    } else {
      const { indices } = self;
      let i = size - 1;
      while (i >= 0 && indices[i] === i + last) i--;
      if (i < 0) {
        self.isDone = true;
        return undefined;
      }
      let index = (indices[i] as number) + 1;
      for (; i < size; i++) indices[i] = index++;
    }
    return select(vm, self, self.indices);
  },
  methods: [sizeOf],
});

defineIterator(replacementType, {
  doc: 'Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.',
  make: (vm, type, args, kwnames) => {
    const [iterable, size] = replacementArguments.bind(vm, args, kwnames) as [Value, number];
    const pool = toArray(vm, iterable);
    if (size < 0) throw valueError('r must be non-negative');
    const self = construct(type, PyCombinationsWithReplacement, pool, size);
    self.isDone = pool.length === 0 && size > 0;
    return self;
  },
  next: (vm, self: PyCombinationsWithReplacement) => {
    if (self.isDone) return undefined;
    const { size } = self;
    const last = self.pool.length - 1;
    if (self.indices === null) {
      chargeItems(vm, size);
      self.indices = new Array<number>(size).fill(0);
    } else {
      const { indices } = self;
      let i = size - 1;
      while (i >= 0 && indices[i] === last) i--;
      if (i < 0) {
        self.isDone = true;
        return undefined;
      }
      indices.fill((indices[i] as number) + 1, i);
    }
    return select(vm, self, self.indices);
  },
  methods: [sizeOf],
});

const permutationsArguments = new Arguments('permutations(iterable, r=None)');

defineIterator(permutationsType, {
  doc: 'Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)',
  make: (vm, type, args, kwnames) => {
    const [iterable, length] = permutationsArguments.bind(vm, args, kwnames) as [Value, Value];
    const pool = toArray(vm, iterable);
    let size = pool.length;
    if (length !== None) {
      if (!isInstance(length, intType)) throw typeError('Expected int as r');
      size = asSize(vm, length);
      if (size < 0) throw valueError('r must be non-negative');
    }
    const self = construct(type, PyPermutations, pool, size);
    self.isDone = size > pool.length;
    return self;
  },
  next: (vm, self: PyPermutations) => {
    if (self.isDone) return undefined;
    if (self.indices === null) {
      const count = self.pool.length;
      vm.chargeMemory(16 * count);
      self.indices = Array.from({ length: count }, (_, i) => i);
      self.cycles = Array.from({ length: self.size }, (_, i) => count - i);
    } else if (!turn(vm, self.indices, self.cycles)) {
      self.isDone = true;
      return undefined;
    }
    return select(vm, self, self.indices);
  },
  methods: [sizeOf],
});

/** The next permutation in lexicographic order of positions; false after the last. */
function turn(vm: Runtime, indices: number[], cycles: number[]): boolean {
  for (let i = cycles.length - 1; i >= 0; i--) {
    const left = (cycles[i] as number) - 1;
    cycles[i] = left;
    const index = indices[i] as number;
    if (left > 0) {
      const j = indices.length - left;
      indices[i] = indices[j] as number;
      indices[j] = index;
      return true;
    }
    // This position has been through all choices: its index goes to the end.
    vm.chargeFuel((indices.length - i) >> 3);
    indices.splice(i, 1);
    indices.push(index);
    cycles[i] = indices.length - i;
  }
  return false;
}

productType.textSignature = '(*iterables, repeat=1)';
combinationsType.textSignature = '(iterable, r)';
replacementType.textSignature = '(iterable, r)';
permutationsType.textSignature = '(iterable, r=None)';
