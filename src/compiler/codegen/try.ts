/** This file defines the code of try statements: except, except*, else and finally. */
import * as op from '../../bytecode/opcodes.js';
import { INTRINSIC_PREP_RERAISE_STAR } from '../../bytecode/operands.js';
import type { ExceptHandler, Try, TryStar } from '../../syntax/ast/nodes.js';
import type { Compiler } from '../compiler.js';
import { locationOf, syntaxError } from '../errors.js';
import { type Label, NO_LABEL, NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import { popExceptAndReraise, unbindHandlerName } from './fblocks.js';

/** `try`, with or without `finally` */
export function codegenTry(c: Compiler, s: Try | TryStar): void {
  if (s.finalbody.length > 0) codegenTryFinally(c, s);
  else codegenHandlers(c, s);
}

function codegenHandlers(c: Compiler, s: Try | TryStar): void {
  if (s.kind === 'Try') codegenTryExcept(c, s);
  else codegenTryStarExcept(c, s);
}

/**
 * The `finally` body is written twice, for the way out without and with an exception; a third time for each return,
 * break or continue that leaves the block.
 */
function codegenTryFinally(c: Compiler, s: Try | TryStar): void {
  const loc = locationOf(s);
  const body = c.newLabel();
  const end = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  c.addopJump(loc, op.SETUP_FINALLY, end);
  c.useLabel(body);
  c.pushFBlock(loc, 'finally try', body, end, s.finalbody);
  if (s.handlers.length > 0) codegenHandlers(c, s);
  else c.visitStmts(s.body);
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.popFBlock('finally try');
  c.visitStmts(s.finalbody);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, exit);

  c.useLabel(end);
  c.addopJump(NO_LOCATION, op.SETUP_CLEANUP, cleanup);
  c.addop(NO_LOCATION, op.PUSH_EXC_INFO);
  c.pushFBlock(NO_LOCATION, 'finally end', end);
  c.visitStmts(s.finalbody);
  c.popFBlock('finally end');
  c.addop(NO_LOCATION, op.RERAISE, 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c, NO_LOCATION);
  c.useLabel(exit);
}

/** The protected body; the handlers follow at the returned label. */
function codegenTryBody(c: Compiler, s: Try | TryStar, loc: SourceLocation, except: Label): void {
  const body = c.newLabel();
  c.addopJump(loc, op.SETUP_FINALLY, except);
  c.useLabel(body);
  c.pushFBlock(loc, 'try except', body);
  c.visitStmts(s.body);
  c.popFBlock('try except');
  c.addop(NO_LOCATION, op.POP_BLOCK);
}

function codegenTryExcept(c: Compiler, s: Try): void {
  const loc = locationOf(s);
  const except = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  codegenTryBody(c, s, loc, except);
  c.visitStmts(s.orelse);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);

  c.useLabel(except);
  c.addopJump(NO_LOCATION, op.SETUP_CLEANUP, cleanup);
  c.addop(NO_LOCATION, op.PUSH_EXC_INFO);
  c.pushFBlock(loc, 'exception handler', NO_LABEL);
  for (const [i, handler] of s.handlers.entries()) {
    const handlerLoc = locationOf(handler);
    if (handler.type === null && i < s.handlers.length - 1) {
      throw syntaxError("default 'except:' must be last", handler);
    }
    const nextExcept = c.newLabel();
    if (handler.type !== null) {
      c.visitExpr(handler.type);
      c.addop(handlerLoc, op.CHECK_EXC_MATCH);
      c.addopJump(handlerLoc, op.POP_JUMP_IF_FALSE, nextExcept);
    }
    if (handler.name === null) codegenAnonymousHandler(c, handler, handlerLoc, end);
    else codegenNamedHandler(c, handler, handler.name, handlerLoc, end);
    c.useLabel(nextExcept);
  }
  c.popFBlock('exception handler');
  c.addop(NO_LOCATION, op.RERAISE, 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c, NO_LOCATION);
  c.useLabel(end);
}

function codegenAnonymousHandler(c: Compiler, handler: ExceptHandler, loc: SourceLocation, end: Label): void {
  const body = c.newLabel();
  c.addop(loc, op.POP_TOP);
  c.useLabel(body);
  c.pushFBlock(loc, 'handler cleanup', body);
  c.visitStmts(handler.body);
  c.popFBlock('handler cleanup');
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.addop(NO_LOCATION, op.POP_EXCEPT);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
}

