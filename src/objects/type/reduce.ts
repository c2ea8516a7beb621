/** This file does what `object.__reduce_ex__` and `object.__getstate__` do for pickle and copy. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, strKey } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { objectType, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { getAttr, lookupAttr, lookupSpecial } from '../operations/attributes.js';
import { getIter, toArray } from '../operations/iteration.js';
import { PyDict } from '../types/dict/dict.js';

/** Does the class (or an instance) override `__reduce__`? */
function overridesReduce(type: PyType): boolean {
  return type.lookup('__reduce__') !== objectType.dict.get('__reduce__');
}

/** `object.__reduce_ex__(protocol)`; `direct` when `object.__reduce__` itself was called. */
export function reduceEx(vm: Runtime, self: Value, protocol: number, direct = false): Value {
  if (!direct && overridesReduce(typeOf(self))) return vm.call0(getAttr(vm, self, '__reduce__'));
  if (protocol >= 2) return reduceNew(vm, self);
  const copyreg = vm.importModule('copyreg');
  return vm.call2(getAttr(vm, copyreg, '_reduce_ex'), self, protocol);
}

function reduceNew(vm: Runtime, self: Value): Value {
  const cls = getAttr(vm, self, '__class__') as PyType;
  if (cls.tp_new === null || cls.noInstantiation) throw typeError(`cannot pickle '${typeOf(self).name}' object`);
  let args: PyTuple | null = null;
  let kwargs: PyDict | null = null;
  const newArgsEx = lookupSpecial(vm, self, '__getnewargs_ex__');
  if (newArgsEx !== undefined) {
    const result = vm.call0(newArgsEx);
    if (!(result instanceof PyTuple)) {
      throw typeError(`__getnewargs_ex__ should return a tuple, not '${typeOf(result).name}'`);
    }
    if (result.items.length !== 2) {
      throw typeError(`__getnewargs_ex__ should return a tuple of length 2, not ${result.items.length}`);
    }
    const [first, second] = result.items as [Value, Value];
    if (!(first instanceof PyTuple)) {
      throw typeError(
        `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeOf(first).name}'`,
      );
    }
    if (!(second instanceof PyDict)) {
      throw typeError(
        `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeOf(second).name}'`,
      );
    }
    args = first;
    kwargs = second;
  } else {
    const newArgs = lookupSpecial(vm, self, '__getnewargs__');
    if (newArgs !== undefined) {
      const result = vm.call0(newArgs);
      if (!(result instanceof PyTuple)) {
        throw typeError(`__getnewargs__ should return a tuple, not '${typeOf(result).name}'`);
      }
      args = result;
    }
  }
  const copyreg = vm.importModule('copyreg');
  const isContainer = isKind(self, 'list') || isKind(self, 'dict');
  const hasArgs = args !== null;
  let constructor: Value;
  let constructorArgs: Value;
  if (kwargs === null || kwargs.size === 0) {
    constructor = getAttr(vm, copyreg, '__newobj__');
    constructorArgs = new PyTuple([cls, ...(args ?? EMPTY_TUPLE).items]);
  } else {
    constructor = getAttr(vm, copyreg, '__newobj_ex__');
    constructorArgs = new PyTuple([cls, args ?? EMPTY_TUPLE, kwargs]);
  }
  const state = getState(vm, self, !hasArgs && !isContainer);
  const listItems = isKind(self, 'list') ? getIter(vm, self) : None;
  const dictItems = isKind(self, 'dict') ? getIter(vm, vm.call0(getAttr(vm, self, 'items'))) : None;
  return new PyTuple([constructor, constructorArgs, state, listItems, dictItems]);
}

function isKind(value: Value, name: string): boolean {
  return typeOf(value).mro.some((type) => !type.isHeap && type.name === name && type.module === 'builtins');
}

function getState(vm: Runtime, self: Value, required: boolean): Value {
  const method = getAttr(vm, self, '__getstate__');
  if (typeOf(self).lookup('__getstate__') === objectType.dict.get('__getstate__')) {
    return defaultState(vm, self, required);
  }
  return vm.call0(method);
}

/** `object.__getstate__()`: the instance dict, and the slots beside it. Raises TypeError for state that only C knows. */
export function defaultState(vm: Runtime, self: Value, required: boolean): Value {
  const type = typeOf(self);
  if (
    required &&
    !type.isHeap &&
    !type.hasDict &&
    type !== objectType &&
    self instanceof PyObject &&
    hasHiddenState(type)
  ) {
    throw typeError(`cannot pickle '${type.name}' object`);
  }
  if (required && type.isHeap && hasHiddenState(type.layout) && !type.layout.isHeap) {
    throw typeError(`cannot pickle '${type.name}' object`);
  }
  const dict = lookupAttr(vm, self, '__dict__');
  let state: Value = None;
  if (dict instanceof PyDict) {
    const copy = dict.copy();
    state = copy.size === 0 ? None : copy;
  }
  const slots = new PyDict();
  if (type.mro.some((each) => each.slotNames !== null && each.slotNames.length > 0)) {
    const names = vm.call1(getAttr(vm, vm.importModule('copyreg'), '_slotnames'), type);
    for (const name of toArray(vm, names)) {
      if (!isStr(name)) continue;
      const value = lookupAttr(vm, self, strKey(name));
      if (value !== undefined) slots.set(vm, name, value);
    }
  }
  return slots.size > 0 ? new PyTuple([state, slots]) : state;
}

/** Built-in types whose instances hold more than their attributes. */
function hasHiddenState(type: PyType): boolean {
  return !type.isHeap && type !== objectType && type.tp_new !== objectType.tp_new;
}
