/** This file does what len(), subscripts and `in` do. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { typeOf, typeType } from '../core-types.js';
import { typeError } from '../errors.js';
import { IndexError } from '../exceptions/types.js';
import { PyGenericAlias } from '../types/typing-objects.js';
import { lookupAttr } from './attributes.js';
import { equals } from './compare.js';
import { hasIndex, indexToNumber } from './index.js';
import { forEach } from './iteration.js';

/** `len(value)`. */
export function length(vm: Runtime, value: Value): number {
  const type = typeOf(value);
  const slot = type.sq_length ?? type.mp_length;
  if (slot === null) throw typeError(`object of type '${type.name}' has no len()`);
  return slot(vm, value);
}

/** `value[key]`. */
export function getItem(vm: Runtime, value: Value, key: Value): Value {
  const type = typeOf(value);
  if (type.mp_subscript !== null) return type.mp_subscript(vm, value, key);
  if (type.sq_item !== null) {
    if (!hasIndex(key)) throw typeError(`sequence index must be integer, not '${typeOf(key).name}'`);
    return type.sq_item(vm, value as never, sequenceIndex(vm, type, value, key));
  }
  if (type.isSubtypeOf(typeOf(type)) || isClass(value)) {
    // `type` has no __class_getitem__, which every metaclass would inherit.
    if (value === typeType) return new PyGenericAlias(typeType, key instanceof PyTuple ? key : new PyTuple([key]));
    const method = lookupAttr(vm, value, '__class_getitem__');
    if (method !== undefined && method !== None) return vm.call1(method, key);
    throw typeError(`type '${(value as PyType).name}' is not subscriptable`);
  }
  throw typeError(`'${type.name}' object is not subscriptable`);
}

function isClass(value: Value): boolean {
  return typeof value === 'object' && 'mro' in value && 'lookupCache' in value;
}

/** A negative index counts from the end, as PySequence_GetItem has it. */
function sequenceIndex(vm: Runtime, type: PyType, value: Value, key: Value): number {
  const at = indexToNumber(vm, key, IndexError);
  return at < 0 && type.sq_length !== null ? at + type.sq_length(vm, value) : at;
}

/** `value[key] = item`. */
export function setItem(vm: Runtime, value: Value, key: Value, item: Value): void {
  const type = typeOf(value);
  if (type.mp_ass_subscript !== null) return type.mp_ass_subscript(vm, value, key, item);
  if (type.sq_ass_item !== null) {
    if (!hasIndex(key)) throw typeError(`sequence index must be integer, not '${typeOf(key).name}'`);
    return type.sq_ass_item(vm, value as never, sequenceIndex(vm, type, value, key), item);
  }
  throw typeError(`'${type.name}' object does not support item assignment`);
}

/** `del value[key]`. */
export function delItem(vm: Runtime, value: Value, key: Value): void {
  const type = typeOf(value);
  if (type.mp_ass_subscript !== null) return type.mp_ass_subscript(vm, value, key, undefined);
  if (type.sq_ass_item !== null) {
    if (!hasIndex(key)) throw typeError(`sequence index must be integer, not '${typeOf(key).name}'`);
    return type.sq_ass_item(vm, value as never, sequenceIndex(vm, type, value, key), undefined);
  }
  throw typeError(`'${type.name}' object doesn't support item deletion`);
}

/** `item in container`. */
export function contains(vm: Runtime, container: Value, item: Value): boolean {
  const type = typeOf(container);
  if (type.sq_contains !== null) return type.sq_contains(vm, container, item);
  if (type.tp_iter === null && type.sq_item === null) {
    throw typeError(`argument of type '${type.name}' is not a container or iterable`);
  }
  let found = false;
  forEach(vm, container, (each) => {
    if (!equals(vm, each, item)) return true;
    found = true;
    return false;
  });
  return found;
}
