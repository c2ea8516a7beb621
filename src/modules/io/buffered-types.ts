/** This file declares BufferedReader, BufferedWriter and BufferedRandom. */
import { asBytes } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { error, valueError } from '../../objects/errors.js';
import { Exception, OSError } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { type GetSetDef, getset, member, method, type NativeDef } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { matches } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';
import { bufferedIOBaseType, refusePickling } from './abstract-bases.js';
import {
  checkUsable,
  flushAndRewind,
  flushBuffer,
  initBuffered,
  isRawClosed,
  knownRawTell,
  PyBuffered,
  rawOf,
  rawSeek,
  rawTell,
  streamRepr,
} from './buffered.js';
import { peekBytes, readAll, readCount, readInto, readLineBytes, readOnce } from './buffered-read.js';
import { writeBytes } from './buffered-write.js';
import { nameForRepr, newClosable } from './file-io.js';
import { checkReadable, checkSeekable, checkWritable } from './io-base.js';
import { asOffset, callMethod, DEFAULT_BUFFER_SIZE, passWarning, runAll, writableArgument } from './protocol.js';
import { unsupported } from './unsupported-operation.js';

export class PyBufferedReader extends PyBuffered {}
export class PyBufferedWriter extends PyBuffered {}
export class PyBufferedRandom extends PyBuffered {}

export const bufferedReaderType = makeModuleType('_io', 'BufferedReader', PyBufferedReader, bufferedIOBaseType);
export const bufferedWriterType = makeModuleType('_io', 'BufferedWriter', PyBufferedWriter, bufferedIOBaseType);
export const bufferedRandomType = makeModuleType('_io', 'BufferedRandom', PyBufferedRandom, bufferedIOBaseType);

function flush(vm: Runtime, self: PyBuffered): Value {
  rawOf(self);
  checkUsable(vm, self, 'flush of closed file');
  flushAndRewind(vm, self);
  return None;
}

function close(vm: Runtime, self: PyBuffered): Value {
  const raw = rawOf(self);
  if (isRawClosed(vm, self)) return None;
  if (self.finalizing) passWarning(vm, raw, self);
  runAll(
    () => void callMethod(vm, self, 'flush'),
    () => void callMethod(vm, raw, 'close'),
  );
  return None;
}

function seek(vm: Runtime, self: PyBuffered, given: Value, whence: number): Value {
  const raw = rawOf(self);
  if (whence < 0 || whence > 4) throw valueError(`whence value ${whence} unsupported`);
  checkUsable(vm, self, 'seek of closed file');
  if (self.file === null) checkSeekable(vm, raw);
  else if (callMethod(vm, raw, 'seekable') !== true) throw unsupported('File or stream is not seekable.');
  let target = asOffset(vm, given);
  if (whence !== 2 && self.isReadable) {
    // A target within what was read ahead moves nothing but the position.
    const current = knownRawTell(vm, self);
    const ahead = self.readahead;
    if (ahead > 0) {
      const offset = whence === 0 ? target - (current - self.rawOffset) : target;
      if (offset >= -self.pos && offset <= ahead) {
        const position = current - ahead + offset;
        if (position >= 0) {
          self.pos += offset;
          return position;
        }
      }
    }
  }
  if (self.isWritable) flushBuffer(vm, self);
  if (whence === 1) target -= self.rawOffset;
  const position = rawSeek(vm, self, target, whence);
  self.rawPos = -1;
  if (self.isReadable) self.resetReadBuffer();
  return position;
}

function truncate(vm: Runtime, self: PyBuffered, size: Value): Value {
  const raw = rawOf(self);
  checkUsable(vm, self, 'truncate of closed file');
  if (!self.isWritable) throw unsupported('truncate');
  flushAndRewind(vm, self);
  const result = callMethod(vm, raw, 'truncate', size);
  try {
    rawTell(vm, self);
  } catch (reason) {
    if (!matches(reason, Exception)) throw reason;
  }
  return result;
}

const delegate = (name: string) => (vm: Runtime, self: PyBuffered) => callMethod(vm, rawOf(self), name);

