/** This file defines when two constants are the same constant (CPython's `_PyCode_ConstantKey`) and the table built on it. */
import { PyCode } from '../bytecode/code.js';
import { PyComplex, PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../values/sequences.js';
import { Ellipsis, None } from '../values/singletons.js';
import { PyStr, strKey } from '../values/str.js';

/**
 * A string that is equal for two constants exactly when one may stand for the other: same type, same value, same
 * sign of zero, and the same for the items of tuples, frozen sets and slices. A NaN is equal to no other NaN;
 * `identities` numbers the objects that are only equal to themselves.
 */
export function constantKey(value: Value, identities: Map<object, number>): string {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return `i${value}`;
    case 'boolean':
      return value ? 'T' : 'F';
    case 'string':
      return `s${value.length}:${value}`;
  }
  if (value === None) return 'N';
  if (value === Ellipsis) return 'E';
  if (value instanceof PyStr) {
    const key = strKey(value);
    return `s${key.length}:${key}`;
  }
  if (value instanceof PyFloat)
    return Number.isNaN(value.value) ? identityKey(value, identities) : `f${floatKey(value.value)}`;
  if (value instanceof PyComplex) {
    if (Number.isNaN(value.real) || Number.isNaN(value.imag)) return identityKey(value, identities);
    return `c${floatKey(value.real)},${floatKey(value.imag)}`;
  }
  if (value instanceof PyBytes) {
    let text = `b${value.data.length}:`;
    for (const byte of value.data) text += String.fromCharCode(byte);
    return text;
  }
  if (value instanceof PyTuple) return `(${keysOf(value.items, identities).join(',')})`;
  if (value instanceof FrozenSetConstant) return `{${keysOf(value.items, identities).sort().join(',')}}`;
  if (value instanceof PySlice) return `[${keysOf([value.start, value.stop, value.step], identities).join(',')}]`;
  return identityKey(value, identities);
}

function floatKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function identityKey(value: object, identities: Map<object, number>): string {
  let id = identities.get(value);
  if (id === undefined) {
    id = identities.size;
    identities.set(value, id);
  }
  return `@${id}`;
}

function keysOf(items: readonly Value[], identities: Map<object, number>): string[] {
  return items.map((item) => constantKey(item, identities));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** Are these code objects made from the same source text at the same place, as in a duplicated `finally` body? */
function sameCode(a: PyCode, b: PyCode): boolean {
  if (a === b) return true;
  const sameShape =
    strKey(a.co_name) === strKey(b.co_name) &&
    a.co_firstlineno === b.co_firstlineno &&
    a.co_argcount === b.co_argcount &&
    a.co_posonlyargcount === b.co_posonlyargcount &&
    a.co_kwonlyargcount === b.co_kwonlyargcount &&
    a.co_flags === b.co_flags &&
    sameBytes(a.co_code, b.co_code) &&
    sameBytes(a.co_linetable, b.co_linetable) &&
    sameBytes(a.co_exceptiontable, b.co_exceptiontable) &&
    sameNames(a.co_names, b.co_names) &&
    sameNames(a.localsplusnames, b.localsplusnames) &&
    sameBytes(a.localspluskinds, b.localspluskinds) &&
    a.co_consts.items.length === b.co_consts.items.length;
  if (!sameShape) return false;
  const identities = new Map<object, number>();
  return a.co_consts.items.every((item, i) => {
    const other = b.co_consts.items[i] as Value;
    if (item instanceof PyCode && other instanceof PyCode) return sameCode(item, other);
    return constantKey(item, identities) === constantKey(other, identities);
  });
}

/** A number that is equal for code objects of the same content, and rarely for others (FNV-1a of the tables and the first line). */
function contentHash(code: PyCode): number {
  let hash = 0x811c9dc5 ^ code.co_firstlineno;
  for (const table of [code.co_code, code.co_linetable]) {
    for (const byte of table) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash;
}

/** The constants of a code unit in order, each once. */
export class ConstTable {
  readonly values: Value[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly identities = new Map<object, number>();
  /** Indexes of code objects by `contentHash`. */
  private readonly codeIndexes = new Map<number, number[]>();

  /** The index of a constant, added at the end when it is new (CPython's `_PyCompile_AddConst`). Code is compared by content. */
  add(value: Value): number {
    if (value instanceof PyCode) return this.addCode(value);
    const key = constantKey(value, this.identities);
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.values.length;
      this.values.push(value);
      this.indexes.set(key, index);
    }
    return index;
  }

  /** Takes the constants of a list with their indexes; equal ones keep their own. */
  fill(values: readonly Value[]): void {
    for (const value of values) {
      const before = this.values.length;
      if (this.add(value) < before) this.values.push(value);
    }
  }

  private addCode(code: PyCode): number {
    const hash = contentHash(code);
    let indexes = this.codeIndexes.get(hash);
    if (indexes === undefined) {
      indexes = [];
      this.codeIndexes.set(hash, indexes);
    }
    for (const index of indexes) if (sameCode(this.values[index] as PyCode, code)) return index;
    indexes.push(this.values.length);
    return this.values.push(code) - 1;
  }
}
