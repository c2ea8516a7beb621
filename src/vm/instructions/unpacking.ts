/** This file unpacks sequences into targets and extends lists. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { TypeError } from '../../objects/exceptions/types.js';
import { getIter, iterNext, toArray } from '../../objects/operations/iteration.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';

function unpackIterator(vm: Machine, value: Value): Value {
  const type = typeOf(value);
  try {
    return getIter(vm, value);
  } catch (reason) {
    if (
      reason instanceof Raised &&
      reason.exception.type.isSubtypeOf(TypeError) &&
      type.tp_iter === null &&
      type.sq_item === null
    ) {
      throw typeError(`cannot unpack non-iterable ${type.name} object`);
    }
    throw reason;
  }
}

/** UNPACK_SEQUENCE: the first item ends on top. Answers the new stack pointer. */
export function unpackSequence(vm: Machine, frame: PyFrame, sp: number, count: number): number {
  const s = frame.slots;
  const value = s[sp - 1] as Value;
  const exact =
    (value instanceof PyTuple && value.constructor === PyTuple) ||
    (value instanceof PyList && value.constructor === PyList);
  if (exact && value.items.length === count) {
    const items = value.items;
    sp--;
    for (let i = count - 1; i >= 0; i--) s[sp++] = items[i];
    return sp;
  }
  const iterator = unpackIterator(vm, value);
  const items: Value[] = [];
  for (let i = 0; i < count; i++) {
    const item = iterNext(vm, iterator);
    if (item === undefined) throw valueError(`not enough values to unpack (expected ${count}, got ${i})`);
    items.push(item);
  }
  if (iterNext(vm, iterator) !== undefined) {
    const sized = exact || value instanceof PyDict;
    const got = sized ? (value instanceof PyDict ? value.size : (value as PyList).items.length) : -1;
    throw valueError(`too many values to unpack (expected ${count}${got > count ? `, got ${got}` : ''})`);
  }
  sp--;
  for (let i = count - 1; i >= 0; i--) s[sp++] = items[i];
  return sp;
}

/** UNPACK_EX: `before` items, a list of the middle, `after` items. */
export function unpackEx(vm: Machine, frame: PyFrame, sp: number, before: number, after: number): number {
  const s = frame.slots;
  const iterator = unpackIterator(vm, s[sp - 1] as Value);
  const items: Value[] = [];
  for (let i = 0; i < before; i++) {
    const item = iterNext(vm, iterator);
    if (item === undefined) {
      throw valueError(`not enough values to unpack (expected at least ${before + after}, got ${i})`);
    }
    items.push(item);
  }
  const rest = toArray(vm, iterator);
  if (rest.length < after) {
    throw valueError(`not enough values to unpack (expected at least ${before + after}, got ${before + rest.length})`);
  }
  const tail = rest.splice(rest.length - after, after);
  sp--;
  for (let i = after - 1; i >= 0; i--) s[sp++] = tail[i];
  s[sp++] = new PyList(rest);
  for (let i = before - 1; i >= 0; i--) s[sp++] = items[i];
  return sp;
}

/** LIST_EXTEND. */
export function extendList(vm: Machine, list: PyList, iterable: Value): void {
  let items: Value[];
  try {
    items = toArray(vm, iterable);
  } catch (reason) {
    const type = typeOf(iterable);
    if (reason instanceof Raised && type.tp_iter === null && type.sq_item === null) {
      throw typeError(`Value after * must be an iterable, not ${type.name}`);
    }
    throw reason;
  }
  for (const item of items) list.items.push(item);
}
