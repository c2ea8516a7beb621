/** This file calls any callable from native code. */
import { typeOf } from '../objects/core-types.js';
import { typeError } from '../objects/errors.js';
import { callMethodDescriptor, callNative } from '../objects/native/call-native.js';
import { PyMethodDescriptor, PyNativeFunction } from '../objects/native/native-function.js';
import { PyMethod } from '../objects/types/descriptors.js';
import { PyFunction, PyModule } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { isStr, strKey, strToUtf16 } from '../values/str.js';
import { executableOf } from './executable.js';
import type { Machine } from './machine.js';
import { boundArguments, makeFrame } from './make-frame.js';

/** Call anything: `args` holds positional values, then those of `kwnames`. */
export function callObject(
  vm: Machine,
  callable: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (callable instanceof PyNativeFunction) {
    return callNative(vm, callable.def, callable.self, callable.owner, callable.module, args, kwnames);
  }
  if (callable instanceof PyMethodDescriptor)
    return callMethodDescriptor(vm, callable.def, callable.owner, args, kwnames);
  if (callable instanceof PyFunction) return callFunction(vm, callable, args, kwnames);
  if (callable instanceof PyMethod) return callMethod(vm, callable, args, kwnames);
  const slot = typeOf(callable).tp_call;
  if (slot === null) throw typeError(`'${typeOf(callable).name}' object is not callable${callHint(callable)}`);
  return slot(vm, callable, args, kwnames);
}

/** Call a bound method: also one of a bound method, however often. */
function callMethod(vm: Machine, method: PyMethod, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const { func, self } = method;
  if (!(func instanceof PyMethod)) return callObject(vm, func, [self, ...args], kwnames);
  const selves = [self];
  let inner: Value = func;
  for (; inner instanceof PyMethod; inner = inner.func) {
    vm.chargeFuel(1);
    vm.chargeMemory(8);
    selves.push(inner.self);
  }
  return callObject(vm, inner, [...selves.reverse(), ...args], kwnames);
}

/** A module that was called may hold the function that was meant. */
function callHint(callable: Value): string {
  if (!(callable instanceof PyModule)) return '';
  const name = callable.attrDict.getStr('__name__');
  if (name === undefined || !isStr(name)) return '';
  const meant = callable.attrDict.getStr(strKey(name));
  if (meant === undefined || typeOf(meant).tp_call === null) return '';
  const text = strToUtf16(name);
  return `. Did you mean: '${text}.${text}(...)'?`;
}

/** Call a Python function from native code: its frames run in a nested loop on the host's stack. */
export function callFunction(
  vm: Machine,
  func: PyFunction,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const plain = kwnames === null || kwnames.length === 0;
  const exec = executableOf(vm, func.code);
  if (vm.jit?.eager === true && exec.direct === null && vm.entersCompiled) vm.jit.compileCalled(vm, func);
  vm.enterNested();
  try {
    if (exec.direct !== null && vm.entersCompiled) {
      const isExact = plain && exec.directCount === args.length;
      return vm.runCompiled(func, exec.direct, isExact ? args : boundArguments(func, args, plain ? null : kwnames));
    }
    return vm.run(makeFrame(vm, func, args, 0, args.length, plain ? null : kwnames));
  } finally {
    vm.leaveNested();
  }
}
