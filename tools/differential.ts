/**
 * This file runs differential cases while one works on them, without the test runner:
 * `npm run differential -- [PATTERN]` shows each difference from CPython, then the failing names and the counts.
 * `--tier=eager` runs one tier only. With `--prune` it also takes the names of cases that pass out of known-failures.txt.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { findCases } from '../test/differential/case.js';
import { Expectations } from '../test/differential/expectations.js';
import { pyvm, TIERS } from '../test/differential/implementation.js';
import { describeDifference, sameOutcome } from '../test/differential/outcome.js';

const KNOWN_FAILURES = new URL('../test/differential/known-failures.txt', import.meta.url);

const prune = process.argv.includes('--prune');
const cases = findCases(process.argv.slice(2).find((argument) => !argument.startsWith('--')));
const expectations = new Expectations();
const failed = new Set<string>();
let failures = 0;

const only = process.argv.find((argument) => argument.startsWith('--tier='))?.slice('--tier='.length);
for (const tier of TIERS) {
  if (only !== undefined && tier.name !== only) continue;
  const run = pyvm(tier);
  const queue = [...cases];
  const work = async () => {
    for (let case_ = queue.shift(); case_; case_ = queue.shift()) {
      const expected = expectations.get(case_);
      const actual = await run(case_);
      if (expected && sameOutcome(expected, actual)) continue;
      failures++;
      failed.add(case_.name);
      const problem = expected ? describeDifference(expected, actual) : 'no stored answer: npm run oracle';
      console.log(`${case_.name} (${tier.name})\n${problem}\n`);
    }
  };
  await Promise.all([work(), work()]);
}
if (failed.size > 0) console.log([...failed].sort().join('\n'));

const passed = new Set(cases.map(({ name }) => name).filter((name) => !failed.has(name)));
const lines = readFileSync(KNOWN_FAILURES, 'utf8').split('\n');
const mended = lines.filter((line) => passed.has(line));
if (mended.length > 0) console.log(`in known-failures.txt, but pass now: ${mended.join(' ')}`);
if (prune) writeFileSync(KNOWN_FAILURES, lines.filter((line) => !passed.has(line)).join('\n'));
console.log(`${cases.length * TIERS.length - failures} passed, ${failures} failed`);
