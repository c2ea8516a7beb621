/** This file defines how jump targets become distances, when the length of an instruction depends on its operand. */

import {
  CACHES,
  END_ASYNC_FOR,
  JUMP,
  JUMP_BACKWARD,
  JUMP_BACKWARD_NO_INTERRUPT,
  JUMP_FORWARD,
  JUMP_NO_INTERRUPT,
} from '../../bytecode/opcodes.js';
import type { BasicBlock } from '../flowgraph/basic-block.js';
import { isJump } from '../flowgraph/opcode-kinds.js';
import type { Instruction } from '../instruction-sequence.js';

/** Code units from a SEND to its END_SEND: what END_ASYNC_FOR's operand leaves out. */
const END_SEND_OFFSET = 5;

/** The code units that an instruction takes, with its EXTENDED_ARGs and caches (CPython's `_PyCompile_InstrSize`). */
export function instructionSize(opcode: number, oparg: number): number {
  const extended = oparg > 0xffffff ? 3 : oparg > 0xffff ? 2 : oparg > 0xff ? 1 : 0;
  return extended + 1 + (CACHES[opcode] as number);
}

/** All instructions in order. Sets `offset` of the blocks to the index of their first instruction. */
export function layOut(entry: BasicBlock): Instruction[] {
  const instrs: Instruction[] = [];
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    block.offset = instrs.length;
    for (let i = 0; i < block.used; i++) instrs.push(block.instrs[i] as Instruction);
  }
  return instrs;
}

/** Choose the direction of the unconditional jumps, by the indexes that `layOut` has set. */
export function resolveUnconditionalJumps(instrs: readonly Instruction[]): void {
  for (const [i, instr] of instrs.entries()) {
    const { opcode } = instr;
    if (opcode !== JUMP && opcode !== JUMP_NO_INTERRUPT) continue;
    if ((instr.target as BasicBlock).offset > i) instr.opcode = JUMP_FORWARD;
    else instr.opcode = opcode === JUMP ? JUMP_BACKWARD : JUMP_BACKWARD_NO_INTERRUPT;
  }
}

/**
 * Set the operands of the jumps, and `offset` of the blocks, both in code units. A longer operand makes its instruction
 * longer and moves what follows, so this takes some rounds. CPython starts them with indexes of instructions for
 * operands; so must we, for where they end depends on it.
 */
export function resolveJumpOffsets(entry: BasicBlock): void {
  const jumps: Instruction[] = [];
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (!isJump(instr.opcode)) continue;
      instr.oparg = (instr.target as BasicBlock).offset;
      jumps.push(instr);
    }
  }
  const ends = new Uint32Array(jumps.length);
  do placeBlocks(entry, ends);
  while (setDistances(jumps, ends));
}

/** Set the offsets of the blocks, and of the ends of the jumps, with the operands as they are. */
function placeBlocks(entry: BasicBlock, ends: Uint32Array): void {
  let total = 0;
  let jump = 0;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    block.offset = total;
    for (let i = 0; i < block.used; i++) {
      const { opcode, oparg } = block.instrs[i] as Instruction;
      total += instructionSize(opcode, oparg);
      if (isJump(opcode)) ends[jump++] = total;
    }
  }
}

/** Set the operands of the jumps with the offsets as they are. Answers whether the length of one has changed. */
function setDistances(jumps: readonly Instruction[], ends: Uint32Array): boolean {
  let changed = false;
  for (const [i, jump] of jumps.entries()) {
    const { opcode } = jump;
    const size = instructionSize(opcode, jump.oparg);
    const distance = (jump.target as BasicBlock).offset - (ends[i] as number);
    // The loop's target is its SEND, but who watches the loop wants to know its END_SEND.
    jump.oparg = opcode === END_ASYNC_FOR ? -distance - END_SEND_OFFSET : Math.abs(distance);
    if (instructionSize(opcode, jump.oparg) !== size) changed = true;
  }
  return changed;
}
