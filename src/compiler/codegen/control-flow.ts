/** This file defines the code of if, for, while, return, break, continue and of conditions. */
import * as op from '../../bytecode/opcodes.js';
import type { AsyncFor, Compare, expr, For, If, IfExp, Return, While } from '../../syntax/ast/nodes.js';
import { None } from '../../values/singletons.js';
import type { Compiler } from '../compiler.js';
import { locationOf, syntaxError } from '../errors.js';
import { type Label, NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import { checkCompare } from './checks.js';
import { addYieldFrom, unwindFBlock, unwindFBlockStack } from './fblocks.js';
import { addCompare } from './operators.js';

/** Jump to `next` when the expression is as true as `cond`, else go on. */
export function jumpIf(c: Compiler, loc: SourceLocation, test: expr, next: Label, ifTrue: boolean): void {
  let e = test;
  let cond = ifTrue;
  while (e.kind === 'UnaryOp' && e.op === 'Not') {
    e = e.operand;
    cond = !cond;
  }
  switch (e.kind) {
    case 'BoolOp': {
      c.depth.enter();
      const cond2 = e.op === 'Or';
      const next2 = cond2 === cond ? next : c.newLabel();
      const last = e.values.length - 1;
      for (let i = 0; i < last; i++) jumpIf(c, loc, e.values[i] as expr, next2, cond2);
      jumpIf(c, loc, e.values[last] as expr, next, cond);
      if (next2 !== next) c.useLabel(next2);
      c.depth.leave();
      return;
    }
    case 'IfExp': {
      c.depth.enter();
      const end = c.newLabel();
      const next2 = c.newLabel();
      jumpIf(c, loc, e.test, next2, false);
      jumpIf(c, loc, e.body, next, cond);
      c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
      c.useLabel(next2);
      jumpIf(c, loc, e.orelse, next, cond);
      c.useLabel(end);
      c.depth.leave();
      return;
    }
    case 'Compare':
      if (e.ops.length === 1) break;
      jumpIfChained(c, e, next, cond);
      return;
  }
  c.visitExpr(e);
  const at = locationOf(e);
  c.addop(at, op.TO_BOOL);
  c.addopJump(at, cond ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE, next);
}

function jumpIfChained(c: Compiler, e: Compare, next: Label, cond: boolean): void {
  const loc = locationOf(e);
  checkCompare(c, e);
  const cleanup = c.newLabel();
  c.visitExpr(e.left);
  const last = e.ops.length - 1;
  for (const [i, compareOp] of e.ops.entries()) {
    c.visitExpr(e.comparators[i] as expr);
    if (i === last) {
      addCompare(c, loc, compareOp);
      break;
    }
    c.addop(loc, op.SWAP, 2);
    c.addop(loc, op.COPY, 2);
    addCompare(c, loc, compareOp);
    c.addop(loc, op.TO_BOOL);
    c.addopJump(loc, op.POP_JUMP_IF_FALSE, cleanup);
  }
  c.addop(loc, op.TO_BOOL);
  c.addopJump(loc, cond ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE, next);
  const end = c.newLabel();
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
  c.useLabel(cleanup);
  c.addop(loc, op.POP_TOP);
  if (!cond) c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, next);
  c.useLabel(end);
}

/** `body if test else orelse` */
export function codegenIfExp(c: Compiler, e: IfExp): void {
  const ends: Label[] = [];
  let current: expr = e;
  for (; current.kind === 'IfExp'; current = current.orelse) {
    const end = c.newLabel();
    const next = c.newLabel();
    ends.push(end);
    jumpIf(c, locationOf(current), current.test, next, false);
    c.visitExpr(current.body);
    c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
    c.useLabel(next);
  }
  c.visitExpr(current);
  for (const end of ends.reverse()) c.useLabel(end);
}

/** `if`: an `elif` is an `if` in the else branch; long chains are followed in a loop. */
export function codegenIf(c: Compiler, s: If): void {
  const ends: Label[] = [];
  let current = s;

  for (;;) {
    const end = c.newLabel();
    ends.push(end);
    const hasElse = current.orelse.length > 0;
    const next = hasElse ? c.newLabel() : end;
    jumpIf(c, locationOf(current), current.test, next, false);
    c.visitStmts(current.body);
    if (!hasElse) break;
    c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
    c.useLabel(next);
    const only = current.orelse[0];
    if (current.orelse.length !== 1 || only?.kind !== 'If') {
      c.visitStmts(current.orelse);
      break;
    }
    current = only;
  }
  for (const end of ends.reverse()) c.useLabel(end);
}

