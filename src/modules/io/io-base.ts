/** This file defines _io._IOBase, the root of all streams. */

import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { typeOf } from '../../objects/core-types.js';
import { error, typeError, valueError } from '../../objects/errors.js';
import { BaseException, OSError } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, rawMethod } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr, setAttr } from '../../objects/operations/attributes.js';
import { length } from '../../objects/operations/containers.js';
import { forEach, matches } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { getInstanceDict } from '../../objects/type/instance-attributes.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import { callMethod, checkClosed, runAll } from './protocol.js';
import { unsupported } from './unsupported-operation.js';

/** A stream. Python classes that derive from the abstract bases are instances of this as well. */
export class PyIOBase extends PyObject {
  /** `_IOBase.close()` ran. */
  baseClosed = false;
}

export const ioBaseType = makeModuleType('_io', '_IOBase', PyIOBase);

/** Checks of the kind `_checkReadable`: the predicate must answer True itself. */
function checkAbility(vm: Runtime, self: Value, predicate: string, message: string): Value {
  const able = callMethod(vm, self, predicate);
  if (able !== true) throw unsupported(message);
  return able;
}

export const checkReadable = (vm: Runtime, self: Value): Value =>
  checkAbility(vm, self, 'readable', 'File or stream is not readable.');
export const checkWritable = (vm: Runtime, self: Value): Value =>
  checkAbility(vm, self, 'writable', 'File or stream is not writable.');
export const checkSeekable = (vm: Runtime, self: Value): Value =>
  checkAbility(vm, self, 'seekable', 'File or stream is not seekable.');

const NEWLINE = 10;

/** `_IOBase.readline`: byte by byte, or as far as `peek` looks ahead. */
export function readLine(vm: Runtime, self: Value, limit: number): PyBytes {
  const peek = lookupAttr(vm, self, 'peek');
  const read = getAttr(vm, self, 'read');
  const line = new ByteBuilder(vm, 0);
  while (limit < 0 || line.length < limit) {
    let wanted = 1;
    if (peek !== undefined) {
      const ahead = vm.call1(peek, 1);
      if (!(ahead instanceof PyBytes)) {
        throw error(OSError, `peek() should have returned a bytes object, not '${typeOf(ahead).name}'`);
      }
      if (ahead.data.length > 0) {
        const most = limit < 0 ? ahead.data.length : Math.min(ahead.data.length, limit - line.length);
        const at = ahead.data.subarray(0, most).indexOf(NEWLINE);
        wanted = at < 0 ? most : at + 1;
      }
    }
    const part = vm.call1(read, wanted);
    if (!(part instanceof PyBytes)) {
      throw error(OSError, `read() should have returned a bytes object, not '${typeOf(part).name}'`);
    }
    if (part.data.length === 0) break;
    line.add(part.data);
    if (part.data[part.data.length - 1] === NEWLINE) break;
  }
  return new PyBytes(line.finish());
}

/** The lines of a stream as a list, up to about `hint` characters. */
export function readLines(vm: Runtime, self: Value, hint: number): PyList {
  const lines: Value[] = [];
  let total = 0;
  forEach(vm, self, (line) => {
    vm.chargeMemory(8);
    lines.push(line);
    if (hint <= 0) return true;
    const size = length(vm, line);
    if (size > hint - total) return false;
    total += size;
    return true;
  });
  return new PyList(lines);
}

/** `__next__` of streams: a line, or the end. */
export function nextLine(vm: Runtime, self: Value): Value | undefined {
  const line = callMethod(vm, self, 'readline');
  return length(vm, line) === 0 ? undefined : line;
}

/** `_IOBase.close()`: flush, and be closed whatever that raises. */
export function closeBase(vm: Runtime, self: PyIOBase): Value {
  if (self.baseClosed) return None;
  runAll(
    () => void callMethod(vm, self, 'flush'),
    () => {
      self.baseClosed = true;
    },
  );
  return None;
}

