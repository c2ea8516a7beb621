/** This file defines the Python objects that native declarations become: functions, methods, descriptors. */
import { PyObject, type Value } from '../../values/object.js';
import type { PyType } from '../../values/type.js';
import { makeType } from '../core-types.js';
import type { GetSetDef, NativeDef } from './native-def.js';

/** `builtin_function_or_method`: a module function, or a method bound to `self`. */
export class PyNativeFunction extends PyObject {
  constructor(
    readonly def: NativeDef,
    /** What the body receives as self: null for module functions and static methods. */
    readonly self: Value | null,
    /** `__module__`. */
    readonly module: Value | null,
    /** The type that the method was found on, for `__qualname__` and messages; null for functions. */
    readonly owner: PyType | null,
  ) {
    super();
  }
}

/** `method_descriptor`: an unbound native method. */
export class PyMethodDescriptor extends PyObject {
  constructor(
    readonly def: NativeDef,
    readonly owner: PyType,
  ) {
    super();
  }
}

/** `classmethod_descriptor`. */
export class PyClassMethodDescriptor extends PyObject {
  constructor(
    readonly def: NativeDef,
    readonly owner: PyType,
  ) {
    super();
  }
}

/** `getset_descriptor`. */
export class PyGetSetDescriptor extends PyObject {
  constructor(
    readonly def: GetSetDef,
    readonly owner: PyType,
  ) {
    super();
  }
}

/** `member_descriptor`: a native member, or one name of `__slots__` (then `key` is the own property that holds it). */
export class PyMemberDescriptor extends PyObject {
  constructor(
    readonly name: string,
    readonly owner: PyType,
    readonly def: GetSetDef | null,
    readonly key: string | null,
  ) {
    super();
  }
}

export const nativeFunctionType = makeType('builtin_function_or_method', PyNativeFunction);
export const methodDescriptorType = makeType('method_descriptor', PyMethodDescriptor);
export const classMethodDescriptorType = makeType('classmethod_descriptor', PyClassMethodDescriptor);
export const getSetDescriptorType = makeType('getset_descriptor', PyGetSetDescriptor);
export const memberDescriptorType = makeType('member_descriptor', PyMemberDescriptor);
