/** This file runs one file of CPython's tests in a Python, method by method, and survives crashes and endless loops. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DRIVER = fileURLToPath(new URL('driver.py', import.meta.url));
/** A run that dies in a method is taken up again behind it, so often at most. */
const MAX_RESTARTS = 8;
/** So many endless loops are enough to give up on a file. */
const MAX_TIMEOUTS = 3;
const MAX_OUTPUT = 1 << 26;

/** What became of a method. */
export type Result = 'pass' | 'skip' | 'fail';

/** What became of a file. */
export interface UnitRun {
  /** By method: `Class.method`; what is no method stands in `<>`. */
  readonly results: Map<string, Result>;
  /** Why a method failed, as far as it is known. */
  readonly reasons: Map<string, string>;
  /** Why the file was not run to its end; empty when it was. */
  readonly note: string;
  readonly seconds: number;
}

/** How to run a file. */
export interface RunOptions {
  /** The Python, as a command line. */
  readonly command: readonly string[];
  /** The folder `Lib` that holds the package `test`. */
  readonly suite: string;
  /** Seconds for a run; one that takes longer is taken up again behind the method that it is in. */
  readonly timeout: number;
}

/** Run a file. */
export async function runUnit(module: string, options: RunOptions): Promise<UnitRun> {
  const results = new Map<string, Result>();
  const reasons = new Map<string, string>();
  const started = performance.now();
  let note = '';
  for (let restarts = 0, timeouts = 0; ; restarts++) {
    const done = [...results.keys()].filter((name) => !name.startsWith('<'));
    const { output, errors, status } = await runDriver(module, done, options);
    const report = readReport(output, results, reasons);
    if (report.ended) break;
    const how = `${status}: ${errors.trim().split('\n').at(-1) ?? ''}`;
    if (report.running === '') {
      note = `ended outside a test, ${how}`;
      break;
    }
    results.set(report.running, 'fail');
    reasons.set(report.running, how);
    if (status === 'timeout') timeouts++;
    if (restarts === MAX_RESTARTS || timeouts === MAX_TIMEOUTS) {
      note = `given up after ${restarts + 1} runs`;
      break;
    }
  }
  return { results, reasons, note, seconds: (performance.now() - started) / 1000 };
}

function runDriver(
  module: string,
  done: readonly string[],
  { command, suite, timeout }: RunOptions,
): Promise<{ output: string; errors: string; status: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'pyvm-conformance-'));
  for (const name of ['path', 'cwd', 'tmp']) mkdirSync(join(folder, name));
  symlinkSync(join(suite, 'test'), join(folder, 'path', 'test'));
  const [program = '', ...words] = command;
  const env: NodeJS.ProcessEnv = { ...process.env, LANG: 'C.UTF-8', TMPDIR: join(folder, 'tmp') };
  for (const name of Object.keys(env)) if (name.startsWith('PYTHON') || name === 'LC_ALL') delete env[name];
  return new Promise((resolve) => {
    const child = spawn(program, [...words, DRIVER, module, join(folder, 'path'), ...done], {
      cwd: join(folder, 'cwd'),
      env,
      // A group of its own: what a test leaves running ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const killGroup = () => {
      try {
        process.kill(-(child.pid as number), 'SIGKILL');
      } catch {
        // It is gone.
      }
    };
    let output = '';
    let errors = '';
    let timedOut = false;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > MAX_OUTPUT) killGroup();
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors = (errors + chunk).slice(-2000);
    });
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup();
    }, timeout * 1000);
    child.on('exit', killGroup);
    const finish = (status: string) => {
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
      resolve({ output, errors, status: timedOut ? 'timeout' : status });
    };
    child.on('error', (error) => finish(error.message));
    child.on('close', (code, signal) => finish(signal ?? `exit code ${code}`));
  });
}

function readReport(
  output: string,
  results: Map<string, Result>,
  reasons: Map<string, string>,
): { running: string; ended: boolean } {
  let running = '';
  let ended = false;
  for (const [, kind, text] of output.matchAll(/^@@ (\w+) (.*)$/gm) as Iterable<string[]>) {
    if (kind === 'start') running = text as string;
    else if (kind === 'end') ended = true;
    else if (kind === 'why') reasons.set(running, text as string);
    else {
      results.set(text as string, kind as Result);
      running = '';
    }
  }
  return { running, ended };
}
