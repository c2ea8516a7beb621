/** This file defines the pass that empties blocks which control never enters. */
import type { Instruction } from '../instruction-sequence.js';
import { type BasicBlock, clearVisited, hasFallthrough } from './basic-block.js';
import { hasTarget } from './opcode-kinds.js';

/** Count each block's predecessors and empty those that have none (CPython's `remove_unreachable`). */
export function removeUnreachable(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) block.predecessors = 0;
  clearVisited(entry);
  const stack = [entry];
  entry.predecessors = 1;
  entry.visited = true;
  const reach = (block: BasicBlock): void => {
    block.predecessors++;
    if (block.visited) return;
    block.visited = true;
    stack.push(block);
  };
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    if (block.next !== null && hasFallthrough(block)) reach(block.next);
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (hasTarget(instr.opcode)) reach(instr.target as BasicBlock);
    }
  }
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    if (block.predecessors > 0) continue;
    block.used = 0;
    block.exceptHandler = false;
  }
}
