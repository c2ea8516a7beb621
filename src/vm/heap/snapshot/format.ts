/** This file writes and reads the primitive parts of a snapshot: numbers, texts, bytes. */

/** A snapshot cannot be made, or is not what it should be. The message is meant for whoever embeds the machine. */
export class SnapshotError extends Error {}

/** Writes numbers in groups of seven bits; texts once, later by their number. */
export class SnapshotWriter {
  private buffer = new Uint8Array(4096);
  private length = 0;
  private readonly texts = new Map<string, number>();

  private room(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(2 * this.buffer.length, this.length + count));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }

  /** An unsigned safe integer. */
  uint(value: number): void {
    this.room(8);
    let rest = value;
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.buffer[this.length++] = rest;
  }

  float64(value: number): void {
    this.room(8);
    new DataView(this.buffer.buffer).setFloat64(this.length, value, true);
    this.length += 8;
  }

  bytes(data: Uint8Array): void {
    this.uint(data.length);
    this.room(data.length);
    this.buffer.set(data, this.length);
    this.length += data.length;
  }

  text(text: string): void {
    const known = this.texts.get(text);
    if (known !== undefined) {
      this.uint(known + 1);
      return;
    }
    this.texts.set(text, this.texts.size);
    this.uint(0);
    // Code units, so that every JavaScript string comes back as it was.
    this.uint(text.length);
    for (let i = 0; i < text.length; i++) this.uint(text.charCodeAt(i));
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}

/** Reads what a SnapshotWriter wrote. Raises SnapshotError at the end of the data. */
export class SnapshotReader {
  private at = 0;
  private readonly texts: string[] = [];

  constructor(private readonly data: Uint8Array) {}

  uint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.data[this.at++];
      if (byte === undefined) throw new SnapshotError('the snapshot is cut off');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  float64(): number {
    if (this.at + 8 > this.data.length) throw new SnapshotError('the snapshot is cut off');
    const value = new DataView(this.data.buffer, this.data.byteOffset).getFloat64(this.at, true);
    this.at += 8;
    return value;
  }

  bytes(): Uint8Array {
    const length = this.uint();
    if (this.at + length > this.data.length) throw new SnapshotError('the snapshot is cut off');
    this.at += length;
    return new Uint8Array(this.data.subarray(this.at - length, this.at));
  }

  text(): string {
    const known = this.uint();
    if (known > 0) return this.texts[known - 1] as string;
    const length = this.uint();
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.uint());
    this.texts.push(text);
    return text;
  }
}
