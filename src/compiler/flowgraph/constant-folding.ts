/** This file defines the folding of instructions whose operands are constants: operators, tuples, lists and sets. */

import {
  BUILD_LIST,
  BUILD_SET,
  BUILD_TUPLE,
  CONTAINS_OP,
  GET_ITER,
  LIST_APPEND,
  LIST_EXTEND,
  LOAD_CONST,
  LOAD_SMALL_INT,
  NOP,
  SET_ADD,
  SET_UPDATE,
} from '../../bytecode/opcodes.js';
import type { Value } from '../../values/object.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import type { ConstTable } from '../const-key.js';
import type { Instruction } from '../instruction-sequence.js';
import { type BasicBlock, makeNopWithoutLocation } from './basic-block.js';
import { frozenSetOf } from './constants/frozen-set.js';
import { evalConstBinop, evalConstUnaryop } from './constants/operations.js';
import { loadsConst } from './opcode-kinds.js';

/** Longest run of constants that is collected (CPython's `_PY_STACK_USE_GUIDELINE`). */
const STACK_USE_GUIDELINE = 30;
/** Shorter lists and sets are built item by item. */
const MIN_CONST_SEQUENCE_SIZE = 3;
/** LOAD_SMALL_INT's operand is below this. */
const SMALL_INTS = 256;

/** The constant that an instruction loads. */
export function constValue(instr: Instruction, consts: ConstTable): Value {
  return instr.opcode === LOAD_SMALL_INT ? instr.oparg : (consts.values[instr.oparg] as Value);
}

/** Turn the instruction into LOAD_SMALL_INT if the constant is a small int. */
export function maybeMakeLoadSmallInt(instr: Instruction, value: Value): boolean {
  if (typeof value !== 'number' || value < 0 || value >= SMALL_INTS) return false;
  instr.set(LOAD_SMALL_INT, value);
  return true;
}

function makeLoadConst(instr: Instruction, value: Value, consts: ConstTable): void {
  if (!maybeMakeLoadSmallInt(instr, value)) instr.set(LOAD_CONST, consts.add(value));
}

/**
 * The `size` instructions up to index `start` that load constants one after the other, NOPs skipped; undefined if there
 * are not that many (CPython's `get_const_loading_instrs`).
 */
function constLoadingInstrs(block: BasicBlock, start: number, size: number): Instruction[] | undefined {
  const found = new Array<Instruction>(size);
  let missing = size;
  for (let i = start; i >= 0 && missing > 0; i--) {
    const instr = block.instrs[i] as Instruction;
    if (instr.opcode === NOP) continue;
    if (!loadsConst(instr.opcode)) return undefined;
    found[--missing] = instr;
  }
  return missing === 0 ? found : undefined;
}

function valuesOf(instrs: readonly Instruction[], consts: ConstTable): Value[] {
  return instrs.map((instr) => constValue(instr, consts));
}

function tupleOf(items: Value[]): PyTuple {
  return items.length === 0 ? EMPTY_TUPLE : new PyTuple(items);
}

/** LOAD_CONST c1 … LOAD_CONST cn, BUILD_TUPLE n become LOAD_CONST (c1, …, cn). */
export function foldTupleOfConstants(block: BasicBlock, i: number, consts: ConstTable): void {
  const instr = block.instrs[i] as Instruction;
  if (instr.oparg > STACK_USE_GUIDELINE) return;
  const loads = constLoadingInstrs(block, i - 1, instr.oparg);
  if (loads === undefined) return;
  const tuple = tupleOf(valuesOf(loads, consts));
  loads.forEach(makeNopWithoutLocation);
  makeLoadConst(instr, tuple, consts);
}

/**
 * BUILD_LIST 0, then LOAD_CONST ci, LIST_APPEND 1 for each item, then the list-to-tuple intrinsic at index `i`, become
 * LOAD_CONST (c1, …, cn). Answers whether they did.
 */
export function foldConstantIntrinsicListToTuple(block: BasicBlock, i: number, consts: ConstTable): boolean {
  const start = constSequenceStart(block, i - 1, BUILD_LIST);
  if (start < 0) return false;
  makeLoadConst(block.instrs[i] as Instruction, tupleOf(takeConsts(block, start, i, consts)), consts);
  return true;
}

/**
 * A long list or set of constants, whose last item is added at index `i`, becomes a constant tuple or frozen set where it
 * is only iterated over or searched.
 */
