/** This file carries values and errors between an instance in a worker and its host: in a form that can be cloned. */
import type { LimitKind, Usage } from '../vm/limits.js';
import {
  DeniedError,
  LimitError,
  PythonError,
  type PythonErrorFrame,
  type PythonErrorParts,
  PythonSyntaxError,
  type PyvmError,
  type SyntaxErrorPlace,
  VMError,
  type VMErrorCode,
} from './errors.js';
import { PyHandle } from './handle.js';

/** What stands for something that cannot be cloned. Plain objects travel as `o`, so that nothing can look like a tag. */
interface Tagged {
  readonly t: 'h' | 'f' | 'o';
  readonly id?: number;
  readonly name?: string;
  readonly entries?: readonly [string, unknown][];
}

/** The things of one side that the other side only has numbers for. */
export interface Exchange {
  /** A number for a handle of this side; or the number that the other side gave. */
  handleOut(handle: PyHandle): number;
  handleIn(id: number, typeName: string): unknown;
  functionOut(func: (...args: never[]) => unknown): number;
  functionIn(id: number, name: string): unknown;
}

/** Ready to be cloned. Throws VMError for what has no place on the wire. */
export function toWire(value: unknown, exchange: Exchange, seen = new Map<unknown, unknown>()): unknown {
  if (typeof value === 'function') {
    return { t: 'f', id: exchange.functionOut(value as never), name: value.name } satisfies Tagged;
  }
  if (typeof value === 'symbol') throw new VMError('conversion', 'a symbol has no Python counterpart');
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (value instanceof PyHandle)
    return { t: 'h', id: exchange.handleOut(value), name: value.typeName } satisfies Tagged;
  if (value instanceof Uint8Array || value instanceof ArrayBuffer || value instanceof Date) return value;
  if (Array.isArray(value)) {
    const array: unknown[] = [];
    seen.set(value, array);
    for (const item of value) array.push(toWire(item, exchange, seen));
    return array;
  }
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>();
    seen.set(value, map);
    for (const [key, item] of value) map.set(toWire(key, exchange, seen), toWire(item, exchange, seen));
    return map;
  }
  if (value instanceof Set) {
    const set = new Set<unknown>();
    seen.set(value, set);
    for (const item of value) set.add(toWire(item, exchange, seen));
    return set;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new VMError(
      'conversion',
      'an object of a class has no Python counterpart; give a plain object or a function',
    );
  }
  const entries: [string, unknown][] = [];
  const tagged: Tagged = { t: 'o', entries };
  seen.set(value, tagged);
  for (const [key, item] of Object.entries(value)) entries.push([key, toWire(item, exchange, seen)]);
  return tagged;
}

/** What `toWire` made, on the other side. */
export function fromWire(value: unknown, exchange: Exchange, seen = new Map<unknown, unknown>()): unknown {
  if (
    typeof value !== 'object' ||
    value === null ||
    value instanceof Uint8Array ||
    value instanceof ArrayBuffer ||
    value instanceof Date
  )
    return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const array: unknown[] = [];
    seen.set(value, array);
    for (const item of value) array.push(fromWire(item, exchange, seen));
    return array;
  }
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>();
    seen.set(value, map);
    for (const [key, item] of value) map.set(fromWire(key, exchange, seen), fromWire(item, exchange, seen));
    return map;
  }
  if (value instanceof Set) {
    const set = new Set<unknown>();
    seen.set(value, set);
    for (const item of value) set.add(fromWire(item, exchange, seen));
    return set;
  }
  const { t, id = 0, name = '', entries = [] } = value as Tagged;
  if (t === 'h') return exchange.handleIn(id, name);
  if (t === 'f') return exchange.functionIn(id, name);
  const object = Object.create(null) as Record<string, unknown>;
  seen.set(value, object);
  for (const [key, item] of entries) {
    Object.defineProperty(object, key, {
      value: fromWire(item, exchange, seen),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}

/** An error of pyvm as data. */
export interface WireError {
  readonly kind: PyvmError['kind'];
  readonly message: string;
  readonly type: string;
  readonly text: string;
  readonly frames: readonly PythonErrorFrame[];
  readonly bases: readonly string[];
  readonly object: unknown;
  readonly place: SyntaxErrorPlace | null;
  readonly operation: string;
  readonly target: string;
  readonly limit: LimitKind;
  readonly code: VMErrorCode;
  readonly usage: Usage | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function errorToWire(error: PyvmError, exchange: Exchange): WireError {
  const python = error instanceof PythonError ? error : null;
  return {
    kind: error.kind,
    message: error.message,
    type: python?.type ?? '',
    text: python?.text ?? '',
    frames: python?.frames ?? [],
    bases: python?.bases ?? [],
    object: python?.object === null || python === null ? null : toWire(python.object, exchange),
    place: error instanceof PythonSyntaxError ? error.place : null,
    operation: error instanceof DeniedError ? error.operation : '',
    target: error instanceof DeniedError ? error.target : '',
    limit: error instanceof LimitError ? error.limit : 'time',
    code: error instanceof VMError ? error.code : 'internal',
    usage: error.usage,
    stdout: error.stdout,
    stderr: error.stderr,
  };
}

export function errorFromWire(wire: WireError, exchange: Exchange): PyvmError {
  const error = rebuilt(wire, exchange);
  error.usage = wire.usage;
  error.stdout = wire.stdout;
  error.stderr = wire.stderr;
  return error;
}

function rebuilt(wire: WireError, exchange: Exchange): PyvmError {
  if (wire.kind === 'limit') return new LimitError(wire.limit);
  if (wire.kind === 'vm') return new VMError(wire.code, wire.message);
  const object = fromWire(wire.object, exchange);
  const parts: PythonErrorParts = {
    type: wire.type,
    message: wire.text,
    frames: wire.frames,
    bases: wire.bases,
    object: object instanceof PyHandle ? object : null,
  };
  if (wire.kind === 'syntax') return new PythonSyntaxError(parts, wire.place as SyntaxErrorPlace);
  return wire.kind === 'denied' ? new DeniedError(parts, wire.operation, wire.target) : new PythonError(parts);
}

/** What the host asks of an instance in a worker. */
export type WorkerCommand =
  | 'tryRun'
  | 'call'
  | 'getAttr'
  | 'repr'
  | 'get'
  | 'set'
  | 'has'
  | 'delete'
  | 'names'
  | 'close';

/** From the host to the worker. */
export type ToWorker =
  | { readonly kind: 'do'; readonly id: number; readonly command: WorkerCommand; readonly args: readonly unknown[] }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: WireError | 'failed' }
  | { readonly kind: 'release'; readonly handle: number };

/** From the worker to the host. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly value?: unknown; readonly error?: WireError }
  | { readonly kind: 'call'; readonly id: number; readonly func: number; readonly args: readonly unknown[] }
  | { readonly kind: 'event'; readonly event: unknown };
