/** This file runs every differential case in every tier and compares it with CPython, and checks CPython's stored answers. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type Case, findCases } from './case.js';
import { Expectations } from './expectations.js';
import { pyvm, TIERS } from './implementation.js';
import { Oracle } from './oracle.js';
import { describeDifference, sameOutcome } from './outcome.js';
import { sample } from './sample.js';

const SAMPLE_SIZE = 25;
/** Another sample every day; the variable repeats one. */
const SEED = Number(process.env.PYVM_SAMPLE_SEED ?? Math.floor(Date.now() / 86_400_000));

const cases = findCases();
const expectations = new Expectations();
const knownFailures = new Set(
  readFileSync(new URL('known-failures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

/** Compiling each function at its first call says nothing more of these; `npm run differential -- --tier=eager` has them too. */
const ONE_TIER = /^(command_line|exit|imports|stdlib_\w+|syntax_errors|warnings)\//;

describe.each(TIERS)('pyvm ($name) against CPython', (tier) => {
  const run = pyvm(tier);
  it.concurrent.each(cases.filter(({ name }) => tier.name === 'default' || !ONE_TIER.test(name)))(
    '$name',
    async (case_: Case) => {
      const expected = expectations.get(case_);
      if (!expected) throw new Error('no stored answer for this version of the case: npm run oracle');
      const actual = await run(case_);
      if (knownFailures.has(case_.name)) {
        const message = 'passes but stands in known-failures.txt: take it out there';
        expect(sameOutcome(expected, actual), message).toBe(false);
      } else if (!sameOutcome(expected, actual)) {
        throw new Error(describeDifference(expected, actual));
      }
    },
  );
});

describe(`stored answers (PYVM_SAMPLE_SEED=${SEED})`, () => {
  const oracle = new Oracle();
  afterAll(() => oracle[Symbol.asyncDispose]());

  it.each(sample(cases, SAMPLE_SIZE, SEED))('CPython still answers so: $name', async (case_: Case) => {
    expect(await oracle.run(case_)).toEqual(expectations.get(case_));
  });

  it('belong to cases that exist, as known failures do', () => {
    const names = new Set(cases.map(({ name }) => name));
    expect([...knownFailures].filter((name) => !names.has(name))).toEqual([]);
  });
});
