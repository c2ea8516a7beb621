/**
 * This file is `npm run bench`: every program of bench/programs in pyvm and in other Pythons, in alternation in one run.
 *
 *     npm run bench -- [--python PYTHON] [--pypy PYPY] [--pyodide] [--only NAME]... [--rounds N] [--seconds S]
 *                      [--clock wall|cpu] [--option OPTION]... [--json FILE] [--chart FILE]
 *
 * A program is called as often as CPython needs for S seconds (1 by default). `cold` is the whole process, start-up
 * included; `warm` the median of the last third of the calls. Ratios are time over CPython's time: lower is better. It
 * needs a build.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawChart } from './chart.js';
import { type BenchClock, type Implementation, type Measurement, measure } from './implementation.js';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3.14' },
    pypy: { type: 'string' },
    pyodide: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1' },
    clock: { type: 'string', default: 'wall' },
    option: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    chart: { type: 'string' },
  },
});

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const clock = options.clock as BenchClock;
const cpython: Implementation = { name: 'CPython', command: [options.python, '-I'] };
const pyvm: Implementation = {
  name: 'pyvm',
  command: [process.execPath, here('../dist/cli/main.js'), ...options.option],
};
const implementations: Implementation[] = [cpython, pyvm];
if (options.pypy !== undefined) implementations.push({ name: 'PyPy', command: [options.pypy] });
if (options.pyodide) implementations.push({ name: 'Pyodide', command: [process.execPath, here('pyodide.mjs')] });

/** Seconds, cold and warm, and the memory of one implementation on one program. */
export interface Figures {
  readonly cold: number;
  readonly warm: number;
  readonly peakBytes: number;
}

export interface Row {
  readonly program: string;
  readonly calls: number;
  readonly figures: ReadonlyMap<string, Figures>;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function summary(measurements: readonly Measurement[]): Figures {
  const warm = measurements.map(({ calls }) => median(calls.slice(-Math.max(1, Math.ceil(calls.length / 3)))));
  return {
    cold: median(measurements.map(({ process }) => process)),
    warm: median(warm),
    peakBytes: Math.max(...measurements.map(({ peakBytes }) => peakBytes)),
  };
}

async function benchmark(program: string): Promise<Row> {
  const path = here(`programs/${program}.py`);
  const trial = await measure(cpython, path, 3, 'cpu');
  const calls = Math.max(3, Math.min(200, Math.ceil(Number(options.seconds) / Math.max(1e-4, median(trial.calls)))));
  const taken = new Map<string, Measurement[]>(implementations.map(({ name }) => [name, []]));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const implementation of implementations) {
      const measurement = await measure(implementation, path, calls, clock);
      if (measurement.result !== trial.result) {
        throw new Error(`${implementation.name} ${program}: ${measurement.result}, CPython: ${trial.result}`);
      }
      (taken.get(implementation.name) as Measurement[]).push(measurement);
    }
  }
  return { program, calls, figures: new Map([...taken].map(([name, list]) => [name, summary(list)])) };
}

function ratio(row: Row, name: string, figure: keyof Figures): number {
  return (row.figures.get(name) as Figures)[figure] / (row.figures.get(cpython.name) as Figures)[figure];
}

const others = implementations.slice(1);
const cell = (text: string, width = 9): string => text.padStart(width);

function printRow(row: Row): void {
  const base = row.figures.get(cpython.name) as Figures;
  const parts = [row.program.padEnd(20), cell(`${(base.warm * 1000).toFixed(1)} ms`, 11)];
  for (const { name } of others) {
    parts.push(cell(ratio(row, name, 'warm').toFixed(2)), cell(ratio(row, name, 'cold').toFixed(2)));
    parts.push(cell(`${((row.figures.get(name) as Figures).peakBytes / 1e6).toFixed(0)} MB`));
  }
  console.log(parts.join(''));
}

const programs = readdirSync(here('programs'))
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -3))
  .filter((name) => options.only === undefined || options.only.includes(name))
  .sort();
console.log(`Node ${process.version}, ${clock} time, ${options.rounds} rounds, CPython: ${options.python}`);
console.log(
  `${'program'.padEnd(20)}${cell('CPython', 11)}${others.map(({ name }) => cell(`${name}:`) + cell('cold') + cell('peak')).join('')}`,
);
const rows: Row[] = [];
for (const program of programs) {
  const row = await benchmark(program);
  rows.push(row);
  printRow(row);
}
for (const { name } of others) {
  const warm = geometricMean(rows.map((row) => ratio(row, name, 'warm')));
  const cold = geometricMean(rows.map((row) => ratio(row, name, 'cold')));
  const memory = geometricMean(rows.map((row) => Math.max(ratio(row, name, 'peakBytes'), 1e-9)));
  const slower = rows.filter((row) => ratio(row, name, 'warm') > 1).map((row) => row.program);
  console.log(
    `${name}: geometric mean warm ${warm.toFixed(3)}, cold ${cold.toFixed(3)}, memory ${memory.toFixed(2)}; ` +
      `slower than CPython when warm: ${slower.length === 0 ? 'none' : slower.join(', ')}`,
  );
}
if (options.json !== undefined) {
  const data = rows.map(({ figures, ...rest }) => ({ ...rest, figures: Object.fromEntries(figures) }));
  writeFileSync(options.json, `${JSON.stringify({ node: process.version, clock, rows: data }, null, 2)}\n`);
}
if (options.chart !== undefined) {
  const bars = rows.flatMap((row) =>
    others.map(({ name }) => ({ program: row.program, name, ratio: ratio(row, name, 'warm') })),
  );
  writeFileSync(options.chart, drawChart(bars));
}
