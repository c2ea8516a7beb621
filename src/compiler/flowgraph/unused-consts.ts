/** This file defines the pass that drops constants which no instruction loads any more. */

import { LOAD_CONST } from '../../bytecode/opcodes.js';
import type { Value } from '../../values/object.js';
import type { Instruction } from '../instruction-sequence.js';
import type { BasicBlock } from './basic-block.js';

/** Drop unused constants, but never the first, which may be a docstring; renumber the others (CPython's `remove_unused_consts`). */
export function removeUnusedConsts(entry: BasicBlock, consts: Value[]): void {
  if (consts.length === 0) return;
  const used = new Uint8Array(consts.length);
  used[0] = 1;
  const loads: Instruction[] = [];
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (instr.opcode !== LOAD_CONST) continue;
      loads.push(instr);
      used[instr.oparg] = 1;
    }
  }
  const newIndex = new Int32Array(consts.length);
  let kept = 0;
  for (let i = 0; i < consts.length; i++) {
    if (used[i] === 0) continue;
    consts[kept] = consts[i] as Value;
    newIndex[i] = kept++;
  }
  if (kept === consts.length) return;
  consts.length = kept;
  for (const load of loads) load.oparg = newIndex[load.oparg] as number;
}
