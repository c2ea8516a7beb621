/** This file defines the pass that copies small exits, and exits without a line, to the jumps that lead there. */

import { JUMP } from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import { type BasicBlock, exitsScope, hasFallthrough, hasNoLineno } from './basic-block.js';
import { isUnconditionalJump } from './opcode-kinds.js';

/** Most instructions that an exit block may have to be copied. */
const MAX_COPY_SIZE = 4;

function inlineInto(block: BasicBlock): boolean {
  const jump = block.last;
  if (jump === undefined || !isUnconditionalJump(jump.opcode)) return false;
  const target = jump.target as BasicBlock;
  const smallExit = target.used <= MAX_COPY_SIZE && exitsScope(target);
  const noLinenoNoFallthrough = !hasFallthrough(target) && hasNoLineno(target);
  if (!smallExit && !noLinenoNoFallthrough) return false;

  const removedOpcode = jump.opcode;
  jump.makeNop();
  block.append(target);
  if (noLinenoNoFallthrough) {
    const last = block.last as Instruction;
    // A loop must not lose its check for pending work.
    if (isUnconditionalJump(last.opcode) && removedOpcode === JUMP) last.opcode = JUMP;
  }
  target.predecessors--;
  return true;
}

/** Copy small and line-less exits into the blocks that jump to them, until nothing changes. */
export function inlineSmallOrNoLinenoBlocks(entry: BasicBlock): void {
  let changes: boolean;
  do {
    changes = false;
    for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
      if (inlineInto(block)) changes = true;
    }
  } while (changes);
}
