/** This file runs the threads of a machine: one at a time, switching where the running one waits. */
import { error, runtimeError } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { RuntimeError } from '../objects/exceptions/types.js';
import type { PyObject, Value } from '../values/object.js';
import { type Runtime, StateKey } from '../values/runtime.js';
import { None } from '../values/singletons.js';
import { ExceptionState, type PyFrame } from './frame.js';
import { continueRun, resume } from './interpreter.js';
import { LimitExceeded } from './limits.js';
import { MAIN_THREAD, type Machine } from './machine.js';
import { deliverSignals } from './signals.js';
import { cannotSuspend, holderName, Suspend, Suspended } from './suspension.js';
import { forgetThread } from './tracing/legacy.js';

/** Something that a thread waits for. */
export interface Wait {
  /** Does it hold now? */
  ready(vm: Runtime): boolean;
  /** What the waiting call answers: it may take what it waited for. `holds` is false when the time ran out. */
  finish(vm: Runtime, holds: boolean): Value;
}

/** The wait of a thread for nothing but the passing of time. */
export class SleepWait implements Wait {
  ready(): boolean {
    return false;
  }

  finish(): Value {
    return None;
  }
}

const NEVER: Promise<Value> = new Promise(() => {});

/** Thrown by a waiting native function in a thread whose frames can stay on the heap. */
class ThreadWait extends Suspend {
  constructor(
    readonly wait: Wait,
    /** By the monotonic clock, in nanoseconds; null without end. */
    readonly deadline: bigint | null,
  ) {
    super(NEVER);
  }
}

/** Thrown between two instructions by a thread whose turn is over. */
class TurnOver extends Suspend {
  constructor() {
    super(NEVER);
  }
}

/** State of the machine of which each thread has its own, such as the current context. */
export interface ThreadSpecific {
  /** Put another thread's state in place (a new one for null) and answer the one that was there. */
  exchange(other: PyObject | null): PyObject;
}

export type ThreadStatus = 'new' | 'ready' | 'waiting' | 'running' | 'done';

/** One thread that a program started. State is data: it can be left wherever it waits. */
export class Thread {
  status: ThreadStatus = 'new';
  /** The frame that its run began with, and the innermost one. */
  entry: PyFrame | null = null;
  frame: PyFrame | null = null;
  exceptionState = new ExceptionState(null);
  depth = 0;
  wait: Wait | null = null;
  deadline: bigint | null = null;
  /** Its part of `Scheduler.specific`, in that order; null before its first turn. */
  specific: (PyObject | null)[] = [];

  constructor(
    readonly id: number,
    readonly callable: Value,
    readonly args: readonly Value[],
    readonly kwnames: readonly string[] | null,
    readonly isDaemon: boolean,
    /** Told at the end, with what the thread raised. */
    readonly atEnd: ThreadEnd,
  ) {}
}

/** What happens when a thread ends. */
export interface ThreadEnd {
  threadEnded(vm: Runtime, failure: Raised | null): void;
}

/** Where a thread stands: its innermost frame, and the exception that it handles. */
export interface Standing {
  readonly id: number;
  readonly frame: PyFrame | null;
  readonly exceptionState: ExceptionState;
}

/** How long the host sleeps at one go while every thread waits. */
const STRETCH_NS = 20_000_000n;

/** The threads of one machine. */
export class Scheduler {
  /** Threads that have not ended, in the order in which they take their turns. */
  readonly threads: Thread[] = [];
  /** What is exchanged when another thread gets its turn. */
  readonly specific: ThreadSpecific[] = [];
  /** The threads that others run on top of: their frames must be found by those who walk the heap. */
  private readonly below: Standing[] = [];
  private nextId = MAIN_THREAD + 1;
  private current: Thread | null = null;

  constructor(private readonly vm: Machine) {
    const checkpoint = vm.checkpoint;
    vm.checkpoint = () => {
      checkpoint();
      this.tick();
    };
    vm.runningFrames = () => this.standings().map(({ frame }) => frame);
    vm.threadIds = () => this.standings().map(({ id }) => id);
  }

  /** Where every thread stands, the running one first. */
  standings(): Standing[] {
    const { vm } = this;
    const running: Standing = { id: vm.threadId(), frame: vm.frame, exceptionState: vm.exceptionState };
    // Threads below the running one on the host's stack wait for it.
    return [running, ...this.below, ...this.threads.filter((thread) => thread.status !== 'running')];
  }

  /** A time slice is over: others get their turn. */
  private tick(): void {
    if (this.threads.length === 0) return;
    if (this.current === null) this.yieldTurn();
    else this.vm.switchWanted = new TurnOver();
  }

  /** Start a thread: it runs when the running one waits. */
  start(
    callable: Value,
    args: readonly Value[],
    kwnames: readonly string[] | null,
    isDaemon: boolean,
    atEnd: ThreadEnd,
  ): Thread {
    const thread = new Thread(this.nextId++, callable, args, kwnames, isDaemon, atEnd);
    this.vm.chargeMemory(4096);
    this.threads.push(thread);
    return thread;
  }

