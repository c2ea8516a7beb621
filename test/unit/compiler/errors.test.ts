/** This file tests that programs the grammar allows but the language does not are refused as CPython refuses them. */
import { expect, test } from 'vitest';
import { SyntaxErrorInfo } from '../../../src/syntax/errors/syntax-error-info.js';
import { compileSource } from './sample.js';

type Case = [source: string, message: string, lineno: number, offset: number, endLineno: number, endOffset: number];

/** Source, message and range, as CPython 3.14 gives them. */
const ERRORS: Case[] = [
  ['return', "'return' outside function", 1, 1, 1, 7],
  ['yield', "'yield' outside function", 1, 1, 1, 6],
  ['await x', "'await' outside function", 1, 1, 1, 8],
  ['x = *a', "can't use starred expression here", 1, 5, 1, 7],
  ['a, *b, *c = d', 'multiple starred expressions in assignment', 1, 1, 1, 10],
  ['def f(x, x): pass', "duplicate argument 'x' in function definition", 1, 10, 1, 11],
  ['def f():\n  global x\n  x: int', "annotated name 'x' can't be global", 3, 3, 3, 9],
  ['def f(x):\n  global x', "name 'x' is parameter and global", 2, 3, 2, 11],
  ['def f():\n  x\n  nonlocal x', "name 'x' is used prior to nonlocal declaration", 3, 3, 3, 13],
  ['nonlocal x', 'nonlocal declaration not allowed at module level', 1, 1, 1, 11],
  ['def f():\n  nonlocal x', "no binding for nonlocal 'x' found", 2, 3, 2, 13],
  ['def f[T](): nonlocal T', "nonlocal binding not allowed for type parameter 'T'", 1, 13, 1, 23],
  ['def f[T, T](): pass', "duplicate type parameter 'T'", 1, 10, 1, 11],
  ['def f[T = int, U](): pass', "non-default type parameter 'U' follows default type parameter", 1, 16, 1, 17],
  ['class A[__classdict__]: pass', "reserved name '__classdict__' cannot be used for type parameter", 1, 9, 1, 22],
  ['[(yield) for x in y]', "'yield' inside list comprehension", 1, 3, 1, 8],
  [
    'def f(): [x := 0 for x in y]',
    "assignment expression cannot rebind comprehension iteration variable 'x'",
    1,
    11,
    1,
    12,
  ],
  [
    '[x for x in (y := z)]',
    'assignment expression cannot be used in a comprehension iterable expression',
    1,
    14,
    1,
    20,
  ],
  [
    'class A: [x := 0 for y in z]',
    'assignment expression within a comprehension cannot be used in a class body',
    1,
    11,
    1,
    12,
  ],
  ['def f(): from a import *', 'import * only allowed at module level', 1, 24, 1, 25],
  ['async def f(): yield from x', "'yield from' inside async function", 1, 16, 1, 28],
  ['async def f():\n  return 1\n  yield', "'return' with value in async generator", 2, 3, 2, 11],
  ['[x async for x in y]', 'asynchronous comprehension outside of an asynchronous function', 1, 1, 1, 21],
  ['def f(): [await x for x in y]', 'asynchronous comprehension outside of an asynchronous function', 1, 10, 1, 30],
  ['def f(): await x', "'await' outside async function", 1, 10, 1, 17],
  ['async with a: pass', "'async with' outside async function", 1, 1, 1, 19],
  ['f(a=1, a=2)', 'keyword argument repeated: a', 1, 8, 1, 11],
  ['f(__debug__=1)', 'cannot assign to __debug__', 1, 3, 1, 14],
  ['del __debug__', 'cannot delete __debug__', 1, 5, 1, 14],
  ['x.__debug__ = 1', 'cannot assign to __debug__', 1, 1, 1, 12],
  [
    'import a\nfrom __future__ import annotations',
    'from __future__ imports must occur at the beginning of the file',
    2,
    1,
    2,
    35,
  ],
  ['from __future__ import braces', 'not a chance', 1, 24, 1, 30],
  ['from __future__ import nothing', 'future feature nothing is not defined', 1, 24, 1, 31],
  ['break', "'break' outside loop", 1, 1, 1, 6],
  ['for x in y:\n  with a: continue\nelse: break', "'break' outside loop", 3, 7, 3, 12],
  ['continue', "'continue' not properly in loop", 1, 1, 1, 9],
  ['try: pass\nexcept: pass\nexcept A: pass', "default 'except:' must be last", 2, 1, 2, 13],
  [
    'def f():\n  try: pass\n  except* A: return',
    "'break', 'continue' and 'return' cannot appear in an except* block",
    3,
    14,
    3,
    20,
  ],
  ['match x:\n  case a: pass\n  case b: pass', "name capture 'a' makes remaining patterns unreachable", 2, 8, 2, 9],
  ['match x:\n  case _: pass\n  case b: pass', 'wildcard makes remaining patterns unreachable', 2, 8, 2, 9],
  ['match x:\n  case {1: a, 1.0: b}: pass', 'mapping pattern checks duplicate key (1.0)', 2, 8, 2, 22],
  ['match x:\n  case [a, a]: pass', "multiple assignments to name 'a' in pattern", 2, 12, 2, 13],
  ['match x:\n  case [*a, *b]: pass', 'multiple starred names in sequence pattern', 2, 8, 2, 16],
  ['match x:\n  case A(b=1, b=2): pass', 'attribute name repeated in class pattern: b', 2, 17, 2, 18],
  ['match x:\n  case [a] | [b]: pass', 'alternative patterns bind different names', 2, 8, 2, 17],
  ['class A[T: (yield)]: pass', 'yield expression cannot be used within a TypeVar bound', 1, 13, 1, 18],
  ['type X = (yield)', 'yield expression cannot be used within a type alias', 1, 11, 1, 16],
  ['def f(a: (yield)): pass', 'yield expression cannot be used within an annotation', 1, 11, 1, 16],
  ['class A[T](x := 1): pass', 'named expression cannot be used within the definition of a generic', 1, 12, 1, 18],
];

