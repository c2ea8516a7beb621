/** This file reads the bytes of a pickle from memory or from a file. */
import { asBytes } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { eofError, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { NotImplementedError } from '../../objects/exceptions/types.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { unpicklingError, unpicklingErrorType } from './errors.js';

/** How much is looked at ahead in files that can be peeked at. */
const PREFETCH = 128 * 1024;
const EMPTY = new Uint8Array(0);

/** The file of an unpickler, by the methods that are used. */
export interface PickleFile {
  readonly read: Value;
  readonly readline: Value;
  readonly peek: Value | null;
}

/** Reads ahead where that is allowed, and never takes more from a file than the pickle has. */
export class PickleInput {
  private data: Uint8Array;
  private at = 0;
  /** Bytes of `data` from here on were only peeked at. */
  private peekedFrom = 0;
  private peeks: boolean;
  /** Where the frame ends that is read; -1 outside of frames. */
  private frameEnd = -1;

  constructor(
    private readonly vm: Runtime,
    data: Uint8Array | null,
    private readonly file: PickleFile | null,
  ) {
    this.data = data ?? EMPTY;
    this.peekedFrom = this.data.length;
    this.peeks = file !== null && file.peek !== null;
  }

  /** The next bytes, which stay valid until the next call. */
  take(count: number): Uint8Array {
    this.stayInFrame(count);
    if (count > this.data.length - this.at) this.fill(count);
    const start = this.at;
    this.at += count;
    return this.data.subarray(start, this.at);
  }

  byte(): number {
    this.stayInFrame(1);
    if (this.at >= this.data.length) this.fill(1);
    return this.data[this.at++] as number;
  }

  /** The next opcode. Raises EOFError where there is none. */
  opcode(): number {
    if (this.at < this.data.length && this.frameEnd !== this.at) return this.data[this.at++] as number;
    try {
      return this.byte();
    } catch (reason) {
      if (!(reason instanceof Raised) || reason.exception.type !== unpicklingErrorType) throw reason;
      throw eofError('Ran out of input');
    }
  }

  /** A little-endian number without sign. */
  number(size: number): number {
    const bytes = this.take(size);
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[i] as number);
    return value;
  }

  /** A line without its end. */
  line(): Uint8Array {
    const end = this.data.indexOf(10, this.at);
    if (end >= 0) {
      this.stayInFrame(end + 1 - this.at);
      const line = this.data.subarray(this.at, end);
      this.at = end + 1;
      return line;
    }
    this.stayInFrame(this.data.length + 1 - this.at);
    if (this.file === null) throw this.truncated();
    const rest = this.leave();
    const more = this.call(this.file.readline, null);
    if (more.length === 0 || more[more.length - 1] !== 10) throw this.truncated();
    const line = new Uint8Array(rest.length + more.length - 1);
    line.set(rest);
    line.set(more.subarray(0, more.length - 1), rest.length);
    return line;
  }

  /** A frame begins: its bytes are wanted together. */
  frame(size: number): void {
    if (this.frameEnd > this.at) throw unpicklingError('beginning of a new frame before end of current frame');
    this.frameEnd = -1;
    if (size > this.data.length - this.at) this.fill(size);
    this.frameEnd = this.at + size;
  }

  /** What is read next must end before the frame does, or begin behind it. */
  private stayInFrame(count: number): void {
    if (this.frameEnd < 0 || this.at + count <= this.frameEnd) return;
    if (this.at < this.frameEnd) throw unpicklingError('pickle exhausted before end of frame');
    this.frameEnd = -1;
  }

  private truncated(): Raised {
    return unpicklingError('pickle data was truncated');
  }

  /** Get at least `count` bytes from the current place on. */
  private fill(count: number): void {
    if (this.file === null) throw this.truncated();
    const rest = this.leave();
    const missing = count - rest.length;
    this.data = rest;
    this.peekedFrom = rest.length;
    if (this.peeks && missing < PREFETCH && this.peek(missing)) return;
    this.vm.chargeMemory(missing);
    const more = this.call(this.file.read, missing);
    if (more.length < missing) throw this.truncated();
    this.append(more);
    this.peekedFrom = this.data.length;
  }

  /** Bytes that were read and not used; the file is brought to stand behind them. */
  private leave(): Uint8Array {
    const rest = this.data.slice(this.at, Math.max(this.at, this.peekedFrom));
    this.skipPeeked(this.at);
    this.data = EMPTY;
    this.at = 0;
    this.peekedFrom = 0;
    return rest;
  }

  private append(more: Uint8Array): void {
    if (this.data.length === 0) {
      this.data = more;
      return;
    }
    const joined = new Uint8Array(this.data.length + more.length);
    joined.set(this.data);
    joined.set(more, this.data.length);
    this.data = joined;
  }

  private peek(missing: number): boolean {
    let ahead: Uint8Array;
    try {
      ahead = this.call(this.file?.peek as Value, PREFETCH);
    } catch (reason) {
      if (!(reason instanceof Raised) || !reason.exception.type.isSubtypeOf(NotImplementedError)) throw reason;
      this.peeks = false;
      return false;
    }
    if (ahead.length < missing) return false;
    this.append(ahead);
    return true;
  }

  /** Take from the file what was peeked at and used, up to this place. */
  private skipPeeked(to: number): void {
    const used = to - this.peekedFrom;
    this.peekedFrom = Math.max(this.peekedFrom, to);
    if (used > 0) this.call(this.file?.read as Value, used);
  }

  /** The pickle is over: the file stands behind it. */
  finish(): void {
    if (this.file !== null) this.skipPeeked(this.at);
  }

  private call(method: Value, argument: number | null): Uint8Array {
    const got = argument === null ? this.vm.call0(method) : this.vm.call1(method, argument);
    if (got instanceof PyBytes) return got.data;
    if (got instanceof PyByteArray) return asBytes(this.vm, got).slice();
    if (argument === null || got === undefined)
      throw typeError(`a bytes-like object is required, not '${typeOf(got).name}'`);
    throw valueError('read() returned a non-bytes object');
  }
}
