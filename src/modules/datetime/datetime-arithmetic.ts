/** This file computes with dates and datetimes: adding durations, differences, seconds since the epoch. */
import { typeOf } from '../../objects/core-types.js';
import { overflowError } from '../../objects/errors.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { zoneAt } from '../time/local-time.js';
import { fromOrdinal, MAX_ORDINAL, toOrdinal } from './calendar.js';
import { normalized } from './duration.js';
import { makeDate, makeDateTime, type PyDate, type PyDateTime, type PyTimedelta } from './objects.js';

/** Seconds from the first of January of the year 1 to the epoch, both at midnight UTC. */
const EPOCH = 62135596800;
const DAY = 86400;
/** No time zone turns its clocks by more at once. */
const MAX_FOLD = 24 * 3600;

function outOfRange(): never {
  throw overflowError('date value out of range');
}

/** `date ± delta`, of the same class. */
export function addToDate(vm: Runtime, date: PyDate, delta: PyTimedelta, factor: 1 | -1): Value {
  const ordinal = toOrdinal(date.year, date.month, date.day) + factor * delta.days;
  if (ordinal < 1 || ordinal > MAX_ORDINAL) outOfRange();
  const { year, month, day } = fromOrdinal(ordinal);
  return makeDate(vm, typeOf(date), year, month, day);
}

/** `datetime ± delta`, of the same class and time zone. */
export function addToDateTime(vm: Runtime, value: PyDateTime, delta: PyTimedelta, factor: 1 | -1): Value {
  const microseconds = value.microsecond + factor * delta.microseconds;
  const carried = Math.floor(microseconds / 1000000);
  const seconds = secondsOfDay(value) + factor * delta.seconds + carried;
  const days = Math.floor(seconds / DAY);
  const ordinal = toOrdinal(value.year, value.month, value.day) + factor * delta.days + days;
  if (ordinal < 1 || ordinal > MAX_ORDINAL) outOfRange();
  const { year, month, day } = fromOrdinal(ordinal);
  const rest = seconds - days * DAY;
  return makeDateTime(vm, typeOf(value), year, month, day, {
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    microsecond: microseconds - carried * 1000000,
    tzinfo: value.tzinfo,
    fold: 0,
  });
}

export function secondsOfDay(value: { hour: number; minute: number; second: number }): number {
  return value.hour * 3600 + value.minute * 60 + value.second;
}

/** The difference of two datetimes as they are written. */
export function difference(a: PyDateTime, b: PyDateTime): PyTimedelta {
  const days = toOrdinal(a.year, a.month, a.day) - toOrdinal(b.year, b.month, b.day);
  return normalized(days, secondsOfDay(a) - secondsOfDay(b), a.microsecond - b.microsecond);
}

/** Seconds since the epoch of a datetime read as UTC. */
export function utcSeconds(value: PyDateTime): number {
  return toOrdinal(value.year, value.month, value.day) * DAY - DAY + secondsOfDay(value) - EPOCH;
}

/** Local time, in seconds since the epoch as if it were UTC, at a moment. */
function localAt(vm: Runtime, seconds: number): number {
  return seconds + zoneAt(vm, seconds).offsetSeconds;
}

/** The moment of a local time; `fold` chooses where clocks are turned. */
export function localSeconds(vm: Runtime, value: PyDateTime): number {
  const t = utcSeconds(value);
  const a = localAt(vm, t) - t;
  let u1 = t - a;
  const t1 = localAt(vm, u1);
  let b: number;
  if (t1 === t) {
    // One solution: the other one, if there is one, lies on the other side of the turn.
    const u2 = value.fold === 1 ? u1 + MAX_FOLD : u1 - MAX_FOLD;
    b = localAt(vm, u2) - u2;
    if (a === b) return u1;
  } else {
    b = t1 - u1;
  }
  const u2 = t - b;
  const t2 = localAt(vm, u2);
  if (t2 === t) return u2;
  if (t1 === t) return u1;
  u1 = t - a;
  return value.fold === 1 ? Math.min(u1, u2) : Math.max(u1, u2);
}

/** Is a moment the second of two with the same local time? */
export function foldAt(vm: Runtime, seconds: number): 0 | 1 {
  const result = localAt(vm, seconds);
  const before = localAt(vm, seconds - MAX_FOLD);
  const transition = result - before - MAX_FOLD;
  if (transition >= 0) return 0;
  return localAt(vm, seconds + transition) === result ? 1 : 0;
}

/** Date and time fields of seconds since the epoch. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The fields of seconds since the epoch, read as UTC. */
export function fieldsOf(seconds: number): Moment {
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  const ordinal = days + EPOCH / DAY + 1;
  // Years out of range are told by whoever checks the fields.
  const date = ordinal < 1 ? { year: yearBefore(ordinal), month: 1, day: 1 } : fromOrdinal(ordinal);
  return {
    ...date,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  };
}

function yearBefore(ordinal: number): number {
  const periods = Math.ceil((1 - ordinal) / 146097);
  return fromOrdinal(ordinal + periods * 146097).year - 400 * periods;
}
