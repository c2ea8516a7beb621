/** This file defines where an interactive session gets its lines from, and reads them from a pipe or file. */
import { writeStderr } from '../modules/sys/hooks.js';
import type { OpenFile } from '../vm/host.js';
import type { Machine } from '../vm/machine.js';

/** A line without its newline, the end of the input, or Ctrl-C. */
export type ReadLine = { readonly text: string } | 'end' | 'interrupt';

/** What a session reads its lines from. */
export interface LineSource {
  readLine(prompt: string): ReadLine;
  close(): void;
}

/** Lines of a stream that is no terminal: prompts go to stderr, as CPython has it. */
export class StreamLines implements LineSource {
  private buffer: Uint8Array = new Uint8Array(0);
  private ended = false;

  constructor(
    private readonly vm: Machine,
    private readonly file: OpenFile,
  ) {}

  readLine(prompt: string): ReadLine {
    writeStderr(this.vm, prompt);
    for (;;) {
      const newline = this.buffer.indexOf(10);
      if (newline >= 0) return this.take(newline, newline + 1);
      if (this.ended) return this.buffer.length === 0 ? 'end' : this.take(this.buffer.length, this.buffer.length);
      const chunk = new Uint8Array(8192);
      const count = this.file.read(chunk);
      if (count === 0) this.ended = true;
      else this.append(chunk.subarray(0, count));
    }
  }

  close(): void {}

  private take(end: number, next: number): ReadLine {
    const text = new TextDecoder().decode(this.buffer.subarray(0, end));
    this.buffer = this.buffer.subarray(next);
    return { text };
  }

  private append(chunk: Uint8Array): void {
    const joined = new Uint8Array(this.buffer.length + chunk.length);
    joined.set(this.buffer);
    joined.set(chunk, this.buffer.length);
    this.buffer = joined;
  }
}
