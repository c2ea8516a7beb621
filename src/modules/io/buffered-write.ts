/** This file writes through the buffer of a buffered stream. */
import { Raised } from '../../objects/exceptions/raised.js';
import { BlockingIOError } from '../../objects/exceptions/types.js';
import type { Runtime } from '../../values/runtime.js';
import {
  blockingError,
  checkUsable,
  flushBuffer,
  notePending,
  type PyBuffered,
  rawSeek,
  rawWrite,
} from './buffered.js';

/** `write(data)`: into the buffer while it fits. Answers the number of bytes, all of them. */
export function writeBytes(vm: Runtime, self: PyBuffered, data: Uint8Array): number {
  checkUsable(vm, self, 'write to closed file');
  vm.chargeFuel(data.length >> 6);
  if (!self.hasReadBuffer && !self.hasWriteBuffer) {
    self.pos = 0;
    self.rawPos = 0;
  }
  const { length } = data;
  const room = self.bufferSize - self.pos;
  if (length <= room && length < self.bufferSize) {
    self.memory(vm).set(data, self.pos);
    if (!self.hasWriteBuffer || self.writePos > self.pos) self.writePos = self.pos;
    self.adjustPosition(self.pos + length);
    if (self.writeEnd < self.pos) self.writeEnd = self.pos;
    notePending(vm, self);
    return length;
  }
  try {
    flushBuffer(vm, self);
  } catch (reason) {
    if (!(reason instanceof Raised) || !reason.exception.type.isSubtypeOf(BlockingIOError)) throw reason;
    return fillUp(vm, self, data);
  }
  const offset = self.rawOffset;
  if (offset !== 0) {
    rawSeek(vm, self, -offset, 1);
    self.rawPos -= offset;
  }
  let written = 0;
  while (length - written > self.bufferSize) {
    const count = rawWrite(vm, self, data.subarray(written));
    if (count === null) return keepStart(vm, self, data.subarray(written), written);
    written += count;
  }
  if (self.isReadable) self.resetReadBuffer();
  const rest = length - written;
  if (rest > 0) self.memory(vm).set(data.subarray(written));
  self.writePos = 0;
  self.writeEnd = rest;
  self.adjustPosition(rest);
  self.rawPos = 0;
  notePending(vm, self);
  return length;
}

/** The raw stream takes nothing: keep as much as the buffer holds. */
function keepStart(vm: Runtime, self: PyBuffered, rest: Uint8Array, written: number): never {
  self.memory(vm).set(rest.subarray(0, self.bufferSize));
  self.rawPos = 0;
  self.writePos = 0;
  self.adjustPosition(self.bufferSize);
  self.writeEnd = self.bufferSize;
  notePending(vm, self);
  throw blockingError(self, written + self.bufferSize);
}

/** The buffer could not be flushed: put what fits behind what it holds. */
function fillUp(vm: Runtime, self: PyBuffered, data: Uint8Array): number {
  if (self.isReadable) self.resetReadBuffer();
  const memory = self.memory(vm);
  memory.copyWithin(0, self.writePos, self.writeEnd);
  self.writeEnd -= self.writePos;
  self.rawPos -= self.writePos;
  self.pos -= self.writePos;
  self.writePos = 0;
  const room = self.bufferSize - self.writeEnd;
  const taken = Math.min(room, data.length);
  memory.set(data.subarray(0, taken), self.writeEnd);
  self.writeEnd += taken;
  self.pos += taken;
  notePending(vm, self);
  if (taken === data.length) return taken;
  throw blockingError(self, taken);
}
