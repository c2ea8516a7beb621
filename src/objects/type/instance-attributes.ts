/** This file defines `obj.__dict__` and `obj.__class__` as attributes. */
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { instanceDict, setInstanceDict } from '../instance.js';
import { PyDict } from '../types/dict/dict.js';
import { moduleType } from '../types/function.js';

/** `obj.__dict__`. */
export function getInstanceDict(_vm: Runtime, self: PyObject): Value {
  return instanceDict(self);
}

/** `obj.__dict__ = value`. */
export function replaceInstanceDict(_vm: Runtime, self: PyObject, value: Value): void {
  if (!(value instanceof PyDict)) {
    throw typeError(`__dict__ must be set to a dictionary, not a '${typeOf(value).name}'`);
  }
  setInstanceDict(self, value);
}

/** `del obj.__dict__`: the object starts again with an empty one. */
export function deleteInstanceDict(self: PyObject): void {
  setInstanceDict(self, new PyDict());
}

/** `obj.__class__ = cls`. */
export function setClass(vm: Runtime, self: Value, value: Value | undefined): void {
  if (value === undefined) throw typeError("can't delete __class__ attribute");
  if (!(value instanceof PyType)) {
    throw typeError(`__class__ must be set to a class, not '${typeOf(value).name}' object`);
  }
  vm.audit('object.__setattr__', [self, '__class__', value]);
  const old = typeOf(self);
  const bothModules = old.isSubtypeOf(moduleType) && value.isSubtypeOf(moduleType);
  if (!bothModules && !(old.isHeap && value.isHeap)) {
    throw typeError('__class__ assignment only supported for mutable types or ModuleType subclasses');
  }
  if (!sameLayout(old, value)) {
    throw typeError(`__class__ assignment: '${value.name}' object layout differs from '${old.name}'`);
  }
  (self as PyObject).type = value;
  if (old.tp_finalize === null && value.tp_finalize !== null) vm.noteFinalizable(self as PyObject);
}

function sameLayout(a: PyType, b: PyType): boolean {
  if (a.hasDict !== b.hasDict || a.hasWeakrefs !== b.hasWeakrefs) return false;
  if (a.layout === b.layout) return true;
  const slotsA = a.layout.slotNames;
  const slotsB = b.layout.slotNames;
  return (
    slotsA !== null &&
    slotsB !== null &&
    slotsA.length === slotsB.length &&
    [...slotsA].sort().join() === [...slotsB].sort().join() &&
    a.layout.base?.layout === b.layout.base?.layout
  );
}
