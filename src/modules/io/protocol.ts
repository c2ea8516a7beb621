/** This file holds what the classes of io ask of each other through Python's own calls. */
import { asWritableBytes, hasBuffer } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { isTrue } from '../../objects/operations/truth.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';

/** `io.DEFAULT_BUFFER_SIZE`. */
export const DEFAULT_BUFFER_SIZE = 131072;

/** `receiver.name(*args)`. */
export function callMethod(vm: Runtime, receiver: Value, name: string, ...args: Value[]): Value {
  return vm.call(getAttr(vm, receiver, name), args);
}

/** Is the attribute `closed` of a stream true? */
export function isClosed(vm: Runtime, stream: Value): boolean {
  return isTrue(vm, getAttr(vm, stream, 'closed'));
}

/** ValueError for a closed file, as `_IOBase._checkClosed` raises it. */
export function checkClosed(vm: Runtime, stream: Value, message = 'I/O operation on closed file.'): void {
  const closed = lookupAttr(vm, stream, 'closed');
  if (closed !== undefined && isTrue(vm, closed)) throw valueError(message);
}

/**
 * Run the steps in turn even if one fails, and raise the first failure afterwards as CPython does while closing: a later
 * one wins and has the earlier as its context.
 */
export function runAll(first: () => void, then: () => void): void {
  let failure: unknown = null;
  try {
    first();
  } catch (reason) {
    failure = reason;
  }
  if (failure !== null && !(failure instanceof Raised)) throw failure;
  try {
    then();
  } catch (reason) {
    if (failure !== null && reason instanceof Raised) chain(reason.exception, failure as Raised);
    throw reason;
  }
  if (failure !== null) throw failure;
}

/** Let the stream below warn that `source`, which was lost, was not closed. Whatever that raises is dropped. */
export function passWarning(vm: Runtime, below: Value, source: Value): void {
  try {
    callMethod(vm, below, '_dealloc_warn', source);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
}

function chain(exception: PyBaseException, earlier: Raised): void {
  if (exception.context === null && exception !== earlier.exception) exception.context = earlier.exception;
}

/** A file offset as a JavaScript number. */
export function asOffset(vm: Runtime, value: Value): number {
  const result = index(vm, value);
  if (typeof result === 'number') return result;
  if (result > 0x7fffffffffffffffn || result < -0x8000000000000000n) {
    throw valueError("cannot fit 'int' into an offset-sized integer");
  }
  return result > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

/** The bytes that `readinto` fills. */
export function writableArgument(vm: Runtime, name: string, value: Value): Uint8Array {
  if (!hasBuffer(value) || value instanceof PyBytes) {
    throw typeError(`${name}() argument must be read-write bytes-like object, not ${typeOf(value).name}`);
  }
  return asWritableBytes(vm, value);
}
