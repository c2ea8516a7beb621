/**
 * This file records what CPython shows for the runs of the examples, the answers that test/examples compares with:
 * `npm run examples -- PATH/python3.14`. Without a path it compares pyvm with the recorded answers.
 */
import { command, pyvm, TIERS } from '../test/differential/implementation.js';
import { describeDifference } from '../test/differential/outcome.js';
import { EXAMPLE_RUNS, record, recorded, shown } from '../test/examples/runs.js';

const TIMEOUT_MS = 60_000;

const python = process.argv[2];
for (const run of EXAMPLE_RUNS) {
  const implementation = python ? command(python, [], TIMEOUT_MS) : pyvm(TIERS[0]!, TIMEOUT_MS);
  const outcome = await implementation(run);
  if (python) {
    if (outcome.exitCode !== run.exitCode) throw new Error(`${run.name}: CPython ended with ${outcome.exitCode}`);
    record(run, outcome);
    continue;
  }
  const expected = { stdout: recorded(run), stderr: '', exitCode: run.exitCode };
  const actual = { stdout: shown(outcome), stderr: '', exitCode: outcome.exitCode };
  const difference = describeDifference(expected, actual);
  console.log(difference === '' ? `ok   ${run.name}` : `FAIL ${run.name}\n${difference}\n`);
}
