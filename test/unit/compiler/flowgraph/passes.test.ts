import { describe, expect, test } from 'vitest';
import { FrozenSetConstant } from '../../../../src/values/sequences.js';
import { None } from '../../../../src/values/singletons.js';
import { optimize } from './assembly.js';

describe('constants', () => {
  test('a small int is loaded without a constant, and the first constant stays', () => {
    const { code, consts } = optimize('LOAD_CONST 1\nRETURN_VALUE', { consts: ['doc', 7] });
    expect(code).toEqual(['LOAD_SMALL_INT 7', 'RETURN_VALUE']);
    expect(consts).toEqual(['doc']);
  });

  test('operators on constants are carried out, and the operands dropped', () => {
    const { code, consts } = optimize('LOAD_CONST 1\nLOAD_CONST 2\nBINARY_OP 0\nRETURN_VALUE', {
      consts: [None, 'a', 'b'],
    });
    expect(code).toEqual(['LOAD_CONST 1', 'RETURN_VALUE']);
    expect(consts).toEqual([None, 'ab']);
  });

  test('an operation that raises stays', () => {
    const { code } = optimize('LOAD_CONST 0\nLOAD_CONST 1\nBINARY_OP 11\nRETURN_VALUE', { consts: [1, 0] });
    expect(code).toEqual(['LOAD_SMALL_INT 1', 'LOAD_SMALL_INT 0', 'BINARY_OP 11', 'RETURN_VALUE']);
  });

  test('a list that is only iterated over becomes a constant tuple', () => {
    const { code } = optimize('LOAD_CONST 0\nLOAD_CONST 1\nBUILD_LIST 2\nGET_ITER\nRETURN_VALUE', {
      consts: ['a', 'b'],
    });
    expect(code).toEqual(['LOAD_CONST 1', 'GET_ITER', 'RETURN_VALUE']);
  });

  test('a longer list of constants is extended from a tuple', () => {
    const { code } = optimize('LOAD_CONST 0\nLOAD_CONST 0\nLOAD_CONST 0\nBUILD_LIST 3\nRETURN_VALUE', {
      consts: ['a'],
    });
    expect(code).toEqual(['BUILD_LIST 0', 'LOAD_CONST 1', 'LIST_EXTEND 1', 'RETURN_VALUE']);
  });

  test('a long set of constants that is only searched becomes a frozen set', () => {
    const items = Array.from({ length: 40 }, (_, i) => `LOAD_CONST ${i % 2}\nSET_ADD 1`).join('\n');
    const text = `LOAD_NAME 0\nBUILD_SET 0\n${items}\nCONTAINS_OP 0\nRETURN_VALUE`;
    const { code, consts } = optimize(text, { consts: ['a', 'b'] });
    expect(code).toEqual(['LOAD_NAME 0', 'LOAD_CONST 1', 'CONTAINS_OP 0', 'RETURN_VALUE']);
    expect(consts[1]).toEqual(new FrozenSetConstant(['a', 'b']));
  });

  test('a jump on a constant is decided, and code that is never reached is dropped', () => {
    const { code } = optimize(
      `LOAD_CONST 0
       POP_JUMP_IF_FALSE else
       LOAD_CONST 1
       RETURN_VALUE
       else: LOAD_CONST 2
       RETURN_VALUE`,
      { consts: [true, 'yes', 'no'] },
    );
    expect(code).toEqual(['LOAD_CONST 1', 'RETURN_VALUE']);
  });

  test('a comparison with None becomes a jump on None', () => {
    const { code } = optimize(
      `LOAD_NAME 0
       LOAD_CONST 0
       IS_OP 0
       POP_JUMP_IF_FALSE end
       LOAD_NAME 1
       RETURN_VALUE
       end: LOAD_NAME 2
       RETURN_VALUE`,
      { consts: [None] },
    );
    expect(code.slice(0, 2)).toEqual(['LOAD_NAME 0', 'POP_JUMP_IF_NOT_NONE 4']);
  });
});

describe('stack shuffles', () => {
  test('a tuple that is unpacked again is a swap, and a swap of stores is an exchange of stores', () => {
    const { code } = optimize(
      `LOAD_FAST 0
       LOAD_FAST 1
       BUILD_TUPLE 2
       UNPACK_SEQUENCE 2
       STORE_FAST 0
       STORE_FAST 1
       LOAD_CONST 0
       RETURN_VALUE`,
      { consts: [None], nlocals: 2, nparams: 2 },
    );
    expect(code).toEqual(['LOAD_FAST_LOAD_FAST 1', 'STORE_FAST_STORE_FAST 16', 'LOAD_CONST 0', 'RETURN_VALUE']);
  });

  test('two swaps of the same items leave nothing', () => {
    const { code } = optimize('LOAD_NAME 0\nLOAD_NAME 1\nSWAP 2\nSWAP 2\nBINARY_OP 0\nRETURN_VALUE');
    expect(code).toEqual(['LOAD_NAME 0', 'LOAD_NAME 1', 'BINARY_OP 0', 'RETURN_VALUE']);
  });

  test('a constant that is popped at once is not loaded', () => {
    const { code } = optimize('LOAD_CONST 0\nPOP_TOP\nLOAD_NAME 0\nRETURN_VALUE', { consts: ['x'] });
    expect(code).toEqual(['LOAD_NAME 0', 'RETURN_VALUE']);
  });
});

