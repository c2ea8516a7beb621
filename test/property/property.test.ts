/** This file checks a few random cases of every property in each test run; `npm run property` checks many. */
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { Oracle } from '../differential/oracle.js';
import { compare } from './program.js';
import { PROPERTIES } from './properties.js';

const CASES = 40;
/** Other cases every day; the variable repeats them. */
const SEED = Number(process.env.PYVM_SAMPLE_SEED ?? Math.floor(Date.now() / 86_400_000));

const oracle = new Oracle();
afterAll(() => oracle[Symbol.asyncDispose]());

it(`random expressions have the values that CPython gives them (PYVM_SAMPLE_SEED=${SEED})`, async () => {
  const expressions = PROPERTIES.flatMap(({ expression }) => fc.sample(expression, { numRuns: CASES, seed: SEED }));
  expect(await compare(oracle, expressions)).toEqual([]);
});
