/** This file defines how a jump to a jump goes straight to the end of the chain. */

import {
  JUMP,
  JUMP_IF_FALSE,
  JUMP_IF_TRUE,
  JUMP_NO_INTERRUPT,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
} from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';

/**
 * Turn the jump that ends a block into a NOP and append a jump to where its target jumps. The NOP stays for its line
 * until it is found to be redundant. Answers whether anything changed.
 */
function jumpThread(block: BasicBlock, jump: Instruction, target: Instruction, opcode: number): boolean {
  // A jump to itself, however long the way: nothing would ever change.
  if (jump.target === target.target) return false;
  jump.makeNop();
  block.addJump(opcode, target.target as BasicBlock, target.loc);
  return true;
}

/** Shorten the jump that ends a block by one step if it can be. Answers whether the new jump must be looked at again. */
export function threadJump(block: BasicBlock, jump: Instruction): boolean {
  const targetBlock = jump.target as BasicBlock;
  const target = targetBlock.instrs[0];
  if (target === undefined) return false;
  const { opcode } = jump;
  switch (opcode) {
    case POP_JUMP_IF_NOT_NONE:
    case POP_JUMP_IF_NONE:
    case POP_JUMP_IF_FALSE:
    case POP_JUMP_IF_TRUE:
      return target.opcode === JUMP && jumpThread(block, jump, target, opcode);
    case JUMP_IF_FALSE:
    case JUMP_IF_TRUE: {
      if (target.opcode === JUMP || target.opcode === opcode) return jumpThread(block, jump, target, opcode);
      const opposite = opcode === JUMP_IF_FALSE ? JUMP_IF_TRUE : JUMP_IF_FALSE;
      if (target.opcode !== opposite) return false;
      jump.target = targetBlock.next;
      return true;
    }
    case JUMP:
    case JUMP_NO_INTERRUPT:
      if (target.opcode === JUMP) return jumpThread(block, jump, target, JUMP);
      return target.opcode === JUMP_NO_INTERRUPT && jumpThread(block, jump, target, opcode);
    default:
      return false;
  }
}
