/** This file decompresses bzip2 streams as their bytes come. */
import { updateCrc } from './crc.js';
import { CodeTable, MAX_LENGTH } from './huffman.js';

const GROUP = 50;
/** A group of symbols has at most this many bits. */
const GROUP_BITS = GROUP * MAX_LENGTH;

/** Thrown where more bytes are needed; what was read since the last checkpoint is read again. */
class NeedsInput {}
const NEEDS_INPUT = new NeedsInput();

/** The data are no bzip2 stream. */
export class BadData {}

type Phase = 'stream' | 'block' | 'symbols' | 'output' | 'end';

/** One stream that is being decompressed. */
export class Bz2Reader {
  eof = false;
  private input: Uint8Array = new Uint8Array(0);
  /** The next bit of the input. */
  private bit = 0;
  private phase: Phase = 'stream';
  private level = 0;
  private streamCrc = 0;
  // The block that is read.
  private expectedCrc = 0;
  private origin = 0;
  private isRandomised = false;
  private front = new Uint8Array(256);
  private endSymbol = 0;
  private tables: CodeTable[] = [];
  private selectors = new Uint8Array(0);
  private group = 0;
  private links = new Int32Array(0);
  private count = 0;
  private run = 0;
  private digit = 1;
  // The block that is given out.
  private crc = -1;
  private position = 0;
  private left = 0;
  private last = -1;
  private repeats = 0;
  private owed = 0;

  /** Add bytes behind those that are not used yet. */
  add(data: Uint8Array): void {
    const from = this.bit >> 3;
    const rest = this.input.subarray(from);
    const joined = new Uint8Array(rest.length + data.length);
    joined.set(rest);
    joined.set(data, rest.length);
    this.input = joined;
    this.bit &= 7;
  }

  /** Bytes that were not used. */
  get rest(): Uint8Array {
    return this.input.subarray((this.bit + 7) >> 3);
  }

  /** Decompress into the buffer as far as input and room allow; answers how many bytes were written. */
  read(out: Uint8Array): number {
    let written = 0;
    while (!this.eof) {
      if (this.phase === 'output') {
        written += this.giveOut(out.subarray(written));
        if (this.phase === 'output') return written;
        continue;
      }
      const start = this.bit;
      try {
        this.step();
      } catch (reason) {
        if (!(reason instanceof NeedsInput)) throw reason;
        if (this.phase !== 'symbols') this.bit = start;
        return written;
      }
    }
    return written;
  }

  private step(): void {
    switch (this.phase) {
      case 'stream':
        if (this.bits(24) !== 0x425a68) throw new BadData();
        this.level = this.bits(8) - 0x30;
        if (this.level < 1 || this.level > 9) throw new BadData();
        this.phase = 'block';
        return;
      case 'block':
        this.blockHeader();
        return;
      default:
        this.readSymbols();
    }
  }

  private bits(width: number): number {
    if (this.bit + width > this.input.length * 8) throw NEEDS_INPUT;
    let value = 0;
    for (let i = 0; i < width; i++, this.bit++) {
      value = (value << 1) | (((this.input[this.bit >> 3] as number) >> (7 - (this.bit & 7))) & 1);
    }
    return width === 32 ? value | 0 : value;
  }

  private blockHeader(): void {
    const magic = this.bits(24);
    const magic2 = this.bits(24);
    const crc = this.bits(32);
    if (magic === 0x177245 && magic2 === 0x385090) {
      if (crc !== this.streamCrc) throw new BadData();
      this.bit = (this.bit + 7) & ~7;
      this.phase = 'end';
      this.eof = true;
      return;
    }
    if (magic !== 0x314159 || magic2 !== 0x265359) throw new BadData();
    this.isRandomised = this.bits(1) === 1;
    // Blocks of bzip2 before 0.9.5: nothing writes them any more.
    if (this.isRandomised) throw new BadData();
    this.origin = this.bits(24);
    const rows = this.bits(16);
    const bytes: number[] = [];
    for (let row = 0; row < 16; row++) {
      if (((rows >> (15 - row)) & 1) === 0) continue;
      const columns = this.bits(16);
      for (let column = 0; column < 16; column++) if ((columns >> (15 - column)) & 1) bytes.push(row * 16 + column);
    }
    if (bytes.length === 0) throw new BadData();
    const alphabet = bytes.length + 2;
    const tableCount = this.bits(3);
    const selectorCount = this.bits(15);
    if (tableCount < 2 || tableCount > 6 || selectorCount < 1) throw new BadData();
    const selectors = new Uint8Array(selectorCount);
    const front = Array.from({ length: tableCount }, (_, i) => i);
    for (let i = 0; i < selectorCount; i++) {
      let at = 0;
      while (this.bits(1) === 1) if (++at >= tableCount) throw new BadData();
      const [table] = front.splice(at, 1) as [number];
      front.unshift(table);
      selectors[i] = table;
    }
    const tables: CodeTable[] = [];
    for (let table = 0; table < tableCount; table++) tables.push(new CodeTable(this.readLengths(alphabet)));
    this.expectedCrc = crc;
    this.front = Uint8Array.from(bytes);
    this.endSymbol = alphabet - 1;
    this.selectors = selectors;
    this.tables = tables;
    this.group = 0;
    this.links = new Int32Array(this.level * 100000);
    this.count = 0;
    this.run = 0;
    this.digit = 1;
    this.phase = 'symbols';
  }

