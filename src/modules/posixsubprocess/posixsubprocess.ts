/** This file declares the module `_posixsubprocess`: how `subprocess` starts child processes. */
import { typeOf } from '../../objects/core-types.js';
import { runtimeError, typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { toArray } from '../../objects/operations/iteration.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { startChild } from '../../vm/children.js';
import { descriptors, hostOf } from '../../vm/descriptors.js';
import { environmentVariables } from '../../vm/environment.js';
import { HostError, S_IFDIR, S_IFMT } from '../../vm/host.js';
import { nameText } from '../../vm/path-names.js';
import { errnoOf } from '../errno/errno-table.js';
import { osError } from '../os-error.js';
import { plainPath } from '../posix/fs-path.js';

const FORK_EXEC =
  'fork_exec($module, args, executable_list, close_fds, pass_fds, cwd,\n' +
  '          env, p2cread: int, p2cwrite: int, c2pread: int, c2pwrite: int, errread: int, errwrite: int,\n' +
  '          errpipe_read: int, errpipe_write: int, restore_signals, call_setsid,\n' +
  '          pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn,\n' +
  '          /)';

function bytesOf(value: Value, what: string): string {
  if (value instanceof PyBytes) return nameText(value.data);
  throw typeError(`expected bytes in ${what}, ${typeOf(value).name} found`);
}

/** The environment from `NAME=value` entries, the machine's own for None. */
function environmentFrom(vm: Runtime, env: Value): ReadonlyMap<string, string> {
  if (env === None) return new Map(vm.state(environmentVariables));
  const map = new Map<string, string>();
  for (const entry of toArray(vm, env)) {
    const text = bytesOf(entry, 'env');
    const at = text.indexOf('=', 1);
    if (at > 0) map.set(text.slice(0, at), text.slice(at + 1));
  }
  return map;
}

/** The first of these files that can be executed. Throws the HostError that the system calls would have ended with. */
function findExecutable(vm: Runtime, paths: readonly string[], cwd: string | null): string {
  const { files } = hostOf(vm);
  let failure = 'ENOENT';
  for (const path of paths) {
    const full = path.startsWith('/') || cwd === null ? path : `${cwd}/${path}`;
    try {
      if (files === null) throw new HostError('ENOENT');
      const { mode } = files.stat(full, true);
      if ((mode & S_IFMT) === S_IFDIR || !files.access(full, 1)) throw new HostError('EACCES');
      return path;
    } catch (reason) {
      if (!(reason instanceof HostError)) throw reason;
      if (reason.code !== 'ENOENT' && reason.code !== 'ENOTDIR' && failure === 'ENOENT') failure = reason.code;
    }
  }
  throw new HostError(failure);
}

/** The folder that the child runs in, checked. Throws HostError. */
function checkFolder(vm: Runtime, cwd: string): void {
  const { files } = hostOf(vm);
  if (files === null) throw new HostError('ENOENT');
  if ((files.stat(cwd, true).mode & S_IFMT) !== S_IFDIR) throw new HostError('ENOTDIR');
}

function forkExec(vm: Runtime, ...given: readonly unknown[]): Value {
  const [args, executables, , , cwd, env, p2cread, , , c2pwrite, , errwrite, , errpipe] = given as Value[];
  const preexec = given[given.length - 1] as Value;
  const { processes } = hostOf(vm);
  if (processes === null) vm.audit('pyvm.denied', ['subprocess', '']);
  if (processes === null) throw osError('EACCES');
  if (processes === undefined) throw osError('ENOSYS');
  if (preexec !== None) throw runtimeError('preexec_fn is not supported: the host starts the process');
  const folder = cwd === None ? null : plainPath(vm, cwd as Value);
  const texts = toArray(vm, args as Value).map((each) => plainPath(vm, each));
  if (texts.some((text) => text.includes('\0'))) throw valueError('embedded null byte');
  let file = '';
  let failed: string | null = null;
  let where = '';
  try {
    where = 'noexec:chdir';
    if (folder !== null) checkFolder(vm, folder);
    where = '';
    file = findExecutable(
      vm,
      toArray(vm, executables as Value).map((path) => bytesOf(path, 'executable_list')),
      folder,
    );
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
    failed = reason.code;
  }
  const inherit = (fd: Value, own: number): number => ((fd as number) < 0 ? own : (fd as number));
  const child = startChild(vm, {
    file,
    args: texts,
    environment: environmentFrom(vm, env as Value),
    cwd: folder ?? hostOf(vm).files?.cwd() ?? null,
    streams: [inherit(p2cread as Value, 0), inherit(c2pwrite as Value, 1), inherit(errwrite as Value, 2)],
  });
  if (failed !== null) {
    const message = `OSError:${errnoOf(failed).toString(16).toUpperCase()}:${where}`;
    descriptors(vm)
      .get(errpipe as number)
      .write(new TextEncoder().encode(message));
    child.end(255 << 8);
  }
  return child.pid;
}

/** `_posixsubprocess`. */
export const posixsubprocessModule = defineModule({
  name: '_posixsubprocess',
  doc: 'A POSIX helper for the subprocess module.',
  functions: [nativeFunction(FORK_EXEC, 'Spawn a fresh new child process.', forkExec)],
});