/** Close quietly what nothing refers to any more. */
function finalize(vm: Runtime, self: Value): void {
  const closed = lookupAttr(vm, self, 'closed');
  if (closed !== undefined && isTrue(vm, closed)) return;
  // Streams that care for it warn that they were not closed.
  try {
    setAttr(vm, self, '_finalizing', true);
  } catch (reason) {
    if (!matches(reason, BaseException)) throw reason;
  }
  callMethod(vm, self, 'close');
}

defineType(ioBaseType, {
  doc: 'The abstract base class for all I/O classes.\n\nIt offers empty bodies for many methods, which derived classes override as they need;\nwhat is not supported raises UnsupportedOperation.',
  slots: {
    tp_iter: (vm, self: Value) => {
      checkClosed(vm, self);
      return self;
    },
    tp_iternext: nextLine,
    tp_finalize: finalize,
  },
  methods: [
    method('seek($self, offset, whence=os.SEEK_SET, /)', 'Change the stream position to the given byte offset.', () => {
      throw unsupported('seek');
    }),
    method('tell($self, /)', 'Return current stream position.', (vm, self: Value) =>
      callMethod(vm, self, 'seek', 0, 1),
    ),
    method('truncate($self, size=None, /)', 'Truncate file to size bytes.', () => {
      throw unsupported('truncate');
    }),
    method('flush($self, /)', 'Flush write buffers, if applicable.', (_vm, self: PyIOBase) => {
      if (self.baseClosed) throw valueError('I/O operation on closed file.');
      return None;
    }),
    method('close($self, /)', 'Flush and close the IO object.', closeBase),
    method('seekable($self, /)', 'Return whether object supports random access.', () => false),
    method('readable($self, /)', 'Return whether object was opened for reading.', () => false),
    method('writable($self, /)', 'Return whether object was opened for writing.', () => false),
    method('_checkClosed($self, /)', null, (vm, self: Value) => {
      checkClosed(vm, self);
      return None;
    }),
    method('_checkSeekable($self, /)', null, checkSeekable),
    method('_checkReadable($self, /)', null, checkReadable),
    method('_checkWritable($self, /)', null, checkWritable),
    method('fileno($self, /)', 'Return underlying file descriptor if one exists.', () => {
      throw unsupported('fileno');
    }),
    method('isatty($self, /)', "Return whether this is an 'interactive' stream.", (vm, self: Value) => {
      checkClosed(vm, self);
      return false;
    }),
    method('__enter__($self, /)', null, (vm, self: Value) => {
      checkClosed(vm, self);
      return self;
    }),
    rawMethod('__exit__', null, (vm, self: Value) => callMethod(vm, self, 'close')),
    method(
      'readline($self, size: ssize_or_none=-1, /)',
      'Read and return a line from the stream, at most size bytes when a size is given.',
      (vm, self: Value, size: number | null) => readLine(vm, self, size ?? -1),
    ),
    method(
      'readlines($self, hint: ssize_or_none=-1, /)',
      'Return a list of lines from the stream, up to about hint bytes or characters.',
      (vm, self: Value, hint: number | null) => readLines(vm, self, hint ?? -1),
    ),
    method('writelines($self, lines, /)', 'Write a list of lines to stream.', (vm, self: Value, lines: Value) => {
      checkClosed(vm, self);
      const write = getAttr(vm, self, 'write');
      forEach(vm, lines, (line) => void vm.call1(write, line));
      return None;
    }),
  ],
  getsets: [
    getset('__dict__', null, getInstanceDict),
    getset('closed', null, (_vm, self: PyIOBase) => self.baseClosed),
  ],
  isBaseType: true,
  hasDict: true,
});

/** The int count that a `readinto` or `write` of a program answered, within bounds. */
export function checkCount(count: Value, limit: number, where: string): number {
  if (typeof count !== 'number') {
    throw typeError(`'${typeOf(count).name}' object cannot be interpreted as an integer`);
  }
  if (count < 0 || count > limit)
    throw error(OSError, `${where} returned invalid length ${count} (should have been between 0 and ${limit})`);
  return count;
}
