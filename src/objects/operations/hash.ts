/** This file hashes objects as `hash()` does. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';

/** `hash(value)`. Raises TypeError for unhashable types. */
export function hash(vm: Runtime, value: Value): number | bigint {
  if (typeof value === 'string') return vm.hashStr(value);
  const slot = typeOf(value).tp_hash;
  if (slot === null) throw typeError(`unhashable type: '${typeOf(value).name}'`);
  return slot(vm, value);
}

/** The `tp_hash` of types whose instances cannot be hashed; shown as `__hash__ = None`. */
export function UNHASHABLE(_vm: Runtime, value: Value): never {
  throw typeError(`unhashable type: '${typeOf(value).name}'`);
}
