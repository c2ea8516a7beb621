/** This file encodes LZMA: matches found through hash chains, a range encoder. */
import * as m from './lzma-model.js';

const HASH_BITS = 16;
const NICE_LENGTH = 64;

/** Writes the bits of a stream by their probabilities. */
class RangeEncoder {
  bytes = new Uint8Array(1 << 16);
  count = 0;
  private low = 0;
  private range = 0xffffffff;
  private cache = 0;
  private pending = 1;

  bit(probabilities: Uint16Array, index: number, bit: number): void {
    const probability = probabilities[index] as number;
    const bound = (this.range >>> m.PROBABILITY_BITS) * probability;
    if (bit === 0) {
      this.range = bound;
      probabilities[index] = probability + ((2048 - probability) >> m.MOVE_BITS);
    } else {
      this.low += bound;
      this.range -= bound;
      probabilities[index] = probability - (probability >> m.MOVE_BITS);
    }
    while (this.range < m.TOP) {
      this.range = (this.range * 256) >>> 0;
      this.shift();
    }
  }

  direct(value: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) {
      this.range >>>= 1;
      if (Math.floor(value / 2 ** i) % 2 === 1) this.low += this.range;
      while (this.range < m.TOP) {
        this.range = (this.range * 256) >>> 0;
        this.shift();
      }
    }
  }

  /** Give out a byte, once no carry can change it. */
  private shift(): void {
    if (this.low < 0xff000000 || this.low > 0xffffffff) {
      const carry = this.low > 0xffffffff ? 1 : 0;
      let byte = this.cache;
      do {
        this.put((byte + carry) & 0xff);
        byte = 0xff;
      } while (--this.pending > 0);
      this.cache = Math.floor(this.low / 0x1000000) & 0xff;
    }
    this.pending++;
    this.low = (this.low % 0x1000000) * 256;
  }

  private put(byte: number): void {
    if (this.count === this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes[this.count++] = byte;
  }

  finish(): Uint8Array {
    for (let i = 0; i < 5; i++) this.shift();
    return this.bytes.slice(0, this.count);
  }

  /** How many bytes there would be if it ended here. */
  get size(): number {
    return this.count + this.pending + 4;
  }
}

/** Encodes data that come in pieces; the last `dictionarySize` bytes may be referred to. */
export class LzmaEncoder {
  /** All data since `start`; those before `at` are encoded. */
  private data: Uint8Array = new Uint8Array(1 << 12);
  private end = 0;
  private at = 0;
  /** Where matches with the same hash stand: the last one, and for each the one before it. Positions count from 1. */
  private readonly heads = new Int32Array(1 << HASH_BITS);
  private links = new Int32Array(1 << 12);
  private hashed = 0;
  private probabilities: Uint16Array;
  private state = 0;
  private reps = [0, 0, 0, 0];
  /** Bytes since the beginning, of which the position's low bits are modelled. */
  private position = 0;
  private out = new RangeEncoder();

  constructor(
    readonly properties: m.LzmaProperties,
    private readonly dictionarySize: number,
    private readonly depth: number,
  ) {
    this.probabilities = m.newProbabilities(properties);
  }

  add(bytes: Uint8Array): void {
    if (this.end + bytes.length > this.data.length) this.makeRoom(bytes.length);
    this.data.set(bytes, this.end);
    this.end += bytes.length;
  }

  private makeRoom(count: number): void {
    const drop = this.at - Math.min(this.at, this.dictionarySize);
    if (drop > this.data.length >> 1 && this.end - drop + count <= this.data.length) {
      this.data.copyWithin(0, drop, this.end);
      this.links.copyWithin(0, drop, this.end);
      for (let i = 0; i < this.heads.length; i++) this.heads[i] = Math.max(0, (this.heads[i] as number) - drop);
      for (let i = 0; i < this.end - drop; i++) this.links[i] = Math.max(0, (this.links[i] as number) - drop);
      this.end -= drop;
      this.at -= drop;
      this.hashed -= drop;
      return;
    }
    const size = Math.max(this.data.length * 2, this.end + count);
    const data = new Uint8Array(size);
    data.set(this.data.subarray(0, this.end));
    this.data = data;
    const links = new Int32Array(size);
    links.set(this.links);
    this.links = links;
  }

  /** Bytes that wait to be encoded. */
  get waiting(): number {
    return this.end - this.at;
  }

