/** This file defines _io.BytesIO. */

import { asBytes, type BufferExporter, fillBuffer } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { bufferError, overflowError, typeError, valueError } from '../../objects/errors.js';
import { instanceDict } from '../../objects/instance.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { asSize } from '../../objects/operations/index.js';
import { forEach } from '../../objects/operations/iteration.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { releaseAbandoned } from '../../objects/types/memoryview/abandoned-views.js';
import { makeMemoryView } from '../../objects/types/memoryview/memoryview.js';
import { countedRelease } from '../../objects/types/memoryview/python-buffer.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import { bufferedIOBaseType, PyBufferedIOBase } from './abstract-bases.js';
import { newInstance } from './file-io.js';
import { writableArgument } from './protocol.js';

const NO_BYTES = new Uint8Array(0);
const NEWLINE = 10;

/** Bytes in memory as a stream. */
export class PyBytesIO extends PyBufferedIOBase implements BufferExporter {
  store: Uint8Array = NO_BYTES;
  size = 0;
  pos = 0;
  closed = false;
  /** `store` belongs to a bytes object: to be copied before it is changed. */
  shared = false;
  exports = 0;

  get data(): Uint8Array {
    return this.store.subarray(0, this.size);
  }

  bufferReleased(): void {
    this.exports--;
  }
}

export const bytesIOType = makeModuleType('_io', 'BytesIO', PyBytesIO, bufferedIOBaseType);

/** What `getbuffer` views: keeps the stream from being resized. */
class PyBytesIOBuffer extends PyObject {
  constructor(readonly source: PyBytesIO) {
    super();
  }
}

export const bytesIOBufferType = makeModuleType('_io', '_BytesIOBuffer', PyBytesIOBuffer);
defineType(bytesIOBufferType, {
  doc: null,
  slots: {
    bf_releasebuffer: countedRelease,
    bf_getbuffer: (_vm, self: PyBytesIOBuffer, flags) => {
      self.source.exports++;
      return fillBuffer(self, self.source.data, false, flags, self.source);
    },
  },
  noInstantiation: true,
});

function checkOpen(self: PyBytesIO): void {
  if (self.closed) throw valueError('I/O operation on closed file.');
}

function checkExports(vm: Runtime, self: PyBytesIO): void {
  if (self.exports > 0) releaseAbandoned(vm, self);
  if (self.exports > 0) throw bufferError('Existing exports of data: object cannot be re-sized');
}

/** Make room for a size, and the store the stream's own. */
function reserve(vm: Runtime, self: PyBytesIO, size: number): void {
  if (size <= self.store.length && !self.shared) return;
  const room = size > self.store.length ? Math.max(size, size + (size >> 3) + 6) : self.store.length;
  vm.chargeMemory(room);
  vm.chargeFuel(self.size >> 6);
  const store = new Uint8Array(room);
  store.set(self.store.subarray(0, self.size));
  self.store = store;
  self.shared = false;
}

function writeData(vm: Runtime, self: PyBytesIO, data: Uint8Array): number {
  const { length } = data;
  if (length === 0) return 0;
  vm.chargeFuel(length >> 6);
  const end = self.pos + length;
  if (end > Number.MAX_SAFE_INTEGER) throw overflowError('new buffer size too large');
  reserve(vm, self, end);
  // A position beyond the end leaves a gap of zeros.
  if (self.pos > self.size) self.store.fill(0, self.size, self.pos);
  self.store.set(data, self.pos);
  self.pos = end;
  if (end > self.size) self.size = end;
  return length;
}

function write(vm: Runtime, self: PyBytesIO, given: Value): number {
  checkOpen(self);
  checkExports(vm, self);
  const data = asBytes(vm, given);
  // The bytes may be the stream's own, which growing would move.
  return writeData(vm, self, data.buffer === self.store.buffer ? data.slice() : data);
}

function read(vm: Runtime, self: PyBytesIO, size: number): PyBytes {
  const left = Math.max(0, self.size - self.pos);
  const count = size < 0 || size > left ? left : size;
  vm.chargeFuel(count >> 6);
  vm.chargeMemory(count);
  if (count > 0 && self.pos === 0 && count === self.size) {
    self.pos = count;
    return contents(self);
  }
  const part = self.store.slice(self.pos, self.pos + count);
  self.pos += count;
  return new PyBytes(part);
}

