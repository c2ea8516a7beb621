/** This file hashes strings with SipHash-1-3, as CPython does. */
import { strFromKey } from '../values/str.js';

const MASK = 0xffffffffffffffffn;

/** The bytes that CPython hashes for a str: its code points in the narrowest of 1, 2 or 4 bytes, little endian. */
function hashedBytes(key: string): Uint8Array {
  const text = strFromKey(key);
  if (typeof text !== 'string') return new Uint8Array(text.codePoints.slice().buffer);
  let wide = false;
  for (let i = 0; i < text.length && !wide; i++) wide = text.charCodeAt(i) > 0xff;
  if (!wide) return Uint8Array.from(text, (c) => c.charCodeAt(0));
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return new Uint8Array(units.buffer);
}

/** The hash of a str under a 128-bit key: a signed 64-bit integer, never -1. */
export function siphash13(k0: bigint, k1: bigint, key: string): number | bigint {
  return sipHashBytes(k0, k1, hashedBytes(key));
}

// The four 64-bit words of the state, as pairs of 32-bit halves.
class State {
  readonly h = new Int32Array(4);
  readonly l = new Int32Array(4);

  set(i: number, value: bigint): void {
    this.h[i] = Number((value >> 32n) & 0xffffffffn) | 0;
    this.l[i] = Number(value & 0xffffffffn) | 0;
  }

  private add(a: number, b: number): void {
    const low = ((this.l[a] as number) >>> 0) + ((this.l[b] as number) >>> 0);
    this.l[a] = low | 0;
    this.h[a] = ((this.h[a] as number) + (this.h[b] as number) + (low > 0xffffffff ? 1 : 0)) | 0;
  }

  private rotateXor(a: number, b: number, bits: number): void {
    let h = this.h[a] as number;
    let l = this.l[a] as number;
    if (bits >= 32) {
      const t = h;
      h = l;
      l = t;
      bits -= 32;
    }
    const rh = bits === 0 ? h : (h << bits) | (l >>> (32 - bits));
    const rl = bits === 0 ? l : (l << bits) | (h >>> (32 - bits));
    this.h[a] = rh ^ (this.h[b] as number);
    this.l[a] = rl ^ (this.l[b] as number);
  }

  private rotate32(a: number): void {
    const t = this.h[a] as number;
    this.h[a] = this.l[a] as number;
    this.l[a] = t;
  }

  round(): void {
    this.add(0, 1);
    this.add(2, 3);
    this.rotateXor(1, 0, 13);
    this.rotateXor(3, 2, 16);
    this.rotate32(0);
    this.add(2, 1);
    this.add(0, 3);
    this.rotateXor(1, 2, 17);
    this.rotateXor(3, 0, 21);
    this.rotate32(2);
  }
}

/** SipHash-1-3 of bytes, as CPython's `hash(bytes)`. */
export function sipHashBytes(k0: bigint, k1: bigint, bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0;
  const state = new State();
  state.set(0, k0 ^ 0x736f6d6570736575n);
  state.set(1, k1 ^ 0x646f72616e646f6dn);
  state.set(2, k0 ^ 0x6c7967656e657261n);
  state.set(3, k1 ^ 0x7465646279746573n);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~7;
  for (let at = 0; at < whole; at += 8) absorb(state, view.getUint32(at + 4, true), view.getUint32(at, true));
  let high = (bytes.length & 0xff) << 24;
  let low = 0;
  for (let i = bytes.length - 1; i >= whole; i--) {
    const shift = (i - whole) * 8;
    if (shift >= 32) high |= (bytes[i] as number) << (shift - 32);
    else low |= (bytes[i] as number) << shift;
  }
  absorb(state, high, low);
  state.l[2] = (state.l[2] as number) ^ 0xff;
  state.round();
  state.round();
  state.round();
  const h = (state.h[0] as number) ^ (state.h[1] as number) ^ (state.h[2] as number) ^ (state.h[3] as number);
  const l = (state.l[0] as number) ^ (state.l[1] as number) ^ (state.l[2] as number) ^ (state.l[3] as number);
  const value = BigInt.asIntN(64, (BigInt(h >>> 0) << 32n) | BigInt(l >>> 0)) & MASK;
  const signed = BigInt.asIntN(64, value);
  if (signed === -1n) return -2;
  return signed >= -9007199254740991n && signed <= 9007199254740991n ? Number(signed) : signed;
}

function absorb(state: State, high: number, low: number): void {
  state.h[3] = (state.h[3] as number) ^ high;
  state.l[3] = (state.l[3] as number) ^ low;
  state.round();
  state.h[0] = (state.h[0] as number) ^ high;
  state.l[0] = (state.l[0] as number) ^ low;
}
