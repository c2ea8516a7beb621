/** This file defines the code of operators and comparisons. */
import * as op from '../../bytecode/opcodes.js';
import * as operand from '../../bytecode/operands.js';
import type { BoolOp, Compare, cmpop, expr, operator } from '../../syntax/ast/nodes.js';
import type { Compiler } from '../compiler.js';
import { locationOf } from '../errors.js';
import { NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import { checkCompare } from './checks.js';

const BINARY: Readonly<Record<operator, number>> = {
  Add: operand.NB_ADD,
  Sub: operand.NB_SUBTRACT,
  Mult: operand.NB_MULTIPLY,
  MatMult: operand.NB_MATRIX_MULTIPLY,
  Div: operand.NB_TRUE_DIVIDE,
  Mod: operand.NB_REMAINDER,
  Pow: operand.NB_POWER,
  LShift: operand.NB_LSHIFT,
  RShift: operand.NB_RSHIFT,
  BitOr: operand.NB_OR,
  BitXor: operand.NB_XOR,
  BitAnd: operand.NB_AND,
  FloorDiv: operand.NB_FLOOR_DIVIDE,
};

/** A binary operation on the two values on the stack. */
export function addBinary(c: Compiler, loc: SourceLocation, binop: operator, inplace: boolean): void {
  c.addop(loc, op.BINARY_OP, BINARY[binop] + (inplace ? operand.NB_INPLACE_ADD : 0));
}

const ORDERING: Partial<Readonly<Record<cmpop, number>>> = {
  Eq: operand.PY_EQ,
  NotEq: operand.PY_NE,
  Lt: operand.PY_LT,
  LtE: operand.PY_LE,
  Gt: operand.PY_GT,
  GtE: operand.PY_GE,
};

/** A comparison of the two values on the stack. */
export function addCompare(c: Compiler, loc: SourceLocation, compareOp: cmpop): void {
  if (compareOp === 'Is' || compareOp === 'IsNot') c.addop(loc, op.IS_OP, compareOp === 'Is' ? 0 : 1);
  else if (compareOp === 'In' || compareOp === 'NotIn') c.addop(loc, op.CONTAINS_OP, compareOp === 'In' ? 0 : 1);
  else c.addop(loc, op.COMPARE_OP, operand.compareOparg(ORDERING[compareOp] as number));
}

/** `and` and `or` */
export function codegenBoolOp(c: Compiler, e: BoolOp): void {
  const loc = locationOf(e);
  const jump = e.op === 'And' ? op.JUMP_IF_FALSE : op.JUMP_IF_TRUE;
  const end = c.newLabel();
  const last = e.values.length - 1;
  for (let i = 0; i < last; i++) {
    c.visitExpr(e.values[i] as expr);
    c.addopJump(loc, jump, end);
    c.addop(loc, op.POP_TOP);
  }
  c.visitExpr(e.values[last] as expr);
  c.useLabel(end);
}

/** Comparisons, chained ones included. */
export function codegenCompare(c: Compiler, e: Compare): void {
  const loc = locationOf(e);
  checkCompare(c, e);
  c.visitExpr(e.left);
  const last = e.ops.length - 1;
  if (last === 0) {
    c.visitExpr(e.comparators[0] as expr);
    addCompare(c, loc, e.ops[0] as cmpop);
    return;
  }
  const cleanup = c.newLabel();
  for (let i = 0; i < last; i++) {
    c.visitExpr(e.comparators[i] as expr);
    c.addop(loc, op.SWAP, 2);
    c.addop(loc, op.COPY, 2);
    addCompare(c, loc, e.ops[i] as cmpop);
    c.addop(loc, op.COPY, 1);
    c.addop(loc, op.TO_BOOL);
    c.addopJump(loc, op.POP_JUMP_IF_FALSE, cleanup);
    c.addop(loc, op.POP_TOP);
  }
  c.visitExpr(e.comparators[last] as expr);
  addCompare(c, loc, e.ops[last] as cmpop);
  const end = c.newLabel();
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
  c.useLabel(cleanup);
  c.addop(loc, op.SWAP, 2);
  c.addop(loc, op.POP_TOP);
  c.useLabel(end);
}
