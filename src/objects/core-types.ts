/** This file makes the core types, bare; each file in types/ fills one of them, and `ready` completes their slots. */
import { PyComplex, PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { PyObject } from '../values/object.js';
import { PyBytes, PySlice, PyTuple } from '../values/sequences.js';
import { EllipsisClass, NoneClass, NotImplementedClass } from '../values/singletons.js';
import { PyStr } from '../values/str.js';
import { type InstanceClass, PyType } from '../values/type.js';

/** `type`. */
export const typeType = new PyType('type');
PyType.prototype.type = typeType;

/** `object`. */
export const objectType = new PyType('object');

/** Every built-in type, in the order in which they were made; `readyBuiltinTypes` completes them. */
export const builtinTypes: PyType[] = [objectType, typeType];

/** Make a bare built-in type and tie the JavaScript class of its instances to it. */
export function makeType(name: string, instanceClass: InstanceClass | null, base: PyType = objectType): PyType {
  const type = new PyType(name);
  type.base = base;
  type.bases = [base];
  type.instanceClass = instanceClass;
  if (instanceClass !== null) instanceClass.prototype.type = type;
  builtinTypes.push(type);
  return type;
}

/** An instance of a plain class: attributes are own properties behind `mangle`, see objects/instance. */
export class PyInstance extends PyObject {}

objectType.instanceClass = PyInstance;
PyInstance.prototype.type = objectType;
objectType.isBaseType = true;
objectType.hasWeakrefs = false;
typeType.instanceClass = PyType;
typeType.base = objectType;
typeType.bases = [objectType];
typeType.isBaseType = true;
typeType.hasDict = true;

export const intType = makeType('int', null);
export const boolType = makeType('bool', null, intType);
export const floatType = makeType('float', PyFloat);
export const complexType = makeType('complex', PyComplex);
export const strType = makeType('str', PyStr);
export const bytesType = makeType('bytes', PyBytes);
export const tupleType = makeType('tuple', PyTuple);
export const sliceType = makeType('slice', PySlice);
export const noneType = makeType('NoneType', NoneClass);
export const ellipsisType = makeType('ellipsis', EllipsisClass);
export const notImplementedType = makeType('NotImplementedType', NotImplementedClass);

/** An instance of a subclass of int: the number stands in a field, as the primitive cannot carry a type. */
export class PyIntSubclass extends PyObject {
  constructor(readonly value: number | bigint) {
    super();
  }
}

/** An instance of a subclass of str. */
export class PyStrSubclass extends PyObject {
  constructor(readonly value: string | PyStr) {
    super();
  }
}

/** The type of any value. */
export function typeOf(value: Value): PyType {
  switch (typeof value) {
    case 'object':
      return value.type;
    case 'string':
      return strType;
    case 'number':
    case 'bigint':
      return intType;
    default:
      return boolType;
  }
}

/** Is the value an instance of the built-in type or of a subclass (real type only, `__class__` not asked)? */
export function isInstance(value: Value, type: PyType): boolean {
  return typeOf(value).isSubtypeOf(type);
}
