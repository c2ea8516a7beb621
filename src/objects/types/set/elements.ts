/** This file tells which elements have the same hash in every run of CPython, and compares them. */
import { PyFloat } from '../../../values/float.js';
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { hash } from '../../operations/hash.js';
import { type SimpleKey, simpleKey } from '../dict/keys.js';

/** CPython's hash of None. */
const NONE_HASH = 4238894112;
const MAX_DEPTH = 40;

/** An element that knows itself whether its hash is the same in every run: a frozenset. */
export interface NestedSet {
  readonly isNested: true;
  readonly isDeterministic: boolean;
  sameElements(vm: Runtime, other: Value): boolean;
}

function isNestedSet(value: Value): value is PyObject & NestedSet {
  return value instanceof PyObject && 'isNested' in value;
}

function isDeterministic(vm: Runtime, value: Value, depth: number): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  if (value instanceof PyTuple && value.constructor === PyTuple) {
    if (depth > MAX_DEPTH) return false;
    const items = value.items;
    // Tuples that share parts are many more by ways than by number.
    if (depth > 2 || items.length > 8) vm.chargeFuel(items.length);
    for (let i = 0; i < items.length; i++) if (!isDeterministic(vm, items[i] as Value, depth + 1)) return false;
    return true;
  }
  if (isNestedSet(value)) return value.isDeterministic;
  return value === None || isNumeric(simpleKey(value));
}

function isNumeric(key: SimpleKey | undefined): boolean {
  return typeof key === 'number' || typeof key === 'bigint';
}

/**
 * The hash of a number, of None, or of a tuple or frozenset of such; undefined for everything else: strings, bytes
 * and objects hash differently in each run, and other types may run Python code.
 */
export function elementHash(vm: Runtime, value: Value): number | bigint | undefined {
  if (typeof value === 'number') return value === -1 ? -2 : value;
  if (typeof value === 'string') return undefined;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof PyFloat && value.constructor === PyFloat && Number.isSafeInteger(value.value)) {
    return value.value === -1 ? -2 : value.value + 0;
  }
  if (value === None) return NONE_HASH;
  return isDeterministic(vm, value, 0) ? hash(vm, value) : undefined;
}

/** Are two elements equal that both have an `elementHash`? */
export function sameElement(vm: Runtime, a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return false;
  if (a instanceof PyTuple) {
    if (!(b instanceof PyTuple) || a.items.length !== b.items.length) return false;
    if (a.hashCache !== null && b.hashCache !== null && a.hashCache !== b.hashCache) return false;
    if (a.items.length > 8) vm.chargeFuel(a.items.length);
    for (let i = 0; i < a.items.length; i++)
      if (!sameElement(vm, a.items[i] as Value, b.items[i] as Value)) return false;
    return true;
  }
  if (isNestedSet(a)) return a.sameElements(vm, b);
  const key = simpleKey(a);
  return key !== undefined && key === simpleKey(b);
}
