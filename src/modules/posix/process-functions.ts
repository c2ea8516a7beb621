/** This file declares the functions of posix about the process, the machine and the environment. */

import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { asStr } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { childOf, startChild, waitChild } from '../../vm/children.js';
import { hostOf } from '../../vm/descriptors.js';
import { environmentVariables } from '../../vm/environment.js';
import { ImmediateExit } from '../../vm/immediate-exit.js';
import { nameBytes, nameText } from '../../vm/path-names.js';
import { raiseSignal } from '../../vm/signals.js';
import { strerror } from '../errno/errno-table.js';
import { callHost, osError } from '../os-error.js';
import { encodeFsName, fsPath, plainPath } from './fs-path.js';

export const unameResult = defineStructSequence({
  module: 'posix',
  name: 'uname_result',
  doc: 'uname_result: Result from os.uname().',
  fields: [
    ['sysname', 'operating system name'],
    ['nodename', 'name of machine on network (implementation-defined)'],
    ['release', 'operating system release'],
    ['version', 'operating system version'],
    ['machine', 'hardware identifier'],
  ],
});

export const timesResult = defineStructSequence({
  module: 'posix',
  name: 'times_result',
  doc: 'times_result: Result from os.times().',
  fields: [
    ['user', 'user time'],
    ['system', 'system time'],
    ['children_user', 'user time of children'],
    ['children_system', 'system time of children'],
    ['elapsed', 'elapsed time since an arbitrary point in the past'],
  ],
});

/** A function without arguments that answers a fact about the platform. */
function fact(name: string, doc: string | null, get: (vm: Runtime) => Value): NativeDef {
  return nativeFunction(`${name}($module, /)`, doc, get);
}

function randomBytes(vm: Runtime, size: number): Value {
  if (size < 0) throw valueError('negative argument not allowed');
  const random = hostOf(vm).randomBytes;
  if (random === null) throw osError('ENOSYS');
  vm.chargeMemory(size);
  vm.chargeFuel(size >> 3);
  return new PyBytes(size === 0 ? new Uint8Array(0) : random(size));
}

/** A C int of a wait status. */
function exitCode(status: number): number {
  const signal = status & 0x7f;
  if (signal === 0) return (status >> 8) & 0xff;
  if (signal === 0x7f) throw valueError(`process stopped by delivery of signal ${(status >> 8) & 0xff}`);
  return -signal;
}

/** A function on a wait status. */
function statusFunction(name: string, doc: string, get: (status: number) => Value): NativeDef {
  return nativeFunction(`${name}($module, /, status: int)`, doc, (_vm, status: number) => get(status));
}

function environmentBytes(vm: Runtime, value: Value): Uint8Array {
  const path = fsPath(vm, value);
  const text = asStr(path);
  const bytes = text === undefined ? (path as PyBytes).data : encodeFsName(vm, text);
  if (bytes.includes(0)) throw valueError('embedded null byte');
  return bytes;
}

/** The start value of `posix.environ`: bytes by bytes. */
export function makeEnvironment(vm: Runtime): PyDict {
  const dict = new PyDict();
  for (const [name, value] of hostOf(vm).environment) {
    dict.set(vm, new PyBytes(nameBytes(name)), new PyBytes(nameBytes(value)));
  }
  return dict;
}

const SYSCONF: readonly (readonly [string, number])[] = [
  ['SC_ARG_MAX', 0],
  ['SC_CLK_TCK', 2],
  ['SC_NGROUPS_MAX', 3],
  ['SC_OPEN_MAX', 4],
  ['SC_PAGESIZE', 30],
  ['SC_PAGE_SIZE', 30],
  ['SC_IOV_MAX', 60],
  ['SC_NPROCESSORS_CONF', 83],
  ['SC_NPROCESSORS_ONLN', 84],
];

/** `os.sysconf_names`. */
export function makeSysconfNames(vm: Runtime): PyDict {
  const dict = new PyDict();
  for (const [name, number] of SYSCONF) dict.set(vm, name, number);
  return dict;
}

function sysconf(vm: Runtime, name: Value): Value {
  const text = asStr(name);
  let number: number | bigint | undefined;
  if (text !== undefined) {
    number = SYSCONF.find(([known]) => known === text)?.[1];
    if (number === undefined) throw valueError('unrecognized configuration name');
  } else if (typeOf(name).nb_index === null) throw typeError('configuration names must be strings or integers');
  else number = index(vm, name);
  switch (number) {
    case 0:
      return 2097152;
    case 2:
      return 100;
    case 3:
      return 65536;
    case 4:
      return 1024;
    case 30:
      return 4096;
    case 60:
      return 1024;
    case 83:
    case 84:
      return hostOf(vm).platform.cpuCount;
    default:
      throw osError('EINVAL');
  }
}

const seconds = (ns: bigint): PyFloat => new PyFloat(Number(ns / 10_000_000n) / 100);

const WNOHANG = 1;

/** A child that ended, by its number and wait status; (0, 0) when `options` says not to wait. */
function waitFor(vm: Runtime, pid: number, options: number): [pid: number, status: number] {
  const child = callHost(() => waitChild(vm, pid, (options & WNOHANG) !== 0));
  return child === null ? [0, 0] : [child.pid, child.status as number];
}

