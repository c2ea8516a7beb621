/** This file finds the filter that decides about a warning. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { asSize } from '../../objects/operations/index.js';
import { isSubclassOf } from '../../objects/operations/instance-check.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr, equalStrs } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strToUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { warningsState } from './state.js';

/** What a filter says: the action, and the filter itself (None for the default). */
export interface Decision {
  readonly action: Str;
  readonly item: Value;
}

/** An attribute of the Python module `warnings`, if that is loaded. */
export function warningsAttr(vm: Machine, name: string): Value | undefined {
  const module = vm.loadedModule('warnings');
  return module === undefined || module === None ? undefined : lookupAttr(vm, module, name);
}

/** Does a pattern of a filter match? None always does, text of ours must be equal, anything else has `match`. */
function matchesPattern(vm: Machine, pattern: Value, text: Value): boolean {
  if (pattern === None) return true;
  if (isStr(pattern)) {
    const other = asStr(text);
    return other !== undefined && equalStrs(pattern, other);
  }
  return isTrue(vm, vm.call1(getAttr(vm, pattern, 'match'), text));
}

function search(
  vm: Machine,
  filters: PyList,
  shown: string,
  category: Value,
  text: Value,
  lineno: number,
  module: Value,
): Decision | undefined {
  // The list may change while patterns are asked.
  for (let i = 0; i < filters.items.length; i++) {
    vm.chargeFuel(1);
    const item = filters.items[i] as Value;
    if (!(item instanceof PyTuple) || item.items.length !== 5) {
      throw valueError(`${shown} item ${i} isn't a 5-tuple`);
    }
    const [action, message, filterCategory, filterModule, line] = item.items as [Value, Value, Value, Value, Value];
    const actionText = asStr(action);
    if (actionText === undefined) throw typeError(`action must be a string, not '${typeOf(action).name}'`);
    const goodMessage = matchesPattern(vm, message, text);
    const goodModule = matchesPattern(vm, filterModule, module);
    const goodCategory = isSubclassOf(vm, category, filterCategory);
    const wantedLine = asSize(vm, line);
    if (goodMessage && goodCategory && goodModule && (wantedLine === 0 || wantedLine === lineno)) {
      return { action: actionText, item };
    }
  }
  return undefined;
}

/** The filters of the current context, or None where the global ones hold. */
function contextFilters(vm: Machine): Value {
  const variable = vm.state(warningsState).context;
  if (variable === null) return None;
  const context = vm.call1(getAttr(vm, variable, 'get'), None);
  if (context === None) return None;
  const filters = getAttr(vm, context, '_filters');
  if (!(filters instanceof PyList)) {
    throw typeError(`_filters of warnings._warnings_context must be a list, not '${typeOf(filters).name}'`);
  }
  return filters;
}

/** The decision about a warning. */
export function findFilter(vm: Machine, category: Value, text: Value, lineno: number, module: Value): Decision {
  const state = vm.state(warningsState);
  const local = contextFilters(vm);
  if (local instanceof PyList) {
    const found = search(vm, local, '_warnings_context _filters', category, text, lineno, module);
    if (found !== undefined) return found;
  } else {
    const filters = warningsAttr(vm, 'filters');
    if (filters !== undefined) state.filters = filters;
    if (!(state.filters instanceof PyList)) throw valueError('_warnings.filters must be a list');
    const found = search(vm, state.filters, 'warnings.filters', category, text, lineno, module);
    if (found !== undefined) return found;
  }
  const action = warningsAttr(vm, 'defaultaction');
  if (action !== undefined) {
    if (asStr(action) === undefined) {
      throw typeError(`_warnings.defaultaction must be a string, not '${typeOf(action).name}'`);
    }
    state.defaultAction = action;
  }
  return { action: asStr(state.defaultAction) as Str, item: None };
}

/** The dict that remembers warnings shown once. */
export function onceRegistry(vm: Machine): PyDict {
  const state = vm.state(warningsState);
  const registry = warningsAttr(vm, 'onceregistry');
  if (registry !== undefined) {
    if (!(registry instanceof PyDict)) {
      throw typeError(`_warnings.onceregistry must be a dict, not '${typeOf(registry).name}'`);
    }
    state.onceRegistry = registry;
  }
  return state.onceRegistry as PyDict;
}

/** Was this warning given before? Registries of another version of the filters are emptied first. */
export function alreadyWarned(vm: Machine, registry: PyDict, key: Value, remember: boolean): boolean {
  const version = vm.state(warningsState).filtersVersion;
  if (registry.getStr('version') !== version) {
    registry.clear();
    registry.setStr('version', version);
  } else {
    const found = registry.get(vm, key);
    if (found !== undefined && isTrue(vm, found)) return true;
  }
  if (remember) registry.set(vm, key, true);
  return false;
}

/** A str action as host text. */
export function actionText(action: Str): string {
  return strToUtf16(action);
}
