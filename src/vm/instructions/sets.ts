/** This file makes and fills sets for the interpreter. */

import { PySet } from '../../objects/types/set/set.js';
import { updateSet } from '../../objects/types/set/set-algorithms.js';
import type { Value } from '../../values/object.js';
import type { Machine } from '../machine.js';

export function emptySet(): PySet {
  return new PySet();
}

/** Add an element; false when an equal one was there. */
export function addToSet(vm: Machine, set: PySet, item: Value): boolean {
  return set.add(vm, item);
}

/** SET_UPDATE. */
export function setFrom(vm: Machine, set: PySet, iterable: Value): void {
  updateSet(vm, set, iterable);
}
