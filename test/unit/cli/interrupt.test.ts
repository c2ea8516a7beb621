/** This file tests that Ctrl-C and other signals reach a program that runs, sleeps or waits for input. */
import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly output: string;
}

/** Run a program, send it a signal once it has written its first line, and wait for its end. */
function interrupted(program: string, signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
  const child = spawn(process.execPath, ['dist/cli/main.js', '-u', '-c', program]);
  let output = '';
  let sent = false;
  const take = (data: Buffer): void => {
    output += data.toString();
    if (sent || !output.includes('\n')) return;
    sent = true;
    // The program listens from its first look at the clock on.
    setTimeout(() => child.kill(signal), 2000);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve) => {
    child.on('close', (code, ending) => resolve({ signal: ending, code, output: output.replaceAll('\r', '') }));
  });
}

const isLinux = process.platform === 'linux';

it.runIf(isLinux)('raises KeyboardInterrupt in a loop and ends by the signal', { timeout: 30_000 }, async () => {
  const ended = await interrupted('print("up")\nwhile True: pass');
  expect(ended.output).toBe(
    'up\nTraceback (most recent call last):\n  File "<string>", line 2, in <module>\n    while True: pass\n                ^^^^\nKeyboardInterrupt\n',
  );
  expect(ended.signal).toBe('SIGINT');
});

it.runIf(isLinux)('can be caught, also where native code waits for Python', { timeout: 30_000 }, async () => {
  const ended = await interrupted(
    'print("up")\ntry: sorted([1, 2], key=lambda x: [0 for i in iter(int, 1)])\nexcept KeyboardInterrupt: print("caught")',
  );
  expect(ended.output).toBe('up\ncaught\n');
  expect(ended.code).toBe(0);
});

it.runIf(isLinux)('ends time.sleep and runs finally clauses', { timeout: 30_000 }, async () => {
  const ended = await interrupted('import time\nprint("up")\ntry: time.sleep(60)\nfinally: print("done")');
  expect(ended.output).toContain('up\ndone\nTraceback');
});

it.runIf(isLinux)('ends waiting for input', { timeout: 30_000 }, async () => {
  const ended = await interrupted(
    'import sys\nprint("up")\ntry: sys.stdin.read()\nexcept KeyboardInterrupt: print("no")',
  );
  // Node gives a socket to its children, which cannot be opened again: then the signal ends the process.
  if (ended.signal === null) expect(ended.output).toBe('up\nno\n');
});

it.runIf(isLinux)('calls the handler of signal.signal', { timeout: 30_000 }, async () => {
  const ended = await interrupted(
    'import signal, time\nsignal.signal(signal.SIGTERM, lambda n, f: exit(n))\nprint("up")\ntime.sleep(60)',
    'SIGTERM',
  );
  expect(ended.code).toBe(15);
});
