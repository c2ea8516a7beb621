/** This file keeps the StopIteration with which an iterator ended, for those who care for its value. */
import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { typeOf } from '../core-types.js';
import { stopIteration, typeError } from '../errors.js';
import type { PyStopIteration } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';

/** How the iterator that ended last did so. `tp_iternext` answers undefined in any case. */
class IterationEnd {
  iterator: Value | null = null;
  /** The returned value of a generator. */
  value: Value = None;
  /** The exception that a `__next__` written in Python raised. */
  exception: PyStopIteration | null = null;
}

const endKey = new StateKey('iterationEnd', () => new IterationEnd(), false);

/** Called where an iterator ends with a value: a generator that returned it. */
export function noteReturnValue(vm: Runtime, iterator: Value, value: Value): void {
  const end = vm.state(endKey);
  end.iterator = iterator;
  end.value = value;
  end.exception = null;
}

/** Called where an iterator's own `__next__` raised StopIteration. */
export function noteStopIteration(vm: Runtime, iterator: Value, exception: PyStopIteration): void {
  const end = vm.state(endKey);
  end.iterator = iterator;
  end.value = exception.value ?? None;
  end.exception = exception;
}

/** Forget how an earlier iterator ended: called before a step whose end matters. */
export function clearIterationEnd(vm: Runtime): void {
  vm.state(endKey).iterator = null;
}

/** The next item, or undefined with what `takeReturnValue` and `takeStopIteration` then tell. */
export function stepIterator(vm: Runtime, iterator: Value): Value | undefined {
  const next = typeOf(iterator).tp_iternext;
  if (next === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  clearIterationEnd(vm);
  return next(vm, iterator);
}

/** The value with which the iterator just ended: that of its StopIteration. */
export function takeReturnValue(vm: Runtime, iterator: Value): Value {
  const end = vm.state(endKey);
  if (end.iterator !== iterator) return None;
  const value = end.value;
  forget(end);
  return value;
}

/** The StopIteration with which the iterator just ended, ready to throw. */
export function takeStopIteration(vm: Runtime, iterator: Value): Raised {
  const end = vm.state(endKey);
  if (end.iterator !== iterator) return stopIteration();
  const { value, exception } = end;
  forget(end);
  if (exception !== null) return new Raised(exception);
  return value === None ? stopIteration() : stopIteration(value);
}

function forget(end: IterationEnd): void {
  end.iterator = null;
  end.value = None;
  end.exception = null;
}

/** `next(iterator)`: the next item; raises StopIteration at the end. */
export function nextItem(vm: Runtime, iterator: Value): Value {
  const item = stepIterator(vm, iterator);
  if (item === undefined) throw takeStopIteration(vm, iterator);
  return item;
}