/** Likewise, with what it used. */
function waitWithUsage(vm: Runtime, pid: number, options: number): Value {
  const ended = waitFor(vm, pid, options);
  const usage = vm.call1(getAttr(vm, vm.importModule('resource'), 'getrusage'), RUSAGE_CHILDREN);
  return new PyTuple([...ended, usage]);
}

const RUSAGE_CHILDREN = -1;

const waitFunctions: readonly NativeDef[] = [
  nativeFunction('wait($module, /)', 'Wait for completion of a child process.', (vm) => {
    return new PyTuple(waitFor(vm, -1, 0));
  }),
  nativeFunction(
    'waitpid($module, pid: int, options: int, /)',
    'Wait for completion of a given child process.',
    (vm, pid: number, options: number) => new PyTuple(waitFor(vm, pid, options)),
  ),
  nativeFunction('wait3($module, /, options: int)', 'Wait for completion of a child process.', (vm, options: number) =>
    waitWithUsage(vm, -1, options),
  ),
  nativeFunction(
    'wait4($module, /, pid: int, options: int)',
    'Wait for completion of a specific child process.',
    waitWithUsage,
  ),
  nativeFunction('system($module, /, command)', 'Execute the command in a subshell.', (vm, command: Value) => {
    const text = plainPath(vm, command);
    vm.audit('os.system', [command]);
    const { processes, files } = hostOf(vm);
    if (processes === null) vm.audit('pyvm.denied', ['subprocess', '']);
    if (processes === null) throw osError('EACCES');
    if (processes === undefined) throw osError('ENOSYS');
    const child = startChild(vm, {
      file: '/bin/sh',
      args: ['sh', '-c', text],
      environment: new Map(vm.state(environmentVariables)),
      cwd: files?.cwd() ?? null,
      streams: [0, 1, 2],
    });
    return waitFor(vm, child.pid, 0)[1];
  }),
];

