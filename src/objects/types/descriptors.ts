/** This file defines property, classmethod and staticmethod objects and bound methods, as data. */
import { PyObject, type Value } from '../../values/object.js';
import { makeType } from '../core-types.js';

/** A method bound to an instance or class. */
export class PyMethod extends PyObject {
  constructor(
    readonly func: Value,
    readonly self: Value,
  ) {
    super();
  }
}

export class PyProperty extends PyObject {
  fget: Value | null = null;
  fset: Value | null = null;
  fdel: Value | null = null;
  doc: Value | null = null;
  /** The name given by `__set_name__` or assigned; null until then. */
  propertyName: Value | null = null;
  getterDoc = false;
}

export class PyClassMethod extends PyObject {
  callable: Value | null = null;
}

export class PyStaticMethod extends PyObject {
  callable: Value | null = null;
}

export const methodType = makeType('method', PyMethod);
export const propertyType = makeType('property', PyProperty);
export const classMethodType = makeType('classmethod', PyClassMethod);
export const staticMethodType = makeType('staticmethod', PyStaticMethod);
