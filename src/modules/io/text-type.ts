/** This file declares TextIOWrapper. */
import { typeOf } from '../../objects/core-types.js';
import { attributeError, typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { reprText } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { refusePickling } from './abstract-bases.js';
import { nameForRepr, newClosable } from './file-io.js';
import { notText } from './newline-decoder.js';
import { callMethod, passWarning, runAll } from './protocol.js';
import { notStr, readText, readTextLine } from './text-read.js';
import { seekText, tellText } from './text-seek.js';
import {
  bufferOf,
  changeCoding,
  checkTextOpen,
  flushText,
  flushUnderlying,
  initTextWrapper,
  isBufferClosed,
  newlineMode,
  PyTextIOWrapper,
  seenNewlines,
  textIOWrapperType,
  textOrNone,
  writeText,
} from './text-wrapper.js';
import { unsupported } from './unsupported-operation.js';

const INIT = parseSignature(
  'TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering: bool=False, write_through: bool=False)',
  'function',
);
const INIT_NAME = { short: 'TextIOWrapper', full: 'TextIOWrapper()' };

function init(vm: Runtime, self: PyTextIOWrapper, args: readonly Value[], kwnames: readonly string[] | null): void {
  const [buffer, encoding, errors, newline, lineBuffering, writeThrough] = bindArguments(
    vm,
    INIT,
    INIT_NAME,
    args,
    kwnames,
  ) as [Value, Value, Value, Value, boolean, boolean];
  initTextWrapper(vm, self, buffer, { encoding, errors, newline, lineBuffering, writeThrough });
}

function next(vm: Runtime, self: PyTextIOWrapper): Value | undefined {
  bufferOf(self);
  self.telling = false;
  let line: Value;
  if (self.constructor === PyTextIOWrapper) line = readTextLine(vm, self, -1);
  else {
    line = callMethod(vm, self, 'readline');
    if (asStr(line) === undefined) throw notText(line);
  }
  if ((asStr(line) ?? '').length > 0) return line;
  self.snapshotInput = null;
  self.telling = self.seekable;
  return undefined;
}

function repr(vm: Runtime, self: PyTextIOWrapper): Value {
  bufferOf(self);
  const name = nameForRepr(vm, self);
  let out = `<${typeOf(self).isHeap ? typeOf(self).name : '_io.TextIOWrapper'}`;
  if (name !== undefined) out += ` name=${name}`;
  const mode = lookupAttr(vm, self, 'mode');
  if (mode !== undefined) out += ` mode=${reprText(vm, mode)}`;
  return strFromUtf16(`${out} encoding=${reprText(vm, self.encoding)}>`);
}

function close(vm: Runtime, self: PyTextIOWrapper): Value {
  const buffer = bufferOf(self);
  if (isBufferClosed(vm, self)) return None;
  if (self.finalizing) passWarning(vm, buffer, self);
  runAll(
    () => void callMethod(vm, self, 'flush'),
    () => void callMethod(vm, buffer, 'close'),
  );
  return None;
}

function reconfigure(
  vm: Runtime,
  self: PyTextIOWrapper,
  givenEncoding: Value,
  givenErrors: Value,
  givenNewline: Value | undefined,
  lineBuffering: Value,
  writeThrough: Value,
): Value {
  bufferOf(self);
  const encoding = textOrNone('reconfigure', 'encoding', givenEncoding);
  const errors = textOrNone('reconfigure', 'errors', givenErrors);
  const changesNewline = givenNewline !== undefined;
  if (self.decoded !== '' || self.snapshotInput !== null) {
    if (encoding !== null || errors !== null || changesNewline) {
      throw unsupported('It is not possible to set the encoding or newline of stream after the first read');
    }
  }
  const mode = changesNewline ? newlineMode(textOrNone('reconfigure', 'newline', givenNewline)) : null;
  const byLine = lineBuffering === None ? self.lineBuffering : isTrue(vm, lineBuffering);
  const through = writeThrough === None ? self.writeThrough : isTrue(vm, writeThrough);
  callMethod(vm, self, 'flush');
  changeCoding(vm, self, encoding, errors, mode);
  self.lineBuffering = byLine;
  self.writeThrough = through;
  return None;
}

function setChunkSize(vm: Runtime, self: PyTextIOWrapper, value: Value | undefined): void {
  bufferOf(self);
  if (value === undefined) {
    const message = "attribute '_CHUNK_SIZE' of '_io.TextIOWrapper' objects cannot be deleted";
    throw attributeError(message, self, '_CHUNK_SIZE');
  }
  if (typeOf(value).nb_index === null) {
    throw typeError(`'${typeOf(value).name}' object cannot be interpreted as an integer`);
  }
  const size = index(vm, value);
  if (size <= 0) throw valueError('a strictly positive integer is required');
  self.chunkSize = Number(size);
}

const delegate = (name: string) => (vm: Runtime, self: PyTextIOWrapper) => callMethod(vm, bufferOf(self), name);

defineType(textIOWrapperType, {
  doc: 'Character and line based layer over a BufferedIOBase object, buffer.',
  slots: { tp_new: newClosable, tp_init: init, tp_repr: repr, tp_iternext: next },
  methods: [
    method('detach($self, /)', null, (vm, self: PyTextIOWrapper) => {
      bufferOf(self);
      callMethod(vm, self, 'flush');
      const buffer = self.buffer as Value;
      self.buffer = null;
      self.direct = null;
      self.detached = true;
      return buffer;
    }),
    method(
      'reconfigure($self, /, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)',
      'Reconfigure the text stream with new parameters.',
      reconfigure,
    ),
    method('write($self, text, /)', null, (vm, self: PyTextIOWrapper, given: Value) => {
      bufferOf(self);
      const text = asStr(given);
      if (text === undefined) throw notStr('write', given);
      writeText(vm, self, text);
      return text.length;
    }),
    method('read($self, size: ssize_or_none=-1, /)', null, (vm, self: PyTextIOWrapper, size: number | null) =>
      readText(vm, self, size ?? -1),
    ),
    method('readline($self, size: ssize=-1, /)', null, (vm, self: PyTextIOWrapper, size: number) =>
      readTextLine(vm, self, size),
    ),
    method('flush($self, /)', null, (vm, self: PyTextIOWrapper) => {
      checkTextOpen(vm, self);
      self.telling = self.seekable;
      flushText(vm, self);
      flushUnderlying(vm, self);
      return None;
    }),
    method('close($self, /)', null, close),
    method('fileno($self, /)', null, delegate('fileno')),
    method('seekable($self, /)', null, delegate('seekable')),
    method('readable($self, /)', null, delegate('readable')),
    method('writable($self, /)', null, delegate('writable')),
    method('isatty($self, /)', null, delegate('isatty')),
    method(
      'seek($self, cookie, whence: int=0, /)',
      'Set the stream position, and return the new stream position.',
      seekText,
    ),
    method('tell($self, /)', 'Return the stream position as an opaque number.', tellText),
    method('truncate($self, pos=None, /)', null, (vm, self: PyTextIOWrapper, position: Value) => {
      const buffer = bufferOf(self);
      callMethod(vm, self, 'flush');
      return callMethod(vm, buffer, 'truncate', position);
    }),
    method('__getstate__($self, /)', null, refusePickling),
  ],
  getsets: [
    member('encoding', null, (_vm, self: PyTextIOWrapper) => self.encoding),
    member('buffer', null, (_vm, self: PyTextIOWrapper) => bufferOf(self)),
    member('line_buffering', null, (_vm, self: PyTextIOWrapper) => self.lineBuffering),
    member('write_through', null, (_vm, self: PyTextIOWrapper) => self.writeThrough),
    member(
      '_finalizing',
      null,
      (_vm, self: PyTextIOWrapper) => self.finalizing,
      (vm, self: PyTextIOWrapper, value) => {
        self.finalizing = value !== undefined && isTrue(vm, value);
      },
    ),
    getset('name', null, (vm, self: PyTextIOWrapper) => getAttr(vm, bufferOf(self), 'name')),
    getset('closed', null, (vm, self: PyTextIOWrapper) => getAttr(vm, bufferOf(self), 'closed')),
    getset('newlines', null, (_vm, self: PyTextIOWrapper) => {
      bufferOf(self);
      return seenNewlines(self);
    }),
    getset('errors', null, (_vm, self: PyTextIOWrapper) => {
      bufferOf(self);
      return self.errors;
    }),
    getset(
      '_CHUNK_SIZE',
      null,
      (_vm, self: PyTextIOWrapper) => {
        bufferOf(self);
        return self.chunkSize;
      },
      setChunkSize,
    ),
  ],
  isBaseType: true,
});
textIOWrapperType.textSignature =
  '(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)';
