/** This file defines the state of TextIOWrapper, and how it begins. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import { PyTextIOBase, textIOBaseType } from './abstract-bases.js';
import { flushAndRewind, isRawClosed, PyBuffered } from './buffered.js';
import { PyBufferedRandom, PyBufferedReader, PyBufferedWriter } from './buffered-types.js';
import { writeBytes } from './buffered-write.js';
import { isNewline, NewlineMode, replaceLineFeeds } from './newlines.js';
import { type PendingStream, pendingStreams } from './pending.js';
import { asOffset, callMethod } from './protocol.js';
import {
  checkEncoding,
  makeDecoding,
  makeEncoding,
  NewlineDecoding,
  type TextDecoding,
  type TextEncoding,
} from './text-coding.js';
import { unsupported } from './unsupported-operation.js';

const CHUNK_SIZE = 8192;

/** A text stream over a stream of bytes. Fields have CPython's meaning. */
export class PyTextIOWrapper extends PyTextIOBase implements PendingStream {
  buffer: Value | null = null;
  /** The buffer when it is an exact built-in one, which is then called directly. */
  direct: PyBuffered | null = null;
  detached = false;
  finalizing = false;
  encoding: Str = '';
  errors: Str = 'strict';
  newline = new NewlineMode(null);
  decoder: TextDecoding | null = null;
  encoder: TextEncoding | null = null;
  lineBuffering = false;
  writeThrough = false;
  seekable = false;
  /** `tell` is possible: not while iterating. */
  telling = false;
  /** `read1` of the buffer, or `read` where it has none. */
  readName: 'read1' | 'read' = 'read1';
  chunkSize = CHUNK_SIZE;
  decoded: Str = '';
  /** Characters of `decoded` that were handed out. */
  decodedUsed = 0;
  /** State of the decoder before the chunk that `decoded` came from, and that chunk's bytes: what `tell` works with. */
  snapshotFlags = 0n;
  snapshotInput: Uint8Array | null = null;
  /** Bytes for each character of the last chunk. */
  bytesPerChar = 0;
  /** Encoded text not yet handed to the buffer, then text not yet encoded. */
  pendingBytes: Uint8Array[] = [];
  pendingText = '';
  pendingSize = 0;

  flushPending(vm: Runtime): void {
    if (this.buffer !== null && this.pendingSize > 0 && !isBufferClosed(vm, this)) flushText(vm, this);
  }
}

export const textIOWrapperType = makeModuleType('_io', 'TextIOWrapper', PyTextIOWrapper, textIOBaseType);

