/** This file declares the module _thread. */
import { typeOf } from '../../objects/core-types.js';
import { makeException, runtimeError, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { RuntimeError, SystemExit } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyMethod } from '../../objects/types/descriptors.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strKey } from '../../values/str.js';
import { hostOf } from '../../vm/descriptors.js';
import { MAIN_THREAD, type Machine } from '../../vm/machine.js';
import { schedulerOf } from '../../vm/scheduler.js';
import { NSIG, SIG_DFL, SIG_IGN, signalTable } from '../../vm/signals.js';
import { exceptHookArgs, threadExceptHook } from './failures.js';
import { lockType, PyLock, rlockType, TIMEOUT_MAX } from './locks.js';
import { PyThreadHandle, threadHandleType } from './thread-handle.js';
import { threadLocalType } from './thread-local.js';

/** What the module keeps for one machine. */
class ThreadState {
  /** Handles of threads that the end of the program waits for. */
  readonly awaited = new Set<PyThreadHandle>();
  readonly names = new Map<number, Str>();
  stackSize = 0;
}

const threadState = new StateKey('_thread', () => new ThreadState());

const isCallable = (value: Value): boolean => typeOf(value).tp_call !== null || value instanceof PyMethod;

function start(
  vm: Runtime,
  handle: PyThreadHandle,
  callable: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
  isDaemon: boolean,
): void {
  const thread = schedulerOf(vm).start(callable, args, kwnames, isDaemon, handle);
  handle.ident = thread.id;
  handle.state = 'running';
  if (!isDaemon) vm.state(threadState).awaited.add(handle);
}

function startNew(vm: Runtime, callable: Value, args: Value, kwargs: Value | undefined): Value {
  if (!isCallable(callable)) throw typeError('first arg must be callable');
  if (!(args instanceof PyTuple)) throw typeError('2nd arg must be a tuple');
  if (kwargs !== undefined && !(kwargs instanceof PyDict)) throw typeError('optional 3rd arg must be a dictionary');
  vm.audit('_thread.start_new_thread', [callable, args, kwargs ?? None]);
  const values = [...args.items];
  const names: string[] = [];
  if (kwargs !== undefined) {
    for (let at = kwargs.nextPosition(0); at >= 0; at = kwargs.nextPosition(at + 1)) {
      names.push(strKey(kwargs.keyAt(at) as Str));
      values.push(kwargs.valueAt(at));
    }
  }
  const handle = new PyThreadHandle(callable);
  start(vm, handle, callable, values, names.length === 0 ? null : names, true);
  return handle.ident;
}

function startJoinable(vm: Runtime, callable: Value, given: Value, isDaemon: boolean): Value {
  if (!isCallable(callable)) throw typeError('thread function must be callable');
  if (given !== None && !(given instanceof PyThreadHandle)) throw typeError("'handle' must be a _ThreadHandle");
  vm.audit('_thread.start_joinable_thread', [callable, isDaemon, given]);
  const handle = given instanceof PyThreadHandle ? given : new PyThreadHandle(callable);
  if (handle.state !== 'new') throw runtimeError('thread already started');
  start(vm, handle, callable, [], null, isDaemon);
  return handle;
}

/** Wait for the threads that are no daemons. */
function shutdown(vm: Runtime): Value {
  const { awaited } = vm.state(threadState);
  for (const handle of awaited) {
    awaited.delete(handle);
    if (handle.state === 'running') vm.call0(joinOf(vm, handle));
  }
  return None;
}

function joinOf(vm: Runtime, handle: PyThreadHandle): Value {
  const join = threadHandleType.lookup('join') as Value;
  return (typeOf(join).tp_descr_get as NonNullable<typeof threadHandleType.tp_descr_get>)(
    vm,
    join,
    handle,
    threadHandleType,
  );
}

function interruptMain(vm: Runtime, signum = 2): Value {
  if (signum < 1 || signum >= NSIG) throw valueError('signal number out of range');
  const table = vm.state(signalTable);
  const handler = table.handlers[signum];
  if (handler !== SIG_DFL && handler !== SIG_IGN) table.arrive(signum);
  return None;
}

