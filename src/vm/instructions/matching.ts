/** This file implements the instructions of `match`. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { getItem } from '../../objects/operations/containers.js';
import { isInstanceOf } from '../../objects/operations/instance-check.js';
import { repr } from '../../objects/operations/text.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { Value } from '../../values/object.js';
import { PyObject } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, strKey, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import type { Machine } from '../machine.js';
import { addToSet, emptySet } from './sets.js';

const MISSING = new (class Missing extends PyObject {})();

/** The values of the keys in a mapping as a tuple, or None when one is missing. */
export function matchKeys(vm: Machine, subject: Value, keys: PyTuple): Value {
  if (keys.items.length === 0) return new PyTuple([]);
  const seen = emptySet();
  const values: Value[] = [];
  const exact = subject instanceof PyDict && subject.constructor === PyDict;
  // mapping.get with a default keeps defaultdict from making entries.
  const get = exact ? undefined : lookupAttr(vm, subject, 'get');
  for (const key of keys.items) {
    if (!addToSet(vm, seen, key)) {
      throw valueError(`mapping pattern checks duplicate key (${strToUtf16(repr(vm, key))})`);
    }
    const value = exact
      ? subject.get(vm, key)
      : get === undefined
        ? getItem(vm, subject, key)
        : vm.call2(get, key, MISSING);
    if (value === undefined || value === MISSING) return None;
    values.push(value);
  }
  return new PyTuple(values);
}

/** MATCH_CLASS: the attributes that the sub-patterns look at, as a tuple, or None. */
export function matchClass(vm: Machine, subject: Value, cls: Value, positional: number, names: PyTuple): Value {
  if (!(cls instanceof PyType)) throw typeError('called match pattern must be a class');
  if (!isInstanceOf(vm, subject, cls)) return None;
  const seen = new Set<string>();
  const values: Value[] = [];
  if (positional > 0) {
    let matchSelf = false;
    const args = lookupAttr(vm, cls, '__match_args__');
    let attributes: readonly Value[] = [];
    if (args === undefined) matchSelf = cls.matchSelf;
    else {
      if (!(args instanceof PyTuple)) {
        throw typeError(`${cls.name}.__match_args__ must be a tuple (got ${typeOf(args).name})`);
      }
      attributes = args.items;
    }
    const allowed = matchSelf ? 1 : attributes.length;
    if (allowed < positional) {
      throw typeError(
        `${cls.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${positional} given)`,
      );
    }
    if (matchSelf) values.push(subject);
    else {
      for (let i = 0; i < positional; i++) {
        const name = attributes[i] as Value;
        if (!isStr(name)) {
          throw typeError(`__match_args__ elements must be strings (got ${typeOf(name).name})`);
        }
        const value = attributeOnce(vm, subject, cls, strKey(name), seen);
        if (value === undefined) return None;
        values.push(value);
      }
    }
  }
  for (const name of names.items) {
    const value = attributeOnce(vm, subject, cls, strKey(name as string), seen);
    if (value === undefined) return None;
    values.push(value);
  }
  return new PyTuple(values);
}

function attributeOnce(vm: Machine, subject: Value, cls: PyType, name: string, seen: Set<string>): Value | undefined {
  if (seen.has(name)) throw typeError(`${cls.name}() got multiple sub-patterns for attribute '${name}'`);
  seen.add(name);
  return lookupAttr(vm, subject, name);
}
