/** This file is the program of a worker: one instance of Python, driven by messages. */
import { inflate, openLibrary } from '../host/node/node-library.js';
import { parentLine } from '../host/node/node-worker.js';
import { nodeWorld } from '../host/node/node-world.js';
import type { JsValue } from './convert.js';
import { PythonError, PyvmError, VMError } from './errors.js';
import type { PyHandle } from './handle.js';
import { LocalInstance } from './local-instance.js';
import type { CallOptions, PythonOptions, RunOptions } from './options.js';
import {
  type Exchange,
  errorFromWire,
  errorToWire,
  type FromWorker,
  fromWire,
  type ToWorker,
  toWire,
  type WorkerCommand,
} from './wire.js';

const line = parentLine();
const send = (message: FromWorker): void => line.post(message);

/** The worker's side: handles are its own, functions are the host's. */
class WorkerSide implements Exchange {
  readonly handles = new Map<number, PyHandle>();
  readonly calls = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  readonly aborts = new Map<number, AbortController>();
  private readonly functions = new Map<number, (...args: unknown[]) => unknown>();
  private next = 1;

  handleOut(handle: PyHandle): number {
    const id = this.next++;
    this.handles.set(id, handle);
    return id;
  }

  handleIn(id: number): PyHandle {
    const handle = this.handles.get(id);
    if (handle === undefined) throw new VMError('conversion', 'the handle belongs to another instance');
    return handle;
  }

  functionOut(): number {
    throw new VMError('conversion', 'no functions of the worker leave it');
  }

  functionIn(id: number, name: string): unknown {
    const known = this.functions.get(id);
    if (known !== undefined) return known;
    const func = (...args: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const call = this.next++;
        this.calls.set(call, { resolve, reject });
        send({ kind: 'call', id: call, func: id, args: toWire(args, this) as unknown[] });
      });
    Object.defineProperty(func, 'name', { value: name });
    this.functions.set(id, func);
    return func;
  }
}

const side = new WorkerSide();
const options = fromWire(line.data, side) as PythonOptions;
const instance = new LocalInstance({ archive: openLibrary(import.meta.url), inflate, world: nodeWorld() }, options);

async function perform(command: WorkerCommand, args: readonly unknown[], signal: AbortSignal): Promise<unknown> {
  const [first, second, third] = args;
  switch (command) {
    case 'tryRun': {
      const result = await instance.tryRun(first as string, { ...(second as RunOptions), signal });
      return result.ok ? result : { ...result, error: new Map([['error', errorToWire(result.error, side)]]) };
    }
    case 'call':
      return instance.call(first as string | PyHandle, second as unknown[], { ...(third as CallOptions), signal });
    case 'getAttr':
      return instance.getAttr(first as PyHandle, second as string);
    case 'repr':
      return instance.repr(first as PyHandle);
    case 'get':
      return instance.globals.get(first as string);
    case 'set':
      return instance.globals.set(first as string, second as JsValue);
    case 'has':
      return instance.globals.has(first as string);
    case 'delete':
      return instance.globals.delete(first as string);
    case 'names':
      return instance.globals.names();
    default:
      return instance.close();
  }
}

/** Results of tryRun hold an error as data already: it must not be taken for a plain object. */
function resultToWire(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return toWire(value, side);
  const { error, ...rest } = value as { error?: Map<string, unknown> };
  const wire = toWire(rest, side);
  return error === undefined ? [wire] : [wire, error.get('error')];
}

async function handle(message: Extract<ToWorker, { kind: 'do' }>): Promise<void> {
  const { id, command } = message;
  const abort = new AbortController();
  side.aborts.set(id, abort);
  try {
    const value = await perform(command, fromWire(message.args, side) as unknown[], abort.signal);
    send({ kind: 'done', id, value: command === 'tryRun' ? resultToWire(value) : toWire(value, side) });
  } catch (reason) {
    const error = reason instanceof PyvmError ? reason : new VMError('internal', 'internal error of pyvm');
    send({ kind: 'done', id, error: errorToWire(error, side) });
  } finally {
    side.aborts.delete(id);
  }
}

function answer(message: Extract<ToWorker, { kind: 'answer' }>): void {
  const call = side.calls.get(message.id);
  side.calls.delete(message.id);
  if (call === undefined) return;
  if (message.error === undefined) call.resolve(fromWire(message.value, side));
  else if (message.error === 'failed') call.reject(new Error('the host function failed'));
  else {
    const error = errorFromWire(message.error, side);
    call.reject(error instanceof PythonError ? error : new Error('the host function failed'));
  }
}

line.listen((received) => {
  const message = received as ToWorker;
  if (message.kind === 'do') void handle(message);
  else if (message.kind === 'abort') side.aborts.get(message.id)?.abort();
  else if (message.kind === 'answer') answer(message);
  else side.handles.delete(message.handle);
});

async function forward(): Promise<void> {
  for await (const event of instance.events()) send({ kind: 'event', event: toWire(event, side) });
}
void forward();
send({ kind: 'ready' });
