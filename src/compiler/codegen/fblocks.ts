/** This file defines the code that leaves loops, handlers and `with` blocks by return, break or continue, and that waits for awaitables. */
import * as op from '../../bytecode/opcodes.js';
import { RESUME_AFTER_AWAIT, RESUME_AFTER_YIELD_FROM } from '../../bytecode/operands.js';
import type { stmt } from '../../syntax/ast/nodes.js';
import { None } from '../../values/singletons.js';
import type { Compiler } from '../compiler.js';
import type { FBlockInfo } from '../compiler-unit.js';
import { syntaxError } from '../errors.js';
import { NO_LABEL, NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';

/** Call the `__exit__` on the stack for a block that ended without exception. */
export function callExitWithNones(c: Compiler, loc: SourceLocation): void {
  c.loadConst(loc, None);
  c.loadConst(loc, None);
  c.loadConst(loc, None);
  c.addop(loc, op.CALL, 3);
}

/** Delegate to the iterator on the stack until it is exhausted; the received value is on top. */
export function addYieldFrom(c: Compiler, loc: SourceLocation, isAwait: boolean): void {
  const send = c.newLabel();
  const fail = c.newLabel();
  const exit = c.newLabel();
  c.useLabel(send);
  c.addopJump(loc, op.SEND, exit);
  // A virtual try/except for StopIteration raised during close() or throw(), the only way YIELD_VALUE raises.
  c.addopJump(loc, op.SETUP_FINALLY, fail);
  c.addop(loc, op.YIELD_VALUE, 1);
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.addop(loc, op.RESUME, isAwait ? RESUME_AFTER_AWAIT : RESUME_AFTER_YIELD_FROM);
  c.addopJump(loc, op.JUMP_NO_INTERRUPT, send);
  c.useLabel(fail);
  c.addop(loc, op.CLEANUP_THROW);
  c.useLabel(exit);
  c.addop(loc, op.END_SEND);
}

/** Await the value on the stack; `where` tells GET_AWAITABLE what a wrong type should be blamed on. */
export function addAwait(c: Compiler, loc: SourceLocation, where: number): void {
  c.addop(loc, op.GET_AWAITABLE, where);
  c.loadConst(loc, None);
  addYieldFrom(c, loc, true);
}

/** End of a cleanup handler: restore the previous exception and raise again. */
export function popExceptAndReraise(c: Compiler, loc: SourceLocation): void {
  c.addop(loc, op.COPY, 3);
  c.addop(loc, op.POP_EXCEPT);
  c.addop(loc, op.RERAISE, 1);
}

/**
 * Undo one frame block. With `preserveTos` the top of the stack survives. Returns the location for what follows:
 * code after a `finally` or `with` block belongs to no line.
 */
export function unwindFBlock(c: Compiler, loc: SourceLocation, info: FBlockInfo, preserveTos: boolean): SourceLocation {
  const keepTos = (n: number): void => {
    if (preserveTos) c.addop(loc, op.SWAP, n);
  };
  switch (info.fb_type) {
    case 'while loop':
    case 'exception handler':
    case 'exception group handler':
    case 'async comprehension generator':
    case 'inlined comprehension':
    case 'stop iteration':
      return loc;
    case 'for loop':
    case 'async for loop':
    case 'pop value':
      keepTos(2);
      c.addop(loc, op.POP_TOP);
      return loc;
    case 'try except':
      c.addop(loc, op.POP_BLOCK);
      return loc;
    case 'finally try':
      c.addop(loc, op.POP_BLOCK);
      if (preserveTos) c.pushFBlock(loc, 'pop value', NO_LABEL);
      c.visitStmts(info.fb_datum as readonly stmt[]);
      if (preserveTos) c.popFBlock('pop value');
      return NO_LOCATION;
    case 'finally end':
      keepTos(2);
      c.addop(loc, op.POP_TOP);
      keepTos(2);
      c.addop(loc, op.POP_BLOCK);
      c.addop(loc, op.POP_EXCEPT);
      return loc;
    case 'with':
    case 'async with': {
      const at = info.fb_loc;
      c.addop(at, op.POP_BLOCK);
      if (preserveTos) {
        c.addop(at, op.SWAP, 3);
        c.addop(at, op.SWAP, 2);
      }
      callExitWithNones(c, at);
      if (info.fb_type === 'async with') addAwait(c, at, 2);
      c.addop(at, op.POP_TOP);
      return NO_LOCATION;
    }
    case 'handler cleanup': {
      const name = info.fb_datum as string | null;
      if (name !== null) c.addop(loc, op.POP_BLOCK);
      keepTos(2);
      c.addop(loc, op.POP_BLOCK);
      c.addop(loc, op.POP_EXCEPT);
      if (name !== null) unbindHandlerName(c, loc, name);
      return loc;
    }
  }
}

/** The name that an `except` clause bound is deleted at its end; assigned first, in case the body deleted it. */
export function unbindHandlerName(c: Compiler, loc: SourceLocation, name: string): void {
  c.loadConst(loc, None);
  c.nameop(loc, name, 'Store');
  c.nameop(loc, name, 'Del');
}

/** Where unwinding stopped. */
export interface Unwound {
  readonly loc: SourceLocation;
  /** The loop it stopped at; null at the bottom of the stack. */
  readonly loop: FBlockInfo | null;
}

/** Undo frame blocks from the innermost: all of them, or with `toLoop` up to the first loop, which stays. */
export function unwindFBlockStack(c: Compiler, start: SourceLocation, preserveTos: boolean, toLoop: boolean): Unwound {
  const undone: FBlockInfo[] = [];
  let loc = start;
  let loop: FBlockInfo | null = null;
  for (;;) {
    const top = c.topFBlock();
    if (top === null) break;
    if (top.fb_type === 'exception group handler') {
      throw syntaxError("'break', 'continue' and 'return' cannot appear in an except* block", loc);
    }
    if (toLoop && (top.fb_type === 'while loop' || top.fb_type === 'for loop' || top.fb_type === 'async for loop')) {
      loop = top;
      break;
    }
    c.popFBlock(top.fb_type);
    undone.push(top);
    loc = unwindFBlock(c, loc, top, preserveTos);
  }
  for (const info of undone.reverse()) {
    c.pushFBlock(info.fb_loc, info.fb_type, info.fb_block, info.fb_exit, info.fb_datum);
  }
  return { loc, loop };
}
