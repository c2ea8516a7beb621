/** This file defines the peephole pass over one block: folding, jump threading and short sequences with a shorter equivalent. */
import {
  BINARY_OP,
  BUILD_LIST,
  BUILD_SET,
  BUILD_TUPLE,
  CALL_INTRINSIC_1,
  COMPARE_OP,
  CONTAINS_OP,
  GET_ITER,
  IS_OP,
  LIST_APPEND,
  LOAD_GLOBAL,
  POP_TOP,
  PUSH_NULL,
  SET_ADD,
  STORE_FAST,
  SWAP,
  TO_BOOL,
  UNARY_INVERT,
  UNARY_NEGATIVE,
  UNARY_NOT,
  UNPACK_SEQUENCE,
} from '../../bytecode/opcodes.js';
import { COMPARE_TO_BOOL, INTRINSIC_LIST_TO_TUPLE, INTRINSIC_UNARY_POSITIVE } from '../../bytecode/operands.js';
import type { ConstTable } from '../const-key.js';
import { Instruction, NO_LOCATION } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';
import {
  foldConstantIntrinsicListToTuple,
  foldConstantSequence,
  foldConstBinop,
  foldConstUnaryop,
  foldTupleOfConstants,
  optimizeListsAndSets,
} from './constant-folding.js';
import { threadJump } from './jump-threading.js';
import { isJump } from './opcode-kinds.js';
import { optimizeSwaps } from './static-swaps.js';

/** Stands for the instruction after a block's last. */
const NOTHING = new Instruction(0, 0, NO_LOCATION);

/** CPython's `optimize_basic_block`. */
export function optimizeBasicBlock(block: BasicBlock, consts: ConstTable): void {
  const { instrs } = block;
  for (let i = 0; i < block.used; i++) {
    const instr = instrs[i] as Instruction;
    if (isJump(instr.opcode)) {
      if (threadJump(block, instr)) i--;
      continue;
    }
    const next = i + 1 < block.used ? (instrs[i + 1] as Instruction) : NOTHING;
    switch (instr.opcode) {
      case BUILD_TUPLE:
        if (!unpackBuiltTuple(instr, next)) foldTupleOfConstants(block, i, consts);
        break;
      case BUILD_LIST:
      case BUILD_SET:
        optimizeListsAndSets(block, i, next.opcode, consts);
        break;
      case LIST_APPEND:
      case SET_ADD:
        foldConstantSequence(block, i, next.opcode, consts);
        break;
      case UNARY_NOT:
        if (!simplifyNot(instr, next)) foldConstUnaryop(block, i, consts);
        break;
      case UNARY_INVERT:
      case UNARY_NEGATIVE:
        foldConstUnaryop(block, i, consts);
        break;
      case CALL_INTRINSIC_1:
        if (instr.oparg === INTRINSIC_LIST_TO_TUPLE) {
          if (!foldConstantIntrinsicListToTuple(block, i, consts) && next.opcode === GET_ITER) instr.makeNop();
        } else if (instr.oparg === INTRINSIC_UNARY_POSITIVE) {
          foldConstUnaryop(block, i, consts);
        }
        break;
      case BINARY_OP:
        foldConstBinop(block, i, consts);
        break;
      default:
        simplifyPair(instr, next);
    }
  }
  optimizeSwaps(block);
}

/** A tuple that is unpacked again: one item needs nothing, two or three only change places. */
function unpackBuiltTuple(build: Instruction, unpack: Instruction): boolean {
  const { oparg } = build;
  if (unpack.opcode !== UNPACK_SEQUENCE || unpack.oparg !== oparg || oparg < 1 || oparg > 3) return false;
  build.makeNop();
  if (oparg === 1) unpack.makeNop();
  else unpack.opcode = SWAP;
  return true;
}

/** UNARY_NOT before TO_BOOL makes that redundant; two of them undo each other. */
function simplifyNot(instr: Instruction, next: Instruction): boolean {
  if (next.opcode === TO_BOOL) {
    instr.makeNop();
    next.set(UNARY_NOT, 0);
    return true;
  }
  if (next.opcode === UNARY_NOT) {
    instr.makeNop();
    next.makeNop();
    return true;
  }
  return false;
}

/** Pairs of instructions of which one can do the work of both. */
function simplifyPair(instr: Instruction, next: Instruction): void {
  const { opcode, oparg } = instr;
  switch (opcode) {
    case STORE_FAST:
      if (next.opcode === STORE_FAST && next.oparg === oparg && next.loc.lineno === instr.loc.lineno) {
        instr.set(POP_TOP, 0);
      }
      break;
    case SWAP:
      if (oparg === 1) instr.makeNop();
      break;
    case LOAD_GLOBAL:
      if (next.opcode === PUSH_NULL && (oparg & 1) === 0) {
        instr.oparg = oparg | 1;
        next.makeNop();
      }
      break;
    case COMPARE_OP:
      if (next.opcode === TO_BOOL) {
        instr.makeNop();
        next.set(COMPARE_OP, oparg | COMPARE_TO_BOOL);
      }
      break;
    case CONTAINS_OP:
    case IS_OP:
      if (next.opcode === TO_BOOL) {
        instr.makeNop();
        next.set(opcode, oparg);
      } else if (next.opcode === UNARY_NOT) {
        instr.makeNop();
        next.set(opcode, oparg ^ 1);
      }
      break;
    case TO_BOOL:
      if (next.opcode === TO_BOOL) instr.makeNop();
      break;
  }
}
