/**
 * This file writes the golden programs' bytecode anew: `npm run golden -- PYTHON`, where PYTHON is a CPython 3.14.
 * A new program is a text file below test/golden/programs that holds the source alone.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { findGoldens, goldenText } from '../test/golden/golden.js';

/** Reads a JSON list of [source, show positions] and writes the list of their disassemblies. */
const DISASSEMBLE = `
import dis, io, json, re, sys
result = []
for source, positions in json.load(sys.stdin):
    out = io.StringIO()
    dis.dis(compile(source, '<golden>', 'exec'), file=out, show_positions=positions)
    result.append(re.sub(r'(<code object .+?) at 0x[0-9a-f]+', r'\\1', out.getvalue()))
json.dump(result, sys.stdout)
`;

const [python = 'python3.14'] = process.argv.slice(2);
const goldens = findGoldens();
const input = JSON.stringify(goldens.map(({ source, showPositions }) => [source, showPositions]));
const { stdout, stderr, status, error } = spawnSync(python, ['-I', '-c', DISASSEMBLE], { input, encoding: 'utf8' });
if (status !== 0) throw new Error(`${python}: ${error?.message ?? stderr}`);
const answers = JSON.parse(stdout) as string[];
let changed = 0;
for (const [i, { path, source, bytecode }] of goldens.entries()) {
  const answer = answers[i] as string;
  if (answer === bytecode) continue;
  writeFileSync(path, goldenText(source, answer));
  changed++;
}
console.log(`${goldens.length} golden programs, ${changed} written`);