/** The buffer. ValueError when the stream was not initialized or is detached. */
export function bufferOf(self: PyTextIOWrapper): Value {
  if (self.buffer !== null) return self.buffer;
  throw valueError(self.detached ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object');
}

export function isBufferClosed(vm: Runtime, self: PyTextIOWrapper): boolean {
  const direct = self.direct;
  if (direct !== null && direct.raw !== null) return isRawClosed(vm, direct);
  return isTrue(vm, getAttr(vm, bufferOf(self), 'closed'));
}

/** ValueError when the stream is closed. */
export function checkTextOpen(vm: Runtime, self: PyTextIOWrapper): void {
  bufferOf(self);
  if (self.constructor === PyTextIOWrapper) {
    if (isBufferClosed(vm, self)) throw valueError('I/O operation on closed file.');
  } else if (isTrue(vm, getAttr(vm, self, 'closed'))) throw valueError('I/O operation on closed file.');
}

export function noteTextPending(vm: Runtime, self: PyTextIOWrapper): void {
  const streams = vm.state(pendingStreams);
  if (self.pendingSize > 0) streams.add(self);
  else streams.delete(self);
}

/** Forget what was read ahead. */
export function dropDecoded(self: PyTextIOWrapper): void {
  self.decoded = '';
  self.decodedUsed = 0;
}

export interface TextOptions {
  readonly encoding: Value;
  readonly errors: Value;
  readonly newline: Value;
  readonly lineBuffering: boolean;
  readonly writeThrough: boolean;
}

/** A str or None argument. TypeError "f() argument 'x' must be str or None, not X". */
export function textOrNone(name: string, argument: string, value: Value): Str | null {
  if (value === None) return null;
  const text = asStr(value);
  if (text === undefined) {
    throw typeError(`${name}() argument '${argument}' must be str or None, not ${typeOf(value).name}`);
  }
  if (strToUtf16(text).includes('\0')) throw valueError('embedded null character');
  return text;
}

/** The encoding that text has unless told otherwise. */
export const LOCALE_ENCODING = 'UTF-8';

/** `TextIOWrapper.__init__`. */
export function initTextWrapper(vm: Runtime, self: PyTextIOWrapper, buffer: Value, options: TextOptions): void {
  self.buffer = null;
  self.direct = null;
  self.detached = false;
  const encoding = textOrNone('TextIOWrapper', 'encoding', options.encoding);
  const errors = textOrNone('TextIOWrapper', 'errors', options.errors) ?? 'strict';
  const newline = textOrNone('TextIOWrapper', 'newline', options.newline);
  const mode = newlineMode(newline);
  self.encoding = encoding === null || encoding === 'locale' ? LOCALE_ENCODING : encoding;
  checkEncoding(vm, self.encoding);
  self.errors = errors;
  self.newline = mode;
  self.chunkSize = CHUNK_SIZE;
  self.lineBuffering = options.lineBuffering;
  self.writeThrough = options.writeThrough;
  dropDecoded(self);
  self.snapshotInput = null;
  self.bytesPerChar = 0;
  self.pendingBytes = [];
  self.pendingText = '';
  self.pendingSize = 0;
  self.decoder = null;
  self.encoder = null;
  setCoders(vm, self, buffer);
  self.buffer = buffer;
  const exact = [PyBufferedReader, PyBufferedWriter, PyBufferedRandom] as readonly unknown[];
  self.direct = buffer instanceof PyBuffered && exact.includes(buffer.constructor) ? buffer : null;
  self.seekable = self.telling = isTrue(vm, callMethod(vm, buffer, 'seekable'));
  self.readName = self.direct !== null || lookupAttr(vm, buffer, 'read1') !== undefined ? 'read1' : 'read';
  settleEncoder(vm, self);
}

/** The mode of a `newline` argument. ValueError for others. */
export function newlineMode(newline: Str | null): NewlineMode {
  const text = newline === null ? null : strToUtf16(newline);
  if (!isNewline(text)) throw valueError(`illegal newline value: ${text}`);
  return new NewlineMode(text);
}

function setCoders(vm: Runtime, self: PyTextIOWrapper, buffer: Value): void {
  setDecoder(vm, self, buffer);
  if (isTrue(vm, callMethod(vm, buffer, 'writable'))) self.encoder = makeEncoding(vm, self.encoding, self.errors);
}

function setDecoder(vm: Runtime, self: PyTextIOWrapper, buffer: Value): void {
  if (!isTrue(vm, callMethod(vm, buffer, 'readable'))) return;
  const newlines = self.newline.universal ? { translate: self.newline.translate } : null;
  self.decoder = makeDecoding(vm, self.encoding, self.errors, newlines);
}

/** Somewhere else than at the start no byte order mark is written. */
function settleEncoder(vm: Runtime, self: PyTextIOWrapper): void {
  if (!self.seekable || self.encoder === null) return;
  const position = asOffset(vm, callMethod(vm, bufferOf(self), 'tell'));
  if (position !== 0) self.encoder.reset(vm, false);
}

/** Exchange encoding, errors and newline: `reconfigure`. */
export function changeCoding(
  vm: Runtime,
  self: PyTextIOWrapper,
  given: Str | null,
  givenErrors: Str | null,
  mode: NewlineMode | null,
): void {
  if (given === null && givenErrors === null && mode === null) return;
  const errors = givenErrors ?? (given === null ? self.errors : 'strict');
  const encoding = given === null ? self.encoding : given === 'locale' ? LOCALE_ENCODING : given;
  checkEncoding(vm, encoding);
  if (mode !== null) self.newline = mode;
  self.encoding = encoding;
  self.errors = errors;
  const buffer = bufferOf(self);
  self.decoder = null;
  self.encoder = null;
  setCoders(vm, self, buffer);
  settleEncoder(vm, self);
}

/** `newlines`: the kinds of line ends seen so far. */
export function seenNewlines(self: PyTextIOWrapper): Value {
  return self.decoder instanceof NewlineDecoding ? self.decoder.translator.newlines : None;
}

/** Encode the text that was put off. */
export function encodePending(vm: Runtime, self: PyTextIOWrapper): void {
  if (self.pendingText === '') return;
  const text = self.pendingText;
  self.pendingText = '';
  self.pendingBytes.push((self.encoder as TextEncoding).encode(vm, text));
}

/** Hand the pending text to the buffer. */
export function flushText(vm: Runtime, self: PyTextIOWrapper): void {
  if (self.pendingSize === 0) return;
  encodePending(vm, self);
  const parts = self.pendingBytes;
  self.pendingBytes = [];
  self.pendingSize = 0;
  noteTextPending(vm, self);
  const data = parts.length === 1 ? (parts[0] as Uint8Array) : join(parts);
  if (self.direct !== null) writeBytes(vm, self.direct, data);
  else callMethod(vm, bufferOf(self), 'write', new PyBytes(data));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  let total = 0;
  for (const part of parts) total += part.length;
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** `buffer.flush()`. */
export function flushUnderlying(vm: Runtime, self: PyTextIOWrapper): void {
  if (self.direct !== null && self.direct.isWritable && self.direct.constructor === PyBufferedWriter) {
    flushAndRewind(vm, self.direct);
  } else callMethod(vm, bufferOf(self), 'flush');
}

/** `write(text)`. */
export function writeText(vm: Runtime, self: PyTextIOWrapper, given: Str): void {
  checkTextOpen(vm, self);
  const encoder = self.encoder;
  if (encoder === null) throw unsupported('not writable');
  const { length } = given;
  vm.chargeFuel(2 + (length >> 6));
  let flushNow = false;
  if (self.lineBuffering) {
    flushNow =
      typeof given === 'string'
        ? given.includes('\n') || given.includes('\r')
        : given.codePoints.includes(10) || given.codePoints.includes(13);
  }
  const text = self.newline.writeAs === null ? given : replaceLineFeeds(given, self.newline.writeAs);
  if (encoder.isTotal && typeof text === 'string') {
    vm.chargeMemory(text.length);
    self.pendingText += text;
    self.pendingSize += text.length;
  } else {
    const data = encoder.encode(vm, text);
    if (self.pendingSize + data.length > self.chunkSize) flushText(vm, self);
    encodePending(vm, self);
    self.pendingBytes.push(data);
    self.pendingSize += data.length;
  }
  if (self.pendingSize >= self.chunkSize || flushNow || self.writeThrough) flushText(vm, self);
  else noteTextPending(vm, self);
  if (flushNow) flushUnderlying(vm, self);
  if (self.decoded !== '' || self.snapshotInput !== null) {
    dropDecoded(self);
    self.snapshotInput = null;
  }
  self.decoder?.reset(vm);
}
