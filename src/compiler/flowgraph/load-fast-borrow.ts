/** This file defines the pass that finds loads of locals whose reference need not be counted, for the local outlives it. */

import {
  CHECK_EXC_MATCH,
  COPY,
  DELETE_FAST,
  DICT_MERGE,
  DICT_UPDATE,
  END_SEND,
  FOR_ITER,
  FORMAT_SIMPLE,
  GET_ANEXT,
  GET_LEN,
  GET_YIELD_FROM_ITER,
  IMPORT_FROM,
  LIST_APPEND,
  LIST_EXTEND,
  LOAD_ATTR,
  LOAD_FAST,
  LOAD_FAST_AND_CLEAR,
  LOAD_FAST_BORROW,
  LOAD_FAST_BORROW_LOAD_FAST_BORROW,
  LOAD_FAST_LOAD_FAST,
  LOAD_SPECIAL,
  LOAD_SUPER_ATTR,
  MAP_ADD,
  MATCH_KEYS,
  MATCH_MAPPING,
  MATCH_SEQUENCE,
  numPopped,
  numPushed,
  PUSH_EXC_INFO,
  RERAISE,
  SEND,
  SET_ADD,
  SET_FUNCTION_ATTRIBUTE,
  SET_UPDATE,
  STORE_FAST,
  STORE_FAST_LOAD_FAST,
  STORE_FAST_STORE_FAST,
  SWAP,
  WITH_EXCEPT_START,
} from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import { type BasicBlock, clearVisited } from './basic-block.js';
import { hasTarget, neverFallsThrough, pushesBlock } from './opcode-kinds.js';

/** In place of an instruction: the reference came into the block on the stack. */
const DUMMY_INSTR = -1;
/** In place of a local: the reference is to no local. */
const NOT_LOCAL = -1;

/** The references on the stack while a block is simulated: who produced each, and the local it came from. */
class RefStack {
  readonly producers: number[] = [];
  readonly locals: number[] = [];
  /** For each instruction of the block: may its reference not be borrowed? */
  escapes = new Uint8Array(64);

  get size(): number {
    return this.producers.length;
  }

  start(depth: number, instructions: number): void {
    if (this.escapes.length < instructions) this.escapes = new Uint8Array(instructions * 2);
    else this.escapes.fill(0, 0, instructions);
    this.producers.length = 0;
    this.locals.length = 0;
    this.pushMany(DUMMY_INSTR, depth);
  }

  push(producer: number, local: number): void {
    this.producers.push(producer);
    this.locals.push(local);
  }

  pushMany(producer: number, count: number): void {
    for (let i = 0; i < count; i++) this.push(producer, NOT_LOCAL);
  }

  pop(count: number): void {
    this.producers.length -= count;
    this.locals.length -= count;
  }

  /** Push again the reference `depth` below the top, 1 being the top. */
  copy(depth: number): void {
    const at = this.size - depth;
    this.push(this.producers[at] as number, this.locals[at] as number);
  }

  swap(depth: number): void {
    const top = this.size - 1;
    const at = this.size - depth;
    [this.producers[at], this.producers[top]] = [this.producers[top] as number, this.producers[at] as number];
    [this.locals[at], this.locals[top]] = [this.locals[top] as number, this.locals[at] as number];
  }

  /** A local loses its value: references to it that are still on the stack need their own count. */
  killLocal(local: number): void {
    for (let i = 0; i < this.size; i++) {
      if (this.locals[i] === local) this.escape(this.producers[i] as number);
    }
  }

  /** The top of the stack moves into a local, and must own what it refers to. */
  storeLocal(local: number): void {
    const producer = this.producers[this.size - 1] as number;
    this.pop(1);
    this.killLocal(local);
    this.escape(producer);
  }

  /** What is left on the stack lives on in another block. */
  escapeAll(): void {
    for (const producer of this.producers) this.escape(producer);
  }

  private escape(producer: number): void {
    if (producer !== DUMMY_INSTR) this.escapes[producer] = 1;
  }
}

/** CPython's `optimize_load_fast`. The stack depth of every block is known. */
export function optimizeLoadFast(entry: BasicBlock): void {
  clearVisited(entry);
  const refs = new RefStack();
  const blocks = [entry];
  entry.startDepth = 0;
  entry.visited = true;
  for (let block = blocks.pop(); block !== undefined; block = blocks.pop()) {
    simulate(block, refs, blocks);
    for (let i = 0; i < block.used; i++) {
      if (refs.escapes[i] !== 0) continue;
      const instr = block.instrs[i] as Instruction;
      if (instr.opcode === LOAD_FAST) instr.opcode = LOAD_FAST_BORROW;
      else if (instr.opcode === LOAD_FAST_LOAD_FAST) instr.opcode = LOAD_FAST_BORROW_LOAD_FAST_BORROW;
    }
  }
}

