/** This file collects the bytes of a pickle, in frames from protocol 4 on (PEP 3154). */
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { FRAME } from './opcodes.js';

/** A frame that has grown to this size is closed; larger values stand outside of frames. */
export const FRAME_SIZE_TARGET = 64 * 1024;
const FRAME_SIZE_MIN = 4;

const EMPTY = new Uint8Array(0);

/** The output of one dump. */
export class PickleOutput {
  private frame: ByteBuilder;
  private done: ByteBuilder;
  private framing = false;

  constructor(
    private readonly vm: Runtime,
    /** The file's `write`; null when the bytes are asked for at the end. */
    private readonly write: Value | null,
  ) {
    this.frame = new ByteBuilder(vm, 64);
    this.done = new ByteBuilder(vm, 0);
  }

  /** What was written before stands outside of frames. */
  startFraming(): void {
    this.closeFrame();
    this.framing = true;
  }

  endFraming(): void {
    this.closeFrame();
    this.framing = false;
  }

  byte(byte: number): void {
    this.frame.push(byte);
  }

  bytes(bytes: Uint8Array): void {
    this.frame.add(bytes);
  }

  /** Write ASCII text. */
  ascii(text: string): void {
    this.frame.addLatin1(text);
  }

  /** Write a little-endian number of so many bytes. */
  number(value: number, size: number): void {
    let rest = value;
    for (let i = 0; i < size; i++) {
      this.frame.push(rest & 0xff);
      rest = Math.floor(rest / 256);
    }
  }

  /** An opcode begins here: a frame that is large enough ends. */
  boundary(): void {
    if (!this.framing || this.frame.length < FRAME_SIZE_TARGET) return;
    this.closeFrame();
    this.flush();
  }

  private closeFrame(): void {
    const bytes = this.frame.finish();
    if (bytes.length === 0) return;
    if (this.framing && bytes.length >= FRAME_SIZE_MIN) {
      this.done.push(FRAME);
      let rest = bytes.length;
      for (let i = 0; i < 8; i++) {
        this.done.push(rest & 0xff);
        rest = Math.floor(rest / 256);
      }
    }
    this.done.add(bytes);
    this.frame = new ByteBuilder(this.vm, 64);
  }

  /** Give what is done to the file. */
  private flush(): void {
    if (this.write === null || this.done.length === 0) return;
    const bytes = this.done.finish();
    this.done = new ByteBuilder(this.vm, 0);
    this.vm.call1(this.write, new PyBytes(bytes));
  }

  /** A value's opcode and size, and its bytes: outside of any frame when they are many. `payload` is given to the file as it is. */
  large(header: readonly number[], data: Uint8Array, payload: Value | null): void {
    if (data.length < FRAME_SIZE_TARGET) {
      for (const byte of header) this.byte(byte);
      this.bytes(data);
      return;
    }
    this.closeFrame();
    for (const byte of header) this.done.push(byte);
    if (this.write === null) this.done.add(data);
    else {
      this.flush();
      this.vm.call1(this.write, payload ?? new PyBytes(data));
    }
  }

  /** The end: the bytes, or none when a file took them. */
  finish(): Uint8Array {
    this.endFraming();
    if (this.write === null) return this.done.finish();
    this.flush();
    return EMPTY;
  }
}
