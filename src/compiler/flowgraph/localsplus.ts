/** This file defines where cells and free variables lie among the fast locals, and the instructions that set them up. */
import { CO_ANY_GENERATOR } from '../../bytecode/code.js';
import {
  COPY_FREE_VARS,
  DELETE_DEREF,
  LOAD_CLOSURE,
  LOAD_DEREF,
  LOAD_FROM_DICT_OR_DEREF,
  MAKE_CELL,
  POP_TOP,
  RETURN_GENERATOR,
  STORE_DEREF,
} from '../../bytecode/opcodes.js';
import { Instruction, NO_LOCATION, SourceLocation } from '../instruction-sequence.js';
import type { CodeUnitMetadata } from '../unit-metadata.js';
import type { BasicBlock } from './basic-block.js';

/**
 * Number cells and free variables as fast locals and insert the instructions at the start of the code that make them
 * (CPython's `prepare_localsplus`). Answers the number of fast locals.
 */
export function prepareLocalsplus(metadata: CodeUnitMetadata, entry: BasicBlock, codeFlags: number): number {
  const nlocals = metadata.u_varnames.size;
  const offsets = buildCellFixedOffsets(metadata);
  insertPrefixInstructions(metadata, entry, offsets, codeFlags);
  const dropped = fixCellOffsets(nlocals, entry, offsets);
  return nlocals + offsets.length - dropped;
}

/** The fast local of each cell and free variable: a cell that is a local too shares its place, the others follow the locals. */
function buildCellFixedOffsets(metadata: CodeUnitMetadata): number[] {
  const nlocals = metadata.u_varnames.size;
  const offsets: number[] = [];
  const count = metadata.u_cellvars.size + metadata.u_freevars.size;
  for (let i = 0; i < count; i++) offsets.push(nlocals + i);
  for (const [name, index] of metadata.u_cellvars) {
    const local = metadata.u_varnames.get(name);
    if (local !== undefined) offsets[index] = local;
  }
  return offsets;
}

function insertPrefixInstructions(
  metadata: CodeUnitMetadata,
  entry: BasicBlock,
  offsets: readonly number[],
  codeFlags: number,
): void {
  const prefix: Instruction[] = [];
  const nfreevars = metadata.u_freevars.size;
  if (nfreevars > 0) prefix.push(new Instruction(COPY_FREE_VARS, nfreevars, NO_LOCATION));
  // Cells are made in the order of their places.
  const cells = offsets.slice(0, metadata.u_cellvars.size).map((offset, index) => ({ offset, index }));
  cells.sort((a, b) => a.offset - b.offset);
  for (const { index } of cells) prefix.push(new Instruction(MAKE_CELL, index, NO_LOCATION));
  if (codeFlags & CO_ANY_GENERATOR) {
    const line = metadata.u_firstlineno;
    const loc = new SourceLocation(line, line, -1, -1);
    prefix.push(new Instruction(RETURN_GENERATOR, 0, loc), new Instruction(POP_TOP, 0, loc));
  }
  if (prefix.length > 0) entry.insert(0, prefix);
}

/** Replace the operands of cell instructions by fast locals. Answers how many cells share the place of a local. */
function fixCellOffsets(nlocals: number, entry: BasicBlock, offsets: number[]): number {
  let dropped = 0;
  for (let i = 0; i < offsets.length; i++) {
    if (offsets[i] === nlocals + i) offsets[i] = nlocals + i - dropped;
    else dropped++;
  }
  for (let block: BasicBlock | null = entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instruction;
      switch (instr.opcode) {
        case MAKE_CELL:
        case LOAD_CLOSURE:
        case LOAD_DEREF:
        case STORE_DEREF:
        case DELETE_DEREF:
        case LOAD_FROM_DICT_OR_DEREF:
          instr.oparg = offsets[instr.oparg] as number;
          break;
      }
    }
  }
  return dropped;
}
