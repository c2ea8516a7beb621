/** This file decides how a dict or set finds a key: as a JavaScript value, by structure, or only through Python's own hash and ==. */
import { PyComplex, PyFloat } from '../../../values/float.js';
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import { Ellipsis, None, NotImplemented } from '../../../values/singletons.js';
import { isStr, PyStr, strKey, strToUtf16 } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import {
  bytesType,
  complexType,
  floatType,
  intType,
  objectType,
  PyIntSubclass,
  PyStrSubclass,
  strType,
  tupleType,
  typeOf,
} from '../../core-types.js';
import { typeError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import * as exceptions from '../../exceptions/types.js';
import { hash } from '../../operations/hash.js';

/**
 * What stands for a key in a JavaScript Map: equal keys have the same one (SameValueZero), unequal keys never do.
 * Ints, bools and floats become a number or bigint, strings their key, and objects that compare by identity themselves.
 */
export type SimpleKey = string | number | bigint | PyObject;

const FLOAT64 = new Float64Array(1);
const WORDS = new Int32Array(FLOAT64.buffer);

/** Does the type compare its instances by identity, and hash them so too? */
function usesIdentity(type: PyType): boolean {
  return isIdentityCompare(type) && type.tp_hash === objectType.tp_hash;
}

function isIdentityCompare(type: PyType): boolean {
  return type.tp_richcompare === null || type.tp_richcompare === objectType.tp_richcompare;
}

function behavesLike(type: PyType, builtin: PyType): boolean {
  return type.tp_hash === builtin.tp_hash && type.tp_richcompare === builtin.tp_richcompare;
}

/** The simple key of a float: the int that it equals, its own number, or for NaN the object. */
function floatKey(value: number, object: PyObject): SimpleKey {
  if (Number.isSafeInteger(value)) return value + 0;
  if (Number.isNaN(value)) return object;
  return Number.isInteger(value) ? BigInt(value) : value;
}

/**
 * The simple key of a value, or undefined when it has none. Calls nothing. An object that compares by identity but
 * has a `__hash__` of its own has none here: see `simpleKeyHashed`.
 */
export function simpleKey(value: Value): SimpleKey | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
  }
  if (value.constructor === PyTuple) return undefined;
  const type = value.type;
  if (usesIdentity(type) || value === None) return value;
  if (value instanceof PyFloat) return behavesLike(type, floatType) ? floatKey(value.value, value) : undefined;
  if (value instanceof PyStr || value instanceof PyStrSubclass) {
    if (!behavesLike(type, strType)) return undefined;
    return strKey(value instanceof PyStr ? value : value.value);
  }
  if (value instanceof PyIntSubclass) return behavesLike(type, intType) ? value.value : undefined;
  if (value instanceof PyComplex && value.imag === 0 && !Number.isNaN(value.real)) {
    return behavesLike(type, complexType) ? floatKey(value.real, value) : undefined;
  }
  return undefined;
}

/** Does the object compare by identity but hash with code of its own? Then it is its own key once that code has run. */
export function hasIdentityKey(value: Value): value is PyObject {
  return value instanceof PyObject && isIdentityCompare(value.type);
}

/** What a key is stored as, for the message about unhashable objects; caches do not say so. */
export type KeyRole = 'dict key' | 'set element' | 'cache key';

/** `hash(value)`, with a TypeError that says where the value was to be used. */
export function hashAs(vm: Runtime, value: Value, role: KeyRole): number | bigint {
  try {
    return hash(vm, value);
  } catch (reason) {
    // Only TypeError itself: the program may raise subclasses of its own.
    if (role === 'cache key' || !(reason instanceof Raised)) throw reason;
    if (reason.exception.type !== exceptions.TypeError) throw reason;
    const text = reason.exception.type.tp_str?.(vm, reason.exception);
    const message = text !== undefined && isStr(text) ? strToUtf16(text) : '';
    throw typeError(`cannot use '${fullTypeName(typeOf(value))}' as a ${role} (${message})`);
  }
}

/** The type's qualified name, with its module unless that is builtins or unknown. */
function fullTypeName(type: PyType): string {
  const module = type.isHeap ? type.dict.get('__module__') : type.module;
  const name = isStr(type.qualname) ? strToUtf16(type.qualname) : type.name;
  if (!isStr(module) || module === 'builtins' || module === '__main__') return name;
  return `${strToUtf16(module)}.${name}`;
}

