/** This file decodes LZMA: a range decoder and a window of what was decoded. */
import * as m from './lzma-model.js';

/** The data are damaged. */
export class Corrupt {}

/** Thrown where more bytes are needed. */
class NeedsInput {}
const NEEDS_INPUT = new NeedsInput();

/** A symbol takes at most this many bytes. */
const SYMBOL_BYTES = 24;

/** What was decoded last, as far as distances may reach. */
export class Window {
  bytes: Uint8Array = new Uint8Array(1024);
  /** Bytes decoded, and where those begin that were not given out. */
  end = 0;
  given = 0;
  private total = 0;

  constructor(public dictionarySize: number) {}

  /** How far back a distance may reach. */
  get reach(): number {
    return Math.min(this.total, Math.max(this.dictionarySize, 4096));
  }

  reset(): void {
    this.total = 0;
  }

  push(byte: number): void {
    if (this.end === this.bytes.length) this.grow();
    this.bytes[this.end++] = byte;
    this.total++;
  }

  private grow(): void {
    const keep = Math.max(this.dictionarySize, 4096);
    // Old bytes go when nobody can refer to them.
    const drop = Math.min(this.given, Math.max(0, this.end - keep));
    if (drop > this.bytes.length >> 1) {
      this.bytes.copyWithin(0, drop, this.end);
      this.end -= drop;
      this.given -= drop;
      return;
    }
    const grown = new Uint8Array(this.bytes.length * 2);
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
  }

  at(distance: number): number {
    return this.bytes[this.end - distance] as number;
  }

  /** Bytes that were decoded and not given out. */
  get ready(): number {
    return this.end - this.given;
  }
}

/** Decodes one LZMA stream, or the chunks of an LZMA2 one. */
export class LzmaDecoder {
  private properties: m.LzmaProperties = { lc: 0, lp: 0, pb: 0 };
  private probabilities: Uint16Array = new Uint16Array(0);
  private state = 0;
  private reps = [0, 0, 0, 0];
  private range = -1;
  private code = 0;
  private isStarted = false;
  /** What is left of a match that ran into a limit. */
  private matchLeft = 0;
  private input: Uint8Array = new Uint8Array(0);
  private at = 0;
  /** Places and old values of probabilities, while a symbol may have to be read again. */
  private journal: number[] | null = null;
  private position = 0;
  isEnded = false;

  constructor(readonly window: Window) {}

  /** Forget all that was learnt. */
  resetState(properties: m.LzmaProperties): void {
    this.properties = properties;
    this.probabilities = m.newProbabilities(properties);
    this.state = 0;
    this.reps = [0, 0, 0, 0];
  }

  resetPosition(): void {
    this.position = 0;
  }

  /** Bytes that were not coded count for the position. */
  skip(count: number): void {
    this.position += count;
  }

  get current(): m.LzmaProperties {
    return this.properties;
  }

  /** Begin with the five bytes of a range decoder. */
  restart(): void {
    this.isStarted = false;
    this.isEnded = false;
  }

  /** Is the range decoder where an encoder leaves it? */
  get isFinished(): boolean {
    return this.isStarted && this.code === 0;
  }

  /**
   * Decode until `limit` bytes were put into the window, the end marker, or the end of the input; answers how many
   * bytes of input were used. With `isWhole`, no more input follows.
   */
  decode(input: Uint8Array, limit: number, isWhole: boolean): number {
    this.input = input;
    this.at = 0;
    if (!this.isStarted) {
      if (input.length < 5) return 0;
      if (input[0] !== 0) throw new Corrupt();
      this.code =
        (((input[1] as number) << 24) |
          ((input[2] as number) << 16) |
          ((input[3] as number) << 8) |
          (input[4] as number)) >>>
        0;
      this.range = 0xffffffff;
      this.at = 5;
      this.isStarted = true;
    }
    const { window } = this;
    const target = this.position + limit;
    while (this.position < target && !this.isEnded) {
      if (this.matchLeft > 0) {
        this.copy(Math.min(this.matchLeft, target - this.position));
        continue;
      }
      if (this.at + SYMBOL_BYTES <= input.length) this.symbol(window);
      else if (!this.trySymbol(window)) {
        if (isWhole) throw new Corrupt();
        break;
      }
    }
    return this.at;
  }

  /** Take the byte that the range decoder is owed after the last symbol; answers how many were used, -1 if it is missing. */
  settle(input: Uint8Array): number {
    if (this.range >= m.TOP) return 0;
    if (input.length === 0) return -1;
    this.input = input;
    this.at = 0;
    this.normalize();
    return this.at;
  }

  /** The end marker may follow where all bytes were decoded. */
  tryEndMarker(input: Uint8Array): number {
    this.input = input;
    this.at = 0;
    const before = this.position;
    if (this.isEnded || !this.trySymbol(this.window)) return 0;
    if (this.position !== before || !this.isEnded) throw new Corrupt();
    return this.at;
  }

  /** Decode a symbol that the input may not hold completely; then nothing is changed. */
  private trySymbol(window: Window): boolean {
    const { at, range, code, state } = this;
    const reps = [...this.reps];
    this.journal = [];
    try {
      this.symbol(window);
      return true;
    } catch (reason) {
      if (!(reason instanceof NeedsInput)) throw reason;
      for (let i = this.journal.length - 2; i >= 0; i -= 2) {
        this.probabilities[this.journal[i] as number] = this.journal[i + 1] as number;
      }
      Object.assign(this, { at, range, code, state, reps });
      return false;
    } finally {
      this.journal = null;
    }
  }

