/** This file parses string literals: plain, bytes, f-strings (PEP 701) and t-strings (PEP 750), and their concatenation. */
import type { PyBytes } from '../../values/sequences.js';
import { PyBytes as Bytes } from '../../values/sequences.js';
import { codePointsOf, type Str, strFromCodePoints, strFromUtf16, strLength } from '../../values/str.js';
import * as ast from '../ast/nodes.js';
import { T } from '../tokenizer/token-types.js';
import { Cursor } from './cursor.js';
import { invalidEscapeWarning } from './escape-warning.js';
import { asciiBytes, decodeBytes, decodeText, EscapeError, splitString } from './string-literal.js';

const CONVERSIONS = new Map([
  ['s', 115],
  ['r', 114],
  ['a', 97],
]);
const BACKSLASH_OR_NON_ASCII = /[\\\u0080-\uffff]/;

/** One part of a run of adjacent literals, in source order. */
type Part = ast.Constant | ast.FormattedValue | ast.Interpolation;

/** Literals. */
export abstract class LiteralParser extends Cursor {
  /**
   * ```
   * strings: (fstring | string)+ | tstring+
   * string: STRING
   * fstring: FSTRING_START fstring_middle* FSTRING_END
   * tstring: TSTRING_START tstring_middle* TSTRING_END
   * ```
   */
  protected strings(): ast.expr {
    const first = this.i;
    const type = this.peek();
    if (type === T.STRING && !isStringStart(this.peekAt(1))) {
      this.i++;
      return this.plainString(first);
    }
    if (type === T.TSTRING_START) {
      const values: Part[] = [];
      while (this.peek() === T.TSTRING_START) this.stringParts(values, T.TSTRING_MIDDLE, T.TSTRING_END);
      if (isStringStart(this.peek())) this.fail();
      this.since(14, 't-strings are', this.i - 1);
      return new ast.TemplateStr(
        foldConstants(values, true),
        this.line(first),
        this.column(first),
        this.endLine,
        this.endColumn,
      );
    }
    const parts: Part[] = [];
    let formatted = false;
    let bytes = false;
    let text = false;
    while (isStringStart(this.peek())) {
      if (this.peek() === T.STRING) {
        const constant = this.plainString(this.i++);
        if (constant.value instanceof Bytes) bytes = true;
        else text = true;
        parts.push(constant);
      } else if (this.peek() === T.FSTRING_START) {
        formatted = true;
        this.stringParts(parts, T.FSTRING_MIDDLE, T.FSTRING_END);
      } else this.fail();
    }
    if (bytes) {
      if (text || formatted) this.fail();
      const last = parts[parts.length - 1] as ast.Constant;
      const value = joinBytes(parts as ast.Constant[]);
      return new ast.Constant(value, null, this.line(first), this.column(first), last.end_lineno, last.end_col_offset);
    }
    const values = foldConstants(parts, formatted);
    if (!formatted) return values[0] as ast.Constant;
    return new ast.JoinedStr(values as ast.expr[], this.line(first), this.column(first), this.endLine, this.endColumn);
  }

  private plainString(i: number): ast.Constant {
    const { isBytes, isRaw, hasU, body } = splitString(this.tokenText(i));
    const kind = hasU ? 'u' : null;
    const { lineno, column, endLineno, endColumn } = this.tokens;
    let value: Str | PyBytes;
    // A body without backslash and beyond-ASCII characters is its own value: by far the most frequent case.
    if (!BACKSLASH_OR_NON_ASCII.test(body)) value = isBytes ? asciiBytes(body) : body;
    else {
      if (isBytes && NON_ASCII.test(body)) this.fail();
      value = this.decode(body, isBytes, isRaw, i);
    }
    return new ast.Constant(
      value,
      kind,
      lineno[i] as number,
      column[i] as number,
      endLineno[i] as number,
      endColumn[i] as number,
    );
  }

  private decode(body: string, isBytes: boolean, isRaw: boolean, token: number): Str | PyBytes {
    if (isRaw) return isBytes ? asciiBytes(body) : strFromUtf16(body);
    try {
      const decoded = isBytes ? decodeBytes(body) : decodeText(body, this.context.lookupName);
      if (decoded.invalidEscape >= 0 && this.context.warn !== undefined) {
        const warning = invalidEscapeWarning(this.context, this.tokens, body, decoded.invalidEscape, token);
        if (warning !== null) this.context.warn(warning);
      }
      return decoded.value;
    } catch (error) {
      if (error instanceof EscapeError) this.fail();
      throw error;
    }
  }

  /** One f-string or t-string: its text and replacement fields are added to `parts`. */
  private stringParts(parts: Part[], middle: number, end: number): void {
    const start = this.i++;
    const from = parts.length;
    const texts: { part: number; token: number }[] = [];
    for (;;) {
      const type = this.peek();
      if (type === middle) {
        texts.push({ part: parts.length, token: this.i });
        parts.push(this.textConstant(this.i++));
      } else if (type === T.LBRACE) this.replacementField(parts, end === T.TSTRING_END, middle);
      else if (type === end) break;
      else this.fail();
    }
    const isRaw = /r/i.test(this.tokenText(start).slice(0, 2));
    for (const { part, token } of texts) {
      if (part < from) continue;
      const constant = parts[part] as ast.Constant;
      const text = this.tokenText(token);
      if (BACKSLASH_OR_NON_ASCII.test(text)) constant.value = this.decode(text, false, isRaw, this.i);
    }
    this.i++;
  }

  private textConstant(i: number): ast.Constant {
    const { lineno, column, endLineno, endColumn } = this.tokens;
    return new ast.Constant(
      this.tokenText(i),
      null,
      lineno[i] as number,
      column[i] as number,
      endLineno[i] as number,
      endColumn[i] as number,
    );
  }

