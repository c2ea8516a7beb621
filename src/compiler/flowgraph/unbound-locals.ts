/** This file defines the pass that finds loads of locals which may be unbound, and makes them check. */

import {
  DELETE_FAST,
  LOAD_FAST,
  LOAD_FAST_AND_CLEAR,
  LOAD_FAST_CHECK,
  STORE_FAST,
  STORE_FAST_MAYBE_NULL,
} from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import { type BasicBlock, clearVisited, hasFallthrough } from './basic-block.js';
import { isJump } from './opcode-kinds.js';

/** Locals from this index on are only followed within their block, so that the work stays linear. */
const TRACKED = 64;

/** CPython's `add_checks_for_loads_of_uninitialized_variables`. Parameters, the first `nparams` locals, start out bound. */
export function addChecksForUnboundLocals(entry: BasicBlock, nlocals: number, nparams: number): void {
  if (nlocals === 0) return;
  if (nlocals > TRACKED) scanManyLocals(entry, nlocals);
  clearVisited(entry);
  const stack: BasicBlock[] = [];
  let low = 0;
  let high = 0;
  for (let i = nparams; i < Math.min(nlocals, TRACKED); i++) {
    if (i < 32) low |= 1 << i;
    else high |= 1 << (i - 32);
  }
  maybePush(stack, entry, low, high);
  // A deletion may stand anywhere, so each block is scanned once at least.
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) scanBlock(stack, block);
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    block.visited = false;
    scanBlock(stack, block);
  }
}

/** `visited` says here: is on the stack. */
function maybePush(stack: BasicBlock[], block: BasicBlock, low: number, high: number): void {
  const newLow = block.unsafeLow | low;
  const newHigh = block.unsafeHigh | high;
  if (newLow === block.unsafeLow && newHigh === block.unsafeHigh) return;
  block.unsafeLow = newLow;
  block.unsafeHigh = newHigh;
  if (block.visited) return;
  block.visited = true;
  stack.push(block);
}

function scanBlock(stack: BasicBlock[], block: BasicBlock): void {
  let low = block.unsafeLow;
  let high = block.unsafeHigh;
  for (let i = 0; i < block.used; i++) {
    const instr = block.instrs[i] as Instruction;
    if (instr.except !== null) maybePush(stack, instr.except, low, high);
    const { opcode, oparg } = instr;
    if (oparg >= TRACKED) continue;
    const lowBit = oparg < 32 ? 1 << oparg : 0;
    const highBit = oparg < 32 ? 0 : 1 << (oparg - 32);
    switch (opcode) {
      case DELETE_FAST:
      case LOAD_FAST_AND_CLEAR:
      case STORE_FAST_MAYBE_NULL:
        low |= lowBit;
        high |= highBit;
        break;
      case LOAD_FAST:
        if ((low & lowBit) !== 0 || (high & highBit) !== 0) instr.opcode = LOAD_FAST_CHECK;
        low &= ~lowBit;
        high &= ~highBit;
        break;
      case STORE_FAST:
      case LOAD_FAST_CHECK:
        low &= ~lowBit;
        high &= ~highBit;
        break;
    }
  }
  if (block.next !== null && hasFallthrough(block)) maybePush(stack, block.next, low, high);
  const { last } = block;
  if (last !== undefined && isJump(last.opcode)) maybePush(stack, last.target as BasicBlock, low, high);
}

/** Check each load of a far local that no load or store in the same block precedes. */
function scanManyLocals(entry: BasicBlock, nlocals: number): void {
  // The number of the block in which the local is known to be bound.
  const boundIn = new Uint32Array(nlocals - TRACKED);
  let blockNumber = 0;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    blockNumber++;
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      const local = instr.oparg - TRACKED;
      if (local < 0) continue;
      switch (instr.opcode) {
        case DELETE_FAST:
        case LOAD_FAST_AND_CLEAR:
        case STORE_FAST_MAYBE_NULL:
          boundIn[local] = blockNumber - 1;
          break;
        case STORE_FAST:
          boundIn[local] = blockNumber;
          break;
        case LOAD_FAST:
          if (boundIn[local] !== blockNumber) instr.opcode = LOAD_FAST_CHECK;
          boundIn[local] = blockNumber;
          break;
      }
    }
  }
}
