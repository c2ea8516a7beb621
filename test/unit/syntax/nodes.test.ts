import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateNodes } from '../../../tools/generate-ast.js';

test('the node classes are those that the declaration generates', () => {
  const file = readFileSync(new URL('../../../src/syntax/ast/nodes.ts', import.meta.url), 'utf8');
  // The formatter has the last word on layout.
  const tokens = (text: string): string => text.replace(/[\s,|]/g, '');
  expect(tokens(file)).toBe(tokens(generateNodes()));
});
