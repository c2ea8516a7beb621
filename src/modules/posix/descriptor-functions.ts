/** This file declares the functions of posix that take descriptors. */
import { asBytes } from '../../objects/buffer.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { forEach } from '../../objects/operations/iteration.js';
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { descriptors } from '../../vm/descriptors.js';
import { HostError, O_CLOEXEC, type OpenFile, S_IFCHR, S_IFMT, type Whence } from '../../vm/host.js';
import { makePipe } from '../../vm/pipes.js';
import { retryInterrupted } from '../../vm/signals.js';
import { flushPendingStreams } from '../io/pending.js';
import { writableArgument } from '../io/protocol.js';
import { callHost, filesOf, osError } from '../os-error.js';
import { fileDescriptor } from './file-descriptor.js';
import { pathArgument } from './fs-path.js';
import { noDirFd } from './path-functions.js';
import { makeStatResult } from './stat-result.js';

export const terminalSize = defineStructSequence({
  module: 'os',
  name: 'terminal_size',
  doc: 'A tuple of (columns, lines) for holding terminal window size',
  fields: [
    ['columns', 'width of the terminal window in characters'],
    ['lines', 'height of the terminal window in characters'],
  ],
});

/** Run a call on the open file of a descriptor. */
function onFile<T>(vm: Runtime, fd: number, run: (file: OpenFile) => T): T {
  vm.chargeFuel(20);
  return callHost(() => retryInterrupted(vm, () => run(descriptors(vm).get(fd))));
}

function read(vm: Runtime, fd: number, length: number): Value {
  if (length < 0) throw osError('EINVAL');
  // CPython's own bound for one call.
  const size = Math.min(length, 0x7ffff000);
  vm.chargeMemory(size);
  const target = new Uint8Array(size);
  const count = onFile(vm, fd, (file) => file.read(target));
  return new PyBytes(count === size ? target : target.slice(0, count));
}

function pipe(vm: Runtime): Value {
  const [reader, writer] = makePipe();
  const table = descriptors(vm);
  return callHost(() => new PyTuple([table.add(reader), table.add(writer)]));
}