const common: readonly NativeDef[] = [
  method(
    'detach($self, /)',
    'Disconnect this buffer from its underlying raw stream and return it.',
    (vm, self: PyBuffered) => {
      rawOf(self);
      callMethod(vm, self, 'flush');
      const raw = self.raw as Value;
      self.raw = null;
      self.file = null;
      self.detached = true;
      return raw;
    },
  ),
  method('close($self, /)', null, close),
  method('seekable($self, /)', null, delegate('seekable')),
  method('fileno($self, /)', null, delegate('fileno')),
  method('isatty($self, /)', null, delegate('isatty')),
  method('_dealloc_warn($self, source, /)', null, (vm, self: PyBuffered, source: Value) => {
    passWarning(vm, rawOf(self), source);
    return None;
  }),
  method('seek($self, target, whence: int=0, /)', null, seek),
  method('tell($self, /)', null, (vm, self: PyBuffered) => {
    const position = rawTell(vm, self) - self.rawOffset;
    return Math.max(0, position);
  }),
  method('truncate($self, pos=None, /)', null, truncate),
  method('__getstate__($self, /)', null, refusePickling),
];

const readable = method('readable($self, /)', null, delegate('readable'));
const writable = method('writable($self, /)', null, delegate('writable'));

const reading: readonly NativeDef[] = [
  readable,
  method('read($self, size: ssize_or_none=-1, /)', null, (vm, self: PyBuffered, given: number | null) => {
    const size = given ?? -1;
    rawOf(self);
    if (size < -1) throw valueError('read length must be non-negative or -1');
    checkUsable(vm, self, 'read of closed file');
    if (size === -1) return readAll(vm, self);
    const data = readCount(vm, self, size);
    return data === null ? None : new PyBytes(data);
  }),
  method('peek($self, size: ssize=0, /)', null, (vm, self: PyBuffered) => {
    rawOf(self);
    checkUsable(vm, self, 'peek of closed file');
    if (self.isWritable) flushAndRewind(vm, self);
    return new PyBytes(peekBytes(vm, self));
  }),
  method('read1($self, size: ssize=-1, /)', null, (vm, self: PyBuffered, size: number) => {
    rawOf(self);
    return new PyBytes(readOnce(vm, self, size).slice());
  }),
  method('readinto($self, buffer, /)', null, (vm, self: PyBuffered, buffer: Value) => {
    rawOf(self);
    return readInto(vm, self, writableArgument(vm, 'readinto', buffer), false) ?? None;
  }),
  method('readinto1($self, buffer, /)', null, (vm, self: PyBuffered, buffer: Value) => {
    rawOf(self);
    return readInto(vm, self, writableArgument(vm, 'readinto1', buffer), true) ?? None;
  }),
  method('readline($self, size: ssize_or_none=-1, /)', null, (vm, self: PyBuffered, size: number | null) => {
    rawOf(self);
    return new PyBytes(readLineBytes(vm, self, size ?? -1));
  }),
];

const write = method(
  'write($self, buffer, /)',
  'Write buffer b to the IO stream.',
  (vm, self: PyBuffered, data: Value) => {
    rawOf(self);
    return writeBytes(vm, self, asBytes(vm, data));
  },
);
const flushMethod = method('flush($self, /)', null, flush);
const flushRaw = method('flush($self, /)', null, delegate('flush'));

const getsets: readonly GetSetDef[] = [
  member('raw', null, (_vm, self: PyBuffered) => self.raw ?? None),
  member(
    '_finalizing',
    null,
    (_vm, self: PyBuffered) => self.finalizing,
    (vm, self: PyBuffered, value) => {
      self.finalizing = value !== undefined && isTrue(vm, value);
    },
  ),
  getset('closed', null, (vm, self: PyBuffered) => getAttr(vm, rawOf(self), 'closed')),
  getset('name', null, (vm, self: PyBuffered) => getAttr(vm, rawOf(self), 'name')),
  getset('mode', null, (vm, self: PyBuffered) => getAttr(vm, rawOf(self), 'mode')),
];

