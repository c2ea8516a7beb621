/** This file implements pipes between the parts of one machine. */
import { type FileStat, HostError, S_IFIFO } from './host.js';
import { bareStat, StreamFile } from './stream-file.js';

/** How many bytes a pipe holds, as on Linux. */
const CAPACITY = 65536;

/** A child process that runs when the first of its output is wanted. */
export interface PipeSource {
  /** Nothing that it will read is missing. */
  readonly isReady: boolean;
  /** Run it: its output is then in the pipes. */
  run(): void;
}

/** Bytes on their way from a writer to a reader. */
export class ByteQueue {
  private readonly parts: Uint8Array[] = [];
  /** Bytes of the first part that were taken. */
  private taken = 0;
  size = 0;
  writerClosed = false;
  readerClosed = false;
  /** The child process that writes into this pipe and has not run yet. */
  source: PipeSource | null = null;
  /** What a child process will read must be complete before it runs, so there is room for all of it. */
  isUnlimited = false;

  get room(): number {
    return this.isUnlimited ? 2 ** 40 : CAPACITY - this.size;
  }

  put(data: Uint8Array): number {
    const count = Math.min(data.length, this.room);
    if (count > 0) {
      this.parts.push(data.slice(0, count));
      this.size += count;
    }
    return count;
  }

  append(data: Uint8Array): void {
    if (data.length === 0) return;
    this.parts.push(data);
    this.size += data.length;
  }

  /** Fill the buffer as far as there are bytes; `peek` leaves them there. */
  take(buffer: Uint8Array, peek = false): number {
    let at = 0;
    let part = 0;
    let offset = this.taken;
    while (at < buffer.length && part < this.parts.length) {
      const bytes = (this.parts[part] as Uint8Array).subarray(offset, offset + buffer.length - at);
      buffer.set(bytes, at);
      at += bytes.length;
      offset += bytes.length;
      if (offset === (this.parts[part] as Uint8Array).length) {
        part++;
        offset = 0;
      }
    }
    if (!peek) {
      this.parts.splice(0, part);
      this.taken = offset;
      this.size -= at;
    }
    return at;
  }
}

const PIPE_STAT = bareStat(S_IFIFO | 0o600);

/** One end of a pipe. A read of an empty pipe raises EAGAIN: nobody else can fill it while the caller waits. */
export class PipeEnd extends StreamFile {
  constructor(
    private readonly queue: ByteQueue,
    private readonly isReader: boolean,
  ) {
    super();
  }

  override read(buffer: Uint8Array): number {
    if (!this.isReader) throw new HostError('EBADF');
    if (this.isDry && buffer.length > 0) this.queue.source?.run();
    if (this.queue.size === 0 && buffer.length > 0) {
      if (this.queue.writerClosed) return 0;
      throw new HostError('EAGAIN');
    }
    return this.queue.take(buffer);
  }

  override write(data: Uint8Array): number {
    if (this.isReader) throw new HostError('EBADF');
    if (this.queue.readerClosed) throw new HostError('EPIPE');
    if (this.queue.room === 0 && data.length > 0) throw new HostError('EAGAIN');
    return this.queue.put(data);
  }

  private get isDry(): boolean {
    return this.isReader && this.queue.size === 0 && !this.queue.writerClosed;
  }

  /** Nobody will write any more. */
  get isComplete(): boolean {
    return this.queue.writerClosed || this.queue.source?.isReady === true;
  }

  /** A child process will read this pipe. */
  feedChild(): void {
    this.queue.isUnlimited = true;
  }

  /** A child process will write into this pipe when it runs; null when it has run. */
  setSource(source: PipeSource | null): void {
    this.queue.source = source;
  }

  /** Write all of it, whatever the pipe holds. */
  pour(data: Uint8Array): void {
    this.queue.append(data);
  }

  override stat(): FileStat {
    return PIPE_STAT;
  }

  override chmod(_mode: number): void {}

  override utimes(_atimeNs: bigint, _mtimeNs: bigint): void {}

  override readable(): boolean {
    if (!this.isReader) return false;
    if (this.isDry && this.queue.source?.isReady) this.queue.source.run();
    return this.queue.size > 0 || this.queue.writerClosed;
  }

  override writable(): boolean {
    return !this.isReader && (this.queue.room > 0 || this.queue.readerClosed);
  }

  /** The writer of this reading end closed. */
  get hungUp(): boolean {
    return this.isReader && this.queue.writerClosed;
  }

  /** The reader of this writing end closed. */
  get broken(): boolean {
    return !this.isReader && this.queue.readerClosed;
  }

  override close(): void {
    if (this.isReader) this.queue.readerClosed = true;
    else this.queue.writerClosed = true;
  }
}

/** The two ends of a new pipe. */
export function makePipe(): readonly [reader: PipeEnd, writer: PipeEnd] {
  const queue = new ByteQueue();
  return [new PipeEnd(queue, true), new PipeEnd(queue, false)];
}
