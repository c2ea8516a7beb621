/**
 * This file shows that bytecode goes both ways between pyvm and a native CPython 3.14:
 *
 *     npm run interchange -- --python PYTHON [--library DIR] [--no-cases] [PATTERN]
 *
 * Every differential case (whose name contains PATTERN) is compiled by both. CPython's `.pyc` must run here, and ours there, as
 * CPython runs its own: same output, errors, exit code. With --library, every file below DIR is compiled here; CPython
 * must load each `.pyc`, and its bytes are compared with those that `py_compile` writes.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { writePyc } from '../src/bytecode/pyc.js';
import { sourceHash } from '../src/bytecode/source-hash.js';
import { compile } from '../src/compiler/compile.js';
import { SyntaxErrorInfo } from '../src/syntax/errors/syntax-error-info.js';
import { parse } from '../src/syntax/parser/parse.js';
import { type Case, findCases } from '../test/differential/case.js';
import { command, pyvm, TIERS } from '../test/differential/implementation.js';
import { describeDifference, sameOutcome } from '../test/differential/outcome.js';

/** Compiles files as `py_compile` does: lines of source, co_filename, target. */
const COMPILE = `
import importlib._bootstrap_external as external, importlib.util, sys
for line in sys.stdin:
    source_path, name, target = line.rstrip('\\n').split('\\t')
    with open(source_path, 'rb') as f: source = f.read()
    try: code = compile(source, name, 'exec', dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError): continue
    with open(target, 'wb') as f:
        f.write(external._code_to_hash_pyc(code, importlib.util.source_hash(source), False))
`;

/** Loads files as \`import\` does and runs nothing: lines of ours, CPython's. */
const LOAD = `
import importlib._bootstrap_external as external, sys
loaded = same = total = 0
for line in sys.stdin:
    ours, theirs = line.rstrip('\\n').split('\\t')
    try:
        with open(theirs, 'rb') as f: expected = f.read()
    except FileNotFoundError: continue
    total += 1
    try:
        with open(ours, 'rb') as f: data = f.read()
        external._classify_pyc(data, ours, {})
        external._compile_bytecode(memoryview(data)[16:], ours)
        loaded += 1
    except Exception as error:
        print(f'{ours}: {error!r}')
        continue
    if data == expected: same += 1
    else:
        at = next((i for i, (p, q) in enumerate(zip(data, expected)) if p != q), min(len(data), len(expected)))
        print(f'{ours}: bytes differ from offset {at} of {len(expected)}: ours {data[at-30:at+30]} CPython {expected[at-30:at+30]}')
print(f'{loaded} of {total} load in CPython, {same} are equal in every byte')
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3.14' },
    library: { type: 'string' },
    'no-cases': { type: 'boolean' },
  },
});
const { python } = values;
const work = mkdtempSync(join(tmpdir(), 'pyvm-interchange-'));
// No __pycache__ of either side is read by the other.
process.env.PYTHONDONTWRITEBYTECODE = '1';

let failures = 0;
if (!values['no-cases']) await exchangeCases(findCases(positionals[0]));
if (values.library !== undefined) exchangeLibrary(values.library);
rmSync(work, { recursive: true });
if (failures > 0) process.exitCode = 1;

/** The bytes of a `.pyc`, or null when the source is no program. */
function compileHere(source: Uint8Array, filename: string): Uint8Array | null {
  try {
    const code = compile(parse(source, { filename, fromFile: true }), { filename });
    return writePyc(code, { kind: 'hash', hash: sourceHash(source), checkSource: false });
  } catch (error) {
    if (error instanceof SyntaxErrorInfo) return null;
    throw error;
  }
}

async function exchangeCases(cases: readonly Case[]): Promise<void> {
  const programs: { case_: Case; theirs: string; ours: string }[] = [];
  const orders: string[] = [];
  for (const case_ of cases) {
    const [theirs, ours] = ['cpython', 'pyvm'].map((side) => join(work, side, `${case_.name}.pyc`)) as [string, string];
    for (const folder of [dirname(theirs), dirname(ours)]) {
      mkdirSync(folder, { recursive: true });
      for (const entry of readdirSync(dirname(case_.path), { withFileTypes: true })) {
        if (entry.isDirectory() && entry.name !== '__pycache__') {
          cpSync(join(dirname(case_.path), entry.name), join(folder, entry.name), { recursive: true });
        }
      }
    }
    const pyc = compileHere(readFileSync(case_.path), case_.path);
    if (pyc === null) continue;
    writeFileSync(ours, pyc);
    orders.push(`${case_.path}\t${case_.path}\t${theirs}\n`);
    programs.push({ case_, theirs, ours });
  }
  execFileSync(python, ['-I', '-W', 'ignore', '-c', COMPILE], { input: orders.join('') });
  const [tier] = TIERS;
  if (tier === undefined) throw new Error('no tier');
  const here = pyvm(tier);
  const there = command(python, []);
  let passed = 0;
  for (const { case_, theirs, ours } of programs) {
    const run = { args: case_.args, stdin: case_.stdin };
    const clean = (text: string) => text.replaceAll(dirname(case_.path), '<case>');
    const outcome = async (implementation: typeof here, path: string) => {
      const { stdout, stderr, exitCode } = await implementation({ ...run, path });
      return { stdout: clean(stdout), stderr: clean(stderr), exitCode };
    };
    const expected = await outcome(there, theirs);
    const results = [
      { what: "CPython's .pyc here", actual: await outcome(here, theirs) },
      { what: 'our .pyc in CPython', actual: await outcome(there, ours) },
    ];
    for (const { what, actual } of results) {
      if (sameOutcome(expected, actual)) {
        passed++;
        continue;
      }
      failures++;
      console.log(`${case_.name}: ${what}\n${describeDifference(expected, actual)}\n`);
    }
  }
  console.log(
    `${cases.length} cases, ${cases.length - programs.length} are no programs; ${passed} runs agree, ${failures} do not`,
  );
}

function sourceFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.py'));
  return files
    .filter((path) => !path.includes('__pycache__'))
    .sort()
    .map((path) => join(folder, path));
}

function exchangeLibrary(folder: string): void {
  const orders: string[] = [];
  const pairs: string[] = [];
  for (const [i, file] of sourceFiles(folder).entries()) {
    const ours = join(work, `${i}-${basename(file)}.ours`);
    const theirs = join(work, `${i}-${basename(file)}.theirs`);
    const pyc = compileHere(readFileSync(file), file);
    if (pyc === null) continue;
    writeFileSync(ours, pyc);
    orders.push(`${file}\t${file}\t${theirs}\n`);
    pairs.push(`${ours}\t${theirs}\n`);
  }
  const options = ['-I', '-W', 'ignore', '-c'];
  execFileSync(python, [...options, COMPILE], { input: orders.join('') });
  const { stdout, stderr } = spawnSync(python, [...options, LOAD], { input: pairs.join(''), encoding: 'utf8' });
  process.stdout.write(stdout + stderr);
}
