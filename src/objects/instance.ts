/** This file stores the attributes of instances: own JavaScript properties behind `mangle`, or a dict when one was given. */
import { PyObject, type Value } from '../values/object.js';
import { PyDict } from './types/dict/dict.js';

declare module '../values/object.js' {
  interface PyObject {
    /** The dict that holds the attributes in place of own properties: for modules, and after `obj.__dict__ = d`. */
    attrDict: PyDict | null;
  }
}
PyObject.prototype.attrDict = null;

/**
 * The own property that holds the attribute of this name (security rule 1: no other function makes property names
 * from a program's text). The prefix keeps them apart from JavaScript's names and from the fields of our classes.
 */
export function mangle(name: string): string {
  return `$${name}`;
}

/** The attribute name behind an own property, or undefined for fields of our classes. */
export function unmangle(key: string): string | undefined {
  return key.charCodeAt(0) === 36 ? key.slice(1) : undefined;
}

type Slots = Record<string, Value | undefined>;

/** An attribute in the instance's own namespace, by name key. */
export function getOwn(object: PyObject, name: string): Value | undefined {
  const dict = object.attrDict;
  return dict === null ? (object as unknown as Slots)[mangle(name)] : dict.getStr(name);
}

/** Store an attribute in the instance's own namespace. */
export function setOwn(object: PyObject, name: string, value: Value): void {
  const dict = object.attrDict;
  if (dict === null) (object as unknown as Slots)[mangle(name)] = value;
  else dict.setStr(name, value);
}

/** Remove an attribute from the instance's own namespace; false when it was not there. */
export function deleteOwn(object: PyObject, name: string): boolean {
  const dict = object.attrDict;
  if (dict !== null) return dict.deleteStr(name);
  const key = mangle(name);
  if ((object as unknown as Slots)[key] === undefined) return false;
  delete (object as unknown as Slots)[key];
  return true;
}

/** The attributes of an instance in order of definition, as name keys and values. */
export function* ownAttributes(object: PyObject): Generator<[string, Value]> {
  for (const key of Object.keys(object)) {
    const name = unmangle(key);
    if (name !== undefined) yield [name, (object as unknown as Slots)[key] as Value];
  }
}

/** Does the instance have attributes of its own? */
export function hasAttributes(object: PyObject): boolean {
  if (object.attrDict !== null) return object.attrDict.size > 0;
  return ownAttributes(object).next().done !== true;
}

/** A slot of `__slots__`: `key` was made by `slotKey`. */
export function getSlot(object: PyObject, key: string): Value | undefined {
  return (object as unknown as Slots)[key];
}

export function setSlot(object: PyObject, key: string, value: Value | undefined): void {
  (object as unknown as Slots)[key] = value;
}

/** The own property of a name in `__slots__`; `depth` tells apart a name that a subclass repeats. */
export function slotKey(name: string, depth: number): string {
  return `_${depth}_${name}`;
}

/**
 * The dict behind `obj.__dict__`. From the first time that it is asked for, the attributes live in it: dict and
 * attributes are then one thing, as in CPython.
 */
export function instanceDict(object: PyObject): PyDict {
  if (object.attrDict !== null) return object.attrDict;
  const dict = new PyDict();
  for (const [name, value] of [...ownAttributes(object)]) {
    dict.setStr(name, value);
    delete (object as unknown as Slots)[mangle(name)];
  }
  object.attrDict = dict;
  return dict;
}

/** `obj.__dict__ = dict`. */
export function setInstanceDict(object: PyObject, dict: PyDict): void {
  instanceDict(object);
  object.attrDict = dict;
}