  private normalize(): void {
    if (this.range >= m.TOP) return;
    if (this.at >= this.input.length) throw NEEDS_INPUT;
    this.range = (this.range * 256) >>> 0;
    this.code = ((this.code << 8) | (this.input[this.at++] as number)) >>> 0;
  }

  private bit(index: number): number {
    this.normalize();
    const probability = this.probabilities[index] as number;
    this.journal?.push(index, probability);
    const bound = (this.range >>> m.PROBABILITY_BITS) * probability;
    if (this.code < bound) {
      this.range = bound;
      this.probabilities[index] = probability + ((2048 - probability) >> m.MOVE_BITS);
      return 0;
    }
    this.range -= bound;
    this.code -= bound;
    this.probabilities[index] = probability - (probability >> m.MOVE_BITS);
    return 1;
  }

  private direct(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.normalize();
      this.range >>>= 1;
      const isOne = this.code >= this.range;
      if (isOne) this.code -= this.range;
      value = value * 2 + (isOne ? 1 : 0);
    }
    return value;
  }

  private tree(base: number, bits: number): number {
    let node = 1;
    for (let i = 0; i < bits; i++) node = (node << 1) | this.bit(base + node);
    return node - (1 << bits);
  }

  private reverseTree(base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(base + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  private length(base: number, positionState: number): number {
    if (this.bit(base) === 0) return m.MATCH_MIN + this.tree(base + m.LENGTH_LOW + positionState * 8, 3);
    if (this.bit(base + m.LENGTH_CHOICE2) === 0) {
      return m.MATCH_MIN + 8 + this.tree(base + m.LENGTH_MIDDLE + positionState * 8, 3);
    }
    return m.MATCH_MIN + 16 + this.tree(base + m.LENGTH_HIGH, 8);
  }

  private symbol(window: Window): void {
    const { state } = this;
    const positionState = this.position & ((1 << this.properties.pb) - 1);
    if (this.bit(m.IS_MATCH + state * 16 + positionState) === 0) {
      const byte = this.literal(window);
      window.push(byte);
      this.position++;
      this.state = m.afterLiteral(state);
      return;
    }
    if (this.bit(m.IS_REP + state) === 0) this.match(positionState);
    else if (!this.repetition(window, positionState)) return;
    if (this.isEnded) return;
    if ((this.reps[0] as number) >= window.reach) throw new Corrupt();
  }

  private literal(window: Window): number {
    const { lc, lp } = this.properties;
    const previous = window.reach > 0 ? window.at(1) : 0;
    const context = ((this.position & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc));
    const base = m.LITERALS + 0x300 * context;
    let node = 1;
    if (this.state >= m.LITERAL_STATES) {
      if ((this.reps[0] as number) >= window.reach) throw new Corrupt();
      // The byte that a match would have is likely not this one, but like it.
      let expected = window.at((this.reps[0] as number) + 1);
      while (node < 0x100) {
        const expectedBit = (expected >> 7) & 1;
        expected <<= 1;
        const bit = this.bit(base + ((1 + expectedBit) << 8) + node);
        node = (node << 1) | bit;
        if (bit !== expectedBit) break;
      }
    }
    while (node < 0x100) node = (node << 1) | this.bit(base + node);
    return node & 0xff;
  }

  private match(positionState: number): void {
    const length = this.length(m.MATCH_LENGTHS, positionState);
    const slot = this.tree(m.SLOTS + Math.min(length - m.MATCH_MIN, m.LENGTH_STATES - 1) * 64, 6);
    let distance = slot;
    if (slot >= m.FIRST_MODELLED) {
      const bits = (slot >> 1) - 1;
      distance = (2 | (slot & 1)) * 2 ** bits;
      if (slot < m.LAST_MODELLED) distance += this.reverseTree(m.SPECIAL + distance - slot - 1, bits);
      else distance += this.direct(bits - m.ALIGN_BITS) * 16 + this.reverseTree(m.ALIGN, m.ALIGN_BITS);
    }
    if (distance === m.END_DISTANCE) {
      this.normalize();
      this.isEnded = true;
      return;
    }
    this.reps = [distance, this.reps[0] as number, this.reps[1] as number, this.reps[2] as number];
    this.state = m.afterMatch(this.state);
    this.matchLeft = length;
  }

  /** A match at one of the last distances; false when it was a single byte, which is done. */
  private repetition(window: Window, positionState: number): boolean {
    const { state } = this;
    const [a, b, c, d] = this.reps as [number, number, number, number];
    if (this.bit(m.IS_REP0 + state) === 0) {
      if (this.bit(m.IS_REP0_LONG + state * 16 + positionState) === 0) {
        if (a >= window.reach) throw new Corrupt();
        window.push(window.at(a + 1));
        this.position++;
        this.state = m.afterShortRep(state);
        return false;
      }
    } else if (this.bit(m.IS_REP1 + state) === 0) this.reps = [b, a, c, d];
    else if (this.bit(m.IS_REP2 + state) === 0) this.reps = [c, a, b, d];
    else this.reps = [d, a, b, c];
    this.matchLeft = this.length(m.REP_LENGTHS, positionState);
    this.state = m.afterRep(state);
    return true;
  }

  private copy(count: number): void {
    const distance = (this.reps[0] as number) + 1;
    for (let i = 0; i < count; i++) this.window.push(this.window.at(distance));
    this.matchLeft -= count;
    this.position += count;
  }
}
