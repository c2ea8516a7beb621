/** This file declares the module gc: memory is the host's, but finalisers, weak references and what a program can ask are the machine's. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { asInt, asSize, hasIndex } from '../../objects/operations/index.js';
import { reprText } from '../../objects/operations/text.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import { StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { NeedsFrame } from '../../vm/compiler.js';
import { collect as collectGarbage } from '../../vm/heap/collector.js';
import { isTracked, referentsOf } from '../../vm/heap/referents.js';
import type { Machine } from '../../vm/machine.js';
import { writeStderr } from '../sys/hooks.js';
import { reportUnraisable } from '../unraisable.js';

const GENERATIONS = 3;

/** gc.DEBUG_SAVEALL and those that print. */
const DEBUG_STATS = 1;
const DEBUG_SAVEALL = 32;

/** What `gc.get_stats` tells of one generation. */
class GenerationStats {
  collections = 0;
  collected = 0;
  uncollectable = 0;
}

class GcState {
  debug = 0;
  threshold: number[] = [2000, 10, 10];
  readonly stats: readonly GenerationStats[] = [new GenerationStats(), new GenerationStats(), new GenerationStats()];
  /** Objects that `gc.freeze` took out of sight. */
  frozen: ReadonlySet<PyObject> = new Set();
  readonly callbacks = new PyList([]);
  readonly garbage = new PyList([]);
}

const gcState = new StateKey('gc', () => new GcState());

function dictOf(entries: readonly (readonly [string, Value])[]): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) dict.setStr(key, value);
  return dict;
}

function runCallbacks(vm: Machine, phase: string, generation: number, collected: number): void {
  const { callbacks } = vm.state(gcState);
  if (callbacks.items.length === 0) return;
  const info = dictOf([
    ['generation', generation],
    ['collected', collected],
    ['uncollectable', 0],
  ]);
  for (let i = 0; i < callbacks.items.length; i++) {
    const callback = callbacks.items[i] as Value;
    try {
      vm.call2(callback, phase, info);
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      reportUnraisable(vm, reason, `Exception ignored while calling GC callback ${reprText(vm, callback)}`);
    }
  }
}

function collect(vm: Machine, generation: number): Value {
  // The walk must see the variables of compiled code.
  if (vm.active !== vm.activeBase) throw new NeedsFrame();
  if (generation < 0 || generation >= GENERATIONS) throw valueError('invalid generation');
  if (vm.heap.collecting) return 0;
  const state = vm.state(gcState);
  runCallbacks(vm, 'start', generation, 0);
  if (state.debug & DEBUG_STATS) writeStderr(vm, `gc: collecting generation ${generation}...\n`);
  const { count, objects } = collectGarbage(vm, true);
  if (state.debug & DEBUG_SAVEALL) {
    vm.chargeMemory(8 * objects.length);
    for (const object of objects) state.garbage.items.push(object);
  }
  const stats = state.stats[generation] as GenerationStats;
  stats.collections++;
  stats.collected += count;
  runCallbacks(vm, 'stop', generation, count);
  return count;
}

/** All tracked objects that the program can reach. Charges fuel for each. */
function reachableObjects(vm: Machine): PyObject[] {
  const found: PyObject[] = [];
  for (const object of vm.heap.mark()) if (object instanceof PyObject && isTracked(object)) found.push(object);
  vm.chargeFuel(found.length);
  vm.chargeMemory(8 * found.length);
  return found;
}

function getObjects(vm: Machine, generation: Value): Value {
  vm.audit('gc.get_objects', [generation === None ? -1 : generation]);
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
  const { frozen } = vm.state(gcState);
  return new PyList(reachableObjects(vm).filter((object) => !frozen.has(object)));
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
      (vm as Machine).heap.disabled = false;
      return None;
    }),
    nativeFunction('disable($module, /)', 'Disable automatic garbage collection.', (vm) => {
      (vm as Machine).heap.disabled = true;
      return None;
    }),
    nativeFunction(
      'isenabled($module, /)',
      'Returns true if automatic garbage collection is enabled.',
      (vm) => !(vm as Machine).heap.disabled,
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
          vm.state(gcState).stats.map(({ collections, collected, uncollectable }) =>
            dictOf([
              ['collections', collections],
              ['collected', collected],
              ['uncollectable', uncollectable],
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
      (vm, obj: Value) => obj instanceof PyObject && (vm as Machine).heap.isFinalized(obj),
    ),
    nativeFunction(
      'get_referrers($module, /, *objs)',
      "Return the list of objects that directly refer to any of 'objs'.",
      (runtime, objs: Value[]) => {
        const vm = runtime as Machine;
        vm.audit('gc.get_referrers', [new PyTuple(objs)]);
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
        vm.audit('gc.get_referents', [new PyTuple(objs)]);
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
        vm.state(gcState).frozen = new Set(reachableObjects(vm as Machine));
        return None;
      },
    ),
    nativeFunction('unfreeze($module, /)', 'Unfreeze all objects in the permanent generation.', (vm) => {
      vm.state(gcState).frozen = new Set();
      return None;
    }),
    nativeFunction(
      'get_freeze_count($module, /)',
      'Return the number of objects in the permanent generation.',
      (vm) => vm.state(gcState).frozen.size,
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
