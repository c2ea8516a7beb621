/** This file defines _io.FileIO: a raw stream over a descriptor. */
import { asBytes } from '../../objects/buffer.js';
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { type PyInstance, PyIntSubclass, typeOf } from '../../objects/core-types.js';
import { makeException, overflowError, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import {
  BaseException,
  ResourceWarning,
  RuntimeError,
  RuntimeWarning,
  ValueError,
} from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { lookupAttr, setAttr } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { matches } from '../../objects/operations/iteration.js';
import { reprText } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { descriptors } from '../../vm/descriptors.js';
import {
  HostError,
  O_APPEND,
  O_CLOEXEC,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  type OpenFile,
  S_IFDIR,
  S_IFMT,
  type Whence,
} from '../../vm/host.js';
import type { Machine } from '../../vm/machine.js';
import { retryInterrupted } from '../../vm/signals.js';
import { makeModuleType } from '../module-types.js';
import { asOSError, callHost, filesOf, osError } from '../os-error.js';
import { plainPath } from '../posix/fs-path.js';
import { PyRawIOBase, rawIOBaseType, refusePickling } from './abstract-bases.js';
import { closeBase } from './io-base.js';
import { asOffset, callMethod, DEFAULT_BUFFER_SIZE, runAll, writableArgument } from './protocol.js';
import { unsupported } from './unsupported-operation.js';

/** A stream over a descriptor of the machine. */
export class PyFileIO extends PyRawIOBase {
  fd = -1;
  created = false;
  isReadable = false;
  isWritable = false;
  appending = false;
  /** null: not asked yet. */
  isSeekable: boolean | null = null;
  closeFd = true;
  finalizing = false;
  blockSize = DEFAULT_BUFFER_SIZE;
}

export const fileIOType = makeModuleType('_io', 'FileIO', PyFileIO, rawIOBaseType);

/** Make an instance without calling `__init__`. */
export function newInstance<T>(_vm: Runtime, type: PyType): T & PyInstance {
  return new (type.instanceClass as unknown as new () => T & PyInstance)();
}

/** Make an instance of a stream that is to be closed at its end. */
export function newClosable<T>(vm: Runtime, type: PyType): T & PyInstance {
  const made = newInstance<T>(vm, type);
  // Instances of classes made by a program are noted by their constructor.
  if (!type.isHeap) vm.noteFinalizable(made);
  return made;
}

const closedError = (): Raised => valueError('I/O operation on closed file');

function checkOpen(self: PyFileIO): void {
  if (self.fd < 0) throw closedError();
}

/** The open file behind the stream. */
function fileOf(vm: Runtime, self: PyFileIO): OpenFile {
  return callHost(() => descriptors(vm).get(self.fd));
}

/** Read into an array at the current position; null when nothing is there yet. */
export function readFile(vm: Runtime, self: PyFileIO, target: Uint8Array): number | null {
  checkOpen(self);
  if (!self.isReadable) throw unsupported('File not open for reading');
  vm.chargeFuel(20 + (target.length >> 6));
  try {
    return retryInterrupted(vm, () => descriptors(vm).get(self.fd).read(target));
  } catch (reason) {
    if (reason instanceof HostError && reason.code === 'EAGAIN') return null;
    throw asOSError(reason);
  }
}

/** Write at the current position; null when nothing can be taken now. */
export function writeFile(vm: Runtime, self: PyFileIO, data: Uint8Array): number | null {
  checkOpen(self);
  if (!self.isWritable) throw unsupported('File not open for writing');
  vm.chargeFuel(20 + (data.length >> 6));
  try {
    return descriptors(vm).get(self.fd).write(data);
  } catch (reason) {
    if (reason instanceof HostError && reason.code === 'EAGAIN') return null;
    throw asOSError(reason);
  }
}

/** Everything up to the end; null when nothing is there yet. */
export function readAllFile(vm: Runtime, self: PyFileIO): PyBytes | null {
  checkOpen(self);
  if (!self.isReadable) throw unsupported('File not open for reading');
  const file = fileOf(vm, self);
  let expected = DEFAULT_BUFFER_SIZE;
  try {
    const left = file.stat().size - file.seek(0, 1);
    // One more byte than is left, so that the end shows itself at the second read.
    if (left >= 0) expected = left + 1;
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
    expected = 8192;
  }
  vm.chargeMemory(expected);
  vm.chargeFuel(20 + (expected >> 6));
  let chunk = new Uint8Array(expected);
  let filled = 0;
  let all: ByteBuilder | null = null;
  for (;;) {
    if (filled === chunk.length) {
      all ??= new ByteBuilder(vm, 0);
      all.add(chunk);
      filled = 0;
      if (chunk.length < DEFAULT_BUFFER_SIZE) chunk = new Uint8Array(DEFAULT_BUFFER_SIZE);
    }
    const count = readFile(vm, self, chunk.subarray(filled));
    if (count === null) {
      if (filled === 0 && all === null) return null;
      break;
    }
    if (count === 0) break;
    filled += count;
  }
  if (all === null) return new PyBytes(chunk.subarray(0, filled));
  all.add(chunk.subarray(0, filled));
  return new PyBytes(all.finish());
}

/** Move the position. */
export function seekFile(vm: Runtime, self: PyFileIO, offset: number, whence: number): number {
  checkOpen(self);
  if (whence < 0 || whence > 2) throw osError('EINVAL');
  return callHost(() =>
    descriptors(vm)
      .get(self.fd)
      .seek(offset, whence as Whence),
  );
}

const INIT = parseSignature("FileIO(file, mode: str='r', closefd: bool=True, opener=None)", 'function');
const INIT_NAME = { short: 'FileIO', full: 'FileIO()' };

const badMode = (): Raised => valueError('Must have exactly one of create/read/write/append mode and at most one plus');

/** Read the mode letters into the stream; answers the open flags. */
function parseMode(self: PyFileIO, mode: string): number {
  let flags = 0;
  let chosen = false;
  let plus = false;
  for (const letter of mode) {
    if (letter === 'b') continue;
    if (letter === '+') {
      if (plus) throw badMode();
      self.isReadable = self.isWritable = true;
      plus = true;
      continue;
    }
    if (!'xrwa'.includes(letter)) throw valueError(`invalid mode: ${mode}`);
    if (chosen) throw badMode();
    chosen = true;
    if (letter === 'r') {
      self.isReadable = true;
      continue;
    }
    self.isWritable = true;
    if (letter === 'x') {
      self.created = true;
      flags |= O_EXCL | O_CREAT;
    } else if (letter === 'w') flags |= O_CREAT | O_TRUNC;
    else {
      self.appending = true;
      flags |= O_APPEND | O_CREAT;
    }
  }
  if (!chosen) throw badMode();
  flags |= self.isReadable ? (self.isWritable ? O_RDWR : O_RDONLY) : O_WRONLY;
  return flags | O_CLOEXEC;
}

/** A descriptor given in place of a name; null for anything that is no int. */
function givenDescriptor(vm: Runtime, file: Value): number | null {
  if (typeof file === 'boolean') vm.warn(RuntimeWarning, 'bool is used as a file descriptor');
  else if (typeof file !== 'number' && typeof file !== 'bigint' && !(file instanceof PyIntSubclass)) {
    if (typeOf(file).nb_index === null) return null;
  }
  const fd = index(vm, file);
  if (fd < 0) throw valueError('negative file descriptor');
  if (typeof fd === 'bigint' || fd > 0x7fffffff) throw overflowError('Python int too large to convert to C int');
  return fd;
}

function openWith(vm: Runtime, opener: Value, file: Value, flags: number): number {
  const answer = vm.call2(opener, file, flags);
  if (typeOf(answer).nb_index === null) throw typeError('expected integer from opener');
  const fd = Number(index(vm, answer));
  if (fd < 0) throw valueError(`opener returned ${fd}`);
  return fd;
}

function init(vm: Runtime, self: PyFileIO, args: readonly Value[], kwnames: readonly string[] | null): void {
  const [file, mode, closefd, opener] = bindArguments(vm, INIT, INIT_NAME, args, kwnames) as [
    Value,
    Str,
    boolean,
    Value,
  ];
  initFile(vm, self, file, strToUtf16(mode), closefd, opener);
}

/** `FileIO.__init__`. */
export function initFile(
  vm: Runtime,
  self: PyFileIO,
  file: Value,
  mode: string,
  closefd: boolean,
  opener: Value,
): void {
  if (self.fd >= 0) {
    if (self.closeFd) closeDescriptor(vm, self);
    else self.fd = -1;
  }
  const given = givenDescriptor(vm, file);
  const path = given === null ? plainPath(vm, file) : '';
  self.created = self.isReadable = self.isWritable = self.appending = false;
  self.isSeekable = null;
  const flags = parseMode(self, mode);
  vm.audit('open', [file, strFromUtf16(mode), flags]);
  if (given !== null) self.fd = given;
  else {
    if (!closefd) throw valueError('Cannot use closefd=False with file name');
    if (opener !== None) self.fd = openWith(vm, opener, file, flags);
    else {
      const files = filesOf(vm, file);
      self.fd = callHost(() => descriptors(vm).add(files.open(path, flags, 0o666)), file);
    }
  }
  self.closeFd = closefd;
  try {
    const stat = callHost(() => descriptors(vm).get(self.fd).stat(), given === null ? file : null);
    if ((stat.mode & S_IFMT) === S_IFDIR) throw osError('EISDIR', file);
    if (stat.blksize > 1) self.blockSize = stat.blksize;
    setAttr(vm, self, 'name', file);
    if (self.appending) seekToEnd(vm, self);
  } catch (reason) {
    // A descriptor that was passed in stays open.
    if (given === null) closeDescriptor(vm, self);
    self.fd = -1;
    throw reason;
  }
}

function seekToEnd(vm: Runtime, self: PyFileIO): void {
  try {
    descriptors(vm).get(self.fd).seek(0, 2);
  } catch (reason) {
    if (!(reason instanceof HostError && reason.code === 'ESPIPE')) throw asOSError(reason);
  }
}

function closeDescriptor(vm: Runtime, self: PyFileIO): void {
  const fd = self.fd;
  self.fd = -1;
  if (fd >= 0) callHost(() => descriptors(vm).close(fd));
}

/** fileio_dealloc_warn: `source` was lost while the file was open. */
function warnUnclosed(vm: Runtime, self: PyFileIO, source: Value): void {
  if (self.fd < 0 || !self.closeFd) return;
  try {
    vm.warn(ResourceWarning, `unclosed file ${reprText(vm, source)}`, 1, source);
  } catch (reason) {
    if (!matches(reason, BaseException)) throw reason;
    // Only a filter that makes warnings errors gets here.
    (vm as Machine).unraisableHook(reason as Raised, null, source);
  }
}

function close(vm: Runtime, self: PyFileIO): Value {
  if (self.finalizing) warnUnclosed(vm, self, self);
  if (!self.closeFd) {
    self.fd = -1;
    return closeBase(vm, self);
  }
  runAll(
    () => void closeBase(vm, self),
    () => closeDescriptor(vm, self),
  );
  return None;
}

/** `rb+` and the like. */
export function fileMode(self: PyFileIO): string {
  const plus = self.isReadable ? '+' : '';
  if (self.created) return `xb${plus}`;
  if (self.appending) return `ab${plus}`;
  if (self.isReadable) return self.isWritable ? 'rb+' : 'rb';
  return 'wb';
}

function seekable(vm: Runtime, self: PyFileIO): boolean {
  checkOpen(self);
  if (self.isSeekable === null) {
    try {
      descriptors(vm).get(self.fd).seek(0, 1);
      self.isSeekable = true;
    } catch (reason) {
      if (!(reason instanceof HostError)) throw reason;
      self.isSeekable = false;
    }
  }
  return self.isSeekable;
}

/** The attribute `name` of a stream for its repr, with the guard against cycles; undefined without one. */
export function nameForRepr(vm: Runtime, self: Value): string | undefined {
  let name: Value | undefined;
  try {
    name = lookupAttr(vm, self, 'name');
  } catch (reason) {
    if (!matches(reason, ValueError)) throw reason;
  }
  if (name === undefined) return undefined;
  if (vm.reprEnter(self)) {
    throw new Raised(makeException(RuntimeError, [`reentrant call inside ${typeOf(self).name}.__repr__`]));
  }
  try {
    return reprText(vm, name);
  } finally {
    vm.reprLeave(self);
  }
}

function fileRepr(vm: Runtime, self: PyFileIO): Value {
  const type = typeOf(self).name;
  if (self.fd < 0) return strFromUtf16(`<${type} [closed]>`);
  const name = nameForRepr(vm, self);
  const rest = `mode='${fileMode(self)}' closefd=${self.closeFd ? 'True' : 'False'}`;
  return strFromUtf16(name === undefined ? `<${type} fd=${self.fd} ${rest}>` : `<${type} name=${name} ${rest}>`);
}

defineType(fileIOType, {
  doc: "Open a file.\n\nThe mode can be 'r' (default), 'w', 'x' or 'a' for reading, writing,\nexclusive creation or appending.",
  module: '_io',
  slots: { tp_new: newClosable, tp_init: init, tp_repr: fileRepr },
  methods: [
    method(
      'read($self, size: ssize_or_none=-1, /)',
      'Read at most size bytes, returned as bytes.',
      (vm, self: PyFileIO, given: number | null) => {
        checkOpen(self);
        if (!self.isReadable) throw unsupported('File not open for reading');
        const size = given ?? -1;
        if (size < 0) return callMethod(vm, self, 'readall');
        vm.chargeMemory(size);
        const target = new Uint8Array(size);
        const count = readFile(vm, self, target);
        return count === null ? None : new PyBytes(count === size ? target : target.slice(0, count));
      },
    ),
    method(
      'readall($self, /)',
      'Read all data from the file, returned as bytes.',
      (vm, self: PyFileIO) => readAllFile(vm, self) ?? None,
    ),
    method('readinto($self, buffer, /)', 'Same as RawIOBase.readinto().', (vm, self: PyFileIO, buffer: Value) => {
      checkOpen(self);
      if (!self.isReadable) throw unsupported('File not open for reading');
      return readFile(vm, self, writableArgument(vm, 'readinto', buffer)) ?? None;
    }),
    method(
      'write($self, b, /)',
      'Write buffer b to file, return number of bytes written.',
      (vm, self: PyFileIO, data: Value) => {
        checkOpen(self);
        if (!self.isWritable) throw unsupported('File not open for writing');
        return writeFile(vm, self, asBytes(vm, data)) ?? None;
      },
    ),
    method(
      'seek($self, pos, whence: int=0, /)',
      'Move to new file position and return the file position.',
      (vm, self: PyFileIO, position: Value, whence: number) => {
        checkOpen(self);
        return seekFile(vm, self, asOffset(vm, position), whence);
      },
    ),
    method('tell($self, /)', 'Current file position.', (vm, self: PyFileIO) => seekFile(vm, self, 0, 1)),
    method(
      'truncate($self, size=None, /)',
      'Truncate the file to at most size bytes and return the truncated size.',
      (vm, self: PyFileIO, given: Value) => {
        checkOpen(self);
        if (!self.isWritable) throw unsupported('File not open for writing');
        const size = given === None ? seekFile(vm, self, 0, 1) : asOffset(vm, given);
        callHost(() => descriptors(vm).get(self.fd).truncate(size));
        return size;
      },
    ),
    method('close($self, /)', 'Close the file.', close),
    method('seekable($self, /)', 'True if file supports random-access.', seekable),
    method('readable($self, /)', 'True if file was opened in a read mode.', (_vm, self: PyFileIO) => {
      checkOpen(self);
      return self.isReadable;
    }),
    method('writable($self, /)', 'True if file was opened in a write mode.', (_vm, self: PyFileIO) => {
      checkOpen(self);
      return self.isWritable;
    }),
    method('fileno($self, /)', 'Return the underlying file descriptor (an integer).', (_vm, self: PyFileIO) => {
      checkOpen(self);
      return self.fd;
    }),
    method('isatty($self, /)', 'True if the file is connected to a TTY device.', isTerminal),
    method('_isatty_open_only($self, /)', 'Cheaper isatty() for a file that was just opened.', isTerminal),
    method('_dealloc_warn($self, object, /)', null, (vm, self: PyFileIO, object: Value) => {
      warnUnclosed(vm, self, object);
      return None;
    }),
    method('__getstate__($self, /)', null, refusePickling),
  ],
  getsets: [
    getset('closed', 'True if the file is closed', (_vm, self: PyFileIO) => self.fd < 0),
    getset('closefd', 'True if the file descriptor will be closed by close().', (_vm, self: PyFileIO) => self.closeFd),
    getset('mode', 'String giving the file mode', (_vm, self: PyFileIO) => fileMode(self)),
    getset('_blksize', 'Stat st_blksize if available', (_vm, self: PyFileIO) => self.blockSize),
    member(
      '_finalizing',
      null,
      (_vm, self: PyFileIO) => self.finalizing,
      (vm, self: PyFileIO, value) => {
        self.finalizing = value !== undefined && isTrue(vm, value);
      },
    ),
  ],
  isBaseType: true,
});

/** Is the descriptor a terminal? */
export function isTerminal(vm: Runtime, self: PyFileIO): boolean {
  checkOpen(self);
  return descriptors(vm).isOpen(self.fd) && descriptors(vm).get(self.fd).isTerminal();
}
fileIOType.textSignature = "(file, mode='r', closefd=True, opener=None)";
