/** This file defines parameterised generics and unions of types, as data. */
import { PyObject, type Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { makeType } from '../core-types.js';

/** `types.GenericAlias`: what `list[int]` is. */
export class PyGenericAlias extends PyObject {
  /** Type variables in the arguments; null until asked for. */
  parameters: PyTuple | null = null;
  constructor(
    readonly origin: Value,
    readonly args: PyTuple,
    /** Unpacked: `*tuple[int, str]`. */
    readonly starred = false,
  ) {
    super();
  }
}

/** The iterator that unpacking a generic alias goes through: it yields the starred alias, once. */
export class PyGenericAliasIterator extends PyObject {
  constructor(public alias: PyGenericAlias | null) {
    super();
  }
}

/** `typing.Union`: what `int | str` is. */
export class PyUnion extends PyObject {
  parameters: PyTuple | null = null;
  constructor(
    readonly args: PyTuple,
    /** A frozenset of the arguments that can be hashed. */
    readonly hashable: PyObject,
    readonly unhashable: readonly Value[],
  ) {
    super();
  }
}

export const genericAliasType = makeType('types.GenericAlias', PyGenericAlias);
genericAliasType.qualname = 'GenericAlias';
export const genericAliasIteratorType = makeType('generic_alias_iterator', PyGenericAliasIterator);
export const unionType = makeType('typing.Union', PyUnion);
unionType.qualname = 'Union';
