/** This file defines the code of with and async with. */
import * as op from '../../bytecode/opcodes.js';
import { SPECIAL___AENTER__, SPECIAL___AEXIT__, SPECIAL___ENTER__, SPECIAL___EXIT__ } from '../../bytecode/operands.js';
import type { AsyncWith, With, Withitem } from '../../syntax/ast/nodes.js';
import type { Compiler } from '../compiler.js';
import { locationOf } from '../errors.js';
import { type Label, NO_LOCATION } from '../instruction-sequence.js';
import { addAwait, callExitWithNones, popExceptAndReraise } from './fblocks.js';

/** `with` and `async with`; each item is a block inside the one before. */
export function codegenWith(c: Compiler, s: With | AsyncWith, pos = 0): void {
  const isAsync = s.kind === 'AsyncWith';
  const item = s.items[pos] as Withitem;
  const block = c.newLabel();
  const final = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  c.visitExpr(item.context_expr);
  const loc = locationOf(item.context_expr);
  c.addop(loc, op.COPY, 1);
  c.addop(loc, op.LOAD_SPECIAL, isAsync ? SPECIAL___AEXIT__ : SPECIAL___EXIT__);
  c.addop(loc, op.SWAP, 2);
  c.addop(loc, op.SWAP, 3);
  c.addop(loc, op.LOAD_SPECIAL, isAsync ? SPECIAL___AENTER__ : SPECIAL___ENTER__);
  c.addop(loc, op.CALL, 0);
  if (isAsync) addAwait(c, loc, 1);
  c.addopJump(loc, op.SETUP_WITH, final);

  c.useLabel(block);
  c.pushFBlock(loc, isAsync ? 'async with' : 'with', block, final);
  if (item.optional_vars !== null) c.visitExpr(item.optional_vars);
  else c.addop(loc, op.POP_TOP);
  if (pos + 1 === s.items.length) c.visitStmts(s.body);
  else codegenWith(c, s, pos + 1);
  if (isAsync) {
    c.popFBlock('async with');
    c.addop(loc, op.POP_BLOCK);
  } else {
    c.addop(NO_LOCATION, op.POP_BLOCK);
    c.popFBlock('with');
  }

  // The body ended well: call __exit__(None, None, None).
  callExitWithNones(c, loc);
  if (isAsync) addAwait(c, loc, 2);
  c.addop(loc, op.POP_TOP);
  c.addopJump(loc, op.JUMP, exit);

  c.useLabel(final);
  c.addopJump(loc, op.SETUP_CLEANUP, cleanup);
  c.addop(loc, op.PUSH_EXC_INFO);
  c.addop(loc, op.WITH_EXCEPT_START);
  if (isAsync) addAwait(c, loc, 2);
  codegenWithExceptFinish(c, cleanup);
  c.useLabel(exit);
}

function codegenWithExceptFinish(c: Compiler, cleanup: Label): void {
  const suppress = c.newLabel();
  c.addop(NO_LOCATION, op.TO_BOOL);
  c.addopJump(NO_LOCATION, op.POP_JUMP_IF_TRUE, suppress);
  c.addop(NO_LOCATION, op.RERAISE, 2);
  c.useLabel(suppress);
  c.addop(NO_LOCATION, op.POP_TOP);
  c.addop(NO_LOCATION, op.POP_BLOCK);
  c.addop(NO_LOCATION, op.POP_EXCEPT);
  c.addop(NO_LOCATION, op.POP_TOP);
  c.addop(NO_LOCATION, op.POP_TOP);
  c.addop(NO_LOCATION, op.POP_TOP);
  const exit = c.newLabel();
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, exit);
  c.useLabel(cleanup);
  popExceptAndReraise(c, NO_LOCATION);
  c.useLabel(exit);
}
