/** This file turns source text into tokens. Language reference: 2, lexical analysis. */
import { characterLength } from '../../source/source-text.js';
import {
  isDigit,
  isPotentialIdentifierChar,
  isPotentialIdentifierStart,
  isPrintable,
  scanIdentifier,
} from './characters.js';
import { InterpolatedTokenizer } from './interpolated.js';
import { readFraction, readNumber } from './numbers.js';
import { oneChar, T, threeChars, twoChars } from './token-types.js';
import { EOF, MAX_INDENT, MAX_LEVEL, type StringMode } from './tokenizer-state.js';

const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
/** Only where a program gives the lines itself: other source text has none. */
const RETURN = 0x0d;
const TYPE_COMMENT = /^#[ \t]*type:[ \t]*/;

/**
 * The tokenizer: `next` reads one token and answers its type; `start`, `end`, `lineno`, `lineStart` and `metadata`
 * describe it. After ERRORTOKEN, `done` says why, and `error` is set when the tokenizer worded the error itself.
 */
export class Tokenizer extends InterpolatedTokenizer {
  /** Read the next token. */
  next(): number {
    this.metadata = null;
    this.doubledBrace = 0;
    this.start = -1;
    this.end = -1;
    const mode = this.modes.length === 0 ? undefined : this.mode;
    this.type = mode?.inText ? this.readStringText(mode) : this.readToken(mode);
    return this.type;
  }

  /** The line on which the token read last starts. */
  get startLine(): number {
    return this.isStringToken() ? this.firstLine : this.lineno;
  }

  /** Where the line starts on which the token read last starts. */
  get startLineStart(): number {
    return this.isStringToken() ? this.firstLineStart : this.lineStart;
  }

  private isStringToken(): boolean {
    return this.type === T.STRING || (this.type >= T.FSTRING_START && this.type <= T.TSTRING_END);
  }

  protected override readToken(mode: StringMode | undefined): number {
    for (;;) {
      this.tokenStart = -1;
      let blankLine = false;
      if (this.atLineStart) {
        this.atLineStart = false;
        const result = this.readIndentation();
        if (result === T.ERRORTOKEN) return result;
        blankLine = result === T.NL;
      }
      this.tokenStart = this.pos;
      if (this.pendingIndents !== 0) {
        if (this.pendingIndents < 0) {
          this.pendingIndents++;
          if (this.extraTokens) this.give(T.DEDENT);
          return T.DEDENT;
        }
        this.pendingIndents--;
        if (this.extraTokens) {
          this.start = this.lineStart;
          this.end = this.pos;
        }
        return T.INDENT;
      }
      // Enter the line before the token starts, so that the token's line is the one it stands on.
      this.backup(this.nextChar());
      const result = this.readInLine(mode, blankLine);
      if (result !== CONTINUE) return result;
    }
  }

  /** Measure the indentation. Answers ERRORTOKEN, NL for a line without code, or OP. */
  private readIndentation(): number {
    let column = 0;
    let altColumn = 0;
    let continuationColumn = 0;
    let c: number;
    for (;;) {
      c = this.nextChar();
      if (c === 0x20) {
        column++;
        altColumn++;
      } else if (c === 0x09) {
        column = (Math.floor(column / 8) + 1) * 8;
        altColumn++;
      } else if (c === 0x0c) {
        column = 0;
        altColumn = 0;
      } else if (c === BACKSLASH) {
        // The whitespace before the first backslash is the indentation of what follows.
        continuationColumn ||= column;
        if (!this.readContinuation()) return T.ERRORTOKEN;
      } else break;
    }
    this.backup(c);
    if (c === 0x23 || c === NEWLINE || c === RETURN) return T.NL;
    if (this.level > 0) return T.OP;
    if (continuationColumn > 0) {
      column = continuationColumn;
      altColumn = continuationColumn;
    }
    const { indents, altIndents } = this;
    const top = indents[indents.length - 1] as number;
    const altTop = altIndents[altIndents.length - 1] as number;
    if (column === top) {
      if (altColumn !== altTop) return this.stop('TABSPACE');
    } else if (column > top) {
      if (indents.length >= MAX_INDENT) return this.stop('TOODEEP');
      if (altColumn <= altTop) return this.stop('TABSPACE');
      this.pendingIndents++;
      indents.push(column);
      altIndents.push(altColumn);
    } else {
      while (indents.length > 1 && column < (indents[indents.length - 1] as number)) {
        this.pendingIndents--;
        indents.pop();
        altIndents.pop();
      }
      if (column !== indents[indents.length - 1]) return this.stop('DEDENT');
      if (altColumn !== altIndents[altIndents.length - 1]) return this.stop('TABSPACE');
    }
    return T.OP;
  }

