/**
 * This file asks CPython about differential cases and stores what it answers: `npm run oracle` asks where no valid answer is
 * stored, `npm run oracle -- --all` about every case. `npm run oracle -- --native PYTHON [PATTERN]` stores nothing: it shows
 * the cases in which another CPython 3.14 disagrees with the stored answers.
 */
import { type Case, findCases } from '../test/differential/case.js';
import { Expectations } from '../test/differential/expectations.js';
import { command } from '../test/differential/implementation.js';
import { Oracle } from '../test/differential/oracle.js';
import { describeDifference, sameOutcome } from '../test/differential/outcome.js';

const SAVE_EVERY = 50;

const words = process.argv.slice(2);
const expectations = new Expectations();

if (words[0] === '--native' && words[1]) await compareNative(words[1], words[2]);
else await refresh(words.includes('--all'));

async function refresh(all: boolean): Promise<void> {
  const cases = findCases();
  await using oracle = new Oracle();
  let asked = 0;
  for (const case_ of cases) {
    if (!all && expectations.get(case_)) continue;
    try {
      expectations.set(case_, await oracle.run(case_));
      if (++asked % SAVE_EVERY === 0) expectations.save(cases);
    } catch (error) {
      process.exitCode = 1;
      console.error(error);
    }
  }
  expectations.save(cases);
  console.log(`${cases.length} cases, CPython asked about ${asked}`);
}

async function compareNative(python: string, pattern: string | undefined): Promise<void> {
  const run = command(python, []);
  const cases = findCases(pattern);
  const differs = async (case_: Case) => {
    const expected = expectations.get(case_);
    const actual = await run(case_);
    if (expected && sameOutcome(expected, actual)) return false;
    console.log(`${case_.name}\n${expected ? describeDifference(expected, actual) : 'no stored answer'}\n`);
    return true;
  };
  let disagreeing = 0;
  for (const case_ of cases) if (await differs(case_)) disagreeing++;
  console.log(`${cases.length} cases, ${disagreeing} differ`);
  if (disagreeing > 0) process.exitCode = 1;
}
