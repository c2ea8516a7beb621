/** This file compares objects as the comparison operators do. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { NotImplemented } from '../../values/singletons.js';
import { type CompareOp, EQ, NE } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { isTrue } from './truth.js';

const SWAPPED: readonly CompareOp[] = [4, 5, 2, 3, 0, 1];
const SYMBOLS = ['<', '<=', '==', '!=', '>', '>='];

/** `a op b`: may be any object. */
export function richCompare(vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b, op);
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b, op);
  vm.enterRecursion(' in comparison');
  try {
    return compareBySlots(vm, a, b, op);
  } finally {
    vm.leaveRecursion();
  }
}

function compareBySlots(vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  let reflectedTried = false;
  if (typeA !== typeB && typeB.isSubtypeOf(typeA) && typeB.tp_richcompare !== null) {
    reflectedTried = true;
    const result = typeB.tp_richcompare(vm, b, a, SWAPPED[op] as CompareOp);
    if (result !== NotImplemented) return result;
  }
  if (typeA.tp_richcompare !== null) {
    const result = typeA.tp_richcompare(vm, a, b, op);
    if (result !== NotImplemented) return result;
  }
  if (!reflectedTried && typeB.tp_richcompare !== null) {
    const result = typeB.tp_richcompare(vm, b, a, SWAPPED[op] as CompareOp);
    if (result !== NotImplemented) return result;
  }
  if (op === EQ) return a === b;
  if (op === NE) return a !== b;
  throw typeError(`'${SYMBOLS[op]}' not supported between instances of '${typeA.name}' and '${typeB.name}'`);
}

/** Compare two JavaScript numbers (ints or the values of floats). */
export function compareNumbers(a: number, b: number, op: CompareOp): boolean {
  switch (op) {
    case 0:
      return a < b;
    case 1:
      return a <= b;
    case 2:
      return a === b;
    case 3:
      return a !== b;
    case 4:
      return a > b;
    default:
      return a >= b;
  }
}

/** Compare two plain strings: no surrogates inside, so UTF-16 order is code point order. */
export function compareStrings(a: string, b: string, op: CompareOp): boolean {
  switch (op) {
    case 0:
      return a < b;
    case 1:
      return a <= b;
    case 2:
      return a === b;
    case 3:
      return a !== b;
    case 4:
      return a > b;
    default:
      return a >= b;
  }
}

/** The truth of `a op b`, where an object equals itself without being asked (as containers compare). */
export function compareBool(vm: Runtime, a: Value, b: Value, op: CompareOp): boolean {
  if (a === b) {
    if (op === EQ) return true;
    if (op === NE) return false;
  }
  const result = richCompare(vm, a, b, op);
  return typeof result === 'boolean' ? result : isTrue(vm, result);
}

/** `a is b or a == b`. */
export function equals(vm: Runtime, a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  if (typeof a === 'number' && typeof b === 'number') return false;
  return compareBool(vm, a, b, EQ);
}
