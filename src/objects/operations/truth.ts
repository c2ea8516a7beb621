/** This file decides the truth of objects. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';

/** `bool(value)`. */
export function isTrue(vm: Runtime, value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value.length !== 0;
    case 'bigint':
      return true;
    default: {
      if (value === None) return false;
      const type = value.type;
      if (type.nb_bool !== null) return type.nb_bool(vm, value);
      if (type.mp_length !== null) return type.mp_length(vm, value) > 0;
      if (type.sq_length !== null) return type.sq_length(vm, value) > 0;
      return true;
    }
  }
}
