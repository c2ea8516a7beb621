/** This file defines the pass over constants that are tested at once: jumps decided now, comparisons with None, small ints. */

import {
  COPY,
  IS_OP,
  JUMP,
  JUMP_IF_FALSE,
  JUMP_IF_TRUE,
  LOAD_CONST,
  LOAD_SMALL_INT,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
  TO_BOOL,
} from '../../bytecode/opcodes.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { ConstTable } from '../const-key.js';
import type { Instruction } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';
import { constValue, maybeMakeLoadSmallInt } from './constant-folding.js';
import { constantIsTrue } from './constants/operations.js';

/** CPython's `optimize_load_const`. */
export function optimizeLoadConst(entry: BasicBlock, consts: ConstTable): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) optimizeBlock(block, consts);
}

function optimizeBlock(block: BasicBlock, consts: ConstTable): void {
  // What the last instruction that was no copy of a constant left on the stack.
  let opcode = 0;
  let value: Value = None;
  for (let i = 0; i < block.used; i++) {
    const instr = block.instrs[i] as Instruction;
    if (instr.opcode === LOAD_CONST) maybeMakeLoadSmallInt(instr, constValue(instr, consts));
    const copiesConst = opcode === LOAD_CONST && instr.opcode === COPY && instr.oparg === 1;
    if (!copiesConst) {
      opcode = instr.opcode;
      if (opcode !== LOAD_CONST && opcode !== LOAD_SMALL_INT) continue;
      value = constValue(instr, consts);
    }
    if (i + 1 < block.used) optimizeUse(block, i, instr, value, consts);
  }
}

function optimizeUse(block: BasicBlock, i: number, load: Instruction, value: Value, consts: ConstTable): void {
  const next = block.instrs[i + 1] as Instruction;
  switch (next.opcode) {
    case POP_JUMP_IF_FALSE:
    case POP_JUMP_IF_TRUE:
    case JUMP_IF_FALSE:
    case JUMP_IF_TRUE: {
      if (next.opcode === POP_JUMP_IF_FALSE || next.opcode === POP_JUMP_IF_TRUE) load.makeNop();
      const jumpIfTrue = next.opcode === POP_JUMP_IF_TRUE || next.opcode === JUMP_IF_TRUE;
      if (constantIsTrue(value) === jumpIfTrue) next.opcode = JUMP;
      else next.makeNop();
      break;
    }
    case IS_OP:
      if (value === None) jumpIfNone(block, i, load, next);
      break;
    case TO_BOOL:
      load.makeNop();
      next.set(LOAD_CONST, consts.add(constantIsTrue(value)));
      break;
  }
}

/** LOAD_CONST None, IS_OP, perhaps TO_BOOL, then a jump on truth become POP_JUMP_IF_NONE or POP_JUMP_IF_NOT_NONE. */
function jumpIfNone(block: BasicBlock, i: number, load: Instruction, test: Instruction): void {
  if (block.used <= i + 2) return;
  let jump = block.instrs[i + 2] as Instruction;
  if (jump.opcode === TO_BOOL) {
    // IS_OP leaves a bool anyway.
    jump.makeNop();
    if (block.used <= i + 3) return;
    jump = block.instrs[i + 3] as Instruction;
  }
  if (jump.opcode !== POP_JUMP_IF_FALSE && jump.opcode !== POP_JUMP_IF_TRUE) return;
  const invert = (test.oparg !== 0) !== (jump.opcode === POP_JUMP_IF_FALSE);
  load.makeNop();
  test.makeNop();
  jump.opcode = invert ? POP_JUMP_IF_NOT_NONE : POP_JUMP_IF_NONE;
}
