/** This file makes the calls of compiled code whose callee is not known beforehand. */
import { type PyInstance, typeOf } from '../objects/core-types.js';
import { callNative } from '../objects/native/call-native.js';
import { directCallOf } from '../objects/native/direct-call.js';
import { PyMethodDescriptor, PyNativeFunction } from '../objects/native/native-function.js';
import { slotInit } from '../objects/type/slot-dispatch.js';
import { PyMethod } from '../objects/types/descriptors.js';
import type { PyFunction as Func } from '../objects/types/function.js';
import { PyFunction } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import type { PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { strKey } from '../values/str.js';
import { PyType } from '../values/type.js';
import { callObject } from '../vm/call.js';
import { NeedsFrame } from '../vm/compiler.js';
import { executableOf } from '../vm/executable.js';
import { PyFrame, type Slot } from '../vm/frame.js';
import { spreadArguments } from '../vm/instructions/calls.js';
import { callCompiled, runForCompiled } from '../vm/interpreter.js';
import type { Machine } from '../vm/machine.js';
import { boundArguments, makeFrame } from '../vm/make-frame.js';
import { throwInitResult } from './helpers.js';

/** Call a function with arguments in an array: compiled, or interpreted above the compiled caller. */
export function callPython(
  vm: Machine,
  func: Func,
  args: readonly Slot[],
  kwnames: readonly string[] | null,
): Value | undefined {
  const exec = executableOf(vm, func.code);
  if (exec.direct === null && vm.jit?.eager === true) vm.jit.compileCalled(vm, func);
  if (exec.direct !== null) {
    if (kwnames === null && exec.directCount === args.length)
      return callCompiled(exec.direct, func, args, 0, args.length);
    // Bound as for a frame, the parameters are the first local variables.
    return callCompiled(exec.direct, func, boundArguments(func, args, kwnames), 0, exec.parameterCount);
  }
  const frame = makeFrame(vm, func, args, 0, args.length, kwnames);
  return runForCompiled(vm, frame);
}

/** What compiled callers call while the callee is not compiled: with a value for each parameter. */
export function interpret(vm: Machine, func: Func, args: readonly Slot[]): Value | undefined {
  const frame = new PyFrame(func.code, executableOf(vm, func.code), func, func.globals, func.builtins);
  const { slots } = frame;
  for (let i = 0; i < args.length; i++) slots[i] = args[i];
  return runForCompiled(vm, frame);
}

/** Call anything with arguments in an array. Undefined when a Python function did not return. */
export function callAny(
  vm: Machine,
  callable: Value,
  self: Slot,
  given: readonly Slot[],
  kwnames: readonly string[] | null,
): Value | undefined {
  let args = self === undefined ? given : [self, ...given];
  let func = callable;
  if (func instanceof PyMethod && self === undefined) {
    args = [func.self, ...given];
    func = func.func;
  }
  if (func instanceof PyFunction) return callPython(vm, func, args, kwnames);
  if (func instanceof PyType) {
    const made = construct(vm, func, args, kwnames);
    if (made !== null) return made;
  }
  if ((func instanceof PyMethodDescriptor || func instanceof PyNativeFunction) && func.def.scoped !== null)
    throw new NeedsFrame();
  return callObject(vm, func, args as Value[], kwnames);
}

/** Make an instance of a class whose `__init__` is written in Python; null for other classes. */
function construct(
  vm: Machine,
  type: PyType,
  args: readonly Slot[],
  kwnames: readonly string[] | null,
): Value | undefined | null {
  if (type.tp_init !== slotInit || type.type.tp_call !== vm.typeCall || type.tp_new !== vm.objectNew || type.isAbstract)
    return null;
  const init = type.lookup('__init__');
  if (!(init instanceof PyFunction)) return null;
  const Instance = type.instanceClass as unknown as new () => PyInstance;
  const instance = new Instance();
  const result = callPython(vm, init, [instance, ...args], kwnames);
  if (result === undefined) {
    // The site that is left takes it from here.
    if (vm.leaving !== null) vm.constructing = instance;
    return undefined;
  }
  if (result !== None) throwInitResult(result);
  return instance;
}

/** `callable(a, …)` without keywords, one function for each number of arguments. */
export function call0(vm: Machine, callable: Value, self: Slot): Value | undefined {
  if (self !== undefined) return call1(vm, callable, undefined, self);
  if (callable instanceof PyFunction) {
    const exec = executableOf(vm, callable.code);
    if (exec.direct !== null && exec.directCount === 0) return exec.direct(callable);
  } else if (callable instanceof PyNativeFunction) {
    const direct = directCallOf(callable.def);
    if (direct !== null && direct.minimum <= 0 && direct.maximum >= 0)
      return direct.call(vm, callable.self, 0, undefined);
  } else if (callable instanceof PyMethod) return call1(vm, callable.func, undefined, callable.self);
  return callAny(vm, callable, undefined, [], null);
}

export function call1(vm: Machine, callable: Value, self: Slot, a: Slot): Value | undefined {
  if (self !== undefined) return call2(vm, callable, undefined, self, a);
  if (callable instanceof PyFunction) {
    const exec = executableOf(vm, callable.code);
    if (exec.direct !== null && exec.directCount === 1) return exec.direct(callable, a);
  } else if (callable instanceof PyNativeFunction) {
    const direct = directCallOf(callable.def);
    if (direct !== null && direct.minimum <= 1 && direct.maximum >= 1)
      return direct.call(vm, callable.self, 1, a as Value);
  } else if (callable instanceof PyMethodDescriptor) {
    const direct = directCallOf(callable.def);
    if (direct !== null && direct.minimum <= 0 && direct.maximum >= 0 && typeOf(a as Value).isSubtypeOf(callable.owner))
      return direct.call(vm, a as Value, 0, undefined);
  } else if (callable instanceof PyMethod) return call2(vm, callable.func, undefined, callable.self, a);
  return callAny(vm, callable, undefined, [a], null);
}

export function call2(vm: Machine, callable: Value, self: Slot, a: Slot, b: Slot): Value | undefined {
  if (self !== undefined) return call3(vm, callable, undefined, self, a, b);
  if (callable instanceof PyFunction) {
    const exec = executableOf(vm, callable.code);
    if (exec.direct !== null && exec.directCount === 2) return exec.direct(callable, a, b);
  } else if (callable instanceof PyNativeFunction) {
    const direct = directCallOf(callable.def);
    if (direct !== null && direct.minimum <= 2 && direct.maximum >= 2)
      return direct.call(vm, callable.self, 2, a as Value, b as Value);
  } else if (callable instanceof PyMethodDescriptor) {
    const direct = directCallOf(callable.def);
    if (direct !== null && direct.minimum <= 1 && direct.maximum >= 1 && typeOf(a as Value).isSubtypeOf(callable.owner))
      return direct.call(vm, a as Value, 1, b as Value);
  } else if (callable instanceof PyMethod) return call3(vm, callable.func, undefined, callable.self, a, b);
  return callAny(vm, callable, undefined, [a, b], null);
}

export function call3(vm: Machine, callable: Value, self: Slot, a: Slot, b: Slot, c: Slot): Value | undefined {
  if (self !== undefined) return call4(vm, callable, self, a, b, c);
  if (callable instanceof PyFunction) {
    const exec = executableOf(vm, callable.code);
    if (exec.direct !== null && exec.directCount === 3) return exec.direct(callable, a, b, c);
  } else if (callable instanceof PyNativeFunction) {
    const direct = directCallOf(callable.def);
    if (direct !== null && direct.minimum <= 3 && direct.maximum >= 3)
      return direct.call(vm, callable.self, 3, a as Value, b as Value, c as Value);
  } else if (callable instanceof PyMethodDescriptor) {
    const direct = directCallOf(callable.def);
    if (direct !== null && direct.minimum <= 2 && direct.maximum >= 2 && typeOf(a as Value).isSubtypeOf(callable.owner))
      return direct.call(vm, a as Value, 2, b as Value, c as Value);
  }
  return callAny(vm, callable, undefined, [a, b, c], null);
}

/** A method with three arguments. */
function call4(vm: Machine, callable: Value, self: Slot, a: Slot, b: Slot, c: Slot): Value | undefined {
  if (callable instanceof PyFunction) {
    const exec = executableOf(vm, callable.code);
    if (exec.direct !== null && exec.directCount === 4) return exec.direct(callable, self, a, b, c);
  } else if (callable instanceof PyMethodDescriptor) {
    const direct = directCallOf(callable.def);
    if (
      direct !== null &&
      direct.minimum <= 3 &&
      direct.maximum >= 3 &&
      typeOf(self as Value).isSubtypeOf(callable.owner)
    )
      return direct.call(vm, self as Value, 3, a as Value, b as Value, c as Value);
  }
  return callAny(vm, callable, self, [a, b, c], null);
}

/** CALL_KW. */
export function callKeywords(
  vm: Machine,
  callable: Value,
  self: Slot,
  args: readonly Slot[],
  names: PyTuple,
): Value | undefined {
  return callAny(
    vm,
    callable,
    self,
    args,
    names.items.map((name) => strKey(name as string)),
  );
}

/** CALL_FUNCTION_EX. */
export function callSpread(vm: Machine, callable: Value, self: Slot, args: Value, kwargs: Slot): Value | undefined {
  const func = callable instanceof PyMethod ? callable.func : callable;
  if (func instanceof PyNativeFunction && func.def.raw !== null) {
    if (func.def.scoped !== null) throw new NeedsFrame();
    const spread = spreadArguments(vm, callable, self, args, kwargs);
    return callNative(vm, func.def, func.self, func.owner, func.module, spread.values, spread.names);
  }
  const receiver = callable instanceof PyMethod ? callable.self : self;
  const { values, names } = spreadArguments(vm, callable, receiver, args, kwargs);
  return callAny(vm, func, undefined, values, names);
}
