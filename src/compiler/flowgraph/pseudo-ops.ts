/** This file defines the passes that replace pseudo-instructions by real ones. */

import {
  COPY,
  JUMP_IF_FALSE,
  JUMP_IF_TRUE,
  LOAD_CLOSURE,
  LOAD_FAST,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_TRUE,
  STORE_FAST,
  STORE_FAST_MAYBE_NULL,
  TO_BOOL,
} from '../../bytecode/opcodes.js';
import { Instruction } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';
import { pushesBlock } from './opcode-kinds.js';
import { removeRedundantNopsAndJumps } from './redundant-code.js';

/** JUMP_IF_…, which leaves its operand, becomes COPY, TO_BOOL, POP_JUMP_IF_… (CPython's `convert_pseudo_conditional_jumps`). */
export function convertPseudoConditionalJumps(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    const { last } = block;
    if (last === undefined || (last.opcode !== JUMP_IF_FALSE && last.opcode !== JUMP_IF_TRUE)) continue;
    last.opcode = last.opcode === JUMP_IF_FALSE ? POP_JUMP_IF_FALSE : POP_JUMP_IF_TRUE;
    const copy = new Instruction(COPY, 1, last.loc);
    const toBool = new Instruction(TO_BOOL, 0, last.loc);
    copy.except = toBool.except = last.except;
    block.insert(block.used - 1, [copy, toBool]);
  }
}

/** Block pushes become NOPs, the special loads and stores plain ones (CPython's `convert_pseudo_ops`). */
export function convertPseudoOps(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (pushesBlock(instr.opcode)) instr.makeNop();
      else if (instr.opcode === LOAD_CLOSURE) instr.opcode = LOAD_FAST;
      else if (instr.opcode === STORE_FAST_MAYBE_NULL) instr.opcode = STORE_FAST;
    }
  }
  removeRedundantNopsAndJumps(entry);
}
