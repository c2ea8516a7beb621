/**
 * This file checks properties with many random cases: `npm run property -- [--cases 10000] [--seed N] [PATTERN]`. It needs a build.
 * Each expression on which pyvm and CPython (pyodide) differ is shown, the first as a program; the same seed makes the same cases.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Oracle } from '../test/differential/oracle.js';
import { compare } from '../test/property/program.js';
import { PROPERTIES } from '../test/property/properties.js';

/** Expressions in one program. */
const BATCH = 2000;
const MAX_SHOWN = 12;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
await using oracle = new Oracle();
let failed = 0;
console.log(`seed ${seed}`);
for (const { name, expression } of PROPERTIES) {
  if (positionals[0] !== undefined && !name.includes(positionals[0])) continue;
  const cases = fc.sample(expression, { numRuns: Number(values.cases), seed });
  let shown = 0;
  let different = 0;
  for (let at = 0; at < cases.length; at += BATCH) {
    const found = await compare(oracle, cases.slice(at, at + BATCH));
    for (const { expression: text, cpython, pyvm, program } of found) {
      if (different++ === 0) console.log(`${name}: the first that differs, as a program:\n${program}`);
      if (shown++ < MAX_SHOWN) console.log(`${name}: ${text}\n  CPython ${cpython}\n  pyvm    ${pyvm}`);
    }
  }
  console.log(`${name}: ${cases.length} cases, ${different} differ`);
  if (different > 0) failed++;
}
console.log(`${failed} properties fail`);
if (failed > 0) process.exitCode = 1;
