/** This file defines the pass that moves exception handlers and what only they reach to the end of the code. */
import { JUMP_NO_INTERRUPT } from '../../bytecode/opcodes.js';
import { type Instruction, NO_LABEL, NO_LOCATION } from '../instruction-sequence.js';
import { BasicBlock, clearVisited, hasFallthrough, maxLabel } from './basic-block.js';
import { isJump } from './opcode-kinds.js';
import { removeRedundantNopsAndJumps } from './redundant-code.js';

/** Mark what can be reached without an exception. */
function markWarm(entry: BasicBlock): void {
  clearVisited(entry);
  const stack = [entry];
  entry.visited = true;
  const reach = (block: BasicBlock): void => {
    if (block.visited) return;
    block.visited = true;
    stack.push(block);
  };
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    block.warm = true;
    if (block.next !== null && hasFallthrough(block)) reach(block.next);
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (isJump(instr.opcode)) reach(instr.target as BasicBlock);
    }
  }
}

/** Mark handlers, and what is only reached from them. */
function markCold(entry: BasicBlock): void {
  markWarm(entry);
  clearVisited(entry);
  const stack: BasicBlock[] = [];
  const reach = (block: BasicBlock): void => {
    if (block.warm || block.visited) return;
    block.visited = true;
    stack.push(block);
  };
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    if (!block.exceptHandler) continue;
    block.visited = true;
    stack.push(block);
  }
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    block.cold = true;
    if (block.next !== null && hasFallthrough(block)) reach(block.next);
    const { last } = block;
    if (last !== undefined && isJump(last.opcode)) reach(last.target as BasicBlock);
  }
}

/** A cold block must not fall through into a warm one: they will be parted. */
function addExplicitJumps(entry: BasicBlock): void {
  let nextLabel = maxLabel(entry) + 1;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    const { next } = block;
    if (!block.cold || next === null || !next.warm || !hasFallthrough(block)) continue;
    if (next.label === NO_LABEL) next.label = nextLabel++;
    const jump = new BasicBlock();
    jump.addJump(JUMP_NO_INTERRUPT, next, NO_LOCATION);
    jump.cold = true;
    jump.predecessors = 1;
    jump.next = next;
    block.next = jump;
  }
}

/** CPython's `push_cold_blocks_to_end`. Warm blocks keep their order, and so do cold ones. */
export function pushColdBlocksToEnd(entry: BasicBlock): void {
  if (entry.next === null) return;
  markCold(entry);
  addExplicitJumps(entry);
  let warmTail = entry;
  let coldHead: BasicBlock | null = null;
  let coldTail: BasicBlock | null = null;
  for (let block: BasicBlock | null = entry.next; block !== null; block = block.next) {
    if (!block.cold) {
      warmTail.next = block;
      warmTail = block;
    } else if (coldTail === null) {
      coldHead = coldTail = block;
    } else {
      coldTail.next = block;
      coldTail = block;
    }
  }
  if (coldTail === null) return;
  coldTail.next = null;
  warmTail.next = coldHead;
  removeRedundantNopsAndJumps(entry);
}
