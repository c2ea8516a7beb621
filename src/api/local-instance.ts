/** This file is an instance of Python in this thread. */

import type { Capabilities, ClockGrant } from '../host/capabilities.js';
import { createSandbox } from '../host/sandbox.js';
import type { World } from '../host/world.js';
import type { LibraryArchive } from '../importing/archive/library-archive.js';
import type { Inflate } from '../importing/library-files.js';
import { makeMain } from '../importing/main-module.js';
import { restoreMachine, saveMachine } from '../importing/snapshot.js';
import { STEPPABLE } from '../modules/steps/steppable.js';
import { typeOf } from '../objects/core-types.js';
import { makeException, nameError } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { ImportError, PermissionError } from '../objects/exceptions/types.js';
import { getAttr } from '../objects/operations/attributes.js';
import { PyDict } from '../objects/types/dict/dict.js';
import type { Value } from '../values/object.js';
import { StateKey } from '../values/runtime.js';
import { None } from '../values/singletons.js';
import { isStr, strFromUtf16, strKey, strToUtf16 } from '../values/str.js';
import { driveToEnd, Pause } from '../vm/drive.js';
import { executeCode } from '../vm/execute-code.js';
import type { PyFrame } from '../vm/frame.js';
import { SnapshotError } from '../vm/heap/snapshot/format.js';
import { ImmediateExit } from '../vm/immediate-exit.js';
import { continueRun, resume } from '../vm/interpreter.js';
import { LimitExceeded, type LimitKind, type Limits, SANDBOX_LIMITS, type Usage } from '../vm/limits.js';
import type { Machine } from '../vm/machine.js';
import { DENY_DYNAMIC_CODE, type Policy, type PolicyRule } from '../vm/policy.js';
import type { Steppable } from '../vm/steps/steps.js';
import { Converter, type DictForm, type JsValue } from './convert.js';
import { LimitError, PythonError, PyvmError, VMError } from './errors.js';
import type { PyHandle } from './handle.js';
import { HostFunctionMaker } from './host-function.js';
import type { Globals, PythonInstance } from './instance.js';
import {
  type AuditEvent,
  type CallOptions,
  mountOf,
  type PythonEvent,
  type PythonOptions,
  type RunOptions,
  type RunResult,
  type SnapshotOptions,
} from './options.js';
import { EventQueue, OutputText } from './output.js';
import { ProgramCache, RESULT_NAME } from './program.js';
import { CALL_FILE, type Denial, errorFor, raisedFor } from './python-error.js';
import { LineInput, withInput } from './standard-input.js';

/** Where instances come from: the library and the world are shared, everything else is an instance's own. */
export interface Ground {
  readonly archive: LibraryArchive;
  readonly inflate: Inflate;
  readonly world: World;
}

/** How a call from the host is made: through a frame, so that whatever is called may wait. */
const CALL_SOURCE = '__pyvm_func__(*__pyvm_args__, **__pyvm_kwargs__)';

/** Code to be run in a namespace, where it leaves its value. */
class Work {
  constructor(
    readonly run: () => Value,
    private readonly namespace: PyDict,
  ) {}

  take(): Value {
    const value = this.namespace.getStr(RESULT_NAME) ?? None;
    this.namespace.deleteStr(RESULT_NAME);
    return value;
  }
}

/** Where the run that is under way was left, for a while or for a snapshot. */
interface Left {
  readonly entry: PyFrame;
  /** It waits for an answer of the host; else it only makes a pause. */
  readonly isWaiting: boolean;
}

/** What a snapshot says of the run, beside the machine: `left` is 0 where none was under way, 1 in a pause, 2 in a wait. */
const sessionKey = new StateKey('api.session', () => new PyDict());

interface Outcome {
  readonly value: JsValue;
  readonly stdout: string;
  readonly stderr: string;
  readonly usage: Usage;
}

/** A program runs so long before the host gets a turn, in milliseconds. */
const TURN_MS = 8;