/** The next line of a stream that reads bytes. */
function next(vm: Runtime, self: PyBuffered): Value | undefined {
  if (self.constructor === PyBufferedReader || self.constructor === PyBufferedRandom) {
    const line = readLineBytes(vm, self, -1);
    return line.length === 0 ? undefined : new PyBytes(line);
  }
  rawOf(self);
  const line = callMethod(vm, self, 'readline');
  if (!(line instanceof PyBytes)) {
    throw error(OSError, `readline() should have returned a bytes object, not '${typeOf(line).name}'`);
  }
  return line.data.length === 0 ? undefined : line;
}

const repr = (vm: Runtime, self: PyBuffered): Value => strFromUtf16(streamRepr(vm, self, nameForRepr(vm, self)));

/** `__init__(raw, buffer_size)` with the checks of one class. */
function initWith(name: string, check: (vm: Runtime, self: PyBuffered, raw: Value) => void) {
  const signature = parseSignature(`${name}(raw, buffer_size: ssize=${DEFAULT_BUFFER_SIZE})`, 'function');
  const bound = { short: name, full: `${name}()` };
  return (vm: Runtime, self: PyBuffered, args: readonly Value[], kwnames: readonly string[] | null): void => {
    const [raw, size] = bindArguments(vm, signature, bound, args, kwnames) as [Value, number];
    self.raw = null;
    check(vm, self, raw);
    initBuffered(vm, self, raw, size);
  };
}

export const initReader = (vm: Runtime, self: PyBuffered, raw: Value): void => {
  checkReadable(vm, raw);
  self.isReadable = true;
  self.isWritable = false;
};

export const initWriter = (vm: Runtime, self: PyBuffered, raw: Value): void => {
  checkWritable(vm, raw);
  self.isReadable = false;
  self.isWritable = true;
};

export const initRandom = (vm: Runtime, self: PyBuffered, raw: Value): void => {
  checkSeekable(vm, raw);
  checkReadable(vm, raw);
  checkWritable(vm, raw);
  self.isReadable = true;
  self.isWritable = true;
};

defineType(bufferedReaderType, {
  doc: 'Create a new buffered reader using the given readable raw IO object.',
  slots: { tp_new: newClosable, tp_init: initWith('BufferedReader', initReader), tp_repr: repr, tp_iternext: next },
  methods: [...common, ...reading, flushRaw],
  getsets,
  isBaseType: true,
});

defineType(bufferedWriterType, {
  doc: 'A buffer for a writeable sequential RawIO object.',
  slots: { tp_new: newClosable, tp_init: initWith('BufferedWriter', initWriter), tp_repr: repr },
  methods: [...common, writable, write, flushMethod],
  getsets,
  isBaseType: true,
});

defineType(bufferedRandomType, {
  doc: 'A buffered interface to random access streams.',
  slots: { tp_new: newClosable, tp_init: initWith('BufferedRandom', initRandom), tp_repr: repr, tp_iternext: next },
  methods: [...common, ...reading, writable, write, flushMethod],
  getsets,
  isBaseType: true,
});

/** A new BufferedReader, BufferedWriter or BufferedRandom over a raw stream. */
export function makeBuffered(vm: Runtime, kind: 'reader' | 'writer' | 'random', raw: Value, size: number): PyBuffered {
  const self =
    kind === 'reader' ? new PyBufferedReader() : kind === 'writer' ? new PyBufferedWriter() : new PyBufferedRandom();
  (kind === 'reader' ? initReader : kind === 'writer' ? initWriter : initRandom)(vm, self, raw);
  initBuffered(vm, self, raw, size);
  return self;
}
bufferedRandomType.textSignature = '(raw, buffer_size=DEFAULT_BUFFER_SIZE)';
bufferedReaderType.textSignature = '(raw, buffer_size=DEFAULT_BUFFER_SIZE)';
bufferedWriterType.textSignature = '(raw, buffer_size=DEFAULT_BUFFER_SIZE)';
