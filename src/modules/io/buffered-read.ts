/** This file reads through the buffer of a buffered stream. */
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { typeError } from '../../objects/errors.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { checkUsable, flushAndRewind, type PyBuffered, rawOf, rawRead } from './buffered.js';
import { readAllFile } from './file-io.js';
import { callMethod } from './protocol.js';

const NEWLINE = 10;

/** Read ahead into the free end of the buffer; 0 at the end, null when it would block. */
function fillBuffer(vm: Runtime, self: PyBuffered): number | null {
  const start = self.hasReadBuffer ? self.readEnd : 0;
  const count = rawRead(vm, self, self.memory(vm).subarray(start, self.bufferSize));
  if (count === null || count === 0) return count;
  self.readEnd = start + count;
  self.rawPos = start + count;
  return count;
}

/** Take bytes that were read ahead. */
function take(self: PyBuffered, count: number): Uint8Array {
  const part = self.buffer.slice(self.pos, self.pos + count);
  self.pos += count;
  return part;
}

/** `read()` to the end. None when nothing is there yet. */
export function readAll(vm: Runtime, self: PyBuffered): Value {
  const ahead = take(self, self.readahead);
  if (self.isWritable) flushAndRewind(vm, self);
  self.resetReadBuffer();
  if (self.file !== null) {
    const rest = readAllFile(vm, self.file);
    if (rest !== null && self.absPos !== -1) self.absPos += rest.data.length;
    if (rest === null) return ahead.length === 0 ? None : new PyBytes(ahead);
    return ahead.length === 0 ? rest : joined(vm, [ahead, rest.data]);
  }
  const raw = rawOf(self);
  const readall = lookupAttr(vm, raw, 'readall');
  if (readall !== undefined) {
    const rest = vm.call0(readall);
    if (rest === None) return ahead.length === 0 ? None : new PyBytes(ahead);
    if (!(rest instanceof PyBytes)) throw typeError('readall() should return bytes');
    return ahead.length === 0 ? rest : joined(vm, [ahead, rest.data]);
  }
  const parts = [ahead];
  let total = ahead.length;
  for (;;) {
    const part = callMethod(vm, raw, 'read');
    if (part !== None && !(part instanceof PyBytes)) throw typeError('read() should return bytes');
    if (part === None || (part as PyBytes).data.length === 0) return total === 0 ? part : joined(vm, parts);
    parts.push((part as PyBytes).data);
    total += (part as PyBytes).data.length;
    if (self.absPos !== -1) self.absPos += (part as PyBytes).data.length;
  }
}

function joined(vm: Runtime, parts: readonly Uint8Array[]): PyBytes {
  let total = 0;
  for (const part of parts) total += part.length;
  const out = new ByteBuilder(vm, total);
  for (const part of parts) out.add(part);
  return new PyBytes(out.finish());
}

/** `read(n)`: exactly n bytes unless the end comes first; null when nothing is there yet. */
export function readCount(vm: Runtime, self: PyBuffered, n: number): Uint8Array | null {
  const ahead = self.readahead;
  if (n <= ahead) return take(self, n);
  vm.chargeMemory(n);
  const out = new Uint8Array(n);
  let written = 0;
  if (ahead > 0) {
    out.set(self.buffer.subarray(self.pos, self.pos + ahead));
    written = ahead;
    self.pos += ahead;
  }
  if (self.isWritable) flushAndRewind(vm, self);
  self.resetReadBuffer();
  // Whole blocks go straight into the result.
  for (let blocks = n - written - ((n - written) % self.bufferSize); blocks > 0; ) {
    const count = rawRead(vm, self, out.subarray(written, written + blocks));
    if (count === null || count === 0) return count === 0 || written > 0 ? out.slice(0, written) : null;
    written += count;
    blocks = n - written - ((n - written) % self.bufferSize);
  }
  self.pos = 0;
  self.rawPos = 0;
  self.readEnd = 0;
  while (written < n && self.readEnd < self.bufferSize) {
    const count = fillBuffer(vm, self);
    if (count === null || count === 0) return count === 0 || written > 0 ? out.slice(0, written) : null;
    const used = Math.min(count, n - written);
    out.set(self.buffer.subarray(self.pos, self.pos + used), written);
    written += used;
    self.pos += used;
  }
  return written === n ? out : out.slice(0, written);
}

