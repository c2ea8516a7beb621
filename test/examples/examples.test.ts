/** This file runs the programs in examples/ and compares what they show with CPython's recorded output. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pyvm, TIERS } from '../differential/implementation.js';
import { EXAMPLE_RUNS, recorded, shown } from './runs.js';

const TIMEOUT_MS = 60_000;

const knownFailures = new Set(
  readFileSync(new URL('known-failures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

describe.each(TIERS)('examples on pyvm ($name)', (tier) => {
  const implementation = pyvm(tier, TIMEOUT_MS);
  it.concurrent.each(EXAMPLE_RUNS)('$name', { timeout: TIMEOUT_MS + 5000 }, async (run) => {
    const outcome = await implementation(run);
    if (knownFailures.has(run.name)) {
      const same = outcome.exitCode === run.exitCode && shown(outcome) === recorded(run);
      expect(same, 'passes but stands in known-failures.txt: take it out there').toBe(false);
    } else {
      expect(shown(outcome)).toBe(recorded(run));
      expect(outcome.exitCode).toBe(run.exitCode);
    }
  });
});

it('known failures are runs that exist', () => {
  const names = new Set(EXAMPLE_RUNS.map(({ name }) => name));
  expect([...knownFailures].filter((name) => !names.has(name))).toEqual([]);
});
