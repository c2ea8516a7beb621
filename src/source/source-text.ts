/** This file defines decoded source text with its lines, and the passage between its units: UTF-16 index, UTF-8 byte column, character column. */

/** The number of UTF-8 bytes of `text.slice(start, end)`; an unpaired surrogate counts three. */
export function utf8Length(text: string, start: number, end: number): number {
  let bytes = end - start;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < end && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      // A pair is two units and four bytes.
      bytes += 2;
      i++;
    } else bytes += 2;
  }
  return bytes;
}

/** The number of code points of `text.slice(start, end)`. */
export function characterLength(text: string, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < end && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    count++;
  }
  return count;
}

/** The character column (a count of characters) that lies `bytes` UTF-8 bytes into `line`; never past its end plus one. */
export function characterColumn(line: string, bytes: number): number {
  let left = bytes;
  let count = 0;
  for (let i = 0; i < line.length && left > 0; i++) {
    const point = line.codePointAt(i) as number;
    if (point > 0xffff) i++;
    left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    count++;
  }
  return left > 0 ? count + 1 : count;
}

const ASCII = /^[\x00-\x7f]*$/;

/**
 * Source text as the tokenizer reads it: newlines are `\n`, and a program (unlike an expression) ends with one.
 * Immutable; the line table is made when first asked for.
 */
export class SourceText {
  readonly isAscii: boolean;
  private lineStarts: number[] | null = null;

  constructor(
    readonly text: string,
    /** The newline at the end was not in the source. */
    readonly implicitNewline: boolean,
  ) {
    this.isAscii = ASCII.test(text);
  }

  /** The text of a line, counted from 1, without its newline; '' past the end. */
  line(lineno: number): string {
    this.lineStarts ??= findLineStarts(this.text);
    const start = this.lineStarts[lineno - 1];
    if (start === undefined) return '';
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end < 0 ? this.text.length : end);
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/**
 * Source text from decoded characters: `\r\n` and `\r` become `\n`, and with `isProgram` (mode exec) a newline is
 * added where the last line has none.
 */
export function makeSourceText(characters: string, isProgram: boolean): SourceText {
  let text = characters.includes('\r') ? characters.replace(/\r\n?/g, '\n') : characters;
  const implicit = isProgram && !text.endsWith('\n') && text !== '';
  if (implicit) text += '\n';
  return new SourceText(text, implicit);
}
