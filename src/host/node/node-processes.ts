/** This file runs other programs through Node. */
import * as fs from 'node:fs';
import type { ChildResult, ChildSpec, OpenFile, Processes } from '../../vm/host.js';
import { hostError, system } from './node-errors.js';
import { NodeFile } from './node-file.js';

const NOTHING = new Uint8Array(0);

/** Processes of the host. */
export class NodeProcesses implements Processes {
  ownDescriptor(file: OpenFile): number | null {
    return file instanceof NodeFile ? file.ownDescriptor : null;
  }

  run(spec: ChildSpec): ChildResult {
    // One stream for both keeps the order of what was written.
    const shared = spec.stderr === 'stdout' && spec.stdout === 'capture' ? openScratch() : null;
    try {
      const stdout = shared ?? descriptor(spec.stdout);
      const { spawnSync } = process.getBuiltinModule('node:child_process');
      const done = spawnSync(spec.file, spec.args.slice(1), {
        argv0: spec.args[0] ?? spec.file,
        env: Object.fromEntries(spec.environment),
        ...(spec.cwd === null ? {} : { cwd: spec.cwd }),
        ...(spec.stdin instanceof Uint8Array ? { input: spec.stdin } : {}),
        stdio: [
          spec.stdin instanceof Uint8Array ? 'pipe' : (spec.stdin ?? 'ignore'),
          stdout,
          spec.stderr === 'stdout' ? stdout : descriptor(spec.stderr),
        ],
        maxBuffer: 2 ** 30,
      });
      if (done.error !== undefined && done.status === null && done.signal === null) throw hostError(done.error);
      return {
        status: done.signal === null ? (done.status ?? 0) << 8 : signalNumber(done.signal),
        stdout: shared === null ? (done.stdout ?? NOTHING) : readScratch(shared),
        stderr: done.stderr ?? NOTHING,
      };
    } finally {
      if (shared !== null) fs.closeSync(shared);
    }
  }
}

function descriptor(stream: 'capture' | 'stdout' | number | null): 'pipe' | 'ignore' | number {
  if (typeof stream === 'number') return stream;
  return stream === null ? 'ignore' : 'pipe';
}

function signalNumber(name: string): number {
  const found = Object.entries(process.getBuiltinModule('node:os').constants.signals).find(([key]) => key === name);
  return found?.[1] ?? 0;
}

function readScratch(fd: number): Uint8Array {
  const data = new Uint8Array(fs.fstatSync(fd).size);
  for (let at = 0; at < data.length; ) {
    const count = fs.readSync(fd, data, at, data.length - at, at);
    if (count === 0) break;
    at += count;
  }
  return data;
}

/** A file without a name. */
function openScratch(): number {
  const { tmpdir } = process.getBuiltinModule('node:os');
  const { join } = process.getBuiltinModule('node:path');
  const random = process.getBuiltinModule('node:crypto').randomBytes(12).toString('hex');
  return system(() => {
    const path = join(tmpdir(), `pyvm-${random}`);
    const fd = fs.openSync(path, 'wx+', 0o600);
    fs.unlinkSync(path);
    return fd;
  });
}
