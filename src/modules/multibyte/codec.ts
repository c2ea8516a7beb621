/** This file defines what one multi-byte encoding does, apart from errors, buffers and Python objects. */
import type { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import type { StrBuilder } from '../../objects/strings.js';
import { codePointAt, type Str } from '../../values/str.js';

/** Answers of `encode` and `decode`: all was taken. */
export const DONE = 0;
/** More is needed to know what the last characters or bytes mean. */
export const TOO_FEW = -1;

/** The size of a coder's state, as CPython's `getstate` shows it. */
export const STATE_SIZE = 8;

/** A run of decoding: where it is, and what came out. */
export class Decoding {
  at = 0;

  constructor(
    readonly data: Uint8Array,
    readonly state: Uint8Array,
    readonly out: StrBuilder,
  ) {}

  /** Are there this many bytes left? */
  has(count: number): boolean {
    return this.at + count <= this.data.length;
  }

  /** The byte at a distance from the current one; there must be one. */
  byte(distance: number): number {
    return this.data[this.at + distance] as number;
  }

  /** Take `count` bytes, which mean this character. */
  put(point: number, count: number): void {
    this.out.push(point);
    this.at += count;
  }
}

/** A run of encoding. */
export class Encoding {
  at = 0;

  constructor(
    readonly text: Str,
    readonly state: Uint8Array,
    readonly out: ByteBuilder,
    /** No more text follows. */
    readonly flush: boolean,
  ) {}

  get left(): number {
    return this.text.length - this.at;
  }

  point(distance: number): number {
    return codePointAt(this.text, this.at + distance);
  }

  /** Write a code of one to four bytes. */
  put(code: number): void {
    if (code > 0xffffff) this.out.push(code >>> 24);
    if (code > 0xffff) this.out.push((code >>> 16) & 0xff);
    if (code > 0xff) this.out.push((code >>> 8) & 0xff);
    this.out.push(code & 0xff);
  }
}

/**
 * One encoding. `encode` and `decode` go as far as they can and answer DONE, TOO_FEW, or how many characters or bytes
 * at the current position are illegal.
 */
export abstract class Codec {
  constructor(readonly name: string) {}

  abstract decode(run: Decoding): number;
  abstract encode(run: Encoding): number;

  startEncoding(_state: Uint8Array): void {}
  startDecoding(_state: Uint8Array): void {}
  /** What ends a text: back to the initial state. */
  finishEncoding(_state: Uint8Array, _out: ByteBuilder): void {}
  resetDecoding(_state: Uint8Array): void {}
}
