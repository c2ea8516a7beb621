/** This file holds the signals of a machine: which arrived, which handlers there are, and when they are called. */
import { makeException, typeError } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { KeyboardInterrupt } from '../objects/exceptions/types.js';
import { nativeFunction } from '../objects/native/native-def.js';
import { PyNativeFunction } from '../objects/native/native-function.js';
import type { Value } from '../values/object.js';
import { type Runtime, StateKey } from '../values/runtime.js';
import { None } from '../values/singletons.js';
import { descriptors, hostOf } from './descriptors.js';
import { type Host, HostError, type SignalSource } from './host.js';

/** One more than the highest signal, as on Linux. */
export const NSIG = 65;
export const SIG_DFL = 0;
export const SIG_IGN = 1;
export const SIGINT = 2;
const SIGPIPE = 13;
export const SIGALRM = 14;
const SIGXFSZ = 25;

/** How often the host is asked for signals while a program runs. */
const POLL_NS = 50_000_000n;

/** Signals whose default is to do nothing. */
const IGNORED_BY_DEFAULT: ReadonlySet<number> = new Set([17, 18, 23, 28]);

/** The signals of one machine. */
export class SignalTable {
  /** `SIG_DFL`, `SIG_IGN` or a callable, by number; None when not set from Python. */
  readonly handlers: Value[] = new Array<Value>(NSIG).fill(SIG_DFL);
  /** Numbers that arrived and were not handled yet. */
  readonly pending: number[] = [];
  readonly blocked = new Set<number>();
  /** How many signals were handled so far. */
  handled = 0;
  /** Descriptor that a byte is written to for each signal; -1 for none. */
  wakeupFd = -1;
  warnOnFullBuffer = true;
  defaultInt: Value | null = null;
  /** Does the host hand on the signals that have a handler from the start? */
  private isWatching = false;
  /** When the host is asked again, by the monotonic clock. */
  private nextPoll = 0n;
  /** The timer of `setitimer(ITIMER_REAL)` and `alarm`: when it is due, null when it is not set, and its period. */
  timerAt: bigint | null = null;
  timerPeriod = 0n;
  /** Told when a signal arrives, so that the machine looks at its next check. */
  wake: (signum: number) => void = () => {};

  /** A signal arrived: from the host or from the program itself. */
  arrive(signum: number): void {
    this.pending.push(signum);
    this.wake(signum);
  }

  /** Ask the host for signals that arrived, now and then; see to the timer. */
  poll(host: Host): void {
    const { clock, signals } = host;
    if (signals === null || clock === null) return;
    const now = clock.monotonicNs();
    if (this.timerAt !== null && now >= this.timerAt) this.timerRings(now);
    if (now < this.nextPoll) return;
    this.nextPoll = now + POLL_NS;
    if (!this.isWatching) this.watch(signals);
    signals.poll?.();
  }

  private timerRings(now: bigint): void {
    this.timerAt = this.timerPeriod > 0n ? now + this.timerPeriod : null;
    this.arrive(SIGALRM);
  }

  /** Not at the start of the program: it takes time that a short one does not need. */
  private watch(signals: SignalSource): void {
    this.isWatching = true;
    if (!signals.reachesPrograms || this.handlers[SIGINT] !== this.defaultInt) return;
    signals.listen(SIGINT, () => this.arrive(SIGINT));
  }
}

/** `signal.default_int_handler`: what SIGINT does from the start. */
const defaultIntHandlerDef = nativeFunction(
  'default_int_handler($module, signalnum: int, frame, /)',
  'The default handler for SIGINT installed by Python: it raises KeyboardInterrupt.',
  () => {
    throw new Raised(makeException(KeyboardInterrupt, []));
  },
);

export const signalTable = new StateKey('signals', () => {
  const table = new SignalTable();
  table.defaultInt = new PyNativeFunction(defaultIntHandlerDef, null, '_signal', null);
  table.handlers[SIGINT] = table.defaultInt;
  table.handlers[SIGPIPE] = SIG_IGN;
  table.handlers[SIGXFSZ] = SIG_IGN;
  return table;
});

/** The function object of the machine. */
export function defaultIntHandler(vm: Runtime): Value {
  return vm.state(signalTable).defaultInt as Value;
}

/** A machine as far as signals go. */
interface Interruptible {
  checkpoint: () => void;
  threadId(): number;
}

/** Look at signals between two time slices. `mainThread` is the thread that handlers run in. */
export function watchSignals(vm: Runtime, mainThread: number): void {
  const machine = vm as unknown as Interruptible;
  const table = vm.state(signalTable);
  const host = hostOf(vm);
  const { checkpoint } = machine;
  machine.checkpoint = () => {
    checkpoint();
    table.poll(host);
    if (table.pending.length > 0 && machine.threadId() === mainThread) deliverSignals(vm);
  };
}

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
  table.poll(hostOf(vm));
  for (let i = 0; i < table.pending.length; i++) {
    const signum = table.pending[i] as number;
    if (table.blocked.has(signum)) continue;
    table.pending.splice(i--, 1);
    const handler = table.handlers[signum] as Value;
    writeWakeup(vm, table, signum, handler);
    if (handler === SIG_IGN || handler === None) continue;
    if (handler === SIG_DFL) {
      if (!IGNORED_BY_DEFAULT.has(signum)) hostOf(vm).signals?.raise(signum);
      continue;
    }
    table.handled++;
    vm.call2(handler, signum, (vm as unknown as HasFrame).frame ?? None);
  }
}

/** Do what may wait in the host: when a signal ends the waiting, its handler runs, and it is done again (PEP 475). */
export function retryInterrupted<T>(vm: Runtime, work: () => T): T {
  for (;;) {
    try {
      return work();
    } catch (reason) {
      if (!(reason instanceof HostError) || reason.code !== 'EINTR') throw reason;
      deliverSignals(vm);
    }
  }
}

/** Tell an event loop through its descriptor that a signal with a handler arrived. */
function writeWakeup(vm: Runtime, table: SignalTable, signum: number, handler: Value): void {
  if (table.wakeupFd < 0 || handler === SIG_DFL || handler === SIG_IGN) return;
  try {
    descriptors(vm).get(table.wakeupFd).write(Uint8Array.of(signum));
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
  }
}

/** Set a handler and tell the host which signals to hand on. */
export function setHandler(vm: Runtime, signum: number, handler: Value): Value {
  const table = vm.state(signalTable);
  const old = table.handlers[signum] as Value;
  table.handlers[signum] = handler;
  const { signals } = hostOf(vm);
  if (signals === null) return old;
  if (handler === SIG_IGN) signals.listen(signum, () => {});
  // A host that cannot reach a running program keeps its own reaction, so that the user can still stop it.
  else signals.listen(signum, handler !== SIG_DFL && signals.reachesPrograms ? () => table.arrive(signum) : null);
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
