/** This file compiles every golden program and compares the bytecode with CPython's, as text. */
import { expect, it } from 'vitest';
import { disassemble } from '../../src/bytecode/dis.js';
import { compile } from '../../src/compiler/compile.js';
import { parse } from '../../src/syntax/parser/parse.js';
import { findGoldens } from './golden.js';

const filename = '<golden>';

it.each(findGoldens())('$name', ({ source, bytecode, showPositions }) => {
  const code = compile(parse(source, { filename }), { filename });
  expect(disassemble(code, { showPositions })).toBe(bytecode);
});