/** `simpleKey`, running the `__hash__` of objects that compare by identity (it may raise). */
export function simpleKeyHashed(vm: Runtime, value: Value, role: KeyRole): SimpleKey | undefined {
  const key = simpleKey(value);
  if (key !== undefined || !hasIdentityKey(value)) return key;
  hashAs(vm, value, role);
  return value;
}

const MAX_DEPTH = 40;

function mix(seed: number, word: number): number {
  let h = Math.imul(word, 0xcc9e2d51);
  h = Math.imul((h << 15) | (h >>> 17), 0x1b873593) ^ seed;
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

/** Long strings are sampled: chains that this makes longer are charged as they are walked. */
function hashText(text: string): number {
  const length = text.length;
  let h = length | 0;
  const head = length <= 64 ? length : 32;
  for (let i = 0; i < head; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  if (length > 64) for (let i = length - 32; i < length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  return mix(0x5bd1e995, h);
}

function hashBytes(data: Uint8Array): number {
  const length = data.length;
  let h = length | 0;
  const head = length <= 128 ? length : 64;
  for (let i = 0; i < head; i++) h = (Math.imul(h, 31) + (data[i] as number)) | 0;
  if (length > 128) for (let i = length - 64; i < length; i++) h = (Math.imul(h, 31) + (data[i] as number)) | 0;
  return mix(0x27d4eb2f, h);
}

function hashNumber(value: number): number {
  if ((value | 0) === value) return mix(1, value);
  FLOAT64[0] = value;
  return mix(WORDS[0] as number, WORDS[1] as number);
}

function hashSimple(vm: Runtime, key: SimpleKey): number {
  switch (typeof key) {
    case 'number':
      return hashNumber(key);
    case 'string':
      return hashText(key);
    case 'bigint':
      return mix(3, Number(BigInt.asIntN(32, key ^ (key >> 64n))));
    default:
      if (key === None) return 0x3c6ef372;
      // Constants are put into sets before any machine exists.
      if (key === Ellipsis || key === NotImplemented) return 0x510e527f;
      return hashNumber(vm.identity(key));
  }
}

/**
 * A 32-bit hash, never shown to programs, of a value whose equality is fixed by built-in types alone: numbers,
 * strings, objects by identity, bytes, complex numbers, and tuples of these. Undefined for all others.
 */
export function structuralHash(vm: Runtime, value: Value, depth = 0): number | undefined {
  const simple = simpleKey(value);
  if (simple !== undefined) return hashSimple(vm, simple);
  if (value instanceof PyTuple) return hashTuple(vm, value, depth);
  if (value instanceof PyBytes) return behavesLike(value.type, bytesType) ? hashBytes(value.data) : undefined;
  if (value instanceof PyComplex && behavesLike(value.type, complexType)) {
    // A NaN part makes a complex number differ from all but itself; the general way knows about identity.
    if (Number.isNaN(value.real) || Number.isNaN(value.imag)) return undefined;
    return mix(hashNumber(value.real + 0), hashNumber(value.imag + 0));
  }
  return undefined;
}

function hashTuple(vm: Runtime, tuple: PyTuple, depth: number): number | undefined {
  if (depth > MAX_DEPTH || (tuple.constructor !== PyTuple && !behavesLike(tuple.type, tupleType))) return undefined;
  const items = tuple.items;
  // Tuples that share parts are many more by ways than by number.
  if (depth > 2 || items.length > 8) vm.chargeFuel(items.length);
  let h = items.length;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Value;
    const each = typeof item === 'number' ? hashNumber(item) : structuralHash(vm, item, depth + 1);
    if (each === undefined) return undefined;
    h = mix(h, each);
  }
  return h;
}

/** Are two values equal that both have a structural hash? */
export function structurallyEqual(vm: Runtime, a: Value, b: Value, depth = 0): boolean {
  if (a === b) return true;
  if (a instanceof PyTuple) {
    if (!(b instanceof PyTuple) || a.items.length !== b.items.length) return false;
    if (depth > 3) vm.chargeFuel(a.items.length);
    for (let i = 0; i < a.items.length; i++) {
      if (!structurallyEqual(vm, a.items[i] as Value, b.items[i] as Value, depth + 1)) return false;
    }
    return true;
  }
  const key = simpleKey(a);
  if (key !== undefined) return key === simpleKey(b);
  if (a instanceof PyBytes) return b instanceof PyBytes && equalBytes(a.data, b.data);
  if (a instanceof PyComplex) return b instanceof PyComplex && a.real === b.real && a.imag === b.imag;
  return false;
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
