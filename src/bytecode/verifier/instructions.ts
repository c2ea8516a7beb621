/** This file defines the verifier's first pass: code units to instructions, with every operand that says an index checked. */
import { CO_ANY_GENERATOR, CO_FAST_CELL, CO_FAST_FREE, CO_OPTIMIZED, type PyCode } from '../code.js';
import * as op from '../opcodes.js';
import {
  COMMON_CONSTANT_NAMES,
  COMPARE_SYMBOLS,
  COMPARISON_MASKS,
  INTRINSIC_1_NAMES,
  INTRINSIC_2_NAMES,
  NB_OPS,
  SPECIAL_METHOD_NAMES,
} from '../operands.js';
import { reject, rejectAt } from './failure.js';

/** The instructions of a code object by number. Offsets are in code units. */
export class Instructions {
  count = 0;
  /** Where an instruction, its EXTENDED_ARGs included, starts; and, at `count`, where the code ends. */
  readonly start: Int32Array;
  readonly opcode: Uint8Array;
  readonly oparg: Uint32Array;
  /** The number of the instruction that starts at a unit; -1 within instructions and caches. */
  readonly at: Int32Array;
  /** The instruction a jump goes to; -1 for others. */
  readonly target: Int32Array;
  /** The number of RETURN_GENERATOR; -1 where there is none. */
  returnGenerator = -1;

  constructor(units: number) {
    this.start = new Int32Array(units + 1);
    this.opcode = new Uint8Array(units);
    this.oparg = new Uint32Array(units);
    this.at = new Int32Array(units + 1).fill(-1);
    this.target = new Int32Array(units).fill(-1);
  }
}

/** Reads the instructions of a code object. Rejects what no compiler emits. */
export function decode(code: PyCode): Instructions {
  const bytes = code.co_code;
  const units = bytes.length >> 1;
  const list = new Instructions(units);
  let unit = 0;
  while (unit < units) {
    const start = unit;
    let oparg = 0;
    let opcode = bytes[2 * unit] as number;
    while (opcode === op.EXTENDED_ARG) {
      if (unit - start === 3) rejectAt(start, opcode, 'more than three in a row');
      oparg = (oparg << 8) | (bytes[2 * unit + 1] as number);
      unit++;
      if (unit >= units) rejectAt(start, opcode, 'at the end of the code');
      opcode = bytes[2 * unit] as number;
    }
    if (!isAllowed(opcode)) rejectAt(start, opcode, 'is not an instruction of stored code');
    if (unit > start && !op.hasArg(opcode)) rejectAt(start, opcode, 'has no operand to extend');
    oparg = ((oparg << 8) | (bytes[2 * unit + 1] as number)) >>> 0;
    const caches = op.CACHES[opcode] as number;
    unit++;
    if (unit + caches > units) rejectAt(start, opcode, 'its caches go beyond the end of the code');
    for (let i = 0; i < caches; i++, unit++) {
      if (bytes[2 * unit] !== 0 || bytes[2 * unit + 1] !== 0) rejectAt(start, opcode, 'its caches are not empty');
    }
    const index = list.count++;
    list.start[index] = start;
    list.opcode[index] = opcode;
    list.oparg[index] = op.hasArg(opcode) ? oparg : 0;
    list.at[start] = index;
  }
  list.start[list.count] = units;
  for (let index = 0; index < list.count; index++) checkOperand(code, list, index);
  checkGenerator(code, list);
  return list;
}

function isAllowed(opcode: number): boolean {
  switch (opcode) {
    case op.CACHE:
    case op.RESERVED:
    case op.INTERPRETER_EXIT:
    case op.EXIT_INIT_CHECK:
    case op.ENTER_EXECUTOR:
      return false;
    default:
      return op.isOpcode(opcode);
  }
}

