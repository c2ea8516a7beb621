/** This file runs the examples of docs/embedding.md and of the README, and the embedding example. Needs a build. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as pyvm from '../../src/api/index.js';

const root = new URL('../../', import.meta.url);
const AsyncFunction = (async () => {}).constructor as new (...args: string[]) => (...args: unknown[]) => Promise<void>;

/** The TypeScript blocks of a page that import the package. */
function examples(page: string): string[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)]
    .map((match) => match[1] as string)
    .filter((code) => code.includes("'pyvm'"));
}

/** Run an example; what it prints must be what its comments say. */
async function check(code: string): Promise<void> {
  const expected = [...code.matchAll(/\/\/ prints (.*)$/gm)].map((match) => match[1]);
  const printed: string[] = [];
  const console = { log: (...values: unknown[]) => printed.push(format(...values)) };
  const body = code.replace(/^import \{(.*)\} from 'pyvm';$/m, 'const {$1} = pyvm;');
  const wrapped = `async function example() {\n${body}\n}`;
  const { code: script } = transformSync(wrapped, { loader: 'ts', target: 'es2022' });
  await new AsyncFunction('pyvm', 'console', `${script}\nawait example();`)(pyvm, console);
  expect(printed).toEqual(expected);
}

describe.each(['docs/embedding.md', 'README.md'])('%s', (page) => {
  it.each(examples(page).map((code, i) => [i + 1, code] as const))('example %i does what it says', (_, code) =>
    check(code),
  );
});

describe('examples/embedding.mjs', () => {
  it('prints what its comments say', async () => {
    const path = fileURLToPath(new URL('examples/embedding.mjs', root));
    const expected = [...readFileSync(path, 'utf8').matchAll(/\/\/ prints (.*)$/gm)].map((match) => match[1]);
    const { stdout } = await promisify(execFile)(process.execPath, [path]);
    expect(stdout.trim().split('\n')).toEqual(expected);
  });
});