/** The whole content, shared until the stream changes. */
function contents(self: PyBytesIO): PyBytes {
  if (self.exports > 0) return new PyBytes(self.data.slice());
  self.shared = true;
  return new PyBytes(self.data);
}

function lineLength(self: PyBytesIO, limit: number): number {
  const left = Math.max(0, self.size - self.pos);
  if (left === 0) return 0;
  const at = self.data.indexOf(NEWLINE, self.pos);
  const length = at < 0 ? left : at + 1 - self.pos;
  return limit >= 0 && limit < length ? limit : length;
}

function readLine(vm: Runtime, self: PyBytesIO, limit: number): PyBytes {
  checkOpen(self);
  return read(vm, self, lineLength(self, limit));
}

function seek(_vm: Runtime, self: PyBytesIO, position: number, whence: number): number {
  checkOpen(self);
  if (position < 0 && whence === 0) throw valueError(`negative seek value ${position}`);
  if (whence < 0 || whence > 2) throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
  const start = whence === 0 ? 0 : whence === 1 ? self.pos : self.size;
  self.pos = Math.max(0, start + position);
  return self.pos;
}

const INIT = parseSignature("BytesIO(initial_bytes=b'')", 'function');
const INIT_NAME = { short: 'BytesIO', full: 'BytesIO()' };

function init(vm: Runtime, self: PyBytesIO, args: readonly Value[], kwnames: readonly string[] | null): void {
  const [initial] = bindArguments(vm, INIT, INIT_NAME, args, kwnames) as [Value];
  checkExports(vm, self);
  self.closed = false;
  self.baseClosed = false;
  self.store = NO_BYTES;
  self.size = 0;
  self.pos = 0;
  self.shared = false;
  if (initial === None) return;
  if (initial instanceof PyBytes) {
    self.store = initial.data;
    self.size = initial.data.length;
    self.shared = true;
  } else {
    write(vm, self, initial);
    self.pos = 0;
  }
}

function setState(vm: Runtime, self: PyBytesIO, state: Value): Value {
  if (!(state instanceof PyTuple) || state.items.length < 3) {
    const got = typeOf(state).name;
    throw typeError(`${typeOf(self).name}.__setstate__ argument should be 3-tuple, got ${got}`);
  }
  checkExports(vm, self);
  checkOpen(self);
  const [initial, position, dict] = state.items as [Value, Value, Value];
  init(vm, self, [initial], null);
  if (typeof position !== 'number') {
    throw typeError(`second item of state must be an integer, not ${typeOf(position).name}`);
  }
  if (position < 0) throw valueError('position value cannot be negative');
  self.pos = position;
  restoreDict(self, dict, 'third');
  return None;
}

/** Put the attributes of a pickled stream back. */
export function restoreDict(self: PyObject, dict: Value, which: string): void {
  if (dict === None) return;
  if (!(dict instanceof PyDict)) throw typeError(`${which} item of state should be a dict, got a ${typeOf(dict).name}`);
  const own = instanceDict(self);
  for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) {
    const key = dict.keyAt(at);
    if (typeof key === 'string') own.setStr(key, dict.valueAt(at));
  }
}

/** A copy of the attributes of a stream, or None without any. */
export function dictState(self: PyObject): Value {
  const dict = instanceDict(self);
  return dict.size === 0 ? None : dict.copy();
}

