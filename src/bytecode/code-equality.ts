/** This file defines when two code objects are equal (`code.__eq__`) and a hash that agrees with it. */
import { PyComplex, PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../values/sequences.js';
import { Ellipsis, None } from '../values/singletons.js';
import { PyStr, strKey } from '../values/str.js';
import { PyCode } from './code.js';

/**
 * Are two code objects equal: name, counts, flags, first line, instructions, constants, names and tables? Constants are
 * compared with their types, zeros by sign, objects of other types by identity. File name and qualified name do not
 * count. `charge` is called for each pair compared, so that the caller can meter; it may throw.
 */
export function codesEqual(left: PyCode, right: PyCode, charge?: () => void): boolean {
  const pairs: [Value, Value][] = [[left, right]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    charge?.();
    const [a, b] = pair;
    if (a === b) continue;
    if (a instanceof PyCode && b instanceof PyCode) {
      if (!sameFields(a, b)) return false;
      pairs.push([a.co_consts, b.co_consts]);
    } else if (a instanceof PyTuple && b instanceof PyTuple) {
      if (a.items.length !== b.items.length) return false;
      for (let i = 0; i < a.items.length; i++) pairs.push([a.items[i] as Value, b.items[i] as Value]);
    } else if (a instanceof PySlice && b instanceof PySlice) {
      pairs.push([a.start, b.start], [a.stop, b.stop], [a.step, b.step]);
    } else if (a instanceof FrozenSetConstant && b instanceof FrozenSetConstant) {
      if (!sameElements(a, b)) return false;
    } else if (!sameAtom(a, b)) {
      return false;
    }
  }
  return true;
}

/** A 32-bit number, equal for equal code objects. */
export function codeHash(code: PyCode): number {
  let hash = 17;
  const add = (value: number): void => {
    hash = (Math.imul(hash, 31) + value) | 0;
  };
  const name = strKey(code.co_name);
  for (let i = 0; i < name.length; i++) add(name.charCodeAt(i));
  add(code.co_argcount);
  add(code.co_posonlyargcount);
  add(code.co_kwonlyargcount);
  add(code.co_flags);
  add(code.co_firstlineno);
  add(code.co_consts.items.length);
  add(code.localsplusnames.length);
  for (const byte of code.co_code) add(byte);
  return hash;
}

function sameFields(a: PyCode, b: PyCode): boolean {
  return (
    strKey(a.co_name) === strKey(b.co_name) &&
    a.co_argcount === b.co_argcount &&
    a.co_posonlyargcount === b.co_posonlyargcount &&
    a.co_kwonlyargcount === b.co_kwonlyargcount &&
    a.co_flags === b.co_flags &&
    a.co_firstlineno === b.co_firstlineno &&
    sameList(a.co_code, b.co_code) &&
    sameList(a.co_names, b.co_names) &&
    sameList(a.localsplusnames, b.localsplusnames) &&
    sameList(a.co_linetable, b.co_linetable) &&
    sameList(a.co_exceptiontable, b.co_exceptiontable)
  );
}

function sameList<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameAtom(a: Value, b: Value): boolean {
  if (a instanceof PyStr) return b instanceof PyStr && a.key === b.key;
  if (a instanceof PyFloat) return b instanceof PyFloat && Object.is(a.value, b.value);
  if (a instanceof PyComplex) return b instanceof PyComplex && Object.is(a.real, b.real) && Object.is(a.imag, b.imag);
  if (a instanceof PyBytes) return b instanceof PyBytes && sameList(a.data, b.data);
  return a === b;
}

// Elements of a frozen set are atoms, or tuples of them: their texts are compared. Others are compared by identity.
function sameElements(a: FrozenSetConstant, b: FrozenSetConstant): boolean {
  if (a.items.length !== b.items.length) return false;
  const keys = new Set(a.items.map(elementKey));
  return b.items.every((item) => keys.has(elementKey(item)));
}

function elementKey(root: Value): unknown {
  const parts: string[] = [];
  const work: Value[] = [root];
  for (let item = work.pop(); item !== undefined; item = work.pop()) {
    if (item instanceof PyTuple) {
      parts.push(`(${item.items.length}`);
      work.push(...item.items);
    } else if (typeof item === 'string' || item instanceof PyStr) {
      parts.push(`s${JSON.stringify(strKey(item))}`);
    } else if (item instanceof PyFloat) {
      parts.push(Object.is(item.value, -0) ? 'f-0' : `f${item.value}`);
    } else if (item instanceof PyComplex) {
      parts.push(`c${Object.is(item.real, -0) ? '-0' : item.real},${Object.is(item.imag, -0) ? '-0' : item.imag}`);
    } else if (item instanceof PyBytes) {
      parts.push(`b${item.data.join()}`);
    } else if (typeof item !== 'object') {
      parts.push(`${typeof item === 'boolean' ? 't' : 'i'}${item}`);
    } else if (item === None || item === Ellipsis) {
      parts.push(item === None ? 'N' : 'E');
    } else {
      return root;
    }
  }
  return parts.join(';');
}
