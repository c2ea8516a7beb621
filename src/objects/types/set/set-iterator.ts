/** This file implements the iterator of set and frozenset. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { makeType } from '../../core-types.js';
import { runtimeError } from '../../errors.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { builtin, HINT_DOC, REDUCE_DOC, reduced } from '../iterators/pickling.js';
import { PyList } from '../list/list.js';
import type { PyAnySet } from './set.js';

/** `iter(set)`. `set` is null once the iterator is exhausted. */
export class PySetIterator extends PyObject {
  position = 0;
  /** The size of the set when iteration began; -1 after it was seen to change. */
  used: number;
  left: number;

  constructor(public set: PyAnySet | null) {
    super();
    this.used = this.left = set === null ? 0 : set.size;
  }
}

export const setIteratorType = makeType('set_iterator', PySetIterator);

function next(_vm: Runtime, self: PySetIterator): Value | undefined {
  const set = self.set;
  if (set === null) return undefined;
  if (self.used !== set.size) {
    self.used = -1;
    throw runtimeError('Set changed size during iteration');
  }
  const at = set.nextPosition(self.position);
  if (at < 0) {
    self.set = null;
    return undefined;
  }
  self.position = at + 1;
  self.left--;
  return set.at(at);
}

/** The elements that are still to come, without moving the iterator. */
function rest(vm: Runtime, self: PySetIterator): Value[] {
  const copy = new PySetIterator(self.set);
  copy.position = self.position;
  copy.used = self.used;
  const items: Value[] = [];
  for (let item = next(vm, copy); item !== undefined; item = next(vm, copy)) items.push(item);
  return items;
}

defineType(setIteratorType, {
  slots: { tp_iter: (_vm, self: PySetIterator) => self, tp_iternext: next },
  methods: [
    method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PySetIterator) =>
      self.set !== null && self.used === self.set.size ? self.left : 0,
    ),
    method('__reduce__($self, /)', REDUCE_DOC, (vm, self: PySetIterator) =>
      reduced(builtin(vm, 'iter'), [new PyList(rest(vm, self))]),
    ),
  ],
  hasWeakrefs: false,
});
