/** This file defines the tokenizer's state and how it moves through the source line by line. */
import { characterLength, type SourceText } from '../../source/source-text.js';
import type { Str } from '../../values/str.js';
import { strFromUtf16 } from '../../values/str.js';
import { type SourceWarning, SyntaxErrorInfo, type WarningSink } from '../errors/syntax-error-info.js';
import { T } from './token-types.js';

/** What `nextChar` answers at the end of the source. */
export const EOF = -1;

/** Why the tokenizer stopped; `OK` while it goes on. The names are those of CPython's errcode.h. */
export type Done = 'OK' | 'EOF' | 'ERROR' | 'TABSPACE' | 'DEDENT' | 'TOODEEP' | 'LINECONT' | 'EOFS' | 'EOLS';

/** How deep brackets may nest. */
export const MAX_LEVEL = 200;
/** How many levels of indentation there may be. */
export const MAX_INDENT = 100;
/** How deep f-strings and t-strings may nest. */
export const MAX_STRING_NESTING = 150;
/** How deep replacement fields may nest in format specifications. */
export const MAX_FIELD_NESTING = 3;

/** The state of one f-string or t-string that is being read (PEP 701, PEP 750). */
export class StringMode {
  /** Reading literal text, not an expression. */
  inText = true;
  bracketDepth = 0;
  fieldDepth = -1;
  inFormatSpec = false;
  /** An `=` was seen in the replacement field. */
  debug = false;
  /** Where the text of the latest top-level expression starts, -1 before the first; and where it ends, -1 while open. */
  expressionStart = -1;
  expressionEnd = -1;

  constructor(
    readonly isTemplate: boolean,
    readonly raw: boolean,
    readonly quote: number,
    readonly quoteSize: number,
    readonly start: number,
    readonly startLine: number,
    readonly startLineStart: number,
  ) {}
}

export interface TokenizerOptions {
  readonly filename: Str;
  readonly typeComments?: boolean;
  /** Also give COMMENT and NL, and be as lenient as the `tokenize` module. */
  readonly extraTokens?: boolean;
  readonly warn?: WarningSink | undefined;
  readonly barryAsFlufl?: boolean;
  /** The source may hold NUL bytes (it comes from a file): the line that does is an error. */
  readonly rejectNul?: boolean;
}

/**
 * Position, indentation, brackets and modes. Positions are UTF-16 indices into the text; a line is entered when its
 * first character is asked for, so `lineno` is the line of the last character read.
 */
export class TokenizerState {
  /** Grows and loses what has been read where the source comes line by line. */
  text: string;
  readonly filename: Str;
  readonly extraTokens: boolean;
  readonly typeComments: boolean;
  warn: WarningSink | undefined;
  /** `<>` is one operator (PEP 401). */
  barryAsFlufl: boolean;
  private readonly rejectNul: boolean;

  /** The next character. */
  pos = 0;
  /** The end of the line that was entered last. */
  lineEnd = 0;
  lineStart = 0;
  /** Where the text that belongs to the current token's lines starts. */
  bufferStart = 0;
  lineno = 0;
  /** Where the current string token began. */
  firstLine = 0;
  firstLineStart = 0;
  done: Done = 'OK';
  error: SyntaxErrorInfo | null = null;

  atLineStart = true;
  commentNewline = false;
  pendingIndents = 0;
  readonly indents: number[] = [0];
  readonly altIndents: number[] = [0];
  readonly brackets: { open: number; lineno: number; column: number }[] = [];
  readonly modes: StringMode[] = [];

  /** The token read last: type, and text from `start` to `end` (both -1 when it has none). */
  type: number = T.ENDMARKER;
  start = -1;
  end = -1;
  /** The text of the expression that a `:`, `!` or `}` of a replacement field ends, when it must be kept. */
  metadata: string | null = null;
  /** 1 when the token is text that ends with a doubled brace, of which `end` leaves out the second; else 0. */
  doubledBrace = 0;
  /** The start of the token being read, -1 between tokens. */
  tokenStart = -1;

  constructor(
    readonly source: SourceText,
    options: TokenizerOptions,
  ) {
    this.text = source.text;
    this.filename = options.filename;
    this.extraTokens = options.extraTokens ?? false;
    this.typeComments = options.typeComments ?? false;
    this.warn = options.warn;
    this.barryAsFlufl = options.barryAsFlufl ?? false;
    this.rejectNul = (options.rejectNul ?? false) && source.text.includes('\0');
  }

  /** Read one character; EOF at the end of the source and after an error. */
  nextChar(): number {
    if (this.pos === this.lineEnd) {
      if (this.done !== 'OK' || !this.enterLine()) return EOF;
    }
    return this.text.charCodeAt(this.pos++);
  }

  /** Give back the character that `nextChar` answered. */
  backup(c: number): void {
    if (c !== EOF) this.pos--;
  }

  /** Enter the next line, which starts at `pos`; false at the end of the source and for a line that is an error. */
  protected enterLine(): boolean {
    if (this.lineEnd >= this.text.length) {
      this.done = 'EOF';
      return false;
    }
    const newline = this.text.indexOf('\n', this.lineEnd);
    if (this.tokenStart < 0) this.bufferStart = this.pos;
    this.lineStart = this.pos;
    this.lineno++;
    this.lineEnd = newline < 0 ? this.text.length : newline + 1;
    if (this.rejectNul && this.text.slice(this.lineStart, this.lineEnd).includes('\0')) {
      this.fail('source code cannot contain null bytes');
      this.pos = this.lineEnd;
      return false;
    }
    return true;
  }

  /** End the current token with a SyntaxError at the last character read. Answers ERRORTOKEN. */
  fail(message: string): number {
    const column = characterLength(this.text, this.lineStart, this.pos);
    return this.failAt(message, column, column);
  }

  /** End the current token with a SyntaxError at these character columns (from 1) of the current line. */
  failAt(message: string, column: number, endColumn: number): number {
    if (this.done !== 'ERROR') {
      this.error = this.errorAt(message, column, endColumn);
      this.done = 'ERROR';
    }
    return T.ERRORTOKEN;
  }

  private errorAt(message: string, column: number, endColumn: number): SyntaxErrorInfo {
    const end = this.text.indexOf('\n', this.lineStart);
    const line = this.text.slice(this.lineStart, end < 0 ? this.text.length : end);
    return new SyntaxErrorInfo(
      'SyntaxError',
      strFromUtf16(message),
      this.filename,
      this.lineno,
      column,
      this.lineno,
      endColumn,
      strFromUtf16(line),
    );
  }

  /** Stop with an error that the parser words (indentation, line continuation). Answers ERRORTOKEN. */
  stop(reason: Done): number {
    this.done = reason;
    this.pos = this.lineEnd;
    return T.ERRORTOKEN;
  }

  /** Tell the sink of a SyntaxWarning at the current line; `errorMessage` is what it becomes as an error. */
  warnHere(message: string, errorMessage: string): void {
    if (this.warn === undefined) return;
    const column = characterLength(this.text, this.lineStart, this.pos);
    const warning: SourceWarning = {
      category: 'SyntaxWarning',
      message: strFromUtf16(message),
      lineno: this.lineno,
      asError: this.errorAt(errorMessage, column, column),
    };
    this.warn(warning);
  }

  get level(): number {
    return this.brackets.length;
  }

  get mode(): StringMode | undefined {
    return this.modes[this.modes.length - 1];
  }
}
