/** This file tests the bytecode verifier. */
import { describe, expect, it } from 'vitest';
import {
  CO_FAST_CELL,
  CO_FAST_FREE,
  CO_FAST_LOCAL,
  CO_GENERATOR,
  CO_OPTIMIZED,
  PyCode,
} from '../../../src/bytecode/code.js';
import { ExceptionTableWriter } from '../../../src/bytecode/exception-table.js';
import { loads } from '../../../src/bytecode/marshal/reader.js';
import * as op from '../../../src/bytecode/opcodes.js';
import { verifyCode, verifyTree } from '../../../src/bytecode/verifier/verify.js';
import { PyTuple } from '../../../src/values/sequences.js';
import { None } from '../../../src/values/singletons.js';
import { SAMPLE_MARSHAL } from './sample.js';

const root = loads(new Uint8Array(Buffer.from(SAMPLE_MARSHAL, 'base64'))) as PyCode;

type Line = readonly [opcode: number, oparg?: number];

function code(lines: readonly Line[], changes: Partial<PyCode> = {}): PyCode {
  const bytes: number[] = [];
  for (const [opcode, oparg = 0] of lines) {
    bytes.push(opcode, oparg);
    for (let i = 0; i < (op.CACHES[opcode] ?? 0); i++) bytes.push(0, 0);
  }
  return root.replace({
    co_argcount: 0,
    co_posonlyargcount: 0,
    co_kwonlyargcount: 0,
    co_flags: CO_OPTIMIZED,
    co_stacksize: 8,
    co_code: Uint8Array.from(bytes),
    co_consts: new PyTuple([None, root, 'text']),
    co_names: ['name'],
    localsplusnames: ['a', 'b', 'c'],
    localspluskinds: Uint8Array.of(CO_FAST_LOCAL, CO_FAST_CELL, CO_FAST_FREE),
    co_exceptiontable: new Uint8Array(0),
    ...changes,
  });
}

const END: readonly Line[] = [[op.LOAD_CONST, 0], [op.RETURN_VALUE]];

function handler(start: number, end: number, target: number, depth: number, lasti = false): Uint8Array {
  const writer = new ExceptionTableWriter();
  writer.add({ start, end, target, depth, lasti });
  return writer.finish();
}

