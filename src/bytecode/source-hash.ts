/** This file defines the source hash of hash-based .pyc files (PEP 552): SipHash-1-3 keyed with the magic number. */
import { RAW_MAGIC_NUMBER } from './pyc.js';

// The four 64-bit words of SipHash's state, each as a low and a high half.
class SipState {
  a0 = 0;
  a1 = 0;
  b0 = 0;
  b1 = 0;
  c0 = 0;
  c1 = 0;
  d0 = 0;
  d1 = 0;

  constructor(keyLow: number) {
    // "somepseudorandomlygeneratedbytes", combined with a key of which only the lowest 32 bits are set.
    this.a0 = 0x70736575 ^ keyLow;
    this.a1 = 0x736f6d65;
    this.b0 = 0x6e646f6d;
    this.b1 = 0x646f7261;
    this.c0 = 0x6e657261 ^ keyLow;
    this.c1 = 0x6c796765;
    this.d0 = 0x79746573;
    this.d1 = 0x74656462;
  }

  round(): void {
    let { a0, a1, b0, b1, c0, c1, d0, d1 } = this;
    // a += b; b = rotl(b, 13) ^ a; a = rotl(a, 32)
    let low = (a0 >>> 0) + (b0 >>> 0);
    a1 = (a1 + b1 + (low > 0xffffffff ? 1 : 0)) | 0;
    a0 = low | 0;
    let high = (b1 << 13) | (b0 >>> 19);
    b0 = ((b0 << 13) | (b1 >>> 19)) ^ a0;
    b1 = high ^ a1;
    [a0, a1] = [a1, a0];
    // c += d; d = rotl(d, 16) ^ c
    low = (c0 >>> 0) + (d0 >>> 0);
    c1 = (c1 + d1 + (low > 0xffffffff ? 1 : 0)) | 0;
    c0 = low | 0;
    high = (d1 << 16) | (d0 >>> 16);
    d0 = ((d0 << 16) | (d1 >>> 16)) ^ c0;
    d1 = high ^ c1;
    // a += d; d = rotl(d, 21) ^ a
    low = (a0 >>> 0) + (d0 >>> 0);
    a1 = (a1 + d1 + (low > 0xffffffff ? 1 : 0)) | 0;
    a0 = low | 0;
    high = (d1 << 21) | (d0 >>> 11);
    d0 = ((d0 << 21) | (d1 >>> 11)) ^ a0;
    d1 = high ^ a1;
    // c += b; b = rotl(b, 17) ^ c; c = rotl(c, 32)
    low = (c0 >>> 0) + (b0 >>> 0);
    c1 = (c1 + b1 + (low > 0xffffffff ? 1 : 0)) | 0;
    c0 = low | 0;
    high = (b1 << 17) | (b0 >>> 15);
    b0 = ((b0 << 17) | (b1 >>> 15)) ^ c0;
    b1 = high ^ c1;
    [c0, c1] = [c1, c0];
    this.a0 = a0;
    this.a1 = a1;
    this.b0 = b0;
    this.b1 = b1;
    this.c0 = c0;
    this.c1 = c1;
    this.d0 = d0;
    this.d1 = d1;
  }

  absorb(low: number, high: number): void {
    this.d0 ^= low;
    this.d1 ^= high;
    this.round();
    this.a0 ^= low;
    this.a1 ^= high;
  }
}

/** The eight bytes of `_imp.source_hash(importlib.util._RAW_MAGIC_NUMBER, source)`. */
export function sourceHash(source: Uint8Array): Uint8Array {
  const state = new SipState(RAW_MAGIC_NUMBER);
  const whole = source.length & ~7;
  for (let i = 0; i < whole; i += 8) state.absorb(word(source, i), word(source, i + 4));
  const last = new Uint8Array(8);
  last.set(source.subarray(whole));
  last[7] = source.length & 0xff;
  state.absorb(word(last, 0), word(last, 4));
  state.c0 ^= 0xff;
  state.round();
  state.round();
  state.round();
  const result = new Uint8Array(8);
  const view = new DataView(result.buffer);
  view.setInt32(0, state.a0 ^ state.b0 ^ state.c0 ^ state.d0, true);
  view.setInt32(4, state.a1 ^ state.b1 ^ state.c1 ^ state.d1, true);
  return result;
}

function word(bytes: Uint8Array, i: number): number {
  return (
    (bytes[i] as number) |
    ((bytes[i + 1] as number) << 8) |
    ((bytes[i + 2] as number) << 16) |
    ((bytes[i + 3] as number) << 24)
  );
}
