/** This file implements zip and map, which walk several iterables side by side. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { strFromKey, strToUtf16 } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import { makeType } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { getIter, iterNext } from '../../operations/iteration.js';
import { isTrue } from '../../operations/truth.js';
import { REDUCE_DOC, reduced, SETSTATE_DOC } from './pickling.js';

/** Items of several iterators, one of each at a time; with `strict` all must end together. */
export abstract class PyParallelIterator extends PyObject {
  constructor(
    readonly iterators: readonly Value[],
    public strict: boolean,
  ) {
    super();
  }

  /** The function's name in messages. */
  abstract readonly name: string;

  /** The next row, or undefined at the end. Raises ValueError when `strict` is violated. */
  nextRow(vm: Runtime): Value[] | undefined {
    const { iterators } = this;
    const row: Value[] = [];
    for (let i = 0; i < iterators.length; i++) {
      const item = iterNext(vm, iterators[i] as Value);
      if (item === undefined) {
        if (this.strict) this.checkEnd(vm, i);
        return undefined;
      }
      row.push(item);
    }
    return row;
  }

  /** The iterator at `ended` is exhausted: it must be the first one, and all the others must be exhausted as well. */
  private checkEnd(vm: Runtime, ended: number): void {
    if (ended > 0) throw this.lengthError(ended, 'shorter');
    for (let i = 1; i < this.iterators.length; i++) {
      if (iterNext(vm, this.iterators[i] as Value) !== undefined) throw this.lengthError(i, 'longer');
    }
  }

  /** ValueError: the iterable at this position is shorter or longer than those before. */
  lengthError(at: number, word: string) {
    const others = at === 1 ? ' 1' : `s 1-${at}`;
    return valueError(`${this.name}() argument ${at + 1} is ${word} than argument${others}`);
  }
}

/** `zip(*iterables, strict=False)`. */
export class PyZip extends PyParallelIterator {
  override get name(): string {
    return 'zip';
  }
}

/** `map(function, *iterables, strict=False)`. */
export class PyMap extends PyParallelIterator {
  constructor(
    readonly func: Value,
    iterators: readonly Value[],
    strict: boolean,
  ) {
    super(iterators, strict);
  }

  override get name(): string {
    return 'map';
  }
}

export const zipType = makeType('zip', PyZip);
export const mapType = makeType('map', PyMap);

/** The value of the only keyword that zip and map take. */
function strictKeyword(
  vm: Runtime,
  type: PyType,
  builtin: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): boolean {
  if (kwnames === null || kwnames.length === 0) return false;
  // A subclass with its own __init__ may take keywords of its own.
  if (type !== builtin && type.tp_init !== builtin.tp_init) return false;
  if (kwnames.length > 1)
    throw typeError(`${builtin.name}() takes at most 1 keyword argument (${kwnames.length} given)`);
  const name = kwnames[0] as string;
  if (name !== 'strict') {
    throw typeError(`${builtin.name}() got an unexpected keyword argument '${strToUtf16(strFromKey(name))}'`);
  }
  return isTrue(vm, args[args.length - 1] as Value);
}

function zipNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const strict = strictKeyword(vm, type, zipType, args, kwnames);
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  const iterators: Value[] = [];
  for (let i = 0; i < count; i++) iterators.push(getIter(vm, args[i] as Value));
  if (type === zipType) return new PyZip(iterators, strict);
  return new (type.instanceClass as unknown as typeof PyZip)(iterators, strict);
}

function mapNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const strict = strictKeyword(vm, type, mapType, args, kwnames);
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  if (count < 2) throw typeError('map() must have at least two arguments.');
  const iterators: Value[] = [];
  for (let i = 1; i < count; i++) iterators.push(getIter(vm, args[i] as Value));
  if (type === mapType) return new PyMap(args[0] as Value, iterators, strict);
  return new (type.instanceClass as unknown as typeof PyMap)(args[0] as Value, iterators, strict);
}

function mapNext(vm: Runtime, self: PyMap): Value | undefined {
  vm.chargeFuel(1);
  if (self.iterators.length === 1) {
    const item = iterNext(vm, self.iterators[0] as Value);
    return item === undefined ? undefined : vm.call1(self.func, item);
  }
  const row = self.nextRow(vm);
  return row === undefined ? undefined : vm.call(self.func, row);
}

const setState = method(
  '__setstate__($self, object, /)',
  SETSTATE_DOC,
  (vm, self: PyParallelIterator, state: Value) => {
    self.strict = isTrue(vm, state);
    return None;
  },
);

defineType(zipType, {
  doc: 'The zip object yields tuples with one item of each iterable until one is exhausted.\n\nIf strict is true and the iterables differ in length, a ValueError is raised.',
  slots: {
    tp_new: zipNew,
    tp_iter: (_vm, self: PyZip) => self,
    tp_iternext: (vm, self: PyZip) => {
      if (self.iterators.length === 0) return undefined;
      vm.chargeFuel(1);
      const row = self.nextRow(vm);
      return row === undefined ? undefined : new PyTuple(row);
    },
  },
  methods: [
    method('__reduce__($self, /)', REDUCE_DOC, (_vm, self: PyZip) =>
      self.strict ? reduced(self.type, self.iterators, true) : reduced(self.type, self.iterators),
    ),
    setState,
  ],
  isBaseType: true,
  hasWeakrefs: false,
});

defineType(mapType, {
  doc: 'Make an iterator that computes the function using arguments from each of the iterables.\n\nStops when the shortest iterable is exhausted. If strict is true and the iterables differ in length, a ValueError is raised.',
  slots: { tp_new: mapNew, tp_iter: (_vm, self: PyMap) => self, tp_iternext: mapNext },
  methods: [
    method('__reduce__($self, /)', REDUCE_DOC, (_vm, self: PyMap) => {
      const args = [self.func, ...self.iterators];
      return self.strict ? reduced(self.type, args, true) : reduced(self.type, args);
    }),
    setState,
  ],
  isBaseType: true,
  hasWeakrefs: false,
});

zipType.textSignature = '(*iterables, strict=False)';
mapType.textSignature = '(function, iterable, /, *iterables, strict=False)';
