/** This file runs a benchmark program in one implementation of Python and measures it from outside. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One Python to compare. */
export interface Implementation {
  readonly name: string;
  /** What is put before the script and its arguments. */
  readonly command: readonly string[];
}

/** Seconds by the wall's clock, or of processor time in all threads. */
export type BenchClock = 'wall' | 'cpu';

/** What one process took. */
export interface Measurement {
  /** Seconds of each call, in order. */
  readonly calls: readonly number[];
  /** Seconds of the whole process, start-up included. */
  readonly process: number;
  /** The most memory that was resident, in bytes; 0 where the host does not tell. */
  readonly peakBytes: number;
  /** What the program computed, as text. */
  readonly result: string;
}

const DRIVER = fileURLToPath(new URL('driver.py', import.meta.url));
const POLL_MS = 20;

/** Call a program's `run` so many times in a new process. Throws what the process wrote when it fails. */
export async function measure(
  implementation: Implementation,
  program: string,
  calls: number,
  clock: BenchClock,
): Promise<Measurement> {
  const [command, ...rest] = implementation.command;
  const begun = performance.now();
  const child = spawn(command as string, [...rest, DRIVER, program, String(calls), clock], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let peakBytes = 0;
  const poll = setInterval(() => {
    peakBytes = Math.max(peakBytes, residentPeak(child.pid));
  }, POLL_MS);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(poll);
  const wall = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(`${implementation.name} ${program}: exit code ${code}\n${stderr.slice(-2000)}`);
  const told = JSON.parse(stdout) as { times: number[]; process: number; result: string };
  return { calls: told.times, process: clock === 'wall' ? wall : told.process, peakBytes, result: told.result };
}

/** The kernel's high-water mark of a process's memory (Linux). */
function residentPeak(pid: number | undefined): number {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match === null ? 0 : Number(match[1]) * 1024;
  } catch {
    return 0;
  }
}
