/** This file tests what the compiler makes of particular statements and options. */
import { expect, test } from 'vitest';
import { CO_HAS_DOCSTRING, type PyCode } from '../../../src/bytecode/code.js';
import { CACHES, opcodeName } from '../../../src/bytecode/opcodes.js';
import { codeNamed, compileSource } from './sample.js';

/** The names of the instructions, in order. */
function instructions(code: PyCode): string[] {
  const names: string[] = [];
  for (let i = 0; i < code.co_code.length; i += 2) {
    const opcode = code.co_code[i] as number;
    names.push(opcodeName(opcode));
    i += 2 * (CACHES[opcode] as number);
  }
  return names;
}

test('-O drops asserts and makes __debug__ false', () => {
  const source = 'assert x\ny = __debug__\n';
  expect(instructions(compileSource(source))).toContain('RAISE_VARARGS');
  expect(instructions(compileSource(source, { optimize: 1 }))).not.toContain('RAISE_VARARGS');
  expect(compileSource(source, { optimize: 1 }).co_consts.items).toContain(false);
});

test('-OO drops docstrings, and no other string becomes one', () => {
  const code = codeNamed('def f():\n  "one"\n  "two"\n', 'f', { optimize: 2 });
  expect(code.co_consts.items).not.toContain('one');
  expect(code.co_flags & CO_HAS_DOCSTRING).toBe(0);
});

test('docstrings lose their common indentation', () => {
  const code = codeNamed('def f():\n  """One\n\n      two\n    three\n  """\n', 'f');
  expect(code.co_consts.items[0]).toBe('One\n\n  two\nthree\n');
});

test('interactive mode prints the values of expressions', () => {
  expect(instructions(compileSource('x\n', { mode: 'single' }))).toContain('CALL_INTRINSIC_1');
});

test('an expression returns its value', () => {
  expect(instructions(compileSource('x', { mode: 'eval' }))).toEqual(['RESUME', 'LOAD_NAME', 'RETURN_VALUE']);
});

test('await is allowed at the top level on request', () => {
  const code = compileSource('await x\n', { flags: 0x2000 });
  expect(instructions(code)).toContain('GET_AWAITABLE');
});

test('a percent format of a tuple becomes an f-string', () => {
  expect(instructions(compileSource('"%s-%5r" % (a, b)', { mode: 'eval' }))).toContain('BUILD_STRING');
  expect(instructions(compileSource('"%d" % (a,)', { mode: 'eval' }))).toContain('BINARY_OP');
});

test('super() calls are one instruction', () => {
  const source = 'class A:\n  def f(self): return super().f(1)\n';
  expect(instructions(codeNamed(source, 'A.f'))).toContain('LOAD_SUPER_ATTR');
});

test('functions in a duplicated finally body are one constant', () => {
  const code = codeNamed('def f():\n  try: x\n  finally: y = lambda: 1\n', 'f');
  expect(code.co_consts.items.filter((item) => typeof item === 'object' && 'co_code' in item)).toHaveLength(1);
});
