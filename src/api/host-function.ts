/** This file makes Python functions of functions of the host, and modules of the host's modules. */
import { runtimeError } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { NativeDef } from '../objects/native/native-def.js';
import { PyNativeFunction } from '../objects/native/native-function.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyModule } from '../objects/types/function.js';
import { initModule } from '../objects/types/module-type.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { strFromKey, strFromUtf16, strKey, strToUtf16 } from '../values/str.js';
import { LimitExceeded } from '../vm/limits.js';
import type { Machine } from '../vm/machine.js';
import { Suspend } from '../vm/suspension.js';
import type { Converter, DictForm } from './convert.js';
import { PythonError } from './errors.js';
import type { HostFunction, HostModule } from './options.js';

/** What a host function needs of the instance that it belongs to. */
export interface Border {
  readonly vm: Machine;
  readonly converter: Converter;
  readonly dicts: DictForm;
  /** May the program wait, or is it a synchronous run? */
  readonly mayWait: boolean;
  /** The exception to raise for an error that a host function threw on purpose. */
  raisedFor(error: PythonError): Raised;
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  typeof (value as { then?: unknown }).then === 'function';

/** Work that a call of a host function takes at least. */
const CALL_UNITS = 100;

/** Makes the Python functions of one instance. */
export class HostFunctionMaker {
  /** One Python function a host function, so that the same is the same. */
  private readonly made = new WeakMap<HostFunction, Value>();

  constructor(private readonly border: Border) {}

  make(func: HostFunction, name: string): Value {
    const known = this.made.get(func);
    if (known !== undefined) return known;
    const { border } = this;
    const raw = (_vm: unknown, _self: unknown, args: readonly Value[], kwnames: readonly string[] | null): Value =>
      callHost(border, func, args, kwnames);
    const def = new NativeDef('function', strKey(strFromUtf16(name)), null, null, null, raw, false, null, true);
    const made = new PyNativeFunction(def, null, 'host', null);
    this.made.set(func, made);
    return made;
  }

  /** A module that holds what the host gives. */
  module(name: string, content: HostModule): PyModule {
    const module = new PyModule(new PyDict());
    initModule(module, strFromUtf16(name), None);
    for (const [key, value] of Object.entries(content)) {
      const made =
        typeof value === 'function' ? this.make(value as HostFunction, key) : this.border.converter.toPython(value);
      module.dict.set(this.border.vm, strFromUtf16(key), made);
    }
    return module;
  }
}

function callHost(
  border: Border,
  func: HostFunction,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const { vm, converter, dicts } = border;
  vm.chargeHostCall();
  vm.chargeFuel(CALL_UNITS);
  const count = args.length - (kwnames?.length ?? 0);
  const given: unknown[] = args.slice(0, count).map((arg) => converter.toJs(arg, dicts));
  if (kwnames !== null && kwnames.length > 0) {
    const named = Object.create(null) as Record<string, unknown>;
    for (const [i, key] of kwnames.entries()) {
      Object.defineProperty(named, strToUtf16(strFromKey(key)), {
        value: converter.toJs(args[count + i] as Value, dicts),
        enumerable: true,
      });
    }
    given.push(named);
  }
  let answer: unknown;
  try {
    answer = func(...given);
  } catch (reason) {
    throw hostFailure(border, reason);
  }
  if (!isPromise(answer)) return answerOf(border, answer);
  if (!border.mayWait) {
    // Nobody will look at what becomes of it.
    Promise.resolve(answer).catch(() => {});
    throw runtimeError('cannot wait for a host function in a synchronous run');
  }
  throw new Suspend(settled(border, answer));
}

async function settled(border: Border, answer: PromiseLike<unknown>): Promise<Value> {
  let value: unknown;
  try {
    value = await answer;
  } catch (reason) {
    throw hostFailure(border, reason);
  }
  return answerOf(border, value);
}

function answerOf(border: Border, answer: unknown): Value {
  try {
    return border.converter.toPython(answer);
  } catch (reason) {
    if (reason instanceof Raised || reason instanceof LimitExceeded) throw reason;
    throw runtimeError('the host function answered something that has no Python counterpart');
  }
}

/** What the program sees of an error in the host: nothing but the fact, unless the error was made for it. */
function hostFailure(border: Border, reason: unknown): unknown {
  if (reason instanceof LimitExceeded || reason instanceof Raised) return reason;
  if (reason instanceof PythonError) return border.raisedFor(reason);
  return runtimeError('the host function failed');
}
