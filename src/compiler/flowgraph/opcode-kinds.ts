/** This file defines the families of opcodes that the flow graph tells apart. */
import {
  EVAL_BREAK,
  hasJump,
  isBlockPush,
  JUMP,
  JUMP_BACKWARD,
  JUMP_BACKWARD_NO_INTERRUPT,
  JUMP_FORWARD,
  JUMP_NO_INTERRUPT,
  LOAD_CONST,
  LOAD_SMALL_INT,
  OPCODE_COUNT,
  opcodeFlags,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
  RAISE_VARARGS,
  RERAISE,
  RETURN_VALUE,
} from '../../bytecode/opcodes.js';

const HAS_JUMP = 1;
const BLOCK_PUSH = 2;
const UNCONDITIONAL_JUMP = 4;
const CONDITIONAL_JUMP = 8;
const SCOPE_EXIT = 16;
const HAS_EVAL_BREAK = 32;
const LOADS_CONST = 64;

const KINDS = new Uint8Array(OPCODE_COUNT);
for (let opcode = 0; opcode < OPCODE_COUNT; opcode++) {
  if (hasJump(opcode)) KINDS[opcode]! |= HAS_JUMP;
  if (isBlockPush(opcode)) KINDS[opcode]! |= BLOCK_PUSH;
  if (opcodeFlags(opcode) & EVAL_BREAK) KINDS[opcode]! |= HAS_EVAL_BREAK;
}
for (const opcode of [JUMP, JUMP_NO_INTERRUPT, JUMP_FORWARD, JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT]) {
  KINDS[opcode]! |= UNCONDITIONAL_JUMP;
}
for (const opcode of [POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE]) {
  KINDS[opcode]! |= CONDITIONAL_JUMP;
}
for (const opcode of [RETURN_VALUE, RAISE_VARARGS, RERAISE]) KINDS[opcode]! |= SCOPE_EXIT;
for (const opcode of [LOAD_CONST, LOAD_SMALL_INT]) KINDS[opcode]! |= LOADS_CONST;

function is(opcode: number, kinds: number): boolean {
  return ((KINDS[opcode] as number) & kinds) !== 0;
}

/** May the instruction jump? Block pushes excluded. */
export function isJump(opcode: number): boolean {
  return is(opcode, HAS_JUMP);
}

/** Is the operand a target: of a jump or of a block push? */
export function hasTarget(opcode: number): boolean {
  return is(opcode, HAS_JUMP | BLOCK_PUSH);
}

/** Does the instruction open a block that an exception handler covers? */
export function pushesBlock(opcode: number): boolean {
  return is(opcode, BLOCK_PUSH);
}

/** Does the instruction always jump? */
export function isUnconditionalJump(opcode: number): boolean {
  return is(opcode, UNCONDITIONAL_JUMP);
}

/** Is it one of the POP_JUMP_IF family? */
export function isConditionalJump(opcode: number): boolean {
  return is(opcode, CONDITIONAL_JUMP);
}

/** Does the instruction leave the frame or the handler: return, raise, reraise? */
export function isScopeExit(opcode: number): boolean {
  return is(opcode, SCOPE_EXIT);
}

/** Must a basic block end here? */
export function isTerminator(opcode: number): boolean {
  return is(opcode, HAS_JUMP | SCOPE_EXIT);
}

/** Does control never reach the instruction after this one? */
export function neverFallsThrough(opcode: number): boolean {
  return is(opcode, UNCONDITIONAL_JUMP | SCOPE_EXIT);
}

/** May the instruction run pending work (signals and the like)? */
export function hasEvalBreak(opcode: number): boolean {
  return is(opcode, HAS_EVAL_BREAK);
}

/** Does the instruction push a constant that the compiler knows? */
export function loadsConst(opcode: number): boolean {
  return is(opcode, LOADS_CONST);
}
