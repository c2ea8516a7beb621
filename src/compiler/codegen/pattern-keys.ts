/** This file defines when two literal keys of a mapping pattern are equal, as Python's `==` and `hash` see it. */
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { constantKey } from '../const-key.js';

/** A string that is equal for literals that are equal as dict keys: 1, 1.0, 1+0j and True are. */
export function patternKey(value: Value): string {
  if (typeof value === 'boolean') return `n${Number(value)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `n${value}`;
  if (value instanceof PyFloat) return numberKey(value.value);
  if (value instanceof PyComplex) {
    return value.imag === 0 ? numberKey(value.real) : `${numberKey(value.real)},${numberKey(value.imag)}`;
  }
  return constantKey(value, new Map());
}

function numberKey(value: number): string {
  if (Number.isInteger(value)) return `n${BigInt(value)}`;
  return `n${value}`;
}