export function foldConstantSequence(block: BasicBlock, i: number, nextOpcode: number, consts: ConstTable): void {
  if (!isContainsOrIter(nextOpcode)) return;
  const instr = block.instrs[i] as Instruction;
  const build = instr.opcode === LIST_APPEND ? BUILD_LIST : BUILD_SET;
  const start = constSequenceStart(block, i, build);
  if (start < 0) return;
  // CPython takes the last append's location away with the others.
  const items = takeConsts(block, start, i + 1, consts);
  instr.set(LOAD_CONST, consts.add(build === BUILD_SET ? frozenSetOf(items) : tupleOf(items)));
}

/**
 * The index of the BUILD_LIST 0 or BUILD_SET 0 from which on, up to the append at index `end`, only constants are
 * appended; -1 if there is none. NOPs are skipped.
 */
function constSequenceStart(block: BasicBlock, end: number, build: number): number {
  const append = build === BUILD_LIST ? LIST_APPEND : SET_ADD;
  let expectAppend = true;
  for (let position = end; position >= 0; position--) {
    const { opcode, oparg } = block.instrs[position] as Instruction;
    if (opcode === NOP) continue;
    if (opcode === build && oparg === 0) return expectAppend ? position : -1;
    if (expectAppend ? opcode !== append || oparg !== 1 : !loadsConst(opcode)) return -1;
    expectAppend = !expectAppend;
  }
  return -1;
}

/** The constants loaded from index `start` up to `end`; their loads and what else stands there become NOPs. */
function takeConsts(block: BasicBlock, start: number, end: number, consts: ConstTable): Value[] {
  const items: Value[] = [];
  for (let i = start; i < end; i++) {
    const instr = block.instrs[i] as Instruction;
    if (instr.opcode === NOP) continue;
    if (loadsConst(instr.opcode)) items.push(constValue(instr, consts));
    makeNopWithoutLocation(instr);
  }
  return items;
}

function isContainsOrIter(opcode: number): boolean {
  return opcode === GET_ITER || opcode === CONTAINS_OP;
}

/**
 * A list or set that is only iterated over or searched becomes a tuple or frozen set; a longer display of constants is
 * filled from one constant (CPython's `optimize_lists_and_sets`).
 */
export function optimizeListsAndSets(block: BasicBlock, i: number, nextOpcode: number, consts: ConstTable): void {
  const { instrs } = block;
  const instr = instrs[i] as Instruction;
  const { opcode, oparg: size } = instr;
  const containsOrIter = isContainsOrIter(nextOpcode);
  if (size > STACK_USE_GUIDELINE || (size < MIN_CONST_SEQUENCE_SIZE && !containsOrIter)) return;
  const loads = constLoadingInstrs(block, i - 1, size);
  if (loads === undefined) {
    if (containsOrIter && opcode === BUILD_LIST) instr.opcode = BUILD_TUPLE;
    return;
  }
  const items = valuesOf(loads, consts);
  const index = consts.add(opcode === BUILD_SET ? frozenSetOf(items) : tupleOf(items));
  loads.forEach(makeNopWithoutLocation);
  if (containsOrIter) {
    instr.set(LOAD_CONST, index);
    return;
  }
  const build = instrs[i - 2] as Instruction;
  build.loc = instr.loc;
  build.set(opcode, 0);
  (instrs[i - 1] as Instruction).set(LOAD_CONST, index);
  instr.set(opcode === BUILD_LIST ? LIST_EXTEND : SET_UPDATE, 1);
}

/** LOAD_CONST a, LOAD_CONST b, BINARY_OP become LOAD_CONST of the result, where it can be computed now. */
export function foldConstBinop(block: BasicBlock, i: number, consts: ConstTable): void {
  const loads = constLoadingInstrs(block, i - 1, 2);
  if (loads === undefined) return;
  const instr = block.instrs[i] as Instruction;
  const [left, right] = valuesOf(loads, consts);
  const result = evalConstBinop(left as Value, instr.oparg, right as Value);
  if (result === undefined) return;
  loads.forEach(makeNopWithoutLocation);
  makeLoadConst(instr, result, consts);
}

/** LOAD_CONST a, UNARY_… become LOAD_CONST of the result, where it can be computed now. */
export function foldConstUnaryop(block: BasicBlock, i: number, consts: ConstTable): void {
  const loads = constLoadingInstrs(block, i - 1, 1);
  if (loads === undefined) return;
  const instr = block.instrs[i] as Instruction;
  const result = evalConstUnaryop(constValue(loads[0] as Instruction, consts), instr.opcode);
  if (result === undefined) return;
  loads.forEach(makeNopWithoutLocation);
  makeLoadConst(instr, result, consts);
}
