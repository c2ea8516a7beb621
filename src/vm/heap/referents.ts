/** This file says which objects an object refers to. */
import { objectType, typeOf } from '../../objects/core-types.js';
import { unmangle } from '../../objects/instance.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyAnySet } from '../../objects/types/set/set.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None, NotImplemented } from '../../values/singletons.js';
import { isStr, PyStr } from '../../values/str.js';
import { PyType } from '../../values/type.js';

/** Fields of a type that only speed things up. */
const TYPE_CACHES = new Set(['lookupCache', 'namespaceView', 'layout']);

/** Is the object one that can be part of a cycle: what `gc.is_tracked` answers. */
export function isTracked(value: Value): value is PyObject {
  if (!(value instanceof PyObject) || value instanceof PyStr || value instanceof PyBytes) return false;
  if (value instanceof PyFloat || value instanceof PyComplex) return typeOf(value).isHeap;
  if (value === None || value === Ellipsis || value === NotImplemented) return false;
  if (value instanceof PyTuple) return value.items.length > 0 || typeOf(value).isHeap;
  if (value instanceof PyType) return value.isHeap;
  return typeOf(value) !== objectType;
}

/**
 * The objects that a container refers to, in CPython's order where that shows: lists and tuples from their end, dicts
 * each value before its key, keys that are text left out.
 */
export function referentsOf(object: PyObject): Value[] {
  const found: Value[] = [];
  if (object instanceof PyList || object instanceof PyTuple) {
    for (let i = object.items.length - 1; i >= 0; i--) found.push(object.items[i] as Value);
  } else if (object instanceof PyDict) {
    for (let at = object.nextPosition(0); at >= 0; at = object.nextPosition(at + 1)) {
      found.push(object.valueAt(at));
      const key = object.keyAt(at);
      if (!isStr(key)) found.push(key);
    }
  } else if (object instanceof PyAnySet) {
    for (const item of object.toArray()) found.push(item);
  }
  const plain = found.length === 0 || typeOf(object).isHeap;
  if (plain) fieldReferents(object, found);
  if (typeOf(object).isHeap) found.push(typeOf(object));
  return found.filter(isProgramValue);
}

/** Some internal data has no Python type: constant sets of code, for instance. */
function isProgramValue(value: Value): boolean {
  return typeof value !== 'object' || (value.type as PyType | undefined) !== undefined;
}

/** State is data: what stands in the fields of an object is what it refers to. */
function fieldReferents(object: PyObject, found: Value[]): void {
  const isContainer =
    object instanceof PyList || object instanceof PyTuple || object instanceof PyDict || object instanceof PyAnySet;
  for (const [name, value] of Object.entries(object)) {
    if (unmangle(name) !== undefined || name.startsWith('_')) {
      // Attributes and slots; other fields that begin so hold what the machine keeps beside them.
      if (value instanceof PyObject) pushObjects([value], found);
      else if (unmangle(name) !== undefined && value !== undefined && value !== null) found.push(value as Value);
      continue;
    }
    if (isContainer && name !== 'attrDict') continue;
    if (object instanceof PyType && TYPE_CACHES.has(name)) continue;
    if (value instanceof PyObject) pushObjects([value], found);
    else if (Array.isArray(value)) pushObjects(value, found);
    else if (value instanceof Map) pushObjects(value.values(), found);
  }
}

function pushObjects(values: Iterable<unknown>, found: Value[]): void {
  for (const value of values) if (value instanceof PyObject) found.push(value);
}
