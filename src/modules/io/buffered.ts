/** This file defines the state that BufferedReader, BufferedWriter and BufferedRandom share, and their way to the raw stream. */
import { simpleBuffer } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { error, makeException, valueError } from '../../objects/errors.js';
import type { PyOSError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { BlockingIOError, Exception, OSError } from '../../objects/exceptions/types.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { hasIndex, index } from '../../objects/operations/index.js';
import { matches } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { viewOfBuffer } from '../../objects/types/memoryview/memoryview.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { PyBufferedIOBase } from './abstract-bases.js';
import { fileIOType, PyFileIO, readFile, seekFile, writeFile } from './file-io.js';
import { type PendingStream, pendingStreams } from './pending.js';
import { asOffset, callMethod } from './protocol.js';

const NO_BYTES = new Uint8Array(0);

/**
 * A buffered stream. One buffer serves reading and writing; all positions are within it, with CPython's meaning: `pos`
 * is the logical position, `rawPos` where the raw stream stands, `readEnd` the end of what was read ahead (-1: nothing),
 * `writePos` to `writeEnd` what is not written yet (-1: nothing).
 */
export class PyBuffered extends PyBufferedIOBase implements PendingStream {
  raw: Value | null = null;
  /** The raw stream when it is an exact FileIO, which is then called directly. */
  file: PyFileIO | null = null;
  detached = false;
  finalizing = false;
  isReadable = false;
  isWritable = false;
  /** Where the raw stream stands in the file; -1: not known. */
  absPos = 0;
  bufferSize = 0;
  buffer: Uint8Array = NO_BYTES;
  pos = 0;
  rawPos = 0;
  readEnd = -1;
  writePos = 0;
  writeEnd = -1;

  get hasReadBuffer(): boolean {
    return this.isReadable && this.readEnd !== -1;
  }

  get hasWriteBuffer(): boolean {
    return this.isWritable && this.writeEnd !== -1;
  }

  /** Bytes that were read ahead. */
  get readahead(): number {
    return this.hasReadBuffer ? this.readEnd - this.pos : 0;
  }

  /** How far the raw stream stands beyond the logical position. */
  get rawOffset(): number {
    return (this.hasReadBuffer || this.hasWriteBuffer) && this.rawPos >= 0 ? this.rawPos - this.pos : 0;
  }

  adjustPosition(position: number): void {
    this.pos = position;
    if (this.hasReadBuffer && this.readEnd < position) this.readEnd = position;
  }

  resetReadBuffer(): void {
    this.readEnd = -1;
  }

  resetWriteBuffer(): void {
    this.writePos = 0;
    this.writeEnd = -1;
  }

  /** The buffer itself, made on first use: many files are read or written at one go and never need it. */
  memory(vm: Runtime): Uint8Array {
    if (this.buffer.length !== this.bufferSize) {
      vm.chargeMemory(this.bufferSize);
      this.buffer = new Uint8Array(this.bufferSize);
    }
    return this.buffer;
  }

  flushPending(vm: Runtime): void {
    if (this.raw !== null && this.hasWriteBuffer && !isRawClosed(vm, this)) flushBuffer(vm, this);
  }
}

/** Begin with a raw stream. */
export function initBuffered(vm: Runtime, self: PyBuffered, raw: Value, bufferSize: number): void {
  if (bufferSize <= 0) throw valueError('buffer size must be strictly positive');
  self.raw = raw;
  self.file = raw instanceof PyFileIO && raw.type === fileIOType ? raw : null;
  self.detached = false;
  self.bufferSize = bufferSize;
  self.buffer = NO_BYTES;
  self.pos = 0;
  self.rawPos = 0;
  self.resetReadBuffer();
  self.resetWriteBuffer();
  try {
    rawTell(vm, self);
  } catch (reason) {
    if (!matches(reason, Exception)) throw reason;
  }
}

/** The raw stream. ValueError when the stream was not initialized or is detached. */
export function rawOf(self: PyBuffered): Value {
  if (self.raw !== null) return self.raw;
  throw valueError(self.detached ? 'raw stream has been detached' : 'I/O operation on uninitialized object');
}

export function isRawClosed(vm: Runtime, self: PyBuffered): boolean {
  const raw = rawOf(self);
  return self.file !== null ? self.file.fd < 0 : isTrue(vm, getAttr(vm, raw, 'closed'));
}

/** ValueError(message) when the raw stream is closed and nothing was read ahead. */
export function checkUsable(vm: Runtime, self: PyBuffered, message: string): void {
  if (isRawClosed(vm, self) && self.readahead === 0) throw valueError(message);
}

function checkLength(count: number | bigint, limit: number, name: string): number {
  if (count < 0 || count > limit) {
    throw error(OSError, `raw ${name}() returned invalid length ${count} (should have been between 0 and ${limit})`);
  }
  return Number(count);
}

/** Read from the raw stream; null when it would block. */
export function rawRead(vm: Runtime, self: PyBuffered, target: Uint8Array): number | null {
  let count: number | null;
  if (self.file !== null) count = readFile(vm, self.file, target);
  else {
    const view = viewOfBuffer(simpleBuffer(None, target, false, null));
    const answer = callMethod(vm, rawOf(self), 'readinto', view);
    if (answer === None) return null;
    count = checkLength(intAnswer(vm, answer, 'readinto'), target.length, 'readinto');
  }
  if (count !== null && count > 0 && self.absPos !== -1) self.absPos += count;
  return count;
}

/** `raw readinto() failed`, caused by the TypeError about an answer that is no int. */
function intAnswer(vm: Runtime, answer: Value, name: string): number | bigint {
  try {
    return index(vm, answer);
  } catch (reason) {
    if (!(reason instanceof Raised) || hasIndex(answer)) throw reason;
    const failure = error(OSError, `raw ${name}() failed`);
    failure.exception.cause = failure.exception.context = reason.exception;
    failure.exception.suppressContext = true;
    throw failure;
  }
}

/** Write to the raw stream; null when it would block. */
export function rawWrite(vm: Runtime, self: PyBuffered, data: Uint8Array): number | null {
  let count: number | null;
  if (self.file !== null) count = writeFile(vm, self.file, data);
  else {
    const view = viewOfBuffer(simpleBuffer(None, data, true, null));
    const answer = callMethod(vm, rawOf(self), 'write', view);
    if (answer === None) return null;
    count = checkLength(index(vm, answer), data.length, 'write');
  }
  if (count !== null && count > 0 && self.absPos !== -1) self.absPos += count;
  return count;
}

export function rawTell(vm: Runtime, self: PyBuffered): number {
  const raw = rawOf(self);
  const position = self.file !== null ? seekFile(vm, self.file, 0, 1) : asOffset(vm, callMethod(vm, raw, 'tell'));
  if (position < 0) throw error(OSError, `Raw stream returned invalid position ${position}`);
  self.absPos = position;
  return position;
}

export function rawSeek(vm: Runtime, self: PyBuffered, target: number, whence: number): number {
  const raw = rawOf(self);
  const position =
    self.file !== null
      ? seekFile(vm, self.file, target, whence)
      : asOffset(vm, callMethod(vm, raw, 'seek', target, whence));
  if (position < 0) throw error(OSError, `Raw stream returned invalid position ${position}`);
  self.absPos = position;
  return position;
}

/** Where the raw stream stands, asked for only when it is not known. */
export function knownRawTell(vm: Runtime, self: PyBuffered): number {
  return self.absPos !== -1 ? self.absPos : rawTell(vm, self);
}

/** BlockingIOError with the number of characters that were taken. A raw stream of a program sets no errno. */
export function blockingError(self: PyBuffered, written: number): Raised {
  const message = 'write could not complete without blocking';
  const errno = self.file === null ? 0 : 11;
  const exception = makeException(BlockingIOError, [errno, message, written]) as PyOSError;
  exception.errno = errno;
  exception.strerror = message;
  exception.charactersWritten = written;
  return new Raised(exception);
}

/** Remember that the stream holds data, or that it does no more. */
export function notePending(vm: Runtime, self: PyBuffered): void {
  const streams = vm.state(pendingStreams);
  if (self.hasWriteBuffer && self.writeEnd > self.writePos) streams.add(self);
  else streams.delete(self);
}

/** Write out what the buffer holds. BlockingIOError when the raw stream takes no more now. */
export function flushBuffer(vm: Runtime, self: PyBuffered): void {
  if (self.hasWriteBuffer && self.writePos !== self.writeEnd) {
    const rewind = self.rawOffset + (self.pos - self.writePos);
    if (rewind !== 0) {
      rawSeek(vm, self, -rewind, 1);
      self.rawPos -= rewind;
    }
    const memory = self.memory(vm);
    while (self.writePos < self.writeEnd) {
      const count = rawWrite(vm, self, memory.subarray(self.writePos, self.writeEnd));
      if (count === null) throw blockingError(self, 0);
      self.writePos += count;
      self.rawPos = self.writePos;
    }
  }
  self.resetWriteBuffer();
  notePending(vm, self);
}

/** Write out what is held, and bring the raw stream to the logical position. */
export function flushAndRewind(vm: Runtime, self: PyBuffered): void {
  flushBuffer(vm, self);
  if (self.isReadable) {
    // Rewinding only moves the raw stream when something was read ahead.
    try {
      rawSeek(vm, self, -self.rawOffset, 1);
    } finally {
      self.resetReadBuffer();
    }
  }
}

/** Type name and repr of the name, as streams show themselves. */
export function streamRepr(vm: Runtime, self: Value, name: string | undefined): string {
  return name === undefined ? `<${typeOf(self).name}>` : `<${typeOf(self).name} name=${name}>`;
}
