/** This file names the events of PEP 669 and says which instruction tells of which. */
import * as op from '../../bytecode/opcodes.js';

// Local events: told by instructions, can be set for one code object and be disabled at one instruction.
export const PY_START = 0;
export const PY_RESUME = 1;
export const PY_RETURN = 2;
export const PY_YIELD = 3;
export const CALL = 4;
export const LINE = 5;
export const INSTRUCTION = 6;
export const JUMP = 7;
export const BRANCH_LEFT = 8;
export const BRANCH_RIGHT = 9;
export const STOP_ITERATION = 10;
// Other events: told where exceptions pass.
export const RAISE = 11;
export const EXCEPTION_HANDLED = 12;
export const PY_UNWIND = 13;
export const PY_THROW = 14;
export const RERAISE = 15;
// Told together with CALL.
export const C_RETURN = 16;
export const C_RAISE = 17;
/** Both branch events, as older tools ask for them. */
export const BRANCH = 18;

/** Events below this number are local. */
export const LOCAL_EVENTS = 11;
/** Events below this number have tools of their own. */
export const UNGROUPED_EVENTS = 16;

/** Names by number. */
export const EVENT_NAMES: readonly string[] = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
  'BRANCH',
];

/** Tools: 0 to 5 are a program's, the last two stand behind `sys.setprofile` and `sys.settrace`. */
export const TOOLS = 8;
export const PROFILE_TOOL = 6;
export const TRACE_TOOL = 7;

/** The local event that an instruction tells of (besides LINE and INSTRUCTION), or -1. */
export function eventOfInstruction(opcode: number, oparg: number): number {
  switch (opcode) {
    case op.RESUME:
      return oparg > 0 ? PY_RESUME : PY_START;
    case op.RETURN_VALUE:
      return PY_RETURN;
    case op.YIELD_VALUE:
      return PY_YIELD;
    case op.CALL:
    case op.CALL_KW:
    case op.CALL_FUNCTION_EX:
    case op.LOAD_SUPER_ATTR:
      return CALL;
    case op.JUMP_FORWARD:
    case op.JUMP_BACKWARD:
      return JUMP;
    case op.POP_JUMP_IF_FALSE:
    case op.POP_JUMP_IF_TRUE:
    case op.POP_JUMP_IF_NONE:
    case op.POP_JUMP_IF_NOT_NONE:
    case op.POP_ITER:
    case op.END_ASYNC_FOR:
      return BRANCH_RIGHT;
    case op.FOR_ITER:
    case op.NOT_TAKEN:
      return BRANCH_LEFT;
    case op.END_FOR:
    case op.END_SEND:
      return STOP_ITERATION;
    default:
      return -1;
  }
}
