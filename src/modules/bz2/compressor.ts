/** This file compresses as bzip2 does: run lengths, block sorting, move to front, prefix codes. */
import { sortRotations } from './block-sort.js';
import { updateCrc } from './crc.js';
import { assignCodes, codeLengths } from './huffman.js';

const RUN_A = 0;
const RUN_B = 1;
/** Symbols that share a selector. */
const GROUP = 50;
const ITERATIONS = 4;

/** Writes bits, most significant first. */
class BitWriter {
  bytes = new Uint8Array(1024);
  count = 0;
  private buffer = 0;
  private bits = 0;

  write(value: number, width: number): void {
    for (let i = width - 1; i >= 0; i--) {
      this.buffer = (this.buffer << 1) | ((value >>> i) & 1);
      if (++this.bits === 8) this.flushByte();
    }
  }

  private flushByte(): void {
    if (this.count === this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes[this.count++] = this.buffer;
    this.buffer = 0;
    this.bits = 0;
  }

  /** Fill the last byte. */
  align(): void {
    while (this.bits > 0) this.write(0, 1);
  }

  /** The whole bytes so far, which are taken out. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.count);
    this.count = 0;
    return taken;
  }
}

/** One stream that is being compressed. */
export class Bz2Stream {
  private readonly out = new BitWriter();
  private block: Uint8Array;
  private used = 0;
  /** The byte that repeats, and how often so far; -1 for none. */
  private runByte = -1;
  private runLength = 0;
  private blockCrc = -1;
  private streamCrc = 0;
  private readonly limit: number;
  private readonly single = new Uint8Array(1);

  constructor(level: number) {
    this.limit = level * 100000 - 19;
    this.block = new Uint8Array(Math.min(level * 100000, 65536));
    this.out.write(0x425a68, 24);
    this.out.write(0x30 + level, 8);
  }

  /** Take data; answers what was compressed of it and of earlier data. */
  compress(data: Uint8Array): Uint8Array {
    for (let i = 0; i < data.length; i++) {
      const byte = data[i] as number;
      if (byte === this.runByte && this.runLength < 255) this.runLength++;
      else {
        this.endRun();
        if (this.used >= this.limit) this.writeBlock();
        this.runByte = byte;
        this.runLength = 1;
      }
    }
    return this.out.take();
  }

  /** Four equal bytes are followed by the number of further ones. */
  private endRun(): void {
    if (this.runByte < 0) return;
    if (this.used + 6 > this.block.length) {
      const grown = new Uint8Array(Math.min(this.block.length * 2, this.limit + 19));
      grown.set(this.block);
      this.block = grown;
    }
    this.single[0] = this.runByte;
    for (let i = 0; i < this.runLength; i++) this.blockCrc = updateCrc(this.blockCrc, this.single);
    for (let i = 0; i < Math.min(4, this.runLength); i++) this.block[this.used++] = this.runByte;
    if (this.runLength >= 4) this.block[this.used++] = this.runLength - 4;
    this.runByte = -1;
    this.runLength = 0;
  }

  /** The rest of the stream. */
  finish(): Uint8Array {
    this.endRun();
    if (this.used > 0) this.writeBlock();
    this.out.write(0x177245, 24);
    this.out.write(0x385090, 24);
    this.out.write(this.streamCrc, 32);
    this.out.align();
    return this.out.take();
  }

  private writeBlock(): void {
    const { out } = this;
    const crc = ~this.blockCrc;
    this.streamCrc = ((this.streamCrc << 1) | (this.streamCrc >>> 31)) ^ crc;
    this.blockCrc = -1;
    const block = this.block.subarray(0, this.used);
    this.used = 0;
    out.write(0x314159, 24);
    out.write(0x265359, 24);
    out.write(crc, 32);
    out.write(0, 1);
    const order = sortRotations(block);
    const n = block.length;
    const last = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const start = order[i] as number;
      if (start === 0) out.write(i, 24);
      last[i] = block[start === 0 ? n - 1 : start - 1] as number;
    }
    this.writeSymbols(last, this.writeMap(block));
  }

  /** Which bytes the block has, as a bit map of bit maps; answers them. */
  private writeMap(block: Uint8Array): number[] {
    const used = new Uint8Array(256);
    for (const byte of block) used[byte] = 1;
    const bytes: number[] = [];
    for (let byte = 0; byte < 256; byte++) if (used[byte] === 1) bytes.push(byte);
    for (let row = 0; row < 16; row++) this.out.write(bytes.some((byte) => byte >> 4 === row) ? 1 : 0, 1);
    for (let row = 0; row < 16; row++) {
      if (!bytes.some((byte) => byte >> 4 === row)) continue;
      for (let column = 0; column < 16; column++) this.out.write(used[row * 16 + column] as number, 1);
    }
    return bytes;
  }

  /** Move to front; runs of the front byte become numbers of two digits, 1 and 2. */
  private moveToFront(last: Uint8Array, bytes: readonly number[]): Uint16Array {
    const front = Uint8Array.from(bytes);
    const symbols = new Uint16Array(last.length + 2);
    let count = 0;
    let zeros = 0;
    const endRun = (): void => {
      while (zeros > 0) {
        symbols[count++] = zeros & 1 ? RUN_A : RUN_B;
        zeros = (zeros - 1) >> 1;
      }
    };
    for (const byte of last) {
      if (front[0] === byte) {
        zeros++;
        continue;
      }
      endRun();
      const at = front.indexOf(byte);
      front.copyWithin(1, 0, at);
      front[0] = byte;
      symbols[count++] = at + 1;
    }
    endRun();
    symbols[count++] = bytes.length + 1;
    return symbols.subarray(0, count);
  }

  private writeSymbols(last: Uint8Array, bytes: readonly number[]): void {
    const { out } = this;
    const symbols = this.moveToFront(last, bytes);
    const alphabet = bytes.length + 2;
    const count = symbols.length;
    const tables = count < 200 ? 2 : count < 600 ? 3 : count < 1200 ? 4 : count < 2400 ? 5 : 6;
    const groups = Math.ceil(count / GROUP);
    const { lengths, selectors } = chooseTables(symbols, alphabet, tables, groups);
    out.write(tables, 3);
    out.write(groups, 15);
    const front = Array.from({ length: tables }, (_, i) => i);
    for (const selector of selectors) {
      const at = front.indexOf(selector);
      front.splice(at, 1);
      front.unshift(selector);
      for (let i = 0; i < at; i++) out.write(1, 1);
      out.write(0, 1);
    }
    for (const table of lengths) {
      let current = table[0] as number;
      out.write(current, 5);
      for (const length of table) {
        for (; current < length; current++) out.write(2, 2);
        for (; current > length; current--) out.write(3, 2);
        out.write(0, 1);
      }
    }
    const codes = lengths.map(assignCodes);
    for (let i = 0; i < count; i++) {
      const table = selectors[Math.floor(i / GROUP)] as number;
      const symbol = symbols[i] as number;
      out.write((codes[table] as Int32Array)[symbol] as number, (lengths[table] as Uint8Array)[symbol] as number);
    }
  }
}

/** Find tables, and which of them each group of symbols uses: a few rounds of choosing and adapting. */
function chooseTables(
  symbols: Uint16Array,
  alphabet: number,
  tables: number,
  groups: number,
): { lengths: Uint8Array[]; selectors: Uint8Array } {
  const frequencies = new Int32Array(alphabet);
  for (const symbol of symbols) frequencies[symbol] = (frequencies[symbol] as number) + 1;
  let lengths: Uint8Array[] = Array.from({ length: tables }, () => new Uint8Array(alphabet).fill(15));
  let start = 0;
  let rest = symbols.length;
  // At first each table is good for a part of the alphabet that is equally frequent.
  for (let part = tables; part > 0; part--) {
    const target = Math.floor(rest / part);
    let end = start - 1;
    let sum = 0;
    while (sum < target && end < alphabet - 1) sum += frequencies[++end] as number;
    if (end > start && part !== tables && part !== 1 && (tables - part) % 2 === 1) sum -= frequencies[end--] as number;
    (lengths[part - 1] as Uint8Array).fill(0, start, end + 1);
    start = end + 1;
    rest -= sum;
  }
  const selectors = new Uint8Array(groups);
  for (let round = 0; round < ITERATIONS; round++) {
    const counts = Array.from({ length: tables }, () => new Int32Array(alphabet));
    for (let group = 0; group < groups; group++) {
      const part = symbols.subarray(group * GROUP, (group + 1) * GROUP);
      let best = 0;
      let bestCost = Number.POSITIVE_INFINITY;
      for (let table = 0; table < tables; table++) {
        const table_ = lengths[table] as Uint8Array;
        let cost = 0;
        for (const symbol of part) cost += table_[symbol] as number;
        if (cost < bestCost) {
          bestCost = cost;
          best = table;
        }
      }
      selectors[group] = best;
      const chosen = counts[best] as Int32Array;
      for (const symbol of part) chosen[symbol] = (chosen[symbol] as number) + 1;
    }
    lengths = counts.map((each) => codeLengths(each, alphabet));
  }
  return { lengths, selectors };
}
