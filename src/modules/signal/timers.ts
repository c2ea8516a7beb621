/** This file defines the timer of the module _signal: alarm, setitimer, getitimer, and waiting for a signal. */
import { makeException } from '../../objects/errors.js';
import type { PyOSError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { OSError } from '../../objects/exceptions/types.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { hostOf } from '../../vm/descriptors.js';
import { schedulerOf, type Wait } from '../../vm/scheduler.js';
import { type SignalTable, signalTable } from '../../vm/signals.js';
import { errnoOf, strerror } from '../errno/errno-table.js';
import { makeExceptionType } from '../exception-types.js';
import { osError } from '../os-error.js';

export const ITIMER_REAL = 0;
const ITIMER_PROF = 2;

export const itimerErrorType = makeExceptionType('signal', 'ItimerError', [OSError]);

function itimerError(code: string): Raised {
  const { exception } = osError(code);
  const errno = errnoOf(code);
  const made = makeException(itimerErrorType, [errno, strerror(errno)]) as PyOSError;
  Object.assign(made, { errno: (exception as PyOSError).errno, strerror: (exception as PyOSError).strerror });
  return new Raised(made);
}

function checkWhich(which: number): void {
  if (which < ITIMER_REAL || which > ITIMER_PROF) throw itimerError('EINVAL');
  // Timers of processor time would need the host's own.
  if (which !== ITIMER_REAL) throw itimerError('ENOSYS');
}

function nowNs(vm: Runtime): bigint {
  const { clock } = hostOf(vm);
  if (clock === null) throw osError('ENOSYS');
  return clock.monotonicNs();
}

const nanoseconds = (seconds: number): bigint => BigInt(Math.round(seconds * 1e9));

/** Seconds until the timer rings, and its period. */
function remaining(vm: Runtime, table: SignalTable): readonly [number, number] {
  const left = table.timerAt === null ? 0 : Math.max(Number(table.timerAt - nowNs(vm)) / 1e9, 1e-6);
  return [left, Number(table.timerPeriod) / 1e9];
}

function setTimer(vm: Runtime, seconds: number, period: number): readonly [number, number] {
  const table = vm.state(signalTable);
  const before = remaining(vm, table);
  table.timerAt = seconds > 0 ? nowNs(vm) + nanoseconds(seconds) : null;
  table.timerPeriod = seconds > 0 ? nanoseconds(period) : 0n;
  return before;
}

const pair = ([left, period]: readonly [number, number]): Value =>
  new PyTuple([new PyFloat(left), new PyFloat(period)]);

/** `signal.pause()`: until any handler has run. */
class SignalWait implements Wait {
  constructor(private readonly handledBefore: number) {}

  ready(vm: Runtime): boolean {
    return vm.state(signalTable).handled !== this.handledBefore;
  }

  finish(): Value {
    return None;
  }
}

export const timerFunctions: readonly NativeDef[] = [
  nativeFunction(
    'alarm($module, seconds: int, /)',
    'Arrange for SIGALRM to arrive after the given number of seconds.',
    (vm, seconds: number) => Math.ceil(setTimer(vm, seconds, 0)[0]),
  ),
  nativeFunction(
    'setitimer($module, which: int, seconds: double, interval: double=0.0, /)',
    'Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).',
    (vm, which: number, seconds: number, interval: number) => {
      checkWhich(which);
      if (seconds < 0 || interval < 0) throw itimerError('EINVAL');
      return pair(setTimer(vm, seconds, interval));
    },
  ),
  nativeFunction('getitimer($module, which: int, /)', 'Returns current value of given itimer.', (vm, which: number) => {
    checkWhich(which);
    return pair(remaining(vm, vm.state(signalTable)));
  }),
  nativeFunction('pause($module, /)', 'Wait until a signal arrives.', (vm) =>
    schedulerOf(vm).block(new SignalWait(vm.state(signalTable).handled), null),
  ),
];
