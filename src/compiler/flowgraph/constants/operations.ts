/** This file defines which operations on constants the compiler carries out, and their results. */
import { CALL_INTRINSIC_1, UNARY_INVERT, UNARY_NEGATIVE, UNARY_NOT } from '../../../bytecode/opcodes.js';
import {
  NB_ADD,
  NB_AND,
  NB_FLOOR_DIVIDE,
  NB_LSHIFT,
  NB_MULTIPLY,
  NB_OR,
  NB_POWER,
  NB_REMAINDER,
  NB_RSHIFT,
  NB_SUBSCR,
  NB_SUBTRACT,
  NB_TRUE_DIVIDE,
  NB_XOR,
} from '../../../bytecode/operands.js';
import { PyComplex, PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import { FrozenSetConstant, PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { divideComplex, divideRealByComplex, multiplyComplex, powComplexInteger } from './complexes.js';
import { floorDivideFloat, powFloat, remainderFloat } from './floats.js';
import { bitLength, divmodInt, type Int, intToDouble, normalizeInt, trueDivideInt } from './integers.js';
import { concatenate, repeat, sequenceLength, subscript } from './sequences.js';

const MAX_INT_SIZE = 128;
const MAX_COLLECTION_SIZE = 256;
const MAX_STR_SIZE = 4096;
const MAX_TOTAL_ITEMS = 1024;

/** `bool(value)` of a constant. */
export function constantIsTrue(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'bigint':
      return true;
  }
  if (value === None) return false;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyComplex) return value.real !== 0 || value.imag !== 0;
  if (value instanceof FrozenSetConstant) return value.items.length > 0;
  return sequenceLength(value) !== 0;
}

/**
 * The result of a unary operator on a constant (CPython's `eval_const_unaryop`); `CALL_INTRINSIC_1` stands for `+`.
 * undefined: leave the operation to run time, where it raises or warns.
 */
export function evalConstUnaryop(operand: Value, opcode: number): Value | undefined {
  if (opcode === UNARY_NOT) return !constantIsTrue(operand);
  if (typeof operand === 'boolean') {
    // `~True` is deprecated: the warning belongs to run time.
    if (opcode === UNARY_INVERT) return undefined;
    return evalConstUnaryop(operand ? 1 : 0, opcode);
  }
  if (typeof operand === 'number') {
    if (opcode === UNARY_INVERT) return normalizeInt(~BigInt(operand));
    return opcode === UNARY_NEGATIVE ? 0 - operand : operand;
  }
  if (typeof operand === 'bigint') {
    if (opcode === UNARY_INVERT) return normalizeInt(~operand);
    return opcode === UNARY_NEGATIVE ? normalizeInt(-operand) : operand;
  }
  if (opcode === UNARY_NEGATIVE) {
    if (operand instanceof PyFloat) return new PyFloat(-operand.value);
    if (operand instanceof PyComplex) return new PyComplex(-operand.real, -operand.imag);
  } else if (opcode === CALL_INTRINSIC_1 && (operand instanceof PyFloat || operand instanceof PyComplex)) {
    return operand;
  }
  return undefined;
}

/**
 * The result of a BINARY_OP on two constants (CPython's `eval_const_binop`). undefined: leave the operation to run time,
 * because it raises or its result would be too large to keep.
 */
export function evalConstBinop(left: Value, op: number, right: Value): Value | undefined {
  if (op === NB_SUBSCR) return subscript(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    if (op === NB_AND) return left && right;
    if (op === NB_OR) return left || right;
    if (op === NB_XOR) return left !== right;
  }
  const a = numberOf(left);
  const b = numberOf(right);
  if (a !== undefined && b !== undefined) {
    if (a instanceof PyComplex || b instanceof PyComplex) return complexBinop(a, op, b);
    if (a instanceof PyFloat || b instanceof PyFloat) return floatBinop(a, op, b);
    return intBinop(a, op, b);
  }
  if (op === NB_ADD) return concatenate(left, right);
  if (op === NB_MULTIPLY) {
    if (typeof a === 'number' || typeof a === 'bigint') return multiplySequence(right, a);
    if (typeof b === 'number' || typeof b === 'bigint') return multiplySequence(left, b);
  }
  return undefined;
}

type Num = Int | PyFloat | PyComplex;

function numberOf(value: Value): Num | undefined {
  switch (typeof value) {
    case 'boolean':
      return value ? 1 : 0;
    case 'number':
    case 'bigint':
      return value;
  }
  return value instanceof PyFloat || value instanceof PyComplex ? value : undefined;
}

function intBinop(a: Int, op: number, b: Int): Value | undefined {
  switch (op) {
    case NB_ADD:
      return normalizeInt(BigInt(a) + BigInt(b));
    case NB_SUBTRACT:
      return normalizeInt(BigInt(a) - BigInt(b));
    case NB_MULTIPLY:
      if (a !== 0 && b !== 0 && bitLength(a) + bitLength(b) > MAX_INT_SIZE) return undefined;
      return normalizeInt(BigInt(a) * BigInt(b));
    case NB_TRUE_DIVIDE: {
      const quotient = trueDivideInt(a, b);
      return quotient === undefined ? undefined : new PyFloat(quotient);
    }
    case NB_FLOOR_DIVIDE:
      return b === 0 ? undefined : divmodInt(a, b).quotient;
    case NB_REMAINDER:
      return b === 0 ? undefined : divmodInt(a, b).remainder;
    case NB_POWER:
      return powInt(a, b);
    case NB_LSHIFT:
      if (b < 0) return undefined;
      if (a === 0 || b === 0) return a;
      if (typeof b === 'bigint' || b > MAX_INT_SIZE || bitLength(a) > MAX_INT_SIZE - b) return undefined;
      return normalizeInt(BigInt(a) << BigInt(b));
    case NB_RSHIFT:
      if (b < 0) return undefined;
      return b > bitLength(a) ? (a < 0 ? -1 : 0) : normalizeInt(BigInt(a) >> BigInt(b));
    case NB_AND:
      return normalizeInt(BigInt(a) & BigInt(b));
    case NB_OR:
      return normalizeInt(BigInt(a) | BigInt(b));
    case NB_XOR:
      return normalizeInt(BigInt(a) ^ BigInt(b));
    default:
      return undefined;
  }
}

