import { describe, expect, test } from 'vitest';
import { CO_GENERATOR, CO_OPTIMIZED, CO_VARARGS, type PyCode } from '../../../../src/bytecode/code.js';
import { readExceptionTable } from '../../../../src/bytecode/exception-table.js';
import { EXTENDED_ARG, opcodeName } from '../../../../src/bytecode/opcodes.js';
import { optimizeAndAssemble } from '../../../../src/compiler/assemble/optimize-and-assemble.js';
import type { CodeUnitMetadata } from '../../../../src/compiler/unit-metadata.js';
import { None } from '../../../../src/values/singletons.js';
import { assemble, metadata } from '../flowgraph/assembly.js';

function compile(text: string, unit: CodeUnitMetadata, codeFlags = CO_OPTIMIZED, nparams = 0): PyCode {
  return optimizeAndAssemble(unit, assemble(text), { filename: 'f.py', codeFlags, nparams });
}

function units(code: PyCode): string[] {
  const result: string[] = [];
  for (let i = 0; i < code.co_code.length; i += 2) {
    result.push(`${opcodeName(code.co_code[i] as number)} ${code.co_code[i + 1]}`);
  }
  return result;
}

describe('the code object', () => {
  test('of a function that adds its parameters', () => {
    const unit = metadata([None], ['a', 'b']);
    unit.u_argcount = 2;
    const code = compile('RESUME 0\nLOAD_FAST 0\nLOAD_FAST 1\nBINARY_OP 0\nRETURN_VALUE', unit, CO_OPTIMIZED, 2);
    expect(units(code)).toEqual([
      'RESUME 0',
      'LOAD_FAST_BORROW_LOAD_FAST_BORROW 1',
      'BINARY_OP 0',
      ...new Array(5).fill('CACHE 0'),
      'RETURN_VALUE 0',
    ]);
    expect(code).toMatchObject({ co_argcount: 2, co_stacksize: 2, nlocals: 2, co_firstlineno: 1, co_name: 'f' });
  });

  test('has cells in the places of captured parameters, the other cells behind the locals, free variables last', () => {
    const unit = metadata([None], ['a', 'b', 'rest']);
    unit.u_argcount = 1;
    unit.u_kwonlyargcount = 1;
    unit.u_cellvars.set('c', 0).set('b', 1);
    unit.u_freevars.set('d', 2);
    const code = compile(
      'LOAD_DEREF 0\nLOAD_DEREF 1\nLOAD_DEREF 2\nBUILD_TUPLE 3\nRETURN_VALUE',
      unit,
      CO_OPTIMIZED | CO_VARARGS,
      3,
    );
    expect(code.localsplusnames).toEqual(['a', 'b', 'rest', 'c', 'd']);
    expect([...code.localspluskinds]).toEqual([0x26, 0x64, 0x2a, 0x40, 0x80]);
    expect(units(code).slice(0, 6)).toEqual([
      'COPY_FREE_VARS 1',
      'MAKE_CELL 1',
      'MAKE_CELL 3',
      'LOAD_DEREF 3',
      'LOAD_DEREF 1',
      'LOAD_DEREF 4',
    ]);
  });

  test('of a generator starts by making it', () => {
    const code = compile('RESUME 0\nLOAD_CONST 0\nRETURN_VALUE', metadata([None]), CO_GENERATOR);
    expect(units(code).slice(0, 3)).toEqual(['RETURN_GENERATOR 0', 'POP_TOP 0', 'RESUME 0']);
  });
});

test('a stack has room for one value at least', () => {
  expect(compile('RAISE_VARARGS 0', metadata([None])).co_stacksize).toBe(1);
});

test('a converted conditional jump is covered by the handler around it', () => {
  const code = compile(
    `SETUP_FINALLY handler @1
     LOAD_NAME 0
     JUMP_IF_FALSE end
     POP_TOP
     LOAD_NAME 1
     end: POP_BLOCK
     RETURN_VALUE
     handler: RERAISE 0 @-`,
    metadata([None]),
  );
  expect(readExceptionTable(code.co_exceptiontable)).toHaveLength(1);
});

describe('jumps', () => {
  test('over more than 255 units take an EXTENDED_ARG', () => {
    const body = new Array(150).fill('LOAD_NAME 0\nPOP_TOP').join('\n');
    const code = compile(
      `LOAD_NAME 0\nPOP_JUMP_IF_FALSE end\n${body}\nend: LOAD_NAME 1 @2\nRETURN_VALUE`,
      metadata([None]),
    );
    expect(code.co_code[2]).toBe(EXTENDED_ARG);
    expect(units(code).slice(1, 5)).toEqual(['EXTENDED_ARG 1', 'POP_JUMP_IF_FALSE 45', 'CACHE 0', 'NOT_TAKEN 0']);
  });

  test('a conditional jump backwards goes forward over an unconditional one', () => {
    const code = compile('top: LOAD_NAME 0 @1\nPOP_JUMP_IF_TRUE top\nLOAD_CONST 0 @2\nRETURN_VALUE', metadata([None]));
    expect(units(code)).toEqual([
      'LOAD_NAME 0',
      'POP_JUMP_IF_FALSE 3',
      'CACHE 0',
      'NOT_TAKEN 0',
      'JUMP_BACKWARD 6',
      'CACHE 0',
      'LOAD_CONST 0',
      'RETURN_VALUE 0',
    ]);
  });
});

test('the exception table names the handler and the depth of the stack', () => {
  const code = compile(
    `LOAD_NAME 0 @1
     SETUP_CLEANUP handler
     LOAD_NAME 1 @2
     POP_TOP
     POP_BLOCK
     RETURN_VALUE @3
     handler: RERAISE 1 @-`,
    metadata([None]),
  );
  expect(readExceptionTable(code.co_exceptiontable)).toEqual([{ start: 1, end: 3, target: 4, depth: 1, lasti: true }]);
});
