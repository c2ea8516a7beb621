/** This file iterates over objects. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { NotImplemented } from '../../values/singletons.js';
import { makeType, typeOf } from '../core-types.js';
import { typeError, valueError } from '../errors.js';
import type { PyStopIteration } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';
import { StopIteration, TypeError } from '../exceptions/types.js';
import { lookupSpecial } from './attributes.js';

/** `iter(sequence)` for objects that only have `__getitem__`. */
export class PySequenceIterator extends PyObject {
  index = 0;
  constructor(public sequence: Value | null) {
    super();
  }
}

export const sequenceIteratorType = makeType('iterator', PySequenceIterator);

/** `iter(value)`. Raises TypeError "'X' object is not iterable". */
export function getIter(vm: Runtime, value: Value): Value {
  const type = typeOf(value);
  const slot = type.tp_iter;
  if (slot !== null) {
    const result = slot(vm, value);
    if (typeOf(result).tp_iternext === null) {
      throw typeError(`iter() returned non-iterator of type '${typeOf(result).name}'`);
    }
    return result;
  }
  if (isSequence(value)) return new PySequenceIterator(value);
  throw typeError(`'${type.name}' object is not iterable`);
}

/** Does the object support the sequence protocol (`__getitem__`, and is no dict)? */
export function isSequence(value: Value): boolean {
  const type = typeOf(value);
  return type.sq_item !== null;
}

/** The next item of an iterator, or undefined at its end. */
export function iterNext(vm: Runtime, iterator: Value): Value | undefined {
  const slot = typeOf(iterator).tp_iternext;
  if (slot === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  return slot(vm, iterator);
}

/** Call `fn` with each item until it answers false. */
export function forEach(vm: Runtime, value: Value, fn: (item: Value) => void | boolean): void {
  const iterator = getIter(vm, value);
  const next = typeOf(iterator).tp_iternext;
  if (next === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  for (;;) {
    vm.chargeFuel(1);
    const item = next(vm, iterator);
    if (item === undefined || fn(item) === false) return;
  }
}

/** All items of an iterable in a new array. Charges fuel and memory as it grows. */
export function toArray(vm: Runtime, value: Value): Value[] {
  if (value instanceof PyTuple && value.constructor === PyTuple) {
    vm.chargeFuel(value.items.length >> 3);
    vm.chargeMemory(8 * value.items.length);
    return value.items.slice();
  }
  const items: Value[] = [];
  let charged = 0;
  forEach(vm, value, (item) => {
    if (items.length >= charged) {
      const grow = 16 + (charged >> 2);
      // The host copies the array when it grows: for a moment there are two.
      vm.chargeMemory(8 * (charged > 65536 ? charged + grow : grow));
      charged += grow;
    }
    items.push(item);
  });
  return items;
}

/** `operator.length_hint`: len(), then `__length_hint__`, else the fallback. */
export function lengthHint(vm: Runtime, value: Value, fallback: number): number {
  const type = typeOf(value);
  const length = type.sq_length ?? type.mp_length;
  if (length !== null) {
    try {
      return length(vm, value);
    } catch (reason) {
      if (!(reason instanceof Raised && matches(reason, TypeError))) throw reason;
    }
  }
  const hint = lookupSpecial(vm, value, '__length_hint__');
  if (hint === undefined) return fallback;
  let result: Value;
  try {
    result = vm.call0(hint);
  } catch (reason) {
    if (reason instanceof Raised && matches(reason, TypeError)) return fallback;
    throw reason;
  }
  if (result === NotImplemented) return fallback;
  if (typeof result === 'boolean') return result ? 1 : 0;
  if (typeof result !== 'number') {
    if (typeof result === 'bigint') return result < 0n ? throwNegative() : Number.MAX_SAFE_INTEGER;
    throw typeError(`__length_hint__ must be an integer, not ${typeOf(result).name}`);
  }
  return result < 0 ? throwNegative() : result;
}

function throwNegative(): never {
  throw valueError('__length_hint__() should return >= 0');
}

/** Is what was thrown a Python exception of this type? */
export function matches(reason: unknown, type: import('../../values/type.js').PyType): reason is Raised {
  return reason instanceof Raised && reason.exception.type.isSubtypeOf(type);
}

/** Turn a raised StopIteration into its value; anything else is thrown on. */
export function stopIterationValue(reason: unknown): Value | null {
  if (matches(reason, StopIteration)) return ((reason as Raised).exception as PyStopIteration).value;
  throw reason;
}
