/** This file defines how pyvm, or any other Python on this machine, runs a case. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from './case.js';
import { ENVIRONMENT } from './environment.js';
import { normalise, type Outcome } from './outcome.js';

/** A case that runs for longer is killed; it then shows exit code 137. */
const TIMEOUT_MS = 40_000;
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** What of a case an interpreter needs to know. */
export type Run = Pick<Case, 'path' | 'args' | 'stdin'> & Partial<Pick<Case, 'options' | 'form' | 'source'>>;

/** The command line of a case behind the interpreter, and its standard input. */
function invocation({ path, args, stdin, options = [], form = 'file', source = '' }: Run): {
  words: string[];
  input: string;
} {
  switch (form) {
    case 'file':
      return { words: [...options, path, ...args], input: stdin };
    case '-c':
      return { words: [...options, '-c', source, ...args], input: stdin };
    case '-m':
      return { words: [...options, '-m', basename(path, '.py'), ...args], input: stdin };
    case '-':
      return { words: [...options, '-', ...args], input: source + stdin };
  }
}

/** Something that runs a case and tells what it showed. */
export type Implementation = (case_: Run) => Promise<Outcome>;

/** One way in which pyvm executes programs. Every case runs in every tier. */
export interface Tier {
  readonly name: string;
  /** What PYVM_JIT says: no option, so that `sys.orig_argv` is CPython's. */
  readonly jit: string;
}

/** The tiers that exist. */
export const TIERS: readonly Tier[] = [
  { name: 'default', jit: 'default' },
  { name: 'eager', jit: 'eager' },
];

/** pyvm as it was built into dist/, in one tier. */
export function pyvm(tier: Tier, timeout = TIMEOUT_MS): Implementation {
  return command(process.execPath, [MAIN], timeout, { PYVM_JIT: tier.jit });
}

/** A command line that is called like `python`, in a process of its own for each case. */
export function command(
  program: string,
  options: readonly string[],
  timeout = TIMEOUT_MS,
  environment: Readonly<Record<string, string>> = {},
): Implementation {
  return (case_) =>
    new Promise((resolve, reject) => {
      const { words, input } = invocation(case_);
      const child = spawn(program, [...options, ...words], {
        // Only a module is looked for in the current folder.
        ...(case_.form === '-m' ? { cwd: dirname(case_.path) } : {}),
        env: { ...ENVIRONMENT, ...environment },
        timeout,
        killSignal: 'SIGKILL',
      });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      // A program may end before it has read its input.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      child.on('error', reject);
      child.on('close', (code, signal) => {
        const outcome = {
          stdout: Buffer.concat(out).toString('utf8'),
          stderr: Buffer.concat(err).toString('utf8'),
          exitCode: code ?? 128 + constants.signals[signal ?? 'SIGKILL'],
        };
        resolve(normalise(outcome, [dirname(case_.path)]));
      });
    });
}