  resetState(): void {
    this.probabilities = m.newProbabilities(this.properties);
    this.state = 0;
    this.reps = [0, 0, 0, 0];
  }

  /** Encode into a range encoder of its own at most so many bytes, while the result is at most so long. */
  chunk(mostInput: number, mostOutput: number): { bytes: Uint8Array; used: number; raw: Uint8Array } {
    this.out = new RangeEncoder();
    const start = this.at;
    const end = Math.min(this.end, start + mostInput);
    while (this.at < end && this.out.size + 32 < mostOutput) this.symbol(end);
    return { bytes: this.out.finish(), used: this.at - start, raw: this.data.subarray(start, this.at) };
  }

  /** Encode all that waits into the running range encoder; answers what is ready of it. */
  encode(isLast: boolean): Uint8Array {
    while (this.at < this.end) this.symbol(this.end);
    if (isLast) {
      this.endMarker();
      const bytes = this.out.finish();
      this.out.count = 0;
      return bytes;
    }
    const bytes = this.out.bytes.slice(0, this.out.count);
    this.out.count = 0;
    return bytes;
  }

  private endMarker(): void {
    const positionState = this.position & ((1 << this.properties.pb) - 1);
    this.bit(m.IS_MATCH + this.state * 16 + positionState, 1);
    this.bit(m.IS_REP + this.state, 0);
    this.match(m.END_DISTANCE, m.MATCH_MIN, positionState);
  }

  private bit(index: number, bit: number): void {
    this.out.bit(this.probabilities, index, bit);
  }

  private hash(at: number): number {
    const { data } = this;
    const value = ((data[at] as number) << 16) ^ ((data[at + 1] as number) << 8) ^ (data[at + 2] as number);
    return (Math.imul(value, 0x9e3779b1) >>> (32 - HASH_BITS)) & ((1 << HASH_BITS) - 1);
  }

  /** Enter all places before `to` into the chains. */
  private enter(to: number): void {
    for (; this.hashed < to && this.hashed + 3 <= this.end; this.hashed++) {
      const hash = this.hash(this.hashed);
      this.links[this.hashed] = this.heads[hash] as number;
      this.heads[hash] = this.hashed + 1;
    }
  }

  private matchLength(from: number, at: number, most: number): number {
    const { data } = this;
    let length = 0;
    while (length < most && data[from + length] === data[at + length]) length++;
    return length;
  }

  /** The longest match at a place, at the smallest distance. */
  private longest(at: number, end: number): { length: number; distance: number } {
    const most = Math.min(m.MATCH_MAX, end - at);
    let [length, distance] = [0, 0];
    if (most < 3) return { length, distance };
    this.enter(at);
    let next = this.heads[this.hash(at)] as number;
    for (let tries = this.depth; next > 0 && tries > 0; tries--) {
      const from = next - 1;
      if (at - from > this.dictionarySize) break;
      if (from < at) {
        const found = this.matchLength(from, at, most);
        if (found > length) {
          length = found;
          distance = at - from - 1;
          if (length >= Math.min(NICE_LENGTH, most)) break;
        }
      }
      next = this.links[from] as number;
    }
    return { length, distance };
  }

  private symbol(end: number): void {
    const { at, position } = this;
    const positionState = position & ((1 << this.properties.pb) - 1);
    const matchIndex = m.IS_MATCH + this.state * 16 + positionState;
    const most = Math.min(m.MATCH_MAX, end - at);
    let rep = -1;
    let repLength = 0;
    this.reps.forEach((distance, i) => {
      if (distance >= at || at - distance - 1 < 0) return;
      const length = this.matchLength(at - distance - 1, at, most);
      if (length > repLength) [rep, repLength] = [i, length];
    });
    let { length, distance } = this.longest(at, end);
    // A short match that is far away costs more than its bytes.
    if (length < m.MATCH_MIN + 1 || (length === 3 && distance > 0x8000)) length = 0;
    if (length > 0 && length < NICE_LENGTH && repLength < length) {
      const next = this.longest(at + 1, end);
      if (next.length > length + 1) length = 0;
    }
    if (repLength >= m.MATCH_MIN && (repLength + 1 >= length || (repLength + 2 >= length && distance > 0x200))) {
      this.bit(matchIndex, 1);
      this.repetition(rep, repLength, positionState);
      this.advance(repLength);
    } else if (length >= m.MATCH_MIN) {
      this.bit(matchIndex, 1);
      this.bit(m.IS_REP + this.state, 0);
      this.match(distance, length, positionState);
      this.advance(length);
    } else {
      this.bit(matchIndex, 0);
      this.literal();
      this.advance(1);
    }
  }

