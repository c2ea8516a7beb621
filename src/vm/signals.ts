/** This file holds the signals of a machine: which arrived, which handlers there are, and when they are called. */
import { typeError } from '../objects/errors.js';
import type { Value } from '../values/object.js';
import { type Runtime, StateKey } from '../values/runtime.js';
import { None } from '../values/singletons.js';
import { hostOf } from './descriptors.js';

/** One more than the highest signal, as on Linux. */
export const NSIG = 65;
export const SIG_DFL = 0;
export const SIG_IGN = 1;
export const SIGINT = 2;

/** Signals whose default is to do nothing. */
const IGNORED_BY_DEFAULT: ReadonlySet<number> = new Set([17, 18, 23, 28]);

/** The signals of one machine. */
export class SignalTable {
  /** `SIG_DFL`, `SIG_IGN` or a callable, by number; None when not set from Python. */
  readonly handlers: Value[] = new Array<Value>(NSIG).fill(SIG_DFL);
  /** Numbers that arrived and were not handled yet. */
  readonly pending: number[] = [];
  readonly blocked = new Set<number>();
  /** Descriptor that a byte is written to for each signal; -1 for none. */
  wakeupFd = -1;
  warnOnFullBuffer = true;
  /** Told when a signal arrives, so that the machine looks at its next check. */
  wake: () => void = () => {};

  /** A signal arrived: from the host or from the program itself. */
  arrive(signum: number): void {
    this.pending.push(signum);
    this.wake();
  }
}

export const signalTable = new StateKey('signals', () => new SignalTable());

/** What a handler is given as the frame that was interrupted. */
interface HasFrame {
  readonly frame: Value | null;
}

/**
 * Call the handlers of the signals that arrived; the machine does so between two instructions of its main thread.
 * Throws what a handler raises; the signals after it stay pending.
 */
export function deliverSignals(vm: Runtime): void {
  const table = vm.state(signalTable);
  for (let i = 0; i < table.pending.length; i++) {
    const signum = table.pending[i] as number;
    if (table.blocked.has(signum)) continue;
    table.pending.splice(i--, 1);
    const handler = table.handlers[signum] as Value;
    if (handler === SIG_IGN || handler === None) continue;
    if (handler === SIG_DFL) {
      if (!IGNORED_BY_DEFAULT.has(signum)) hostOf(vm).signals?.raise(signum);
      continue;
    }
    vm.call2(handler, signum, (vm as unknown as HasFrame).frame ?? None);
  }
}

/** Set a handler and tell the host which signals to hand on. */
export function setHandler(vm: Runtime, signum: number, handler: Value): Value {
  const table = vm.state(signalTable);
  const old = table.handlers[signum] as Value;
  table.handlers[signum] = handler;
  const listens = handler !== SIG_DFL && handler !== None;
  hostOf(vm).signals?.listen(signum, listens ? () => table.arrive(signum) : null);
  return old;
}

/** `signal.raise_signal(signum)`: the handler runs before this returns. */
export function raiseSignal(vm: Runtime, signum: number): void {
  vm.state(signalTable).arrive(signum);
  deliverSignals(vm);
}

/** TypeError for what is no handler. */
export function checkHandler(handler: Value, isCallable: boolean): void {
  if (handler === SIG_DFL || handler === SIG_IGN || isCallable) return;
  throw typeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
}
