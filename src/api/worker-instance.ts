/** This file is an instance of Python in a worker, as its host has it: the same API, and a thread that can be ended. */
import { startWorker, type WorkerThread } from '../host/node/node-worker.js';
import { SANDBOX_LIMITS, type Usage } from '../vm/limits.js';
import type { JsValue } from './convert.js';
import { LimitError, PythonError, type PyvmError, VMError } from './errors.js';
import { PyHandle } from './handle.js';
import type { Globals, PythonInstance } from './instance.js';
import type { CallOptions, HostFunction, PythonEvent, PythonOptions, RunOptions, RunResult } from './options.js';
import { EventQueue } from './output.js';
import {
  type Exchange,
  errorFromWire,
  errorToWire,
  type FromWorker,
  fromWire,
  type ToWorker,
  toWire,
  type WireError,
  type WorkerCommand,
} from './wire.js';

/** How long the thread may take to end by itself before it is ended, in milliseconds. */
const GRACE_MS = 1000;
const DEFAULT_HEAP_MB = 512;

interface Pending {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** The host's side: functions are its own, handles are the worker's. */
class HostSide implements Exchange {
  readonly functions = new Map<number, HostFunction>();
  private readonly numbers = new WeakMap<object, number>();
  private readonly released: FinalizationRegistry<number>;
  private next = 1;

  constructor(
    private readonly owner: object,
    release: (handle: number) => void,
  ) {
    this.released = new FinalizationRegistry(release);
  }

  handleOut(handle: PyHandle): number {
    const id = PyHandle.open(handle, this.owner);
    if (typeof id !== 'number') throw new VMError('conversion', 'the handle belongs to another instance');
    return id;
  }

  handleIn(id: number, typeName: string): PyHandle {
    const handle = PyHandle.make(this.owner, id, typeName);
    this.released.register(handle, id);
    return handle;
  }

  functionOut(func: (...args: never[]) => unknown): number {
    let id = this.numbers.get(func);
    if (id === undefined) {
      id = this.next++;
      this.numbers.set(func, id);
      this.functions.set(id, func as HostFunction);
    }
    return id;
  }

  functionIn(): unknown {
    throw new VMError('internal', 'internal error of pyvm');
  }
}

/** An instance in a worker. */
export class WorkerInstance implements PythonInstance {
  usage: Usage | null = null;
  readonly globals: Globals;
  private readonly side: HostSide;
  private readonly thread: WorkerThread;
  private readonly queue = new EventQueue();
  private readonly pending = new Map<number, Pending>();
  private readonly wallMs: number;
  private next = 1;
  private end: PyvmError | null = null;
  private isReady: Pending | null = null;
  /** Why the thread was ended by this side. */
  private ending: PyvmError | null = null;

  private constructor(private readonly options: PythonOptions) {
    this.side = new HostSide(this, (handle) => this.send({ kind: 'release', handle }));
    this.wallMs = options.limits?.wallMs ?? SANDBOX_LIMITS.wallMs;
    const { onStdout: _out, onStderr: _err, onAudit: _audit, isolate: _isolate, workerHeapMb, ...rest } = options;
    this.thread = startWorker(
      new URL('./worker-main.js', import.meta.url),
      toWire(rest, this.side),
      workerHeapMb ?? DEFAULT_HEAP_MB,
      { message: (message) => this.received(message as FromWorker), ended: (full) => this.ended(full) },
    );
    this.globals = new WorkerGlobals((command, ...args) => this.request(command, args, {}));
  }

  /** Start a worker with an instance in it. */
  static async start(options: PythonOptions): Promise<WorkerInstance> {
    if (options.onAudit !== undefined || typeof options.allow?.eval === 'function') {
      throw new VMError('unsupported', 'a worker cannot ask its host what to forbid: say it in `allow`');
    }
    const instance = new WorkerInstance(options);
    await new Promise((resolve, reject) => {
      instance.isReady = { resolve, reject };
    });
    instance.isReady = null;
    return instance;
  }

  get isDead(): boolean {
    return this.end !== null;
  }

  async run<T = JsValue>(source: string, options: RunOptions = {}): Promise<T> {
    const result = await this.tryRun<T>(source, options);
    if (!result.ok) throw result.error;
    return result.value;
  }

  runSync<T = JsValue>(): T {
    throw new VMError('unsupported', 'a worker cannot be waited for synchronously');
  }

  async tryRun<T = JsValue>(source: string, options: RunOptions = {}): Promise<RunResult<T>> {
    const { signal: _signal, ...rest } = options;
    let answer: unknown;
    try {
      answer = await this.request('tryRun', [source, rest], options, true);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      const usage = error.usage ?? NO_USAGE;
      return { ok: false, error, stdout: '', stderr: '', usage };
    }
    const [wire, failure] = answer as [unknown, WireError | undefined];
    const result = { ...(fromWire(wire, this.side) as object) } as RunResult<T>;
    this.usage = result.usage;
    if (failure === undefined) return result;
    const error = errorFromWire(failure, this.side);
    if (error instanceof LimitError)
      this.end = new VMError('stopped', 'a limit stopped the instance; make another one');
    return { ...result, error } as RunResult<T>;
  }

  async call<T = JsValue>(
    callable: string | PyHandle,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): Promise<T> {
    const { signal: _signal, ...rest } = options;
    return (await this.request('call', [callable, args, rest], options)) as T;
  }

  async getAttr<T = JsValue>(object: PyHandle, name: string): Promise<T> {
    return (await this.request('getAttr', [object, name], {})) as T;
  }

  async repr(object: PyHandle): Promise<string> {
    return (await this.request('repr', [object], {})) as string;
  }

