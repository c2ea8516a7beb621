import { Instruction, type Label, NO_LABEL, NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import { hasEvalBreak, isScopeExit, neverFallsThrough } from './opcode-kinds.js';

/** The handlers around a point of the program, innermost first. Shared and never changed. */
export class ExceptStack {
  readonly depth: number;

  constructor(
    readonly handler: BasicBlock,
    readonly outer: ExceptStack | null,
  ) {
    this.depth = outer === null ? 1 : outer.depth + 1;
  }
}

/** `startDepth` of a block that the stack depth calculation has not reached. */
export const UNKNOWN_DEPTH = -(2 ** 31);

/**
 * Instructions that run one after the other, entered only at the first and left only at the last (CPython's
 * `basicblock`). Blocks are linked by `next` in the order of the code.
 *
 * The first `used` elements of `instrs` are the block's; what stands behind them are leftovers of removed
 * instructions. They count: an instruction appended in such a place inherits the leftover's handler, as it does in
 * CPython, and with it the exception table's shape.
 */
export class BasicBlock {
  readonly instrs: Instruction[] = [];
  used = 0;
  label: Label = NO_LABEL;
  next: BasicBlock | null = null;
  /** Handlers at the start of the block, while `labelExceptionTargets` has it on its list. */
  exceptStack: ExceptStack | null = null;
  /** Which of the first 64 locals may be unbound at the start: bits 0–31 and 32–63. */
  unsafeLow = 0;
  unsafeHigh = 0;
  predecessors = 0;
  /** Depth of the stack at the start. */
  startDepth = 0;
  /** Where the block starts in the finished code: first in instructions, then in code units. Set by the assembler. */
  offset = 0;
  /** The block is a handler that finds the raising instruction's offset on the stack. */
  preserveLasti = false;
  visited = false;
  exceptHandler = false;
  cold = false;
  warm = false;

  /** The last instruction, if there is any. */
  get last(): Instruction | undefined {
    return this.used > 0 ? this.instrs[this.used - 1] : undefined;
  }

  /** Append an instruction to a block that nothing has been removed from. */
  add(instr: Instruction): void {
    this.instrs[this.used++] = instr;
  }

  /** Append a new instruction. */
  addop(opcode: number, oparg: number, loc: SourceLocation): Instruction {
    const instr = new Instruction(opcode, oparg, loc);
    const leftover = this.instrs[this.used];
    if (leftover !== undefined) instr.except = leftover.except;
    this.instrs[this.used++] = instr;
    return instr;
  }

  /** Append a jump. */
  addJump(opcode: number, target: BasicBlock, loc: SourceLocation): void {
    this.addop(opcode, target.label, loc).target = target;
  }

  /** Append copies of another block's instructions. */
  append(from: BasicBlock): void {
    for (let i = 0; i < from.used; i++) this.instrs[this.used++] = (from.instrs[i] as Instruction).copy();
  }

  /** Insert instructions before the one at `position`. */
  insert(position: number, instrs: readonly Instruction[]): void {
    this.instrs.splice(this.used, instrs.length);
    this.instrs.splice(position, 0, ...instrs);
    this.used += instrs.length;
  }
}

/** Does control go on with the next block in order after this one, at least sometimes? */
export function hasFallthrough(block: BasicBlock): boolean {
  const last = block.last;
  return last === undefined || !neverFallsThrough(last.opcode);
}

/** Does the block end by leaving the frame or handler? */
export function exitsScope(block: BasicBlock): boolean {
  const last = block.last;
  return last !== undefined && isScopeExit(last.opcode);
}

/** Does any instruction of the block run pending work? */
export function blockHasEvalBreak(block: BasicBlock): boolean {
  for (let i = 0; i < block.used; i++) if (hasEvalBreak((block.instrs[i] as Instruction).opcode)) return true;
  return false;
}

/** Does no instruction of the block belong to a line? */
export function hasNoLineno(block: BasicBlock): boolean {
  for (let i = 0; i < block.used; i++) if ((block.instrs[i] as Instruction).loc.lineno >= 0) return false;
  return true;
}

/** This block or the first after it that has instructions. */
export function nextNonemptyBlock(block: BasicBlock | null): BasicBlock | null {
  let found = block;
  while (found !== null && found.used === 0) found = found.next;
  return found;
}

/** The highest label in use. */
export function maxLabel(entry: BasicBlock): Label {
  let highest = NO_LABEL;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    if (block.label > highest) highest = block.label;
  }
  return highest;
}

/** Forget which blocks have been visited. */
export function clearVisited(entry: BasicBlock): void {
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) block.visited = false;
}

/** A NOP that belongs nowhere. */
export function makeNopWithoutLocation(instr: Instruction): void {
  instr.makeNop();
  instr.loc = NO_LOCATION;
}
