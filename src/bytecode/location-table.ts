/** This file defines `co_linetable` (PEP 626 and 657): how it is written, read and asked for lines and positions. */
import { ByteWriter } from './byte-writer.js';

// The form of an entry: bits 3 to 6 of its first byte. Forms 0 to 9 hold a short range of columns, 10 to 12 a line delta of 0 to 2.
const FORM_ONE_LINE = 10;
const FORM_NO_COLUMNS = 13;
const FORM_LONG = 14;
const FORM_NONE = 15;

/** Where an instruction comes from. Lines count from 1, columns are UTF-8 byte offsets; -1 says that there is none. */
export interface Location {
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The location of an instruction that comes from nowhere. */
export const NO_LOCATION: Location = { line: -1, endLine: -1, column: -1, endColumn: -1 };

/** Writes a location table, choosing for each entry the form CPython's assembler chooses. */
export class LocationTableWriter {
  private readonly out = new ByteWriter();
  private line: number;

  constructor(firstLine: number) {
    this.line = firstLine;
  }

  /** Says that the next `units` code units (caches included) come from this location. */
  add(location: Location, units: number): void {
    while (units > 8) {
      this.entry(location, 8);
      units -= 8;
    }
    this.entry(location, units);
  }

  finish(): Uint8Array {
    return this.out.finish();
  }

  private entry(location: Location, units: number): void {
    const { line, endLine, column, endColumn } = location;
    const { out } = this;
    if (line < 0) {
      this.first(FORM_NONE, units);
      return;
    }
    const delta = line - this.line;
    this.line = line;
    if (column < 0 || endColumn < 0) {
      if (endLine === line || endLine < 0) {
        this.first(FORM_NO_COLUMNS, units);
        out.signedVarint(delta);
        return;
      }
    } else if (endLine === line) {
      const width = endColumn - column;
      if (delta === 0 && column < 80 && width >= 0 && width < 16) {
        this.first(column >> 3, units);
        out.byte(((column & 7) << 4) | width);
        return;
      }
      if (delta >= 0 && delta < 3 && column < 128 && endColumn < 128) {
        this.first(FORM_ONE_LINE + delta, units);
        out.byte(column);
        out.byte(endColumn);
        return;
      }
    }
    this.first(FORM_LONG, units);
    out.signedVarint(delta);
    out.varint(endLine - line);
    out.varint(column + 1);
    out.varint(endColumn + 1);
  }

  private first(form: number, units: number): void {
    this.out.byte(0x80 | (form << 3) | (units - 1));
  }
}

/**
 * Reads a location table entry by entry. After `next()` answers true, the fields describe the entry: code units
 * `start` to `end`, and their location. A truncated table reads as if zeros followed.
 */
export class LocationTableReader implements Location {
  /** First code unit of the entry. */
  start = 0;
  /** The code unit after its last. */
  end = 0;
  line = -1;
  endLine = -1;
  column = -1;
  endColumn = -1;
  private position = 0;
  private currentLine: number;

  constructor(
    private readonly table: Uint8Array,
    firstLine: number,
  ) {
    this.currentLine = firstLine;
  }

  next(): boolean {
    const { table } = this;
    if (this.position >= table.length) return false;
    const first = table[this.position++] as number;
    this.start = this.end;
    this.end += (first & 7) + 1;
    const form = (first >> 3) & 15;
    switch (form) {
      case FORM_NONE:
        this.line = this.endLine = this.column = this.endColumn = -1;
        return true;
      case FORM_LONG:
        this.currentLine += this.signedVarint();
        this.line = this.currentLine;
        this.endLine = this.line + this.varint();
        this.column = this.varint() - 1;
        this.endColumn = this.varint() - 1;
        return true;
      case FORM_NO_COLUMNS:
        this.currentLine += this.signedVarint();
        this.line = this.endLine = this.currentLine;
        this.column = this.endColumn = -1;
        return true;
      case FORM_ONE_LINE:
      case FORM_ONE_LINE + 1:
      case FORM_ONE_LINE + 2:
        this.currentLine += form - FORM_ONE_LINE;
        this.line = this.endLine = this.currentLine;
        this.column = this.byte();
        this.endColumn = this.byte();
        return true;
      default: {
        const second = this.byte();
        this.line = this.endLine = this.currentLine;
        this.column = (form << 3) | (second >> 4);
        this.endColumn = this.column + (second & 15);
        return true;
      }
    }
  }

  private byte(): number {
    return this.table[this.position++] ?? 0;
  }

  private varint(): number {
    let byte = this.byte();
    let value = byte & 63;
    let shift = 0;
    while (byte & 64) {
      byte = this.byte();
      shift += 6;
      // Nothing that fits a line number has more groups; hostile tables may.
      if (shift < 32) value |= (byte & 63) << shift;
    }
    return value;
  }

  private signedVarint(): number {
    const value = this.varint();
    return value & 1 ? -(value >>> 1) : value >>> 1;
  }
}

/** What the functions below need of a code object. */
export interface HasLocations {
  readonly co_code: Uint8Array;
  readonly co_linetable: Uint8Array;
  readonly co_firstlineno: number;
}

/** A stretch of code from one line, in bytes: what `co_lines()` yields. `line` is -1 where there is none. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** The stretches of code by line, neighbours of the same line joined (`code.co_lines`, PEP 626). */
export function lineRanges(code: HasLocations): LineRange[] {
  const ranges: LineRange[] = [];
  const reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
  let start = 0;
  let end = 0;
  let line = 0;
  let open = false;
  while (reader.next()) {
    if (open && reader.line === line) {
      end = reader.end;
      continue;
    }
    if (open) ranges.push({ start: start * 2, end: end * 2, line });
    open = true;
    start = reader.start;
    end = reader.end;
    line = reader.line;
  }
  if (open) ranges.push({ start: start * 2, end: end * 2, line });
  return ranges;
}

/** The location of every code unit, caches included (`code.co_positions`, PEP 657). */
export function positions(code: HasLocations): Location[] {
  const result: Location[] = [];
  const units = code.co_code.length >> 1;
  const reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
  while (result.length < units && reader.next()) {
    const { line, endLine, column, endColumn } = reader;
    const location = { line, endLine, column, endColumn };
    for (let i = reader.start; i < reader.end && result.length < units; i++) result.push(location);
  }
  while (result.length < units) result.push(NO_LOCATION);
  return result;
}

/** The location of the code unit at a byte offset. */
export function locationAt(code: HasLocations, offset: number): Location {
  const reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
  const unit = offset >> 1;
  while (reader.next()) {
    if (unit < reader.end) {
      const { line, endLine, column, endColumn } = reader;
      return { line, endLine, column, endColumn };
    }
  }
  return NO_LOCATION;
}

/** The line of the instruction at a byte offset (`PyCode_Addr2Line`); -1 where there is none, the first line for a negative offset. */
export function lineAt(code: HasLocations, offset: number): number {
  if (offset < 0) return code.co_firstlineno;
  return locationAt(code, offset).line;
}
