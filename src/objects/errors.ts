/** This file makes exceptions to throw from native code: `throw typeError('…')`. */
import type { Value } from '../values/object.js';
import { EMPTY_TUPLE, PyTuple } from '../values/sequences.js';
import { strFromUtf16 } from '../values/str.js';
import type { PyType } from '../values/type.js';
import type { PyAttributeError, PyBaseException, PyNameError, PyStopIteration } from './exceptions/base-exception.js';
import { Raised } from './exceptions/raised.js';
import * as types from './exceptions/types.js';

/** An instance of a built-in exception type with these args, without calling any Python code. */
export function makeException(type: PyType, args: readonly Value[]): PyBaseException {
  const Instance = type.instanceClass as unknown as new () => PyBaseException;
  const exception = new Instance();
  exception.args = args.length === 0 ? EMPTY_TUPLE : new PyTuple(args);
  return exception;
}

/** An exception of a built-in type with one message (UTF-16 text of ours). */
export function error(type: PyType, message: string): Raised {
  return new Raised(makeException(type, [strFromUtf16(message)]));
}

export const typeError = (message: string): Raised => error(types.TypeError, message);
export const valueError = (message: string): Raised => error(types.ValueError, message);
export const indexError = (message: string): Raised => error(types.IndexError, message);
export const overflowError = (message: string): Raised => error(types.OverflowError, message);
export const zeroDivisionError = (message: string): Raised => error(types.ZeroDivisionError, message);
export const runtimeError = (message: string): Raised => error(types.RuntimeError, message);
export const systemError = (message: string): Raised => error(types.SystemError, message);
export const bufferError = (message: string): Raised => error(types.BufferError, message);
export const notImplementedError = (message: string): Raised => error(types.NotImplementedError, message);
export const lookupError = (message: string): Raised => error(types.LookupError, message);
export const eofError = (message: string): Raised => error(types.EOFError, message);
export const memoryError = (message?: string): Raised =>
  message === undefined ? new Raised(makeException(types.MemoryError, [])) : error(types.MemoryError, message);
export const recursionError = (message: string): Raised => error(types.RecursionError, message);

/** KeyError carries the key itself. */
export const keyError = (key: Value): Raised => new Raised(makeException(types.KeyError, [key]));

/** StopIteration, with the value that a generator returned. */
export function stopIteration(value?: Value): Raised {
  const exception = makeException(types.StopIteration, value === undefined ? [] : [value]) as PyStopIteration;
  exception.value = value ?? null;
  return new Raised(exception);
}

/** AttributeError with the fields that suggestions are made from. */
export function attributeError(message: string, obj: Value, name: Value): Raised {
  const exception = makeException(types.AttributeError, [strFromUtf16(message)]) as PyAttributeError;
  exception.obj = obj;
  exception.name = name;
  return new Raised(exception);
}

/** NameError with the name that was missing; its subclass UnboundLocalError carries none, so that nothing is suggested. */
export function nameError(message: string, name: Value, type: PyType = types.NameError): Raised {
  const exception = makeException(type, [strFromUtf16(message)]) as PyNameError;
  if (type === types.NameError) exception.name = name;
  return new Raised(exception);
}