describe('jumps', () => {
  test('a jump to a jump goes to the end of the chain', () => {
    const { code } = optimize(
      `LOAD_NAME 0
       POP_JUMP_IF_FALSE a
       LOAD_NAME 1
       RETURN_VALUE
       a: JUMP b @2
       c: LOAD_NAME 2 @3
       RETURN_VALUE
       b: LOAD_NAME 3 @4
       POP_JUMP_IF_TRUE c
       LOAD_NAME 4
       RETURN_VALUE`,
    );
    expect(code[1]).toBe('POP_JUMP_IF_FALSE 6');
  });

  test('jumps in a circle end the chain', () => {
    const { code } = optimize('a: JUMP b @1\nb: JUMP a @2');
    expect(code).toHaveLength(2);
  });

  test('an exit without a line is copied, so that each copy has the line it is reached from', () => {
    const { code, lines } = optimize(
      `LOAD_NAME 0 @1
       POP_JUMP_IF_FALSE end
       LOAD_NAME 1 @2
       POP_TOP
       end: LOAD_CONST 0 @-
       RETURN_VALUE`,
      { consts: [None] },
    );
    expect(code.filter((line) => line === 'RETURN_VALUE')).toHaveLength(2);
    expect(lines).not.toContain(-1);
  });
});

describe('locals', () => {
  test('a load checks where the local may be unbound', () => {
    const { code } = optimize(
      `LOAD_FAST 0
       POP_JUMP_IF_FALSE join
       LOAD_FAST 0
       STORE_FAST 1
       join: LOAD_FAST 1 @2
       RETURN_VALUE`,
      { nlocals: 2, nparams: 1 },
    );
    expect(code).toContain('LOAD_FAST_CHECK 1');
  });

  test('a local beyond the sixty-fourth is bound only within its block', () => {
    const { code } = optimize(
      `LOAD_FAST 0
       STORE_FAST 70
       LOAD_FAST 70
       POP_JUMP_IF_FALSE end
       LOAD_FAST 70 @2
       POP_TOP
       end: LOAD_FAST 70 @3
       RETURN_VALUE`,
      { nlocals: 71, nparams: 1 },
    );
    expect(code).toEqual([
      'LOAD_FAST 0',
      'STORE_FAST 70',
      'LOAD_FAST_BORROW 70',
      'POP_JUMP_IF_FALSE 6',
      'LOAD_FAST_CHECK 70',
      'POP_TOP',
      'LOAD_FAST_CHECK 70',
      'RETURN_VALUE',
    ]);
  });

  test('a reference is borrowed unless its local is overwritten while it is on the stack', () => {
    const { code } = optimize('LOAD_FAST 0\nLOAD_NAME 0\nSTORE_FAST 0\nRETURN_VALUE', { nlocals: 1, nparams: 1 });
    expect(code[0]).toBe('LOAD_FAST 0');
    const borrowed = optimize('LOAD_FAST 0\nRETURN_VALUE', { nlocals: 1, nparams: 1 });
    expect(borrowed.code[0]).toBe('LOAD_FAST_BORROW 0');
  });

  test('neighbours on different lines are not joined', () => {
    const { code } = optimize('LOAD_FAST 0 @1\nLOAD_FAST 0 @2\nBINARY_OP 0\nRETURN_VALUE', { nlocals: 1, nparams: 1 });
    expect(code.slice(0, 2)).toEqual(['LOAD_FAST_BORROW 0', 'LOAD_FAST_BORROW 0']);
  });
});

describe('exception handlers', () => {
  test('a handler moves to the end, behind all that runs without an exception', () => {
    const { code } = optimize(
      `SETUP_FINALLY handler @1
       LOAD_NAME 0 @2
       POP_TOP
       POP_BLOCK @-
       JUMP end @2
       handler: PUSH_EXC_INFO @-
       POP_TOP @3
       POP_EXCEPT
       JUMP end
       end: LOAD_NAME 1 @4
       RETURN_VALUE`,
    );
    expect(code.indexOf('PUSH_EXC_INFO')).toBeGreaterThan(code.indexOf('LOAD_NAME 1'));
  });

  test('a RESUME inside one handler says so', () => {
    const { code } = optimize(
      `SETUP_CLEANUP handler
       LOAD_NAME 0
       YIELD_VALUE 0
       RESUME 1
       POP_TOP
       POP_BLOCK
       LOAD_CONST 0
       RETURN_VALUE
       handler: RERAISE 1`,
      { consts: [None] },
    );
    expect(code).toContain('RESUME 5');
  });
});

test('a hundred thousand statements are one block like any other', () => {
  const lines: string[] = [];
  for (let i = 1; i <= 100_000; i++) lines.push(`LOAD_NAME 0 @${i}`, 'POP_TOP', i % 50 === 0 ? 'NOP' : '');
  lines.push('LOAD_CONST 0', 'RETURN_VALUE');
  const { code } = optimize(lines.join('\n'), { consts: [None] });
  expect(code).toHaveLength(200_002);
});
