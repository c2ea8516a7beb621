/** This file defines the list of pseudo-instructions that code generation writes and the flow graph reads (CPython's `instruction_sequence.c`). */
import { NOP } from '../bytecode/opcodes.js';
import type { BasicBlock } from './flowgraph/basic-block.js';

/**
 * The source range of an instruction: lines from 1 (0 only for a module's RESUME), columns in UTF-8 bytes from 0.
 * -1 means "none"; `lineno` -2 in `NEXT_LOCATION` means "that of the next instruction".
 */
export class SourceLocation {
  constructor(
    readonly lineno: number,
    readonly end_lineno: number,
    readonly col_offset: number,
    readonly end_col_offset: number,
  ) {}
}

/** An instruction that belongs to no line. */
export const NO_LOCATION = new SourceLocation(-1, -1, -1, -1);

/** An instruction that takes the location of the one after it. */
export const NEXT_LOCATION = new SourceLocation(-2, -2, -2, -2);

/** Do both locations say the same range? */
export function sameLocation(a: SourceLocation, b: SourceLocation): boolean {
  return (
    a === b ||
    (a.lineno === b.lineno &&
      a.end_lineno === b.end_lineno &&
      a.col_offset === b.col_offset &&
      a.end_col_offset === b.end_col_offset)
  );
}

/**
 * One instruction on its way from code generation to the assembler. `oparg` of an instruction with a target is a label
 * until `applyLabelMap` turns it into an index in the sequence, and means nothing once the flow graph has set `target`.
 */
export class Instruction {
  /** In the flow graph: the block jumped to, or the handler that a block push names. */
  target: BasicBlock | null = null;
  /** In the flow graph: the handler that an exception raised here goes to. */
  except: BasicBlock | null = null;

  constructor(
    public opcode: number,
    public oparg: number,
    public loc: SourceLocation,
  ) {}

  /** Turn the instruction into one with an operand. Location, target and handler stay. */
  set(opcode: number, oparg: number): void {
    this.opcode = opcode;
    this.oparg = oparg;
  }

  /** Turn the instruction into a NOP that keeps its location. */
  makeNop(): void {
    this.opcode = NOP;
    this.oparg = 0;
  }

  copy(): Instruction {
    const copy = new Instruction(this.opcode, this.oparg, this.loc);
    copy.target = this.target;
    copy.except = this.except;
    return copy;
  }
}

/** A label's number. `NO_LABEL` stands for "no label". */
export type Label = number;
export const NO_LABEL: Label = -1;

/** The instructions of one code unit in the order in which they were written, and the labels that point between them. */
export class InstructionSequence {
  readonly instrs: Instruction[] = [];
  /** Index of the instruction that each label stands before; `undefined` once applied. */
  labelMap: number[] | undefined = [];
  /** Sequences of the nested code units, where they are kept for tests. */
  readonly nested: InstructionSequence[] = [];
  /** Code of a module's annotations, put where ANNOTATIONS_PLACEHOLDER stands. */
  annotationsCode: InstructionSequence | null = null;
  private nextFreeLabel = 0;

  /** A label that stands nowhere yet. */
  newLabel(): Label {
    return ++this.nextFreeLabel;
  }

  /** Let the label stand before the next instruction. */
  useLabel(label: Label): void {
    const map = this.labelMap as number[];
    while (map.length <= label) map.push(-111);
    map[label] = this.instrs.length;
  }

  /** Append an instruction. */
  addop(opcode: number, oparg: number, loc: SourceLocation): void {
    this.instrs.push(new Instruction(opcode, oparg, loc));
  }

  /** Insert an instruction before the one at `pos`; labels from there on move along. */
  insertInstruction(pos: number, opcode: number, oparg: number, loc: SourceLocation): void {
    this.instrs.splice(pos, 0, new Instruction(opcode, oparg, loc));
    const map = this.labelMap as number[];
    for (let label = 0; label < map.length; label++) {
      const at = map[label] as number;
      if (at >= pos) map[label] = at + 1;
    }
  }

  /** Replace labels by indexes. Does nothing the second time. */
  applyLabelMap(hasTarget: (opcode: number) => boolean): void {
    const map = this.labelMap;
    if (map === undefined) return;
    // Without labels, jumps have indexes already.
    for (const instr of map.length === 0 ? [] : this.instrs) {
      if (hasTarget(instr.opcode)) instr.oparg = map[instr.oparg] as number;
    }
    this.labelMap = undefined;
  }

  /** The same instructions with labels replaced by indexes, for tests to look at; this sequence stays as it is. */
  snapshot(hasTarget: (opcode: number) => boolean): InstructionSequence {
    const copy = new InstructionSequence();
    copy.labelMap = this.labelMap === undefined ? undefined : [...this.labelMap];
    copy.nextFreeLabel = this.nextFreeLabel;
    for (const instr of this.instrs) copy.instrs.push(instr.copy());
    copy.nested.push(...this.nested);
    copy.applyLabelMap(hasTarget);
    return copy;
  }

  addNested(nested: InstructionSequence): void {
    this.nested.push(nested);
  }
}
