/** This file hashes strings with SipHash-1-3, as CPython does. */
import { strFromKey } from '../values/str.js';

/** Words that are absorbed in one go; longer texts take several. */
const CHUNK_WORDS = 64;

/**
 * SipHash-1-3 under one 128-bit key. The 64-bit words of the state are pairs of 32-bit halves, `v0h` the high one.
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF".
 */
export class SipHash13 {
  private v0h = 0;
  private v0l = 0;
  private v1h = 0;
  private v1l = 0;
  private v2h = 0;
  private v2l = 0;
  private v3h = 0;
  private v3l = 0;
  private readonly start: Int32Array;
  /** The words to absorb next: low half, high half. */
  private readonly words = new Int32Array(2 * CHUNK_WORDS);

  constructor(k0: bigint, k1: bigint) {
    const state = [
      k0 ^ 0x736f6d6570736575n,
      k1 ^ 0x646f72616e646f6dn,
      k0 ^ 0x6c7967656e657261n,
      k1 ^ 0x7465646279746573n,
    ];
    this.start = Int32Array.from(
      state.flatMap((word) => [Number(BigInt.asIntN(32, word >> 32n)), Number(BigInt.asIntN(32, word))]),
    );
  }

  /**
   * The hash of a str, given as its name key: of its code points in the narrowest of 1, 2 or 4 bytes each, little
   * endian. A signed 64-bit integer, never -1; 0 for the empty string.
   */
  hashStr(key: string): number | bigint {
    if (key.length === 0) return 0;
    const text = strFromKey(key);
    if (typeof text !== 'string') return this.hashBytes(new Uint8Array(text.codePoints.slice().buffer));
    let bits = 0;
    for (let i = 0; i < text.length; i++) bits |= text.charCodeAt(i);
    this.begin();
    if (bits > 0xff) this.takeUnits(text, 1);
    else this.takeUnits(text, 0);
    return this.result();
  }

  /** The hash of bytes, as CPython's `hash(bytes)`. */
  hashBytes(bytes: Uint8Array): number | bigint {
    const { length } = bytes;
    if (length === 0) return 0;
    const { words } = this;
    this.begin();
    let at = 0;
    let count = 0;
    for (; at + 8 <= length; at += 8) {
      words[count++] = this.half(bytes, at, 4);
      words[count++] = this.half(bytes, at + 4, 4);
      if (count === words.length) {
        this.absorb(count);
        count = 0;
      }
    }
    words[count++] = this.half(bytes, at, Math.min(4, length - at));
    words[count++] = this.half(bytes, at + 4, Math.min(4, length - at - 4)) | (length << 24);
    this.absorb(count);
    return this.result();
  }

  /** Up to four bytes, little endian. */
  private half(bytes: Uint8Array, at: number, count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value |= (bytes[at + i] as number) << (8 * i);
    return value;
  }

  /** Absorb the code units of a text, each of `1 << wide` bytes. */
  private takeUnits(text: string, wide: 0 | 1): void {
    const { words } = this;
    const perHalf = 4 >> wide;
    const unitBits = 8 << wide;
    const { length } = text;
    let count = 0;
    let value = 0;
    let filled = 0;
    for (let i = 0; i < length; i++) {
      value |= text.charCodeAt(i) << (filled * unitBits);
      if (++filled === perHalf) {
        words[count++] = value;
        if (count === words.length) {
          this.absorb(count);
          count = 0;
        }
        value = 0;
        filled = 0;
      }
    }
    words[count++] = value;
    // The last word ends with the length in bytes; a second half of its own where the first one is the remainder.
    if (count & 1) words[count++] = 0;
    words[count - 1] = (words[count - 1] as number) | ((length << wide) << 24);
    this.absorb(count);
  }

  private begin(): void {
    const { start } = this;
    this.v0h = start[0] as number;
    this.v0l = start[1] as number;
    this.v1h = start[2] as number;
    this.v1l = start[3] as number;
    this.v2h = start[4] as number;
    this.v2l = start[5] as number;
    this.v3h = start[6] as number;
    this.v3l = start[7] as number;
  }

  /** One round for each pair of halves in `words`; the final rounds have no words. */
  private absorb(count: number, final = false): void {
    const { words } = this;
    let { v0h, v0l, v1h, v1l, v2h, v2l, v3h, v3l } = this;
    for (let at = 0; at < count; at += 2) {
      const wordLow = final ? 0 : (words[at] as number);
      const wordHigh = final ? 0 : (words[at + 1] as number);
      v3l ^= wordLow;
      v3h ^= wordHigh;
      let low = (v0l >>> 0) + (v1l >>> 0);
      v0h = (v0h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
      v0l = low | 0;
      let high = (v1h << 13) | (v1l >>> 19);
      v1l = ((v1l << 13) | (v1h >>> 19)) ^ v0l;
      v1h = high ^ v0h;
      high = v0h;
      v0h = v0l;
      v0l = high;
      low = (v2l >>> 0) + (v3l >>> 0);
      v2h = (v2h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
      v2l = low | 0;
      high = (v3h << 16) | (v3l >>> 16);
      v3l = ((v3l << 16) | (v3h >>> 16)) ^ v2l;
      v3h = high ^ v2h;
      low = (v0l >>> 0) + (v3l >>> 0);
      v0h = (v0h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
      v0l = low | 0;
      high = (v3h << 21) | (v3l >>> 11);
      v3l = ((v3l << 21) | (v3h >>> 11)) ^ v0l;
      v3h = high ^ v0h;
      low = (v2l >>> 0) + (v1l >>> 0);
      v2h = (v2h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
      v2l = low | 0;
      high = (v1h << 17) | (v1l >>> 15);
      v1l = ((v1l << 17) | (v1h >>> 15)) ^ v2l;
      v1h = high ^ v2h;
      high = v2h;
      v2h = v2l;
      v2l = high;
      v0l ^= wordLow;
      v0h ^= wordHigh;
    }
    this.v0h = v0h;
    this.v0l = v0l;
    this.v1h = v1h;
    this.v1l = v1l;
    this.v2h = v2h;
    this.v2l = v2l;
    this.v3h = v3h;
    this.v3l = v3l;
  }

  private result(): number | bigint {
    this.v2l ^= 0xff;
    this.absorb(6, true);
    const high = this.v0h ^ this.v1h ^ this.v2h ^ this.v3h;
    const low = (this.v0l ^ this.v1l ^ this.v2l ^ this.v3l) >>> 0;
    if (high === -1 && low === 0xffffffff) return -2;
    // What fits in 53 bits is a number.
    if (high >= -0x200000 && high < 0x200000) {
      const value = high * 0x100000000 + low;
      return value === -0x20000000000000 ? BigInt(value) : value;
    }
    return (BigInt(high) << 32n) | BigInt(low);
  }
}
