/** This file defines `__new__` of built-in types as Python code sees it: `<built-in method __new__ of type object …>`. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { nativeFunctionType } from '../native/native-function.js';

/** The `__new__` of a built-in type. Python sees a `builtin_function_or_method` whose `__self__` is the type. */
export class PyNewWrapper extends PyObject {
  constructor(readonly owner: PyType) {
    super();
  }
}
PyNewWrapper.prototype.type = nativeFunctionType;

/** Call `X.__new__(cls, …)` with CPython's checks. */
export function callNewWrapper(
  vm: Runtime,
  wrapper: PyNewWrapper,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const owner = wrapper.owner;
  const nkw = kwnames === null ? 0 : kwnames.length;
  if (args.length - nkw < 1) throw typeError(`${owner.name}.__new__(): not enough arguments`);
  const cls = args[0] as Value;
  if (!(cls instanceof PyType)) {
    throw typeError(`${owner.name}.__new__(X): X is not a type object (${typeOf(cls).name})`);
  }
  if (!cls.isSubtypeOf(owner)) {
    throw typeError(`${owner.name}.__new__(${cls.name}): ${cls.name} is not a subtype of ${owner.name}`);
  }
  // Walk to the native type that decides the layout: its tp_new alone makes instances of that shape.
  let native: PyType | null = cls;
  while (native?.isHeap) native = native.base;
  if (native?.noInstantiation)
    throw typeError(
      `cannot create '${native.module === 'builtins' || native.name.includes('.') ? '' : `${native.module}.`}${native.name}' instances`,
    );
  if (native !== null && native.tp_new !== owner.tp_new) {
    throw typeError(`${owner.name}.__new__(${cls.name}) is not safe, use ${native.name}.__new__()`);
  }
  return (owner.tp_new as NonNullable<PyType['tp_new']>)(vm, cls, args.slice(1), kwnames);
}
