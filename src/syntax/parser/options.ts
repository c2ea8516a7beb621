/** This file defines what a caller may ask of the parser. */
import type { SourceCodec } from '../../source/encoding.js';
import type { Str } from '../../values/str.js';
import type { WarningSink } from '../errors/syntax-error-info.js';
import type { NameLookup } from './string-literal.js';
import type { ParseMode } from './token-list.js';

/** Is told of work before it is done; may throw to stop it. */
export interface WorkMeter {
  /** So much work, in units of about one simple instruction. */
  chargeFuel(units: number): void;
  /** So many bytes that are kept until the end. */
  chargeMemory(bytes: number): void;
}

/** How to read a source; all but the file name may be left out. */
export interface ParseOptions {
  /** The name that errors carry. */
  readonly filename: Str;
  /** What to parse; `exec` by default. */
  readonly mode?: ParseMode;
  /** Receives SyntaxWarnings, in the order of their lines. */
  readonly warn?: WarningSink | undefined;
  /** Read type comments (PyCF_TYPE_COMMENTS). */
  readonly typeComments?: boolean;
  /** Bytes are UTF-8 whatever cookie they hold (PyCF_IGNORE_COOKIE). */
  readonly ignoreCookie?: boolean;
  /** The bytes are a file's own: errors name it, and NUL bytes are an error of their line. */
  readonly fromFile?: boolean;
  /** Decodes the encodings that the source layer does not know. */
  readonly codec?: SourceCodec | undefined;
  /** `from __future__ import barry_as_FLUFL` already holds (CO_FUTURE_BARRY_AS_BDFL). */
  readonly barryAsFlufl?: boolean;
  /** Do not close open blocks at the end of interactive input (PyCF_DONT_IMPLY_DEDENT). */
  readonly dontImplyDedent?: boolean;
  /** Say `_IncompleteInputError` where more input could make the source valid (PyCF_ALLOW_INCOMPLETE_INPUT). */
  readonly allowIncompleteInput?: boolean;
  /** The most digits of a decimal integer literal, 0 for no limit; as CPython's default when it is left out. */
  readonly maxIntDigits?: number;
  /** Refuse syntax that is newer than this minor version of Python 3, as `ast.parse(feature_version=…)` does. */
  readonly featureVersion?: number;
  /** Is told of work; without it nothing is. */
  readonly meter?: WorkMeter | undefined;
  /** Unicode character names for `\N{…}`; without it every name is unknown. */
  readonly lookupName?: NameLookup | undefined;
}
