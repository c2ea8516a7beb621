/** This file parses format specifications, the text after the colon of `f'{x:>10,.2f}'`, for all built-in types. */
import { codePointAt, type Str, strToUtf16 } from '../../values/str.js';
import { valueError } from '../errors.js';
import { decimalValue } from '../unicode/decimal.js';

export type Alignment = '<' | '>' | '=' | '^';

/** How digits are grouped: by threes with a comma or an underscore, or by fours with an underscore (`b`, `o`, `x`, `X`). */
export type Grouping = '' | ',' | '_' | '_4';

/** A parsed format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`. */
export class FormatSpec {
  /** Code point that fills up to the width. */
  fill = 0x20;
  align: Alignment;
  alternate = false;
  /** `z`: negative zero is shown as zero. */
  noNegativeZero = false;
  sign: '' | '+' | '-' | ' ' = '';
  /** Minimal width, or -1. At most 2**63 - 1, so the value may be rounded. */
  width = -1;
  thousands: Grouping = '';
  /** Grouping of the digits after the decimal point. */
  fractionThousands: '' | ',' | '_' = '';
  /** Precision, or -1. */
  precision = -1;
  /** The presentation type as one character, or the default ('' says none). */
  type: string;

  constructor(defaultType: string, defaultAlign: Alignment) {
    this.type = defaultType;
    this.align = defaultAlign;
  }
}

/** ValueError for a presentation type that the object does not know. */
export function unknownFormatCode(type: string, typeName: string): unknown {
  return valueError(`Unknown format code '${printableCode(type)}' for object of type '${typeName}'`);
}

function printableCode(type: string): string {
  const point = type === '' ? 0 : (type.codePointAt(0) as number);
  return point > 32 && point < 128 ? type : `\\x${point.toString(16)}`;
}

function isAlignment(point: number): boolean {
  return point === 0x3c || point === 0x3e || point === 0x3d || point === 0x5e;
}

const MAX_SSIZE = 9223372036854775807n;

/** Reads specification text from left to right. */
class SpecReader {
  pos = 0;

  constructor(private readonly text: Str) {}

  get remaining(): number {
    return this.text.length - this.pos;
  }

  /** The code point `ahead` of the position, or -1 past the end. */
  peek(ahead = 0): number {
    const at = this.pos + ahead;
    return at < this.text.length ? codePointAt(this.text, at) : -1;
  }

  /** Consume one character when it is there. */
  accept(char: string): boolean {
    if (this.peek() !== char.charCodeAt(0)) return false;
    this.pos++;
    return true;
  }

  /** Decimal digits of any script; -1 when there are none. */
  integer(): number {
    let digits = '';
    const start = this.pos;
    for (let digit = decimalValue(this.peek()); digit >= 0; digit = decimalValue(this.peek())) {
      // Leading zeros are kept short, so that a long run of them stays cheap.
      digits = digits === '0' ? String(digit) : digits + String(digit);
      if (digits.length > 19) throw valueError('Too many decimal digits in format string');
      this.pos++;
    }
    if (this.pos === start) return -1;
    if (digits.length === 19 && BigInt(digits) > MAX_SSIZE)
      throw valueError('Too many decimal digits in format string');
    return Number(digits);
  }
}

/**
 * Parse a format specification. `typeName` is the formatted object's type for error messages; the defaults are those
 * of its type: `'s'` and `<` for str, `'d'` and `>` for int, `''` and `>` for float and complex.
 * Raises ValueError as CPython's `parse_internal_render_format_spec` does.
 */
export function parseFormatSpec(text: Str, typeName: string, defaultType: string, defaultAlign: Alignment): FormatSpec {
  const spec = new FormatSpec(defaultType, defaultAlign);
  const reader = new SpecReader(text);
  let fillGiven = false;
  let alignGiven = false;
  if (reader.remaining >= 2 && isAlignment(reader.peek(1))) {
    spec.fill = reader.peek();
    spec.align = String.fromCharCode(reader.peek(1)) as Alignment;
    fillGiven = true;
    alignGiven = true;
    reader.pos += 2;
  } else if (isAlignment(reader.peek())) {
    spec.align = String.fromCharCode(reader.peek()) as Alignment;
    alignGiven = true;
    reader.pos++;
  }
  if (reader.accept('+')) spec.sign = '+';
  else if (reader.accept('-')) spec.sign = '-';
  else if (reader.accept(' ')) spec.sign = ' ';
  spec.noNegativeZero = reader.accept('z');
  spec.alternate = reader.accept('#');
  if (!fillGiven && reader.accept('0')) {
    spec.fill = 0x30;
    if (!alignGiven && defaultAlign === '>') spec.align = '=';
  }
  spec.width = reader.integer();
  if (reader.accept(',')) spec.thousands = ',';
  if (reader.accept('_')) {
    if (spec.thousands !== '') throw valueError("Cannot specify both ',' and '_'.");
    spec.thousands = '_';
  }
  if (reader.peek() === 0x2c && spec.thousands === '_') throw valueError("Cannot specify both ',' and '_'.");
  if (reader.accept('.')) parsePrecision(spec, reader);
  if (reader.remaining > 1) {
    throw valueError(`Invalid format specifier '${strToUtf16(text)}' for object of type '${typeName}'`);
  }
  if (reader.remaining === 1) spec.type = String.fromCodePoint(reader.peek());
  if (spec.thousands !== '') checkGrouping(spec);
  if (spec.fractionThousands !== '' && spec.type === 'n') {
    throw valueError(`Cannot specify '${spec.fractionThousands}' with 'n'.`);
  }
  return spec;
}

function parsePrecision(spec: FormatSpec, reader: SpecReader): void {
  spec.precision = reader.integer();
  if (reader.accept(',')) spec.fractionThousands = ',';
  if (reader.accept('_')) {
    if (spec.fractionThousands !== '') throw valueError("Cannot specify both ',' and '_'.");
    spec.fractionThousands = '_';
  }
  if (reader.peek() === 0x2c && spec.fractionThousands === '_') throw valueError("Cannot specify both ',' and '_'.");
  if (spec.precision < 0 && spec.fractionThousands === '') throw valueError('Format specifier missing precision');
}

function checkGrouping(spec: FormatSpec): void {
  switch (spec.type) {
    case 'd':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'G':
    case '%':
    case 'F':
    case '':
      return;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec.thousands === '_') {
        spec.thousands = '_4';
        return;
      }
      break;
  }
  throw valueError(`Cannot specify '${spec.thousands}' with '${printableCode(spec.type)}'.`);
}