describe('verifier', () => {
  it('accepts what CPython compiles', () => {
    expect(verifyTree(root)).toBeUndefined();
    expect(verifyCode(code([[op.RESUME, 0], ...END]))).toBeUndefined();
  });

  it.each<[string, readonly Line[], Partial<PyCode>]>([
    ['LOAD_FAST at offset 0: local 0 may be unbound', [[op.LOAD_FAST, 0], [op.RETURN_VALUE]], {}],
    ['LOAD_FAST at offset 0: local 3 is out of range', [[op.LOAD_FAST, 3], [op.RETURN_VALUE]], {}],
    ['RETURN_VALUE at offset 2: takes NULL', [[op.PUSH_NULL], [op.RETURN_VALUE]], {}],
    ['POP_TOP at offset 0: the stack is empty', [[op.POP_TOP], ...END], {}],
    ['LOAD_CONST at offset 0: needs more than the 0 stack slots of the code', END, { co_stacksize: 0 }],
    ['control falls off the end of the code', [[op.NOP]], {}],
    ['INTERPRETER_EXIT at offset 0: is not an instruction of stored code', [[op.INTERPRETER_EXIT]], {}],
    ['<129> at offset 0: is not an instruction of stored code', [[129]], {}],
    ['JUMP_FORWARD at offset 0: jumps to offset 16, where no instruction starts', [[op.JUMP_FORWARD, 7], ...END], {}],
    ['LOAD_CONST at offset 0: constant 9 is out of range', [[op.LOAD_CONST, 9], [op.RETURN_VALUE]], {}],
    ['EXTENDED_ARG at offset 0: at the end of the code', [[op.EXTENDED_ARG, 1]], {}],
    ['LOAD_DEREF at offset 0: local 1 may hold no cell', [[op.LOAD_DEREF, 1], [op.RETURN_VALUE]], {}],
    ['LOAD_DEREF at offset 0: local 0 is not a cell', [[op.LOAD_DEREF, 0], [op.RETURN_VALUE]], {}],
    [
      'MAKE_FUNCTION at offset 2: takes a value for a code object',
      [[op.LOAD_CONST, 0], [op.MAKE_FUNCTION], ...END],
      {},
    ],
    ['LOAD_NAME at offset 0: needs a namespace, which optimized code has not', [[op.LOAD_NAME, 0], ...END], {}],
    ['YIELD_VALUE at offset 0: in code that is not flagged as a generator', [[op.YIELD_VALUE, 0], ...END], {}],
    ['code flagged as a generator has no RETURN_GENERATOR', END, { co_flags: CO_GENERATOR }],
    ['the kinds of locals are out of order', END, { localspluskinds: Uint8Array.of(0x80, 0x20, 0x20) }],
    ['more parameters than local variables', END, { co_argcount: 2 }],
    ['the exception table is malformed', END, { co_exceptiontable: Uint8Array.of(0x80) }],
    [
      'LIST_APPEND at offset 4: finds a value for a list',
      [[op.LOAD_CONST, 0], [op.LOAD_CONST, 0], [op.LIST_APPEND, 1], ...END],
      {},
    ],
    [
      'RERAISE at offset 2: takes a value for an exception',
      [
        [op.LOAD_CONST, 0],
        [op.RERAISE, 0],
      ],
      {},
    ],
  ])('rejects: %s', (reason, lines, changes) => {
    expect(verifyCode(code(lines, changes))).toBe(reason);
  });

  it('rejects a jump into the caches of an instruction', () => {
    const lines: Line[] = [[op.JUMP_FORWARD, 1], [op.LOAD_GLOBAL, 0], [op.RETURN_VALUE]];
    expect(verifyCode(code(lines))).toContain('where no instruction starts');
  });

  it('rejects a stack of two depths where ways meet', () => {
    const lines: Line[] = [[op.LOAD_CONST, 0], [op.TO_BOOL], [op.POP_JUMP_IF_TRUE, 1], [op.LOAD_CONST, 0], ...END];
    expect(verifyCode(code(lines))).toMatch(/the stack at offset \d+ is 0 and 1 deep/);
  });

  it('knows what is bound on each way', () => {
    const branch = (tail: readonly Line[]): Line[] => [
      [op.LOAD_CONST, 0],
      [op.TO_BOOL],
      [op.POP_JUMP_IF_TRUE, 2],
      [op.LOAD_CONST, 0],
      [op.STORE_FAST, 0],
      ...tail,
    ];
    expect(verifyCode(code(branch([[op.LOAD_FAST, 0], [op.RETURN_VALUE]])))).toContain('local 0 may be unbound');
    const checked: Line[] = [[op.LOAD_FAST_CHECK, 0], [op.POP_TOP], [op.LOAD_FAST, 0], [op.RETURN_VALUE]];
    expect(verifyCode(code(branch(checked)))).toBeUndefined();
  });

  it('follows exceptions into their handlers', () => {
    // The local is bound only after the instruction that may raise.
    const lines: Line[] = [
      [op.LOAD_CONST, 0],
      [op.STORE_FAST, 0],
      ...END,
      [op.PUSH_EXC_INFO],
      [op.LOAD_FAST, 0],
      [op.RETURN_VALUE],
    ];
    expect(verifyCode(code(lines, { co_exceptiontable: handler(0, 2, 4, 0) }))).toContain('local 0 may be unbound');
    expect(verifyCode(code(lines, { co_exceptiontable: handler(2, 3, 4, 0) }))).toBeUndefined();
    expect(verifyCode(code(lines, { co_exceptiontable: handler(0, 2, 4, 1) }))).toContain('its handler needs');
    expect(verifyCode(code(lines, { co_exceptiontable: handler(0, 2, 9, 0) }))).toContain('not on the bounds');
    expect(verifyCode(code(lines, { co_exceptiontable: handler(0, 2, 4, 7, true) }))).toContain(
      'deeper than the stack',
    );
  });

  it('takes bounded time on code made to be slow', () => {
    const lines: Line[] = [];
    for (let i = 0; i < 3000; i++) lines.push([op.LOAD_CONST, 0], [op.TO_BOOL], [op.POP_JUMP_IF_TRUE, 0]);
    const names = Array.from({ length: 5000 }, (_, i) => `v${i}`);
    const kinds = new Uint8Array(5000).fill(CO_FAST_LOCAL);
    const slow = code([...lines, ...END], { localsplusnames: names, localspluskinds: kinds });
    expect(verifyCode(slow)).toContain('too complex to verify');
  });

  it('throws nothing on damaged code', () => {
    let seed = 11;
    const random = (limit: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return Math.floor((seed / 2 ** 32) * limit);
    };
    const codes = new Set([root]);
    for (const each of codes) for (const item of each.co_consts.items) if (item instanceof PyCode) codes.add(item);
    for (const each of codes) {
      for (let i = 0; i < 60; i++) {
        const bytes = each.co_code.slice();
        const table = each.co_exceptiontable.slice();
        bytes[random(bytes.length)] = random(256);
        if (table.length > 0 && random(3) === 0) table[random(table.length)] = random(256);
        verifyCode(each.replace({ co_code: bytes, co_exceptiontable: table }));
      }
    }
  });
});