  /**
   * ```
   * fstring_replacement_field: '{' annotated_rhs ['='] ['!' NAME] [':' fstring_format_spec*] '}'
   * ```
   * A field with `=` adds the text of its expression before its value.
   */
  private replacementField(parts: Part[], isTemplate: boolean, middle: number): void {
    const start = this.i++;
    const value = this.annotatedRhs();
    const debug = this.accept(T.EQUAL);
    let conversion = -1;
    let textToken = -1;
    let textEndLine = 0;
    let textEndColumn = 0;
    const { lineno, column, metadata } = this.tokens;
    if (this.peek() === T.EXCLAMATION) {
      const mark = this.i++;
      const letter = this.i;
      const code = CONVERSIONS.get(this.name());
      if (code === undefined || lineno[mark] !== lineno[letter] || this.tokens.endColumn[mark] !== column[letter])
        this.fail();
      conversion = code;
      textToken = mark;
      textEndLine = lineno[letter] as number;
      textEndColumn = column[letter] as number;
    }
    let formatSpec: ast.expr | null = null;
    if (this.peek() === T.COLON) {
      const colon = this.i;
      formatSpec = this.formatSpec(middle);
      if (textToken < 0) {
        textToken = colon;
        textEndLine = lineno[colon] as number;
        textEndColumn = (column[colon] as number) + 1;
      }
    }
    if (textToken < 0) {
      textToken = this.i;
      textEndLine = this.tokens.endLineno[this.i] as number;
      textEndColumn = this.tokens.endColumn[this.i] as number;
    }
    this.expect(T.RBRACE);
    if (debug && conversion < 0 && formatSpec === null) conversion = 114;
    const expressionText = metadata.get(textToken) ?? '';
    if (debug) {
      const text = strFromUtf16(expressionText);
      parts.push(
        new ast.Constant(text, null, this.line(start), this.column(start) + 1, textEndLine, textEndColumn - 1),
      );
    }
    if (isTemplate) {
      const text = debug ? expressionText.slice(0, expressionText.lastIndexOf('=')) : expressionText;
      parts.push(
        new ast.Interpolation(
          value,
          strFromUtf16(text),
          conversion,
          formatSpec,
          this.line(start),
          this.column(start),
          this.endLine,
          this.endColumn,
        ),
      );
    } else {
      parts.push(
        new ast.FormattedValue(
          value,
          conversion,
          formatSpec,
          this.line(start),
          this.column(start),
          this.endLine,
          this.endColumn,
        ),
      );
    }
  }

  /** `fstring_full_format_spec: ':' (FSTRING_MIDDLE | fstring_replacement_field)*`; fields in it are f-string fields. */
  private formatSpec(middle: number): ast.expr {
    const start = this.i++;
    const parts: Part[] = [];
    for (;;) {
      const type = this.peek();
      if (type === middle) {
        const constant = this.textConstant(this.i);
        const text = this.tokenText(this.i);
        if (BACKSLASH_OR_NON_ASCII.test(text)) constant.value = this.decode(text, false, this.inRawString(), this.i);
        parts.push(constant);
        this.i++;
      } else if (type === T.LBRACE) this.replacementField(parts, false, middle);
      else break;
    }
    const values = foldConstants(parts, true);
    return new ast.JoinedStr(values as ast.expr[], this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** Is the innermost open f-string or t-string a raw one? */
  private inRawString(): boolean {
    let open = 0;
    for (let i = this.i; i >= 0; i--) {
      const type = this.type[i] as number;
      if (type === T.FSTRING_END || type === T.TSTRING_END) open++;
      else if (type === T.FSTRING_START || type === T.TSTRING_START) {
        if (open === 0) return /r/i.test(this.tokenText(i).slice(0, 2));
        open--;
      }
    }
    return false;
  }
}

const NON_ASCII = /[\u0080-\uffff]/;

function isStringStart(type: number): boolean {
  return type === T.STRING || type === T.FSTRING_START || type === T.TSTRING_START;
}

/** Join constants that stand next to one another; with `dropEmpty`, leave out empty ones. */
function foldConstants(parts: readonly Part[], dropEmpty: boolean): Part[] {
  const out: Part[] = [];
  for (let i = 0; i < parts.length; i++) {
    let part = parts[i] as Part;
    if (part.kind === 'Constant') {
      let last = i;
      while (last + 1 < parts.length && (parts[last + 1] as Part).kind === 'Constant') last++;
      if (last > i) {
        const run = parts.slice(i, last + 1) as ast.Constant[];
        const end = run[run.length - 1] as ast.Constant;
        const value = joinText(run.map((constant) => constant.value as Str));
        part = new ast.Constant(
          value,
          part.literal_kind,
          part.lineno,
          part.col_offset,
          end.end_lineno,
          end.end_col_offset,
        );
        i = last;
      }
      if (dropEmpty && strLength(part.value as Str) === 0) continue;
    }
    out.push(part);
  }
  return out;
}

function joinText(texts: readonly Str[]): Str {
  if (texts.every((text) => typeof text === 'string')) return texts.join('');
  const pieces = texts.map(codePointsOf);
  const points = new Uint32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let n = 0;
  for (const piece of pieces) {
    points.set(piece, n);
    n += piece.length;
  }
  return strFromCodePoints(points);
}

function joinBytes(constants: readonly ast.Constant[]): PyBytes {
  const pieces = constants.map((constant) => (constant.value as PyBytes).data);
  const data = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let n = 0;
  for (const piece of pieces) {
    data.set(piece, n);
    n += piece.length;
  }
  return new Bytes(data);
}
