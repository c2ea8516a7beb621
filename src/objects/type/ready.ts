/** This file completes built-in types: MRO, slot wrappers, inherited slots. */
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { builtinTypes, objectType } from '../core-types.js';
import { computeMro } from './mro.js';
import { addOperators, inheritSlots } from './slots.js';

/** Built-in types whose instances can be weakly referenced, by `__name__`. */
const WEAKLY_REFERENCED: ReadonlySet<string> = new Set(
  (
    'type function method builtin_function_or_method set frozenset generator coroutine async_generator module deque ' +
    'array partial _lru_cache_wrapper memoryview code GenericAlias Context ContextVar Token lock RLock Struct TypeVar ' +
    'ParamSpec TypeVarTuple TypeAliasType Union _io._IOBase _IOBase StringIO BytesIO FileIO TextIOWrapper ' +
    'BufferedReader BufferedWriter BufferedRandom BufferedRWPair Pattern SimpleQueue socket Random Pickler Unpickler ' +
    'PickleBuffer SimpleNamespace DirEntry'
  ).split(' '),
);

/** Complete a built-in type and, before it, its bases. Safe to call again. */
export function readyType(type: PyType): void {
  if (type.isReady) return;
  for (const base of type.bases) readyType(base);
  type.mro = type.bases.length === 0 ? [type] : computeMro(type, type.bases);
  addOperators(type);
  type.hasWeakrefs ||= WEAKLY_REFERENCED.has(type.name);
  const base = type.base;
  if (base !== null) {
    type.hasDict ||= base.hasDict;
    type.hasWeakrefs ||= base.hasWeakrefs;
    type.patternKind ||= base.patternKind;
    type.matchSelf ||= base.matchSelf;
    // A type without a JavaScript class of its own shares its base's layout.
    if (type.instanceClass !== null && type.instanceClass === base.instanceClass) type.layout = base.layout;
  }
  // As for CPython's static types: `object.__new__` is no way to make instances of native types that have none.
  if (type.tp_new === null && base === objectType && type.module === 'builtins') type.noInstantiation = true;
  inheritSlots(type);
  if (!type.dict.has('__doc__')) type.dict.set('__doc__', type.doc === null ? None : strFromUtf16(type.doc));
  type.lookupCache.clear();
  type.isReady = true;
}

/** Complete every built-in type that was made since the last time. */
export function readyBuiltinTypes(): void {
  for (const type of builtinTypes) readyType(type);
}
