/** This file declares the module gc. The host collects garbage; what a program can set is kept and told. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { asInt, asSize, hasIndex } from '../../objects/operations/index.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import { StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../../vm/machine.js';
import { reportUnraisable } from '../unraisable.js';
import { reachableObjects } from './heap.js';
import { isTracked, referentsOf } from './referents.js';

const GENERATIONS = 3;

class GcState {
  enabled = true;
  debug = 0;
  threshold: number[] = [2000, 10, 10];
  collections: number[] = [0, 0, 0];
  frozen = 0;
  readonly callbacks = new PyList([]);
  readonly garbage = new PyList([]);
}

const gcState = new StateKey('gc', () => new GcState());

function dictOf(entries: readonly (readonly [string, Value])[]): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) dict.setStr(key, value);
  return dict;
}

function runCallbacks(vm: Machine, phase: string, generation: number): void {
  const { callbacks } = vm.state(gcState);
  if (callbacks.items.length === 0) return;
  const info = dictOf([
    ['generation', generation],
    ['collected', 0],
    ['uncollectable', 0],
  ]);
  for (let i = 0; i < callbacks.items.length; i++) {
    const callback = callbacks.items[i] as Value;
    try {
      vm.call2(callback, phase, info);
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      reportUnraisable(vm, reason, null, callback);
    }
  }
}

function collect(vm: Machine, generation: number): Value {
  if (generation < 0 || generation >= GENERATIONS) throw valueError('invalid generation');
  const state = vm.state(gcState);
  runCallbacks(vm, 'start', generation);
  state.collections[generation] = (state.collections[generation] as number) + 1;
  runCallbacks(vm, 'stop', generation);
  return 0;
}

function getObjects(vm: Machine, generation: Value): Value {
  if (generation !== None) {
    if (!hasIndex(generation)) throw typeError(`argument should be integer or None, not '${typeOf(generation).name}'`);
    const number = asSize(vm, generation);
    if (number >= GENERATIONS) {
      throw valueError(`generation parameter must be less than the number of available generations (${GENERATIONS})`);
    }
    if (number < 0) throw valueError('generation parameter cannot be negative');
    // Everything that lives is old.
    if (number < GENERATIONS - 1) return new PyList([]);
  }
  return new PyList(reachableObjects(vm));
}

function setThreshold(vm: Machine, args: readonly Value[]): Value {
  if (args.length < 1 || args.length > 3) throw typeError('gc.set_threshold requires 1 to 3 arguments');
  const { threshold } = vm.state(gcState);
  for (let i = 0; i < args.length; i++) threshold[i] = asInt(vm, args[i] as Value);
  return None;
}

/** `gc`. */
export const gcModule = defineModule({
  name: 'gc',
  doc: 'This module provides access to the garbage collector.',
  functions: [
    nativeFunction('enable($module, /)', 'Enable automatic garbage collection.', (vm) => {
      vm.state(gcState).enabled = true;
      return None;
    }),
    nativeFunction('disable($module, /)', 'Disable automatic garbage collection.', (vm) => {
      vm.state(gcState).enabled = false;
      return None;
    }),
    nativeFunction(
      'isenabled($module, /)',
      'Returns true if automatic garbage collection is enabled.',
      (vm) => vm.state(gcState).enabled,
    ),
    nativeFunction(
      'set_debug($module, flags: int, /)',
      'Set the garbage collection debugging flags.',
      (vm, flags: number) => {
        vm.state(gcState).debug = flags;
        return None;
      },
    ),
    nativeFunction(
      'get_debug($module, /)',
      'Get the garbage collection debugging flags.',
      (vm) => vm.state(gcState).debug,
    ),
    nativeFunction(
      'get_count($module, /)',
      'Return a three-tuple of the current collection counts.',
      () => new PyTuple([0, 0, 0]),
    ),
    rawFunction('set_threshold', 'Set the collection thresholds.', (vm, _module, args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0) throw typeError('gc.set_threshold() takes no keyword arguments');
      return setThreshold(vm as Machine, args);
    }),
    nativeFunction(
      'get_threshold($module, /)',
      'Return the current collection thresholds.',
      (vm) => new PyTuple(vm.state(gcState).threshold.slice()),
    ),
    nativeFunction('collect($module, /, generation: int=2)', 'Run the garbage collector.', (vm, generation: number) =>
      collect(vm as Machine, generation),
    ),
    nativeFunction(
      'get_objects($module, /, generation=None)',
      'Return a list of objects tracked by the collector (excluding the list returned).',
      (vm, generation: Value) => getObjects(vm as Machine, generation),
    ),
    nativeFunction(
      'get_stats($module, /)',
      'Return a list of dictionaries containing per-generation statistics.',
      (vm) =>
        new PyList(
          vm.state(gcState).collections.map((collections) =>
            dictOf([
              ['collections', collections],
              ['collected', 0],
              ['uncollectable', 0],
            ]),
          ),
        ),
    ),
    nativeFunction(
      'is_tracked($module, obj, /)',
      'Returns true if the object is tracked by the garbage collector.',
      (_vm, obj: Value) => isTracked(obj),
    ),
    nativeFunction(
      'is_finalized($module, obj, /)',
      'Returns true if the object has been already finalized by the GC.',
      () => false,
    ),
    nativeFunction(
      'get_referrers($module, /, *objs)',
      "Return the list of objects that directly refer to any of 'objs'.",
      (runtime, objs: Value[]) => {
        const vm = runtime as Machine;
        const wanted = new Set(objs);
        return new PyList(
          reachableObjects(vm).filter((object) => referentsOf(object).some((each) => wanted.has(each))),
        );
      },
    ),
    nativeFunction(
      'get_referents($module, /, *objs)',
      "Return the list of objects that are directly referred to by 'objs'.",
      (vm, objs: Value[]) => {
        const found: Value[] = [];
        for (const object of objs) {
          if (!(object instanceof PyObject) || !isTracked(object)) continue;
          const referents = referentsOf(object);
          vm.chargeFuel(referents.length);
          vm.chargeMemory(8 * referents.length);
          for (const each of referents) found.push(each);
        }
        return new PyList(found);
      },
    ),
    nativeFunction(
      'freeze($module, /)',
      'Freeze all current tracked objects and ignore them for future collections.',
      (vm) => {
        vm.state(gcState).frozen = reachableObjects(vm as Machine).length;
        return None;
      },
    ),
    nativeFunction('unfreeze($module, /)', 'Unfreeze all objects in the permanent generation.', (vm) => {
      vm.state(gcState).frozen = 0;
      return None;
    }),
    nativeFunction(
      'get_freeze_count($module, /)',
      'Return the number of objects in the permanent generation.',
      (vm) => vm.state(gcState).frozen,
    ),
  ],
  constants: [
    ['DEBUG_STATS', 1],
    ['DEBUG_COLLECTABLE', 2],
    ['DEBUG_UNCOLLECTABLE', 4],
    ['DEBUG_SAVEALL', 32],
    ['DEBUG_LEAK', 38],
  ],
  setup: (vm, set) => {
    const state = vm.state(gcState);
    set('garbage', state.garbage);
    set('callbacks', state.callbacks);
  },
});
