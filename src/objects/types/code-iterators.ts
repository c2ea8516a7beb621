/** This file iterates over what a code object knows of its lines, positions and branches. */
import type { PyCode } from '../../bytecode/code.js';
import { LocationTableReader, lineRanges, positions } from '../../bytecode/location-table.js';
import * as op from '../../bytecode/opcodes.js';
import { CACHES } from '../../bytecode/opcodes.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { makeType } from '../core-types.js';
import { defineType } from '../native/define-type.js';

/** An iterator over rows of numbers, of which -1 stands for None. */
abstract class PyRowIterator extends PyObject {
  index = 0;
  constructor(readonly rows: readonly (readonly number[])[]) {
    super();
  }
}

/** What `co_lines()` and `co_branches()` answer. */
export class PyLineIterator extends PyRowIterator {}

/** What `co_positions()` answers. */
export class PyPositionsIterator extends PyRowIterator {}

export const lineIteratorType = makeType('line_iterator', PyLineIterator);
export const positionsIteratorType = makeType('positions_iterator', PyPositionsIterator);

function define(type: PyType): void {
  defineType(type, {
    hasWeakrefs: false,
    slots: {
      tp_iter: (_vm, self: PyRowIterator) => self,
      tp_iternext: (_vm, self: PyRowIterator): Value | undefined => {
        const row = self.rows[self.index++];
        return row === undefined ? undefined : new PyTuple(row.map((number) => (number < 0 ? None : number)));
      },
    },
  });
}
define(lineIteratorType);
define(positionsIteratorType);

/** (start, end, line) of each stretch of code, in bytes. */
export function codeLines(vm: Runtime, code: PyCode): Value {
  vm.chargeFuel(code.co_linetable.length >> 1);
  return new PyLineIterator(lineRanges(code).map(({ start, end, line }) => [start, end, line]));
}

/** (line, end line, column, end column) of each code unit. */
export function codePositions(vm: Runtime, code: PyCode): Value {
  vm.chargeFuel(code.co_code.length >> 1);
  return new PyPositionsIterator(
    positions(code).map(({ line, endLine, column, endColumn }) => [line, endLine, column, endColumn]),
  );
}

/** (branch, target when not taken, target when taken) of each conditional branch, in bytes. */
export function codeBranches(vm: Runtime, code: PyCode): Value {
  const bytes = code.co_code;
  vm.chargeFuel(bytes.length >> 1);
  const rows: number[][] = [];
  let oparg = 0;
  for (let unit = 0; 2 * unit + 1 < bytes.length; ) {
    const opcode = bytes[2 * unit] as number;
    const next = unit + 1 + (CACHES[opcode] ?? 0);
    oparg = (oparg << 8) | (bytes[2 * unit + 1] as number);
    switch (opcode) {
      case op.EXTENDED_ARG:
        unit = next;
        continue;
      case op.POP_JUMP_IF_FALSE:
      case op.POP_JUMP_IF_TRUE:
      case op.POP_JUMP_IF_NONE:
      case op.POP_JUMP_IF_NOT_NONE:
        // NOT_TAKEN stands between the branch and where it falls through to.
        rows.push([2 * unit, 2 * (next + 1), 2 * (next + oparg)]);
        break;
      case op.FOR_ITER:
        // It leads past END_FOR and POP_ITER.
        rows.push([2 * unit, 2 * next, 2 * (next + oparg + 2)]);
        break;
      case op.END_ASYNC_FOR: {
        const source = next - oparg;
        rows.push([2 * source, 2 * (source + 2), 2 * next]);
        break;
      }
    }
    oparg = 0;
    unit = next;
  }
  return new PyLineIterator(rows);
}

/** `co_lnotab`: pairs of deltas, bytes of code and lines. */
export function lineNumberTable(code: PyCode): Value {
  const out: number[] = [];
  const reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
  let line = code.co_firstlineno;
  let offset = 0;
  while (reader.next()) {
    if (reader.line < 0 || reader.line === line) continue;
    let bytes = 2 * reader.start - offset;
    let lines = reader.line - line;
    for (; bytes > 255; bytes -= 255) out.push(255, 0);
    while (lines > 127 || lines < -128) {
      const step = lines > 0 ? 127 : -128;
      out.push(bytes, step & 0xff);
      bytes = 0;
      lines -= step;
    }
    out.push(bytes, lines & 0xff);
    offset = 2 * reader.start;
    line = reader.line;
  }
  return new PyBytes(Uint8Array.from(out));
}
