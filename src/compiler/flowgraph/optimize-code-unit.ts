/** This file defines the order of the passes over the graph of a code unit. */
import type { ConstTable } from '../const-key.js';
import type { CodeUnitMetadata } from '../unit-metadata.js';
import type { BasicBlock } from './basic-block.js';
import { pushColdBlocksToEnd } from './cold-blocks.js';
import { labelExceptionTargets } from './exception-targets.js';
import { inlineSmallOrNoLinenoBlocks } from './inline-blocks.js';
import { checkCfg, markExceptHandlers, translateJumpLabelsToTargets } from './jump-targets.js';
import { resolveLineNumbers } from './line-numbers.js';
import { optimizeLoadConst } from './load-const.js';
import { optimizeLoadFast } from './load-fast-borrow.js';
import { prepareLocalsplus } from './localsplus.js';
import { normalizeJumps } from './normalize-jumps.js';
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

/** What the assembler needs to know of an optimised graph. */
export interface CodeUnitLayout {
  readonly stackDepth: number;
  readonly nlocalsplus: number;
}

/**
 * Turn the instructions of an optimised graph into real ones, but for the direction of unconditional jumps (the first
 * part of CPython's `_PyCfg_OptimizedCfgToInstructionSequence`).
 */
export function lowerCodeUnit(entry: BasicBlock, metadata: CodeUnitMetadata, codeFlags: number): CodeUnitLayout {
  convertPseudoConditionalJumps(entry);
  const stackDepth = calculateStackDepth(entry);
  const nlocalsplus = prepareLocalsplus(metadata, entry, codeFlags);
  convertPseudoOps(entry);
  normalizeJumps(entry);
  optimizeLoadFast(entry);
  return { stackDepth, nlocalsplus };
}
