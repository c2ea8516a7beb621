/** This file implements itertools.tee. */
import { typeOf } from '../../objects/core-types.js';
import { runtimeError, typeError, valueError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { getIter, iterNext } from '../../objects/operations/iteration.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import { defineIterator } from './declare.js';

/** How many items one block keeps. */
const BLOCK_SIZE = 57;

/** A block of items that were read from an iterator shared by several tee objects. */
export class PyTeeBlock extends PyObject {
  readonly values: Value[] = [];
  next: PyTeeBlock | null = null;
  isRunning = false;

  constructor(readonly iterator: Value) {
    super();
  }

  /** The item at an index in the block, read now if need be; undefined at the end of the iterator. */
  item(vm: Runtime, index: number): Value | undefined {
    if (index < this.values.length) return this.values[index];
    if (this.isRunning) throw runtimeError('cannot re-enter the tee iterator');
    this.isRunning = true;
    try {
      const value = iterNext(vm, this.iterator);
      if (value !== undefined) {
        vm.chargeMemory(8);
        this.values.push(value);
      }
      return value;
    } finally {
      this.isRunning = false;
    }
  }

  following(): PyTeeBlock {
    this.next ??= new PyTeeBlock(this.iterator);
    return this.next;
  }
}

/** One of the iterators that `tee` answers. */
export class PyTee extends PyObject {
  constructor(
    public block: PyTeeBlock,
    public index: number,
  ) {
    super();
  }
}

export const teeType = makeModuleType('itertools', '_tee', PyTee);
export const teeBlockType = makeModuleType('itertools', '_tee_dataobject', PyTeeBlock);

function teeFrom(vm: Runtime, iterable: Value): PyTee {
  const iterator = getIter(vm, iterable);
  return iterator instanceof PyTee ? copyTee(vm, iterator) : new PyTee(new PyTeeBlock(iterator), 0);
}

function copyTee(_vm: Runtime, self: PyTee): PyTee {
  return new PyTee(self.block, self.index);
}

defineIterator(teeType, {
  doc: 'Iterator wrapped to make it copyable.',
  make: (vm, _type, args, kwnames) => {
    noKeywords('_tee', kwnames);
    checkPositional('_tee', args.length, 1, 1);
    return teeFrom(vm, args[0] as Value);
  },
  next: (vm, self: PyTee) => {
    if (self.index >= BLOCK_SIZE) {
      self.block = self.block.following();
      self.index = 0;
    }
    const { block } = self;
    const item = block.item(vm, self.index);
    if (item !== undefined) self.index++;
    return item;
  },
  methods: [method('__copy__($self, /)', 'Returns an independent iterator.', copyTee)],
  isFinal: true,
  hasWeakrefs: true,
});

defineType(teeBlockType, {
  module: 'itertools',
  doc: 'teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.',
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      noKeywords('teedataobject', kwnames);
      checkPositional('teedataobject', args.length, 3, 3);
      const [iterator, values, next] = args as [Value, Value, Value];
      if (!(values instanceof PyList)) {
        throw typeError(`teedataobject() argument 2 must be list, not ${typeOf(values).name}`);
      }
      const block = new PyTeeBlock(iterator);
      block.values.push(...values.items.slice(0, BLOCK_SIZE));
      if (values.items.length > BLOCK_SIZE) throw valueError('Invalid arguments');
      if (next instanceof PyTeeBlock && values.items.length === BLOCK_SIZE) block.next = next;
      else if (next !== None) throw valueError('Invalid arguments');
      return block;
    },
  },
  hasWeakrefs: false,
});

/** `tee(iterable, n)`. */
export function tee(vm: Runtime, iterable: Value, count: number): Value {
  if (count < 0) throw valueError('n must be >= 0');
  vm.chargeMemory(64 * count);
  vm.chargeFuel(count);
  const results: Value[] = [];
  if (count === 0) return new PyTuple(results);
  const iterator = getIter(vm, iterable);
  const copies = lookupAttr(vm, iterator, '__copy__');
  const first = copies === undefined ? teeFrom(vm, iterator) : iterator;
  if (first instanceof PyTee) {
    results.push(first === iterator ? copyTee(vm, first) : first);
    while (results.length < count) results.push(copyTee(vm, first));
    return new PyTuple(results);
  }
  results.push(first);
  while (results.length < count) results.push(vm.call0(copies as Value));
  return new PyTuple(results);
}

teeType.textSignature = '(iterable, /)';
