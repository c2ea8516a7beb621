/** This file gets, sets and deletes attributes. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import { typeOf } from '../core-types.js';
import { attributeError, typeError } from '../errors.js';
import { PyAttributeError } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';
import { AttributeError } from '../exceptions/types.js';
import { deleteOwn, getOwn, setOwn } from '../instance.js';

/** `obj.name`. Raises AttributeError. */
export function getAttr(vm: Runtime, object: Value, name: string): Value {
  const slot = typeOf(object).tp_getattro;
  if (slot === null || slot === genericGetAttr) return genericGetAttr(vm, object, name);
  try {
    return slot(vm, object, name);
  } catch (reason) {
    throw withAttribute(reason, object, name);
  }
}

/** An AttributeError that says nothing of its object (raised by a `__getattr__`) gets object and name, for suggestions. */
export function withAttribute(reason: unknown, object: Value, name: string): unknown {
  if (reason instanceof Raised && reason.exception instanceof PyAttributeError) {
    const error = reason.exception;
    if (error.name === null && error.obj === null) {
      error.name = strFromKey(name);
      error.obj = object;
    }
  }
  return reason;
}

/** `obj.name`, or undefined where AttributeError would be raised. */
export function lookupAttr(vm: Runtime, object: Value, name: string): Value | undefined {
  const slot = typeOf(object).tp_getattro;
  try {
    if (slot === null || slot === genericGetAttr) return genericLookupAttr(vm, object, name);
    return slot(vm, object, name);
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(AttributeError)) return undefined;
    throw reason;
  }
}

/** `obj.name = value`. */
export function setAttr(vm: Runtime, object: Value, name: string, value: Value): void {
  const slot = typeOf(object).tp_setattro;
  if (slot === null) throw noSetter(object, name, 'assign to');
  slot(vm, object, name, value);
}

/** `del obj.name`. */
export function delAttr(vm: Runtime, object: Value, name: string): void {
  const slot = typeOf(object).tp_setattro;
  if (slot === null) throw noSetter(object, name, 'del');
  slot(vm, object, name, undefined);
}

function noSetter(object: Value, name: string, what: string): Raised {
  const type = typeOf(object);
  const kind = type.tp_getattro === null ? 'no attributes' : 'only read-only attributes';
  return typeError(`'${type.name}' object has ${kind} (${what} .${nameText(name)})`);
}

/** A name key as text for messages. */
export function nameText(name: string): string {
  return strToUtf16(strFromKey(name));
}

/** PyObject_GenericGetAttr: data descriptors, the instance's namespace, other class attributes. */
export function genericGetAttr(vm: Runtime, object: Value, name: string): Value {
  const value = genericLookupAttr(vm, object, name);
  if (value === undefined) throw missingAttribute(object, name);
  return value;
}

/** AttributeError "'X' object has no attribute 'y'". */
export function missingAttribute(object: Value, name: string): Raised {
  return attributeError(
    `'${typeOf(object).name}' object has no attribute '${nameText(name)}'`,
    object,
    strFromKey(name),
  );
}

function genericLookupAttr(vm: Runtime, object: Value, name: string): Value | undefined {
  const type = typeOf(object);
  const descriptor = type.lookup(name);
  if (descriptor !== undefined) {
    const descriptorType = typeOf(descriptor);
    const get = descriptorType.tp_descr_get;
    if (get !== null && descriptorType.tp_descr_set !== null) {
      return get(vm, descriptor, object, type);
    }
    if (type.hasDict && object instanceof PyObject) {
      const own = getOwn(object, name);
      if (own !== undefined) return own;
    }
    return get === null ? descriptor : get(vm, descriptor, object, type);
  }
  if (type.hasDict && object instanceof PyObject) return getOwn(object, name);
  return undefined;
}

/** PyObject_GenericSetAttr: data descriptors, then the instance's namespace. `value` undefined deletes. */
export function genericSetAttr(vm: Runtime, object: Value, name: string, value: Value | undefined): void {
  const type = typeOf(object);
  const descriptor = type.lookup(name);
  if (descriptor !== undefined) {
    const set = typeOf(descriptor).tp_descr_set;
    if (set !== null) return set(vm, descriptor, object, value);
  }
  if (type.hasDict && object instanceof PyObject) {
    if (value !== undefined) setOwn(object, name, value);
    else if (!deleteOwn(object, name)) throw missingAttribute(object, name);
    return;
  }
  if (descriptor === undefined) {
    const suffix = type.tp_setattro === genericSetAttr ? ' and no __dict__ for setting new attributes' : '';
    throw attributeError(
      `'${type.name}' object has no attribute '${nameText(name)}'${suffix}`,
      object,
      strFromKey(name),
    );
  }
  throw attributeError(`'${type.name}' object attribute '${nameText(name)}' is read-only`, object, strFromKey(name));
}

/** A special method: looked up on the type, bound to the object. */
export function lookupSpecial(vm: Runtime, object: Value, name: string): Value | undefined {
  const type = typeOf(object);
  const descriptor = type.lookup(name);
  if (descriptor === undefined) return undefined;
  const get = typeOf(descriptor).tp_descr_get;
  return get === null ? descriptor : get(vm, descriptor, object, type);
}
