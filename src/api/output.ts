/** This file hands what a program writes, and its audit events, to callbacks and to those who iterate over events. */
import type { PythonEvent } from './options.js';

/** Text of one stream: bytes come in any pieces. */
export class OutputText {
  private readonly decoder = new TextDecoder('utf-8', { fatal: false });
  /** What the present run wrote. */
  text = '';

  constructor(
    private readonly type: 'stdout' | 'stderr',
    private readonly callback: ((text: string) => void) | undefined,
    private readonly events: EventQueue,
  ) {}

  readonly sink = (data: Uint8Array): void => {
    const text = this.decoder.decode(data, { stream: true });
    if (text === '') return;
    this.text += text;
    this.callback?.(text);
    this.events.push({ type: this.type, text });
  };

  /** Forget what was written before. */
  begin(): void {
    this.text = '';
  }
}

interface Reader {
  readonly queue: PythonEvent[];
  wake: (() => void) | null;
}

/** Events for those who iterate; each reader sees all events since it began. */
export class EventQueue {
  private readonly readers = new Set<Reader>();
  private isClosed = false;

  get hasReaders(): boolean {
    return this.readers.size > 0;
  }

  push(event: PythonEvent): void {
    for (const reader of this.readers) {
      reader.queue.push(event);
      reader.wake?.();
    }
  }

  close(): void {
    this.isClosed = true;
    for (const reader of this.readers) reader.wake?.();
  }

  /** Ends when the instance is closed. */
  read(): AsyncIterableIterator<PythonEvent> {
    const reader: Reader = { queue: [], wake: null };
    this.readers.add(reader);
    const { readers } = this;
    const isClosed = (): boolean => this.isClosed;
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        while (reader.queue.length === 0) {
          if (isClosed()) {
            readers.delete(reader);
            return { done: true, value: undefined };
          }
          await new Promise<void>((resolve) => {
            reader.wake = resolve;
          });
          reader.wake = null;
        }
        return { done: false, value: reader.queue.shift() as PythonEvent };
      },
      async return() {
        readers.delete(reader);
        return { done: true, value: undefined };
      },
    };
  }
}