function capabilitiesOf(options: PythonOptions, input: LineInput | null): Capabilities {
  const { allow = {}, clock = 'virtual', seed = 0, stdin } = options;
  const modules = {
    ...(allow.modules === undefined ? {} : { allow: allow.modules }),
    ...(allow.denyModules === undefined ? {} : { deny: allow.denyModules }),
  };
  return {
    files: Object.entries(allow.files ?? {}).map(([at, grant]) => mountOf(at, grant)),
    env: new Map(Object.entries(allow.env ?? {})),
    clock: clockOf(clock),
    random: seed === 'random' ? { kind: 'real' } : { kind: 'seed', seed },
    modules,
    ...(allow.net === undefined || allow.net === false ? {} : { net: allow.net }),
    ...(input !== null ? { stdin: input } : typeof stdin === 'function' || stdin === undefined ? {} : { stdin }),
  };
}

function clockOf(clock: NonNullable<PythonOptions['clock']>): ClockGrant {
  if (typeof clock === 'string') return { kind: clock };
  return { kind: 'fixed', atNs: BigInt(clock.at.getTime()) * 1_000_000n };
}

function policyOf(rule: boolean | PolicyRule | undefined): Policy {
  if (rule === undefined || rule === true) return {};
  if (rule === false) return DENY_DYNAMIC_CODE;
  return { eval: rule, exec: rule, compile: rule, code: rule, marshal: rule };
}