  private now(): bigint {
    return this.vm.host.clock?.monotonicNs() ?? 0n;
  }

  /**
   * Wait, and answer what the wait's `finish` does. The running thread is left on the heap where only frames of the
   * interpreter are on the host's stack; else others run on top of it until it can go on.
   */
  block(wait: Wait, timeoutNs: bigint | null): Value {
    const { vm } = this;
    if (wait.ready(vm)) return wait.finish(vm, true);
    const deadline = timeoutNs === null ? null : this.now() + timeoutNs;
    if (this.current !== null && vm.runDepth === vm.suspendDepth) throw new ThreadWait(wait, deadline);
    // A look without waiting needs no host.
    const isLook = timeoutNs !== null && timeoutNs <= 0n;
    const isVirtual = vm.host.clock?.isVirtual === true;
    // By a virtual clock only other threads can make it necessary to wait: for promises.
    const needsHost = !isVirtual || (this.threads.length > 0 && vm.runDepth === vm.suspendDepth);
    if (vm.hostWait !== null && !isLook && needsHost) {
      if (vm.runDepth !== vm.suspendDepth) throw runtimeError(cannotSuspend(holderName(vm)));
      throw new Suspend(this.waitForHost(wait, deadline, vm.hostWait));
    }
    return wait.finish(vm, this.runOthers(wait, deadline));
  }

  /** Wait with the host free to do other things; other threads run meanwhile. */
  private async waitForHost(wait: Wait, deadline: bigint | null, pass: (ms: number) => Promise<void>): Promise<Value> {
    const { vm } = this;
    for (;;) {
      // The frames of the waiting program must be on the heap before anything else runs.
      await pass(0);
      vm.checkLimits();
      if (wait.ready(vm)) return wait.finish(vm, true);
      if (this.isLate(deadline)) return wait.finish(vm, false);
      const thread = this.threads.find((candidate) => this.canRun(candidate));
      if (thread !== undefined) this.runThread(thread);
      else await this.idleForHost(deadline, pass);
    }
  }

  /** Nobody can run: pass the time until somebody may. */
  private async idleForHost(deadline: bigint | null, pass: (ms: number) => Promise<void>): Promise<void> {
    const { clock } = this.vm.host;
    if (clock?.isVirtual !== true) return pass(Number(this.stretch(deadline)) / 1e6);
    if (this.threads.some((thread) => thread.wait instanceof PromiseWait)) return pass(1);
    if (deadline === null && this.threads.every((thread) => thread.deadline === null)) {
      throw runtimeError('deadlock: all threads wait for each other');
    }
    clock.sleep?.(this.stretch(deadline));
  }

  /** How long nobody can run, at most a stretch. */
  private stretch(deadline: bigint | null): bigint {
    let next = deadline;
    for (const thread of this.threads) {
      if (thread.status !== 'waiting' || thread.deadline === null) continue;
      if (next === null || thread.deadline < next) next = thread.deadline;
    }
    if (next === null) return STRETCH_NS;
    const left = next - this.now();
    return left < 0n ? 0n : left < STRETCH_NS ? left : STRETCH_NS;
  }

  /** Let every other thread that can run have a turn. */
  private yieldTurn(): void {
    for (const thread of [...this.threads]) if (this.canRun(thread)) this.runThread(thread);
  }

  private canRun(thread: Thread): boolean {
    if (thread.status === 'new' || thread.status === 'ready') return true;
    if (thread.status !== 'waiting') return false;
    return (thread.wait as Wait).ready(this.vm) || this.isLate(thread.deadline);
  }

  private isLate(deadline: bigint | null): boolean {
    return deadline !== null && this.now() >= deadline;
  }

  /** Run other threads until the wait is over; true when what was waited for holds. */
  private runOthers(wait: Wait, deadline: bigint | null): boolean {
    const { vm } = this;
    for (;;) {
      vm.chargeFuel(1);
      if (this.current === null) deliverSignals(vm);
      if (wait.ready(vm)) return true;
      if (this.isLate(deadline)) return false;
      const thread = this.threads.find((candidate) => this.canRun(candidate));
      if (thread !== undefined) this.runThread(thread);
      else this.idle(deadline);
    }
  }

  /** Nobody can run: sleep until the next deadline. */
  private idle(deadline: bigint | null): void {
    const { clock, signals } = this.vm.host;
    let next = deadline;
    for (const thread of this.threads) {
      if (thread.status !== 'waiting' || thread.deadline === null) continue;
      if (next === null || thread.deadline < next) next = thread.deadline;
    }
    if (next === null && signals === null) throw runtimeError('deadlock: all threads wait for each other');
    if (clock?.sleep === undefined) throw error(RuntimeError, 'waiting is not possible on this host');
    const left = next === null ? STRETCH_NS : next - this.now();
    if (left > 0n) clock.sleep(left < STRETCH_NS || clock.isVirtual === true ? left : STRETCH_NS);
    this.vm.checkLimits();
  }

