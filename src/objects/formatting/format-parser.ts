/** This file takes apart format strings such as `'{0!r:>{width}} and text'` (PEP 3101). */
import { codePointAt, type Str } from '../../values/str.js';
import { valueError } from '../errors.js';
import { sliceStr } from '../strings.js';

const OPEN = 0x7b;
const CLOSE = 0x7d;
const BRACKET = 0x5b;
const END_BRACKET = 0x5d;
const COLON = 0x3a;
const BANG = 0x21;

/** A replacement field. */
export interface ReplacementField {
  readonly name: Str;
  /** Code point after the exclamation mark, 0 for none. */
  readonly conversion: number;
  readonly spec: Str;
  /** The specification holds replacement fields itself. */
  readonly nested: boolean;
}

/** Literal text and the replacement field after it, if there is one. */
export interface FormatPiece {
  readonly literal: Str;
  readonly field: ReplacementField | null;
}

/** Reads a format string piece by piece. */
export class FormatParser {
  private pos = 0;

  constructor(private readonly text: Str) {}

  /** The next piece, or null at the end. Raises ValueError for malformed text. */
  next(): FormatPiece | null {
    const { text } = this;
    const length = text.length;
    if (this.pos >= length) return null;
    const start = this.pos;
    this.pos = this.skipLiteral();
    if (this.pos >= length) return { literal: sliceStr(text, start, length), field: null };
    const brace = codePointAt(text, this.pos++);
    const atEnd = this.pos >= length;
    const doubled = !atEnd && codePointAt(text, this.pos) === brace;
    if (brace === CLOSE && !doubled) throw valueError("Single '}' encountered in format string");
    if (atEnd) throw valueError("Single '{' encountered in format string");
    if (doubled) {
      const literal = sliceStr(text, start, this.pos);
      this.pos++;
      return { literal, field: null };
    }
    return { literal: sliceStr(text, start, this.pos - 1), field: this.field() };
  }

  private skipLiteral(): number {
    const { text } = this;
    let at = this.pos;
    while (at < text.length) {
      const point = codePointAt(text, at);
      if (point === OPEN || point === CLOSE) break;
      at++;
    }
    return at;
  }

  private field(): ReplacementField {
    const { text } = this;
    const start = this.pos;
    const stop = this.fieldNameEnd();
    const name = sliceStr(text, start, Math.max(start, this.pos - 1));
    if (stop === CLOSE) return { name, conversion: 0, spec: '', nested: false };
    if (stop !== COLON && stop !== BANG) throw valueError("expected '}' before end of string");
    let conversion = 0;
    if (stop === BANG) {
      if (this.pos >= text.length) throw valueError('end of string while looking for conversion specifier');
      conversion = codePointAt(text, this.pos++);
      if (this.pos < text.length) {
        const after = codePointAt(text, this.pos++);
        if (after === CLOSE) return { name, conversion, spec: '', nested: false };
        if (after !== COLON) throw valueError("expected ':' after conversion specifier");
      }
    }
    return this.spec(name, conversion);
  }

  /** Moves behind the character that ends the name, and answers it; -1 at the end of the text. */
  private fieldNameEnd(): number {
    const { text } = this;
    while (this.pos < text.length) {
      const point = codePointAt(text, this.pos++);
      if (point === OPEN) throw valueError("unexpected '{' in field name");
      if (point === BRACKET) {
        while (this.pos < text.length && codePointAt(text, this.pos) !== END_BRACKET) this.pos++;
      } else if (point === CLOSE || point === COLON || point === BANG) return point;
    }
    return -1;
  }

  private spec(name: Str, conversion: number): ReplacementField {
    const { text } = this;
    const start = this.pos;
    let depth = 1;
    let nested = false;
    while (this.pos < text.length) {
      const point = codePointAt(text, this.pos++);
      if (point === OPEN) {
        nested = true;
        depth++;
      } else if (point === CLOSE && --depth === 0) {
        return { name, conversion, spec: sliceStr(text, start, this.pos - 1), nested };
      }
    }
    throw valueError("unmatched '{' in format spec");
  }
}
