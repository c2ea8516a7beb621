/**
 * This file runs differential cases while one works on them, without the test runner:
 * `npm run differential -- [PATTERN]` shows each difference from CPython, then the failing names and the counts.
 */
import { findCases } from '../test/differential/case.js';
import { Expectations } from '../test/differential/expectations.js';
import { pyvm, TIERS } from '../test/differential/implementation.js';
import { describeDifference, sameOutcome } from '../test/differential/outcome.js';

const cases = findCases(process.argv[2]);
const expectations = new Expectations();
const failed: string[] = [];

for (const tier of TIERS) {
  const run = pyvm(tier);
  const queue = [...cases];
  const work = async () => {
    for (let case_ = queue.shift(); case_; case_ = queue.shift()) {
      const expected = expectations.get(case_);
      const actual = await run(case_);
      if (expected && sameOutcome(expected, actual)) continue;
      failed.push(case_.name);
      const problem = expected ? describeDifference(expected, actual) : 'no stored answer: npm run oracle';
      console.log(`${case_.name} (${tier.name})\n${problem}\n`);
    }
  };
  await Promise.all([work(), work()]);
}
if (failed.length > 0) console.log(failed.sort().join('\n'));
console.log(`${cases.length * TIERS.length - failed.length} passed, ${failed.length} failed`);
