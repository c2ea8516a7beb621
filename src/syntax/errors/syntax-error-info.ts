/** This file defines what the parser and the compiler throw for a program that is not valid Python. */
import type { Str } from '../../values/str.js';

/** The exception classes that source text can raise; `ValueError` and `MemoryError` carry a message only. */
export type SyntaxErrorKind =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  | '_IncompleteInputError'
  | 'MemoryError'
  | 'ValueError'
  | 'OverflowError';

/**
 * A Python SyntaxError (or kin) before it is a Python object. Not a JavaScript Error: it captures no host stack.
 *
 * `lineno` counts from 1, `offset` is a column in characters that counts from 1; both, and the end, are `null`
 * when CPython leaves them out. `text` is the source line, `null` when CPython gives none.
 */
export class SyntaxErrorInfo {
  constructor(
    readonly kind: SyntaxErrorKind,
    readonly msg: Str,
    public filename: Str,
    readonly lineno: number | null,
    readonly offset: number | null,
    readonly endLineno: number | null,
    readonly endOffset: number | null,
    readonly text: Str | null,
  ) {}

  /** What the parser had read before it failed; null for errors that it did not find. */
  metadata: ParserMetadata | null = null;
  /** The exception has its message alone, and no place. */
  isBare = false;
}

/** Where the last compound statement starts (zeros without one), and the source unless it is a file's: `_metadata`. */
export interface ParserMetadata {
  readonly lineno: number;
  readonly column: number;
  readonly source: Str | null;
}

/** A warning found while reading source: CPython's category name, message and line. */
export interface SourceWarning {
  readonly category: 'SyntaxWarning' | 'DeprecationWarning';
  readonly message: Str;
  readonly lineno: number;
  /** What CPython raises instead of the warning when a filter turns it into an error. */
  readonly asError: SyntaxErrorInfo;
}

/** Receives warnings in CPython's order; it may throw `warning.asError` (or anything else) to refuse the source. */
export type WarningSink = (warning: SourceWarning) => void;
