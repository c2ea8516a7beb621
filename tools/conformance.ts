/**
 * This file runs CPython's own tests: `npm run conformance -- [options] [PATTERN...]`.
 *
 *     --suite DIR      the folder Lib of CPython 3.14 that holds `test`; else $PYVM_CPYTHON_LIB, else what --fetch brought
 *     --fetch          get CPython 3.14 and its tests from Debian first
 *     --fast           the selection that takes less than three minutes
 *     --impl COMMAND   the Python under test; else pyvm as it was built
 *     --cpython PYTHON ask this CPython what passes there, instead of the lists; nothing is compared with known failures
 *     --group NAME     core, pure or native
 *     --timeout S      seconds for a run of a file (180)
 *     --jobs N         files at a time (2)
 *     --verbose        every method that fails, with its reason
 *     --prune          take methods that pass out of the known failures
 *     --record         ask the Python of --impl, a CPython, what passes there, and write the lists anew
 *     --accept         write the failures found into the known failures (for a new file, not for a new failure)
 *
 * A PATTERN is a part of a module's name, or a whole one (`test.test_x`), which need not be in the list. The table has a line a file;
 * then come failures that are not known and known ones that pass: either makes the exit code 1.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MethodList, readUnits, type Unit, writeUnits } from '../test/conformance/lists.js';
import { runUnit, type UnitRun } from '../test/conformance/run-unit.js';
import { cacheFolder, findSuite } from '../test/conformance/suite.js';

const MAX_SHOWN = 200;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    suite: { type: 'string' },
    fetch: { type: 'boolean' },
    fast: { type: 'boolean' },
    impl: { type: 'string' },
    cpython: { type: 'string' },
    group: { type: 'string' },
    timeout: { type: 'string', default: '180' },
    jobs: { type: 'string', default: '2' },
    verbose: { type: 'boolean', short: 'v' },
    prune: { type: 'boolean' },
    record: { type: 'boolean' },
    accept: { type: 'boolean' },
  },
});

if (values.fetch) {
  const script = fileURLToPath(new URL('fetch-cpython.sh', import.meta.url));
  const { status } = spawnSync('bash', [script, cacheFolder()], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
const suite = findSuite(values.suite);
if (suite === null) {
  console.log(
    "conformance: left out, as CPython's tests are not here: `npm run conformance -- --fetch` gets them on Debian, --suite DIR names them",
  );
  process.exit(0);
}

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const options = {
  command: values.impl?.split(' ') ?? [process.execPath, main],
  suite,
  timeout: Number(values.timeout),
};
const known = new MethodList('known-failures.txt');
const excluded = new MethodList('not-in-cpython.txt');
const listed = readUnits();
const selected = selectUnits();

/** What a file's run means for the lists. */
interface Judgement {
  readonly passed: number;
  /** Methods that fail though CPython passes them, or `*`. */
  readonly failures: string[];
  readonly unknown: string[];
  readonly mended: string[];
}

if (values.record) await record();
else await measure();

function selectUnits(): Unit[] {
  const matches = (module: string) =>
    positionals.length === 0 ||
    positionals.some((word) => (word.startsWith('test.') ? module === word : module.includes(word)));
  const units = listed.filter(
    ({ module, group, fast }) =>
      matches(module) && (!values.fast || fast) && (values.group === undefined || values.group === group),
  );
  for (const word of positionals) {
    if (word.startsWith('test.') && !units.some(({ module }) => module === word)) {
      units.push({ module: word, group: 'other', passes: 0, fast: false });
    }
  }
  return units;
}

async function runAll(take: (unit: Unit, run: UnitRun) => void): Promise<void> {
  const queue = [...selected];
  const work = async () => {
    for (let unit = queue.shift(); unit; unit = queue.shift()) {
      const asked = values.cpython === undefined ? unit : await askCPython(unit, values.cpython);
      take(asked, await runUnit(unit.module, options));
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
}

async function askCPython(unit: Unit, python: string): Promise<Unit> {
  const { results } = await runUnit(unit.module, { ...options, command: [python] });
  const methods = [...results].filter(([name]) => !name.startsWith('<'));
  const bad = excluded.of(unit.module);
  bad.clear();
  for (const [name, result] of methods) if (result !== 'pass') bad.add(name);
  return { ...unit, passes: methods.length - bad.size };
}

async function measure(): Promise<void> {
  const groups = new Map<string, { passed: number; of: number }>();
  const problems: string[] = [];
  await runAll((unit, run) => {
    const judged = judge(unit, run);
    const { passed, failures } = judged;
    const of = unit.passes || passed + failures.filter((name) => name !== '*').length;
    for (const name of [unit.group, 'all']) {
      const sum = groups.get(name) ?? { passed: 0, of: 0 };
      groups.set(name, { passed: sum.passed + passed, of: sum.of + of });
    }
    const share = `${passed}/${of}`.padStart(11);
    console.log(`${unit.module.padEnd(60)} ${share} ${run.seconds.toFixed(1).padStart(7)} s  ${run.note}`);
    if (values.verbose) {
      for (const name of failures) {
        const reason = run.reasons.get(name) ?? run.results.get(name) ?? 'not run';
        console.log(`    ${name}: ${reason.slice(0, 200)}`);
      }
    }
    const { module } = unit;
    const list = known.of(module);
    if (values.cpython !== undefined) return;
    if (values.accept) {
      list.clear();
      for (const name of failures) list.add(name);
      return;
    }
    problems.push(...judged.unknown.map((name) => `fails: ${module} ${name}`));
    if (values.prune) for (const name of judged.mended) list.delete(name);
    else problems.push(...judged.mended.map((name) => `passes, but is a known failure: ${module} ${name}`));
  });
  if (values.accept || values.prune) known.save();
  for (const [group, { passed, of }] of groups) {
    console.log(
      `${group.padEnd(8)} ${passed} of ${of} methods that CPython passes: ${((100 * passed) / of).toFixed(2)} %`,
    );
  }
  if (problems.length > 0) {
    console.log([...problems.slice(0, MAX_SHOWN), ...(problems.length > MAX_SHOWN ? ['…'] : [])].join('\n'));
    console.log(`${problems.length} differences from test/conformance/known-failures.txt`);
    process.exitCode = 1;
  }
}

function judge({ module, passes }: Unit, { results, note }: UnitRun): Judgement {
  const out = excluded.of(module);
  const counted = [...results].filter(([name]) => !name.startsWith('<') && !out.has(name));
  const passed = counted.filter(([, result]) => result === 'pass').length;
  const failures = counted.filter(([, result]) => result !== 'pass').map(([name]) => name);
  // Without CPython's count, a skipped method says nothing.
  if (note !== '' || (passes > 0 && counted.length < passes)) failures.push('*');
  const list = known.of(module);
  const tolerated = list.has('*');
  return {
    passed: passes > 0 ? Math.min(passed, passes) : passed,
    failures,
    unknown: tolerated ? [] : failures.filter((name) => !list.has(name)),
    mended: [...list].filter((name) => (name === '*' ? !failures.includes('*') : results.get(name) === 'pass')),
  };
}

async function record(): Promise<void> {
  const recorded = new Map<string, Unit>();
  const [python = ''] = options.command;
  for (const unit of selected) {
    const asked = await askCPython(unit, python);
    recorded.set(unit.module, asked);
    console.log(`${unit.module} ${asked.passes} pass, ${excluded.of(unit.module).size} do not`);
  }
  writeUnits(listed.map((unit) => recorded.get(unit.module) ?? unit));
  excluded.save();
}
