/** This file declares the module _signal. */
import { typeOf } from '../../objects/core-types.js';
import { valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { asInt } from '../../objects/operations/index.js';
import { forEach } from '../../objects/operations/iteration.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { descriptors } from '../../vm/descriptors.js';
import type { Machine } from '../../vm/machine.js';
import { MAIN_THREAD } from '../../vm/machine.js';
import {
  checkHandler,
  defaultIntHandler,
  deliverSignals,
  NSIG,
  raiseSignal,
  SIG_DFL,
  SIG_IGN,
  setHandler,
  signalTable,
} from '../../vm/signals.js';
import { osError } from '../os-error.js';
import { signalSet } from './signal-set.js';
import { itimerErrorType, timerFunctions } from './timers.js';

/** Numbers by name, with Linux's values, and what `strsignal` says. */
const SIGNALS: readonly (readonly [name: string, number: number, text?: string])[] = [
  ['SIGHUP', 1, 'Hangup'],
  ['SIGINT', 2, 'Interrupt'],
  ['SIGQUIT', 3, 'Quit'],
  ['SIGILL', 4, 'Illegal instruction'],
  ['SIGTRAP', 5, 'Trace/breakpoint trap'],
  ['SIGABRT', 6, 'Aborted'],
  ['SIGIOT', 6],
  ['SIGBUS', 7, 'Bus error'],
  ['SIGFPE', 8, 'Floating point exception'],
  ['SIGKILL', 9, 'Killed'],
  ['SIGUSR1', 10, 'User defined signal 1'],
  ['SIGSEGV', 11, 'Segmentation fault'],
  ['SIGUSR2', 12, 'User defined signal 2'],
  ['SIGPIPE', 13, 'Broken pipe'],
  ['SIGALRM', 14, 'Alarm clock'],
  ['SIGTERM', 15, 'Terminated'],
  ['SIGSTKFLT', 16, 'Stack fault'],
  ['SIGCHLD', 17, 'Child exited'],
  ['SIGCLD', 17],
  ['SIGCONT', 18, 'Continued'],
  ['SIGSTOP', 19, 'Stopped (signal)'],
  ['SIGTSTP', 20, 'Stopped'],
  ['SIGTTIN', 21, 'Stopped (tty input)'],
  ['SIGTTOU', 22, 'Stopped (tty output)'],
  ['SIGURG', 23, 'Urgent I/O condition'],
  ['SIGXCPU', 24, 'CPU time limit exceeded'],
  ['SIGXFSZ', 25, 'File size limit exceeded'],
  ['SIGVTALRM', 26, 'Virtual timer expired'],
  ['SIGPROF', 27, 'Profiling timer expired'],
  ['SIGWINCH', 28, 'Window changed'],
  ['SIGIO', 29, 'I/O possible'],
  ['SIGPOLL', 29],
  ['SIGPWR', 30, 'Power failure'],
  ['SIGSYS', 31, 'Bad system call'],
  ['SIGRTMIN', 34],
  ['SIGRTMAX', 64],
];

function checkNumber(signum: number): void {
  if (signum < 1 || signum >= NSIG) throw valueError('signal number out of range');
}

function setSignal(vm: Runtime, signum: number, handler: Value): Value {
  const isCallable = typeOf(handler).tp_call !== null;
  checkHandler(handler, isCallable);
  if ((vm as Machine).threadId() !== MAIN_THREAD) {
    throw valueError('signal only works in main thread of the main interpreter');
  }
  checkNumber(signum);
  if (signum === 9 || signum === 19 || signum === 32 || signum === 33) throw osError('EINVAL');
  deliverSignals(vm);
  return setHandler(vm, signum, handler);
}

function signalMask(vm: Runtime, how: number, mask: Value): Value {
  const { blocked } = vm.state(signalTable);
  const old = signalSet(vm, [...blocked]);
  const given: number[] = [];
  forEach(vm, mask, (item) => {
    const signum = asInt(vm, item);
    if (signum < 1 || signum >= NSIG) throw valueError(`signal number ${signum} out of range [1; ${NSIG - 1}]`);
    given.push(signum);
  });
  if (how === 2) blocked.clear();
  else if (how !== 0 && how !== 1) throw osError('EINVAL');
  for (const signum of given) {
    if (how === 1) blocked.delete(signum);
    else if (signum !== 9 && signum !== 19) blocked.add(signum);
  }
  deliverSignals(vm);
  return old;
}

function setWakeupFd(vm: Runtime, fd: number, warn: boolean): Value {
  const table = vm.state(signalTable);
  if ((vm as Machine).threadId() !== MAIN_THREAD) {
    throw valueError('set_wakeup_fd only works in main thread of the main interpreter');
  }
  if (fd !== -1 && !descriptors(vm).isOpen(fd)) throw osError('EBADF');
  const old = table.wakeupFd;
  table.wakeupFd = fd;
  table.warnOnFullBuffer = warn;
  return old;
}

export const signalModule = defineModule({
  name: '_signal',
  doc: 'This module provides mechanisms to use signal handlers in Python.',
  functions: [
    ...timerFunctions,
    nativeFunction('signal($module, signalnum: int, handler, /)', 'Set the action for the given signal.', setSignal),
    nativeFunction(
      'getsignal($module, signalnum: int, /)',
      'Return the current action for the given signal.',
      (vm, signum: number) => {
        checkNumber(signum);
        return vm.state(signalTable).handlers[signum] as Value;
      },
    ),
    nativeFunction(
      'raise_signal($module, signalnum: int, /)',
      'Send a signal to the executing process.',
      (vm, signum: number) => {
        if (signum < 0 || signum >= NSIG) throw osError('EINVAL');
        if (signum > 0) raiseSignal(vm, signum);
        return None;
      },
    ),
    nativeFunction(
      'strsignal($module, signalnum: int, /)',
      'Return the system description of the given signal.',
      (_vm, signum: number) => {
        checkNumber(signum);
        const text = SIGNALS.find(([, number]) => number === signum)?.[2];
        if (text !== undefined) return text;
        return signum >= 34 ? `Real-time signal ${signum - 34}` : None;
      },
    ),
    nativeFunction(
      'siginterrupt($module, signalnum: int, flag: bool, /)',
      'Change system call restart behaviour.',
      (_vm, signum: number) => {
        checkNumber(signum);
        return None;
      },
    ),
    nativeFunction(
      'set_wakeup_fd($module, fd: int, /, *, warn_on_full_buffer: bool=True)',
      'Set the fd to be written to when a signal comes in.',
      setWakeupFd,
    ),
    nativeFunction('valid_signals($module, /)', 'Return a set of valid signal numbers on this platform.', (vm) => {
      const numbers: number[] = [];
      for (let i = 1; i < NSIG; i++) if (i !== 32 && i !== 33) numbers.push(i);
      return signalSet(vm, numbers);
    }),
    nativeFunction(
      'pthread_sigmask($module, how: int, mask, /)',
      'Fetch and/or change the signal mask of the calling thread.',
      signalMask,
    ),
    nativeFunction('sigpending($module, /)', 'Examine pending signals.', (vm) => {
      const table = vm.state(signalTable);
      return signalSet(
        vm,
        table.pending.filter((signum) => table.blocked.has(signum)),
      );
    }),
    nativeFunction(
      'pthread_kill($module, thread_id: ssize, signalnum: int, /)',
      'Send a signal to a thread.',
      (vm, _thread: number, signum: number) => {
        if (signum < 0 || signum >= NSIG) throw osError('EINVAL');
        if (signum > 0) raiseSignal(vm, signum);
        return None;
      },
    ),
  ],
  constants: [
    ['NSIG', NSIG],
    ['SIG_DFL', SIG_DFL],
    ['SIG_IGN', SIG_IGN],
    ['SIG_BLOCK', 0],
    ['SIG_UNBLOCK', 1],
    ['SIG_SETMASK', 2],
    ['ITIMER_REAL', 0],
    ['ITIMER_VIRTUAL', 1],
    ['ITIMER_PROF', 2],
    ['ItimerError', itimerErrorType],
    ...SIGNALS.map(([name, number]) => [name, number] as const),
  ],
  setup(vm, set) {
    set('default_int_handler', defaultIntHandler(vm));
  },
});
