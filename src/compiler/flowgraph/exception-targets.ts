/** This file defines the pass that finds the handler of each instruction from the block pushes and pops around it. */

import { POP_BLOCK, RESUME, SETUP_CLEANUP, SETUP_WITH, YIELD_VALUE } from '../../bytecode/opcodes.js';
import { RESUME_AT_FUNC_START, RESUME_OPARG_DEPTH1_MASK } from '../../bytecode/operands.js';
import type { Instruction } from '../instruction-sequence.js';
import { type BasicBlock, clearVisited, ExceptStack, hasFallthrough } from './basic-block.js';
import { isJump, pushesBlock } from './opcode-kinds.js';

/**
 * Give each instruction its handler (CPython's `label_exception_targets`). POP_BLOCK becomes NOP; block pushes stay, for
 * they keep handlers reachable, and have no handler themselves.
 */
export function labelExceptionTargets(entry: BasicBlock): void {
  clearVisited(entry);
  const todo = [entry];
  entry.visited = true;
  const visit = (block: BasicBlock, handlers: ExceptStack | null): void => {
    if (block.visited) return;
    block.exceptStack = handlers;
    block.visited = true;
    todo.push(block);
  };

  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    let handlers = block.exceptStack;
    block.exceptStack = null;
    let lastYieldDepth = -1;
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      const { opcode } = instr;
      if (pushesBlock(opcode)) {
        const handler = instr.target as BasicBlock;
        visit(handler, handlers);
        if (opcode === SETUP_WITH || opcode === SETUP_CLEANUP) handler.preserveLasti = true;
        handlers = new ExceptStack(handler, handlers);
        continue;
      }
      if (opcode === POP_BLOCK) {
        if (handlers === null) throw new Error('malformed control flow graph: POP_BLOCK without a block');
        handlers = handlers.outer;
        instr.makeNop();
        continue;
      }
      instr.except = handlers === null ? null : handlers.handler;
      if (isJump(opcode)) {
        visit(instr.target as BasicBlock, handlers);
      } else if (opcode === YIELD_VALUE) {
        lastYieldDepth = handlers === null ? 0 : handlers.depth;
      } else if (opcode === RESUME && instr.oparg !== RESUME_AT_FUNC_START) {
        if (lastYieldDepth === 1) instr.oparg |= RESUME_OPARG_DEPTH1_MASK;
        lastYieldDepth = -1;
      }
    }
    if (block.next !== null && hasFallthrough(block)) visit(block.next, handlers);
  }
}
