/** This file fills dicts from mappings, pairs and keyword arguments, as `dict()` and `update()` do. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { typeOf } from '../../core-types.js';
import { runtimeError, typeError, valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { TypeError } from '../../exceptions/types.js';
import { checkPositional } from '../../native/bind.js';
import { getAttr, lookupAttr } from '../../operations/attributes.js';
import { getItem } from '../../operations/containers.js';
import { forEach, isSequence, toArray } from '../../operations/iteration.js';
import { PyList } from '../list/list.js';
import { PyDict } from './dict.js';
import { dictIter } from './dict-views.js';

/** Is this a dict whose iteration a subclass has not replaced, so that its entries can be read directly? */
export function hasDictEntries(value: Value): value is PyDict {
  return value instanceof PyDict && (value.constructor === PyDict || typeOf(value).tp_iter === dictIter);
}

/** Add the entries of another dict. */
export function mergeDict(vm: Runtime, target: PyDict, other: PyDict, override = true): void {
  if (target === other || other.size === 0) return;
  const count = other.size;
  if (target.isPlain && other.isPlain && target.used === 0) {
    vm.chargeMemory(40 * count);
    vm.chargeFuel(count >> 2);
    target.assign(other);
    return;
  }
  for (let at = other.nextPosition(0); at >= 0; at = other.nextPosition(at + 1)) {
    vm.chargeFuel(1);
    if (override) target.set(vm, other.keyAt(at), other.valueAt(at));
    else target.setDefault(vm, other.keyAt(at), other.valueAt(at));
    if (other.size !== count) throw runtimeError('dict mutated during update');
  }
}

/** Add the entries of any mapping (an object with `keys()`). */
export function mergeMapping(vm: Runtime, target: PyDict, mapping: Value): void {
  if (hasDictEntries(mapping)) {
    mergeDict(vm, target, mapping);
    return;
  }
  const keys = toArray(vm, vm.call0(getAttr(vm, mapping, 'keys')));
  for (const key of keys) {
    vm.chargeFuel(1);
    target.set(vm, key, getItem(vm, mapping, key));
  }
}

/** Add entries from an iterable of pairs. */
export function mergePairs(vm: Runtime, target: PyDict, pairs: Value): void {
  let at = 0;
  forEach(vm, pairs, (element) => {
    const pair = pairItems(vm, element, at);
    if (pair.length !== 2) {
      throw valueError(`dictionary update sequence element #${at} has length ${pair.length}; 2 is required`);
    }
    target.set(vm, pair[0] as Value, pair[1] as Value);
    at++;
  });
}

function pairItems(vm: Runtime, element: Value, at: number): readonly Value[] {
  if (element instanceof PyTuple || (element instanceof PyList && element.constructor === PyList)) return element.items;
  try {
    if (typeOf(element).tp_iter === null && !isSequence(element)) throw typeError('object is not iterable');
    return toArray(vm, element);
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(TypeError)) {
      const note = `Cannot convert dictionary update sequence element #${at} to a sequence`;
      vm.call1(getAttr(vm, reason.exception, 'add_note'), note);
    }
    throw reason;
  }
}

/** dict_update_arg: a mapping when it has `keys`, else pairs. */
export function mergeFrom(vm: Runtime, target: PyDict, source: Value): void {
  if (source instanceof PyDict && source.constructor === PyDict) mergeDict(vm, target, source);
  else if (lookupAttr(vm, source, 'keys') !== undefined) mergeMapping(vm, target, source);
  else mergePairs(vm, target, source);
}

/** The arguments of `dict()` and `dict.update()`. */
export function mergeArguments(
  vm: Runtime,
  target: PyDict,
  name: string,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): void {
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  checkPositional(name, count, 0, 1);
  if (count === 1) mergeFrom(vm, target, args[0] as Value);
  if (kwnames === null) return;
  for (let i = 0; i < kwnames.length; i++) target.setStr(kwnames[i] as string, args[count + i] as Value);
}
