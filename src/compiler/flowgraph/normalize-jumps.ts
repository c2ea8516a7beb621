/** This file defines the pass that makes every conditional jump a forward one, with a mark on the way not taken. */

import {
  JUMP,
  NOT_TAKEN,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
} from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import { BasicBlock, clearVisited } from './basic-block.js';
import { isConditionalJump } from './opcode-kinds.js';

function reversed(opcode: number): number {
  switch (opcode) {
    case POP_JUMP_IF_NOT_NONE:
      return POP_JUMP_IF_NONE;
    case POP_JUMP_IF_NONE:
      return POP_JUMP_IF_NOT_NONE;
    case POP_JUMP_IF_FALSE:
      return POP_JUMP_IF_TRUE;
    default:
      return POP_JUMP_IF_FALSE;
  }
}

/** A conditional jump backwards becomes the reverse jump over an unconditional one. */
function jumpBackwardsOver(block: BasicBlock, jump: Instruction): void {
  const target = jump.target as BasicBlock;
  const backwards = new BasicBlock();
  backwards.addop(NOT_TAKEN, 0, jump.loc);
  backwards.addJump(JUMP, target, jump.loc);
  backwards.startDepth = target.startDepth;
  backwards.cold = block.cold;
  jump.opcode = reversed(jump.opcode);
  jump.target = block.next;
  backwards.next = block.next;
  block.next = backwards;
}

/** CPython's `normalize_jumps`. The order of the blocks is final. */
export function normalizeJumps(entry: BasicBlock): void {
  clearVisited(entry);
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    block.visited = true;
    const { last } = block;
    if (last === undefined || !isConditionalJump(last.opcode)) continue;
    if ((last.target as BasicBlock).visited) jumpBackwardsOver(block, last);
    else block.addop(NOT_TAKEN, 0, last.loc);
  }
}
