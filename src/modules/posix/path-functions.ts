/** This file declares the functions of posix that take paths. */

import { typeOf } from '../../objects/core-types.js';
import { notImplementedError, typeError, valueError } from '../../objects/errors.js';
import { asDouble } from '../../objects/native/convert.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { descriptors, hostOf } from '../../vm/descriptors.js';
import type { FileSystem, OpenFile } from '../../vm/host.js';
import { flushPendingStreams } from '../io/pending.js';
import { callHost, filesOf } from '../os-error.js';
import { fsName, type PathArgument, pathArgument } from './fs-path.js';
import { makeStatResult, makeStatvfsResult } from './stat-result.js';

/** NotImplementedError where a directory descriptor is given: the host takes paths only. */
export function noDirFd(vm: Runtime, ...given: Value[]): void {
  for (const fd of given) {
    if (fd === None) continue;
    index(vm, fd);
    throw notImplementedError('dir_fd unavailable on this platform');
  }
}

/** Run a call on a path, or on the file of a descriptor that was given in its place. */
function onPath<T>(
  vm: Runtime,
  path: PathArgument,
  byPath: (files: FileSystem, path: string) => T,
  byFile: ((file: OpenFile) => T) | null = null,
): T {
  vm.chargeFuel(20);
  const { fd } = path;
  if (fd !== null && byFile !== null) return callHost(() => byFile(descriptors(vm).get(fd)), path.given);
  const files = filesOf(vm, path.given);
  return callHost(() => byPath(files, path.text), path.given);
}

/** Likewise on two paths. */
function onTwoPaths(
  vm: Runtime,
  from: PathArgument,
  to: PathArgument,
  run: (files: FileSystem, from: string, to: string) => void,
): Value {
  vm.chargeFuel(20);
  const files = filesOf(vm, from.given);
  callHost(() => run(files, from.text, to.text), from.given, to.given);
  return None;
}

function stat(vm: Runtime, value: Value, dirFd: Value, followLinks: boolean): Value {
  const path = pathArgument(vm, value, 'stat', 'path', { fd: true });
  if (path.fd !== null) {
    if (dirFd !== None) throw valueError("stat: can't specify dir_fd without matching path");
    if (!followLinks) throw valueError('stat: cannot use fd and follow_symlinks together');
  }
  noDirFd(vm, dirFd);
  return makeStatResult(
    onPath(
      vm,
      path,
      (files, name) => files.stat(name, followLinks),
      (file) => file.stat(),
    ),
  );
}

function rename(fname: 'rename' | 'replace') {
  return (vm: Runtime, src: Value, dst: Value, srcFd: Value, dstFd: Value): Value => {
    const from = pathArgument(vm, src, fname, 'src');
    const to = pathArgument(vm, dst, fname, 'dst');
    noDirFd(vm, srcFd, dstFd);
    vm.audit('os.rename', [src, dst, -1, -1]);
    return onTwoPaths(vm, from, to, (files, a, b) => files.rename(a, b));
  };
}

function unlink(fname: 'unlink' | 'remove') {
  return (vm: Runtime, value: Value, dirFd: Value): Value => {
    const path = pathArgument(vm, value, fname);
    noDirFd(vm, dirFd);
    vm.audit('os.remove', [path.given, -1]);
    onPath(vm, path, (files, name) => files.unlink(name));
    return None;
  };
}

/** Nanoseconds of an item of `times`. */
function timeNs(vm: Runtime, value: Value): bigint {
  if (value instanceof PyFloat || typeOf(value).nb_index === null) {
    const seconds = asDouble(vm, value);
    if (Number.isNaN(seconds)) throw valueError('Invalid value NaN (not a number)');
    const whole = Math.floor(seconds);
    return BigInt(whole) * 1_000_000_000n + BigInt(Math.floor((seconds - whole) * 1e9));
  }
  return BigInt(index(vm, value)) * 1_000_000_000n;
}

