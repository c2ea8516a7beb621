/** This file defines a growing array of bytes. */
import type { Runtime } from '../../values/runtime.js';

/** Grows bytes piece by piece; charges memory as it grows beyond what was asked for. */
export class ByteBuilder {
  private bytes: Uint8Array;
  private count = 0;

  constructor(
    private readonly vm: Runtime,
    expected: number,
  ) {
    vm.chargeMemory(expected);
    this.bytes = new Uint8Array(Math.max(16, expected));
  }

  get length(): number {
    return this.count;
  }

  /** Append one byte (0 to 255). */
  push(byte: number): void {
    if (this.count === this.bytes.length) this.grow(1);
    this.bytes[this.count++] = byte;
  }

  /** Append bytes. */
  add(bytes: Uint8Array): void {
    if (this.count + bytes.length > this.bytes.length) this.grow(bytes.length);
    this.bytes.set(bytes, this.count);
    this.count += bytes.length;
  }

  /** Append the characters of an ASCII or Latin-1 string. */
  addLatin1(text: string): void {
    if (this.count + text.length > this.bytes.length) this.grow(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.count++] = text.charCodeAt(i);
  }

  finish(): Uint8Array {
    return this.count === this.bytes.length ? this.bytes : this.bytes.slice(0, this.count);
  }

  private grow(extra: number): void {
    const size = Math.max(this.count + extra, this.bytes.length * 2);
    this.vm.chargeMemory(size - this.bytes.length);
    this.vm.chargeFuel(size >> 6);
    const grown = new Uint8Array(size);
    grown.set(this.bytes.subarray(0, this.count));
    this.bytes = grown;
  }
}

/** The str whose characters are these bytes (Latin-1). */
export function latin1Text(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start <= 4096) return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]);
  let out = '';
  for (let i = start; i < end; i += 4096) {
    out += String.fromCharCode.apply(null, bytes.subarray(i, Math.min(end, i + 4096)) as unknown as number[]);
  }
  return out;
}

/** The bytes of a Latin-1 string. */
export function latin1Bytes(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}