  private readLengths(alphabet: number): Uint8Array {
    const lengths = new Uint8Array(alphabet);
    let current = this.bits(5);
    for (let symbol = 0; symbol < alphabet; symbol++) {
      for (;;) {
        if (current < 1 || current > MAX_LENGTH) throw new BadData();
        if (this.bits(1) === 0) break;
        current += this.bits(1) === 0 ? 1 : -1;
      }
      lengths[symbol] = current;
    }
    return lengths;
  }

  /** Read groups of symbols; where the input ends in a group, the group is read again later. */
  private readSymbols(): void {
    for (;;) {
      if (this.group >= this.selectors.length) throw new BadData();
      const isSafe = this.bit + GROUP_BITS <= this.input.length * 8;
      const saved = isSafe
        ? null
        : { bit: this.bit, front: this.front.slice(), count: this.count, run: this.run, digit: this.digit };
      try {
        if (this.readGroup(this.tables[this.selectors[this.group] as number] as CodeTable)) {
          this.prepareOutput();
          return;
        }
      } catch (reason) {
        if (saved !== null) Object.assign(this, saved);
        throw reason;
      }
      this.group++;
    }
  }

  /** Read one group; true at the end of the block. */
  private readGroup(table: CodeTable): boolean {
    const { front, links } = this;
    for (let i = 0; i < GROUP; i++) {
      const symbol = this.symbol(table);
      if (symbol <= 1) {
        // A digit of the number of times that the front byte repeats.
        if (this.digit > links.length * 2) throw new BadData();
        this.run += this.digit << symbol;
        this.digit *= 2;
        continue;
      }
      if (this.run > 0) {
        if (this.count + this.run > links.length) throw new BadData();
        links.fill(front[0] as number, this.count, this.count + this.run);
        this.count += this.run;
        this.run = 0;
        this.digit = 1;
      }
      if (symbol === this.endSymbol) return true;
      if (this.count >= links.length) throw new BadData();
      const byte = front[symbol - 1] as number;
      front.copyWithin(1, 0, symbol - 1);
      front[0] = byte;
      links[this.count++] = byte;
    }
    return false;
  }

  private symbol(table: CodeTable): number {
    const { input } = this;
    const end = input.length * 8;
    let code = 0;
    for (let length = 1; length <= MAX_LENGTH; length++) {
      if (this.bit >= end) throw NEEDS_INPUT;
      code = (code << 1) | (((input[this.bit >> 3] as number) >> (7 - (this.bit & 7))) & 1);
      this.bit++;
      if (code <= (table.limit[length] as number))
        return table.symbols[code + (table.base[length] as number)] as number;
    }
    throw new BadData();
  }

  /** Undo the sorting: each byte is linked to the one that follows it. */
  private prepareOutput(): void {
    const { links, count } = this;
    if (this.origin >= count) throw new BadData();
    const starts = new Int32Array(257);
    for (let i = 0; i < count; i++) {
      const byte = (links[i] as number) + 1;
      starts[byte] = (starts[byte] as number) + 1;
    }
    for (let byte = 1; byte <= 256; byte++) starts[byte] = (starts[byte] as number) + (starts[byte - 1] as number);
    for (let i = 0; i < count; i++) {
      const byte = (links[i] as number) & 0xff;
      const at = starts[byte] as number;
      starts[byte] = at + 1;
      links[at] = (links[at] as number) | (i << 8);
    }
    this.position = (links[this.origin] as number) >>> 8;
    this.left = count;
    this.crc = -1;
    this.last = -1;
    this.repeats = 0;
    this.owed = 0;
    this.phase = 'output';
  }

  /** Write bytes of the block; a number behind four equal ones says how many follow. */
  private giveOut(out: Uint8Array): number {
    const { links } = this;
    let written = 0;
    while (written < out.length && (this.left > 0 || this.owed > 0)) {
      if (this.owed > 0) {
        const count = Math.min(this.owed, out.length - written);
        out.fill(this.last, written, written + count);
        written += count;
        this.owed -= count;
        continue;
      }
      const entry = links[this.position] as number;
      const byte = entry & 0xff;
      this.position = entry >>> 8;
      this.left--;
      if (this.repeats === 4) {
        this.owed = byte;
        this.repeats = 0;
        continue;
      }
      this.repeats = byte === this.last ? this.repeats + 1 : 1;
      this.last = byte;
      out[written++] = byte;
    }
    // A count of zero may stand at the end of the block.
    if (
      this.left === 1 &&
      this.repeats === 4 &&
      written === out.length &&
      ((links[this.position] as number) & 0xff) === 0
    ) {
      this.left = 0;
    }
    this.crc = updateCrc(this.crc, out.subarray(0, written));
    if (this.left === 0 && this.owed === 0) {
      const crc = ~this.crc;
      if (crc !== this.expectedCrc) throw new BadData();
      this.streamCrc = ((this.streamCrc << 1) | (this.streamCrc >>> 31)) ^ crc;
      this.phase = 'block';
    }
    return written;
  }
}
