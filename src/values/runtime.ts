/** This file defines what native code may ask of the virtual machine that runs it. */
import type { PyObject, Value } from './object.js';
import type { PyType } from './type.js';

/**
 * The virtual machine as native functions and type slots see it: metering, calls back into Python, and the state
 * that belongs to one machine. Every native function and slot receives it as its first argument; nothing that a
 * program can change lives anywhere else.
 */
export interface Runtime {
  /** Bytecode instructions (and native work units) left before the next check. */
  fuel: number;

  /**
   * Charge native work before doing it: about one unit for the work of one bytecode instruction. Checks the deadline
   * and cancellation as well. Throws the uncatchable limit stop when the budget is used up.
   */
  chargeFuel(units: number): void;

  /** Charge logical bytes before allocating them; raises MemoryError when they do not fit. */
  chargeMemory(bytes: number): void;

  /**
   * Enter one level of native recursion (repr, comparison, hashing, parsing …); raises RecursionError
   * (`maximum recursion depth exceeded` + `where`) when too deep. Pair with `leaveRecursion` in a `finally`.
   */
  enterRecursion(where: string): void;
  leaveRecursion(): void;

  /**
   * Call any Python callable and wait for its result. `args` holds the positional arguments followed by the values of
   * the keywords named in `kwnames`. Throws `Raised` when the call raises.
   */
  call(callable: Value, args: readonly Value[], kwnames?: readonly string[] | null): Value;
  call0(callable: Value): Value;
  call1(callable: Value, a: Value): Value;
  call2(callable: Value, a: Value, b: Value): Value;

  /** One step of an iterator: its next item, or the value that it ended with (None unless its StopIteration had one). */
  iterate(iterator: Value): { readonly value: Value; readonly finished: boolean };

  /** Subclasses of a class (shared built-in classes included) that live in this machine. */
  subclassesOf(type: PyType): PyType[];
  registerSubclass(base: PyType, subclass: PyType): void;
  unregisterSubclass(base: PyType, subclass: PyType): void;

  /** The object has something to do at the end of its life, beside being freed: see `tp_finalize`. */
  noteFinalizable(object: PyObject): void;

  /** The hash of a str, as `hash()` shows it (depends on the machine's hash seed). */
  hashStr(key: string): number | bigint;
  /** The hash of an object by identity, also the number that `id()` shows. */
  identity(value: Value): number;

  /** A number never given to a type before: see PyType.version. */
  newTypeVersion(): number;
  /** `__name__` in the globals of the innermost Python frame, for `__module__` of classes and functions. */
  currentModuleName(): Value | undefined;

  /** What `super()` without arguments means in the innermost Python frame. Raises RuntimeError outside methods. */
  implicitSuper(): { cls: Value; self: Value };

  /** The builtins dict that code with these globals sees. */
  builtinsFor(globals: Value): Value;

  /** Import a module by its absolute name and return it (`sys.modules[name]`). */
  importModule(name: string): Value;

  /** `importlib._bootstrap`, as the machine started with it. */
  importlib(): Value;

  /** A hint for messages that a module of the program may hide the one that was meant; '' for none. */
  shadowingHint(spec: Value | undefined, moduleName: Value, isInitializing: boolean): string;

  /** Development mode (`-X dev`): checks that cost time. */
  readonly isDevMode: boolean;

  /** State that a native module or type keeps for this machine, made on first use. */
  state<T>(key: StateKey<T>): T;

  /** Raises PermissionError where a policy denies this dynamic feature. */
  permit?(feature: 'code' | 'marshal'): void;

  /** Raise an audit event (PEP 578). */
  audit(event: string, args: readonly Value[]): void;

  /** Objects whose repr is being computed, to print `...` for cycles. */
  reprEnter(value: Value): boolean;
  reprLeave(value: Value): void;

  /** Report an exception (a `Raised`) that nobody can handle, through `sys.unraisablehook`. */
  unraisableHook(raised: unknown, message: string | null, object: Value): void;

  /** Warn as `warnings.warn(message, category, stacklevel)` from native code. */
  warn(category: PyType, message: string, stacklevel?: number, source?: Value): void;
}

/** A name for a piece of per-machine state, and how to make it. */
export class StateKey<T> {
  constructor(
    readonly name: string,
    readonly create: (vm: Runtime) => T,
    /** Does the state keep alive what it refers to? False for tables of the machine's own that only look on. */
    readonly holds = true,
  ) {}
}