function utime(vm: Runtime, value: Value, times: Value, ns: Value | undefined, dirFd: Value, follow: boolean): Value {
  const path = pathArgument(vm, value, 'utime', 'path', { fd: true });
  if (times !== None && ns !== undefined) {
    throw valueError("utime: you may specify either 'times' or 'ns' but not both");
  }
  const pair = (given: Value, message: string): readonly [Value, Value] => {
    if (!(given instanceof PyTuple) || given.items.length !== 2) throw typeError(message);
    return given.items as [Value, Value];
  };
  let atime: bigint;
  let mtime: bigint;
  if (times !== None) {
    const [a, m] = pair(times, "utime: 'times' must be either a tuple of two ints or None");
    [atime, mtime] = [timeNs(vm, a), timeNs(vm, m)];
  } else if (ns !== undefined) {
    const [a, m] = pair(ns, "utime: 'ns' must be a tuple of two ints");
    [atime, mtime] = [BigInt(index(vm, a)), BigInt(index(vm, m))];
  } else atime = mtime = hostOf(vm).clock?.wallNs() ?? 0n;
  if (path.fd !== null && !follow) throw valueError('utime: cannot use fd and follow_symlinks together');
  noDirFd(vm, dirFd);
  vm.audit('os.utime', [path.given, times, ns ?? None, -1]);
  onPath(
    vm,
    path,
    (files, name) => files.utimes(name, atime, mtime, follow),
    (file) => file.utimes(atime, mtime),
  );
  return None;
}

function chmod(vm: Runtime, value: Value, mode: number, dirFd: Value, followValue: boolean | undefined): Value {
  const path = pathArgument(vm, value, 'chmod', 'path', { fd: true });
  noDirFd(vm, dirFd);
  vm.audit('os.chmod', [path.given, mode, -1]);
  if (followValue === false) throw notImplementedError('chmod: follow_symlinks unavailable on this platform');
  onPath(
    vm,
    path,
    (files, name) => files.chmod(name, mode),
    (file) => file.chmod(mode),
  );
  return None;
}

function chown(vm: Runtime, value: Value, uid: number, gid: number, dirFd: Value, follow: boolean): Value {
  const path = pathArgument(vm, value, 'chown');
  noDirFd(vm, dirFd);
  vm.audit('os.chown', [path.given, uid, gid, -1]);
  onPath(vm, path, (files, name) => {
    if (files.chown === undefined) throw notImplementedError('chown: unavailable on this host');
    files.chown(name, uid, gid, follow);
  });
  return None;
}

