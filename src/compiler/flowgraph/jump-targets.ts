/** This file defines the first look at a new graph: labels become blocks, handlers are marked, its form is checked. */
import type { Instruction } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';
import { hasTarget, isTerminator, pushesBlock } from './opcode-kinds.js';

/** Point every jump and block push at its block (CPython's `translate_jump_labels_to_targets`). */
export function translateJumpLabelsToTargets(entry: BasicBlock): void {
  const blocks = new Map<number, BasicBlock>();
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    if (block.label >= 0) blocks.set(block.label, block);
  }
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (!hasTarget(instr.opcode)) continue;
      const target = blocks.get(instr.oparg);
      if (target === undefined) throw new Error(`malformed control flow graph: no block has label ${instr.oparg}`);
      instr.target = target;
    }
  }
}

/** Mark the blocks that exceptions enter (CPython's `mark_except_handlers`). */
export function markExceptHandlers(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (pushesBlock(instr.opcode)) (instr.target as BasicBlock).exceptHandler = true;
    }
  }
}

/** Throws unless jumps and exits are the last instructions of their blocks (CPython's `check_cfg`). */
export function checkCfg(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used - 1; i++) {
      if (isTerminator((block.instrs[i] as Instruction).opcode)) throw new Error('malformed control flow graph.');
    }
  }
}
