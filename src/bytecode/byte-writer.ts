/** This file defines the growable byte buffer that tables, marshal and the assembler write to. */

/** Bytes written one after the other. */
export class ByteWriter {
  private buffer = new Uint8Array(64);
  length = 0;

  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = value;
  }

  bytes(data: Uint8Array): void {
    if (this.length + data.length > this.buffer.length) this.grow(data.length);
    this.buffer.set(data, this.length);
    this.length += data.length;
  }

  uint16(value: number): void {
    this.byte(value & 0xff);
    this.byte((value >>> 8) & 0xff);
  }

  /** The low 32 bits, little end first. */
  int32(value: number): void {
    this.byte(value & 0xff);
    this.byte((value >>> 8) & 0xff);
    this.byte((value >>> 16) & 0xff);
    this.byte((value >>> 24) & 0xff);
  }

  /** An IEEE double, little end first. */
  float64(value: number): void {
    if (this.length + 8 > this.buffer.length) this.grow(8);
    new DataView(this.buffer.buffer).setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** An unsigned number in groups of six bits, lowest first; bit 6 says that more follow (location table). */
  varint(value: number): void {
    while (value >= 64) {
      this.byte(0x40 | (value & 63));
      value = Math.floor(value / 64);
    }
    this.byte(value);
  }

  /** A signed number as a `varint` with its sign in the lowest bit. */
  signedVarint(value: number): void {
    this.varint(value < 0 ? -value * 2 + 1 : value * 2);
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private grow(needed: number): void {
    const bigger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + needed));
    bigger.set(this.buffer);
    this.buffer = bigger;
  }
}
