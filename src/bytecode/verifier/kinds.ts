/** This file defines what the verifier knows of a stack slot or fast local: the set of things it may hold, as bits. */
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { isStr } from '../../values/str.js';
import { PyCode } from '../code.js';

/** Nothing: an unbound local, or the NULL of a call. */
export const K_NULL = 1;
/** A value of which nothing is known. */
export const K_VALUE = 2;
export const K_LIST = 4;
export const K_SET = 8;
export const K_DICT = 16;
export const K_TUPLE = 32;
export const K_CODE = 64;
export const K_FUNCTION = 128;
/** An exception, or None where there is none. */
export const K_EXCEPTION = 256;
/** The offset that a handler gets below its exception. */
export const K_LASTI = 512;
/** A str, of a subclass perhaps. */
export const K_STR = 1024;
export const K_CELL = 2048;
export const K_BOOL = 4096;

const NAMES: readonly (readonly [number, string])[] = [
  [K_NULL, 'NULL'],
  [K_VALUE, 'a value'],
  [K_LIST, 'a list'],
  [K_SET, 'a set'],
  [K_DICT, 'a dict'],
  [K_TUPLE, 'a tuple'],
  [K_CODE, 'a code object'],
  [K_FUNCTION, 'a function'],
  [K_EXCEPTION, 'an exception'],
  [K_LASTI, 'an instruction offset'],
  [K_STR, 'a str'],
  [K_CELL, 'a cell'],
  [K_BOOL, 'a bool'],
];

/** The kind of a constant. */
export function kindOfConstant(value: Value): number {
  if (typeof value === 'boolean') return K_BOOL;
  if (isStr(value)) return K_STR;
  if (value instanceof PyTuple) return K_TUPLE;
  if (value instanceof PyCode) return K_CODE;
  return K_VALUE;
}

/** A kind in words, for a reason. */
export function describeKind(kind: number): string {
  return (
    NAMES.filter(([bit]) => kind & bit)
      .map(([, name]) => name)
      .join(' or ') || 'nothing'
  );
}