/** The body runs inside an implicit try/finally that deletes the name. */
function codegenNamedHandler(c: Compiler, handler: ExceptHandler, name: string, loc: SourceLocation, end: Label): void {
  const cleanupEnd = c.newLabel();
  const body = c.newLabel();
  c.nameop(loc, name, 'Store');
  c.addopJump(loc, op.SETUP_CLEANUP, cleanupEnd);
  c.useLabel(body);
  c.pushFBlock(loc, 'handler cleanup', body, NO_LABEL, name);
  c.visitStmts(handler.body);
  c.popFBlock('handler cleanup');
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.addop(NO_LOCATION, op.POP_EXCEPT);
  unbindHandlerName(c, NO_LOCATION, name);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
  c.useLabel(cleanupEnd);
  unbindHandlerName(c, NO_LOCATION, name);
  c.addop(NO_LOCATION, op.RERAISE, 1);
}

/**
 * `except*`: the stack holds the original group and a list of what the clauses raised; each clause takes its part of
 * the rest, and at the end all that is left or was raised is combined and raised again (PEP 654).
 */
function codegenTryStarExcept(c: Compiler, s: TryStar): void {
  const loc = locationOf(s);
  const except = c.newLabel();
  const orelse = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  const reraiseStar = c.newLabel();
  codegenTryBody(c, s, loc, except);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, orelse);

  c.useLabel(except);
  c.addopJump(NO_LOCATION, op.SETUP_CLEANUP, cleanup);
  c.addop(NO_LOCATION, op.PUSH_EXC_INFO);
  c.pushFBlock(loc, 'exception group handler', NO_LABEL);
  for (const [i, handler] of s.handlers.entries()) {
    if (i === 0) {
      c.addop(locationOf(handler), op.BUILD_LIST, 0);
      c.addop(locationOf(handler), op.COPY, 2);
    }
    codegenStarHandler(c, handler);
    if (i === s.handlers.length - 1) {
      c.addop(NO_LOCATION, op.LIST_APPEND, 1);
      c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, reraiseStar);
    }
  }
  c.popFBlock('exception group handler');

  const reraise = c.newLabel();
  c.useLabel(reraiseStar);
  c.addop(NO_LOCATION, op.CALL_INTRINSIC_2, INTRINSIC_PREP_RERAISE_STAR);
  c.addop(NO_LOCATION, op.COPY, 1);
  c.addopJump(NO_LOCATION, op.POP_JUMP_IF_NOT_NONE, reraise);
  c.addop(NO_LOCATION, op.POP_TOP);
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.addop(NO_LOCATION, op.POP_EXCEPT);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
  c.useLabel(reraise);
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.addop(NO_LOCATION, op.SWAP, 2);
  c.addop(NO_LOCATION, op.POP_EXCEPT);
  c.addop(NO_LOCATION, op.RERAISE, 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c, NO_LOCATION);
  c.useLabel(orelse);
  c.visitStmts(s.orelse);
  c.useLabel(end);
}

function codegenStarHandler(c: Compiler, handler: ExceptHandler): void {
  const loc = locationOf(handler);
  const { name } = handler;
  const next = c.newLabel();
  const nextWithError = c.newLabel();
  const noMatch = c.newLabel();
  if (handler.type !== null) {
    c.visitExpr(handler.type);
    c.addop(loc, op.CHECK_EG_MATCH);
    c.addop(loc, op.COPY, 1);
    c.addopJump(loc, op.POP_JUMP_IF_NONE, noMatch);
  }
  const cleanupEnd = c.newLabel();
  const body = c.newLabel();
  if (name === null) c.addop(loc, op.POP_TOP);
  else c.nameop(loc, name, 'Store');
  c.addopJump(loc, op.SETUP_CLEANUP, cleanupEnd);
  c.useLabel(body);
  c.pushFBlock(loc, 'handler cleanup', body, NO_LABEL, name);
  c.visitStmts(handler.body);
  c.popFBlock('handler cleanup');
  c.addop(NO_LOCATION, op.POP_BLOCK);
  if (name !== null) unbindHandlerName(c, NO_LOCATION, name);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, next);
  c.useLabel(cleanupEnd);
  if (name !== null) unbindHandlerName(c, NO_LOCATION, name);
  // What the clause raised goes to the list; the `lasti` below it is dropped.
  c.addop(NO_LOCATION, op.LIST_APPEND, 3);
  c.addop(NO_LOCATION, op.POP_TOP);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, nextWithError);
  c.useLabel(next);
  // Holds a propagated location.
  c.addop(NO_LOCATION, op.NOP);
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, nextWithError);
  c.useLabel(noMatch);
  c.addop(loc, op.POP_TOP);
  c.useLabel(nextWithError);
}
