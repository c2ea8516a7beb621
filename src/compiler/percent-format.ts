/** This file defines how `'%s and %r' % (a, b)` is compiled as an f-string. */
import { type BinOp, Constant, type expr, FormattedValue, JoinedStr } from '../syntax/ast/nodes.js';
import { codePointsOf, type Str, strFromCodePoints } from '../values/str.js';

const PERCENT = 0x25;
/** Widths and precisions of more digits are left to run time. */
const MAXDIGITS = 3;

/** Reads a format string; `pos` is the next code point. */
class FormatReader {
  pos = 0;

  constructor(readonly text: Uint32Array) {}

  get atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  /** Literal text up to the next conversion, with `%%` as `%`; null when there is none. */
  literal(): Str | null {
    const points: number[] = [];
    while (!this.atEnd) {
      const point = this.text[this.pos] as number;
      if (point !== PERCENT) this.pos++;
      else if (this.text[this.pos + 1] === PERCENT) this.pos += 2;
      else break;
      points.push(point);
    }
    return points.length === 0 ? null : strFromCodePoints(Uint32Array.from(points));
  }

  /** The next code point as a character; '' at the end. */
  next(): string {
    const point = this.text[this.pos++];
    return point === undefined ? '' : String.fromCodePoint(point);
  }
}

function isDigit(ch: string): boolean {
  return ch >= '0' && ch <= '9' && ch.length === 1;
}

/** A number at `first`, and the character after it; null when it is too long. */
function readNumber(reader: FormatReader, first: string): readonly [value: number, after: string] | null {
  let value = 0;
  let digits = 0;
  let ch = first;
  while (isDigit(ch)) {
    value = value * 10 + Number(ch);
    ch = reader.next();
    if (ch === '' || ++digits >= MAXDIGITS) return null;
  }
  return [value, ch];
}

/** The replacement field for a conversion after its `%`, or null where only `%` itself can do it. */
function parseFormat(reader: FormatReader, arg: expr): FormattedValue | null {
  let leftAdjust = false;
  let ch = reader.next();
  while (ch !== '' && '-+ #0'.includes(ch)) {
    if (ch === '-') leftAdjust = true;
    ch = reader.next();
  }
  let width = -1;
  if (isDigit(ch)) {
    const number = readNumber(reader, ch);
    if (number === null) return null;
    [width, ch] = number;
  }
  let precision = -1;
  if (ch === '.') {
    ch = reader.next();
    const number = readNumber(reader, ch);
    if (number === null) return null;
    [precision, ch] = number;
  }
  if (ch !== 's' && ch !== 'r' && ch !== 'a') return null;
  let spec = '';
  if (!leftAdjust && width > 0) spec += '>';
  if (width >= 0) spec += width;
  if (precision >= 0) spec += `.${precision}`;
  const formatSpec = spec === '' ? null : new Constant(spec, null, -1, -1, -1, -1);
  const { lineno, col_offset, end_lineno, end_col_offset } = arg;
  return new FormattedValue(arg, ch.charCodeAt(0), formatSpec, lineno, col_offset, end_lineno, end_col_offset);
}

/** The f-string that does the same as `format % (elts)`, or null (CPython's `optimize_format`). */
export function optimizeFormat(node: BinOp, format: Str, elts: readonly expr[]): JoinedStr | null {
  if (elts.some((elt) => elt.kind === 'Starred')) return null;
  const reader = new FormatReader(codePointsOf(format));
  const values: expr[] = [];
  let used = 0;
  for (;;) {
    const literal = reader.literal();
    if (literal !== null) values.push(new Constant(literal, null, -1, -1, -1, -1));
    if (reader.atEnd) break;
    const arg = elts[used];
    if (arg === undefined) return null;
    reader.next();
    const field = parseFormat(reader, arg);
    if (field === null) return null;
    used++;
    values.push(field);
  }
  if (used < elts.length) return null;
  return new JoinedStr(values, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset);
}
