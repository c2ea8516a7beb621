/** This file finds the built-in functions that the `__reduce__` methods of iterators name. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { attributeError } from '../../errors.js';
import { contains, getItem } from '../../operations/containers.js';
import { PyDict } from '../dict/dict.js';

/** A member of `builtins`. */
export function builtin(vm: Runtime, name: string): Value {
  const builtins = vm.builtinsFor(None);
  if (builtins instanceof PyDict) {
    const value = builtins.getStr(name);
    if (value !== undefined) return value;
  } else if (contains(vm, builtins, name)) return getItem(vm, builtins, name);
  throw attributeError(name, builtins, name);
}

/** `(function, arguments)` or `(function, arguments, state)` for `__reduce__`. */
export function reduced(callable: Value, args: readonly Value[], ...state: readonly Value[]): PyTuple {
  return new PyTuple([callable, new PyTuple(args), ...state]);
}

/** Docstrings that all iterators share. */
export const REDUCE_DOC = 'Return state information for pickling.';
export const SETSTATE_DOC = 'Set state information for unpickling.';
export const HINT_DOC = 'Private method returning an estimate of len(list(it)).';
