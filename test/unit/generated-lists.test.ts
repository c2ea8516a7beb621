/** This file tests that the generated lists of modules and types are those that the generator writes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { generatedLists } from '../../tools/generate-lists.js';

for (const { path, text } of generatedLists()) {
  it(`src/${path} is current (npm run generate)`, () => {
    expect(readFileSync(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)), 'utf8')).toBe(text);
  });
}