  private advance(count: number): void {
    this.enter(this.at + count);
    this.at += count;
    this.position += count;
  }

  private literal(): void {
    const { data, at, state } = this;
    const { lc, lp } = this.properties;
    const previous = at > 0 ? (data[at - 1] as number) : 0;
    const base = m.LITERALS + 0x300 * (((this.position & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc)));
    const byte = data[at] as number;
    let node = 1;
    let shift = 7;
    if (state >= m.LITERAL_STATES) {
      let expected = data[at - (this.reps[0] as number) - 1] as number;
      for (; shift >= 0; shift--) {
        const expectedBit = (expected >> 7) & 1;
        expected <<= 1;
        const bit = (byte >> shift) & 1;
        this.bit(base + ((1 + expectedBit) << 8) + node, bit);
        node = (node << 1) | bit;
        if (bit !== expectedBit) {
          shift--;
          break;
        }
      }
    }
    for (; shift >= 0; shift--) {
      const bit = (byte >> shift) & 1;
      this.bit(base + node, bit);
      node = (node << 1) | bit;
    }
    this.state = m.afterLiteral(state);
  }

  private tree(base: number, bits: number, value: number): void {
    let node = 1;
    for (let i = bits - 1; i >= 0; i--) {
      const bit = (value >> i) & 1;
      this.bit(base + node, bit);
      node = (node << 1) | bit;
    }
  }

  private reverseTree(base: number, bits: number, value: number): void {
    let node = 1;
    for (let i = 0; i < bits; i++) {
      const bit = (value >>> i) & 1;
      this.bit(base + node, bit);
      node = (node << 1) | bit;
    }
  }

  private length(base: number, length: number, positionState: number): void {
    const value = length - m.MATCH_MIN;
    this.bit(base, value < 8 ? 0 : 1);
    if (value < 8) this.tree(base + m.LENGTH_LOW + positionState * 8, 3, value);
    else {
      this.bit(base + m.LENGTH_CHOICE2, value < 16 ? 0 : 1);
      if (value < 16) this.tree(base + m.LENGTH_MIDDLE + positionState * 8, 3, value - 8);
      else this.tree(base + m.LENGTH_HIGH, 8, value - 16);
    }
  }

  private match(distance: number, length: number, positionState: number): void {
    this.length(m.MATCH_LENGTHS, length, positionState);
    let slot = distance;
    if (distance >= 4) {
      const top = 31 - Math.clz32(distance);
      slot = top * 2 + (Math.floor(distance / 2 ** (top - 1)) & 1);
    }
    this.tree(m.SLOTS + Math.min(length - m.MATCH_MIN, m.LENGTH_STATES - 1) * 64, 6, slot);
    if (slot >= m.FIRST_MODELLED) {
      const bits = (slot >> 1) - 1;
      const base = (2 | (slot & 1)) * 2 ** bits;
      const rest = distance - base;
      if (slot < m.LAST_MODELLED) this.reverseTree(m.SPECIAL + base - slot - 1, bits, rest);
      else {
        this.out.direct(Math.floor(rest / 16), bits - m.ALIGN_BITS);
        this.reverseTree(m.ALIGN, m.ALIGN_BITS, rest % 16);
      }
    }
    this.reps = [distance, this.reps[0] as number, this.reps[1] as number, this.reps[2] as number];
    this.state = m.afterMatch(this.state);
  }

  private repetition(rep: number, length: number, positionState: number): void {
    const { state } = this;
    this.bit(m.IS_REP + state, 1);
    this.bit(m.IS_REP0 + state, rep === 0 ? 0 : 1);
    if (rep === 0) this.bit(m.IS_REP0_LONG + state * 16 + positionState, 1);
    else {
      this.bit(m.IS_REP1 + state, rep === 1 ? 0 : 1);
      if (rep > 1) this.bit(m.IS_REP2 + state, rep - 2);
    }
    const [distance] = this.reps.splice(rep, 1) as [number];
    this.reps.unshift(distance);
    this.length(m.REP_LENGTHS, length, positionState);
    this.state = m.afterRep(state);
  }
}
