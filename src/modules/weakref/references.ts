/** This file makes weak references and proxies, or finds those that can be shared. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { WeakHolder } from '../../vm/heap/weak-holder.js';
import type { Machine } from '../../vm/machine.js';

/** The object that a weak reference may hold. Raises TypeError for objects that cannot be weakly referenced. */
export function referable(value: Value): PyObject {
  if (!(value instanceof PyObject) || !typeOf(value).hasWeakrefs) {
    throw typeError(`cannot create weak reference to '${typeOf(value).name}' object`);
  }
  return value;
}

/**
 * The holder that `make` makes; or the one that is there already, when it may be shared and has no callback. Shared
 * references stand before shared proxies.
 */
export function shareHolder<T extends WeakHolder>(
  vm: Runtime,
  target: PyObject,
  callback: Value,
  kind: abstract new (...args: never[]) => T,
  make: () => T,
  shared: { readonly first: boolean } | null,
): T {
  const { heap } = vm as Machine;
  const references = heap.weak;
  const isPlain = callback === None && shared !== null;
  if (isPlain) {
    const found = references.plainOf(target, kind);
    if (found !== undefined) return found as T;
  }
  const made = make();
  references.add(target, made, isPlain, isPlain && shared.first);
  heap.noteReferenced(target);
  return made;
}
