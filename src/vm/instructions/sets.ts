/** This file makes and fills sets for the interpreter. */

import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { PySet } from '../../objects/types/set/set.js';
import { updateSet } from '../../objects/types/set/set-algorithms.js';
import type { Value } from '../../values/object.js';
import type { Machine } from '../machine.js';

export function emptySet(): PySet {
  return new PySet();
}

/** Add an element; false when an equal one was there. */
export function addToSet(vm: Machine, set: PySet, item: Value): boolean {
  // Annotations of a module add to a name that the program may have bound to anything.
  if (!(set instanceof PySet)) throw typeError(`'${typeOf(set).name}' object is not a set`);
  return set.add(vm, item);
}

/** SET_UPDATE. */
export function setFrom(vm: Machine, set: PySet, iterable: Value): void {
  updateSet(vm, set, iterable);
}
