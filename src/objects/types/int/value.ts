/** This file finds the integer inside a Python value, and makes instances of int and its subclasses. */
import type { Value } from '../../../values/object.js';
import type { PyType } from '../../../values/type.js';
import { intType, PyIntSubclass } from '../../core-types.js';
import type { Int } from './size.js';

/** The integer of an int, bool or instance of a subclass of int; undefined for anything else. */
export function intValue(value: Value): Int | undefined {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'object':
      return value instanceof PyIntSubclass ? value.value : undefined;
    default:
      return undefined;
  }
}

/** The integer of a value that is known to be an int (a slot's self). */
export function selfInt(value: Value): Int {
  return intValue(value) as Int;
}

/** An instance of int or of a subclass. */
export function makeInt(type: PyType, value: Int): Value {
  return type === intType ? value : new (type.instanceClass as unknown as typeof PyIntSubclass)(value);
}