export const processFunctions = [
  fact('getpid', 'Return the current process id.', (vm) => hostOf(vm).platform.pid),
  fact('getppid', "Return the parent's process id.", (vm) => hostOf(vm).platform.ppid),
  fact('getuid', "Return the current process's user id.", (vm) => hostOf(vm).platform.uid),
  fact('geteuid', "Return the current process's effective user id.", (vm) => hostOf(vm).platform.uid),
  fact('getgid', "Return the current process's group id.", (vm) => hostOf(vm).platform.gid),
  fact('getegid', "Return the current process's effective group id.", (vm) => hostOf(vm).platform.gid),
  fact('getgroups', 'Return list of supplemental group IDs for the process.', () => new PyList([])),
  fact('getlogin', 'Return the actual login name.', (vm) => {
    const user = hostOf(vm).platform.user;
    if (user === null) throw osError('ENXIO');
    return strFromUtf16(user.name);
  }),
  fact('cpu_count', 'Return the number of logical CPUs in the system.', (vm) => hostOf(vm).platform.cpuCount),
  fact('uname', 'Return an object identifying the current operating system.', (vm) =>
    unameResult.make(hostOf(vm).platform.uname.map((part) => strFromUtf16(part))),
  ),
  fact('times', 'Return a collection containing process timing information.', (vm) => {
    const clock = hostOf(vm).clock;
    if (clock === null) throw osError('ENOSYS');
    const zero = new PyFloat(0);
    return timesResult.make([seconds(clock.processNs()), zero, zero, zero, seconds(clock.monotonicNs())]);
  }),
  fact('getloadavg', 'Return average recent system load information.', (vm) => {
    const { platform } = hostOf(vm);
    if (platform.loadAverage === undefined) throw osError('ENOSYS');
    return new PyTuple(platform.loadAverage().map((load) => new PyFloat(load)));
  }),
  fact('ctermid', 'Return the name of the controlling terminal for this process.', () => '/dev/tty'),
  fact('sched_yield', 'Voluntarily relinquish the CPU.', () => None),
  fact('sync', 'Force write of everything to disk.', () => None),
  fact('abort', 'Abort the interpreter immediately.', () => {
    throw new ImmediateExit(134, true);
  }),
  nativeFunction(
    '_exit($module, /, status: int)',
    'Exit to the system with specified status, without normal exit processing.',
    (_vm, status: number) => {
      throw new ImmediateExit(status & 0xff);
    },
  ),
  fact('_inputhook', null, () => None),
  fact('_is_inputhook_installed', null, () => false),
  fact('_create_environ', 'Create the environment dictionary.', makeEnvironment),
  nativeFunction(
    'urandom($module, size: ssize, /)',
    'Return a bytes object containing random bytes suitable for cryptographic use.',
    randomBytes,
  ),
  nativeFunction(
    'getrandom($module, /, size: ssize, flags: int=0)',
    'Obtain a series of random bytes.',
    (vm, size: number) => {
      if (size < 0) throw osError('EINVAL');
      return randomBytes(vm, size);
    },
  ),
  nativeFunction(
    'strerror($module, code: int, /)',
    'Translate an error code to a message string.',
    (_vm, code: number) => strerror(code),
  ),
  nativeFunction(
    'kill($module, pid: int, signal: int, /)',
    'Kill a process with a signal.',
    (vm, pid: number, signum: number) => {
      vm.audit('os.kill', [pid, signum]);
      const { signals, platform } = hostOf(vm);
      if (pid === platform.pid && signum === 0) return None;
      if (pid === platform.pid) {
        raiseSignal(vm, signum);
        return None;
      }
      const child = childOf(vm, pid);
      if (child !== undefined) {
        // It has not run yet, or it has ended and nobody has waited for it.
        if (signum !== 0) child.end(signum);
        return None;
      }
      const kill = signals?.kill;
      if (signals === null || kill === undefined) throw osError('EPERM');
      callHost(() => kill.call(signals, pid, signum));
      return None;
    },
  ),
  nativeFunction(
    'getpgid($module, /, pid: int)',
    'Call the system call getpgid(), and return the result.',
    (vm) => hostOf(vm).platform.pid,
  ),
  fact('getpgrp', 'Return the current process group id.', (vm) => hostOf(vm).platform.pid),
  nativeFunction(
    'getsid($module, pid: int, /)',
    'Call the system call getsid(pid) and return the result.',
    (vm) => hostOf(vm).platform.pid,
  ),
  nativeFunction('sysconf($module, name, /)', 'Return an integer-valued system configuration variable.', sysconf),
  nativeFunction(
    'putenv($module, name, value, /)',
    'Change or add an environment variable.',
    (vm, name: Value, value: Value) => {
      const key = environmentBytes(vm, name);
      const text = environmentBytes(vm, value);
      if (key.includes(61)) throw valueError('illegal environment variable name');
      if (key.length === 0) throw osError('EINVAL');
      vm.audit('os.putenv', [new PyBytes(key), new PyBytes(text)]);
      vm.state(environmentVariables).set(nameText(key), nameText(text));
      return None;
    },
  ),
  nativeFunction('unsetenv($module, name, /)', 'Delete an environment variable.', (vm, name: Value) => {
    const key = environmentBytes(vm, name);
    if (key.length === 0 || key.includes(61)) throw osError('EINVAL');
    vm.audit('os.unsetenv', [new PyBytes(key)]);
    vm.state(environmentVariables).delete(nameText(key));
    return None;
  }),
  ...waitFunctions,
  nativeFunction(
    'waitstatus_to_exitcode($module, /, status)',
    'Convert a wait status to an exit code.',
    (vm, given: Value) => {
      const status = index(vm, given);
      if (typeof status === 'bigint' || status > 0x7fffffff || status < -0x80000000) {
        throw overflowError('Python int too large to convert to C int');
      }
      return exitCode(status);
    },
  ),
  nativeFunction(
    'WCOREDUMP($module, status: int, /)',
    'Return True if the process returning status was dumped to a core file.',
    (_vm, status: number) => (status & 0x80) !== 0,
  ),
  statusFunction(
    'WIFEXITED',
    'Return True if the process returning status exited via the exit() system call.',
    (s) => (s & 0x7f) === 0,
  ),
  statusFunction('WEXITSTATUS', 'Return the process return code from status.', (s) => (s >> 8) & 0xff),
  statusFunction(
    'WIFSIGNALED',
    'Return True if the process returning status was terminated by a signal.',
    (s) => (s & 0x7f) !== 0 && (s & 0x7f) !== 0x7f,
  ),
  statusFunction(
    'WTERMSIG',
    'Return the signal that terminated the process that provided the status value.',
    (s) => s & 0x7f,
  ),
  statusFunction('WIFSTOPPED', 'Return True if the process returning status was stopped.', (s) => (s & 0xff) === 0x7f),
  statusFunction(
    'WSTOPSIG',
    'Return the signal that stopped the process that provided the status value.',
    (s) => (s >> 8) & 0xff,
  ),
  statusFunction(
    'WIFCONTINUED',
    'Return True if a particular process was continued from a job control stop.',
    (s) => s === 0xffff,
  ),
  nativeFunction(
    'major($module, device, /)',
    'Extracts a device major number from a raw device number.',
    (vm, device: Value) => {
      const number = BigInt(index(vm, device));
      return Number(((number >> 8n) & 0xfffn) | ((number >> 32n) & 0xfffff000n));
    },
  ),
  nativeFunction(
    'minor($module, device, /)',
    'Extracts a device minor number from a raw device number.',
    (vm, device: Value) => {
      const number = BigInt(index(vm, device));
      return Number((number & 0xffn) | ((number >> 12n) & 0xffffff00n));
    },
  ),
  nativeFunction(
    'makedev($module, major, minor, /)',
    'Composes a raw device number from the major and minor device numbers.',
    (vm, major: Value, minor: Value) => {
      const [a, b] = [BigInt(index(vm, major)), BigInt(index(vm, minor))];
      return Number(((a & 0xfffn) << 8n) | ((a & 0xfffff000n) << 32n) | (b & 0xffn) | ((b & 0xffffff00n) << 12n));
    },
  ),
];