defineType(bytesIOType, {
  doc: 'Buffered I/O implementation using an in-memory bytes buffer.',
  slots: {
    tp_new: newInstance,
    tp_init: init,
    tp_iter: (_vm, self: PyBytesIO) => {
      checkOpen(self);
      return self;
    },
    tp_iternext: (vm, self: PyBytesIO) => {
      const line = readLine(vm, self, -1);
      return line.data.length === 0 ? undefined : line;
    },
  },
  methods: [
    ...['readable', 'seekable', 'writable'].map((name) =>
      method(
        `${name}($self, /)`,
        `Returns True if the IO object can be ${name.replace('able', '')}.`,
        (_vm, self: PyBytesIO) => {
          checkOpen(self);
          return true;
        },
      ),
    ),
    method('close($self, /)', 'Disable all I/O operations.', (vm, self: PyBytesIO) => {
      checkExports(vm, self);
      self.closed = true;
      self.store = NO_BYTES;
      self.size = 0;
      return None;
    }),
    method('flush($self, /)', 'Does nothing.', (_vm, self: PyBytesIO) => {
      checkOpen(self);
      return None;
    }),
    method('isatty($self, /)', 'Always returns False.', (_vm, self: PyBytesIO) => {
      checkOpen(self);
      return false;
    }),
    method('tell($self, /)', 'Current file position, an integer.', (_vm, self: PyBytesIO) => {
      checkOpen(self);
      return self.pos;
    }),
    method('write($self, b, /)', 'Write bytes to file and return the number of bytes written.', write),
    method('writelines($self, lines, /)', 'Write lines to the file.', (vm, self: PyBytesIO, lines: Value) => {
      checkOpen(self);
      forEach(vm, lines, (line) => void write(vm, self, line));
      return None;
    }),
    method(
      'read($self, size: ssize_or_none=-1, /)',
      'Read at most size bytes, returned as a bytes object.',
      (vm, self: PyBytesIO, size: number | null) => {
        checkOpen(self);
        return read(vm, self, size ?? -1);
      },
    ),
    method(
      'read1($self, size: ssize_or_none=-1, /)',
      'Read at most size bytes, returned as a bytes object.',
      (vm, self: PyBytesIO, size: number | null) => {
        checkOpen(self);
        return read(vm, self, size ?? -1);
      },
    ),
    method('readinto($self, buffer, /)', 'Read bytes into buffer.', (vm, self: PyBytesIO, buffer: Value) => {
      const target = writableArgument(vm, 'readinto', buffer);
      checkOpen(self);
      const part = self.store.subarray(self.pos, Math.min(self.size, self.pos + target.length));
      target.set(part);
      self.pos += part.length;
      return part.length;
    }),
    method(
      'readline($self, size: ssize_or_none=-1, /)',
      'Next line from the file, as a bytes object.',
      (vm, self: PyBytesIO, size: number | null) => readLine(vm, self, size ?? -1),
    ),
    method(
      'readlines($self, size: ssize_or_none=None, /)',
      'List of bytes objects, each a line from the file.',
      (vm, self: PyBytesIO, hint: number | null) => {
        checkOpen(self);
        const lines: Value[] = [];
        let total = 0;
        for (;;) {
          const line = readLine(vm, self, -1);
          if (line.data.length === 0) break;
          vm.chargeFuel(4);
          vm.chargeMemory(48);
          lines.push(line);
          total += line.data.length;
          if (hint !== null && hint > 0 && total >= hint) break;
        }
        return new PyList(lines);
      },
    ),
    method(
      'getbuffer($self, /)',
      'Get a read-write view over the contents of the BytesIO object.',
      (vm, self: PyBytesIO) => {
        checkOpen(self);
        reserve(vm, self, self.size);
        return makeMemoryView(vm, new PyBytesIOBuffer(self));
      },
    ),
    method('getvalue($self, /)', 'Retrieve the entire contents of the BytesIO object.', (_vm, self: PyBytesIO) => {
      checkOpen(self);
      return contents(self);
    }),
    method('seek($self, pos: ssize, whence: int=0, /)', 'Change stream position.', seek),
    method(
      'truncate($self, size=None, /)',
      'Truncate the file to at most size bytes.',
      (vm, self: PyBytesIO, given: Value) => {
        checkOpen(self);
        checkExports(vm, self);
        const size = given === None ? self.pos : asSize(vm, given);
        if (size < 0) throw valueError(`negative size value ${size}`);
        if (size < self.size) {
          self.size = size;
          if (!self.shared) self.store.fill(0, size);
        }
        return size;
      },
    ),
    method('__getstate__($self, /)', null, (_vm, self: PyBytesIO) => {
      checkOpen(self);
      return new PyTuple([contents(self), self.pos, dictState(self)]);
    }),
    method('__setstate__($self, object, /)', null, setState),
  ],
  getsets: [getset('closed', 'True if the file is closed.', (_vm, self: PyBytesIO) => self.closed)],
  isBaseType: true,
});
bytesIOType.textSignature = "(initial_bytes=b'')";
