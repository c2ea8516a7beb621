/** This file defines how resolved instructions become the bytes of a code object: code, locations, exception table. */
import { ByteWriter } from '../../bytecode/byte-writer.js';
import { ExceptionTableWriter } from '../../bytecode/exception-table.js';
import { LocationTableWriter } from '../../bytecode/location-table.js';
import { CACHE, CACHES, EXTENDED_ARG } from '../../bytecode/opcodes.js';
import type { BasicBlock } from '../flowgraph/basic-block.js';
import { isTerminator } from '../flowgraph/opcode-kinds.js';
import {
  type Instruction,
  NEXT_LOCATION,
  NO_LOCATION,
  type SourceLocation,
  sameLocation,
} from '../instruction-sequence.js';
import { instructionSize } from './jump-offsets.js';

/** `co_code`: two bytes a unit, EXTENDED_ARG before operands above 255, zeros for the inline caches. */
export function assembleCode(instrs: readonly Instruction[]): Uint8Array {
  const out = new ByteWriter();
  for (const { opcode, oparg } of instrs) {
    const caches = CACHES[opcode] as number;
    for (let extended = instructionSize(opcode, oparg) - caches - 1; extended > 0; extended--) {
      out.byte(EXTENDED_ARG);
      out.byte((oparg >>> (8 * extended)) & 0xff);
    }
    out.byte(opcode);
    out.byte(oparg & 0xff);
    for (let i = 0; i < caches; i++) {
      out.byte(CACHE);
      out.byte(0);
    }
  }
  return out.finish();
}

/** `co_linetable`. Instructions that take the location of the next get it here. */
export function assembleLocationTable(instrs: readonly Instruction[], firstLine: number): Uint8Array {
  for (let i = instrs.length - 1; i >= 0; i--) {
    const instr = instrs[i] as Instruction;
    if (!sameLocation(instr.loc, NEXT_LOCATION)) continue;
    const next = instrs[i + 1];
    instr.loc = isTerminator(instr.opcode) || next === undefined ? NO_LOCATION : next.loc;
  }
  const out = new LocationTableWriter(firstLine);
  const write = (loc: SourceLocation, units: number): void => {
    if (units === 0) return;
    const { lineno, end_lineno, col_offset, end_col_offset } = loc;
    out.add({ line: lineno, endLine: end_lineno, column: col_offset, endColumn: end_col_offset }, units);
  };
  let loc = NO_LOCATION;
  let units = 0;
  for (const instr of instrs) {
    if (!sameLocation(loc, instr.loc)) {
      write(loc, units);
      loc = instr.loc;
      units = 0;
    }
    units += instructionSize(instr.opcode, instr.oparg);
  }
  write(loc, units);
  return out.finish();
}

/** `co_exceptiontable`: one entry for each stretch of instructions with the same handler. */
export function assembleExceptionTable(instrs: readonly Instruction[]): Uint8Array {
  const out = new ExceptionTableWriter();
  let handler = null as BasicBlock | null;
  let start = 0;
  let offset = 0;
  const write = (block: BasicBlock): void => {
    // The handler starts with the exception on the stack, and perhaps the offset of the raising instruction below it.
    const depth = block.startDepth - (block.preserveLasti ? 2 : 1);
    out.add({ start, end: offset, target: block.offset, depth, lasti: block.preserveLasti });
  };
  for (const { opcode, oparg, except } of instrs) {
    if (except?.offset !== handler?.offset) {
      if (handler !== null) write(handler);
      start = offset;
      handler = except;
    }
    offset += instructionSize(opcode, oparg);
  }
  if (handler !== null) write(handler);
  return out.finish();
}
