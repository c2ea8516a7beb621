/** This file calls with `*args` and `**kwargs`. */

import { PyStrSubclass, typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { getItem } from '../../objects/operations/containers.js';
import { forEach, toArray } from '../../objects/operations/iteration.js';
import { str } from '../../objects/operations/text.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { hasDictEntries, mergeMapping } from '../../objects/types/dict/dict-merge.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { isStr, strKey, strToUtf16 } from '../../values/str.js';
import { callObject } from '../call.js';
import type { Slot } from '../frame.js';
import type { Machine } from '../machine.js';

/** The name of a callable in messages about its arguments: `f()` with its module where that is not builtins. */
export function callableName(vm: Machine, callable: Value): string {
  const qualname = lookupAttr(vm, callable, '__qualname__');
  if (qualname === undefined || !isStr(qualname)) return strToUtf16(str(vm, callable));
  const module = lookupAttr(vm, callable, '__module__');
  const text = strToUtf16(qualname);
  if (module !== undefined && isStr(module) && module !== 'builtins') return `${strToUtf16(module)}.${text}()`;
  return `${text}()`;
}

/** CALL_FUNCTION_EX of anything but a Python function. */
export function callFunctionEx(vm: Machine, callable: Value, self: Slot, args: Value, kwargs: Slot): Value {
  const { values, names } = spreadArguments(vm, callable, self, args, kwargs);
  return callObject(vm, callable, values, names);
}

/** The arguments of `callable(*args, **kwargs)`: positional ones, then those of the keywords in `names`. */
export function spreadArguments(
  vm: Machine,
  callable: Value,
  self: Slot,
  args: Value,
  kwargs: Slot,
): { values: readonly Value[]; names: readonly string[] | null } {
  let positional: readonly Value[];
  if (args instanceof PyTuple) positional = args.items;
  else {
    try {
      positional = toArray(vm, args);
    } catch (reason) {
      if (reason instanceof Raised && typeOf(args).tp_iter === null && typeOf(args).sq_item === null) {
        throw typeError(`${callableName(vm, callable)} argument after * must be an iterable, not ${typeOf(args).name}`);
      }
      throw reason;
    }
  }
  const size = positional.length + (kwargs instanceof PyDict ? 4 * kwargs.size : 0);
  if (size > 16) {
    vm.chargeFuel(size);
    vm.chargeMemory(16 * size);
  }
  if (self !== undefined) positional = [self, ...positional];
  if (kwargs === undefined || !(kwargs instanceof PyDict) || kwargs.size === 0)
    return { values: positional, names: null };
  const names: string[] = [];
  const values = positional.slice();
  for (let at = kwargs.nextPosition(0); at >= 0; at = kwargs.nextPosition(at + 1)) {
    names.push(keywordKey(kwargs.keyAt(at)));
    values.push(kwargs.valueAt(at));
  }
  return { values, names };
}

/** The names of the keywords of a call, from the tuple that CALL_KW finds on the stack. */
export function keywordNames(names: PyTuple): readonly string[] {
  return names.items.map((name) => (typeof name === 'string' ? name : (name as unknown as { key: string }).key));
}

function keywordKey(key: Value): string {
  if (isStr(key)) return strKey(key);
  if (key instanceof PyStrSubclass) return strKey(key.value);
  throw typeError('keywords must be strings');
}

/** DICT_MERGE: `**mapping` in a call. */
export function mergeKeywords(vm: Machine, dict: PyDict, mapping: Value, callable: Value): void {
  if (hasDictEntries(mapping)) {
    for (let at = mapping.nextPosition(0); at >= 0; at = mapping.nextPosition(at + 1)) {
      addKeyword(vm, dict, mapping.keyAt(at), mapping.valueAt(at), callable);
    }
    return;
  }
  const keys = lookupAttr(vm, mapping, 'keys');
  if (keys === undefined) {
    throw typeError(`${callableName(vm, callable)} argument after ** must be a mapping, not ${typeOf(mapping).name}`);
  }
  forEach(vm, vm.call0(keys), (key) => addKeyword(vm, dict, key, getItem(vm, mapping, key), callable));
}

/** DICT_UPDATE: `**mapping` in a display. */
export function updateDict(vm: Machine, dict: PyDict, mapping: Value): void {
  if (!hasDictEntries(mapping) && lookupAttr(vm, mapping, 'keys') === undefined) {
    throw typeError(`'${typeOf(mapping).name}' object is not a mapping`);
  }
  mergeMapping(vm, dict, mapping);
}

function addKeyword(vm: Machine, dict: PyDict, key: Value, value: Value, callable: Value): void {
  if (dict.has(vm, key)) {
    throw typeError(
      `${callableName(vm, callable)} got multiple values for keyword argument '${strToUtf16(str(vm, key))}'`,
    );
  }
  dict.set(vm, key, value);
}
