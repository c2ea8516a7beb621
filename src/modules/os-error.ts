/** This file turns failed calls of the host into OSError and its subclasses. */
import { makeException } from '../objects/errors.js';
import type { PyOSError } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import * as types from '../objects/exceptions/types.js';
import type { Value } from '../values/object.js';
import type { Runtime } from '../values/runtime.js';
import type { PyType } from '../values/type.js';
import { hostOf } from '../vm/descriptors.js';
import { type FileSystem, HostError } from '../vm/host.js';
import { errnoOf, strerror } from './errno/errno-table.js';

/** The subclass of OSError that stands for an errno (PEP 3151). */
const SUBCLASSES: ReadonlyMap<number, PyType> = new Map(
  (
    [
      [types.BlockingIOError, ['EAGAIN', 'EALREADY', 'EINPROGRESS']],
      [types.BrokenPipeError, ['EPIPE', 'ESHUTDOWN']],
      [types.ChildProcessError, ['ECHILD']],
      [types.ConnectionAbortedError, ['ECONNABORTED']],
      [types.ConnectionRefusedError, ['ECONNREFUSED']],
      [types.ConnectionResetError, ['ECONNRESET']],
      [types.FileExistsError, ['EEXIST']],
      [types.FileNotFoundError, ['ENOENT']],
      [types.IsADirectoryError, ['EISDIR']],
      [types.NotADirectoryError, ['ENOTDIR']],
      [types.InterruptedError, ['EINTR']],
      [types.PermissionError, ['EACCES', 'EPERM']],
      [types.ProcessLookupError, ['ESRCH']],
      [types.TimeoutError, ['ETIMEDOUT']],
    ] as const
  ).flatMap(([type, codes]) => codes.map((code) => [errnoOf(code), type] as const)),
);

/** OSError (the subclass for this errno) by symbolic name, with the file names that it concerns. */
export function osError(code: string, filename: Value | null = null, filename2: Value | null = null): Raised {
  const errno = errnoOf(code);
  return osErrorWith(errno, strerror(errno), filename, filename2);
}

/** Likewise with a message of its own. */
export function osErrorWith(
  errno: number,
  message: string,
  filename: Value | null = null,
  filename2: Value | null = null,
): Raised {
  const exception = makeException(SUBCLASSES.get(errno) ?? types.OSError, [errno, message]) as PyOSError;
  exception.errno = errno;
  exception.strerror = message;
  exception.filename = filename;
  exception.filename2 = filename2;
  return new Raised(exception);
}

/** What was thrown, as Python sees it: a HostError becomes an OSError. */
export function asOSError(reason: unknown, filename: Value | null = null, filename2: Value | null = null): unknown {
  return reason instanceof HostError ? osError(reason.code, filename, filename2) : reason;
}

/** Run a call of the host; its HostError becomes an OSError that names the files. */
export function callHost<T>(call: () => T, filename: Value | null = null, filename2: Value | null = null): T {
  try {
    return call();
  } catch (reason) {
    throw asOSError(reason, filename, filename2);
  }
}

/** The files of the host. PermissionError where none were granted. */
export function filesOf(vm: Runtime, filename: Value | null = null): FileSystem {
  const files = hostOf(vm).files;
  if (files === null) throw osError('EACCES', filename);
  return files;
}