  private readContinuation(): boolean {
    let c = this.nextChar();
    if (c === RETURN) c = this.nextChar();
    if (c !== NEWLINE) {
      this.done = 'LINECONT';
      return false;
    }
    const next = this.nextChar();
    if (next === EOF) {
      this.done = 'EOF';
      this.pos = this.lineEnd;
      return false;
    }
    this.backup(next);
    return true;
  }

  /** Read a token of the current line, or answer CONTINUE when a line without tokens ended. */
  private readInLine(mode: StringMode | undefined, blankLine: boolean): number {
    let c: number;
    for (;;) {
      this.tokenStart = -1;
      do c = this.nextChar();
      while (c === 0x20 || c === 0x09 || c === 0x0c);
      this.tokenStart = c === EOF ? this.pos : this.pos - 1;
      if (c === 0x23) {
        const result = this.readComment(blankLine);
        if (result !== CONTINUE) return result;
        // A NEWLINE after a comment starts where the comment does, as in CPython.
        c = this.nextChar();
      }
      if (c === EOF) {
        return this.level > 0 || this.done !== 'EOF' ? T.ERRORTOKEN : T.ENDMARKER;
      }
      if (isPotentialIdentifierStart(c)) return this.readNameOrString(c);
      if (c === RETURN) c = this.nextChar();
      if (c === NEWLINE) {
        this.atLineStart = true;
        if (blankLine || this.level > 0) {
          if (!this.extraTokens) return CONTINUE;
          this.commentNewline = false;
          return this.give(T.NL);
        }
        if (this.commentNewline && this.extraTokens) {
          this.commentNewline = false;
          return this.give(T.NL);
        }
        return this.give(T.NEWLINE);
      }
      if (c !== BACKSLASH) break;
      if (!this.readContinuation()) return T.ERRORTOKEN;
    }
    if (c === 0x2e) {
      c = this.nextChar();
      if (isDigit(c)) return this.give(readFraction(this, c));
      this.backup(c);
      if (this.text.charCodeAt(this.pos) === 0x2e && this.text.charCodeAt(this.pos + 1) === 0x2e) {
        this.pos += 2;
        return this.give(T.ELLIPSIS);
      }
      return this.give(T.DOT);
    }
    if (isDigit(c)) {
      const type = readNumber(this, c);
      return type === T.ERRORTOKEN ? type : this.give(type);
    }
    if (c === 0x22 || c === 0x27) return this.readString(c);
    return this.readOperator(c, mode);
  }

  private readComment(blankLine: boolean): number {
    const { text } = this;
    const newline = text.indexOf('\n', this.pos);
    this.pos = newline < 0 ? text.length : newline;
    const carriage = this.extraTokens ? text.slice(this.tokenStart, this.pos).indexOf('\r') : -1;
    if (carriage >= 0) this.pos = this.tokenStart + carriage;
    if (this.typeComments) {
      const match = TYPE_COMMENT.exec(text.slice(this.tokenStart, this.pos));
      if (match !== null) {
        const start = this.tokenStart + match[0].length;
        if (/^ignore(?![A-Za-z0-9\u0080-\uffff])/.test(text.slice(start, this.pos))) {
          this.start = start + 6;
          // Alone on its line, the comment takes the newline with it.
          if (blankLine) {
            this.nextChar();
            this.atLineStart = true;
          }
          this.end = this.pos;
          return T.TYPE_IGNORE;
        }
        this.start = start;
        this.end = this.pos;
        return T.TYPE_COMMENT;
      }
    }
    if (this.extraTokens) {
      this.commentNewline = blankLine;
      return this.give(T.COMMENT);
    }
    return CONTINUE;
  }