/** `read1(n)`: what is there, with one read of the raw stream at most. */
export function readOnce(vm: Runtime, self: PyBuffered, size: number): Uint8Array {
  const n = size < 0 ? self.bufferSize : size;
  checkUsable(vm, self, 'read of closed file');
  if (n === 0) return new Uint8Array(0);
  const ahead = self.readahead;
  if (ahead > 0) return take(self, Math.min(n, ahead));
  vm.chargeMemory(n);
  const out = new Uint8Array(n);
  self.resetReadBuffer();
  const count = rawRead(vm, self, out) ?? 0;
  return count === n ? out : out.subarray(0, count);
}

/** `peek()`: what is buffered, or one read ahead; the position stays. */
export function peekBytes(vm: Runtime, self: PyBuffered): Uint8Array {
  const ahead = self.readahead;
  if (ahead > 0) return self.buffer.slice(self.pos, self.pos + ahead);
  self.resetReadBuffer();
  const count = fillBuffer(vm, self) ?? 0;
  self.pos = 0;
  return self.buffer.slice(0, count);
}

/** `readline(limit)`; a negative limit means none. */
export function readLineBytes(vm: Runtime, self: PyBuffered, limit: number): Uint8Array {
  checkUsable(vm, self, 'readline of closed file');
  const ahead = self.readahead;
  let most = limit >= 0 && ahead > limit ? limit : ahead;
  const at = lineEnd(self, most);
  if (at > 0) return take(self, at);
  if (most === limit) return take(self, most);
  const line = new ByteBuilder(vm, 0);
  let left = limit;
  if (most > 0) {
    line.add(take(self, most));
    left -= most;
  }
  if (self.isWritable) flushAndRewind(vm, self);
  for (;;) {
    self.resetReadBuffer();
    const count = fillBuffer(vm, self);
    if (count === null || count === 0) break;
    self.pos = 0;
    most = limit >= 0 && count > left ? left : count;
    const end = lineEnd(self, most);
    line.add(take(self, end > 0 ? end : most));
    if (end > 0 || most === left) break;
    left -= most;
  }
  return line.finish();
}

/** Bytes up to and with the next newline among the next `most`; 0 without one. */
function lineEnd(self: PyBuffered, most: number): number {
  if (most <= 0) return 0;
  const at = self.buffer.indexOf(NEWLINE, self.pos);
  return at < 0 || at >= self.pos + most ? 0 : at + 1 - self.pos;
}

/** `readinto(target)` and, with `once`, `readinto1(target)`. null when nothing is there yet. */
export function readInto(vm: Runtime, self: PyBuffered, target: Uint8Array, once: boolean): number | null {
  checkUsable(vm, self, 'readinto of closed file');
  const ahead = Math.min(self.readahead, target.length);
  let written = 0;
  if (ahead > 0) {
    target.set(self.buffer.subarray(self.pos, self.pos + ahead));
    self.pos += ahead;
    written = ahead;
    if (written === target.length) return written;
  }
  if (self.isWritable) flushAndRewind(vm, self);
  self.resetReadBuffer();
  self.pos = 0;
  while (written < target.length) {
    const left = target.length - written;
    let count: number | null = 0;
    if (left > self.bufferSize) count = rawRead(vm, self, target.subarray(written));
    else if (!(once && written > 0)) {
      count = fillBuffer(vm, self);
      if (count !== null && count > 0) {
        const used = Math.min(count, left);
        target.set(self.buffer.subarray(self.pos, self.pos + used), written);
        self.pos += used;
        written += used;
        if (once) return written;
        continue;
      }
    }
    if (count === null) return written > 0 ? written : null;
    if (count === 0) break;
    written += count;
    if (once) break;
  }
  return written;
}
