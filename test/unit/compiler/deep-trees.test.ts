/** This file tests that trees of any depth compile or raise RecursionError, and never overflow the host's stack. */
import { expect, test } from 'vitest';
import { RecursionLimitError } from '../../../src/compiler/errors.js';
import { compileSource } from './sample.js';

test.each([
  ['a sum', `a${'+a'.repeat(5000)}`],
  ['attributes', `a${'.b'.repeat(5000)}`],
  ['method calls', `a${'.b(1)'.repeat(3000)}`],
  ['subscripts', `a${'[0]'.repeat(5000)}`],
  ['minus signs', `${'-'.repeat(2000)}a`],
  ['conditional expressions', `${'a if b else '.repeat(2000)}c`],
  ['elif branches', `if a: b\n${'elif c: d\n'.repeat(3000)}`],
  ['boolean operands', `a${' and b'.repeat(5000)}`],
])('a long chain of %s compiles', (_, source) => {
  expect(compileSource(source).co_code.length).toBeGreaterThan(0);
});

test.each([
  ['lambdas', `${'lambda: '.repeat(1000)}a`],
  ['powers', `a${'**a'.repeat(1000)}`],
  ['additions beyond any stack', `a${'+a'.repeat(60_000)}`],
])('%s nested too deeply raise RecursionError', (_, source) => {
  expect(() => compileSource(source)).toThrow(RecursionLimitError);
});

test('nested finally bodies, which double the code at each level, can be stopped', () => {
  const levels = Array.from({ length: 18 }, (_, i) => `${' '.repeat(i)}try: pass\n${' '.repeat(i)}finally:\n`);
  let statements = 0;
  const chargeStatement = (): void => {
    if (++statements > 10_000) throw new Error('out of fuel');
  };
  expect(() => compileSource(`${levels.join('')}${' '.repeat(18)}x\n`, { chargeStatement })).toThrow('out of fuel');
});