/** An instance in this thread. */
export class LocalInstance implements PythonInstance {
  readonly globals: Globals;
  usage: Usage | null = null;
  private readonly vm: Machine;
  private readonly main: PyDict;
  private readonly converter: Converter;
  private readonly functions: HostFunctionMaker;
  private readonly programs = new ProgramCache();
  private readonly queue = new EventQueue();
  private readonly stdout: OutputText;
  private readonly stderr: OutputText;
  private readonly limits: Limits;
  private readonly dicts: DictForm;
  private readonly handleOwner = {};
  /** The run before: the next one waits for it. */
  private last: Promise<unknown> = Promise.resolve();
  /** Runs that were begun and are not over. */
  private pendingRuns = 0;
  private isClosed = false;
  private cancelled = false;
  /** Ends the wait that is under way. */
  private endWait: ((kind: LimitKind) => void) | null = null;
  private isAsync = false;
  private turnBegan = 0;
  private denial: Denial | null = null;
  private isWatched = false;
  private readonly steppable: Steppable;
  /** The program has something of the host that can make it wait. */
  private mayWait: boolean;
  private left: Left | null = null;
  /** The run of a restored snapshot, until `resume`. */
  private restored: Left | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly options: PythonOptions,
  ) {
    const input = typeof options.stdin === 'function' ? new LineInput(options.stdin) : null;
    this.limits = { ...SANDBOX_LIMITS, ...options.limits };
    this.dicts = options.dicts ?? 'map';
    this.stdout = new OutputText('stdout', options.onStdout, this.queue);
    this.stderr = new OutputText('stderr', options.onStderr, this.queue);
    const vm = createSandbox({
      ...ground,
      limits: this.limits,
      capabilities: capabilitiesOf(options, input),
      policy: policyOf(options.allow?.eval),
      auditListener: (event, args) => this.audited(event, args),
      isCancelled: () => this.cancelled,
      stdout: this.stdout.sink,
      stderr: this.stderr.sink,
      deferImports: true,
      ...(options.argv === undefined ? {} : { argv: options.argv }),
    });
    this.vm = vm;
    vm.state(sessionKey);
    this.steppable = input === null ? STEPPABLE : withInput(STEPPABLE, input, () => this.isAsync);
    vm.steppable = this.steppable;
    this.mayWait = input !== null || options.clock === 'real' || options.modules !== undefined;
    const { checkpoint } = vm;
    vm.checkpoint = () => {
      checkpoint();
      this.endTurn();
    };
    const border = new LocalBorder(this, vm, this.dicts, () => this.isAsync, this.handleOwner);
    this.converter = border.converter;
    this.functions = border.functions;
    this.main = makeMain(vm).dict;
    this.flushLines();
    for (const [name, content] of Object.entries(options.modules ?? {})) {
      vm.modules.setStr(strKey(strFromUtf16(name)), this.functions.module(name, content));
    }
    this.setNames(options.functions ?? {});
    this.globals = new LocalGlobals(this.main, this.converter, this.dicts);
    this.isWatched = true;
  }

  /** Output comes line by line. */
  private flushLines(): void {
    const { vm } = this;
    const stdout = getAttr(vm, vm.modules.getStr('sys') as Value, 'stdout');
    vm.call(getAttr(vm, stdout, 'reconfigure'), [true], ['line_buffering']);
  }

  get isDead(): boolean {
    return this.isClosed || this.vm.stopped !== null;
  }

  // Runs

  async run<T = JsValue>(source: string, options: RunOptions = {}): Promise<T> {
    return (await this.inTurn(options, () => this.program(source, options))).value as T;
  }

  runSync<T = JsValue>(source: string, options: RunOptions = {}): T {
    if (this.pendingRuns > 0) throw new VMError('busy', 'another run is under way');
    return this.atOnce(options, () => {
      const work = this.program(source, options);
      work.run();
      return work.take();
    }) as T;
  }

  async tryRun<T = JsValue>(source: string, options: RunOptions = {}): Promise<RunResult<T>> {
    try {
      const outcome = await this.inTurn(options, () => this.program(source, options));
      return { ok: true, ...outcome, value: outcome.value as T };
    } catch (error) {
      if (!(error instanceof PyvmError) || error instanceof VMError) throw error;
      const { stdout, stderr, usage } = error;
      return { ok: false, error, stdout, stderr, usage: usage ?? this.vm.usage() };
    }
  }

  async call<T = JsValue>(
    callable: string | PyHandle,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): Promise<T> {
    return (await this.inTurn(options, () => this.callNow(callable, args, options))).value as T;
  }

  async getAttr<T = JsValue>(object: PyHandle, name: string): Promise<T> {
    return (await this.inTurn({}, () => this.callBuiltin('getattr', [object, name]))).value as T;
  }

  async repr(object: PyHandle): Promise<string> {
    return (await this.inTurn({}, () => this.callBuiltin('repr', [object]))).value as string;
  }

  async snapshot(options: SnapshotOptions): Promise<Uint8Array> {
    const { left, restored, pendingRuns, vm } = this;
    if (this.isDead) throw new VMError('stopped', 'the instance runs no more');
    const at = left ?? restored;
    if (pendingRuns > 0 && left === null)
      throw new VMError('busy', 'a snapshot is made while the program waits, or between runs');
    vm.state(sessionKey).setStr('left', at === null ? 0 : at.isWaiting ? 2 : 1);
    try {
      return saveMachine(vm, at?.entry ?? null, { ...this.saving(), key: options.key });
    } catch (reason) {
      throw snapshotFailure(reason);
    }
  }

  private saving(): { archive: LibraryArchive; start: () => Machine } {
    return { archive: this.ground.archive, start: () => new LocalInstance(this.ground, this.options).vm };
  }

  /** An instance as a snapshot holds it. The options must be those of the instance that was saved. */
  static restore(ground: Ground, options: PythonOptions, bytes: Uint8Array, key: Uint8Array): LocalInstance {
    const instance = new LocalInstance(ground, options);
    const { vm } = instance;
    try {
      const { entry } = restoreMachine(bytes, { key, archive: ground.archive, start: () => vm });
      const left = vm.state(sessionKey).getStr('left');
      if (entry !== null) instance.restored = { entry, isWaiting: left === 2 };
    } catch (reason) {
      throw snapshotFailure(reason);
    }
    return instance;
  }

  get isSuspended(): boolean {
    return this.restored !== null;
  }

  async resume<T = JsValue>(answer?: unknown, options: CallOptions = {}): Promise<T> {
    const { restored, vm } = this;
    if (restored === null) throw new VMError('unsupported', 'there is no run to go on with');
    this.restored = null;
    const { entry, isWaiting } = restored;
    const goOn = (): Value => {
      if (!isWaiting) return continueRun(vm, entry);
      if (answer instanceof PythonError) return resume(vm, entry, None, this.raisedFor(answer));
      return resume(vm, entry, this.converter.toPython(answer), null);
    };
    const namespace = entry.locals instanceof PyDict ? entry.locals : this.main;
    return (await this.inTurn(options, () => new Work(goOn, namespace))).value as T;
  }

  events(): AsyncIterableIterator<PythonEvent> {
    return this.queue.read();
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.cancel();
    await this.last.catch(() => {});
    this.queue.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A program, to be run; inputs are set first. */
  private program(source: string, options: RunOptions): Work {
    const { vm, main } = this;
    if (options.inputs !== undefined) this.setNames(options.inputs);
    if (options.functions !== undefined) this.setNames(options.functions);
    const code = this.programs.get(vm, source, options.filename ?? '<run>');
    return new Work(() => executeCode(vm, code, main, main), main);
  }

  private callNow(callable: string | PyHandle, args: readonly unknown[], options: CallOptions): Work {
    const { vm, converter } = this;
    const kwargs = Object.entries(options.kwargs ?? {});
    const values = [...args, ...kwargs.map(([, value]) => value)].map((value) => converter.toPython(value));
    const names = kwargs.length === 0 ? null : kwargs.map(([name]) => strKey(strFromUtf16(name)));
    let func: Value;
    if (typeof callable === 'string') {
      const key = strKey(strFromUtf16(callable));
      const found = this.main.getStr(key) ?? vm.builtins.getStr(key);
      if (found === undefined) throw nameError(`name '${callable}' is not defined`, strFromUtf16(callable));
      func = found;
    } else func = converter.toPython(callable);
    return this.callInFrame(func, values, names);
  }

  private callBuiltin(name: string, args: readonly unknown[]): Work {
    const func = this.vm.builtins.getStr(name) as Value;
    return this.callInFrame(
      func,
      args.map((arg) => this.converter.toPython(arg)),
      null,
    );
  }

  /** Call through a frame of Python code, so that whatever is called may wait. */
  private callInFrame(func: Value, values: readonly Value[], names: readonly string[] | null): Work {
    const { vm } = this;
    const code = this.programs.get(vm, CALL_SOURCE, CALL_FILE);
    const scope = new PyDict();
    scope.setStr('__pyvm_func__', func);
    scope.setStr('__pyvm_args__', vm.makeTuple(values.slice(0, values.length - (names?.length ?? 0))));
    const kwargs = new PyDict();
    for (const [i, name] of (names ?? []).entries()) {
      kwargs.setStr(name, values[values.length - (names as readonly string[]).length + i] as Value);
    }
    scope.setStr('__pyvm_kwargs__', kwargs);
    return new Work(() => executeCode(vm, code, this.main, scope), scope);
  }

  private setNames(values: { readonly [name: string]: unknown }): void {
    for (const [name, value] of Object.entries(values)) {
      if (typeof value !== 'number' && typeof value !== 'string') this.mayWait = true;
      const made =
        typeof value === 'function'
          ? this.functions.make(value as (...args: unknown[]) => unknown, name)
          : this.converter.toPython(value);
      this.main.setStr(strKey(strFromUtf16(name)), made);
    }
  }

  /** Do this when the runs before are over. */
  private inTurn(options: RunOptions | CallOptions, makeWork: () => Work): Promise<Outcome> {
    this.pendingRuns++;
    const turn = this.last.then(() => this.drive(options, makeWork)).finally(() => this.pendingRuns--);
    // The next one waits, however this one ends.
    this.last = turn.catch(() => {});
    return turn;
  }

  private begin(options: RunOptions | CallOptions): void {
    if (this.isClosed) throw new VMError('closed', 'the instance is closed');
    if (this.vm.stopped !== null) throw new VMError('stopped', 'a limit stopped the instance; make another one');
    if (options.signal?.aborted === true) throw new LimitError('cancelled');
    if (this.restored !== null) throw new VMError('busy', 'the restored program is to be resumed first');
    this.denial = null;
    this.stdout.begin();
    this.stderr.begin();
    this.vm.beginRun({ ...this.limits, ...options.limits });
    // Compiled code does not work in steps. It runs where nothing can make the program wait and no heap is to be measured.
    const isFree = !this.mayWait && this.vm.limits.memoryBytes === Number.POSITIVE_INFINITY;
    this.vm.steppable = isFree ? null : this.steppable;
  }

  private async drive(options: RunOptions | CallOptions, makeWork: () => Work): Promise<Outcome> {
    this.begin(options);
    const { vm } = this;
    const { signal } = options;
    const abort = (): void => this.cancel();
    signal?.addEventListener('abort', abort, { once: true });
    this.isAsync = true;
    this.turnBegan = this.ground.world.meterClock();
    vm.hostWait = (ms) => this.sleep(ms);
    const waiting = {
      wait: async (promise: Promise<Value>, entry: PyFrame) => {
        this.left = { entry, isWaiting: true };
        const value = await this.wait(promise);
        this.left = null;
        return value;
      },
      pause: async (entry: PyFrame) => {
        this.left = { entry, isWaiting: false };
        await new Promise<void>((resolve) => this.ground.world.timers.soon(resolve));
        this.left = null;
        this.turnBegan = this.ground.world.meterClock();
        vm.checkLimits();
      },
    };
    try {
      const work = makeWork();
      await driveToEnd(vm, work.run, waiting);
      const value = work.take();
      await driveToEnd(vm, () => this.flush(), waiting);
      const converted = this.converter.toJs(value, options.dicts ?? this.dicts);
      return { value: converted, stdout: this.stdout.text, stderr: this.stderr.text, usage: vm.usage() };
    } catch (reason) {
      throw await this.failed(reason, () => driveToEnd(vm, () => this.flush(), waiting));
    } finally {
      signal?.removeEventListener('abort', abort);
      vm.hostWait = null;
      this.isAsync = false;
      this.usage = vm.usage();
    }
  }

  private atOnce(options: RunOptions, work: () => Value): JsValue {
    this.begin(options);
    try {
      const value = work();
      this.flush();
      return this.converter.toJs(value, options.dicts ?? this.dicts);
    } catch (reason) {
      throw this.errorOf(reason, () => this.flush());
    } finally {
      this.usage = this.vm.usage();
    }
  }

  /** `sys.stdout.flush()`. */
  private flush(): Value {
    const { vm } = this;
    const sys = vm.modules.getStr('sys');
    if (sys === undefined) return None;
    try {
      const stdout = getAttr(vm, sys, 'stdout');
      return stdout === None ? None : vm.call0(getAttr(vm, stdout, 'flush'));
    } catch (reason) {
      if (reason instanceof Raised) return None;
      throw reason;
    }
  }

  // Errors

  private async failed(reason: unknown, flush: () => Promise<Value>): Promise<PyvmError> {
    if (reason instanceof Raised) await flush().catch(() => {});
    return this.errorOf(reason, () => {});
  }

  /** The error for the host of whatever ended a run. */
  private errorOf(reason: unknown, flush: () => void): PyvmError {
    const error = this.plainErrorOf(reason, flush);
    error.usage = this.vm.usage();
    error.stdout = this.stdout.text;
    error.stderr = this.stderr.text;
    return error;
  }

  private plainErrorOf(reason: unknown, flush: () => void): PyvmError {
    const { vm } = this;
    if (reason instanceof PyvmError) return reason;
    if (reason instanceof LimitExceeded) return new LimitError(reason.kind);
    try {
      if (reason instanceof Raised) {
        flush();
        return errorFor(vm, this.handleOwner, reason.exception, this.denial);
      }
    } catch (second) {
      return second instanceof LimitExceeded ? new LimitError(second.kind) : this.internal();
    }
    if (reason instanceof ImmediateExit) {
      vm.stopped ??= new LimitExceeded('cancelled');
      return new VMError('stopped', 'the program ended its process');
    }
    return this.internal();
  }

  /** A bug of pyvm: whatever state the machine is in, nothing more may run in it. */
  private internal(): VMError {
    this.vm.stopped ??= new LimitExceeded('cancelled');
    return new VMError('internal', 'internal error of pyvm');
  }

  raisedFor(error: PythonError): Raised {
    return raisedFor(this.vm, this.handleOwner, error);
  }

  // Waiting

  private cancel(): void {
    this.cancelled = true;
    this.endWait?.('cancelled');
  }

  /** The program has run for a while: the host gets a turn at the next safe place. */
  private endTurn(): void {
    if (!this.isAsync || this.vm.switchWanted !== null) return;
    if (this.ground.world.meterClock() - this.turnBegan >= TURN_MS) this.vm.switchWanted = new Pause();
  }

  /** Wait for a promise; a limit of time and the end of the run end the wait. */
  private async wait(promise: Promise<Value>): Promise<Value> {
    const { vm } = this;
    const { timers } = this.ground.world;
    let stopTimer = (): void => {};
    const ended = new Promise<LimitKind>((resolve) => {
      this.endWait = resolve;
      if (this.cancelled) resolve('cancelled');
      const left = vm.wallLeft;
      if (left < 2 ** 31) stopTimer = timers.after(Math.max(0, left), () => resolve('time'));
    });
    try {
      const outcome = await Promise.race([promise.then((value) => ({ value })), ended]);
      this.turnBegan = this.ground.world.meterClock();
      if (typeof outcome === 'string') return vm.stop(outcome);
      return outcome.value;
    } finally {
      stopTimer();
      this.endWait = null;
      promise.catch(() => {});
    }
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.ground.world.timers.after(ms, resolve);
    });
  }

  // Audit

  private audited(event: string, args: readonly Value[]): void {
    // What the machine does to start its import system is no deed of the program.
    if (!this.isWatched || !this.vm.isGuarded) return;
    if (event === 'pyvm.denied') {
      const [operation, target] = args.map((arg) => (isStr(arg) ? strToUtf16(arg) : ''));
      this.denial = { operation: operation ?? '', target: target ?? '' };
    }
    const { onAudit } = this.options;
    if (onAudit === undefined && !this.queue.hasReaders) return;
    const told: AuditEvent = { type: 'audit', name: event, args: args.map(shown) };
    this.queue.push(told);
    if (onAudit === undefined) return;
    let answer: ReturnType<NonNullable<PythonOptions['onAudit']>>;
    try {
      answer = onAudit(told);
    } catch {
      // A listener that fails forbids: what it would have said is not known.
      answer = 'deny';
    }
    if (answer === 'stop') this.vm.stop('denied');
    if (answer !== 'deny') return;
    this.denial = { operation: event, target: typeof told.args[0] === 'string' ? told.args[0] : '' };
    const type = event === 'import' ? ImportError : PermissionError;
    throw new Raised(makeException(type, [strFromUtf16(`${event} is not allowed here`)]));
  }
}

