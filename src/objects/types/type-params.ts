/** This file defines type parameters and type aliases (PEP 695, 696), as data. */
import { PyObject, type Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { makeType } from '../core-types.js';

/** What TypeVar, ParamSpec and TypeVarTuple have in common. Values are computed on first use by their functions. */
export abstract class TypeParameter extends PyObject {
  module: Value | null = null;
  /** The default, once it is known. */
  default: Value | null = null;
  evaluateDefault: Value | null = null;
  constructor(readonly name: Value) {
    super();
  }
}

export class PyTypeVar extends TypeParameter {
  bound: Value | null = null;
  evaluateBound: Value | null = null;
  constraints: Value | null = null;
  evaluateConstraints: Value | null = null;
  covariant = false;
  contravariant = false;
  inferVariance = false;
}

export class PyParamSpec extends TypeParameter {
  bound: Value | null = null;
  covariant = false;
  contravariant = false;
  inferVariance = false;
}

export class PyTypeVarTuple extends TypeParameter {}

export class PyParamSpecArgs extends PyObject {
  constructor(readonly origin: Value) {
    super();
  }
}

export class PyParamSpecKwargs extends PyObject {
  constructor(readonly origin: Value) {
    super();
  }
}

/** The value of a `type` statement. */
export class PyTypeAlias extends PyObject {
  module: Value | null = null;
  constructor(
    readonly name: Value,
    readonly typeParams: PyTuple,
    readonly computeValue: Value | null,
    public value: Value | null,
  ) {
    super();
  }
}

export const typeVarType = makeType('TypeVar', PyTypeVar);
export const paramSpecType = makeType('ParamSpec', PyParamSpec);
export const typeVarTupleType = makeType('TypeVarTuple', PyTypeVarTuple);
export const paramSpecArgsType = makeType('ParamSpecArgs', PyParamSpecArgs);
export const paramSpecKwargsType = makeType('ParamSpecKwargs', PyParamSpecKwargs);
export const typeAliasType = makeType('TypeAliasType', PyTypeAlias);
