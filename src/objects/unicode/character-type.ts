/** This file answers what kind of character a code point is, as the methods of str need it (Unicode 16). */
import { RangeTable } from './range-table.js';
import {
  ALPHA,
  CASE_IGNORABLE,
  CASED,
  DECIMAL,
  DIGIT,
  LINEBREAK,
  LOWER,
  NUMERIC,
  PRINTABLE,
  SPACE,
  TITLE,
  TYPE_RECORDS,
  TYPE_RUNS,
  UPPER,
  XID_CONTINUE,
  XID_START,
} from './tables/type-records.js';

const runs = new RangeTable(TYPE_RUNS);
const records = TYPE_RECORDS.split(',').map((text) => {
  const [category, flags] = text.split(':') as [string, string];
  return { category, flags: Number.parseInt(flags, 36) };
});

function flagsOf(point: number): number {
  return (records[runs.get(point)] as { flags: number }).flags;
}

/** The general category, two letters; `Cn` for code points that Unicode 16 does not assign. */
export function categoryOf(point: number): string {
  return (records[runs.get(point)] as { category: string }).category;
}

export function isAlpha(point: number): boolean {
  return (flagsOf(point) & ALPHA) !== 0;
}

export function isDecimal(point: number): boolean {
  return (flagsOf(point) & DECIMAL) !== 0;
}

export function isDigit(point: number): boolean {
  return (flagsOf(point) & DIGIT) !== 0;
}

export function isNumeric(point: number): boolean {
  return (flagsOf(point) & NUMERIC) !== 0;
}

/** What `str.isalnum` accepts. */
export function isAlnum(point: number): boolean {
  return (flagsOf(point) & (ALPHA | DECIMAL | DIGIT | NUMERIC)) !== 0;
}

export function isLower(point: number): boolean {
  return (flagsOf(point) & LOWER) !== 0;
}

export function isUpper(point: number): boolean {
  return (flagsOf(point) & UPPER) !== 0;
}

export function isTitle(point: number): boolean {
  return (flagsOf(point) & TITLE) !== 0;
}

/** White space as `str.split` and `str.strip` see it. */
export function isSpace(point: number): boolean {
  if (point < 0x80) return point === 0x20 || (point >= 9 && point <= 13) || (point >= 0x1c && point <= 0x1f);
  return (flagsOf(point) & SPACE) !== 0;
}

/** Line boundaries of `str.splitlines`. */
export function isLineBreak(point: number): boolean {
  if (point < 0x80) return (point >= 10 && point <= 13) || (point >= 0x1c && point <= 0x1e);
  return (flagsOf(point) & LINEBREAK) !== 0;
}

/** May start an identifier (underscore included). */
export function isIdentifierStart(point: number): boolean {
  return (flagsOf(point) & XID_START) !== 0;
}

/** May continue an identifier. */
export function isIdentifierContinue(point: number): boolean {
  return (flagsOf(point) & XID_CONTINUE) !== 0;
}

/** Shown as itself by `repr`. */
export function isPrintable(point: number): boolean {
  if (point < 0x7f) return point >= 0x20;
  return (flagsOf(point) & PRINTABLE) !== 0;
}

/** Upper, lower or title case (derived property Cased). */
export function isCased(point: number): boolean {
  return (flagsOf(point) & CASED) !== 0;
}

/** Skipped when the context of a final sigma is looked for. */
export function isCaseIgnorable(point: number): boolean {
  return (flagsOf(point) & CASE_IGNORABLE) !== 0;
}
