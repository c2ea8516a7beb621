/**
 * This file compares what every built-in function, method and type says about its arguments with CPython's: signature, documentation,
 * and the errors for no arguments, too many, an unknown keyword and arguments of a wrong type.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { pyvm, TIERS } from '../differential/implementation.js';
import { Oracle } from '../differential/oracle.js';

const path = fileURLToPath(new URL('walk.py', import.meta.url));
const knownFailures = new Set(
  readFileSync(new URL('known-failures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

const oracle = new Oracle();
afterAll(() => oracle[Symbol.asyncDispose]());

/** What is said, by name and kind of fact. */
function facts(output: string): Map<string, string> {
  const result = new Map<string, string>();
  for (const line of output.split('\n')) {
    const at = line.indexOf(': ');
    if (at > 0) result.set(line.slice(0, at), line.slice(at + 2));
  }
  return result;
}

it('arguments of built-in callables are described and refused as in CPython', async () => {
  const source = readFileSync(path, 'utf8');
  const case_ = {
    name: 'signatures/walk',
    path,
    source,
    args: [],
    stdin: '',
    options: [],
    form: 'file',
    support: new Map(),
    hash: '',
  } as const;
  const [tier] = TIERS;
  if (tier === undefined) throw new Error('no tier');
  const [theirs, ours] = await Promise.all([oracle.run(case_), pyvm(tier)(case_)]);
  expect(ours.stderr).toBe(theirs.stderr);
  const [expected, actual] = [facts(theirs.stdout), facts(ours.stdout)];
  const different = new Map<string, string>();
  for (const [name, value] of expected) {
    if (actual.get(name) !== value)
      different.set(name, `CPython: ${value}\n    pyvm: ${actual.get(name) ?? 'nothing'}`);
  }
  const unknown = [...different].filter(([name]) => !knownFailures.has(name));
  expect(unknown.map(([name, text]) => `${name}\n    ${text}`)).toEqual([]);
  const mended = [...knownFailures].filter((name) => !different.has(name));
  expect(mended, 'agree but stand in known-failures.txt').toEqual([]);
});
