/** This file declares the module `_warnings`. */
import { typeOf } from '../../objects/core-types.js';
import { runtimeError, typeError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { asStr } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { warningsState } from './state.js';
import { categoryOf, installWarnings, loaderLine, warnAtLevel, warnExplicit } from './warn.js';

function prefixes(tuple: PyTuple): Str[] {
  return tuple.items.map((item) => {
    const text = asStr(item);
    if (text === undefined) throw typeError(`Found non-str '${typeOf(item).name}' in skip_file_prefixes.`);
    return text;
  });
}

/** `_warnings`. */
export const warningsModule = defineModule({
  name: '_warnings',
  doc: '_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.',
  functions: [
    nativeFunction(
      'warn($module, /, message, category=None, stacklevel: ssize=1, source=None, *,\n     skip_file_prefixes: tuple=())',
      'Issue a warning, or maybe ignore it or raise an exception.',
      (runtime, message: Value, category: Value, level: number, source: Value, skip: PyTuple) => {
        const vm = runtime as Machine;
        const checked = categoryOf(vm, message, category);
        const skipped = prefixes(skip);
        warnAtLevel(vm, checked, message, skipped.length > 0 ? Math.max(level, 2) : level, source, skipped);
        return None;
      },
    ),
    nativeFunction(
      'warn_explicit($module, /, message, category, filename: str, lineno: int,\n              module=<unrepresentable>, registry=None,\n              module_globals=None, source=None)',
      'Issue a warning, or maybe ignore it or raise an exception.',
      (
        runtime,
        message: Value,
        category: Value,
        filename: Str,
        lineno: number,
        module: Value | undefined,
        registry: Value,
        globals: Value,
        source: Value,
      ) => {
        const vm = runtime as Machine;
        let sourceLine: Str | undefined;
        if (globals !== None) {
          if (!(globals instanceof PyDict)) {
            throw typeError(`module_globals must be a dict, not '${typeOf(globals).name}'`);
          }
          sourceLine = loaderLine(vm, globals, lineno);
        }
        warnExplicit(vm, { message, category, filename, lineno, module, registry, sourceLine, source });
        return None;
      },
    ),
    nativeFunction('_filters_mutated_lock_held($module, /)', null, (vm) => {
      const state = vm.state(warningsState);
      if (state.lockDepth === 0) throw runtimeError('warnings lock is not held');
      state.filtersVersion++;
      return None;
    }),
    nativeFunction('_acquire_lock($module, /)', null, (vm) => {
      vm.state(warningsState).lockDepth++;
      return None;
    }),
    nativeFunction('_release_lock($module, /)', null, (vm) => {
      const state = vm.state(warningsState);
      if (state.lockDepth === 0) throw runtimeError('cannot release un-acquired lock');
      state.lockDepth--;
      return None;
    }),
  ],
  setup: (runtime, set) => {
    const vm = runtime as Machine;
    const state = vm.state(warningsState);
    installWarnings(vm);
    set('filters', state.filters);
    set('_onceregistry', state.onceRegistry);
    set('_defaultaction', state.defaultAction);
    if (vm.hasNativeModule('_contextvars')) {
      state.context = vm.call1(getAttr(vm, vm.importModule('_contextvars'), 'ContextVar'), '_warnings_context');
      set('_warnings_context', state.context);
    }
  },
});
