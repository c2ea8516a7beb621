/** This file makes type parameters and aliases (PEP 695) through the native module `_typing`. */
import { getAttr } from '../objects/operations/attributes.js';
import { getItem } from '../objects/operations/containers.js';
import {
  PyParamSpec,
  PyTypeAlias,
  PyTypeVar,
  PyTypeVarTuple,
  type TypeParameter,
} from '../objects/types/type-params.js';
import type { Value } from '../values/object.js';
import { EMPTY_TUPLE, PyTuple } from '../values/sequences.js';
import type { Machine } from './machine.js';

/** INTRINSIC_TYPEVAR and its variants: `bound` and `constraints` are functions that compute them on demand. */
export function makeTypeVar(_vm: Machine, name: Value, bound: Value | null, constraints: Value | null): Value {
  const made = new PyTypeVar(name);
  made.evaluateBound = bound;
  made.evaluateConstraints = constraints;
  made.inferVariance = true;
  return made;
}

export function makeParamSpec(_vm: Machine, name: Value): Value {
  const made = new PyParamSpec(name);
  made.inferVariance = true;
  return made;
}

export function makeTypeVarTuple(_vm: Machine, name: Value): Value {
  const made = new PyTypeVarTuple(name);
  return made;
}

/** INTRINSIC_TYPEALIAS: (name, type parameters or None, function that computes the value). */
export function makeTypeAlias(vm: Machine, parts: PyTuple): Value {
  const [name, params, compute] = parts.items as [Value, Value, Value];
  const made = new PyTypeAlias(name, params instanceof PyTuple ? params : EMPTY_TUPLE, compute, null);
  made.module = vm.currentModuleName() ?? null;
  return made;
}

/** INTRINSIC_SET_TYPEPARAM_DEFAULT. */
export function setTypeParamDefault(_vm: Machine, parameter: Value, evaluate: Value): Value {
  (parameter as TypeParameter).evaluateDefault = evaluate;
  return parameter;
}

/** INTRINSIC_SUBSCRIPT_GENERIC: `Generic[*params]`, made by the typing module. */
export function subscriptGeneric(vm: Machine, params: Value): Value {
  const typing = vm.importModule('typing');
  let args = params as PyTuple;
  if (args.items.some((each) => each instanceof PyTypeVarTuple)) {
    const unpack = getAttr(vm, typing, 'Unpack');
    args = new PyTuple(args.items.map((each) => (each instanceof PyTypeVarTuple ? getItem(vm, unpack, each) : each)));
  }
  return vm.call2(getAttr(vm, typing, '_GenericAlias'), getAttr(vm, typing, 'Generic'), args);
}
