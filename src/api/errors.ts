/** This file defines the errors that the API throws: told apart by class and by `kind`, never by their text. */
import type { LimitKind, Usage } from '../vm/limits.js';
import type { PyHandle } from './handle.js';

/** What every error of pyvm has. */
export abstract class PyvmError extends Error {
  abstract readonly kind: 'python' | 'syntax' | 'limit' | 'denied' | 'vm';
  /** What the run had used when it ended. */
  usage: Usage | null = null;
  /** What the run had written when it ended. */
  stdout = '';
  stderr = '';

  override get name(): string {
    return this.constructor.name;
  }
}

/** One frame of a Python traceback, the outermost first in `frames`. */
export interface PythonErrorFrame {
  readonly file: string;
  /** `co_qualname` of the code that ran. */
  readonly function: string;
  readonly line: number | null;
  readonly endLine: number | null;
  /** Columns in UTF-8 bytes from 0, as Python has them. */
  readonly column: number | null;
  readonly endColumn: number | null;
}

/** What a PythonError is made of. */
export interface PythonErrorParts {
  /** Class of the exception with its module, unless that is `builtins`: `KeyError`, `json.decoder.JSONDecodeError`. */
  readonly type: string;
  /** `str(exception)`. */
  readonly message: string;
  readonly frames: readonly PythonErrorFrame[];
  /** The exception itself; null when it was made by the host, or runs in another thread. */
  readonly object: PyHandle | null;
  /** The names of all classes that it is an instance of, itself first. */
  readonly bases: readonly string[];
}

/** A Python exception that the program did not catch. A host function throws one to raise it on purpose. */
export class PythonError extends PyvmError {
  readonly kind: 'python' | 'syntax' | 'denied' = 'python';
  readonly type: string;
  readonly frames: readonly PythonErrorFrame[];
  readonly object: PyHandle | null;
  readonly bases: readonly string[];
  /** `str(exception)` alone; `message` has the type in front. */
  readonly text: string;

  constructor(parts: PythonErrorParts);
  /** For host functions: the name of a built-in exception and its message. */
  constructor(type: string, text?: string);
  constructor(given: PythonErrorParts | string, text = '') {
    const parts: PythonErrorParts =
      typeof given === 'string' ? { type: given, message: text, frames: [], object: null, bases: [given] } : given;
    super(parts.message === '' ? parts.type : `${parts.type}: ${parts.message}`);
    this.type = parts.type;
    this.text = parts.message;
    this.frames = parts.frames;
    this.object = parts.object;
    this.bases = parts.bases;
  }

  /** Is the exception an instance of the class of this name (`LookupError`)? */
  isInstance(type: string): boolean {
    return this.bases.includes(type);
  }

  /** The traceback as Python prints it, without source lines. */
  get traceback(): string {
    const lines = this.frames.map((frame) => `  File "${frame.file}", line ${frame.line ?? '?'}, in ${frame.function}`);
    return ['Traceback (most recent call last):', ...lines, this.message].join('\n');
  }
}

/** Where a program is no Python. */
export interface SyntaxErrorPlace {
  readonly file: string | null;
  readonly line: number | null;
  /** From 1, in characters. */
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  /** The source line. */
  readonly sourceLine: string | null;
}

/** The program is no Python, or raised a SyntaxError. */
export class PythonSyntaxError extends PythonError {
  override readonly kind = 'syntax';

  constructor(
    parts: PythonErrorParts,
    readonly place: SyntaxErrorPlace,
  ) {
    super(parts);
  }
}

/** The program failed because something was not granted to it, and nothing caught that. */
export class DeniedError extends PythonError {
  override readonly kind = 'denied';

  constructor(
    parts: PythonErrorParts,
    /** What it tried: `import`, `open`, `eval` … */
    readonly operation: string,
    /** On what: a module's name, a path. */
    readonly target: string,
  ) {
    super(parts);
  }
}

/** A limit ended the program, which could not catch it. The instance runs nothing more. */
export class LimitError extends PyvmError {
  readonly kind = 'limit';

  constructor(readonly limit: LimitKind) {
    super(limit === 'cancelled' ? 'the program was cancelled' : `the program reached its limit of ${limit}`);
  }
}

/** How the API was misused, or that pyvm itself failed. */
export type VMErrorCode =
  /** The instance was closed. */
  | 'closed'
  /** A limit stopped the instance before. */
  | 'stopped'
  /** A synchronous call while another run is under way. */
  | 'busy'
  /** A value that has no counterpart on the other side. */
  | 'conversion'
  /** Not possible in this mode or on this host. */
  | 'unsupported'
  /** A snapshot cannot be made, or is none. */
  | 'snapshot'
  /** A bug in pyvm. */
  | 'internal';

/** The API was used in a way that cannot work, or pyvm has a bug. */
export class VMError extends PyvmError {
  readonly kind = 'vm';

  constructor(
    readonly code: VMErrorCode,
    message: string,
  ) {
    super(message);
  }
}
