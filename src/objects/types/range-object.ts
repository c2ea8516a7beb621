/** This file defines the instances of range and their arithmetic. */
import { PyObject } from '../../values/object.js';
import { makeType } from '../core-types.js';
import { canonicalInt } from './slice.js';

type Int = number | bigint;

/** Python `range`. `length` is computed once. */
export class PyRange extends PyObject {
  constructor(
    readonly start: Int,
    readonly stop: Int,
    readonly step: Int,
    readonly length: Int,
  ) {
    super();
  }

  /** The item at an index within bounds. */
  item(at: Int): Int {
    if (typeof at === 'number' && typeof this.start === 'number' && typeof this.step === 'number') {
      const value = this.start + at * this.step;
      if (Number.isSafeInteger(value)) return value + 0;
    }
    return canonicalInt(BigInt(this.start) + BigInt(at) * BigInt(this.step));
  }

  /** Where an int stands in the range, or -1. */
  indexOf(value: Int): Int {
    if (this.length === 0) return -1;
    if (typeof value === 'number' && typeof this.start === 'number' && typeof this.step === 'number') {
      const offset = value - this.start;
      if (Number.isSafeInteger(offset)) {
        const at = offset / this.step;
        return at >= 0 && at < this.length && Number.isInteger(at) && offset % this.step === 0 ? at + 0 : -1;
      }
    }
    const offset = BigInt(value) - BigInt(this.start);
    const step = BigInt(this.step);
    if (offset % step !== 0n) return -1;
    const at = offset / step;
    return at >= 0n && at < BigInt(this.length) ? canonicalInt(at) : -1;
  }
}

export const rangeType = makeType('range', PyRange);

/** A range with its length. `step` must not be zero. */
export function makeRange(start: Int, stop: Int, step: Int): PyRange {
  return new PyRange(start, stop, step, lengthOf(start, stop, step));
}

function lengthOf(start: Int, stop: Int, step: Int): Int {
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') {
    const distance = step > 0 ? stop - start : start - stop;
    if (distance <= 0) return 0;
    if (Number.isSafeInteger(distance)) return Math.floor((distance - 1) / Math.abs(step)) + 1;
  }
  const low = BigInt(step) > 0n ? BigInt(start) : BigInt(stop);
  const high = BigInt(step) > 0n ? BigInt(stop) : BigInt(start);
  const stride = BigInt(step) > 0n ? BigInt(step) : -BigInt(step);
  return high <= low ? 0 : canonicalInt((high - low - 1n) / stride + 1n);
}
