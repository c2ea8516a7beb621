/** This file declares `__class_getitem__` for generic built-in types: `list[int]` makes a types.GenericAlias. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { typeError } from '../errors.js';
import { classMethod, type NativeDef } from '../native/native-def.js';

/** How a GenericAlias is made: set once, at load, by the file that defines that type. */
export const genericAlias: { make: (vm: Runtime, origin: Value, args: Value) => Value } = {
  make: () => {
    throw typeError('types.GenericAlias is not available');
  },
};

/** The class method `__class_getitem__` that CPython's generic types share. */
export function classGetItem(): NativeDef {
  return classMethod('__class_getitem__($type, object, /)', 'See PEP 585', (vm, type: Value, args: Value) =>
    genericAlias.make(vm, type, args),
  );
}