/** `for` */
export function codegenFor(c: Compiler, s: For): void {
  const loc = locationOf(s);
  const start = c.newLabel();
  const body = c.newLabel();
  const cleanup = c.newLabel();
  const end = c.newLabel();
  c.pushFBlock(loc, 'for loop', start, end);
  c.visitExpr(s.iter);
  const iterLoc = locationOf(s.iter);
  c.addop(iterLoc, op.GET_ITER);
  c.useLabel(start);
  c.addopJump(iterLoc, op.FOR_ITER, cleanup);
  // For line tracing of a `for` over several lines; removed later where redundant.
  c.addop(locationOf(s.target), op.NOP);
  c.useLabel(body);
  c.visitExpr(s.target);
  c.visitStmts(s.body);
  c.addopJump(NO_LOCATION, op.JUMP, start);
  c.useLabel(cleanup);
  // Iteration over a generator jumps to END_FOR, other iteration to the instruction after it.
  c.addop(NO_LOCATION, op.END_FOR);
  c.addop(NO_LOCATION, op.POP_ITER);
  c.popFBlock('for loop');
  c.visitStmts(s.orelse);
  c.useLabel(end);
}

/** `async for` */
export function codegenAsyncFor(c: Compiler, s: AsyncFor): void {
  const loc = locationOf(s);
  const start = c.newLabel();
  const send = c.newLabel();
  const except = c.newLabel();
  const end = c.newLabel();
  const iterLoc = locationOf(s.iter);
  c.visitExpr(s.iter);
  c.addop(iterLoc, op.GET_AITER);
  c.useLabel(start);
  c.pushFBlock(loc, 'async for loop', start, end);
  c.addopJump(loc, op.SETUP_FINALLY, except);
  c.addop(loc, op.GET_ANEXT);
  c.loadConst(loc, None);
  c.useLabel(send);
  addYieldFrom(c, loc, true);
  c.addop(loc, op.POP_BLOCK);
  c.addop(loc, op.NOT_TAKEN);
  c.visitExpr(s.target);
  c.visitStmts(s.body);
  c.addopJump(NO_LOCATION, op.JUMP, start);
  c.popFBlock('async for loop');
  c.useLabel(except);
  // END_ASYNC_FOR ends the `for`, not the body: it has the iterator's line.
  c.addopJump(iterLoc, op.END_ASYNC_FOR, send);
  c.visitStmts(s.orelse);
  c.useLabel(end);
}

/** `while` */
export function codegenWhile(c: Compiler, s: While): void {
  const loop = c.newLabel();
  const end = c.newLabel();
  const anchor = c.newLabel();
  const loc = locationOf(s);
  c.useLabel(loop);
  c.pushFBlock(loc, 'while loop', loop, end);
  jumpIf(c, loc, s.test, anchor, false);
  c.visitStmts(s.body);
  c.addopJump(NO_LOCATION, op.JUMP, loop);
  c.popFBlock('while loop');
  c.useLabel(anchor);
  c.visitStmts(s.orelse);
  c.useLabel(end);
}

/** `return` */
export function codegenReturn(c: Compiler, s: Return): void {
  const { value } = s;
  const constant = value?.kind === 'Constant' ? value : null;
  const preserveTos = value !== null && constant === null;
  let loc = locationOf(s);
  if (!c.ste.isFunctionLike) throw syntaxError("'return' outside function", s);
  if (value !== null && c.ste.ste_coroutine && c.ste.ste_generator) {
    throw syntaxError("'return' with value in async generator", s);
  }
  if (preserveTos) {
    c.visitExpr(value);
  } else if (value !== null) {
    // An instruction with the line of the value.
    loc = locationOf(value);
    c.addop(loc, op.NOP);
  }
  if (value === null || value.lineno !== s.lineno) {
    loc = locationOf(s);
    c.addop(loc, op.NOP);
  }
  ({ loc } = unwindFBlockStack(c, loc, preserveTos, false));
  if (!preserveTos) c.loadConst(loc, constant === null ? None : constant.value);
  c.addop(loc, op.RETURN_VALUE);
}

/** `break` */
export function codegenBreak(c: Compiler, loc: SourceLocation): void {
  c.addop(loc, op.NOP);
  const { loc: after, loop } = unwindFBlockStack(c, loc, false, true);
  if (loop === null) throw syntaxError("'break' outside loop", loc);
  const at = unwindFBlock(c, after, loop, false);
  c.addopJump(at, op.JUMP, loop.fb_exit);
}

/** `continue` */
export function codegenContinue(c: Compiler, loc: SourceLocation): void {
  c.addop(loc, op.NOP);
  const { loc: after, loop } = unwindFBlockStack(c, loc, false, true);
  if (loop === null) throw syntaxError("'continue' not properly in loop", loc);
  c.addopJump(after, op.JUMP, loop.fb_block);
}
