/** This file defines the virtual machine: the state of one running Python, and what native code may ask of it. */

import type { PyCode } from '../bytecode/code.js';
import { CONSTANT_BUILTIN_ALL } from '../bytecode/operands.js';
import { builtinTypes, objectType, PyStrSubclass, tupleType, typeOf, typeType } from '../objects/core-types.js';
import { memoryError, recursionError, runtimeError, systemError, typeError } from '../objects/errors.js';
import type { PyBaseException, PyStopIteration } from '../objects/exceptions/base-exception.js';
import { importErrorFrom } from '../objects/exceptions/import-error.js';
import { Raised } from '../objects/exceptions/raised.js';
import { AssertionError, NotImplementedError, StopIteration } from '../objects/exceptions/types.js';
import { getOwn } from '../objects/instance.js';
import { getAttr, lookupAttr, lookupSpecial } from '../objects/operations/attributes.js';
import { getIter, toArray } from '../objects/operations/iteration.js';
import { stepIterator, takeReturnValue } from '../objects/operations/stop-iteration.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyCell, PyFunction, PyModule } from '../objects/types/function.js';
import { PyObject, type Value } from '../values/object.js';
import type { Runtime, StateKey } from '../values/runtime.js';
import { EMPTY_TUPLE, PyBytes, PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { isStr, type Str, strFromCodePoints, strFromKey, strFromUtf16, strKey, strToUtf16 } from '../values/str.js';
import type { PyType } from '../values/type.js';
import { Activations, DEEPEST_ACTIVATION, dropActivations, innermostFrame } from './activations.js';
import { callFunction, callObject } from './call.js';
import { type CompiledCall, type CompiledEntry, type Compiler, NeedsFrame } from './compiler.js';
import { type Configuration, DEFAULT_CONFIGURATION } from './configuration.js';
import { noteOrigin } from './coroutine-hooks.js';
import { ExceptionState, type PyFrame, type Slot } from './frame.js';
import type { PyGenerator } from './generator.js';
import { yieldFrom } from './generator-run.js';
import { Heap } from './heap/heap.js';
import type { Host } from './host.js';
import { storeAttribute } from './instructions/attributes.js';
import { storeName } from './instructions/names.js';
import { resumeCompiled, run, runCompiled } from './interpreter.js';
import {
  FuelExhausted,
  LimitExceeded,
  type LimitKind,
  type Limits,
  type MemoryProbe,
  type MeterClock,
  UNLIMITED,
  type Usage,
} from './limits.js';
import { shadowingHint } from './module-shadowing.js';
import { permit } from './permission.js';
import { ALLOW_ALL, type AuditListener, type ModuleGrant, type Policy } from './policy.js';
import { SipHash13 } from './siphash.js';
import type { Steppable } from './steps/steps.js';
import { cannotSuspend, nativeName, Suspend } from './suspension.js';
import type { SyntaxTrees } from './syntax-trees.js';
import type { Monitoring } from './tracing/monitoring.js';

/** Instructions (and units of native work) between two looks at signals. */
const FUEL_SLICE = 1 << 18;
/** The same where there is a deadline to look at: about a millisecond. */
const WATCHED_SLICE = 1 << 16;
/** Stands for unlimited fuel: a number, so that what was used can be told. */
const MOST_FUEL = Number.MAX_SAFE_INTEGER;
/** What a unit of fuel takes at least, by any native code on any machine: long work that must fail is not begun. */
const LEAST_MS_PER_UNIT = 4e-6;
/** What of the host's heap counts as logical bytes: its objects are somewhat larger than CPython's. */
const HEAP_SHARE = 0.95;
/** Bytes that a single request can have at most, whatever the limits. */
const LARGEST_REQUEST = 0x1fffffff0;
/** Native levels (repr, comparison, nested runs …) before RecursionError: what the host's stack bears, with reserve. */
const NATIVE_DEPTH_LIMIT = 1400;
/** The number of the thread that a machine starts with. */
export const MAIN_THREAD = 1;
/** How the host's messages begin when a string, an array or an integer would become too large for it. */
const HOST_SIZE_ERRORS = [
  'Invalid string length',
  'Invalid array length',
  'Invalid typed array length',
  'Array buffer allocation',
  'Maximum BigInt size',
];
/** A level of compiled code weighs four of these; up to so many, native levels included. */
const COMPILED_ROOM = 1000;
/** What one nested run of the loop weighs against a plain native level. */
const NESTED_RUN_WEIGHT = 3;

export interface MachineOptions {
  readonly host: Host;
  readonly configuration?: Configuration;
  /** Limits that differ from none at all. */
  readonly limits?: Partial<Limits>;
  /** Instructions that may be executed; unlimited without. The same as `limits.instructions`. */
  readonly fuel?: number;
  /** Logical bytes that may be held; unlimited without. The same as `limits.memoryBytes`. */
  readonly memory?: number;
  /** What wall time is measured with; without it there is no limit of time. */
  readonly meterClock?: MeterClock;
  /** Looks at the host's memory, as a second wall. */
  readonly memoryProbe?: MemoryProbe;
  /** Rules on dynamic features. */
  readonly policy?: Policy;
  /** Modules of the standard library that may be imported; all without. */
  readonly modules?: ModuleGrant;
  /** Is told every audit event before the program's own hooks. */
  readonly auditListener?: AuditListener;
  /** Asked now and then while a program runs: true ends it. */
  readonly isCancelled?: () => boolean;
  /** Seed of str hashes: two 64-bit words. */
  readonly hashSeed?: readonly [bigint, bigint];
}

/** How `send` ended: with a yielded value, or finished with the returned one. */
export interface Sent {
  readonly value: Value;
  readonly finished: boolean;
}

/** One virtual machine. */
/** What importlib asks about a frozen module. */
export interface FrozenInfo {
  readonly isPackage: boolean;
  readonly origin: string | null;
  readonly isEssential: boolean;
}

export class Machine implements Runtime {
  readonly host: Host;
  readonly configuration: Configuration;
  /** What is left of the current slice: the loop counts it down. */
  fuel = 0;
  private fuelBeyond = 0;
  private fuelGiven = 0;
  private fuelOfEarlierRuns = 0;
  /** Logical bytes that may still be allocated before the live heap is measured again. */
  memory: number;
  limits: Limits;
  readonly policy: Policy;
  readonly moduleGrant: ModuleGrant | null;
  /** The machine has started: policy and grants of modules hold from now on. */
  isGuarded = false;
  /** Why this machine was stopped for good; null while it may run. */
  stopped: LimitExceeded | null = null;
  /** By the meter's clock; moved forward by what a virtual clock sleeps. */
  private deadline = Number.POSITIVE_INFINITY;
  private runBegan = 0;
  private slept = 0;
  private peakBytes = 0;
  /** A MemoryError for used-up memory was raised, and memory did not become free since. */
  private memoryWarned = false;
  /** Where the last measurement happened, and what it said. */
  private measuredFrame: PyFrame | null = null;
  private measuredPc = 0;
  private measuredBytes = 0;
  /** The probe's figure when the machine began, and the one at which it is time to look closer. */
  private probeBase = 0;
  private probeNext = 0;
  outputBytes = 0;
  hostCalls = 0;
  private readonly meterClock: MeterClock | null;
  private readonly memoryProbe: MemoryProbe | null;
  private readonly isCancelled: (() => boolean) | null;
  private readonly auditListener: AuditListener | null;
  /** Measures the logical bytes that are alive; without it the account only goes down. */
  measureLiveBytes: ((vm: Machine) => number) | null = null;
  /** The innermost frame of the interpreter; compiled code runs above it without frames, see activations.ts. */
  heapFrame: PyFrame | null = null;
  /** Index of the innermost activation of compiled code, and of the last one below the running loop. */
  active = 0;
  activeBase = 0;
  /** Compiled code above this index goes on in the interpreter: the host's stack, or the recursion limit, is near. */
  activeLimit = 0;
  readonly activations = new Activations();
  /** What compiled code answered `undefined` for: an exception, or frames that it left to the interpreter. */
  raised: Raised | null = null;
  /** The frame that the exception passed last. */
  raisedFrame: PyFrame | null = null;
  /** The outermost of the frames that compiled code has just written to the heap. */
  leaving: PyFrame | null = null;
  /** Why they were left, when the run is to be suspended. */
  leaveReason: Suspend | null = null;
  /** What a method that compiled code has looked up is to be called with in front; undefined for nothing. */
  receiver: Value | undefined = undefined;
  /** What the receiver of a SEND returned. */
  sent: Value | undefined = undefined;
  /** The instance whose `__init__` was left. */
  constructing: Value | undefined = undefined;
  /** Makes JavaScript from bytecode; null where that is not wanted or not possible. */
  jit: Compiler | null = null;
  exceptionState = new ExceptionState(null);
  /** An exception to raise in the frame that is about to be resumed. */
  throwInto: Raised | null = null;
  recursionLimit = 1000;
  depth = 0;
  nativeDepth = 0;
  /** How many runs of the loop stand on the host's stack. */
  runDepth = 0;
  /** The run that may be suspended: the one that the running thread began with. */
  suspendDepth = 1;
  /** What the running thread is to throw at its next safe place, because its turn is over. */
  switchWanted: Suspend | null = null;
  /** Native work that can be done in steps, so that it may wait for the host; null where nothing ever waits. */
  steppable: Steppable | null = null;
  /** Passes so many milliseconds without blocking the host; null where the host must be blocked. */
  hostWait: ((ms: number) => Promise<void>) | null = null;
  readonly modules = new PyDict();
  builtins: PyDict = new PyDict();
  /** `all` and `any` as the machine started with them, for LOAD_COMMON_CONSTANT. */
  private originalAll: Value = None;
  private originalAny: Value = None;
  /** `type.__call__` and `object.__new__`, which call sites compare with. */
  readonly typeCall = typeType.tp_call;
  readonly objectNew = objectType.tp_new;

  private readonly states = new Map<StateKey<unknown>, unknown>();
  /** What the machine knows of objects whose end matters. */
  readonly heap = new Heap(this);
  /** Objects are watched: the heap is told of every instruction, and compiled code is not entered. */
  watching = false;
  private readonly identities = new WeakMap<PyObject, number>();
  private readonly primitiveIdentities = new Map<Value, number>();
  private nextIdentity = 0x7f0000000000;
  private typeVersions = 1;
  private readonly reprActive = new Set<Value>();
  private readonly sipHash: SipHash13;
  private readonly hashCache = new Map<string, number | bigint>();

  constructor(options: MachineOptions) {
    this.host = options.host;
    this.configuration = options.configuration ?? DEFAULT_CONFIGURATION;
    this.optimizationLevel = this.configuration.optimize;
    this.policy = options.policy ?? ALLOW_ALL;
    this.moduleGrant = options.modules ?? null;
    this.meterClock = options.meterClock ?? null;
    this.memoryProbe = options.memoryProbe ?? null;
    this.isCancelled = options.isCancelled ?? null;
    this.auditListener = options.auditListener ?? null;
    this.limits = {
      ...UNLIMITED,
      ...(options.fuel === undefined ? {} : { instructions: options.fuel }),
      ...(options.memory === undefined ? {} : { memoryBytes: options.memory }),
      ...options.limits,
    };
    this.memory = this.limits.memoryBytes;
    this.beginRun(this.limits);
    this.heap.install();
    this.sipHash = new SipHash13(...(options.hashSeed ?? [0n, 0n]));
  }

  // Metering

  /** Pay for instructions already counted; ends the run when nothing is left. */
  spend(units: number): void {
    this.fuel -= units;
    if (this.fuel < 0) this.betweenInstructions();
  }

  /** The slice is spent between two instructions of Python code, where objects may be collected as well. */
  betweenInstructions(): void {
    this.sliceSpent();
    if (this.heap.isDue) this.heap.collectIfDue();
  }

  chargeFuel(units: number): void {
    this.fuel -= units;
    if (this.fuel < 0) {
      this.sliceSpent();
      this.checkLongWork(units);
    }
  }

  /** What may still be spent, the current slice included. */
  get fuelLeft(): number {
    return this.fuel + this.fuelBeyond;
  }

  /** Give the program this much to spend from now on, also when it was stopped because it had spent all. */
  setFuel(units: number): void {
    if (this.stopped?.kind === 'instructions') this.stopped = null;
    this.fuelOfEarlierRuns = this.instructionsTotal;
    this.fuelGiven = Math.min(units, MOST_FUEL);
    this.handOut(this.fuelGiven);
  }

  private handOut(units: number): void {
    this.fuel = Math.min(units, this.meterClock === null ? FUEL_SLICE : WATCHED_SLICE);
    this.fuelBeyond = units - this.fuel;
  }

  /** What was spent since `setFuel` or `beginRun`. */
  get fuelUsed(): number {
    return this.fuelGiven - this.fuelLeft;
  }

  /** Give back what was charged twice for the same work. */
  refundFuel(units: number): void {
    this.fuelBeyond += units;
  }

  /** Instructions of all runs of this machine. */
  get instructionsTotal(): number {
    return this.fuelOfEarlierRuns + this.fuelUsed;
  }

  /**
   * Begin a run with limits of its own: instructions, time, output and host calls are counted from here. What the
   * machine holds already counts towards memory.
   */
  beginRun(limits: Partial<Limits> = {}): void {
    if (this.stopped !== null) throw this.stopped;
    const held = this.limits.memoryBytes === Number.POSITIVE_INFINITY ? 0 : this.limits.memoryBytes - this.memory;
    this.limits = { ...this.limits, ...limits };
    this.memory = this.limits.memoryBytes - held;
    this.setFuel(this.limits.instructions);
    this.runBegan = this.meterClock?.() ?? 0;
    this.slept = 0;
    this.deadline = this.meterClock === null ? Number.POSITIVE_INFINITY : this.runBegan + this.limits.wallMs;
    this.outputBytes = 0;
    this.hostCalls = 0;
    this.recursionLimit = Math.min(this.recursionLimit, this.limits.recursion);
    if (this.memoryProbe !== null) {
      if (this.probeBase === 0) this.probeBase = this.memoryProbe.bytesInUse();
      this.probeNext =
        Math.min(this.memoryProbe.bytesInUse(), this.probeBase + this.limits.memoryBytes) + this.probeStep();
    }
  }

  /** What the run used so far. */
  usage(): Usage {
    this.notePeak();
    return {
      instructions: Math.ceil(this.fuelUsed),
      wallMs: this.meterClock === null ? 0 : this.meterClock() - this.runBegan + this.slept,
      peakBytes: Math.ceil(this.peakBytes),
      outputBytes: this.outputBytes,
      hostCalls: this.hostCalls,
    };
  }

  private notePeak(): void {
    const { memoryBytes } = this.limits;
    if (memoryBytes === Number.POSITIVE_INFINITY) return;
    this.peakBytes = Math.max(this.peakBytes, Math.min(memoryBytes - this.memory, memoryBytes));
  }

  /** End the program for good: throws what no handler of Python sees, now and whenever the machine is used again. */
  stop(kind: LimitKind): never {
    this.stopped ??= kind === 'instructions' ? new FuelExhausted() : new LimitExceeded(kind);
    // What was used stays known.
    this.fuelGiven = this.fuelUsed - 1;
    this.fuel = -1;
    this.fuelBeyond = 0;
    throw this.stopped;
  }

  /** Milliseconds that are left of the run's wall time. */
  get wallLeft(): number {
    return this.meterClock === null ? Number.POSITIVE_INFINITY : this.deadline - this.meterClock();
  }

  /** A virtual clock slept so long: it counts as if the program had waited. */
  chargeSleep(ms: number): void {
    if (this.meterClock === null) return;
    this.slept += ms;
    this.deadline -= ms;
    if (this.wallLeft <= 0) this.stop('time');
  }

  /** Pay for bytes on standard output or standard error, before they are written. */
  chargeOutput(bytes: number): void {
    this.outputBytes += bytes;
    if (this.outputBytes > this.limits.outputBytes) this.stop('output');
  }

  /** Pay for a call of a host function, before it is made. */
  chargeHostCall(): void {
    if (++this.hostCalls > this.limits.hostCalls) this.stop('host-calls');
  }

  /**
   * The slice is spent: end the run when nothing is left at all, else begin another and see to what waits (signals,
   * deadlines). Called where the state is consistent and Python code may run.
   */
  sliceSpent(): void {
    if (this.stopped !== null) throw this.stopped;
    const left = this.fuelLeft;
    if (left < 0) this.stop('instructions');
    this.handOut(left);
    this.checkLimits();
    this.checkpoint();
  }

  /** Time, cancellation and the host's memory: throws when one of them ends the run. */
  checkLimits(): void {
    if (this.stopped !== null) throw this.stopped;
    if (this.isCancelled?.() === true) this.stop('cancelled');
    if (this.meterClock !== null && this.meterClock() >= this.deadline) this.stop('time');
    if (this.memoryProbe !== null && this.limits.memoryBytes !== Number.POSITIVE_INFINITY) this.probeMemory();
  }

  /** Before native work that cannot be interrupted: ends the run at once when it would surely last beyond the deadline. */
  private checkLongWork(units: number): void {
    if (this.meterClock === null || units < WATCHED_SLICE) return;
    if (units * LEAST_MS_PER_UNIT > this.wallLeft) this.stop('time');
  }

  /** What is looked at between two slices; may raise. */
  checkpoint: () => void = () => {};

  // Memory

  chargeMemory(bytes: number): void {
    if (bytes > this.memory || bytes > LARGEST_REQUEST) this.memoryShort(bytes);
    this.memory -= bytes;
  }

  /** The account does not hold so many bytes: measure what is alive, and raise MemoryError if that does not help. */
  private memoryShort(bytes: number): void {
    this.notePeak();
    const { memoryBytes } = this.limits;
    if (bytes > LARGEST_REQUEST || bytes > memoryBytes) throw memoryError();
    const alive = this.measureAlive();
    if (alive !== null) {
      this.settle(alive);
      if (bytes <= this.memory) return;
    }
    // A large request is refused and nothing was allocated. Small ones that do not fit mean that memory is used up.
    if (bytes > memoryBytes / 8) throw memoryError();
    this.memoryUsedUp();
    if (bytes > this.memory) throw memoryError();
  }

  /**
   * Bytes that are alive: by a walk over the machine's objects, or by the host's heap when that has grown much more
   * (native code may hold what no object refers to yet). Null when there is neither.
   */
  private measureAlive(): number | null {
    const walked = this.measureLiveBytes === null ? null : this.measureLiveBytes(this);
    const probe = this.memoryProbe;
    if (probe === null) return walked === null ? null : walked + this.unseenBytes(walked);
    const used = this.probeUsed(probe, walked ?? this.limits.memoryBytes / 2);
    this.probeNext = this.probeBase + used + this.probeStep();
    return Math.max(walked ?? used, used * HEAP_SHARE);
  }

  /**
   * Without a probe: what was charged since the last measurement by the very instruction that is running still, which the
   * walk cannot see.
   */
  private unseenBytes(walked: number): number {
    const { frame } = this;
    const pc = frame?.pc ?? 0;
    const charged = this.limits.memoryBytes - this.memory - this.measuredBytes;
    const isSame = frame === this.measuredFrame && pc === this.measuredPc;
    this.measuredFrame = frame;
    this.measuredPc = pc;
    const unseen = isSame ? Math.max(0, charged) : 0;
    this.measuredBytes = walked + unseen;
    return unseen;
  }

  /** Set the account to what was measured. */
  private settle(liveBytes: number): void {
    const { memoryBytes } = this.limits;
    this.memory = memoryBytes - liveBytes;
    this.notePeak();
    if (liveBytes < memoryBytes * 0.8) this.memoryWarned = false;
    else if (this.memoryWarned) this.memory += this.reserve;
  }

  /** What a program may use beyond its limit to handle and print the MemoryError. */
  private get reserve(): number {
    return Math.min(16 * 1024 * 1024, this.limits.memoryBytes / 8);
  }

  /** Memory is used up by many small requests: the program is told once, and stopped when it goes on. */
  private memoryUsedUp(): void {
    if (this.memoryWarned) this.stop('memory');
    this.memoryWarned = true;
    this.memory += this.reserve;
    throw memoryError();
  }

  /**
   * Bytes of the host's heap in use by this machine, garbage collected. A host may give memory of buffers back only at the
   * next collection: where more is in use than expected, there are two.
   */
  private probeUsed(probe: MemoryProbe, expected: number): number {
    probe.collect();
    if (probe.bytesInUse() - this.probeBase > expected * 1.5) probe.collect();
    return Math.max(0, probe.bytesInUse() - this.probeBase);
  }

  private probeStep(): number {
    return Math.max(this.limits.memoryBytes / 8, 8 * 1024 * 1024);
  }

  /** The host's heap has grown: see whether that is this machine's live data. */
  private probeMemory(): void {
    const probe = this.memoryProbe as MemoryProbe;
    if (probe.bytesInUse() < this.probeNext) return;
    const { memoryBytes } = this.limits;
    const used = this.probeUsed(probe, memoryBytes / 2);
    this.probeNext = this.probeBase + used + this.probeStep();
    const counted = used * HEAP_SHARE;
    if (counted < memoryBytes) {
      if (counted < memoryBytes * 0.8) this.memoryWarned = false;
      return;
    }
    this.probeNext = this.probeBase + used + this.reserve;
    this.memoryUsedUp();
  }

  /** How many levels of native recursion are left. */
  get nativeDepthLeft(): number {
    return NATIVE_DEPTH_LIMIT - this.nativeDepth;
  }

  enterRecursion(where: string): void {
    if (++this.nativeDepth > NATIVE_DEPTH_LIMIT) {
      this.nativeDepth--;
      throw recursionError(`maximum recursion depth exceeded${where}`);
    }
  }

  leaveRecursion(): void {
    this.nativeDepth--;
  }

  /** Count a Python frame. */
  enterFrame(): void {
    if (++this.depth + this.active > this.recursionLimit) {
      this.depth--;
      throw recursionError('maximum recursion depth exceeded');
    }
  }

  leaveFrame(): void {
    this.depth--;
  }

  /** How many Python calls are going on. */
  get pythonDepth(): number {
    return this.depth + this.active;
  }

  /**
   * Compiled code may be entered: no tool watches, no object is watched, native work never waits in steps, and no walk over
   * the heap has to find the variables of compiled code because memory is limited.
   */
  get entersCompiled(): boolean {
    return (
      this.jit !== null &&
      !this.watching &&
      !this.isMonitored &&
      this.steppable === null &&
      this.limits.memoryBytes === Number.POSITIVE_INFINITY
    );
  }

  /** Compiled code looks up at its next turn or call: something has to be seen to that only the interpreter does. */
  interruptCompiled(): void {
    if (this.active === 0 || this.fuel < 0) return;
    this.fuelBeyond += this.fuel + 1;
    this.fuel = -1;
  }

  /** The innermost Python frame. Frames of compiled code are made now; their variables stand in `slots` only once they are left. */
  get frame(): PyFrame | null {
    return this.active === this.activeBase ? this.heapFrame : innermostFrame(this);
  }

  set frame(frame: PyFrame | null) {
    this.heapFrame = frame;
    this.activeBase = this.active;
  }

  /** How many levels of compiled code the host's stack still bears. */
  setActiveLimit(): void {
    const room = Math.max(1, (COMPILED_ROOM - this.nativeDepth - 4 * this.active) >> 2);
    this.activeLimit = Math.min(this.active + room, this.recursionLimit - this.depth, DEEPEST_ACTIVATION);
  }

  enterNested(): void {
    this.nativeDepth += NESTED_RUN_WEIGHT;
    if (this.nativeDepth > NATIVE_DEPTH_LIMIT) {
      this.nativeDepth -= NESTED_RUN_WEIGHT;
      throw recursionError('maximum recursion depth exceeded');
    }
  }

  leaveNested(): void {
    this.nativeDepth -= NESTED_RUN_WEIGHT;
  }

  /** The host's stack, or what one of its strings and arrays can hold, ran out: the program sees its own error. */
  hostStackExhausted(reason: RangeError): unknown {
    // No regular expression here: it would need stack.
    if (reason.message.includes('call stack')) return recursionError('maximum recursion depth exceeded');
    return HOST_SIZE_ERRORS.some((text) => reason.message.startsWith(text)) ? memoryError() : reason;
  }

  /** A limit or a fault ends the run: forget the frames down to the one below `entry`. */
  abandon(entry: PyFrame): void {
    dropActivations(this);
    for (let frame = this.heapFrame; frame !== null; frame = frame.back) {
      this.depth--;
      if (frame === entry) break;
    }
    this.heapFrame = entry.back;
  }

  // Calls

  /** Run a frame, and every frame that it calls, until it returns or yields. */
  run(frame: PyFrame): Value {
    return run(this, frame);
  }

  /** Call compiled code from native code. */
  runCompiled(func: PyFunction, compiled: CompiledCall, args: readonly Slot[]): Value {
    return runCompiled(this, func, compiled, args);
  }

  /** Resume a generator whose code is compiled, from native code. */
  resumeCompiled(generator: PyGenerator, compiled: CompiledEntry, value: Value): Value {
    return resumeCompiled(this, generator, compiled, value);
  }

  call(callable: Value, args: readonly Value[], kwnames: readonly string[] | null = null): Value {
    if (callable instanceof PyFunction) return callFunction(this, callable, args, kwnames);
    try {
      return callObject(this, callable, args, kwnames);
    } catch (reason) {
      // Native code made this call and waits for it on the host's stack.
      if (reason instanceof Suspend) throw runtimeError(cannotSuspend(nativeName(this)));
      throw reason;
    }
  }

  call0(callable: Value): Value {
    return this.call(callable, []);
  }

  call1(callable: Value, a: Value): Value {
    return this.call(callable, [a]);
  }

  call2(callable: Value, a: Value, b: Value): Value {
    return this.call(callable, [a, b]);
  }

  // Types

  subclassesOf(type: PyType): PyType[] {
    const found = this.builtinSubclasses(type);
    for (const subclass of this.heap.subclasses.get(type) ?? []) found.push(subclass);
    return found;
  }

  /** Built-in subclasses are the same for every machine. */
  private builtinSubclasses(type: PyType): PyType[] {
    return type.isHeap ? [] : builtinTypes.filter((each) => each.bases.includes(type));
  }

  registerSubclass(base: PyType, subclass: PyType): void {
    const { subclasses } = this.heap;
    const known = subclasses.get(base);
    if (known === undefined) subclasses.set(base, new Set([subclass]));
    else known.add(subclass);
    this.heap.noteRegistered();
  }

  unregisterSubclass(base: PyType, subclass: PyType): void {
    const { subclasses } = this.heap;
    const known = subclasses.get(base);
    known?.delete(subclass);
    if (known?.size === 0) subclasses.delete(base);
  }

  noteFinalizable(object: PyObject): void {
    this.heap.noteFinalizable(object);
  }

  newTypeVersion(): number {
    return ++this.typeVersions;
  }

  currentModuleName(): Value | undefined {
    return this.frame?.globals.getStr('__name__');
  }

  implicitSuper(): { cls: Value; self: Value } {
    const frame = this.frame;
    if (frame === null) throw runtimeError('super(): no current frame');
    if (frame.liveAt !== 0) throw new NeedsFrame();
    const code = frame.code;
    if (code.co_argcount === 0) throw runtimeError('super(): no arguments');
    let self = frame.slots[0];
    if (self instanceof PyCell && code.localspluskinds[0] !== undefined && code.localspluskinds[0] & 0x40) {
      self = self.value;
    }
    if (self === undefined) throw runtimeError('super(): arg[0] deleted');
    const first = code.nlocalsplus - code.nfreevars;
    for (let i = first; i < code.nlocalsplus; i++) {
      if (code.localsplusnames[i] !== '__class__') continue;
      const cell = frame.slots[i];
      if (!(cell instanceof PyCell)) throw runtimeError('super(): bad __class__ cell');
      if (cell.value === undefined) throw runtimeError('super(): empty __class__ cell');
      return { cls: cell.value, self };
    }
    throw runtimeError('super(): __class__ cell not found');
  }

  builtinsFor(globals: Value): PyDict {
    const found = globals instanceof PyDict ? globals.getStr('__builtins__') : undefined;
    if (found instanceof PyModule) return found.dict;
    // Any mapping will do: what is no plain dict is asked by subscript.
    return found === undefined ? (this.frame?.builtins ?? this.builtins) : (found as PyDict);
  }

  patternKind(value: Value): 0 | 1 | 2 {
    return typeOf(value).patternKind;
  }

  // Names and identity

  hashStr(key: string): number | bigint {
    if (key === '') return 0;
    let hash = this.hashCache.get(key);
    if (hash === undefined) {
      hash = this.sipHash.hashStr(key);
      if (this.hashCache.size >= 65536) this.hashCache.clear();
      this.hashCache.set(key, hash);
    }
    return hash;
  }

  identity(value: Value): number {
    if (value instanceof PyObject) {
      let id = this.identities.get(value);
      if (id === undefined) {
        id = this.nextIdentity;
        this.nextIdentity += 48;
        this.identities.set(value, id);
      }
      return id;
    }
    let id = this.primitiveIdentities.get(value);
    if (id === undefined) {
      id = this.nextIdentity;
      this.nextIdentity += 48;
      if (this.primitiveIdentities.size < 100_000) this.primitiveIdentities.set(value, id);
    }
    return id;
  }

  state<T>(key: StateKey<T>): T {
    let state = this.states.get(key);
    if (state === undefined) {
      state = this.restoredStates.get(key.name) ?? key.create(this);
      this.states.set(key, state);
    }
    return state as T;
  }

  /** What the machine itself holds on to: where a walk over the heap begins. */
  heapRoots(): unknown[] {
    const roots: unknown[] = [
      this.modules,
      this.builtins,
      this.originalAll,
      this.originalAny,
      this.frame,
      this.exceptionState,
      this.throwInto,
      this.monitoring,
      this.reprActive,
    ];
    for (const [key, state] of this.states) if (key.holds) roots.push(state);
    return roots;
  }

  /** States of a snapshot whose modules have not asked for them yet. */
  private readonly restoredStates = new Map<string, unknown>();

  /** Put the state of a snapshot in place, for a module that has asked for its own or will do so. */
  restoreState(name: string, value: unknown): void {
    for (const key of this.states.keys()) {
      if (key.name === name) {
        this.states.set(key, value);
        return;
      }
    }
    this.restoredStates.set(name, value);
  }

  /** Count from what a snapshot says was used in all earlier runs. */
  restoreUsage(instructions: number, outputBytes: number, hostCalls: number): void {
    this.fuelOfEarlierRuns = instructions - this.fuelUsed;
    this.outputBytes = outputBytes;
    this.hostCalls = hostCalls;
  }

  /** The states of native modules that belong to the program, by name. */
  namedStates(): [string, unknown][] {
    return [...this.states].filter(([key]) => key.holds).map(([key, state]) => [key.name, state]);
  }

  /** The number that `id()` gave for an object; undefined when nobody asked. */
  knownIdentity(object: PyObject): number | undefined {
    return this.identities.get(object);
  }

  /** Give an object the number that it had in another machine. */
  setIdentity(object: PyObject, id: number): void {
    this.identities.set(object, id);
    if (id >= this.nextIdentity) this.nextIdentity = id + 48;
  }

  /** What a walk over the heap must not enter: the machine and its host are no objects of the program. */
  heapBoundaries(): object[] {
    const found: object[] = [this, this.host];
    for (const part of Object.values(this.host)) if (typeof part === 'object' && part !== null) found.push(part);
    return found;
  }

  reprEnter(value: Value): boolean {
    if (this.reprActive.has(value)) return true;
    this.reprActive.add(value);
    return false;
  }

  reprLeave(value: Value): void {
    this.reprActive.delete(value);
  }

  ownAttribute(owner: PyObject, name: string): Value | undefined {
    return getOwn(owner, name);
  }

  storeAttribute(frame: PyFrame, owner: Value, name: number, at: number, value: Value): void {
    storeAttribute(this, frame, owner, name, at, value);
  }

  makeTuple(items: Value[]): PyTuple {
    return items.length === 0 ? EMPTY_TUPLE : new PyTuple(items);
  }

  /** Use the namespace of the module `builtins`, complete as it is now. */
  installBuiltins(dict: PyDict): void {
    this.builtins = dict;
    this.originalAll = dict.getStr('all') ?? None;
    this.originalAny = dict.getStr('any') ?? None;
  }

  commonConstant(which: number): Value {
    switch (which) {
      case 0:
        return AssertionError;
      case 1:
        return NotImplementedError;
      case 2:
        return tupleType;
      case CONSTANT_BUILTIN_ALL:
        return this.originalAll;
      default:
        return this.originalAny;
    }
  }

  // Iteration

  getIter(value: Value): Value {
    return getIter(this, value);
  }

  /** `receiver.send(value)` for anything but a plain generator: `next()` when the value is None. */
  sendTo(receiver: Value, value: Value): Sent {
    try {
      const type = typeOf(receiver);
      if (value === None && type.tp_iternext !== null) {
        const item = this.iterate(receiver);
        return item;
      }
      return { value: this.call1(getAttr(this, receiver, 'send'), value), finished: false };
    } catch (reason) {
      const result = reason instanceof Raised ? this.stopIterationValue(reason.exception) : undefined;
      if (result === undefined) throw reason;
      return { value: result, finished: true };
    }
  }

  /** One step of an iterator, with the value of its StopIteration. */
  iterate: (iterator: Value) => Sent = (iterator) => {
    const item = stepIterator(this, iterator);
    return item === undefined
      ? { value: takeReturnValue(this, iterator), finished: true }
      : { value: item, finished: false };
  };

  /** The value of a StopIteration; undefined for other exceptions. */
  stopIterationValue(exception: PyBaseException): Value | undefined {
    if (!exception.type.isSubtypeOf(StopIteration)) return undefined;
    return (exception as PyStopIteration).value ?? None;
  }

  isAwaited(generator: PyGenerator): boolean {
    return yieldFrom(generator) !== null;
  }

  /** Remember where a coroutine was made (sys.set_coroutine_origin_tracking_depth). */
  noteCoroutineOrigin(generator: PyGenerator): void {
    noteOrigin(this, generator);
  }

  /** An attribute of the module sys. */
  systemAttribute(name: string): Value | undefined {
    const sys = this.modules.getStr('sys');
    return sys instanceof PyModule ? sys.dict.getStr(name) : undefined;
  }

  // Imports

  private bootstrap: Value | null = null;
  /** Starts the import system, where that was put off until a program needs it. */
  startImports: (() => void) | null = null;
  /** Adds the builtins of the site module (exit, help …), put off until a program looks for a name that is not there. */
  lateBuiltins: (() => void) | null = null;

  /** Some builtins are made when a program needs them: true when that was done just now. */
  addLateBuiltins(): boolean {
    const isStarting = this.startImports !== null;
    if (isStarting) this.beginImports();
    const add = this.lateBuiltins;
    if (add === null) return isStarting;
    this.lateBuiltins = null;
    this.aside(add);
    return true;
  }

  /** See that the import system runs. Starting it is no work of the program, which may be anywhere. */
  beginImports(): void {
    const start = this.startImports;
    if (start === null) return;
    this.startImports = null;
    this.aside(start);
  }

  /** Do work that is no work of the program, which may be anywhere: it is not counted, and tools are not told of it. */
  private aside(work: () => void): void {
    const thread = this.monitoring?.current(this) ?? null;
    if (thread !== null) thread.depth++;
    const { frame, exceptionState, depth, nativeDepth, recursionLimit, isGuarded, fuel, fuelBeyond } = this;
    this.frame = null;
    this.exceptionState = new ExceptionState(null);
    this.depth = 0;
    this.nativeDepth = Math.min(nativeDepth, NATIVE_DEPTH_LIMIT >> 1);
    this.recursionLimit = Math.max(recursionLimit, 1000);
    this.isGuarded = false;
    try {
      work();
    } finally {
      if (thread !== null) thread.depth--;
      this.frame = frame;
      this.exceptionState = exceptionState;
      this.depth = depth;
      this.nativeDepth = nativeDepth;
      this.recursionLimit = recursionLimit;
      this.isGuarded = isGuarded;
      this.fuel = fuel;
      this.fuelBeyond = fuelBeyond;
    }
  }

  /** `importlib._bootstrap`, as the machine started with it: what a program puts into `sys.modules` does not change it. */
  importlib(): Value {
    this.beginImports();
    if (this.bootstrap !== null) return this.bootstrap;
    const found = this.modules.getStr('_frozen_importlib');
    if (found === undefined) throw systemError('the import system is not initialised');
    this.bootstrap = found;
    return found;
  }

  loadedModule(name: string): Value | undefined {
    return this.modules.getStr(name);
  }

  importModule(name: string): Value {
    const loaded = this.modules.getStr(name);
    if (loaded !== undefined && loaded !== None) return loaded;
    const importer = this.builtins.getStr('__import__') as Value;
    this.call(importer, [strFromKey(name), None, None, new PyTuple(['*']), 0]);
    const made = this.modules.getStr(name);
    if (made === undefined) throw importErrorFrom(`No module named '${name}'`, name, null);
    return made;
  }

  /** The folder that the program's own modules come from, '' for the current one: the first entry of `sys.path`. */
  programFolder: string | null = null;

  get isDevMode(): boolean {
    return this.configuration.devMode;
  }

  shadowingHint(spec: Value | undefined, moduleName: Value, isInitializing: boolean): string {
    return shadowingHint(this, spec, moduleName, isInitializing);
  }

  cannotImportName(module: Value, moduleName: Value | undefined, name: string): Raised {
    const shown = moduleName !== undefined && isStr(moduleName) ? strToUtf16(moduleName) : '<unknown module name>';
    const text = strToUtf16(strFromKey(name));
    const spec = lookupAttr(this, module, '__spec__');
    const hasLocation = spec !== undefined && lookupAttr(this, spec, 'has_location') === true;
    const origin = hasLocation ? lookupAttr(this, spec, 'origin') : undefined;
    const file = lookupAttr(this, module, '__file__') ?? (origin !== undefined && isStr(origin) ? origin : undefined);
    const initializing = spec !== undefined && lookupAttr(this, spec, '_initializing') === true;
    const where = file !== undefined && isStr(file) ? strToUtf16(file) : 'unknown location';
    const hint = shadowingHint(this, spec, moduleName ?? None, initializing);
    const message =
      hint !== ''
        ? `cannot import name '${text}' from '${shown}' ${hint}`
        : initializing
          ? `cannot import name '${text}' from partially initialized module '${shown}' (most likely due to a circular import) (${where})`
          : `cannot import name '${text}' from '${shown}' (${where})`;
    const raised = importErrorFrom(message, moduleName ?? shown, file !== undefined && isStr(file) ? file : null);
    (raised.exception as unknown as { nameFrom: Value }).nameFrom = strFromKey(name);
    return raised;
  }

  /** `from module import *`. */
  importAllFrom(frame: PyFrame, module: Value): void {
    const all = lookupAttr(this, module, '__all__');
    const dict = lookupAttr(this, module, '__dict__');
    let names: Value[];
    if (all !== undefined) names = toArray(this, all);
    else {
      if (dict === undefined) throw importErrorFrom('from-import-* object has no __dict__ and no __all__', null, null);
      names = toArray(this, this.call0(getAttr(this, dict, 'keys')));
    }
    for (const name of names) {
      if (!isStr(name)) throw this.badStarName(module, name, all !== undefined);
      if (all === undefined && strToUtf16(name).startsWith('_')) continue;
      storeName(this, frame, strKey(name), getAttr(this, module, strKey(name)));
    }
  }

  private badStarName(module: Value, name: Value, fromAll: boolean): Raised {
    const moduleName = lookupAttr(this, module, '__name__');
    const shown = moduleName !== undefined && isStr(moduleName) ? strToUtf16(moduleName) : '?';
    const what = fromAll ? 'Item in' : 'Key in';
    const where = fromAll ? '__all__' : '__dict__';
    return typeError(`${what} ${shown}.${where} must be str, not ${typeOf(name).name}`);
  }

  // Compilation

  /** -O level of the interpreter. */
  optimizationLevel: number;

  /** The `_ast` module's passage between trees and Python objects, installed by the modules layer. */
  syntaxTrees(): SyntaxTrees {
    if (this.trees === null) throw systemError('the _ast module is not available');
    return this.trees;
  }

  trees: SyntaxTrees | null = null;

  builtinsModule(): Value {
    return this.modules.getStr('builtins') ?? this.builtins;
  }

  /** `os.fsdecode(path)` of a path argument: str, bytes or an object with `__fspath__`. */
  fsPathText(path: Value): Str {
    if (isStr(path)) return path;
    if (path instanceof PyStrSubclass) return path.value;
    if (path instanceof PyBytes) return this.decodePath(path.data);
    const method = lookupSpecial(this, path, '__fspath__');
    if (method === undefined) {
      throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(path).name}`);
    }
    const text = this.call0(method);
    if (isStr(text)) return text;
    if (text instanceof PyBytes) return this.decodePath(text.data);
    throw typeError(`expected ${typeOf(path).name}.__fspath__() to return str or bytes, not ${typeOf(text).name}`);
  }

  private decodePath(bytes: Uint8Array): Str {
    const points: number[] = [];
    const text = new TextDecoder('utf-8', { fatal: false }).decode(bytes);
    if (!text.includes('\ufffd')) return strFromUtf16(text);
    // Undecodable bytes become lone surrogates (surrogateescape), one at a time.
    for (const byte of bytes) points.push(byte < 0x80 ? byte : 0xdc00 + byte);
    return strFromCodePoints(Uint32Array.from(points));
  }

  /** `warnings.warn_explicit` from native code. */
  warnExplicit(category: PyType, message: Str, filename: Str, lineno: number): void {
    this.warnExplicitHook(category, message, filename, lineno);
  }

  warnExplicitHook: (category: PyType, message: Str, filename: Str, lineno: number) => void = () => {};

  // Tracing and threads

  /** The tools that watch the program; null until there was one. */
  monitoring: Monitoring | null = null;
  /** Its version, which the loop compares with that of the code it enters. */
  monitorVersion = 0;
  /** Does any tool watch? Then only the interpreter's loop may run code: it tells the tools of what happens. */
  isMonitored = false;
  /** The innermost frames of all threads, and the numbers of the threads; kept by the scheduler. */
  runningFrames: () => readonly (PyFrame | null)[] = () => [this.frame];
  threadIds: () => readonly number[] = () => [MAIN_THREAD];

  /** `threading.get_ident()` of the running thread. */
  threadId(): number {
    return this.runningThread;
  }

  /** Kept by the scheduler. */
  runningThread = MAIN_THREAD;

  /** Names in `sys.builtin_module_names`; set by the modules layer. */
  builtinModuleNames: () => readonly string[] = () => [];

  // Native and frozen modules, provided by the layers below

  /** Makes the module object of a native module and puts it into `sys.modules`. */
  createNativeModule: (name: string) => Value | undefined = () => undefined;
  hasNativeModule: (name: string) => boolean = () => false;
  /** Code of the modules that importlib itself consists of. */
  frozenCode: (name: string) => PyCode | undefined = () => undefined;
  frozenNames: () => readonly string[] = () => [];
  frozenModule: (name: string) => FrozenInfo | undefined = () => undefined;

  // The rest of the world

  systemError(message: string): Raised {
    return systemError(message);
  }

  /** `sys.displayhook(value)` of the interactive loop. */
  displayHook(value: Value): Value {
    const sys = this.modules.getStr('sys');
    const hook = sys === undefined ? undefined : lookupAttr(this, sys, 'displayhook');
    if (hook === undefined) throw runtimeError('lost sys.displayhook');
    return this.call1(hook, value);
  }

  /** Does anybody listen to audit events? */
  get isAudited(): boolean {
    return this.auditListener !== null || this.auditHook !== null;
  }

  permit(feature: 'code' | 'marshal'): void {
    permit(this, feature);
  }

  audit(event: string, args: readonly Value[]): void {
    this.auditListener?.(event, args, false);
    this.auditHook?.(event, args);
  }

  /** `sys.audit`: the host is told that it was only said. */
  auditRaised(event: string, args: readonly Value[]): void {
    this.auditListener?.(event, args, true);
    this.auditHook?.(event, args);
  }

  /** Set once a hook is installed. */
  auditHook: ((event: string, args: readonly Value[]) => void) | null = null;

  warn(category: PyType, message: string, stacklevel = 1, source: Value = None): void {
    this.warnHook(category, message, stacklevel, source);
  }

  /** Installed with the warnings module. */
  warnHook: (category: PyType, message: string, stacklevel: number, source: Value) => void = () => {};

  /** Report an exception that nobody can handle, through `sys.unraisablehook`: installed with sys. */
  unraisableHook: (raised: Raised, message: string | null, object: Value) => void = () => {};
}
