/** This file turns objects into integers through `__index__`. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import { intType, PyIntSubclass, typeOf } from '../core-types.js';
import { error, overflowError, typeError } from '../errors.js';
import { DeprecationWarning } from '../exceptions/types.js';

/** The exact int of an object that supports `__index__`. Raises TypeError for others. */
export function index(vm: Runtime, value: Value): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof PyIntSubclass) return value.value;
  const type = typeOf(value);
  const slot = type.nb_index;
  if (slot === null) throw typeError(`'${type.name}' object cannot be interpreted as an integer`);
  const result = slot(vm, value);
  if (typeof result === 'number' || typeof result === 'bigint') return result;
  if (typeof result === 'boolean' || result instanceof PyIntSubclass) {
    vm.warn(
      DeprecationWarning,
      `__index__ returned non-int (type ${typeOf(result).name}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.`,
    );
    return typeof result === 'boolean' ? (result ? 1 : 0) : result.value;
  }
  throw typeError(`__index__ returned non-int (type ${typeOf(result).name})`);
}

/** Does the object have `__index__`? */
export function hasIndex(value: Value): boolean {
  return typeOf(value).nb_index !== null || typeOf(value) === intType;
}

const SSIZE_MAX = 9223372036854775807n;

/**
 * An index as a JavaScript number. A value outside the C `ssize_t` raises `overflow` ("cannot fit 'X' into an
 * index-sized integer"), or is clamped when `overflow` is null. Values between 2**53 and 2**63 come back as the
 * nearest safe integer: no container is that long.
 */
export function indexToNumber(vm: Runtime, value: Value, overflow: PyType | null): number {
  if (typeof value === 'number') return value;
  const result = index(vm, value);
  if (typeof result === 'number') return result;
  if (overflow !== null && (result > SSIZE_MAX || result < -SSIZE_MAX - 1n)) {
    throw error(overflow, `cannot fit '${typeOf(value).name}' into an index-sized integer`);
  }
  return result > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

/** A C `ssize_t` argument: OverflowError "Python int too large to convert to C ssize_t" outside its range. */
export function asSize(vm: Runtime, value: Value): number {
  const result = index(vm, value);
  if (typeof result === 'number') return result;
  if (result > SSIZE_MAX || result < -SSIZE_MAX - 1n) {
    throw overflowError('Python int too large to convert to C ssize_t');
  }
  return result > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

/** A C `int` argument, with CPython's messages for values outside its range. */
export function asInt(vm: Runtime, value: Value): number {
  const result = index(vm, value);
  if (typeof result === 'number' && result <= 2147483647 && result >= -2147483648) return result;
  if (typeof result === 'number') {
    throw overflowError(`signed integer is ${result > 0 ? 'greater than maximum' : 'less than minimum'}`);
  }
  if (result > SSIZE_MAX || result < -SSIZE_MAX - 1n) {
    throw overflowError('Python int too large to convert to C int');
  }
  throw overflowError(`signed integer is ${result > 0n ? 'greater than maximum' : 'less than minimum'}`);
}

/** A C `int` as Argument Clinic converts it: one message for every value outside its range. */
export function asClinicInt(vm: Runtime, value: Value): number {
  const result = index(vm, value);
  if (typeof result === 'number' && result <= 2147483647 && result >= -2147483648) return result;
  throw overflowError('Python int too large to convert to C int');
}
