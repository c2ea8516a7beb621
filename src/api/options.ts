/** This file defines what an embedder says when making an instance and when running something in it. */
import type { Mount } from '../host/capabilities.js';
import type { LimitKind, Limits, Usage } from '../vm/limits.js';
import type { PolicyAnswer, PolicyRule } from '../vm/policy.js';
import type { DictForm } from './convert.js';
import type { PyvmError } from './errors.js';
import { VMError } from './errors.js';

/** A tree of files in memory: by path, text or bytes. */
export type FileTree = { readonly [path: string]: string | Uint8Array };

/** What a program finds at a path of its own: made by `readOnly`, `readWrite` and `overlay`. */
export interface FileGrant {
  readonly access: 'read' | 'write' | 'overlay';
  readonly files: ReadonlyMap<string, string | Uint8Array> | null;
  readonly folder: string | null;
}

/** A folder (or one file) of the host, to be granted; made by `folder`. */
export class HostFolder {
  constructor(readonly path: string) {}
}

/** A folder of the host: `readOnly(folder('/srv/data'))`. Nothing leads out of it. */
export function folder(path: string): HostFolder {
  return new HostFolder(path);
}

function grant(access: FileGrant['access'], content: FileTree | HostFolder): FileGrant {
  if (content instanceof HostFolder) return { access, files: null, folder: content.path };
  return { access, files: new Map(Object.entries(content)), folder: null };
}

/** Files that the program can read. */
export function readOnly(content: FileTree | HostFolder): FileGrant {
  return grant('read', content);
}

/** Files that the program can read and change; a folder of the host really changes. */
export function readWrite(content: FileTree | HostFolder): FileGrant {
  return grant('write', content);
}

/** Files that the program can read and seems to change: the changes are kept in memory. */
export function overlay(content: FileTree | HostFolder): FileGrant {
  return grant('overlay', content);
}

/** The mount of a grant. */
export function mountOf(at: string, given: FileGrant): Mount {
  if (given.folder !== null) return { kind: 'folder', at, path: given.folder, access: given.access };
  return { kind: 'memory', at, files: given.files ?? new Map(), access: given.access };
}

/** A clock that stands still at a moment; sleeping moves it. */
export interface FixedClockOption {
  readonly at: Date;
}

/** A clock that stands still: `fixed('2026-01-01')`. */
export function fixed(moment: string | number | Date): FixedClockOption {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) throw new VMError('conversion', 'no such moment');
  return { at };
}

/** What a program may reach. Everything absent is denied. */
export interface Allow {
  /** Modules of the standard library; all when absent. They grant nothing by themselves. */
  readonly modules?: readonly string[];
  /** Modules that may not be imported even if allowed. */
  readonly denyModules?: readonly string[];
  /** Files by the path at which the program sees them. */
  readonly files?: { readonly [at: string]: FileGrant };
  readonly env?: { readonly [name: string]: string };
  /** `host:port`, `host` or `*`; false for none. */
  readonly net?: readonly string[] | false;
  /** `eval`, `exec` and `compile` of the program, code objects from parts, and marshal. */
  readonly eval?: boolean | PolicyRule;
}

/** An audit event (PEP 578) as the host sees it. */
export interface AuditEvent {
  readonly type: 'audit';
  readonly name: string;
  /** The event's arguments: strings, numbers and the like as they are, everything else as `<type>`. */
  readonly args: readonly (string | number | bigint | boolean | null)[];
}

/** What a program wrote. */
export interface OutputEvent {
  readonly type: 'stdout' | 'stderr';
  readonly text: string;
}

export type PythonEvent = AuditEvent | OutputEvent;

/** A function of the host as programs can call it. Keyword arguments come as one object behind the others. */
// biome-ignore lint/suspicious/noExplicitAny: the program decides what it passes
export type HostFunction = (...args: any[]) => unknown;

export type HostFunctions = { readonly [name: string]: HostFunction };

/** Functions and values that a program can import under a module's name. */
export type HostModule = { readonly [name: string]: unknown };

/** How an instance is made. */
export interface PythonOptions {
  /** Limits of every run; finite by default, see `SANDBOX_LIMITS`. */
  readonly limits?: Partial<Limits>;
  readonly allow?: Allow;
  /** Virtual by default: it counts instructions and sleeping. */
  readonly clock?: 'virtual' | 'real' | FixedClockOption;
  /** Of random numbers and of hashes; 0 by default. `'random'`: a new one from the host. */
  readonly seed?: number | 'random';
  /** Standard input: what there is to read, or a function that answers the next line, null at the end. */
  readonly stdin?: string | Uint8Array | (() => string | null | Promise<string | null>);
  /** `sys.argv`. */
  readonly argv?: readonly string[];
  /** Functions that every program of the instance finds in its globals. */
  readonly functions?: HostFunctions;
  /** Modules of the host by name. */
  readonly modules?: { readonly [name: string]: HostModule };
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
  /** Is told of every audit event, and may forbid what it tells of. */
  readonly onAudit?: (event: AuditEvent) => PolicyAnswer | undefined | void;
  /** What dicts become: Maps by default. */
  readonly dicts?: DictForm;
  /** `'worker'`: run in a thread of its own, which can be ended whatever it does. */
  readonly isolate?: 'none' | 'worker';
  /** Worker mode: megabytes of heap that the thread may take before it is ended. */
  readonly workerHeapMb?: number;
}

/** How something is run. */
export interface RunOptions {
  /** Globals that are set before. */
  readonly inputs?: { readonly [name: string]: unknown };
  /** Functions that are set before, sync or async. */
  readonly functions?: HostFunctions;
  /** Ends the program at once when it is aborted, also while it waits, and also when it is aborted already. */
  readonly signal?: AbortSignal;
  /** Limits of this run where they differ from the instance's. */
  readonly limits?: Partial<Limits>;
  /** The file name in tracebacks. */
  readonly filename?: string;
  readonly dicts?: DictForm;
}

/** How a call is made. */
export interface CallOptions extends Omit<RunOptions, 'inputs' | 'functions' | 'filename'> {
  readonly kwargs?: { readonly [name: string]: unknown };
}

/** How a snapshot is made. */
export interface SnapshotOptions {
  /** A secret of the host that signs the snapshot; it is restored with the same one. */
  readonly key: Uint8Array;
}

/** The outcome of `tryRun`. */
export type RunResult<T> =
  | { readonly ok: true; readonly value: T; readonly stdout: string; readonly stderr: string; readonly usage: Usage }
  | {
      readonly ok: false;
      readonly error: PyvmError;
      readonly stdout: string;
      readonly stderr: string;
      readonly usage: Usage;
    };

export type { LimitKind, Limits, Usage };
