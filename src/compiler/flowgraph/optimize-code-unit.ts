/** This file defines the order of the passes over the graph of a code unit. */
import type { ConstTable } from '../const-key.js';
import { InstructionSequence } from '../instruction-sequence.js';
import type { CodeUnitMetadata } from '../unit-metadata.js';
import type { BasicBlock, CfgInstruction } from './basic-block.js';
import { pushColdBlocksToEnd } from './cold-blocks.js';
import { labelExceptionTargets } from './exception-targets.js';
import { inlineSmallOrNoLinenoBlocks } from './inline-blocks.js';
import { checkCfg, markExceptHandlers, translateJumpLabelsToTargets } from './jump-targets.js';
import { resolveLineNumbers } from './line-numbers.js';
import { optimizeLoadConst } from './load-const.js';
import { optimizeLoadFast } from './load-fast-borrow.js';
import { prepareLocalsplus } from './localsplus.js';
import { normalizeJumps } from './normalize-jumps.js';
import { hasTarget } from './opcode-kinds.js';
import { optimizeBasicBlock } from './optimize-basic-block.js';
import { convertPseudoConditionalJumps, convertPseudoOps } from './pseudo-ops.js';
import { removeRedundantNopsAndJumps, removeRedundantNopsAndPairs } from './redundant-code.js';
import { calculateStackDepth } from './stack-depth.js';
import { insertSuperinstructions } from './superinstructions.js';
import { addChecksForUnboundLocals } from './unbound-locals.js';
import { removeUnreachable } from './unreachable-blocks.js';
import { removeUnusedConsts } from './unused-consts.js';

function optimizeCfg(entry: BasicBlock, consts: ConstTable): void {
  checkCfg(entry);
  inlineSmallOrNoLinenoBlocks(entry);
  removeUnreachable(entry);
  resolveLineNumbers(entry);
  optimizeLoadConst(entry, consts);
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) optimizeBasicBlock(block, consts);
  removeRedundantNopsAndPairs(entry);
  removeUnreachable(entry);
  removeRedundantNopsAndJumps(entry);
}

/**
 * Optimise the graph of a code unit (CPython's `_PyCfg_OptimizeCodeUnit`). Constants may be added to `consts`, and unused
 * ones are dropped from it.
 */
export function optimizeCodeUnit(entry: BasicBlock, consts: ConstTable, nlocals: number, nparams: number): void {
  translateJumpLabelsToTargets(entry);
  markExceptHandlers(entry);
  labelExceptionTargets(entry);
  optimizeCfg(entry, consts);
  removeUnusedConsts(entry, consts.values);
  addChecksForUnboundLocals(entry, nlocals, nparams);
  insertSuperinstructions(entry);
  pushColdBlocksToEnd(entry);
  resolveLineNumbers(entry);
}

/** What the assembler needs of an optimised graph. */
export interface OptimizedCode {
  /** Real instructions; jumps and handlers name indexes in the sequence. */
  readonly sequence: InstructionSequence;
  readonly stackDepth: number;
  readonly nlocalsplus: number;
}

/** Turn an optimised graph into real instructions (CPython's `_PyCfg_OptimizedCfgToInstructionSequence`). */
export function optimizedCfgToInstructionSequence(
  entry: BasicBlock,
  metadata: CodeUnitMetadata,
  codeFlags: number,
): OptimizedCode {
  convertPseudoConditionalJumps(entry);
  const stackDepth = calculateStackDepth(entry);
  const nlocalsplus = prepareLocalsplus(metadata, entry, codeFlags);
  convertPseudoOps(entry);
  normalizeJumps(entry);
  optimizeLoadFast(entry);
  return { sequence: cfgToInstructionSequence(entry), stackDepth, nlocalsplus };
}

/** The instructions of a graph in order, with indexes for labels (CPython's `_PyCfg_ToInstructionSequence`). */
export function cfgToInstructionSequence(entry: BasicBlock): InstructionSequence {
  const sequence = new InstructionSequence();
  let label = 0;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) block.label = label++;
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    sequence.useLabel(block.label);
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as CfgInstruction;
      if (hasTarget(instr.opcode)) instr.oparg = (instr.target as BasicBlock).label;
      sequence.addop(instr.opcode, instr.oparg, instr.loc);
      const handler = instr.except;
      if (handler === null) continue;
      const info = (sequence.instrs.at(-1) as InstructionSequence['instrs'][number]).exceptHandlerInfo;
      info.label = handler.label;
      info.startDepth = handler.startDepth;
      info.preserveLasti = handler.preserveLasti ? 1 : 0;
    }
  }
  sequence.applyLabelMap(hasTarget);
  return sequence;
}
