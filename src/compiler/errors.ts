/** This file defines how the compiler reports errors. */
import { SyntaxErrorInfo } from '../syntax/errors/syntax-error-info.js';
import { SourceLocation } from './instruction-sequence.js';

/** Anything of the tree that stands somewhere in the source. */
export interface Located {
  readonly lineno: number;
  readonly end_lineno: number;
  readonly col_offset: number;
  readonly end_col_offset: number;
}

/** The location of a node (CPython's `SRC_LOCATION_FROM_AST`). */
export function locationOf(node: Located): SourceLocation {
  return new SourceLocation(node.lineno, node.end_lineno, node.col_offset, node.end_col_offset);
}

/**
 * A SyntaxError at a place in the source. Columns are those of the tree (bytes), as in CPython. The entry point of the
 * compiler fills in the file name; the source line is not known here.
 */
export function syntaxError(message: string, loc: Located): SyntaxErrorInfo {
  return new SyntaxErrorInfo(
    'SyntaxError',
    message,
    '',
    loc.lineno,
    loc.col_offset + 1,
    loc.end_lineno,
    loc.end_col_offset + 1,
    null,
  );
}

/** Thrown for a tree that is nested too deeply: Python's RecursionError, before it is a Python object. */
export class RecursionLimitError {
  constructor(readonly message: string) {}
}

/** A tree that no parser makes (CPython's SystemError, or ValueError from a later check). */
export class MalformedTreeError {
  constructor(readonly message: string) {}
}
