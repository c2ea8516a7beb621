/** This file maps the operand of BINARY_OP to the operator that it names. */
import { type BinaryOp, binaryOp, inplaceOp } from '../objects/operations/arithmetic.js';
import type { Value } from '../values/object.js';
import type { Runtime } from '../values/runtime.js';

const OPERATORS: readonly Exclude<BinaryOp, 'divmod'>[] = [
  'add',
  'and',
  'floor_divide',
  'lshift',
  'matrix_multiply',
  'multiply',
  'remainder',
  'or',
  'power',
  'rshift',
  'subtract',
  'true_divide',
  'xor',
];

/** `a op b` or `a op= b` for an operand of BINARY_OP (subscripts excluded). */
export function binaryOperation(vm: Runtime, oparg: number, a: Value, b: Value): Value {
  if (oparg < OPERATORS.length) return binaryOp(vm, OPERATORS[oparg] as BinaryOp, a, b);
  return inplaceOp(vm, OPERATORS[oparg - OPERATORS.length] as Exclude<BinaryOp, 'divmod'>, a, b);
}
