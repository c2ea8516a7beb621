/** This file reads the text of f-strings and t-strings between their replacement fields (PEP 701, PEP 750). */
import { T } from './token-types.js';
import { EOF, MAX_FIELD_NESTING, MAX_STRING_NESTING, StringMode, TokenizerState } from './tokenizer-state.js';

const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

/** The part of the tokenizer that is at work inside f-strings and t-strings. */
export abstract class InterpolatedTokenizer extends TokenizerState {
  /** Read a token of ordinary source: what stands in a replacement field. */
  protected abstract readToken(mode: StringMode | undefined): number;

  /** The current token ends here. */
  protected give(type: number): number {
    this.start = this.tokenStart;
    this.end = this.pos;
    return type;
  }

  protected startStringMode(quote: number, isTemplate: boolean, raw: boolean): number {
    this.firstLine = this.lineno;
    this.firstLineStart = this.lineStart;
    let size = 1;
    if (this.text.charCodeAt(this.pos) === quote && this.text.charCodeAt(this.pos + 1) === quote) {
      size = 3;
      this.pos += 2;
    }
    this.give(T.FSTRING_START);
    if (this.modes.length + 1 >= MAX_STRING_NESTING) return this.fail('too many nested f-strings or t-strings');
    this.modes.push(new StringMode(isTemplate, raw, quote, size, this.tokenStart, this.lineno, this.lineStart));
    return isTemplate ? T.TSTRING_START : T.FSTRING_START;
  }

  /** Remember where the expression of a replacement field starts and ends, and keep its text where it is needed. */
  protected noteExpression(mode: StringMode, c: number): void {
    if (c === 0x7b) {
      mode.expressionStart = this.pos;
      mode.expressionEnd = -1;
      return;
    }
    if (mode.expressionEnd < 0) mode.expressionEnd = this.tokenStart;
    if (mode.debug || mode.isTemplate) {
      this.metadata = stripComments(this.text.slice(mode.expressionStart, mode.expressionEnd));
    }
  }

  /** Read text up to a replacement field or the end, or hand over to `readToken` at a field. */
  protected readStringText(mode: StringMode): number {
    const prefix = mode.isTemplate ? 't' : 'f';
    const middle = mode.isTemplate ? T.TSTRING_MIDDLE : T.FSTRING_MIDDLE;
    this.tokenStart = this.pos;
    this.firstLine = this.lineno;
    const startCharacter = this.nextChar();
    if (startCharacter === 0x7b) {
      const next = this.nextChar();
      this.backup(next);
      this.backup(startCharacter);
      if (next !== 0x7b) {
        mode.fieldDepth++;
        if (mode.fieldDepth >= MAX_FIELD_NESTING) return this.fail(`${prefix}-string: expressions nested too deeply`);
        mode.inText = false;
        return this.readToken(mode);
      }
    } else this.backup(startCharacter);

    let quotes = 0;
    while (quotes < mode.quoteSize) {
      const c = this.nextChar();
      if (c !== mode.quote) {
        this.backup(c);
        break;
      }
      quotes++;
    }
    if (quotes === mode.quoteSize) {
      this.modes.pop();
      this.firstLineStart = this.lineStart;
      return this.give(mode.isTemplate ? T.TSTRING_END : T.FSTRING_END);
    }

    this.firstLineStart = this.lineStart;
    let endSize = quotes;
    let inNamedEscape = false;
    while (endSize !== mode.quoteSize) {
      const c = this.nextChar();
      if (this.done === 'ERROR') return T.ERRORTOKEN;
      const inFormatSpec = mode.inFormatSpec && mode.fieldDepth >= 0;
      if (c === EOF || (mode.quoteSize === 1 && c === NEWLINE)) {
        if (inFormatSpec && c === NEWLINE) {
          return this.fail(
            `${prefix}-string: newlines are not allowed in format specifiers for single quoted ${prefix}-strings`,
          );
        }
        return this.unterminatedText(mode, c);
      }
      if (c === mode.quote) {
        endSize++;
        continue;
      }
      endSize = 0;
      if (c === 0x7b) {
        this.noteExpression(mode, c);
        const next = this.nextChar();
        if (next === 0x7b && !inFormatSpec) {
          this.give(middle);
          this.end = this.pos - 1;
          this.doubledBrace = 1;
          return middle;
        }
        this.backup(next);
        this.backup(c);
        mode.fieldDepth++;
        if (mode.fieldDepth >= MAX_FIELD_NESTING) return this.fail(`${prefix}-string: expressions nested too deeply`);
        mode.inText = false;
        mode.inFormatSpec = false;
        return this.give(middle);
      }
      if (c === 0x7d) {
        if (inNamedEscape) return this.give(middle);
        const next = this.nextChar();
        if (next === 0x7d && !inFormatSpec && mode.bracketDepth === 0) {
          this.give(middle);
          this.end = this.pos - 1;
          this.doubledBrace = 1;
          return middle;
        }
        this.backup(next);
        this.backup(c);
        mode.inText = false;
        mode.inFormatSpec = false;
        return this.give(middle);
      }
      if (c === BACKSLASH) {
        const next = this.nextChar();
        if (next === 0x7b || next === 0x7d) {
          // A backslash escapes no brace: the brace keeps its meaning.
          if (!mode.raw && this.warn !== undefined) {
            const escape = `"\\${String.fromCharCode(next)}" is an invalid escape sequence.`;
            const hint = `Did you mean "\\\\${String.fromCharCode(next)}"? A raw string is also an option.`;
            this.warnHere(`${escape} Such sequences will not work in the future. ${hint}`, `${escape} ${hint}`);
          }
          this.backup(next);
        } else if (!mode.raw && next === 0x4e && this.text.charCodeAt(this.pos) === 0x7b) {
          this.pos++;
          inNamedEscape = true;
        }
      }
    }
    // The closing quotes are a token of their own.
    this.pos -= mode.quoteSize;
    return this.give(middle);
  }

  private unterminatedText(mode: StringMode, c: number): number {
    const detected = this.lineno;
    const prefix = mode.isTemplate ? 't' : 'f';
    this.pos = mode.start + 1;
    this.lineStart = mode.startLineStart;
    this.lineno = mode.startLine;
    if (mode.quoteSize === 3) {
      this.fail(`unterminated triple-quoted ${prefix}-string literal (detected at line ${detected})`);
      if (c !== NEWLINE) this.done = 'EOFS';
      return T.ERRORTOKEN;
    }
    return this.fail(`unterminated ${prefix}-string literal (detected at line ${detected})`);
  }
}

/** The text of an expression without its comments; a `#` inside a string literal is kept. */
function stripComments(text: string): string {
  if (!text.includes('#')) return text;
  let out = '';
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quote !== '') {
      if (c === '\\') {
        out += c + (text[++i] ?? '');
        continue;
      }
      if (text.startsWith(quote, i)) {
        out += quote;
        i += quote.length - 1;
        quote = '';
        continue;
      }
    } else if (c === '"' || c === "'") {
      quote = text.startsWith(c.repeat(3), i) ? c.repeat(3) : c;
      out += quote;
      i += quote.length - 1;
      continue;
    } else if (c === '#') {
      const newline = text.indexOf('\n', i);
      if (newline < 0) break;
      i = newline - 1;
      continue;
    }
    out += c;
  }
  return out;
}