function powInt(a: Int, b: Int): Value | undefined {
  if (b < 0) return floatBinop(a, NB_POWER, b);
  if (b === 0) return 1;
  if (a === 0) return 0;
  if (typeof b === 'bigint' || bitLength(a) > Math.floor(MAX_INT_SIZE / b)) return undefined;
  return normalizeInt(BigInt(a) ** BigInt(b));
}

function doubleOf(value: Int | PyFloat): number | undefined {
  return value instanceof PyFloat ? value.value : intToDouble(value);
}

function floatBinop(left: Int | PyFloat, op: number, right: Int | PyFloat): Value | undefined {
  const a = doubleOf(left);
  const b = doubleOf(right);
  if (a === undefined || b === undefined) return undefined;
  switch (op) {
    case NB_ADD:
      return new PyFloat(a + b);
    case NB_SUBTRACT:
      return new PyFloat(a - b);
    case NB_MULTIPLY:
      return new PyFloat(a * b);
    case NB_TRUE_DIVIDE:
      return b === 0 ? undefined : new PyFloat(a / b);
    case NB_FLOOR_DIVIDE:
      return b === 0 ? undefined : new PyFloat(floorDivideFloat(a, b));
    case NB_REMAINDER:
      return b === 0 ? undefined : new PyFloat(remainderFloat(a, b));
    case NB_POWER: {
      const power = powFloat(a, b);
      return power === undefined ? undefined : new PyFloat(power);
    }
    default:
      return undefined;
  }
}

function complexBinop(left: Num, op: number, right: Num): Value | undefined {
  const a = left instanceof PyComplex ? left : doubleOf(left);
  const b = right instanceof PyComplex ? right : doubleOf(right);
  if (a === undefined || b === undefined) return undefined;
  // A real operand is not widened: `-0.0 + 1j` and `2 - 0j` keep the signs of their zeros.
  switch (op) {
    case NB_ADD:
      if (typeof a === 'number') return new PyComplex(a + (b as PyComplex).real, (b as PyComplex).imag);
      if (typeof b === 'number') return new PyComplex(a.real + b, a.imag);
      return new PyComplex(a.real + b.real, a.imag + b.imag);
    case NB_SUBTRACT:
      if (typeof a === 'number') return new PyComplex(a - (b as PyComplex).real, -(b as PyComplex).imag);
      if (typeof b === 'number') return new PyComplex(a.real - b, a.imag);
      return new PyComplex(a.real - b.real, a.imag - b.imag);
    case NB_MULTIPLY:
      if (typeof a === 'number') return scaleComplex(b as PyComplex, a);
      if (typeof b === 'number') return scaleComplex(a, b);
      return multiplyComplex(a, b);
    case NB_TRUE_DIVIDE:
      if (typeof a === 'number') return divideRealByComplex(a, b as PyComplex);
      if (typeof b === 'number') return b === 0 ? undefined : new PyComplex(a.real / b, a.imag / b);
      return divideComplex(a, b);
    case NB_POWER:
      return powComplex(widen(a), widen(b));
    default:
      return undefined;
  }
}

function scaleComplex(value: PyComplex, factor: number): PyComplex {
  return new PyComplex(value.real * factor, value.imag * factor);
}

function widen(value: number | PyComplex): PyComplex {
  return typeof value === 'number' ? new PyComplex(value, 0) : value;
}

/** Only small whole powers: others go through the sine and cosine of the C library, and stay for run time. */
function powComplex(a: PyComplex, b: PyComplex): PyComplex | undefined {
  if (b.imag !== 0 || b.real !== Math.floor(b.real) || Math.abs(b.real) > 100) return undefined;
  const power = powComplexInteger(a, b.real);
  if (power === undefined || Math.abs(power.real) === Infinity || Math.abs(power.imag) === Infinity) return undefined;
  return power;
}

const MAX_SSIZE = 2n ** 63n - 1n;

function multiplySequence(sequence: Value, count: Int): Value | undefined {
  const size = sequenceLength(sequence);
  if (size === undefined) return undefined;
  if (size === 0) return BigInt(count) > MAX_SSIZE || BigInt(count) < -MAX_SSIZE - 1n ? undefined : sequence;
  if (typeof count === 'bigint' || count < 0) return undefined;
  if (!(sequence instanceof PyTuple)) {
    return count > Math.floor(MAX_STR_SIZE / size) ? undefined : repeat(sequence, count);
  }
  if (count > Math.floor(MAX_COLLECTION_SIZE / size)) return undefined;
  if (count > 0 && checkComplexity(sequence, Math.floor(MAX_TOTAL_ITEMS / count)) < 0) return undefined;
  return repeat(sequence, count);
}

/** What is left of `limit` after all items of a nested tuple are counted; negative when it is used up. */
function checkComplexity(tuple: PyTuple, limit: number): number {
  let left = limit;
  const pending = [tuple];
  for (let next = pending.pop(); next !== undefined && left >= 0; next = pending.pop()) {
    left -= next.items.length;
    for (const item of next.items) if (item instanceof PyTuple) pending.push(item);
  }
  return left;
}
