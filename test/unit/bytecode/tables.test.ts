/** This file tests the location and exception tables, disassembly, .pyc headers and the opcode table. */
import { describe, expect, it } from 'vitest';
import { CO_FAST_CELL, CO_FAST_FREE, PyCode } from '../../../src/bytecode/code.js';
import { disassemble } from '../../../src/bytecode/dis.js';
import { ExceptionTableWriter, readExceptionTable } from '../../../src/bytecode/exception-table.js';
import {
  LocationTableReader,
  LocationTableWriter,
  lineAt,
  lineRanges,
  positions,
} from '../../../src/bytecode/location-table.js';
import { loads } from '../../../src/bytecode/marshal/reader.js';
import * as op from '../../../src/bytecode/opcodes.js';
import {
  PycError,
  readPycCode,
  readPycHeader,
  validateHashPyc,
  validateTimestampPyc,
  writePyc,
} from '../../../src/bytecode/pyc.js';
import { sourceHash } from '../../../src/bytecode/source-hash.js';
import { PyTuple } from '../../../src/values/sequences.js';
import { EACH_DIS, EACH_LINES, EACH_POSITIONS_SUM, SAMPLE_MARSHAL } from './sample.js';

const root = loads(new Uint8Array(Buffer.from(SAMPLE_MARSHAL, 'base64'))) as PyCode;

function allCodes(): PyCode[] {
  const seen = new Set([root]);
  for (const code of seen) for (const item of code.co_consts.items) if (item instanceof PyCode) seen.add(item);
  return [...seen];
}

const each = allCodes().find((code) => code.co_name === 'each') as PyCode;

describe('location table', () => {
  it('gives the lines and positions that CPython gives', () => {
    expect(lineRanges(each).map(({ start, end, line }) => [start, end, line])).toEqual(EACH_LINES);
    const sum = positions(each).reduce(
      (total, p, i) => total + i * (p.line * 7 + p.endLine * 5 + p.column * 3 + p.endColumn),
      0,
    );
    expect(sum).toBe(EACH_POSITIONS_SUM);
    expect(lineAt(each, -1)).toBe(each.co_firstlineno);
  });

  it('is written in the forms that CPython chooses', () => {
    for (const code of allCodes()) {
      const writer = new LocationTableWriter(code.co_firstlineno);
      const reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
      while (reader.next()) writer.add(reader, reader.end - reader.start);
      expect(writer.finish()).toEqual(code.co_linetable);
    }
  });

  it('reads damaged tables without failing', () => {
    const damaged = each.replace({ co_linetable: new Uint8Array(50).fill(0xff) });
    expect(positions(damaged)).toHaveLength(each.co_code.length / 2);
  });
});

describe('exception table', () => {
  it('is written as it was read', () => {
    for (const code of allCodes()) {
      const writer = new ExceptionTableWriter();
      for (const entry of readExceptionTable(code.co_exceptiontable) ?? []) writer.add(entry);
      expect(writer.finish()).toEqual(code.co_exceptiontable);
    }
  });

  it('holds large numbers and refuses truncated ones', () => {
    const entry = { start: 100_000, end: 5_000_000, target: 70, depth: 3, lasti: true };
    const writer = new ExceptionTableWriter();
    writer.add(entry);
    const table = writer.finish();
    expect(readExceptionTable(table)).toEqual([entry]);
    expect(readExceptionTable(table.subarray(0, table.length - 1))).toBeUndefined();
  });
});

describe('disassembly', () => {
  it('is the text that dis prints', () => {
    expect(disassemble(each, { showOffsets: true, nested: false })).toBe(EACH_DIS);
  });
});

describe('code object', () => {
  it('derives its groups of variables from their kinds', () => {
    const code = root.replace({
      localsplusnames: ['a', 'b', 'c'],
      localspluskinds: Uint8Array.of(0x20 | CO_FAST_CELL, CO_FAST_CELL, CO_FAST_FREE),
      co_consts: new PyTuple([]),
    });
    expect([code.varnames, code.cellvars, code.freevars]).toEqual([['a'], ['a', 'b'], ['c']]);
  });
});

describe('.pyc', () => {
  const timestamp = { kind: 'timestamp', mtime: 2 ** 32 + 5, size: 7 } as const;

  it('is read back as written', () => {
    const data = writePyc(root, timestamp);
    expect([...data.subarray(0, 4)]).toEqual([0x2b, 0x0e, 0x0d, 0x0a]);
    const header = readPycHeader(data, "'m'");
    expect(header).toEqual({ kind: 'timestamp', mtime: 5, size: 7 });
    validateTimestampPyc(header, 2 ** 32 + 5, 7, "'m'");
    expect(() => validateTimestampPyc(header, 6, 7, "'m'")).toThrow("bytecode is stale for 'm'");
    expect(readPycCode(data, "'m.pyc'").co_filename).toBe('sample.py');
  });

  it('is refused with the messages of importlib', () => {
    const data = writePyc(root, timestamp);
    const refused = (
      change: (bytes: Uint8Array) => Uint8Array,
      message: string,
      kind: PycError['kind'] = 'ImportError',
    ): void => {
      expect(() => readPycHeader(change(data.slice()), "'m'")).toThrow(new PycError(kind, message));
    };
    refused((bytes) => bytes.fill(0x61, 0, 1), "bad magic number in 'm': b'a\\x0e\\r\\n'");
    refused((bytes) => bytes.subarray(0, 0), "bad magic number in 'm': b''");
    refused((bytes) => bytes.subarray(0, 15), "reached EOF while reading pyc header of 'm'", 'EOFError');
    refused((bytes) => bytes.fill(4, 4, 5), "invalid flags 4 in 'm'");
  });

  it('is checked by the hash of its source', () => {
    const hash = sourceHash(new TextEncoder().encode('print(1)\n'));
    expect(Buffer.from(hash).toString('hex')).toBe('ad9d0dec735248fc');
    const header = readPycHeader(writePyc(root, { kind: 'hash', hash, checkSource: true }), "'m'");
    validateHashPyc(header, hash, "'m'");
    expect(() => validateHashPyc(header, new Uint8Array(8), "'m'")).toThrow('hash in bytecode doesn');
  });
});

describe('opcode table', () => {
  it('has caches, names and effects', () => {
    expect(op.opcodeName(op.LOAD_FAST_BORROW)).toBe('LOAD_FAST_BORROW');
    expect(op.CACHES[op.LOAD_ATTR]).toBe(9);
    expect(op.stackEffect(op.CALL, 2, false)).toBe(-3);
    expect(op.stackEffect(op.UNPACK_EX, 0x102, false)).toBe(3);
    expect([op.stackEffect(op.SETUP_WITH, 0, true), op.stackEffect(op.SETUP_WITH, 0, false)]).toEqual([1, 0]);
    expect(op.opcodesByName().get('RESUME')).toBe(128);
  });

  it('says of exactly the opcodes from HAVE_ARGUMENT on that they use their operand', () => {
    for (const [name, opcode] of op.opcodesByName()) {
      if (opcode < op.RESUME) expect([name, op.hasArg(opcode)]).toEqual([name, opcode > op.HAVE_ARGUMENT]);
    }
  });
});
