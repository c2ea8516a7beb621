/** This file implements the output streams of a sandbox: what is written is counted, then handed to the embedder. */
import type { LimitKind, Limits } from '../vm/limits.js';
import { StreamFile } from '../vm/stream-file.js';

/** Receives output. */
export type OutputSink = (data: Uint8Array) => void;

/** What counts output: a machine. */
export interface OutputCounter {
  readonly limits: Limits;
  readonly stopped: unknown;
  outputBytes: number;
  chargeOutput(bytes: number): void;
  stop(kind: LimitKind): never;
}

/** Standard output or standard error. What goes over the limit is cut off, and the program ends. */
export class MeteredStream extends StreamFile {
  private counter: OutputCounter | null = null;

  constructor(private readonly sink: OutputSink) {
    super();
  }

  attach(counter: OutputCounter): void {
    this.counter = counter;
  }

  override write(data: Uint8Array): number {
    const { counter } = this;
    if (counter === null) return data.length;
    // Nothing that a stopped program left behind may speak.
    if (counter.stopped !== null) throw counter.stopped;
    const left = counter.limits.outputBytes - counter.outputBytes;
    if (data.length > left && left > 0) this.sink(data.slice(0, left));
    counter.chargeOutput(data.length);
    this.sink(data.slice());
    return data.length;
  }
}
