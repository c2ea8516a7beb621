/** This file defines when two constants are the same constant (CPython's `_PyCode_ConstantKey`) and the table built on it. */
import { PyCode } from '../bytecode/code.js';
import { PyComplex, PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../values/sequences.js';
import { Ellipsis, None } from '../values/singletons.js';
import { PyStr, strKey } from '../values/str.js';

/**
 * A string that is equal for two constants exactly when one may stand for the other: same type, same value, same
 * sign of zero, and the same for the items of tuples, frozen sets and slices. Code objects are compared by content.
 * A NaN is equal to no other NaN; `identities` numbers the objects that are only equal to themselves.
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
  if (value instanceof PyFloat) return Number.isNaN(value.value) ? identityKey(value, identities) : `f${floatKey(value.value)}`;
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
  if (value instanceof PyCode) return codeKey(value, identities);
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

/** A key for two code objects that the same source text at the same place was compiled to, as in a duplicated `finally` block. */
function codeKey(code: PyCode, identities: Map<object, number>): string {
  const id = identities.get(code);
  if (id !== undefined) return `@${id}`;
  let key = `code:${code.co_firstlineno}:${code.co_argcount}:${code.co_posonlyargcount}:${code.co_kwonlyargcount}:${code.co_flags}`;
  for (const part of [code.co_code, code.co_linetable, code.co_exceptiontable]) {
    key += `;${part.length}:`;
    for (const byte of part) key += String.fromCharCode(byte);
  }
  key += constantKey(code.co_name, identities);
  for (const names of [code.co_names, code.localsplusnames]) key += `(${names.join(',')})`;
  return `${key}(${code.localspluskinds.join(',')})(${keysOf(code.co_consts.items, identities).join(',')})`;
}

/** The constants of a code unit in order, each once. */
export class ConstTable {
  readonly values: Value[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly identities = new Map<object, number>();

  /** The index of a constant, added at the end when it is new (CPython's `_PyCompile_AddConst`). */
  add(value: Value): number {
    const key = constantKey(value, this.identities);
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.values.length;
      this.values.push(value);
      this.indexes.set(key, index);
    }
    return index;
  }
}
