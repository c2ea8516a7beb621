/** This file defines what an instance of Python offers to its host, wherever it runs. */
import type { Usage } from '../vm/limits.js';
import type { JsValue } from './convert.js';
import type { PyHandle } from './handle.js';
import type { CallOptions, PythonEvent, RunOptions, RunResult, SnapshotOptions } from './options.js';

/** The global names of an instance's programs. */
export interface Globals {
  get(name: string): Promise<JsValue | undefined>;
  set(name: string, value: unknown): Promise<void>;
  has(name: string): Promise<boolean>;
  delete(name: string): Promise<boolean>;
  names(): Promise<string[]>;
}

/** One Python. Runs follow one another: what is begun while another is under way waits for its turn. */
export interface PythonInstance {
  readonly globals: Globals;
  /** What the last run used. */
  readonly usage: Usage | null;
  /** Was it closed, or stopped by a limit? Then nothing runs in it any more. */
  readonly isDead: boolean;

  /**
   * Run a program. Answers the value of the expression that it ends with, else null. Never blocks the event loop for
   * long; waits where the program waits. Throws PythonError, PythonSyntaxError, DeniedError, LimitError, VMError.
   */
  run<T = JsValue>(source: string, options?: RunOptions): Promise<T>;

  /** As `run`, at once: for programs that need not wait for the host. Not in worker mode. */
  runSync<T = JsValue>(source: string, options?: RunOptions): T;

  /** As `run`, but what goes wrong in the program is an answer, not thrown. VMErrors are thrown. */
  tryRun<T = JsValue>(source: string, options?: RunOptions): Promise<RunResult<T>>;

  /** Call a global of this name, or a handle, with these arguments. */
  call<T = JsValue>(callable: string | PyHandle, args?: readonly unknown[], options?: CallOptions): Promise<T>;

  /** An attribute of an object. */
  getAttr<T = JsValue>(object: PyHandle, name: string): Promise<T>;

  /** `repr(object)`. */
  repr(object: PyHandle): Promise<string>;

  /**
   * The state of the program as signed bytes: between runs, or while a run waits for the host. Open files, host functions
   * that were not given at the start, and native code that waits cannot be saved. Not in worker mode.
   */
  snapshot(options: SnapshotOptions): Promise<Uint8Array>;

  /** Restored from a snapshot in the middle of a run: `resume` goes on with it. */
  readonly isSuspended: boolean;

  /** Go on with the run of a snapshot: `answer` is what the host function answers that it waited for, or a PythonError. */
  resume<T = JsValue>(answer?: unknown, options?: CallOptions): Promise<T>;

  /** Output and audit events from now on. Ends when the instance is closed. */
  events(): AsyncIterableIterator<PythonEvent>;

  /** End everything: a program under way is stopped. Closing twice is no error. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
