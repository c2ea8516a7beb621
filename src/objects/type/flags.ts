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

/** Py_TPFLAGS_HAVE_GC. */
export const HAVE_GC = 1 << 14;

/** Native types whose instances refer to nothing, so that CPython's collector passes them by. */
const UNCOLLECTED: ReadonlySet<string> = new Set(
  (
    'NoDefaultType NoneType NotImplementedType bool bytearray bytes code complex ellipsis fieldnameiterator float ' +
    'formatteriterator int line_iterator longrange_iterator object positions_iterator range range_iterator str array ' +
    'date datetime time timedelta timezone tzinfo Decimal Struct'
  ).split(' '),
);

function isCollected(type: PyType): boolean {
  return type.isHeap || type.hasDict || !UNCOLLECTED.has(type.name.slice(type.name.lastIndexOf('.') + 1));
}

/** Where instances of a class keep attributes (4, 16) and weak references (8): in front of themselves, when nothing else holds them. */
function managedFlags(type: PyType): number {
  let native = type;
  while (native.isHeap && native.base !== null) native = native.base;
  let flags = 0;
  if (type.hasDict && !native.hasDict) {
    flags |= 16;
    if (!VARIABLE_SIZE.has(native.name)) flags |= 4;
  }
  if (type.hasWeakrefs && !native.hasWeakrefs) flags |= 8;
  return flags;
}

/** Native types whose instances differ in size. */
const VARIABLE_SIZE: ReadonlySet<string> = new Set([
  'int',
  'bool',
  'bytes',
  'tuple',
  'type',
  'code',
  'memoryview',
  'frame',
]);

/** The Py_TPFLAGS bits that programs look at. */
export function typeFlags(type: PyType): number {
  let flags = 1 << 12;
  if (!type.isHeap) flags |= 1 << 8;
  // The types of typing are made on the heap in CPython; pickling tells them apart by that.
  if (type.isHeap || type.module === 'typing') flags |= 1 << 9;
  if (type.isBaseType) flags |= 1 << 10;
  if (isCollected(type)) flags |= HAVE_GC;
  if (type.isHeap) flags |= managedFlags(type);
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
