/** This file reads moments and durations that a program gave in seconds. */
import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { asDouble } from '../../objects/native/convert.js';
import { index } from '../../objects/operations/index.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';

const MAX_NS = (1n << 63n) - 1n;

/** Seconds since the epoch, rounded down. OverflowError beyond a C time_t. */
export function timestamp(vm: Runtime, value: Value): number {
  if (value instanceof PyFloat) {
    const seconds = value.value;
    if (Number.isNaN(seconds)) throw valueError('Invalid value NaN (not a number)');
    const whole = Math.floor(seconds);
    if (whole < -(2 ** 63) || whole >= 2 ** 63) {
      throw overflowError('timestamp out of range for platform time_t');
    }
    return whole;
  }
  const whole = index(vm, value);
  if (typeof whole === 'bigint' && (whole > MAX_NS || whole < -MAX_NS - 1n)) {
    throw overflowError('timestamp out of range for platform time_t');
  }
  return Number(whole);
}

const tooLong = (): unknown => overflowError('timestamp out of range for C PyTime_t');

/** A duration in nanoseconds, rounded away from zero as `sleep` rounds. */
export function nanoseconds(vm: Runtime, value: Value): bigint {
  const type = typeOf(value);
  let ns: bigint;
  if (value instanceof PyFloat || (type.nb_index === null && type.nb_float !== null)) {
    const seconds = asDouble(vm, value);
    if (Number.isNaN(seconds)) throw valueError('Invalid value NaN (not a number)');
    const scaled = seconds * 1e9;
    if (!Number.isFinite(scaled) || Math.abs(scaled) >= 2 ** 63) throw tooLong();
    ns = BigInt(scaled < 0 ? Math.floor(scaled) : Math.ceil(scaled));
  } else {
    if (type.nb_index === null) {
      throw typeError(`'${type.name}' object cannot be interpreted as an integer or float`);
    }
    ns = BigInt(index(vm, value)) * 1_000_000_000n;
  }
  if (ns > MAX_NS || ns < -MAX_NS - 1n) throw tooLong();
  return ns;
}
