/** This file dispatches operators to the slots of their operands. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None, NotImplemented } from '../../values/singletons.js';
import type { BinarySlot, PyType, TernarySlot } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { OverflowError } from '../exceptions/types.js';
import { hasIndex, indexToNumber } from './index.js';

/** Binary operators by the stem of their slot (`nb_` + name). */
export type BinaryOp =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'remainder'
  | 'divmod'
  | 'power'
  | 'lshift'
  | 'rshift'
  | 'and'
  | 'xor'
  | 'or'
  | 'floor_divide'
  | 'true_divide'
  | 'matrix_multiply';

const SYMBOLS: { readonly [K in BinaryOp]: string } = {
  add: '+',
  subtract: '-',
  multiply: '*',
  remainder: '%',
  divmod: 'divmod()',
  power: '** or pow()',
  lshift: '<<',
  rshift: '>>',
  and: '&',
  xor: '^',
  or: '|',
  floor_divide: '//',
  true_divide: '/',
  matrix_multiply: '@',
};

type SlotOf = (type: PyType) => BinarySlot | null;

/** The slot of each operator: one function each, so that no property is looked up by a computed name. */
const SLOTS: { readonly [K in Exclude<BinaryOp, 'power'>]: SlotOf } = {
  add: (t) => t.nb_add,
  subtract: (t) => t.nb_subtract,
  multiply: (t) => t.nb_multiply,
  remainder: (t) => t.nb_remainder,
  divmod: (t) => t.nb_divmod,
  lshift: (t) => t.nb_lshift,
  rshift: (t) => t.nb_rshift,
  and: (t) => t.nb_and,
  xor: (t) => t.nb_xor,
  or: (t) => t.nb_or,
  floor_divide: (t) => t.nb_floor_divide,
  true_divide: (t) => t.nb_true_divide,
  matrix_multiply: (t) => t.nb_matrix_multiply,
};

const INPLACE_SLOTS: { readonly [K in Exclude<BinaryOp, 'power' | 'divmod'>]: SlotOf } = {
  add: (t) => t.nb_inplace_add,
  subtract: (t) => t.nb_inplace_subtract,
  multiply: (t) => t.nb_inplace_multiply,
  remainder: (t) => t.nb_inplace_remainder,
  lshift: (t) => t.nb_inplace_lshift,
  rshift: (t) => t.nb_inplace_rshift,
  and: (t) => t.nb_inplace_and,
  xor: (t) => t.nb_inplace_xor,
  or: (t) => t.nb_inplace_or,
  floor_divide: (t) => t.nb_inplace_floor_divide,
  true_divide: (t) => t.nb_inplace_true_divide,
  matrix_multiply: (t) => t.nb_inplace_matrix_multiply,
};

/** binary_op1: left, then right; the right operand first when its type is a subclass with a slot of its own. */
function tryBinary(vm: Runtime, slotOf: SlotOf, a: Value, b: Value): Value {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  const slotA = slotOf(typeA);
  let slotB = typeB === typeA ? null : slotOf(typeB);
  if (slotB === slotA) slotB = null;
  if (slotA !== null) {
    if (slotB !== null && typeB.isSubtypeOf(typeA)) {
      const result = slotB(vm, a, b);
      if (result !== NotImplemented) return result;
      slotB = null;
    }
    const result = slotA(vm, a, b);
    if (result !== NotImplemented) return result;
  }
  return slotB === null ? NotImplemented : slotB(vm, a, b);
}

/** Sequence concatenation and repetition stand behind `+` and `*` when no number slot answers. */
function trySequence(vm: Runtime, op: BinaryOp, a: Value, b: Value, inplace: boolean): Value {
  const typeA = typeOf(a);
  if (op === 'add') {
    const concat = (inplace ? typeA.sq_inplace_concat : null) ?? typeA.sq_concat;
    return concat === null ? NotImplemented : concat(vm, a, b);
  }
  if (op !== 'multiply') return NotImplemented;
  const typeB = typeOf(b);
  const repeatA = (inplace ? typeA.sq_inplace_repeat : null) ?? typeA.sq_repeat;
  if (repeatA !== null) return repeatA(vm, a as never, repeatCount(vm, b));
  if (typeB.sq_repeat !== null) return typeB.sq_repeat(vm, b as never, repeatCount(vm, a));
  return NotImplemented;
}

function repeatCount(vm: Runtime, count: Value): number {
  if (!hasIndex(count)) throw typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
  return indexToNumber(vm, count, OverflowError);
}

