/** This file defines the passes that remove instructions without effect: NOPs, jumps to what follows, loads that are popped. */
import { COPY, LOAD_CONST, LOAD_SMALL_INT, NOP, POP_TOP } from '../../bytecode/opcodes.js';
import { type Instruction, NO_LABEL, NO_LOCATION } from '../instruction-sequence.js';
import { type BasicBlock, hasFallthrough, nextNonemptyBlock } from './basic-block.js';
import { isJump, isUnconditionalJump } from './opcode-kinds.js';

/**
 * Remove the NOPs of a block that no line event needs: those without a line, and those whose line a neighbour has.
 * Answers how many went.
 */
function removeRedundantNopsInBlock(block: BasicBlock): number {
  const { instrs } = block;
  let dest = 0;
  let prevLineno = -1;
  for (let src = 0; src < block.used; src++) {
    const instr = instrs[src] as Instruction;
    const { lineno } = instr.loc;
    if (instr.opcode === NOP) {
      if (lineno < 0 || prevLineno === lineno) continue;
      if (src < block.used - 1) {
        const next = instrs[src + 1] as Instruction;
        if (next.loc.lineno === lineno) continue;
        if (next.loc.lineno < 0) {
          next.loc = instr.loc;
          continue;
        }
      } else if (lineno === firstLineno(nextNonemptyBlock(block.next))) {
        continue;
      }
    }
    if (dest !== src) instrs[dest] = instr;
    dest++;
    prevLineno = lineno;
  }
  const removed = block.used - dest;
  block.used = dest;
  return removed;
}

/** The line on which a block starts; NOPs without a line do not count, they will be removed. */
function firstLineno(block: BasicBlock | null): number {
  if (block !== null) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (instr.opcode !== NOP || instr.loc.lineno >= 0) return instr.loc.lineno;
    }
  }
  return NO_LOCATION.lineno;
}

/** Remove redundant NOPs from all blocks. Answers how many went. */
export function removeRedundantNops(entry: BasicBlock): number {
  let removed = 0;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    if (block.used > 0) removed += removeRedundantNopsInBlock(block);
  }
  return removed;
}

/** Remove redundant NOPs, and constants and copies that are popped at once, until nothing changes. */
export function removeRedundantNopsAndPairs(entry: BasicBlock): void {
  let done = false;
  while (!done) {
    done = true;
    let instr: Instruction | null = null;
    for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
      removeRedundantNopsInBlock(block);
      // What ran before a jump target is not known.
      if (block.label !== NO_LABEL) instr = null;
      for (let i = 0; i < block.used; i++) {
        const prev: Instruction | null = instr;
        instr = block.instrs[i] as Instruction;
        if (instr.opcode !== POP_TOP || prev === null) continue;
        const { opcode } = prev;
        if (opcode === LOAD_CONST || opcode === LOAD_SMALL_INT || (opcode === COPY && prev.oparg === 1)) {
          prev.makeNop();
          instr.makeNop();
          done = false;
        }
      }
      if ((instr !== null && isJump(instr.opcode)) || !hasFallthrough(block)) instr = null;
    }
  }
}

/** Turn jumps to the next instruction into NOPs. Answers how many there were. */
function removeRedundantJumps(entry: BasicBlock): number {
  let changes = 0;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    const last = block.last;
    if (last === undefined || !isUnconditionalJump(last.opcode)) continue;
    const target = nextNonemptyBlock(last.target);
    if (target === null) throw new Error('jump with NULL target');
    if (target === nextNonemptyBlock(block.next)) {
      changes++;
      last.makeNop();
    }
  }
  return changes;
}

/** Remove redundant NOPs and jumps until nothing changes. */
export function removeRedundantNopsAndJumps(entry: BasicBlock): void {
  let changes: number;
  do {
    changes = removeRedundantNops(entry) + removeRedundantJumps(entry);
  } while (changes > 0);
}
