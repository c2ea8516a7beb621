/** This file computes `type.__flags__`. */
import type { PyType } from '../../values/type.js';
import { bytesType, intType, strType, tupleType, typeType } from '../core-types.js';
import { BaseException } from '../exceptions/types.js';

const BY_LAYOUT: readonly (readonly [PyType, number])[] = [
  [intType, 24],
  [tupleType, 26],
  [bytesType, 27],
  [strType, 28],
  [BaseException, 30],
  [typeType, 31],
];

/** The Py_TPFLAGS bits that programs look at. */
export function typeFlags(type: PyType): number {
  let flags = 1 << 12;
  if (!type.isHeap) flags |= 1 << 8;
  // The types of typing are made on the heap in CPython; pickling tells them apart by that.
  if (type.isHeap || type.module === 'typing') flags |= 1 << 9;
  if (type.isBaseType) flags |= 1 << 10;
  if (type.hasDict || type.isHeap) flags |= 1 << 14;
  if (type.isAbstract) flags |= 1 << 20;
  if (type.patternKind === 1) flags |= 1 << 5;
  if (type.patternKind === 2) flags |= 1 << 6;
  if (type.isMethodDescriptor) flags |= 1 << 17;
  if (type.matchSelf) flags |= 1 << 22;
  if (type.noInstantiation) flags |= 1 << 7;
  let result = flags;
  for (const [base, bit] of BY_LAYOUT) if (type.isSubtypeOf(base)) result += 2 ** bit;
  for (const base of type.mro) {
    if (base.isHeap) continue;
    if (base.name === 'list' && base.module === 'builtins') result += 2 ** 25;
    if (base.name === 'dict' && base.module === 'builtins') result += 2 ** 29;
  }
  return result;
}
