/** This file finds and restores positions in TextIOWrapper: a position is a number that holds the decoder's state too. */
import { error, overflowError, valueError } from '../../objects/errors.js';
import { OSError } from '../../objects/exceptions/types.js';
import { index } from '../../objects/operations/index.js';
import { reprText } from '../../objects/operations/text.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { rawTell } from './buffered.js';
import { asOffset, callMethod } from './protocol.js';
import { bytesAnswer, type TextDecoding } from './text-coding.js';
import { bufferOf, checkTextOpen, dropDecoded, flushText, type PyTextIOWrapper } from './text-wrapper.js';
import { unsupported } from './unsupported-operation.js';

/** What a position is made of. */
interface Cookie {
  /** Where to put the buffer. */
  startPos: bigint;
  /** The decoder's flags there. */
  decFlags: bigint;
  /** Bytes to decode from there … */
  bytesToFeed: number;
  /** … and characters of the result to skip. */
  charsToSkip: number;
  /** The bytes have to be decoded as the last ones. */
  needEof: boolean;
}

const MASK64 = 0xffffffffffffffffn;
const MASK32 = 0xffffffffn;

function pack(cookie: Cookie): number | bigint {
  const number =
    cookie.startPos |
    (cookie.decFlags << 64n) |
    (BigInt(cookie.bytesToFeed) << 96n) |
    (BigInt(cookie.charsToSkip) << 128n) |
    (cookie.needEof ? 1n << 160n : 0n);
  return number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : number;
}

function unpack(number: bigint): Cookie {
  if (number >= 1n << 168n) throw overflowError('int too big to convert');
  return {
    startPos: number & MASK64,
    decFlags: (number >> 64n) & MASK32,
    bytesToFeed: Number((number >> 96n) & MASK32),
    charsToSkip: Number((number >> 128n) & MASK32),
    needEof: ((number >> 160n) & 1n) === 1n,
  };
}

const NO_BYTES = new Uint8Array(0);

function resetDecoder(vm: Runtime, self: PyTextIOWrapper, cookie: Cookie): void {
  if (self.decoder === null) return;
  if (cookie.startPos === 0n && cookie.decFlags === 0n) self.decoder.reset(vm);
  else self.decoder.setState(vm, [NO_BYTES, cookie.decFlags]);
}

function flush(vm: Runtime, self: PyTextIOWrapper): void {
  callMethod(vm, self, 'flush');
}

/** `tell()`. */
export function tellText(vm: Runtime, self: PyTextIOWrapper): number | bigint {
  checkTextOpen(vm, self);
  if (!self.seekable) throw unsupported('underlying stream is not seekable');
  if (!self.telling) throw error(OSError, 'telling position disabled by next() call');
  flushText(vm, self);
  flush(vm, self);
  const buffer = bufferOf(self);
  const position =
    self.direct !== null
      ? Math.max(0, rawTell(vm, self.direct) - self.direct.rawOffset)
      : asOffset(vm, callMethod(vm, buffer, 'tell'));
  const { decoder, snapshotInput } = self;
  if (decoder === null || snapshotInput === null) return position;
  const cookie: Cookie = {
    startPos: BigInt(position - snapshotInput.length),
    decFlags: self.snapshotFlags,
    bytesToFeed: 0,
    charsToSkip: 0,
    needEof: false,
  };
  if (self.decodedUsed === 0) return pack(cookie);
  const saved = decoder.getState(vm);
  try {
    return pack(locate(vm, self, decoder, snapshotInput, cookie));
  } finally {
    decoder.setState(vm, saved);
  }
}

