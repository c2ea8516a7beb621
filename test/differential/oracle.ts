/** This file defines the oracle: CPython in WebAssembly, the npm package pyodide, in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Case } from './case.js';
import type { OracleReply, OracleRequest } from './oracle-process.js';
import type { Outcome } from './outcome.js';

const PROCESS = fileURLToPath(new URL('oracle-process.ts', import.meta.url));
const TIMEOUT_MS = 60_000;

/** Which CPython answers; expectations belong to it. */
export const ORACLE_VERSION = `pyodide ${(createRequire(import.meta.url)('pyodide/package.json') as { version: string }).version}`;

/** Runs cases one after the other. Each has an interpreter of its own; the process is started when it is first needed. */
export class Oracle implements AsyncDisposable {
  private child: ChildProcess | undefined;

  /** What the case shows under CPython. Throws when it cannot be run, or runs for longer than a minute. */
  async run(case_: Case): Promise<Outcome> {
    const { name, source, args, stdin, support, options, form } = case_;
    const request: OracleRequest = { name, source, args, stdin, options, form, support: [...support] };
    this.child ??= fork(PROCESS, { execArgv: ['--import', 'tsx'] });
    const child = this.child;
    child.send(request);
    const done = new AbortController();
    const { signal } = done;
    const timer = setTimeout(() => done.abort(), TIMEOUT_MS);
    try {
      const reply = await Promise.race([
        once(child, 'message', { signal }).then(([message]) => message as OracleReply),
        once(child, 'exit', { signal }).then(([code]): OracleReply => ({ error: `oracle ended with ${code}` })),
      ]);
      if ('error' in reply) throw new Error(reply.error);
      return reply.outcome;
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw new Error(`${name}: the oracle failed`, { cause: error });
    } finally {
      clearTimeout(timer);
      // Takes the other listener off the process.
      done.abort();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}
