/** This file defines how deep the evaluation stack gets, by following every path through the graph. */

import { END_ASYNC_FOR, stackEffect } from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import { type BasicBlock, UNKNOWN_DEPTH } from './basic-block.js';
import { hasTarget, neverFallsThrough } from './opcode-kinds.js';

/** The depth that a code unit needs; sets `startDepth` of the blocks that can be reached (CPython's `calculate_stackdepth`). */
export function calculateStackDepth(entry: BasicBlock): number {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) block.startDepth = UNKNOWN_DEPTH;
  const stack: BasicBlock[] = [];
  const push = (block: BasicBlock, depth: number): void => {
    if (block.startDepth >= 0 && block.startDepth !== depth) throw new Error('Invalid CFG, inconsistent stackdepth');
    if (block.startDepth >= 0) return;
    block.startDepth = depth;
    stack.push(block);
  };
  let maxDepth = 0;
  push(entry, 0);
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    let depth = block.startDepth;
    let { next } = block;
    for (let i = 0; i < block.used; i++) {
      const { opcode, oparg, target } = block.instrs[i] as Instruction;
      const newDepth = depth + stackEffect(opcode, oparg, false);
      if (newDepth < 0) throw new Error('Invalid CFG, stack underflow');
      if (depth > maxDepth) maxDepth = depth;
      // END_ASYNC_FOR only names the SEND that it belongs to.
      if (hasTarget(opcode) && opcode !== END_ASYNC_FOR) {
        push(target as BasicBlock, depth + stackEffect(opcode, oparg, true));
      }
      depth = newDepth;
      if (neverFallsThrough(opcode)) {
        next = null;
        break;
      }
    }
    if (next !== null) push(next, depth);
  }
  return maxDepth;
}