  private readNameOrString(first: number): number {
    const { text } = this;
    let c = first;
    let prefixes = '';
    // The line is known to be entered, so the loops may look at the text directly up to its end.
    while (c >= 0 && c < 128) {
      const letter = String.fromCharCode(c | 0x20);
      if (!'burft'.includes(letter) || prefixes.includes(letter)) break;
      prefixes += letter;
      c = this.nextChar();
      if (c === 0x22 || c === 0x27) {
        for (const [a, b] of INCOMPATIBLE_PREFIXES) {
          if (prefixes.includes(a as string) && prefixes.includes(b as string)) {
            const start = characterLength(text, this.lineStart, this.tokenStart) + 1;
            const end = characterLength(text, this.lineStart, this.pos);
            return this.failAt(`'${a}' and '${b}' prefixes are incompatible`, start, end);
          }
        }
        if (prefixes.includes('f')) return this.startStringMode(c, false, prefixes.includes('r'));
        if (prefixes.includes('t')) return this.startStringMode(c, true, prefixes.includes('r'));
        return this.readString(c);
      }
    }
    let nonAscii = false;
    while (c !== EOF && isPotentialIdentifierChar(c)) {
      if (c >= 128) nonAscii = true;
      c = this.nextChar();
    }
    this.backup(c);
    if (nonAscii && !this.extraTokens && !this.verifyIdentifier()) return T.ERRORTOKEN;
    return this.give(T.NAME);
  }

  private verifyIdentifier(): boolean {
    const name = this.text.slice(this.tokenStart, this.pos);
    const invalid = scanIdentifier(name);
    if (invalid >= name.length) return true;
    const point = name.codePointAt(invalid) as number;
    const character = String.fromCodePoint(point);
    this.pos = this.tokenStart + invalid + character.length;
    const hex = point.toString(16).toUpperCase().padStart(4, '0');
    this.fail(
      isPrintable(point) ? `invalid character '${character}' (U+${hex})` : `invalid non-printable character U+${hex}`,
    );
    return false;
  }

  private readString(quote: number): number {
    const { text } = this;
    this.firstLine = this.lineno;
    this.firstLineStart = this.lineStart;
    let size = 1;
    let endSize = 0;
    let hasEscapedQuote = false;
    if (text.charCodeAt(this.pos) === quote) {
      this.pos++;
      if (text.charCodeAt(this.pos) === quote) {
        this.pos++;
        size = 3;
      } else endSize = 1;
    }
    while (endSize !== size) {
      let c = this.nextChar();
      if (this.done === 'ERROR') return T.ERRORTOKEN;
      if (c === EOF || (size === 1 && c === NEWLINE)) return this.unterminatedString(c, quote, size, hasEscapedQuote);
      if (c === quote) endSize++;
      else {
        endSize = 0;
        if (c === BACKSLASH) {
          c = this.nextChar();
          if (c === quote) hasEscapedQuote = true;
          if (c === RETURN) c = this.nextChar();
        }
      }
    }
    return this.give(T.STRING);
  }

  private unterminatedString(c: number, quote: number, size: number, hasEscapedQuote: boolean): number {
    const detected = this.lineno;
    this.pos = this.tokenStart + 1;
    this.lineStart = this.firstLineStart;
    this.lineno = this.firstLine;
    const { mode } = this;
    if (mode !== undefined && mode.quote === quote && mode.quoteSize === size) {
      // The quote was meant to end the string around: what is missing is the brace.
      return this.fail(`${mode.isTemplate ? 't' : 'f'}-string: expecting '}'`);
    }
    if (size === 3) {
      this.fail(`unterminated triple-quoted string literal (detected at line ${detected})`);
      if (c !== NEWLINE) this.done = 'EOFS';
      return T.ERRORTOKEN;
    }
    this.fail(
      hasEscapedQuote
        ? `unterminated string literal (detected at line ${detected}); perhaps you escaped the end quote?`
        : `unterminated string literal (detected at line ${detected})`,
    );
    if (c !== NEWLINE) this.done = 'EOLS';
    return T.ERRORTOKEN;
  }