test.each(ERRORS)('%j is a SyntaxError: %s', (source, message, lineno, offset, endLineno, endOffset) => {
  let error: unknown;
  try {
    compileSource(source);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(SyntaxErrorInfo);
  expect(error).toMatchObject({ msg: message, filename: '<test>', lineno, offset, endLineno, endOffset });
});

test('a warning that is made an error stops the compilation', () => {
  const refuse = (): never => {
    throw new Error('refused');
  };
  expect(() => compileSource('x is 1', { warn: refuse })).toThrow('refused');
});

/** Source and the SyntaxWarnings that CPython 3.14 emits for it. */
const WARNINGS: [source: string, messages: string[]][] = [
  ['x is 1', ['"is" with \'int\' literal. Did you mean "=="?']],
  ["x is not 'a'", ['"is not" with \'str\' literal. Did you mean "!="?']],
  ['(1, 2)()', ["'tuple' object is not callable; perhaps you missed a comma?"]],
  ['1[0]', ["'int' object is not subscriptable; perhaps you missed a comma?"]],
  ["[1]['a']", ['list indices must be integers or slices, not str; perhaps you missed a comma?']],
  ["assert (x, 'y')", ['assertion is always true, perhaps remove parentheses?']],
  ['def f():\n  try: pass\n  finally:\n    return 1', ["'return' in a 'finally' block"]],
  ['while x:\n  try: pass\n  finally:\n    break', ["'break' in a 'finally' block"]],
  ['while x:\n  try: pass\n  finally:\n    continue', ["'continue' in a 'finally' block"]],
  ['def f():\n  try: pass\n  finally:\n    def g(): return 1', []],
  ['try: pass\nfinally:\n  while x: break', []],
  ['try: pass\nfinally: x is 1', ['"is" with \'int\' literal. Did you mean "=="?']],
];

test.each(WARNINGS)('%j warns', (source, messages) => {
  const seen: unknown[] = [];
  compileSource(source, { warn: (warning) => seen.push(warning.message) });
  expect(seen).toEqual(messages);
});