/** Find a place near the position where the decoder holds no bytes, so that the number stays small. */
function locate(vm: Runtime, self: PyTextIOWrapper, decoder: TextDecoding, input: Uint8Array, cookie: Cookie): Cookie {
  let charsToSkip = self.decodedUsed;
  const begin: Cookie = { ...cookie };
  let skipBytes = Math.trunc(self.bytesPerChar * charsToSkip);
  let skipBack = 1;
  while (skipBytes > 0) {
    resetDecoder(vm, self, begin);
    const decoded = decoder.decode(vm, input.subarray(0, skipBytes), false).length;
    if (decoded <= charsToSkip) {
      const [held, flags] = decoder.getState(vm);
      if (held.length === 0) {
        cookie.decFlags = flags;
        charsToSkip -= decoded;
        break;
      }
      skipBytes -= held.length;
      skipBack = 1;
    } else {
      skipBytes -= skipBack;
      skipBack *= 2;
    }
  }
  if (skipBytes <= 0) {
    skipBytes = 0;
    resetDecoder(vm, self, begin);
  }
  cookie.startPos += BigInt(skipBytes);
  cookie.charsToSkip = charsToSkip;
  if (charsToSkip === 0) return cookie;
  let decoded = 0;
  let at = skipBytes;
  for (; at < input.length && decoded < charsToSkip; at++) {
    vm.chargeFuel(4);
    decoded += decoder.decode(vm, input.subarray(at, at + 1), false).length;
    cookie.bytesToFeed++;
    const [held, flags] = decoder.getState(vm);
    if (held.length === 0 && decoded <= charsToSkip) {
      // A safe start closer to the position.
      cookie.startPos += BigInt(cookie.bytesToFeed);
      charsToSkip -= decoded;
      cookie.decFlags = flags;
      cookie.bytesToFeed = 0;
      decoded = 0;
      if (charsToSkip === 0) break;
    }
  }
  if (decoded < charsToSkip) {
    decoded += decoder.decode(vm, NO_BYTES, true).length;
    cookie.needEof = true;
    if (decoded < charsToSkip) throw error(OSError, "can't reconstruct logical file position");
  }
  cookie.charsToSkip = charsToSkip;
  return cookie;
}

/** `seek(cookie, whence)`. */
export function seekText(vm: Runtime, self: PyTextIOWrapper, given: Value, whence: number): Value {
  checkTextOpen(vm, self);
  if (!self.seekable) throw unsupported('underlying stream is not seekable');
  let target = given;
  if (whence === 1) {
    if (index(vm, given) !== 0) throw unsupported("can't do nonzero cur-relative seeks");
    target = callMethod(vm, self, 'tell');
  } else if (whence === 2) {
    if (index(vm, given) !== 0) throw unsupported("can't do nonzero end-relative seeks");
    return seekEnd(vm, self);
  } else if (whence !== 0) throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
  const number = index(vm, target);
  if (number < 0) throw valueError(`negative seek position ${reprText(vm, target)}`);
  flush(vm, self);
  const cookie = unpack(BigInt(number));
  const buffer = bufferOf(self);
  callMethod(vm, buffer, 'seek', Number(cookie.startPos));
  dropDecoded(self);
  self.snapshotInput = null;
  resetDecoder(vm, self, cookie);
  if (cookie.charsToSkip > 0 && self.decoder !== null) {
    const input = bytesAnswer(vm, callMethod(vm, buffer, 'read', cookie.bytesToFeed), 'read');
    self.snapshotFlags = cookie.decFlags;
    self.snapshotInput = input;
    self.decoded = self.decoder.decode(vm, input, cookie.needEof);
    if (self.decoded.length < cookie.charsToSkip) throw error(OSError, "can't restore logical file position");
    self.decodedUsed = cookie.charsToSkip;
  } else {
    self.snapshotFlags = cookie.decFlags;
    self.snapshotInput = NO_BYTES;
  }
  self.encoder?.reset(vm, cookie.startPos === 0n && cookie.decFlags === 0n);
  return target;
}

function seekEnd(vm: Runtime, self: PyTextIOWrapper): Value {
  flush(vm, self);
  dropDecoded(self);
  self.snapshotInput = null;
  self.decoder?.reset(vm);
  const position = callMethod(vm, bufferOf(self), 'seek', 0, 2);
  self.encoder?.reset(vm, position === 0);
  return position;
}
