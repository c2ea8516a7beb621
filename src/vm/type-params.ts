/** This file makes type parameters and aliases (PEP 695) through the native module `_typing`. */
import { getAttr } from '../objects/operations/attributes.js';
import { EMPTY_TUPLE, PyTuple } from '../values/sequences.js';
import type { Value } from '../values/object.js';
import {
  PyParamSpec,
  PyTypeAlias,
  PyTypeVar,
  PyTypeVarTuple,
  type TypeParameter,
} from '../objects/types/type-params.js';
import type { Machine } from './machine.js';

/** INTRINSIC_TYPEVAR and its variants: `bound` and `constraints` are functions that compute them on demand. */
export function makeTypeVar(vm: Machine, name: Value, bound: Value | null, constraints: Value | null): Value {
  const made = new PyTypeVar(name);
  made.evaluateBound = bound;
  made.evaluateConstraints = constraints;
  made.inferVariance = true;
  made.module = vm.currentModuleName() ?? null;
  return made;
}

export function makeParamSpec(vm: Machine, name: Value): Value {
  const made = new PyParamSpec(name);
  made.inferVariance = true;
  made.module = vm.currentModuleName() ?? null;
  return made;
}

export function makeTypeVarTuple(vm: Machine, name: Value): Value {
  const made = new PyTypeVarTuple(name);
  made.module = vm.currentModuleName() ?? null;
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
  return vm.call2(getAttr(vm, typing, '_generic_class_getitem'), getAttr(vm, typing, 'Generic'), params);
}