function checkOperand(code: PyCode, list: Instructions, index: number): void {
  const opcode = list.opcode[index] as number;
  const oparg = list.oparg[index] as number;
  const start = list.start[index] as number;
  const bound = (value: number, limit: number, what: string): void => {
    if (value >= limit) rejectAt(start, opcode, `${what} ${value} is out of range`);
  };
  switch (op.opargKind(opcode)) {
    case 'const':
      bound(oparg, code.co_consts.items.length, 'constant');
      break;
    case 'name':
      bound(oparg, code.co_names.length, 'name');
      break;
    case 'name-1':
      bound(oparg >>> 1, code.co_names.length, 'name');
      break;
    case 'name-2':
      bound(oparg >>> 2, code.co_names.length, 'name');
      break;
    case 'local':
      bound(oparg, code.nlocalsplus, 'local');
      break;
    case 'local-pair':
      bound(oparg, 256, 'pair of locals');
      bound(oparg >>> 4, code.nlocalsplus, 'local');
      bound(oparg & 15, code.nlocalsplus, 'local');
      break;
    case 'deref':
      bound(oparg, code.nlocalsplus, 'cell');
      if (((code.localspluskinds[oparg] as number) & (CO_FAST_CELL | CO_FAST_FREE)) === 0) {
        rejectAt(start, opcode, `local ${oparg} is not a cell`);
      }
      break;
    case 'jump-forward':
    case 'jump-backward':
      checkJump(list, index);
      break;
    case 'binary-op':
      bound(oparg, NB_OPS.length, 'operator');
      break;
    case 'compare':
      bound(oparg >>> 5, COMPARE_SYMBOLS.length, 'operator');
      if ((oparg & 15) !== COMPARISON_MASKS[oparg >>> 5]) rejectAt(start, opcode, `operand ${oparg} is malformed`);
      break;
    case 'invert':
    case 'yield':
      bound(oparg, 2, 'operand');
      break;
    case 'intrinsic-1':
      if (oparg === 0) rejectAt(start, opcode, 'intrinsic 0 is out of range');
      bound(oparg, INTRINSIC_1_NAMES.length, 'intrinsic');
      break;
    case 'intrinsic-2':
      if (oparg === 0) rejectAt(start, opcode, 'intrinsic 0 is out of range');
      bound(oparg, INTRINSIC_2_NAMES.length, 'intrinsic');
      break;
    case 'conversion':
      if (oparg === 0) rejectAt(start, opcode, 'conversion 0 is out of range');
      bound(oparg, 4, 'conversion');
      break;
    case 'interpolation':
      bound(oparg, 16, 'operand');
      break;
    case 'common-constant':
      bound(oparg, COMMON_CONSTANT_NAMES.length, 'constant');
      break;
    case 'special':
      bound(oparg, SPECIAL_METHOD_NAMES.length, 'method');
      break;
    case 'small-int':
      bound(oparg, 256, 'int');
      break;
    case 'function-attribute':
      if (oparg === 0 || oparg > 16 || (oparg & (oparg - 1)) !== 0) {
        rejectAt(start, opcode, `attribute ${oparg} is out of range`);
      }
      break;
    case 'awaitable':
      bound(oparg, 3, 'operand');
      break;
    case 'raise':
      bound(oparg, 3, 'operand');
      break;
    case 'resume':
      bound(oparg, 8, 'operand');
      break;
    case 'stack':
      if (oparg < (opcode === op.SWAP ? 2 : 1)) rejectAt(start, opcode, `depth ${oparg} is out of range`);
      break;
    case 'count':
      if (opcode === op.BUILD_SLICE && oparg !== 2 && oparg !== 3) rejectAt(start, opcode, 'takes two or three values');
      if (opcode === op.COPY_FREE_VARS && oparg !== code.nfreevars) {
        rejectAt(start, opcode, `copies ${oparg} of ${code.nfreevars} free variables`);
      }
      break;
  }
  if (usesNamespace(opcode) && code.co_flags & CO_OPTIMIZED) {
    rejectAt(start, opcode, 'needs a namespace, which optimized code has not');
  }
}

function usesNamespace(opcode: number): boolean {
  switch (opcode) {
    case op.LOAD_NAME:
    case op.STORE_NAME:
    case op.DELETE_NAME:
    case op.LOAD_LOCALS:
    case op.SETUP_ANNOTATIONS:
      return true;
    default:
      return false;
  }
}

function checkJump(list: Instructions, index: number): void {
  const opcode = list.opcode[index] as number;
  const oparg = list.oparg[index] as number;
  const start = list.start[index] as number;
  const next = list.start[index + 1] as number;
  const unit = op.opargKind(opcode) === 'jump-forward' ? next + oparg : next - oparg;
  const target = unit < 0 || unit >= list.at.length ? -1 : (list.at[unit] as number);
  if (target < 0) rejectAt(start, opcode, `jumps to offset ${unit * 2}, where no instruction starts`);
  if (opcode === op.FOR_ITER && list.opcode[target] !== op.END_FOR) {
    rejectAt(start, opcode, 'does not jump to an END_FOR');
  }
  // The operand of END_ASYNC_FOR names its SEND for tracing; control never goes there.
  if (opcode !== op.END_ASYNC_FOR) list.target[index] = target;
}

// RETURN_GENERATOR stands, once, behind nothing but the making of cells, so it runs once in each call and nothing else is lost.
function checkGenerator(code: PyCode, list: Instructions): void {
  const isGenerator = (code.co_flags & CO_ANY_GENERATOR) !== 0;
  let prefix = true;
  for (let index = 0; index < list.count; index++) {
    const opcode = list.opcode[index] as number;
    const start = list.start[index] as number;
    if (opcode === op.RETURN_GENERATOR) {
      if (!isGenerator) rejectAt(start, opcode, 'in code that is not flagged as a generator');
      if (!prefix) rejectAt(start, opcode, 'is not at the start of the code');
      list.returnGenerator = index;
    } else if (opcode === op.YIELD_VALUE && !isGenerator) {
      rejectAt(start, opcode, 'in code that is not flagged as a generator');
    }
    if (opcode !== op.MAKE_CELL && opcode !== op.COPY_FREE_VARS && opcode !== op.NOP) prefix = false;
  }
  if (isGenerator && list.returnGenerator < 0) reject('code flagged as a generator has no RETURN_GENERATOR');
  for (let index = 0; index < list.count; index++) {
    const target = list.target[index] as number;
    if (target >= 0 && target <= list.returnGenerator) {
      rejectAt(list.start[index] as number, list.opcode[index] as number, 'jumps before RETURN_GENERATOR');
    }
  }
}
