/** This file defines the functions of sys that trace and profile. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { nativeFunction as fn, type NativeDef } from '../../objects/native/native-def.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../../vm/machine.js';
import { setProfile, setTrace } from '../../vm/tracing/legacy.js';

/** A function to call, or null for None. */
function functionOf(value: Value): Value | null {
  return value === None ? null : value;
}

/** Call a function from a trace function so that it is traced itself. */
function callTracing(vm: Machine, func: Value, args: Value): Value {
  if (!(args instanceof PyTuple)) {
    throw typeError(`call_tracing() argument 2 must be tuple, not ${typeOf(args).name}`);
  }
  const thread = vm.monitoring?.current(vm);
  if (thread === undefined) return vm.call(func, args.items);
  const { depth } = thread;
  thread.depth = 0;
  try {
    return vm.call(func, args.items);
  } finally {
    thread.depth = depth;
  }
}

export const tracingFunctions: readonly NativeDef[] = [
  fn('settrace($module, function, /)', 'Set the global debug tracing function.', (runtime, func: Value) => {
    const vm = runtime as Machine;
    vm.audit('sys.settrace', []);
    setTrace(vm, functionOf(func));
    return None;
  }),
  fn('gettrace($module, /)', 'Return the global debug tracing function set with sys.settrace.', (runtime) => {
    const vm = runtime as Machine;
    return vm.monitoring?.current(vm).trace ?? None;
  }),
  fn('setprofile($module, function, /)', 'Set the profiling function.', (runtime, func: Value) => {
    const vm = runtime as Machine;
    vm.audit('sys.setprofile', []);
    setProfile(vm, functionOf(func));
    return None;
  }),
  fn('getprofile($module, /)', 'Return the profiling function set with sys.setprofile.', (runtime) => {
    const vm = runtime as Machine;
    return vm.monitoring?.current(vm).profile ?? None;
  }),
  fn(
    '_settraceallthreads($module, function, /)',
    'Set the global debug tracing function in all running threads.',
    (runtime, func: Value) => {
      const vm = runtime as Machine;
      vm.audit('sys.settrace', []);
      setTrace(vm, functionOf(func), true);
      return None;
    },
  ),
  fn(
    '_setprofileallthreads($module, function, /)',
    'Set the profiling function in all running threads.',
    (runtime, func: Value) => {
      const vm = runtime as Machine;
      vm.audit('sys.setprofile', []);
      setProfile(vm, functionOf(func), true);
      return None;
    },
  ),
  fn('call_tracing($module, func, args, /)', 'Call func(*args), while tracing is enabled.', (vm, func: Value, args) =>
    callTracing(vm as Machine, func, args),
  ),
];
