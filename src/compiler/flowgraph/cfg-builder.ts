/** This file defines how a list of instructions with labels becomes a graph of basic blocks. */
import { ANNOTATIONS_PLACEHOLDER } from '../../bytecode/opcodes.js';
import { type Instruction, InstructionSequence, type Label, NO_LABEL } from '../instruction-sequence.js';
import { BasicBlock } from './basic-block.js';
import { hasTarget, isTerminator } from './opcode-kinds.js';

class CfgBuilder {
  readonly entry = new BasicBlock();
  private current = this.entry;
  private label: Label = NO_LABEL;

  useLabel(label: Label): void {
    this.label = label;
    this.maybeStartNewBlock();
  }

  add(instr: Instruction): void {
    this.maybeStartNewBlock();
    this.current.add(instr);
  }

  private maybeStartNewBlock(): void {
    if (!this.currentBlockIsTerminated()) return;
    const block = new BasicBlock();
    block.label = this.label;
    this.label = NO_LABEL;
    this.current.next = block;
    this.current = block;
  }

  private currentBlockIsTerminated(): boolean {
    const last = this.current.last;
    if (last !== undefined && isTerminator(last.opcode)) return true;
    if (this.label === NO_LABEL) return false;
    if (last !== undefined || this.current.label !== NO_LABEL) return true;
    this.current.label = this.label;
    this.label = NO_LABEL;
    return false;
  }
}

/** The entry block of the graph of these instructions, which it takes over (CPython's `_PyCfg_FromInstructionSequence`). */
export function cfgFromInstructionSequence(sequence: InstructionSequence): BasicBlock {
  sequence.applyLabelMap(hasTarget);
  const { instrs } = sequence;
  const builder = new CfgBuilder();
  const isTarget = new Uint8Array(instrs.length + 1);
  for (const instr of instrs) if (hasTarget(instr.opcode)) isTarget[instr.oparg] = 1;
  for (const [i, instr] of instrs.entries()) {
    if (instr.opcode === ANNOTATIONS_PLACEHOLDER) {
      for (const inner of sequence.annotationsCode?.instrs ?? []) builder.add(inner);
      continue;
    }
    if (isTarget[i] === 1) builder.useLabel(i);
    builder.add(instr);
  }
  return builder.entry;
}

/** The instructions of a graph, in the order of its blocks, with jumps to indexes (CPython's `_PyCfg_ToInstructionSequence`). */
export function cfgToInstructionSequence(entry: BasicBlock): InstructionSequence {
  const sequence = new InstructionSequence();
  let label = 0;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) block.label = label++;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    sequence.useLabel(block.label);
    for (let i = 0; i < block.used; i++) {
      const { opcode, oparg, loc, target } = block.instrs[i] as Instruction;
      sequence.addop(opcode, hasTarget(opcode) && target !== null ? target.label : oparg, loc);
    }
  }
  sequence.applyLabelMap(hasTarget);
  return sequence;
}
