/** This file defines the passes that give instructions without a line that of their predecessor (PEP 626). */
import { type Instruction, NO_LOCATION } from '../instruction-sequence.js';
import {
  BasicBlock,
  blockHasEvalBreak,
  exitsScope,
  hasFallthrough,
  hasNoLineno,
  maxLabel,
  nextNonemptyBlock,
} from './basic-block.js';
import { isJump } from './opcode-kinds.js';

function isExitOrEvalCheckWithoutLineno(block: BasicBlock): boolean {
  return hasNoLineno(block) && (exitsScope(block) || blockHasEvalBreak(block));
}

/**
 * Copy exits without a line, so that each has one predecessor whose line it takes: a frame's line must be right when it
 * returns or raises (CPython's `duplicate_exits_without_lineno`).
 */
function duplicateExitsWithoutLineno(entry: BasicBlock): void {
  let nextLabel = maxLabel(entry) + 1;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    const last = block.last;
    if (last === undefined || !isJump(last.opcode)) continue;
    const target = nextNonemptyBlock(last.target);
    if (target === null || target.predecessors <= 1 || !isExitOrEvalCheckWithoutLineno(target)) continue;
    const copy = new BasicBlock();
    copy.append(target);
    (copy.instrs[0] as Instruction).loc = last.loc;
    last.target = copy;
    target.predecessors--;
    copy.predecessors = 1;
    copy.next = target.next;
    copy.label = nextLabel++;
    target.next = copy;
  }

  // Those left are only reached by falling through.
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    const { last, next } = block;
    if (last !== undefined && next !== null && hasFallthrough(block) && isExitOrEvalCheckWithoutLineno(next)) {
      (next.instrs[0] as Instruction).loc = last.loc;
    }
  }
}

/** Within blocks, and into blocks with one predecessor, instructions without a line take that of the one before. */
function propagateLineNumbers(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    const { last, next } = block;
    if (last === undefined) continue;
    let location = NO_LOCATION;
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      if (instr.loc.lineno === NO_LOCATION.lineno) instr.loc = location;
      else location = instr.loc;
    }
    const follow = (successor: BasicBlock): void => {
      const first = successor.instrs[0];
      if (successor.predecessors !== 1 || successor.used === 0 || first === undefined) return;
      if (first.loc.lineno === NO_LOCATION.lineno) first.loc = location;
    };
    if (next !== null && hasFallthrough(block)) follow(next);
    if (isJump(last.opcode)) follow(last.target as BasicBlock);
  }
}

/** Give every instruction that needs one a line (CPython's `resolve_line_numbers`). */
export function resolveLineNumbers(entry: BasicBlock): void {
  duplicateExitsWithoutLineno(entry);
  propagateLineNumbers(entry);
}