  /** Run a thread until it waits or ends. */
  private runThread(thread: Thread): void {
    const { vm } = this;
    const at = this.threads.indexOf(thread);
    // Whoever had a turn goes to the end of the queue.
    if (at >= 0) this.threads.push(...this.threads.splice(at, 1));
    const before = {
      thread: this.current,
      id: vm.runningThread,
      frame: vm.frame,
      heapFrame: vm.heapFrame,
      activeBase: vm.activeBase,
      exceptionState: vm.exceptionState,
      depth: vm.depth,
      suspendDepth: vm.suspendDepth,
      specific: this.specific.map(() => null as PyObject | null),
    };
    this.below.push(before);
    const wait = thread.wait;
    const { status } = thread;
    thread.status = 'running';
    thread.wait = null;
    this.current = thread;
    vm.runningThread = thread.id;
    vm.frame = thread.frame;
    vm.exceptionState = thread.exceptionState;
    vm.depth = thread.depth - vm.active;
    vm.suspendDepth = vm.runDepth + 1;
    before.specific = this.specific.map((state, i) => state.exchange(thread.specific[i] ?? null));
    try {
      if (status === 'new') vm.call(thread.callable, thread.args, thread.kwnames);
      else if (status === 'ready') continueRun(vm, thread.entry as PyFrame);
      else this.goOn(thread, wait as Wait);
      this.end(thread, null);
    } catch (reason) {
      if (reason instanceof Suspended) this.park(thread, reason);
      else if (reason instanceof Raised) this.end(thread, reason);
      else throw reason;
    } finally {
      vm.switchWanted = null;
      // State that came into being during the turn is the thread's alone: its place is taken by a new one.
      thread.specific = this.specific.map((state, i) => state.exchange(before.specific[i] ?? null));
      this.below.pop();
      this.current = before.thread;
      vm.runningThread = before.id;
      vm.heapFrame = before.heapFrame;
      vm.activeBase = before.activeBase;
      vm.exceptionState = before.exceptionState;
      vm.depth = before.depth;
      vm.suspendDepth = before.suspendDepth;
    }
  }

  private goOn(thread: Thread, wait: Wait): void {
    const { vm } = this;
    let value: Value = None;
    let failure: Raised | null = null;
    try {
      value = wait.finish(vm, wait.ready(vm));
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      failure = reason;
    }
    resume(vm, thread.entry as PyFrame, value, failure);
  }

  /** Leave a thread on the heap until what it waits for holds. */
  private park(thread: Thread, suspended: Suspended): void {
    const { vm } = this;
    thread.entry = suspended.entry;
    thread.frame = vm.heapFrame;
    thread.exceptionState = vm.exceptionState;
    thread.depth = vm.pythonDepth;
    thread.status = suspended.reason instanceof TurnOver ? 'ready' : 'waiting';
    if (suspended.reason instanceof TurnOver) return;
    if (suspended.reason instanceof ThreadWait) {
      thread.wait = suspended.reason.wait;
      thread.deadline = suspended.reason.deadline;
    } else {
      thread.wait = vm.hostWait === null ? new HostWait() : new PromiseWait(suspended.promise);
      thread.deadline = null;
    }
  }

  private end(thread: Thread, failure: Raised | null): void {
    thread.status = 'done';
    thread.frame = null;
    thread.entry = null;
    const at = this.threads.indexOf(thread);
    if (at >= 0) this.threads.splice(at, 1);
    thread.atEnd.threadEnded(this.vm, failure);
    forgetThread(this.vm, thread.id);
  }
}

/** A thread cannot wait for a promise of the host: only the main program can. */
class HostWait implements Wait {
  ready(): boolean {
    return true;
  }

  finish(): Value {
    throw runtimeError('cannot wait for the host in a thread');
  }
}

/** A thread waits for a promise of the host. */
class PromiseWait implements Wait {
  private value: Value | null = null;
  private reason: unknown = null;
  private isSettled = false;

  constructor(promise: Promise<Value>) {
    promise.then(
      (value) => {
        this.value = value;
        this.isSettled = true;
      },
      (reason) => {
        this.reason = reason;
        this.isSettled = true;
      },
    );
  }

  ready(): boolean {
    return this.isSettled;
  }

  finish(): Value {
    if (this.value !== null) return this.value;
    if (this.reason instanceof Raised || this.reason instanceof LimitExceeded) throw this.reason;
    throw runtimeError('the host function failed');
  }
}

export const schedulerKey = new StateKey('scheduler', (vm) => new Scheduler(vm as Machine));

/** The scheduler of a machine. */
export function schedulerOf(vm: Runtime): Scheduler {
  return vm.state(schedulerKey);
}
