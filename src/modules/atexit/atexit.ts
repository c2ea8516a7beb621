/** This file declares the module atexit. */

import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { equals } from '../../objects/operations/compare.js';
import { reprText } from '../../objects/operations/text.js';
import type { Value } from '../../values/object.js';
import { StateKey } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../../vm/machine.js';
import { reportUnraisable } from '../unraisable.js';

/** A registered call. */
export class ExitCallback {
  constructor(
    readonly func: Value,
    readonly args: readonly Value[],
    readonly kwnames: readonly string[] | null,
  ) {}
}

/** The calls to make at exit, the one registered last at the end. */
const callbacks = new StateKey<{ list: ExitCallback[] }>('atexit', () => ({ list: [] }));

/** Make the registered calls, last one first; what they raise is reported and ignored. */
export function runExitCallbacks(vm: Machine): void {
  const state = vm.state(callbacks);
  const due = state.list.slice().reverse();
  for (const callback of due) {
    vm.chargeFuel(1);
    try {
      vm.call(callback.func, callback.args, callback.kwnames);
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      reportUnraisable(vm, reason, `Exception ignored in atexit callback ${reprText(vm, callback.func)}`);
    }
  }
  state.list = [];
}

/** `atexit`. */
export const atexitModule = defineModule({
  name: 'atexit',
  doc: 'Register functions that are called when the interpreter ends.',
  functions: [
    rawFunction(
      'register',
      'Register a function to be executed upon normal program termination.',
      (vm, _module, args, kwnames) => {
        if (args.length - (kwnames?.length ?? 0) < 1) {
          throw typeError('register() takes at least 1 argument (0 given)');
        }
        const func = args[0] as Value;
        if (typeOf(func).tp_call === null) throw typeError('the first argument must be callable');
        vm.chargeMemory(64 + 8 * args.length);
        vm.state(callbacks).list.push(new ExitCallback(func, args.slice(1), kwnames));
        return func;
      },
      '($module, func, /, *args, **kwargs)',
    ),
    nativeFunction('_clear($module, /)', 'Clear the list of previously registered exit functions.', (vm) => {
      vm.state(callbacks).list = [];
      return None;
    }),
    nativeFunction(
      'unregister($module, func, /)',
      'Unregister an exit function which was previously registered.',
      (vm, func: Value) => {
        const state = vm.state(callbacks);
        const gone = new Set<ExitCallback>();
        for (const callback of state.list.slice()) {
          vm.chargeFuel(1);
          if (equals(vm, callback.func, func)) gone.add(callback);
        }
        state.list = state.list.filter((callback) => !gone.has(callback));
        return None;
      },
    ),
    nativeFunction('_run_exitfuncs($module, /)', 'Run all registered exit functions.', (vm) => {
      runExitCallbacks(vm as Machine);
      return None;
    }),
    nativeFunction(
      '_ncallbacks($module, /)',
      'Return the number of registered exit functions.',
      (vm) => vm.state(callbacks).list.length,
    ),
  ],
});
