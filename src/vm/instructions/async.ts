/** This file implements the instructions of `await`, `async for` and asynchronous generators. */
import { typeOf } from '../../objects/core-types.js';
import { runtimeError, typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import type { Value } from '../../values/object.js';
import { PyAsyncGenerator, PyCoroutine, PyGenerator } from '../generator.js';
import type { Machine } from '../machine.js';

/** The iterator behind `await value`. `where`: 1 the result of `__aenter__`, 2 of `__aexit__`, 0 elsewhere. */
export function awaitableIterator(vm: Machine, value: Value, where: number): Value {
  if (value instanceof PyCoroutine) {
    if (vm.isAwaited(value)) throw runtimeError('coroutine is being awaited already');
    return value;
  }
  if (value instanceof PyGenerator && value.constructor === PyGenerator && value.frame.code.co_flags & 0x100)
    return value;
  const type = typeOf(value);
  if (type.am_await === null) {
    if (where > 0) {
      const method = where === 1 ? '__aenter__' : '__aexit__';
      throw typeError(`'async with' received an object from ${method} that does not implement __await__: ${type.name}`);
    }
    throw typeError(`'${type.name}' object can't be awaited`);
  }
  const iterator = type.am_await(vm, value);
  if (iterator instanceof PyCoroutine) throw typeError('__await__() returned a coroutine');
  if (typeOf(iterator).tp_iternext === null) {
    throw typeError(`__await__() returned non-iterator of type '${typeOf(iterator).name}'`);
  }
  return iterator;
}

/** GET_AITER. */
export function getAiter(vm: Machine, value: Value): Value {
  const type = typeOf(value);
  if (type.am_aiter === null) {
    throw typeError(`'async for' requires an object with __aiter__ method, got ${type.name}`);
  }
  const iterator = type.am_aiter(vm, value);
  if (typeOf(iterator).am_anext === null) {
    throw typeError(
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeOf(iterator).name}`,
    );
  }
  return iterator;
}

/** GET_ANEXT: an awaitable's iterator. */
export function getAnext(vm: Machine, iterator: Value): Value {
  const type = typeOf(iterator);
  if (type.am_anext === null)
    throw typeError(`'async for' requires an iterator with __anext__ method, got ${type.name}`);
  const awaitable = type.am_anext(vm, iterator);
  if (iterator instanceof PyAsyncGenerator) return awaitable;
  try {
    return awaitableIterator(vm, awaitable, 0);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    const raised = typeError(`'async for' received an invalid object from __anext__: ${typeOf(awaitable).name}`);
    raised.exception.cause = reason.exception;
    raised.exception.context = reason.exception;
    raised.exception.suppressContext = true;
    raised.hasContext = true;
    throw raised;
  }
}
