/** This file reads from TextIOWrapper. */

import { typeOf } from '../../objects/core-types.js';
import { makeException, typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { BlockingIOError } from '../../objects/exceptions/types.js';
import { concat, concatTwo, sliceStr } from '../../objects/strings.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str } from '../../values/str.js';
import { checkUsable } from './buffered.js';
import { readAll, readOnce } from './buffered-read.js';
import { findLineEnd } from './newlines.js';
import { callMethod } from './protocol.js';
import { bytesAnswer } from './text-coding.js';
import { bufferOf, checkTextOpen, dropDecoded, flushText, type PyTextIOWrapper } from './text-wrapper.js';
import { unsupported } from './unsupported-operation.js';

/** Decode the next chunk; false at the end. `hint` is how many characters are wanted, 0 for any. */
export function readChunk(vm: Runtime, self: PyTextIOWrapper, hint: number): boolean {
  const decoder = self.decoder;
  if (decoder === null) throw unsupported('not readable');
  const [heldBytes, flags] = self.telling ? decoder.getState(vm) : [new Uint8Array(0), 0n];
  const wanted = hint > 0 ? Math.trunc(Math.max(self.bytesPerChar, 1) * hint) : 0;
  const size = Math.max(self.chunkSize, wanted);
  const input =
    self.direct !== null
      ? readOnce(vm, self.direct, size)
      : bytesAnswer(vm, callMethod(vm, bufferOf(self), self.readName, size), self.readName);
  let atEnd = input.length === 0;
  self.decoded = decoder.decode(vm, input, atEnd);
  self.decodedUsed = 0;
  const { length } = self.decoded;
  self.bytesPerChar = length > 0 ? input.length / length : 0;
  if (length > 0) atEnd = false;
  if (self.telling) {
    self.snapshotFlags = flags;
    if (heldBytes.length === 0) self.snapshotInput = input;
    else {
      const all = new Uint8Array(heldBytes.length + input.length);
      all.set(heldBytes);
      all.set(input, heldBytes.length);
      self.snapshotInput = all;
    }
  }
  return !atEnd;
}

/** Hand out decoded characters: all of them when `count` is negative. */
function takeDecoded(self: PyTextIOWrapper, count: number): Str {
  const left = self.decoded.length - self.decodedUsed;
  const taken = count < 0 || count > left ? left : count;
  const text = sliceStr(self.decoded, self.decodedUsed, self.decodedUsed + taken);
  self.decodedUsed += taken;
  return text;
}

/** `read(size)`. */
export function readText(vm: Runtime, self: PyTextIOWrapper, size: number): Str {
  checkTextOpen(vm, self);
  if (self.decoder === null) throw unsupported('not readable');
  flushText(vm, self);
  if (size < 0) return readRest(vm, self);
  let text = takeDecoded(self, size);
  const parts: Str[] = [];
  let left = size - text.length;
  while (left > 0) {
    vm.chargeFuel(1);
    if (!readChunk(vm, self, left)) break;
    parts.push(text);
    text = takeDecoded(self, left);
    left -= text.length;
  }
  if (parts.length === 0) return text;
  parts.push(text);
  return concat(parts);
}

function readRest(vm: Runtime, self: PyTextIOWrapper): Str {
  let answer: unknown;
  if (self.direct !== null) {
    checkUsable(vm, self.direct, 'read of closed file');
    answer = readAll(vm, self.direct);
  } else answer = callMethod(vm, bufferOf(self), 'read');
  if (answer === None) throw new Raised(makeException(BlockingIOError, ['Read returned None.']));
  const data = answer instanceof PyBytes ? answer.data : bytesAnswer(vm, answer as PyBytes, 'read');
  const rest = (self.decoder as NonNullable<PyTextIOWrapper['decoder']>).decode(vm, data, true);
  const head = takeDecoded(self, -1);
  dropDecoded(self);
  self.snapshotInput = null;
  return head === '' ? rest : concatTwo(head, rest);
}

/** `readline(limit)`; a negative limit means none. */
export function readTextLine(vm: Runtime, self: PyTextIOWrapper, limit: number): Str {
  checkTextOpen(vm, self);
  if (self.pendingSize > 0) flushText(vm, self);
  const { ending } = self.newline;
  let parts: Str[] | null = null;
  let before = 0;
  let endsWithCr = false;
  for (;;) {
    if (self.decodedUsed >= self.decoded.length) {
      let more = true;
      do more = readChunk(vm, self, 0);
      while (more && self.decoded.length === 0);
      if (!more) {
        dropDecoded(self);
        self.snapshotInput = null;
        break;
      }
    }
    const start = self.decodedUsed;
    const text = self.decoded;
    let end = findLineEnd(text, start, ending);
    if (ending === '\r\n' && endsWithCr && codePointAt(text, start) === 10) end = start + 1;
    const most = limit < 0 ? text.length : Math.min(text.length, start + limit - before);
    const found = end >= 0 && end <= most;
    const stop = found ? end : most;
    self.decodedUsed = stop;
    vm.chargeFuel(1 + ((stop - start) >> 6));
    const piece = sliceStr(text, start, stop);
    if (found || stop < text.length || (limit >= 0 && before + stop - start >= limit)) {
      if (parts === null) return piece;
      parts.push(piece);
      break;
    }
    parts ??= [];
    parts.push(piece);
    before += piece.length;
    vm.chargeMemory(piece.length);
    endsWithCr = piece.length > 0 && codePointAt(piece, piece.length - 1) === 13;
  }
  return parts === null ? '' : concat(parts);
}

/** `write() argument must be str, not X`. */
export function notStr(name: string, value: Parameters<typeof typeOf>[0]): Raised {
  return typeError(`${name}() argument must be str, not ${typeOf(value).name}`);
}