function visit(blocks: BasicBlock[], block: BasicBlock): void {
  if (block.visited) return;
  block.visited = true;
  blocks.push(block);
}

function simulate(block: BasicBlock, refs: RefStack, blocks: BasicBlock[]): void {
  refs.start(block.startDepth, block.used);
  for (let i = 0; i < block.used; i++) simulateInstruction(block.instrs[i] as Instruction, i, refs, blocks);
  const { last, next } = block;
  if (last !== undefined && next !== null && !neverFallsThrough(last.opcode)) visit(blocks, next);
  refs.escapeAll();
}

function simulateInstruction(instr: Instruction, i: number, refs: RefStack, blocks: BasicBlock[]): void {
  const { opcode, oparg } = instr;
  switch (opcode) {
    case LOAD_FAST:
      refs.push(i, oparg);
      break;
    case LOAD_FAST_AND_CLEAR:
      refs.killLocal(oparg);
      refs.push(i, oparg);
      break;
    case LOAD_FAST_LOAD_FAST:
      refs.push(i, oparg >> 4);
      refs.push(i, oparg & 15);
      break;
    case STORE_FAST:
      refs.storeLocal(oparg);
      break;
    case STORE_FAST_LOAD_FAST:
      refs.storeLocal(oparg >> 4);
      refs.push(i, oparg & 15);
      break;
    case STORE_FAST_STORE_FAST:
      refs.storeLocal(oparg >> 4);
      refs.storeLocal(oparg & 15);
      break;
    case DELETE_FAST:
      refs.killLocal(oparg);
      break;
    case COPY:
      refs.copy(oparg);
      break;
    case SWAP:
      refs.swap(oparg);
      break;
    // These leave all their inputs on the stack, or may answer with their input.
    case FORMAT_SIMPLE:
    case GET_ANEXT:
    case GET_LEN:
    case GET_YIELD_FROM_ITER:
    case IMPORT_FROM:
    case MATCH_KEYS:
    case MATCH_MAPPING:
    case MATCH_SEQUENCE:
    case WITH_EXCEPT_START:
      // CPython counts these producers from 0 here, so a load at the start of the block is not borrowed; its bytes show it.
      for (let k = 0; k < numPushed(opcode, oparg) - numPopped(opcode, oparg); k++) refs.push(k, NOT_LOCAL);
      break;
    // These leave some, and push nothing.
    case DICT_MERGE:
    case DICT_UPDATE:
    case LIST_APPEND:
    case LIST_EXTEND:
    case MAP_ADD:
    case RERAISE:
    case SET_ADD:
    case SET_UPDATE:
      refs.pop(numPopped(opcode, oparg) - numPushed(opcode, oparg));
      break;
    case CHECK_EXC_MATCH:
      refs.pop(1);
      refs.push(i, NOT_LOCAL);
      break;
    case FOR_ITER:
      visit(blocks, instr.target as BasicBlock);
      refs.push(i, NOT_LOCAL);
      break;
    case LOAD_ATTR:
    case LOAD_SUPER_ATTR: {
      const self = refs.size - 1;
      const producer = refs.producers[self] as number;
      const local = refs.locals[self] as number;
      refs.pop(opcode === LOAD_SUPER_ATTR ? 3 : 1);
      refs.push(i, NOT_LOCAL);
      // In a method call self may stay on the stack.
      if (oparg & 1) refs.push(producer, local);
      break;
    }
    // What these found stays on top, above what they add.
    case LOAD_SPECIAL:
    case PUSH_EXC_INFO: {
      const top = refs.size - 1;
      const producer = refs.producers[top] as number;
      const local = refs.locals[top] as number;
      refs.pop(1);
      refs.push(i, NOT_LOCAL);
      refs.push(producer, local);
      break;
    }
    // These drop what is below the top.
    case END_SEND:
    case SET_FUNCTION_ATTRIBUTE:
      refs.swap(2);
      refs.pop(1);
      break;
    case SEND:
      visit(blocks, instr.target as BasicBlock);
      refs.pop(1);
      refs.push(i, NOT_LOCAL);
      break;
    default:
      if (hasTarget(opcode)) visit(blocks, instr.target as BasicBlock);
      if (!pushesBlock(opcode)) {
        refs.pop(numPopped(opcode, oparg));
        refs.pushMany(i, numPushed(opcode, oparg));
      }
  }
}
