/** This file places errors: from tokens and the tokenizer's position to the line and columns that CPython reports. */
import { characterColumn, utf8Length } from '../../source/source-text.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import type { TokenList } from '../parser/token-list.js';
import { T } from '../tokenizer/token-types.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { SyntaxErrorInfo, type SyntaxErrorKind } from './syntax-error-info.js';

/** Stands for the place that the tokenizer has reached. */
export const CURRENT = -5;

/** Makes errors. Columns are UTF-8 byte offsets from 0, as in tokens, unless said otherwise; -1 means none. */
export class ErrorPlacer {
  readonly tokenizer: Tokenizer;

  constructor(
    readonly tokens: TokenList,
    readonly filename: Str,
  ) {
    this.tokenizer = tokens.tokenizer;
  }

  /** An error between known places. */
  at(
    kind: SyntaxErrorKind,
    lineno: number,
    column: number,
    endLineno: number,
    endColumn: number,
    message: string,
  ): SyntaxErrorInfo {
    return this.make(kind, lineno, column + 1, endLineno, endColumn === CURRENT ? CURRENT : endColumn + 1, message);
  }

  /** An error from the start of one token to the end of another. */
  span(first: number, last: number, message: string): SyntaxErrorInfo {
    const { lineno, column, endLineno, endColumn } = this.tokens;
    return this.at(
      'SyntaxError',
      lineno[first] as number,
      column[first] as number,
      endLineno[last] as number,
      endColumn[last] as number,
      message,
    );
  }

  /** An error from the start of a token to where the tokenizer is. */
  from(first: number, message: string): SyntaxErrorInfo {
    const { lineno, column } = this.tokens;
    return this.at('SyntaxError', lineno[first] as number, column[first] as number, CURRENT, CURRENT, message);
  }

  /** An error at a token; the last one read by default. */
  atToken(kind: SyntaxErrorKind, message: string, token = this.tokens.length - 1): SyntaxErrorInfo {
    const { tokenizer, tokens } = this;
    if (tokens.length === 0) return this.make(kind, 0, 0, 0, -1, message);
    if (tokens.type[tokens.length - 1] === T.ERRORTOKEN && tokenizer.done === 'EOF' && tokenizer.level > 0) {
      if (kind !== '_IncompleteInputError') return this.unclosed();
      if (token > 0) return this.atLastGoodToken(kind, message, token - 1);
    }
    const end = tokens.endColumn[token] as number;
    let column = tokens.column[token] as number;
    if (column === -1) column = utf8Length(tokenizer.text, tokenizer.lineStart, tokenizer.pos);
    else column++;
    return this.make(
      kind,
      tokens.lineno[token] as number,
      column,
      tokens.endLineno[token] as number,
      end === -1 ? -1 : end + 1,
      message,
    );
  }

  /** An error at the token before the one that the tokenizer failed on. */
  private atLastGoodToken(kind: SyntaxErrorKind, message: string, token: number): SyntaxErrorInfo {
    const { lineno, column } = this.tokens;
    const line = lineno[token] as number;
    return this.make(kind, line, (column[token] as number) + 1, line, -1, message);
  }

  /** "'(' was never closed", for the innermost open bracket. */
  unclosed(): SyntaxErrorInfo {
    const { brackets } = this.tokenizer;
    const { open, lineno, column } = brackets[brackets.length - 1] as { open: number; lineno: number; column: number };
    const line = this.tokenizer.source.line(lineno);
    const bytes = this.tokenizer.source.isAscii ? column : utf8Length(line, 0, column);
    return this.at('SyntaxError', lineno, bytes, lineno, -1, `'${String.fromCharCode(open)}' was never closed`);
  }

  /** The error for an ERRORTOKEN. */
  tokenizerError(): SyntaxErrorInfo {
    const { tokenizer } = this;
    if (tokenizer.error !== null) return tokenizer.error;
    switch (tokenizer.done) {
      case 'EOF':
        return tokenizer.level > 0 ? this.unclosed() : this.atToken('SyntaxError', 'unexpected EOF while parsing');
      case 'DEDENT':
        return this.atToken('IndentationError', 'unindent does not match any outer indentation level');
      case 'TABSPACE':
        return this.atLine('TabError', 0, 'inconsistent use of tabs and spaces in indentation');
      case 'TOODEEP':
        return this.atLine('IndentationError', 0, 'too many levels of indentation');
      case 'LINECONT': {
        const column = utf8Length(tokenizer.text, tokenizer.bufferStart, tokenizer.pos) - 1;
        return this.atLine('SyntaxError', column, 'unexpected character after line continuation character');
      }
      default:
        return this.atLine('SyntaxError', 0, 'unknown parsing error');
    }
  }

  private atLine(kind: SyntaxErrorKind, column: number, message: string): SyntaxErrorInfo {
    const { lineno } = this.tokenizer;
    return this.at(kind, lineno, Math.max(column, 0), lineno, -1, message);
  }

  /** Columns count from 1 here. */
  private make(
    kind: SyntaxErrorKind,
    lineno: number,
    column: number,
    endLineno: number,
    endColumn: number,
    message: string,
  ): SyntaxErrorInfo {
    const { tokenizer } = this;
    const { text, lineStart, pos } = tokenizer;
    const lastLine = endLineno === CURRENT ? tokenizer.lineno : endLineno;
    const lastColumn = endColumn === CURRENT ? utf8Length(text, lineStart, pos) : endColumn;
    // While the tokenizer is on the line, CPython shows what its buffer holds: newline and all.
    const inBuffer = tokenizer.lineno <= lineno && tokenizer.lineEnd > lineStart;
    const line = inBuffer ? text.slice(lineStart, tokenizer.lineEnd) : tokenizer.source.line(lineno);
    const offset = column > 0 ? characterColumn(line, column) : column;
    // CPython measures the end in the first line too, even when it lies in another.
    const endOffset = lastColumn > 0 ? characterColumn(line, lastColumn) : lastColumn;
    return new SyntaxErrorInfo(
      kind,
      strFromUtf16(message),
      this.filename,
      lineno,
      offset,
      lastLine,
      endOffset,
      strFromUtf16(line),
    );
  }
}