const exit = (name: string): NativeDef =>
  nativeFunction(
    `${name}($module, /)`,
    'This is synonymous to raise SystemExit: the current thread ends silently.',
    () => {
      throw new Raised(makeException(SystemExit, []));
    },
  );

const startNewFunction = (name: string): NativeDef =>
  nativeFunction(
    `${name}($module, function, args, kwargs={}, /)`,
    'Start a new thread and return its identifier.',
    startNew,
  );

const newLock = (name: string): NativeDef =>
  nativeFunction(`${name}($module, /)`, 'Create a new lock object.', () => new PyLock());

export const threadModule = defineModule({
  name: '_thread',
  doc: 'This module provides primitive operations to write multi-threaded programs.\nThe threading module provides a more convenient interface.',
  functions: [
    newLock('allocate_lock'),
    newLock('allocate'),
    startNewFunction('start_new_thread'),
    startNewFunction('start_new'),
    nativeFunction(
      'start_joinable_thread($module, /, function, handle=None, daemon: bool=True)',
      'Start a new thread that can be joined and return its handle.',
      startJoinable,
    ),
    nativeFunction(
      'daemon_threads_allowed($module, /)',
      'Return True if daemon threads are allowed in the current interpreter.',
      () => true,
    ),
    exit('exit'),
    exit('exit_thread'),
    nativeFunction(
      'interrupt_main($module, signum: int=signal.SIGINT, /)',
      'Simulate the arrival of the given signal in the main thread.',
      interruptMain,
    ),
    nativeFunction('get_ident($module, /)', 'Return a non-zero integer that identifies the current thread.', (vm) =>
      (vm as Machine).threadId(),
    ),
    nativeFunction(
      'get_native_id($module, /)',
      'Return the identifier that the system gives to the current thread.',
      (vm) => hostOf(vm).platform.pid + (vm as Machine).threadId() - MAIN_THREAD,
    ),
    nativeFunction(
      '_count($module, /)',
      'Return the number of currently running Python threads, the main thread excluded.',
      (vm) => schedulerOf(vm).threads.length,
    ),
    nativeFunction(
      'stack_size($module, size: ssize=0, /)',
      'Return the thread stack size used when creating new threads.',
      (vm, size: number) => {
        const state = vm.state(threadState);
        if (size < 0) throw valueError('size must be 0 or a positive value');
        if (size !== 0 && size < 53248) throw valueError('size must be at least 53248 bytes');
        const old = state.stackSize;
        if (size !== 0) state.stackSize = size;
        return old;
      },
    ),
    nativeFunction('_excepthook($module, args, /)', 'Handle uncaught Thread.run() exception.', threadExceptHook),
    nativeFunction(
      '_is_main_interpreter($module, /)',
      'Return True if the current interpreter is the main Python interpreter.',
      () => true,
    ),
    nativeFunction(
      '_shutdown($module, /)',
      'Wait for all non-daemon threads (other than the calling thread) to stop.',
      shutdown,
    ),
    nativeFunction(
      '_make_thread_handle($module, ident: ssize, /)',
      'Internal only. Make a thread handle for threads not spawned by the _thread module.',
      (_vm, ident: number) => {
        const handle = new PyThreadHandle();
        handle.ident = ident;
        handle.state = 'running';
        return handle;
      },
    ),
    nativeFunction(
      '_get_main_thread_ident($module, /)',
      'Internal only. Return a non-zero integer that identifies the main thread.',
      () => MAIN_THREAD,
    ),
    nativeFunction('set_name($module, /, name: str)', 'Set the name of the current thread.', (vm, name: Str) => {
      vm.state(threadState).names.set((vm as Machine).threadId(), name);
      return None;
    }),
    nativeFunction(
      '_get_name($module, /)',
      'Get the name of the current thread.',
      (vm) => vm.state(threadState).names.get((vm as Machine).threadId()) ?? '',
    ),
  ],
  constants: [
    ['TIMEOUT_MAX', new PyFloat(TIMEOUT_MAX)],
    ['_NAME_MAXLEN', 15],
  ],
  types: [
    ['error', RuntimeError],
    ['lock', lockType],
    ['LockType', lockType],
    ['RLock', rlockType],
    ['_local', threadLocalType],
    ['_ThreadHandle', threadHandleType],
    ['_ExceptHookArgs', exceptHookArgs.type],
  ],
});
