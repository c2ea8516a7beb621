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
import { isJump } from '../flowgraph/opcode-kinds.js';
import type { Instruction } from '../instruction-sequence.js';

/** Code units from a SEND to its END_SEND: what END_ASYNC_FOR's operand leaves out. */
const END_SEND_OFFSET = 5;

/** The code units that an instruction takes, with its EXTENDED_ARGs and caches (CPython's `_PyCompile_InstrSize`). */
export function instructionSize(opcode: number, oparg: number): number {
  const extended = oparg > 0xffffff ? 3 : oparg > 0xffff ? 2 : oparg > 0xff ? 1 : 0;
  return extended + 1 + (CACHES[opcode] as number);
}

/** Choose the direction of the unconditional jumps. Operands are indexes in the sequence. */
export function resolveUnconditionalJumps(instrs: readonly Instruction[]): void {
  for (const [i, instr] of instrs.entries()) {
    const isForward = instr.oparg > i;
    if (instr.opcode === JUMP) instr.opcode = isForward ? JUMP_FORWARD : JUMP_BACKWARD;
    else if (instr.opcode === JUMP_NO_INTERRUPT) instr.opcode = isForward ? JUMP_FORWARD : JUMP_BACKWARD_NO_INTERRUPT;
  }
}

/**
 * Replace the targets of jumps, indexes in the sequence, by distances, and set each instruction's offset, both in code
 * units. Operands only grow from round to round, so this ends.
 */
export function resolveJumpOffsets(instrs: readonly Instruction[]): void {
  const jumps: Instruction[] = [];
  for (const instr of instrs) {
    if (!isJump(instr.opcode)) continue;
    instr.target = instr.oparg;
    jumps.push(instr);
  }
  let grown: boolean;
  do {
    grown = false;
    let total = 0;
    for (const instr of instrs) {
      instr.offset = total;
      total += instructionSize(instr.opcode, instr.oparg);
    }
    for (const jump of jumps) {
      const size = instructionSize(jump.opcode, jump.oparg);
      const end = jump.offset + size;
      const target = (instrs[jump.target] as Instruction).offset;
      jump.oparg = target < end ? end - target : target - end;
      // The loop's target is its SEND, but who watches the loop wants to know its END_SEND.
      if (jump.opcode === END_ASYNC_FOR) jump.oparg = end - target - END_SEND_OFFSET;
      if (instructionSize(jump.opcode, jump.oparg) !== size) grown = true;
    }
  } while (grown);
}