  async snapshot(): Promise<Uint8Array> {
    throw new VMError('unsupported', 'a worker makes no snapshots');
  }

  readonly isSuspended = false;

  async resume<T = JsValue>(): Promise<T> {
    throw new VMError('unsupported', 'a worker restores no snapshots');
  }

  events(): AsyncIterableIterator<PythonEvent> {
    return this.queue.read();
  }

  async close(): Promise<void> {
    if (this.ending === null) {
      this.ending = this.end ?? new VMError('closed', 'the instance is closed');
      this.end = this.ending;
      for (const pending of this.pending.values()) pending.reject(new LimitError('cancelled'));
      this.pending.clear();
      await this.thread.terminate();
    }
    this.queue.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private send(message: ToWorker): void {
    if (this.ending === null) this.thread.post(message);
  }

  /** Ask the worker for something. It is ended when it does not keep the limit of time, or does not obey a signal. */
  private async request(
    command: WorkerCommand,
    args: readonly unknown[],
    options: RunOptions | CallOptions,
    raw = false,
  ): Promise<unknown> {
    if (this.end !== null) throw this.end;
    const { signal } = options;
    if (signal?.aborted === true) throw new LimitError('cancelled');
    const id = this.next++;
    const wire = toWire(args, this.side) as unknown[];
    const answer = new Promise<unknown>((resolve, reject) => this.pending.set(id, { resolve, reject }));
    const abort = (): void => {
      this.send({ kind: 'abort', id });
      this.endWithin(id, GRACE_MS, new LimitError('cancelled'));
    };
    signal?.addEventListener('abort', abort, { once: true });
    const wallMs = options.limits?.wallMs ?? this.wallMs;
    // Runs that wait for their turn begin later: the worker counts their time itself.
    if (this.pending.size === 1 && wallMs < 2 ** 31 - GRACE_MS)
      this.endWithin(id, wallMs + GRACE_MS, new LimitError('time'));
    this.send({ kind: 'do', id, command, args: wire });
    try {
      const value = await answer;
      return raw ? value : fromWire(value, this.side);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** End the thread if it has not answered by then. */
  private endWithin(id: number, ms: number, error: LimitError): void {
    const cancel = this.timer(ms, () => {
      if (this.pending.has(id)) void this.terminate(error);
    });
    const pending = this.pending.get(id);
    if (pending === undefined) cancel();
    else {
      this.pending.set(id, {
        resolve: (value) => {
          cancel();
          pending.resolve(value);
        },
        reject: (reason) => {
          cancel();
          pending.reject(reason);
        },
      });
    }
  }

  private timer(ms: number, callback: () => void): () => void {
    const signal = AbortSignal.timeout(ms);
    signal.addEventListener('abort', callback, { once: true });
    return () => signal.removeEventListener('abort', callback);
  }

  private async terminate(error: LimitError): Promise<void> {
    if (this.ending !== null) return;
    this.ending = error;
    this.fail(error);
    await this.thread.terminate();
  }

  /** Nothing will be answered any more. */
  private fail(error: PyvmError): void {
    this.end = new VMError('stopped', 'a limit stopped the instance; make another one');
    for (const pending of this.pending.values()) pending.reject(error);
    this.pending.clear();
    this.queue.close();
  }

  private ended(outOfMemory: boolean): void {
    if (this.ending !== null) return;
    const error = outOfMemory ? new LimitError('memory') : new VMError('internal', 'the worker ended');
    this.ending = error;
    this.isReady?.reject(error);
    this.fail(error);
  }

  private received(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.isReady?.resolve(undefined);
        return;
      case 'done': {
        const pending = this.pending.get(message.id);
        this.pending.delete(message.id);
        if (message.error === undefined) pending?.resolve(message.value);
        else pending?.reject(errorFromWire(message.error, this.side));
        return;
      }
      case 'event': {
        const event = fromWire(message.event, this.side) as PythonEvent;
        if (event.type === 'stdout') this.options.onStdout?.(event.text);
        else if (event.type === 'stderr') this.options.onStderr?.(event.text);
        this.queue.push(event);
        return;
      }
      case 'call':
        void this.callHost(message);
    }
  }

  /** The program calls a function of the host. */
  private async callHost(message: Extract<FromWorker, { kind: 'call' }>): Promise<void> {
    const { id } = message;
    try {
      const func = this.side.functions.get(message.func) as HostFunction;
      const value: unknown = await func(...(fromWire(message.args, this.side) as unknown[]));
      this.send({ kind: 'answer', id, value: toWire(value, this.side) });
    } catch (reason) {
      const error = reason instanceof PythonError ? errorToWire(reason, this.side) : 'failed';
      this.send({ kind: 'answer', id, error });
    }
  }
}

const NO_USAGE: Usage = { instructions: 0, wallMs: 0, peakBytes: 0, outputBytes: 0, hostCalls: 0 };

class WorkerGlobals implements Globals {
  constructor(private readonly ask: (command: WorkerCommand, ...args: unknown[]) => Promise<unknown>) {}

  async get(name: string): Promise<JsValue | undefined> {
    return (await this.ask('get', name)) as JsValue | undefined;
  }

  async set(name: string, value: unknown): Promise<void> {
    await this.ask('set', name, value);
  }

  async has(name: string): Promise<boolean> {
    return (await this.ask('has', name)) as boolean;
  }

  async delete(name: string): Promise<boolean> {
    return (await this.ask('delete', name)) as boolean;
  }

  async names(): Promise<string[]> {
    return (await this.ask('names')) as string[];
  }
}
