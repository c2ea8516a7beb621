/**
 * This file implements child processes. A child runs to its end when the program first wants something of it: its output,
 * or its end. What it reads must be there by then.
 */
import { type Runtime, StateKey } from '../values/runtime.js';
import { descriptors, type FileHolder, hostOf } from './descriptors.js';
import { type ChildResult, HostError, type OpenFile } from './host.js';
import { PipeEnd, type PipeSource } from './pipes.js';

/** What a child is started with. */
export interface ChildStart {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly cwd: string | null;
  /** Descriptors that become its standard streams, -1 for none. */
  readonly streams: readonly [stdin: number, stdout: number, stderr: number];
}

/** Numbers of children lie above those that Linux gives to processes. */
const FIRST_PID = 2 ** 22 + 1;

/** A child process: about to run, or ended. */
export class Child implements PipeSource {
  /** Its wait status once it has ended. */
  status: number | null = null;
  private polled = false;
  private readonly stdin: FileHolder | null;
  private readonly stdout: FileHolder | null;
  private readonly stderr: FileHolder | null;

  constructor(
    private readonly vm: Runtime,
    readonly pid: number,
    private readonly start: ChildStart,
  ) {
    [this.stdin, this.stdout, this.stderr] = start.streams.map((fd) => {
      const table = descriptors(vm);
      return fd >= 0 && table.isOpen(fd) ? table.share(fd) : null;
    }) as [FileHolder | null, FileHolder | null, FileHolder | null];
    if (this.stdin?.file instanceof PipeEnd) this.stdin.file.feedChild();
    for (const holder of [this.stdout, this.stderr]) if (holder?.file instanceof PipeEnd) holder.file.setSource(this);
  }

  /** Should it run for this question about its end? Who polls finds it running once: it can still be killed then. */
  isDue(poll: boolean): boolean {
    if (!this.isReady) return false;
    const wasPolled = this.polled;
    this.polled ||= poll;
    return !poll || wasPolled;
  }

  get isReady(): boolean {
    const file = this.stdin?.file;
    return !(file instanceof PipeEnd) || file.isComplete;
  }

  run(): void {
    if (this.status !== null) return;
    // Asked again by what it reads itself, it is still running.
    this.status = 0;
    try {
      this.status = this.runNow();
    } finally {
      this.release();
    }
  }

  /** It never runs: this is the wait status that is told of it. */
  end(status: number): void {
    if (this.status !== null) return;
    this.status = status;
    this.release();
  }

  private release(): void {
    for (const holder of [this.stdout, this.stderr]) if (holder?.file instanceof PipeEnd) holder.file.setSource(null);
    for (const holder of [this.stdin, this.stdout, this.stderr]) holder?.release();
  }

  private runNow(): number {
    const { processes } = hostOf(this.vm);
    if (processes === undefined || processes === null) throw new HostError('ENOSYS');
    const own = (holder: FileHolder | null): number | null =>
      holder === null ? null : processes.ownDescriptor(holder.file);
    const { stdin, stdout, stderr } = this;
    const isShared = stderr !== null && stdout !== null && stderr.file === stdout.file && own(stderr) === null;
    let result: ChildResult;
    try {
      result = processes.run({
        file: this.start.file,
        args: this.start.args,
        environment: this.start.environment,
        cwd: this.start.cwd,
        stdin: own(stdin) ?? (stdin === null ? null : readAll(stdin.file)),
        stdout: own(stdout) ?? (stdout === null ? null : 'capture'),
        stderr: isShared ? 'stdout' : (own(stderr) ?? (stderr === null ? null : 'capture')),
      });
    } catch (reason) {
      if (!(reason instanceof HostError)) throw reason;
      // As a shell does for a file that is no program.
      return 126 << 8;
    }
    this.vm.chargeMemory(result.stdout.length + result.stderr.length);
    if (stdout !== null && own(stdout) === null) writeAll(stdout.file, result.stdout);
    if (stderr !== null && own(stderr) === null && !isShared) writeAll(stderr.file, result.stderr);
    return result.status;
  }
}

function readAll(file: OpenFile): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const buffer = new Uint8Array(65536);
    let count = 0;
    try {
      count = file.read(buffer);
    } catch (reason) {
      // A pipe that the program still holds open: what it wrote so far is all there is.
      if (!(reason instanceof HostError) || reason.code !== 'EAGAIN') throw reason;
    }
    if (count === 0) break;
    parts.push(buffer.subarray(0, count));
    size += count;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function writeAll(file: OpenFile, data: Uint8Array): void {
  if (file instanceof PipeEnd) file.pour(data);
  else for (let at = 0; at < data.length; ) at += file.write(data.subarray(at));
}

/** The children of a machine that nobody has waited for. */
class Children {
  private next = FIRST_PID;
  readonly byPid = new Map<number, Child>();

  add(vm: Runtime, start: ChildStart): Child {
    const child = new Child(vm, this.next++, start);
    this.byPid.set(child.pid, child);
    return child;
  }
}

const childrenKey = new StateKey('child processes', () => new Children());

/** Start a child; answers its number. */
export function startChild(vm: Runtime, start: ChildStart): Child {
  return vm.state(childrenKey).add(vm, start);
}

/** The child with this number, if nobody has waited for it yet. */
export function childOf(vm: Runtime, pid: number): Child | undefined {
  return vm.state(childrenKey).byPid.get(pid);
}

/** `waitpid`: the child that ended, or null for `poll` when there is none yet. Throws ECHILD without any. */
export function waitChild(vm: Runtime, pid: number, poll: boolean): Child | null {
  const { byPid } = vm.state(childrenKey);
  const candidates = pid > 0 ? [byPid.get(pid)].filter((child) => child !== undefined) : [...byPid.values()];
  if (candidates.length === 0) throw new HostError('ECHILD');
  const found = candidates.find((child) => child.status !== null) ?? candidates.find((child) => child.isDue(poll));
  const child = found ?? (poll ? null : (candidates[0] as Child));
  if (child === null) return null;
  child.run();
  byPid.delete(child.pid);
  return child;
}

/** Children that nobody asked anything of run when the program ends. */
export function runPendingChildren(vm: Runtime): void {
  for (const child of vm.state(childrenKey).byPid.values()) child.run();
}
