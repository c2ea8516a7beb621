/** This file defines the runs of the programs in examples/ that tests repeat, and CPython's recorded answers to them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Run } from '../differential/implementation.js';
import type { Outcome } from '../differential/outcome.js';

/** One way of calling an example; its recorded output is `expected/NAME.txt`. */
export interface ExampleRun extends Run {
  readonly name: string;
  /** The exit code that CPython ends with. */
  readonly exitCode: number;
}

function run(name: string, program: string, args: readonly string[] = [], stdin = '', exitCode = 0): ExampleRun {
  const path = fileURLToPath(new URL(`../../examples/${program}.py`, import.meta.url));
  return { name, path, args, stdin, exitCode };
}

const walkthrough = readFileSync(new URL('walkthrough.txt', import.meta.url), 'utf8');

/** Every run, each example at least once as its user would first try it. */
export const EXAMPLE_RUNS: readonly ExampleRun[] = [
  run('text-adventure', 'text_adventure', [], walkthrough),
  run('text-adventure-given-up', 'text_adventure', [], 'look\ntake\nquit\n', 1),
  run('log-analyser', 'log_analyser'),
  run('log-analyser-server-errors', 'log_analyser', ['--status', '5xx', '-n', '3', '--seed', '4']),
  run('log-analyser-usage', 'log_analyser', ['--status', '9'], '', 2),
  run('log-analyser-help', 'log_analyser', ['--help']),
  run('calculator', 'calculator'),
  run('inventory', 'inventory'),
  run('inventory-json', 'inventory', ['--json']),
  run('pipeline', 'pipeline'),
  run('matrix-report', 'matrix_report'),
  run('maze', 'maze'),
  run('maze-larger', 'maze', ['--width', '40', '--height', '14', '--seed', '5', '--braid', '0.2']),
  run('bank-test', 'bank_test'),
  run('bank-test-selected', 'bank_test', ['-k', 'transfer', '-q']),
];

const expectedFile = (name: string) => new URL(`expected/${name}.txt`, import.meta.url);

/** Both streams as one text; unittest's running time, the one thing that differs between runs, is made equal. */
export function shown({ stdout, stderr }: Outcome): string {
  const text = stderr === '' ? stdout : `${stdout}--- standard error ---\n${stderr}`;
  return text.replace(/^(Ran \d+ tests? in )[\d.]+s$/m, '$1…s');
}

/** What CPython showed. */
export function recorded({ name }: ExampleRun): string {
  return readFileSync(expectedFile(name), 'utf8');
}

/** Keep what CPython showed. */
export function record({ name }: ExampleRun, outcome: Outcome): void {
  writeFileSync(expectedFile(name), shown(outcome));
}