export const pathFunctions = [
  nativeFunction(
    'stat($module, /, path, *, dir_fd=None, follow_symlinks: bool=True)',
    'Perform a stat system call on the given path.',
    stat,
  ),
  nativeFunction(
    'lstat($module, /, path, *, dir_fd=None)',
    'Perform a stat system call on the given path, without following symbolic links.',
    (vm, value: Value, dirFd: Value) => {
      const path = pathArgument(vm, value, 'lstat');
      noDirFd(vm, dirFd);
      return makeStatResult(onPath(vm, path, (files, name) => files.stat(name, false)));
    },
  ),
  nativeFunction(
    'access($module, /, path, mode: int, *, dir_fd=None, effective_ids: bool=False, follow_symlinks: bool=True)',
    'Use the real uid/gid to test for access to a path.',
    (vm, value: Value, mode: number, dirFd: Value) => {
      const path = pathArgument(vm, value, 'access');
      noDirFd(vm, dirFd);
      return hostOf(vm).files?.access(path.text, mode) ?? false;
    },
  ),
  nativeFunction(
    'listdir($module, /, path=None)',
    'Return a list containing the names of the files in the directory.',
    (vm, value: Value) => {
      const path = pathArgument(vm, value, 'listdir', 'path', { none: true });
      vm.audit('os.listdir', [value]);
      const entries = onPath(vm, path, (files, name) => files.listDirectory(name));
      vm.chargeMemory(entries.length * 32);
      return new PyList(entries.map((entry) => fsName(entry.name, path.isBytes)));
    },
  ),
  nativeFunction(
    'mkdir($module, /, path, mode: int=511, *, dir_fd=None)',
    'Create a directory.',
    (vm, value: Value, mode: number, dirFd: Value) => {
      const path = pathArgument(vm, value, 'mkdir');
      noDirFd(vm, dirFd);
      vm.audit('os.mkdir', [path.given, mode, -1]);
      onPath(vm, path, (files, name) => files.mkdir(name, mode));
      return None;
    },
  ),
  nativeFunction('rmdir($module, /, path, *, dir_fd=None)', 'Remove a directory.', (vm, value: Value, dirFd: Value) => {
    const path = pathArgument(vm, value, 'rmdir');
    noDirFd(vm, dirFd);
    vm.audit('os.rmdir', [path.given, -1]);
    onPath(vm, path, (files, name) => files.rmdir(name));
    return None;
  }),
  nativeFunction('unlink($module, /, path, *, dir_fd=None)', 'Remove a file (same as remove()).', unlink('unlink')),
  nativeFunction('remove($module, /, path, *, dir_fd=None)', 'Remove a file (same as unlink()).', unlink('remove')),
  nativeFunction(
    'rename($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)',
    'Rename a file or directory.',
    rename('rename'),
  ),
  nativeFunction(
    'replace($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)',
    'Rename a file or directory, overwriting the destination.',
    rename('replace'),
  ),
  nativeFunction(
    'link($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks: bool=True)',
    'Create a hard link to a file.',
    (vm, src: Value, dst: Value, srcFd: Value, dstFd: Value) => {
      const from = pathArgument(vm, src, 'link', 'src');
      const to = pathArgument(vm, dst, 'link', 'dst');
      noDirFd(vm, srcFd, dstFd);
      vm.audit('os.link', [src, dst, -1, -1]);
      return onTwoPaths(vm, from, to, (files, a, b) => files.link(a, b));
    },
  ),
  nativeFunction(
    'symlink($module, /, src, dst, target_is_directory: bool=False, *, dir_fd=None)',
    'Create a symbolic link pointing to src named dst.',
    (vm, src: Value, dst: Value, _directory: boolean, dirFd: Value) => {
      const from = pathArgument(vm, src, 'symlink', 'src');
      const to = pathArgument(vm, dst, 'symlink', 'dst');
      noDirFd(vm, dirFd);
      vm.audit('os.symlink', [src, dst, -1]);
      return onTwoPaths(vm, from, to, (files, a, b) => files.symlink(a, b));
    },
  ),
  nativeFunction(
    'readlink($module, /, path, *, dir_fd=None)',
    'Return a string representing the path to which the symbolic link points.',
    (vm, value: Value, dirFd: Value) => {
      const path = pathArgument(vm, value, 'readlink');
      noDirFd(vm, dirFd);
      return fsName(
        onPath(vm, path, (files, name) => files.readlink(name)),
        path.isBytes,
      );
    },
  ),
  nativeFunction(
    'chmod($module, /, path, mode: int, *, dir_fd=None, follow_symlinks: bool=True)',
    'Change the access permissions of a file.',
    chmod,
  ),
  nativeFunction(
    'chown($module, /, path, uid: int, gid: int, *, dir_fd=None, follow_symlinks: bool=True)',
    'Change the owner and group id of path to the numeric uid and gid.',
    chown,
  ),
  nativeFunction(
    'lchown($module, /, path, uid: int, gid: int)',
    'Change the owner and group id of path, without following symbolic links.',
    (vm, value: Value, uid: number, gid: number) => chown(vm, value, uid, gid, None, false),
  ),
  nativeFunction(
    'utime($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks: bool=True)',
    'Set the access and modified time of path.',
    utime,
  ),
  nativeFunction(
    'truncate($module, /, path, length: ssize)',
    'Truncate a file, specified by path, to a specific length.',
    (vm, value: Value, size: number) => {
      const path = pathArgument(vm, value, 'truncate', 'path', { fd: true });
      vm.audit('os.truncate', [path.given, size]);
      flushPendingStreams(vm);
      onPath(
        vm,
        path,
        (files, name) => files.truncate(name, size),
        (file) => file.truncate(size),
      );
      return None;
    },
  ),
  nativeFunction(
    'chdir($module, /, path)',
    'Change the current working directory to the specified path.',
    (vm, value: Value) => {
      const path = pathArgument(vm, value, 'chdir');
      vm.audit('os.chdir', [path.given]);
      onPath(vm, path, (files, name) => files.chdir(name));
      return None;
    },
  ),
  nativeFunction('getcwd($module, /)', 'Return a unicode string representing the current working directory.', (vm) =>
    fsName(
      callHost(() => filesOf(vm).cwd()),
      false,
    ),
  ),
  nativeFunction('getcwdb($module, /)', 'Return a bytes string representing the current working directory.', (vm) =>
    fsName(
      callHost(() => filesOf(vm).cwd()),
      true,
    ),
  ),
  nativeFunction(
    'statvfs($module, /, path)',
    'Perform a statvfs system call on the given path.',
    (vm, value: Value) => {
      const path = pathArgument(vm, value, 'statvfs');
      return makeStatvfsResult(
        onPath(vm, path, (files, name) => {
          if (files.statfs === undefined) throw notImplementedError('statvfs: unavailable on this host');
          return files.statfs(name);
        }),
      );
    },
  ),
  nativeFunction(
    'umask($module, mask: int, /)',
    'Set the current numeric umask and return the previous umask.',
    (vm, mask: number) => filesOf(vm).umask(mask),
  ),
];
