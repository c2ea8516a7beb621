/** This file defines the passes that shorten runs of SWAP, or replace them by swapping the instructions that follow. */

import { NOP, POP_TOP, STORE_FAST, STORE_FAST_MAYBE_NULL, SWAP } from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';

/** Do what can be done about every SWAP of a block. */
export function optimizeSwaps(block: BasicBlock): void {
  for (let i = 0; i < block.used; i++) {
    if ((block.instrs[i] as Instruction).opcode !== SWAP) continue;
    i = swaptimize(block, i);
    applyStaticSwaps(block, i);
  }
}

const VISITED = -1;

/**
 * Replace the run of SWAPs and NOPs from index `start` by the shortest with the same effect (CPython's `swaptimize`).
 * Answers the index of the run's last instruction, or `start` if there is only one SWAP.
 */
function swaptimize(block: BasicBlock, start: number): number {
  const { instrs } = block;
  let depth = (instrs[start] as Instruction).oparg;
  let end = start + 1;
  let more = false;
  for (; end < block.used; end++) {
    const { opcode, oparg } = instrs[end] as Instruction;
    if (opcode === SWAP) {
      depth = Math.max(depth, oparg);
      more = true;
    } else if (opcode !== NOP) {
      break;
    }
  }
  if (!more) return start;

  const stack = Array.from({ length: depth }, (_, i) => i);
  for (let i = start; i < end; i++) {
    const { opcode, oparg } = instrs[i] as Instruction;
    if (opcode !== SWAP) continue;
    const top = stack[0] as number;
    stack[0] = stack[oparg - 1] as number;
    stack[oparg - 1] = top;
  }
  // The permutation is a set of cycles. Each is undone by swapping its items with the top one after the other; written
  // from the end of the run backwards, that makes the permutation. It never needs more SWAPs than there were.
  let current = end - 1;
  for (let i = 0; i < depth; i++) {
    if (stack[i] === VISITED || stack[i] === i) continue;
    let j = i;
    for (;;) {
      if (j !== 0) (instrs[current--] as Instruction).set(SWAP, j + 1);
      const following = stack[j] as number;
      if (following === VISITED) break;
      stack[j] = VISITED;
      j = following;
    }
  }
  while (current >= start) (instrs[current--] as Instruction).makeNop();
  return end - 1;
}

/** Instructions that only take the top of the stack, and neither raise nor jump: their order may change. */
function isSwappable(opcode: number): boolean {
  return opcode === STORE_FAST || opcode === STORE_FAST_MAYBE_NULL || opcode === POP_TOP;
}

function storesTo(instr: Instruction): number {
  return instr.opcode === STORE_FAST || instr.opcode === STORE_FAST_MAYBE_NULL ? instr.oparg : -1;
}

/** The index of the next swappable instruction after `i`, on this line if one is given; -1 if another comes first. */
function nextSwappable(block: BasicBlock, i: number, lineno: number): number {
  for (let k = i + 1; k < block.used; k++) {
    const instr = block.instrs[k] as Instruction;
    // Across lines a tracer would see the names bound in another order.
    if (lineno >= 0 && instr.loc.lineno !== lineno) return -1;
    if (instr.opcode === NOP) continue;
    return isSwappable(instr.opcode) ? k : -1;
  }
  return -1;
}

/** For SWAPs at or before index `from`, swap the two stores or pops that take the swapped values (CPython's `apply_static_swaps`). */
function applyStaticSwaps(block: BasicBlock, from: number): void {
  const { instrs } = block;
  for (let i = from; i >= 0; i--) {
    const swap = instrs[i] as Instruction;
    if (swap.opcode !== SWAP) {
      if (swap.opcode === NOP || isSwappable(swap.opcode)) continue;
      return;
    }
    const j = nextSwappable(block, i, -1);
    if (j < 0) return;
    const first = instrs[j] as Instruction;
    let k = j;
    for (let count = swap.oparg - 1; count > 0; count--) {
      k = nextSwappable(block, k, first.loc.lineno);
      if (k < 0) return;
    }
    const second = instrs[k] as Instruction;
    if (!maySwap(instrs, j, k)) return;
    swap.makeNop();
    instrs[j] = second;
    instrs[k] = first;
  }
}

/** Two stores to one local must keep their order, also with those in between. */
function maySwap(instrs: readonly Instruction[], j: number, k: number): boolean {
  const first = storesTo(instrs[j] as Instruction);
  const second = storesTo(instrs[k] as Instruction);
  if (first < 0 && second < 0) return true;
  if (first === second) return false;
  for (let i = j + 1; i < k; i++) {
    const between = storesTo(instrs[i] as Instruction);
    if (between >= 0 && (between === first || between === second)) return false;
  }
  return true;
}
