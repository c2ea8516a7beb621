/** This file defines `co_exceptiontable`: which handler covers which instructions. */
import { ByteWriter } from './byte-writer.js';

/** One entry; offsets in code units. When an instruction in [start, end) raises, the stack is cut to `depth` and control goes to `target`. */
export interface ExceptionTableEntry {
  readonly start: number;
  readonly end: number;
  readonly target: number;
  readonly depth: number;
  /** Whether the offset of the raising instruction is pushed before the exception. */
  readonly lasti: boolean;
}

/** Writes an exception table; entries come in order of their start. */
export class ExceptionTableWriter {
  private readonly out = new ByteWriter();

  add(entry: ExceptionTableEntry): void {
    this.item(entry.start, 0x80);
    this.item(entry.end - entry.start, 0);
    this.item(entry.target, 0);
    this.item((entry.depth << 1) | (entry.lasti ? 1 : 0), 0);
  }

  finish(): Uint8Array {
    return this.out.finish();
  }

  // Groups of six bits, highest first; bit 6 says that more follow, bit 7 begins an entry.
  private item(value: number, begin: number): void {
    let shift = 24;
    while (shift > 0 && value >>> shift === 0) shift -= 6;
    for (; shift > 0; shift -= 6) {
      this.out.byte(((value >>> shift) & 63) | 0x40 | begin);
      begin = 0;
    }
    this.out.byte((value & 63) | begin);
  }
}

/** Reads an exception table. Answers undefined when it is truncated or holds numbers out of range. */
export function readExceptionTable(table: Uint8Array): ExceptionTableEntry[] | undefined {
  const entries: ExceptionTableEntry[] = [];
  const numbers = [0, 0, 0, 0];
  let position = 0;
  while (position < table.length) {
    if (((table[position] as number) & 0x80) === 0) return undefined;
    for (let i = 0; i < 4; i++) {
      let value = 0;
      for (let groups = 0; ; groups++) {
        const byte = table[position++];
        if (byte === undefined || groups === 5) return undefined;
        if (byte & 0x80 && (i > 0 || groups > 0)) return undefined;
        value = value * 64 + (byte & 63);
        if ((byte & 0x40) === 0) break;
      }
      numbers[i] = value;
    }
    const [start, size, target, depthLasti] = numbers as [number, number, number, number];
    entries.push({ start, end: start + size, target, depth: depthLasti >>> 1, lasti: (depthLasti & 1) === 1 });
  }
  return entries;
}
