/** This file defines concatenation, repetition and subscripts of constant strings, bytes and tuples. */
import type { Value } from '../../../values/object.js';
import { EMPTY_TUPLE, PyBytes, PySlice, PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { codePointsOf, isStr, strFromCodePoints } from '../../../values/str.js';
import type { Int } from './integers.js';

/** The length of a str, bytes or tuple; undefined for other constants. */
export function sequenceLength(value: Value): number | undefined {
  if (isStr(value)) return value.length;
  if (value instanceof PyBytes) return value.data.length;
  if (value instanceof PyTuple) return value.items.length;
  return undefined;
}

/** `a + b` for two sequences of one type, else undefined. */
export function concatenate(a: Value, b: Value): Value | undefined {
  if (isStr(a)) {
    if (!isStr(b)) return undefined;
    if (typeof a === 'string' && typeof b === 'string') return a + b;
    const points = new Uint32Array(a.length + b.length);
    points.set(codePointsOf(a));
    points.set(codePointsOf(b), a.length);
    return strFromCodePoints(points);
  }
  if (a instanceof PyBytes && b instanceof PyBytes) {
    const data = new Uint8Array(a.data.length + b.data.length);
    data.set(a.data);
    data.set(b.data, a.data.length);
    return new PyBytes(data);
  }
  if (a instanceof PyTuple && b instanceof PyTuple) return tupleOf([...a.items, ...b.items]);
  return undefined;
}

/** A sequence `count` times over; the caller has bounded the result. */
export function repeat(value: Value, count: number): Value | undefined {
  const times = Math.max(count, 0);
  if (typeof value === 'string') return value.length === 0 ? '' : value.repeat(times);
  if (value instanceof PyBytes) {
    const { length } = value.data;
    const data = new Uint8Array(length === 0 ? 0 : length * times);
    for (let at = 0; at < data.length; at += length) data.set(value.data, at);
    return new PyBytes(data);
  }
  if (value instanceof PyTuple) {
    const items: Value[] = [];
    if (value.items.length > 0) for (let i = 0; i < times; i++) items.push(...value.items);
    return tupleOf(items);
  }
  if (isStr(value)) {
    const unit = codePointsOf(value);
    const points = new Uint32Array(unit.length * times);
    for (let at = 0; at < points.length; at += unit.length) points.set(unit, at);
    return strFromCodePoints(points);
  }
  return undefined;
}

/** `container[key]` for a sequence, undefined where Python raises. */
export function subscript(container: Value, key: Value): Value | undefined {
  const length = sequenceLength(container);
  if (length === undefined) return undefined;
  if (key instanceof PySlice) return slice(container, length, key);
  const given = indexOf(key);
  if (typeof given !== 'number') return undefined;
  const index = given < 0 ? given + length : given;
  if (index < 0 || index >= length) return undefined;
  if (container instanceof PyTuple) return container.items[index] as Value;
  if (container instanceof PyBytes) return container.data[index] as number;
  if (typeof container === 'string') return container[index] as string;
  return isStr(container) ? strFromCodePoints(codePointsOf(container).slice(index, index + 1)) : undefined;
}

function slice(container: Value, length: number, key: PySlice): Value | undefined {
  const step = key.step === None ? 1 : indexOf(key.step);
  if (step === undefined || step === 0) return undefined;
  const backward = step < 0;
  const start = boundary(key.start, length, backward, backward ? length - 1 : 0);
  const stop = boundary(key.stop, length, backward, backward ? -1 : length);
  if (start === undefined || stop === undefined) return undefined;
  // A longer step than the sequence takes one item at most.
  const stride = Number(step < -length ? -length - 1 : step > length ? length + 1 : step);
  const indexes: number[] = [];
  for (let i = start; backward ? i > stop : i < stop; i += stride) indexes.push(i);

  if (container instanceof PyTuple) return tupleOf(indexes.map((i) => container.items[i] as Value));
  if (container instanceof PyBytes) return new PyBytes(Uint8Array.from(indexes, (i) => container.data[i] as number));
  if (!isStr(container)) return undefined;
  const points = codePointsOf(container);
  return strFromCodePoints(Uint32Array.from(indexes, (i) => points[i] as number));
}

/** One end of a slice as `slice.indices` adjusts it; undefined for what is no index. */
function boundary(end: Value, length: number, backward: boolean, absent: number): number | undefined {
  if (end === None) return absent;
  let index = indexOf(end);
  if (index === undefined) return undefined;
  const lowest = backward ? -1 : 0;
  const highest = backward ? length - 1 : length;
  if (index < 0) index = typeof index === 'number' ? index + length : lowest;
  return index < lowest ? lowest : index > highest ? highest : Number(index);
}

function indexOf(value: Value): Int | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

function tupleOf(items: Value[]): PyTuple {
  return items.length === 0 ? EMPTY_TUPLE : new PyTuple(items);
}