function unsupported(symbol: string, a: Value, b: Value): never {
  throw typeError(`unsupported operand type(s) for ${symbol}: '${typeOf(a).name}' and '${typeOf(b).name}'`);
}

/** `a op b`. */
export function binaryOp(vm: Runtime, op: BinaryOp, a: Value, b: Value): Value {
  if (op === 'power') return power(vm, a, b, None);
  let result = tryBinary(vm, SLOTS[op], a, b);
  if (result !== NotImplemented) return result;
  result = trySequence(vm, op, a, b, false);
  if (result !== NotImplemented) return result;
  if (op === 'rshift' && typeOf(a).name === 'builtin_function_or_method' && isPrint(a)) {
    throw typeError(
      `unsupported operand type(s) for >>: '${typeOf(a).name}' and '${typeOf(b).name}'. Did you mean "print(<message>, file=<output_stream>)"?`,
    );
  }
  return unsupported(SYMBOLS[op], a, b);
}

function isPrint(value: Value): boolean {
  return typeof value === 'object' && 'def' in value && (value.def as { name?: string }).name === 'print';
}

/** `a op= b`. */
export function inplaceOp(vm: Runtime, op: Exclude<BinaryOp, 'divmod'>, a: Value, b: Value): Value {
  if (op === 'power') {
    const slot = typeOf(a).nb_inplace_power;
    if (slot !== null) {
      const result = slot(vm, a, b, None);
      if (result !== NotImplemented) return result;
    }
    return powerWith(vm, a, b, None, '**=');
  }
  const slot = INPLACE_SLOTS[op](typeOf(a));
  if (slot !== null) {
    const result = slot(vm, a, b);
    if (result !== NotImplemented) return result;
  }
  let result = tryBinary(vm, SLOTS[op], a, b);
  if (result !== NotImplemented) return result;
  result = trySequence(vm, op, a, b, true);
  if (result !== NotImplemented) return result;
  return unsupported(`${SYMBOLS[op]}=`, a, b);
}

/** `pow(a, b, c)`; c is None for the operator. */
export function power(vm: Runtime, a: Value, b: Value, c: Value): Value {
  return powerWith(vm, a, b, c, '** or pow()');
}

function powerWith(vm: Runtime, a: Value, b: Value, c: Value, symbol: string): Value {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  const slotA: TernarySlot | null = typeA.nb_power;
  let slotB: TernarySlot | null = typeB === typeA ? null : typeB.nb_power;
  if (slotB === slotA) slotB = null;
  if (slotA !== null) {
    if (slotB !== null && typeB.isSubtypeOf(typeA)) {
      const result = slotB(vm, a, b, c);
      if (result !== NotImplemented) return result;
      slotB = null;
    }
    const result = slotA(vm, a, b, c);
    if (result !== NotImplemented) return result;
  }
  if (slotB !== null) {
    const result = slotB(vm, a, b, c);
    if (result !== NotImplemented) return result;
  }
  if (c === None) return unsupported(symbol, a, b);
  const slotC = typeOf(c).nb_power;
  if (slotC !== null && slotC !== slotA && slotC !== slotB) {
    const result = slotC(vm, a, b, c);
    if (result !== NotImplemented) return result;
  }
  throw typeError(`unsupported operand type(s) for ** or pow(): '${typeA.name}', '${typeB.name}', '${typeOf(c).name}'`);
}

/** `-v`. */
export function negative(vm: Runtime, value: Value): Value {
  const slot = typeOf(value).nb_negative;
  if (slot === null) throw typeError(`bad operand type for unary -: '${typeOf(value).name}'`);
  return slot(vm, value);
}

/** `+v`. */
export function positive(vm: Runtime, value: Value): Value {
  const slot = typeOf(value).nb_positive;
  if (slot === null) throw typeError(`bad operand type for unary +: '${typeOf(value).name}'`);
  return slot(vm, value);
}

/** `~v`. */
export function invert(vm: Runtime, value: Value): Value {
  const slot = typeOf(value).nb_invert;
  if (slot === null) throw typeError(`bad operand type for unary ~: '${typeOf(value).name}'`);
  return slot(vm, value);
}

/** `abs(v)`. */
export function absolute(vm: Runtime, value: Value): Value {
  const slot = typeOf(value).nb_absolute;
  if (slot === null) throw typeError(`bad operand type for abs(): '${typeOf(value).name}'`);
  return slot(vm, value);
}
