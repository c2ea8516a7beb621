/** This file makes sandboxes for the tests of this folder, with clock and memory of the test's own. */

import { inflateRawSync } from 'node:zlib';
import { openLibrary } from '../../src/cli/run.js';
import { nodeWorld } from '../../src/host/node/node-world.js';
import { type Outcome, runProgram } from '../../src/host/program.js';
import { createSandbox, type SandboxOptions } from '../../src/host/sandbox.js';
import type { Machine } from '../../src/vm/machine.js';

const archive = openLibrary();

/** How a program ended and what it wrote. */
export interface Ran extends Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly vm: Machine;
}

/** Run a program in a sandbox that has no wall clock, so that nothing depends on the speed of the machine. */
export function sandboxed(source: string, options: Partial<SandboxOptions> = {}): Ran {
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  const vm = createSandbox({
    archive,
    inflate: (data) => inflateRawSync(data),
    world: { ...nodeWorld(), meterClock: () => 0 },
    stdout: (data) => void out.push(data),
    stderr: (data) => void err.push(data),
    ...options,
  });
  const outcome = runProgram(vm, { path: '/main.py', content: new TextEncoder().encode(source) });
  return { ...outcome, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), vm };
}
