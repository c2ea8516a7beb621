/** This file defines the way from a code unit's instructions to its code object. */
import { PyCode } from '../../bytecode/code.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { type Str, strFromKey } from '../../values/str.js';
import type { BasicBlock } from '../flowgraph/basic-block.js';
import { cfgFromInstructionSequence } from '../flowgraph/cfg-builder.js';
import { labelExceptionTargets } from '../flowgraph/exception-targets.js';
import { markExceptHandlers, translateJumpLabelsToTargets } from '../flowgraph/jump-targets.js';
import { lowerCodeUnit, optimizeCodeUnit } from '../flowgraph/optimize-code-unit.js';
import type { InstructionSequence } from '../instruction-sequence.js';
import type { CodeUnitMetadata } from '../unit-metadata.js';
import { assembleCode, assembleExceptionTable, assembleLocationTable } from './code-bytes.js';
import { layOut, resolveJumpOffsets, resolveUnconditionalJumps } from './jump-offsets.js';
import { computeLocalsplusInfo } from './localsplus-info.js';

/** What the assembler must know of a code unit besides its metadata. */
export interface AssembleOptions {
  readonly filename: Str;
  /** `co_flags`. */
  readonly codeFlags: number;
  /** How many of the first local variables are parameters, `*args` and `**kwargs` included. */
  readonly nparams: number;
}

/**
 * Optimise and assemble a code unit (CPython's `optimize_and_assemble_code_unit`). The metadata's constants are changed:
 * folded ones are added, unused ones dropped. The sequence cannot be used again.
 */
export function optimizeAndAssemble(
  metadata: CodeUnitMetadata,
  sequence: InstructionSequence,
  options: AssembleOptions,
): PyCode {
  const entry = cfgFromInstructionSequence(sequence);
  optimizeCodeUnit(entry, metadata.u_consts, metadata.u_varnames.size, options.nparams);
  return makeCodeObject(metadata, entry, options);
}

/** Assemble a code unit without optimising it, as CPython's tests of the assembler want it. */
export function assembleOnly(metadata: CodeUnitMetadata, sequence: InstructionSequence, filename: Str): PyCode {
  const entry = cfgFromInstructionSequence(sequence);
  translateJumpLabelsToTargets(entry);
  markExceptHandlers(entry);
  labelExceptionTargets(entry);
  return makeCodeObject(metadata, entry, { filename, codeFlags: 0, nparams: 0 });
}

/** The code object of an optimised graph (CPython's `_PyAssemble_MakeCodeObject`). */
function makeCodeObject(metadata: CodeUnitMetadata, entry: BasicBlock, options: AssembleOptions): PyCode {
  const { stackDepth, nlocalsplus } = lowerCodeUnit(entry, metadata, options.codeFlags);
  const instrs = layOut(entry);
  resolveUnconditionalJumps(instrs);
  resolveJumpOffsets(entry);
  const { codeFlags } = options;
  const { names, kinds } = computeLocalsplusInfo(metadata, nlocalsplus, codeFlags);
  const consts = metadata.u_consts.values;
  return new PyCode({
    co_argcount: metadata.u_posonlyargcount + metadata.u_argcount,
    co_posonlyargcount: metadata.u_posonlyargcount,
    co_kwonlyargcount: metadata.u_kwonlyargcount,
    // A code object makes room for one value at least.
    co_stacksize: Math.max(stackDepth, 1),
    co_flags: codeFlags,
    co_code: assembleCode(instrs),
    co_consts: consts.length === 0 ? EMPTY_TUPLE : new PyTuple(consts),
    co_names: [...metadata.u_names.keys()],
    localsplusnames: names,
    localspluskinds: kinds,
    co_filename: options.filename,
    co_name: strFromKey(metadata.u_name),
    co_qualname: strFromKey(metadata.u_qualname || metadata.u_name),
    co_firstlineno: metadata.u_firstlineno,
    co_linetable: assembleLocationTable(instrs, metadata.u_firstlineno),
    co_exceptiontable: assembleExceptionTable(instrs),
  });
}