export const descriptorFunctions = [
  nativeFunction(
    'open($module, /, path, flags: int, mode: int=511, *, dir_fd=None)',
    'Open a file for low level IO.  Returns a file descriptor (integer).',
    (vm, value: Value, flags: number, mode: number, dirFd: Value) => {
      const path = pathArgument(vm, value, 'open');
      noDirFd(vm, dirFd);
      vm.audit('open', [path.given, None, flags | O_CLOEXEC]);
      flushPendingStreams(vm);
      const files = filesOf(vm, path.given);
      return callHost(() => descriptors(vm).add(files.open(path.text, flags, mode)), path.given);
    },
  ),
  nativeFunction('close($module, /, fd: int)', 'Close a file descriptor.', (vm, fd: number) => {
    callHost(() => descriptors(vm).close(fd));
    return None;
  }),
  nativeFunction(
    'closerange($module, fd_low: int, fd_high: int, /)',
    'Closes all file descriptors in [fd_low, fd_high), ignoring errors.',
    (vm, low: number, high: number) => {
      const table = descriptors(vm);
      const end = Math.min(high, 1024);
      for (let fd = Math.max(0, low); fd < end; fd++) if (table.isOpen(fd)) callHost(() => table.close(fd));
      return None;
    },
  ),
  nativeFunction(
    'read($module, fd: int, length: ssize, /)',
    'Read from a file descriptor.  Returns a bytes object.',
    read,
  ),
  nativeFunction(
    'readinto($module, fd: int, buffer, /)',
    'Read into a buffer object from a file descriptor.',
    (vm, fd: number, buffer: Value) => {
      const target = writableArgument(vm, 'readinto', buffer);
      return onFile(vm, fd, (file) => file.read(target));
    },
  ),
  nativeFunction(
    'write($module, fd: int, data, /)',
    'Write a bytes object to a file descriptor.',
    (vm, fd: number, data: Value) => {
      const bytes = asBytes(vm, data);
      return onFile(vm, fd, (file) => file.write(bytes));
    },
  ),
  nativeFunction(
    'pread($module, fd: int, length: ssize, offset: ssize, /)',
    'Read a number of bytes from a file descriptor starting at a particular offset.',
    (vm, fd: number, length: number, offset: number) => {
      if (length < 0 || offset < 0) throw osError('EINVAL');
      vm.chargeMemory(length);
      const target = new Uint8Array(length);
      const count = onFile(vm, fd, (file) => file.readAt(target, offset));
      return new PyBytes(target.slice(0, count));
    },
  ),
  nativeFunction(
    'pwrite($module, fd: int, buffer, offset: ssize, /)',
    'Write bytes to a file descriptor starting at a particular offset.',
    (vm, fd: number, buffer: Value, offset: number) => {
      const bytes = asBytes(vm, buffer);
      if (offset < 0) throw osError('EINVAL');
      return onFile(vm, fd, (file) => file.writeAt(bytes, offset));
    },
  ),
  nativeFunction(
    'readv($module, fd: int, buffers, /)',
    'Read from a file descriptor into an iterable of mutable bytes-like objects.',
    (vm, fd: number, buffers: Value) => {
      let total = 0;
      forEach(vm, buffers, (buffer) => {
        const target = writableArgument(vm, 'readv', buffer);
        const count = onFile(vm, fd, (file) => file.read(target));
        total += count;
        return count === target.length;
      });
      return total;
    },
  ),
  nativeFunction(
    'writev($module, fd: int, buffers, /)',
    'Iterate over buffers, and write the contents of each to a file descriptor.',
    (vm, fd: number, buffers: Value) => {
      let total = 0;
      forEach(vm, buffers, (buffer) => {
        const bytes = asBytes(vm, buffer);
        const count = onFile(vm, fd, (file) => file.write(bytes));
        total += count;
        return count === bytes.length;
      });
      return total;
    },
  ),
  nativeFunction(
    'lseek($module, fd: int, position: ssize, whence: int, /)',
    'Set the position of a file descriptor.  Return the new position.',
    (vm, fd: number, position: number, whence: number) => {
      if (whence < 0 || whence > 2) throw osError('EINVAL');
      return onFile(vm, fd, (file) => file.seek(position, whence as Whence));
    },
  ),
  nativeFunction(
    'fstat($module, /, fd: int)',
    'Perform a stat system call on the given file descriptor.',
    (vm, fd: number) => makeStatResult(onFile(vm, fd, (file) => file.stat())),
  ),
  nativeFunction('fsync($module, /, fd)', 'Force write of fd to disk.', sync),
  nativeFunction('fdatasync($module, /, fd)', 'Force write of fd to disk without forcing update of metadata.', sync),
  nativeFunction(
    'ftruncate($module, fd: int, length: ssize, /)',
    'Truncate a file, specified by file descriptor, to a specific length.',
    (vm, fd: number, length: number) => {
      vm.audit('os.truncate', [fd, length]);
      onFile(vm, fd, (file) => file.truncate(length));
      return None;
    },
  ),
  nativeFunction(
    'fchmod($module, /, fd: int, mode: int)',
    'Change the access permissions of the file given by file descriptor fd.',
    (vm, fd: number, mode: number) => {
      vm.audit('os.chmod', [fd, mode, -1]);
      onFile(vm, fd, (file) => file.chmod(mode));
      return None;
    },
  ),
  nativeFunction(
    'isatty($module, fd: int, /)',
    'Return True if the fd is connected to a terminal.',
    (vm, fd: number) => {
      const table = descriptors(vm);
      return table.isOpen(fd) && table.get(fd).isTerminal();
    },
  ),
  nativeFunction(
    'ttyname($module, fd: int, /)',
    'Return the name of the terminal device connected to fd.',
    (vm, fd: number) => {
      if (!onFile(vm, fd, (file) => file.isTerminal())) throw osError('ENOTTY');
      return '/dev/tty';
    },
  ),
  nativeFunction('dup($module, fd: int, /)', 'Return a duplicate of a file descriptor.', (vm, fd: number) =>
    callHost(() => descriptors(vm).dup(fd)),
  ),
  nativeFunction(
    'dup2($module, /, fd: int, fd2: int, inheritable: bool=True)',
    'Duplicate file descriptor.',
    (vm, fd: number, fd2: number, inheritable: boolean) => {
      const table = descriptors(vm);
      callHost(() => table.dup2(fd, fd2));
      table.setInheritable(fd2, inheritable);
      return fd2;
    },
  ),
  nativeFunction(
    'get_inheritable($module, fd: int, /)',
    'Get the close-on-exe flag of the specified file descriptor.',
    (vm, fd: number) => callHost(() => descriptors(vm).isInheritable(fd)),
  ),
  nativeFunction(
    'set_inheritable($module, fd: int, inheritable: int, /)',
    'Set the inheritable flag of the specified file descriptor.',
    (vm, fd: number, inheritable: number) => {
      callHost(() => descriptors(vm).setInheritable(fd, inheritable !== 0));
      return None;
    },
  ),
  nativeFunction(
    'get_blocking($module, fd: int, /)',
    'Get the blocking mode of the file descriptor.',
    (vm, fd: number) => callHost(() => descriptors(vm).isBlocking(fd)),
  ),
  nativeFunction(
    'set_blocking($module, fd: int, blocking: bool, /)',
    'Set the blocking mode of the specified file descriptor.',
    (vm, fd: number, blocking: boolean) => {
      callHost(() => descriptors(vm).setBlocking(fd, blocking));
      return None;
    },
  ),
  nativeFunction(
    'pipe($module, /)',
    'Create a pipe.\n\nReturns a tuple of two file descriptors:\n  (read_fd, write_fd)',
    pipe,
  ),
  nativeFunction('pipe2($module, flags: int, /)', 'Create a pipe with flags set atomically.', pipe),
  nativeFunction(
    'device_encoding($module, /, fd: int)',
    "Return a string describing the encoding of a terminal's file descriptor.",
    (vm, fd: number) => {
      const table = descriptors(vm);
      return table.isOpen(fd) && table.get(fd).isTerminal() ? 'UTF-8' : None;
    },
  ),
  nativeFunction(
    'get_terminal_size($module, fd: int=<unrepresentable>, /)',
    'Return the size of the terminal window as (columns, lines).',
    (vm, fd: number | undefined) => {
      const size = onFile(vm, fd ?? 1, (file) => {
        if ((file.stat().mode & S_IFMT) !== S_IFCHR && !file.isTerminal()) throw new HostError('ENOTTY');
        return file.terminalSize();
      });
      if (size === null) throw osError('ENOTTY');
      return terminalSize.make([...size]);
    },
  ),
];

function sync(vm: Runtime, given: Value): Value {
  const fd = fileDescriptor(vm, given);
  onFile(vm, fd, (file) => file.sync());
  return None;
}
