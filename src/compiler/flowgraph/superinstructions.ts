/** This file defines the pass that joins neighbouring loads and stores of locals into one instruction. */

import {
  LOAD_FAST,
  LOAD_FAST_LOAD_FAST,
  STORE_FAST,
  STORE_FAST_LOAD_FAST,
  STORE_FAST_STORE_FAST,
} from '../../bytecode/opcodes.js';
import type { Instruction } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';
import { removeRedundantNops } from './redundant-code.js';

function superinstruction(first: number, second: number): number {
  if (first === LOAD_FAST) return second === LOAD_FAST ? LOAD_FAST_LOAD_FAST : 0;
  if (first !== STORE_FAST) return 0;
  return second === LOAD_FAST ? STORE_FAST_LOAD_FAST : second === STORE_FAST ? STORE_FAST_STORE_FAST : 0;
}

/** CPython's `insert_superinstructions`. Both operands must fit four bits, and both instructions belong to one line. */
export function insertSuperinstructions(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i + 1 < block.used; i++) {
      const first = block.instrs[i] as Instruction;
      const second = block.instrs[i + 1] as Instruction;
      const opcode = superinstruction(first.opcode, second.opcode);
      if (opcode === 0 || first.oparg >= 16 || second.oparg >= 16) continue;
      const line = first.loc.lineno;
      const nextLine = second.loc.lineno;
      if (line >= 0 && nextLine >= 0 && line !== nextLine) continue;
      first.set(opcode, (first.oparg << 4) | second.oparg);
      second.makeNop();
    }
  }
  removeRedundantNops(entry);
}
