/** This file finds the built-in functions that the `__reduce__` methods of iterators name. */
import type { PyObject, Value } from '../../../values/object.js';
import { type Runtime, StateKey } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { attributeError } from '../../errors.js';
import type { PyDict } from '../dict/dict.js';

/** The namespace of the machine's `builtins` module; the machine sets it when it makes that module. */
export const BUILTINS = new StateKey<{ dict: PyDict | null }>('builtins', () => ({ dict: null }));

/** A member of `builtins`, as the running program sees it. */
export function builtin(vm: Runtime, name: string): Value {
  const value = vm.state(BUILTINS).dict?.getStr(name);
  if (value === undefined) throw attributeError(name, name as unknown as PyObject, name);
  return value;
}

/** `(function, arguments)` or `(function, arguments, state)` for `__reduce__`. */
export function reduced(callable: Value, args: readonly Value[], ...state: readonly Value[]): PyTuple {
  return new PyTuple([callable, new PyTuple(args), ...state]);
}

/** Docstrings that all iterators share. */
export const REDUCE_DOC = 'Return state information for pickling.';
export const SETSTATE_DOC = 'Set state information for unpickling.';
export const HINT_DOC = 'Private method returning an estimate of len(list(it)).';
