/**
 * This file measures the compiler: `npm run bench:compile -- --python PYTHON [--library DIR]`. It needs a build.
 *
 * Tokenizer, parser and compiler run over every file of DIR (the library that PYTHON has, without its tests, by default) in this
 * process, twice; then PYTHON compiles the same files with `compileall`, in one process too. After that come inputs that
 * a quadratic step anywhere would make slow, each at one and at two times its size.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { compile as Compile } from '../src/compiler/compile.js';
import type { parse as Parse } from '../src/syntax/parser/parse.js';

const ROUNDS = 3;
const NO_LIBRARY = /(^|\/)(__pycache__|test|tests|idlelib|site-packages|dist-packages)(\/|$)/;

const built = (path: string): Promise<unknown> => import(new URL(`../dist/${path}`, import.meta.url).href);
const { compile } = (await built('compiler/compile.js')) as { compile: typeof Compile };
const { parse } = (await built('syntax/parser/parse.js')) as { parse: typeof Parse };

const { values } = parseArgs({
  options: { python: { type: 'string', default: 'python3.14' }, library: { type: 'string' } },
});
const { python } = values;
const library =
  values.library ??
  execFileSync(python, ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim();

function compileSource(source: Uint8Array, filename: string): void {
  compile(parse(source, { filename, fromFile: true }), { filename });
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

const files = readdirSync(library, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.py') && !NO_LIBRARY.test(path))
  .sort();
const sources = files.map((path) => ({ path: join(library, path), source: readFileSync(join(library, path)) }));
const lines = sources.reduce((sum, { source }) => sum + source.filter((byte) => byte === 10).length, 0);
console.log(`${files.length} files, ${lines} lines of ${library}`);
const rate = (name: string, time: number) =>
  console.log(
    `${name.padEnd(34)} ${time.toFixed(2).padStart(7)} s ${Math.round(lines / time)
      .toString()
      .padStart(9)} lines/s`,
  );

for (let round = 1; round <= ROUNDS; round++) {
  rate(
    `pyvm, ${round === 1 ? 'cold' : 'warm'}`,
    seconds(() => {
      for (const { path, source } of sources) compileSource(source, path);
    }),
  );
}
const work = mkdtempSync(join(tmpdir(), 'pyvm-bench-'));
for (const path of files) cpSync(join(library, path), join(work, path));
rate(
  `${python.split('/').at(-1)} -m compileall`,
  seconds(() => execFileSync(python, ['-m', 'compileall', '-q', '-f', '-j', '1', work], { stdio: 'ignore' })),
);
rmSync(work, { recursive: true });

const repeat = (text: string, count: number) => text.repeat(count);
const INPUTS: readonly (readonly [name: string, size: number, make: (n: number) => string])[] = [
  [
    'a source of 5 MB',
    50_000,
    (n) =>
      repeat(`def f(a, b=1, *c):\n    return [a + b * x for x in c if x != 'some text' and x in (1, 2, 3)]  \n`, n),
  ],
  ['100,000 statements', 100_000, (n) => repeat('x = y + 1\n', n)],
  [
    'a sum of 100,000 terms',
    100_000,
    (n) => `x = (${Array.from({ length: n }, (_, i) => `a${i % 100}`).join(' +\n')})\n`,
  ],
  ['a list of 100,000 items', 100_000, (n) => `x = [${Array.from({ length: n }, (_, i) => `a, ${i}`).join(',\n')}]\n`],
  [
    'a dict of 100,000 items',
    100_000,
    (n) => `x = {${Array.from({ length: n }, (_, i) => `'k${i}': v`).join(',\n')}}\n`,
  ],
  ['a call with 20,000 arguments', 20_000, (n) => `f(${Array.from({ length: n }, (_, i) => `a${i}`).join(',')})\n`],
  ['a string of 5 MB', 5_000_000, (n) => `x = '${repeat('s', n)}'\n`],
  ['100,000 strings side by side', 100_000, (n) => `x = (${repeat("'some text'\n", n)})\n`],
  ['an f-string of 20,000 fields', 20_000, (n) => `x = f'${repeat('{a} ', n)}'\n`],
  [
    '20,000 elifs in a function',
    1_000,
    (n) => `def f(x):\n    if x == 0: pass\n${repeat('    elif x == 1: y = 2\n', n)}`,
  ],
  ['10,000 nested functions, side by side', 10_000, (n) => `def g():\n${repeat('    def f(): return a, b\n', n)}`],
  ['10,000 classes', 10_000, (n) => repeat('class C:\n    def f(self): self.x = 1\n', n)],
  ['20,000 jumps in a loop', 20_000, (n) => `while a:\n${repeat('    if b: continue\n', n)}`],
  [
    'a match with 5,000 cases',
    5_000,
    (n) => `match a:\n${Array.from({ length: n }, (_, i) => `    case ${i}: pass\n`).join('')}`,
  ],
  [
    '5,000 names in a function',
    5_000,
    (n) => `def f():\n${Array.from({ length: n }, (_, i) => `    a${i} = b\n    c(a${i})\n`).join('')}`,
  ],
];
for (const [name, size, make] of INPUTS) {
  const [once, twice] = [size, 2 * size].map((n) => {
    const source = Buffer.from(make(n));
    try {
      return seconds(() => compileSource(source, name));
    } catch (error) {
      console.log(`${name}: ${(error as object).constructor.name}`);
      return Number.NaN;
    }
  }) as [number, number];
  console.log(
    `${name.padEnd(40)} ${once.toFixed(2).padStart(6)} s, twice as much ${twice.toFixed(2).padStart(6)} s: ${(twice / once).toFixed(1)} times`,
  );
}