function shown(value: Value): AuditEvent['args'][number] {
  if (typeof value !== 'object') return value;
  if (value === None) return null;
  return isStr(value) ? strToUtf16(value) : `<${typeOf(value).name}>`;
}

function snapshotFailure(reason: unknown): unknown {
  return reason instanceof SnapshotError ? new VMError('snapshot', reason.message) : reason;
}

/** The border of a local instance: conversion and host functions need each other. */
class LocalBorder {
  readonly converter: Converter;
  readonly functions: HostFunctionMaker;

  constructor(
    private readonly instance: LocalInstance,
    readonly vm: Machine,
    readonly dicts: DictForm,
    private readonly asks: () => boolean,
    owner: object,
  ) {
    this.functions = new HostFunctionMaker(this);
    this.converter = new Converter(vm, owner, (func) => this.functions.make(func, func.name || 'function'));
  }

  get mayWait(): boolean {
    return this.asks();
  }

  raisedFor(error: PythonError): Raised {
    return this.instance.raisedFor(error);
  }
}

class LocalGlobals implements Globals {
  constructor(
    private readonly dict: PyDict,
    private readonly converter: Converter,
    private readonly dicts: DictForm,
  ) {}

  async get(name: string): Promise<JsValue | undefined> {
    const value = this.dict.getStr(strKey(strFromUtf16(name)));
    return value === undefined ? undefined : this.converter.toJs(value, this.dicts);
  }

  async set(name: string, value: unknown): Promise<void> {
    this.dict.setStr(strKey(strFromUtf16(name)), this.converter.toPython(value));
  }

  async has(name: string): Promise<boolean> {
    return this.dict.getStr(strKey(strFromUtf16(name))) !== undefined;
  }

  async delete(name: string): Promise<boolean> {
    return this.dict.deleteStr(strKey(strFromUtf16(name)));
  }

  async names(): Promise<string[]> {
    const names: string[] = [];
    for (let at = this.dict.nextPosition(0); at >= 0; at = this.dict.nextPosition(at + 1)) {
      const key = this.dict.keyAt(at);
      if (isStr(key)) names.push(strToUtf16(key));
    }
    return names;
  }
}
