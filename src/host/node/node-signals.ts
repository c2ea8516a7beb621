/** This file hands signals on to a machine, also while a program runs and Node's loop does not turn. */
import * as fs from 'node:fs';
import { HostError, type SignalSource } from '../../vm/host.js';
import { hostError, system } from './node-errors.js';

/** What libuv's signal handler writes into its pipe: a pointer, then the number, both in the machine's byte order. */
const MESSAGE_BYTES = 16;
const NUMBER_AT = 8;
/** A signal that does nothing by default: with it the pipe is found. */
const HARMLESS: NodeJS.Signals = 'SIGWINCH';
const HARMLESS_NUMBER = 28;
const O_NONBLOCK = 0o4000;
const O_ACCMODE = 0o3;

/**
 * Signals of the process. Node hands them on between two turns of its loop, which a running program does not let happen;
 * but libuv's handler writes each into a pipe at once, and on Linux that pipe can be read here.
 */
export class NodeSignals implements SignalSource {
  readonly reachesPrograms = process.platform === 'linux';
  private readonly listeners = new Map<number, () => void>();
  private readonly delivers = new Map<number, () => void>();
  /** Messages that were read here: libuv closes a listener's handle only once it has seen all that are for it. */
  private readonly taken: Buffer[] = [];
  /** How many of a signal were delivered from the pipe: libuv will hand them on once more. */
  private readonly ahead = new Map<number, number>();
  private delivered = false;
  private pipe: SignalPipe | null | undefined = undefined;

  listen(signum: number, deliver: (() => void) | null): void {
    const name = signalName(signum);
    if (deliver === null) {
      this.delivers.delete(signum);
      const old = this.listeners.get(signum);
      if (old === undefined) return;
      this.giveBack();
      this.listeners.delete(signum);
      process.off(name, old);
      return;
    }
    this.delivers.set(signum, deliver);
    if (this.listeners.has(signum)) return;
    const listener = (): void => {
      const ahead = this.ahead.get(signum) ?? 0;
      if (ahead > 0) this.ahead.set(signum, ahead - 1);
      else this.deliver(signum);
    };
    try {
      process.on(name, listener);
    } catch (error) {
      throw hostError(error);
    }
    this.listeners.set(signum, listener);
  }

  poll(): void {
    if (this.listeners.size === 0) return;
    if (this.pipe === undefined) this.open();
    if (this.pipe === null || this.pipe === undefined) return;
    for (;;) {
      const data = readNow(this.pipe.readEnd);
      if (data === null) return;
      this.taken.push(data);
      for (let at = 0; at + MESSAGE_BYTES <= data.length; at += MESSAGE_BYTES) {
        const signum = data.readInt32LE(at + NUMBER_AT);
        this.ahead.set(signum, (this.ahead.get(signum) ?? 0) + 1);
        this.deliver(signum);
      }
    }
  }

  private open(): void {
    this.pipe = this.reachesPrograms ? findSignalPipe() : null;
    if (this.pipe !== null) process.on('exit', () => this.giveBack());
  }

  private deliver(signum: number): void {
    const deliver = this.delivers.get(signum);
    if (deliver === undefined) return;
    this.delivered = true;
    deliver();
  }

  /** Was a signal handed on since the last time? */
  takeDelivered(): boolean {
    const { delivered } = this;
    this.delivered = false;
    return delivered;
  }

  raise(signum: number): void {
    this.listen(signum, null);
    system(() => process.kill(process.pid, signum));
  }

  kill(pid: number, signum: number): void {
    system(() => process.kill(pid, signum));
  }

  private giveBack(): void {
    if (this.pipe === null || this.pipe === undefined) return;
    for (const data of this.taken.splice(0)) fs.writeSync(this.pipe.writeEnd, data);
  }
}

function signalName(signum: number): NodeJS.Signals {
  const { signals } = process.getBuiltinModule('node:os').constants;
  for (const [name, number] of Object.entries(signals)) if (number === signum) return name as NodeJS.Signals;
  throw new HostError('EINVAL');
}

interface SignalPipe {
  readonly readEnd: number;
  readonly writeEnd: number;
}

/** What stands in a pipe, or null when it is empty. */
function readNow(fd: number): Buffer | null {
  const buffer = Buffer.alloc(32 * MESSAGE_BYTES);
  try {
    const count = fs.readSync(fd, buffer, 0, buffer.length, null);
    return count > 0 ? buffer.subarray(0, count) : null;
  } catch {
    return null;
  }
}

/** Find the pipe of the main loop: the one in which a signal that we send ourselves arrives. Null where there is none. */
function findSignalPipe(): SignalPipe | null {
  try {
    process.on(HARMLESS, ignore);
    const pipes = nonBlockingPipes();
    process.kill(process.pid, HARMLESS);
    for (const pipe of pipes) {
      const data = readNow(pipe.readEnd);
      if (data === null) continue;
      fs.writeSync(pipe.writeEnd, data);
      if (data.length % MESSAGE_BYTES === 0 && holds(data, HARMLESS_NUMBER)) return pipe;
    }
  } catch {
    // A system without /proc, or one that forbids it.
  }
  return null;
}

function ignore(): void {}

function holds(data: Buffer, signum: number): boolean {
  for (let at = NUMBER_AT; at < data.length; at += MESSAGE_BYTES) if (data.readInt32LE(at) === signum) return true;
  return false;
}

/** Pipes of which this process holds both ends and whose reading end does not block. */
function nonBlockingPipes(): SignalPipe[] {
  const ends = new Map<string, { read: number; write: number }>();
  for (const entry of fs.readdirSync('/proc/self/fd')) {
    const fd = Number(entry);
    if (fd < 3) continue;
    let target: string;
    let flags: number;
    try {
      target = fs.readlinkSync(`/proc/self/fd/${fd}`);
      if (!target.startsWith('pipe:')) continue;
      const info = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
      flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? '', 8);
    } catch {
      continue;
    }
    const pair = ends.get(target) ?? { read: -1, write: -1 };
    if ((flags & O_NONBLOCK) !== 0) pair[(flags & O_ACCMODE) === 0 ? 'read' : 'write'] = fd;
    ends.set(target, pair);
  }
  const found: SignalPipe[] = [];
  for (const { read, write } of ends.values())
    if (read >= 0 && write >= 0) found.push({ readEnd: read, writeEnd: write });
  return found;
}