  private readOperator(c: number, mode: StringMode | undefined): number {
    const inField = mode !== undefined && mode.fieldDepth >= 0;
    const isNotEqual = c === 0x21 && this.text.charCodeAt(this.pos) === 0x3d;
    if (inField && (c === 0x3a || c === 0x7d || c === 0x7b || (c === 0x21 && !isNotEqual))) {
      // The depth as it was before an opening brace, and before the closing one.
      const depth = mode.bracketDepth - (c === 0x7b ? 0 : 1);
      if (depth === 0 || (depth === 1 && (mode.debug || mode.inFormatSpec))) this.noteExpression(mode, c);
      if (c === 0x3a && depth === mode.fieldDepth) {
        mode.inText = true;
        mode.inFormatSpec = true;
        return this.give(T.COLON);
      }
    }
    const c2 = this.nextChar();
    const two = twoChars(c, c2);
    if (two !== T.OP && (two !== T.NOTEQUAL || c === 0x21 || this.barryAsFlufl)) {
      const c3 = this.nextChar();
      const three = threeChars(two, c3);
      if (three !== T.OP) return this.give(three);
      this.backup(c3);
      return this.give(two);
    }
    this.backup(c2);
    if (c === 0x28 || c === 0x5b || c === 0x7b) {
      if (this.level >= MAX_LEVEL) return this.fail('too many nested parentheses');
      this.brackets.push({ open: c, lineno: this.lineno, column: this.tokenStart - this.lineStart });
      if (mode !== undefined) mode.bracketDepth++;
    } else if (c === 0x29 || c === 0x5d || c === 0x7d) {
      const result = this.closeBracket(c, mode);
      if (result === T.ERRORTOKEN) return result;
    }
    if (!isPrintable(c))
      return this.fail(`invalid non-printable character U+${c.toString(16).toUpperCase().padStart(4, '0')}`);
    if (c === 0x3d && inField) mode.debug = true;
    return this.give(oneChar(c));
  }

  private closeBracket(c: number, mode: StringMode | undefined): number {
    const character = String.fromCharCode(c);
    const prefix = mode?.isTemplate ? 't' : 'f';
    if (mode !== undefined && mode.bracketDepth === 0 && c === 0x7d)
      return this.fail(`${prefix}-string: single '}' is not allowed`);
    if (this.level === 0 && !this.extraTokens) return this.fail(`unmatched '${character}'`);
    const bracket = this.brackets.pop();
    if (bracket !== undefined && !this.extraTokens && (bracket.open === 0x28 ? 0x29 : bracket.open + 2) !== c) {
      if (mode !== undefined && bracket.open === 0x7b && mode.bracketDepth - 1 === mode.fieldDepth) {
        return this.fail(`${prefix}-string: unmatched '${character}'`);
      }
      const open = String.fromCharCode(bracket.open);
      const where = bracket.lineno === this.lineno ? '' : ` on line ${bracket.lineno}`;
      return this.fail(`closing parenthesis '${character}' does not match opening parenthesis '${open}'${where}`);
    }
    if (mode !== undefined) {
      mode.bracketDepth--;
      if (mode.bracketDepth < 0) return this.fail(`${prefix}-string: unmatched '${character}'`);
      if (c === 0x7d && mode.bracketDepth === mode.fieldDepth) {
        mode.fieldDepth--;
        mode.inText = true;
        mode.inFormatSpec = false;
        mode.debug = false;
      }
    }
    return T.OP;
  }
}

const CONTINUE = -1;
const INCOMPATIBLE_PREFIXES = ['ub', 'ur', 'uf', 'ut', 'bf', 'bt', 'ft'];
