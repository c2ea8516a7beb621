/** This file makes the types that native modules define. */
import { makeType, objectType } from '../objects/core-types.js';
import type { InstanceClass, PyType } from '../values/type.js';

/** Make a bare type of a native module: `makeModuleType('_io', 'FileIO', …)` shows itself as `_io.FileIO`. */
export function makeModuleType(
  module: string,
  name: string,
  instanceClass: InstanceClass | null,
  base: PyType = objectType,
): PyType {
  const type = makeType(`${module}.${name}`, instanceClass, base);
  type.qualname = name;
  type.module = module;
  return type;
}

/** The name of a type without its module, as `_PyType_Name` has it. */
export function shortName(type: PyType): string {
  return type.isHeap ? type.name : type.name.slice(type.name.lastIndexOf('.') + 1);
}
