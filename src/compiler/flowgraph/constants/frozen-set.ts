/** This file defines how the items of a set display of constants become a frozen set. */
import { PyComplex, PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../../../values/sequences.js';
import { isStr, strKey } from '../../../values/str.js';

/** The frozen set of these constants: of those that are equal in Python (`1`, `1.0`, `True`), the first stays. */
export function frozenSetOf(items: readonly Value[]): FrozenSetConstant {
  const seen = new Map<unknown, Value>();
  for (const item of items) {
    const key = equalityKey(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  return new FrozenSetConstant([...seen.values()]);
}

/** The same string for constants that are equal; the constant itself where it is only equal to itself. */
function equalityKey(value: Value): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'boolean') return value ? 'n1' : 'n0';
  if (isStr(value)) return `s${strKey(value)}`;
  if (value instanceof PyFloat) return Number.isNaN(value.value) ? value : realKey(value.value);
  if (value instanceof PyComplex) {
    if (Number.isNaN(value.real) || Number.isNaN(value.imag)) return value;
    return value.imag === 0 ? realKey(value.real) : `c${realKey(value.real)},${realKey(value.imag)}`;
  }
  if (value instanceof PyBytes) return `b${value.data.join(',')}`;
  if (value instanceof PyTuple) return `(${itemKeys(value.items)})`;
  if (value instanceof PySlice) return `[${itemKeys([value.start, value.stop, value.step])}]`;
  if (value instanceof FrozenSetConstant) return `{${value.items.map(itemKey).sort().join('')}}`;
  return value;
}

function realKey(value: number): string {
  return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
}

function itemKeys(items: readonly Value[]): string {
  return items.map(itemKey).join('');
}

function itemKey(item: Value): string {
  const key = equalityKey(item);
  // Singletons and NaN have no text of their own; two of them in nested constants are taken to differ only by class.
  const text = typeof key === 'string' ? key : `@${(key as object).constructor.name}`;
  return `${text.length}:${text}`;
}
