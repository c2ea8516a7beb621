/** This file defines the instances of the types of datetime, and how they are made and checked. */
import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { index } from '../../objects/operations/index.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';
import { daysInMonth, MAX_YEAR, MIN_YEAR } from './calendar.js';

/** `datetime.timedelta`: days, seconds (0 to 86399) and microseconds (0 to 999999). */
export class PyTimedelta extends PyObject {
  constructor(
    readonly days: number,
    readonly seconds: number,
    readonly microseconds: number,
  ) {
    super();
  }
}

/** `datetime.date`. */
export class PyDate extends PyObject {
  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {
    super();
  }
}

/** `datetime.time`. `tzinfo` is None or an instance of tzinfo. */
export class PyTime extends PyObject {
  constructor(
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    readonly tzinfo: Value,
    public fold: number,
  ) {
    super();
  }
}

/** `datetime.datetime`. */
export class PyDateTime extends PyDate {
  constructor(
    year: number,
    month: number,
    day: number,
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    readonly tzinfo: Value,
    public fold: number,
  ) {
    super(year, month, day);
  }
}

/** `datetime.tzinfo`. */
export class PyTzinfo extends PyObject {}

/** `datetime.timezone`: a fixed offset; `name` is null where none was given. */
export class PyTimezone extends PyTzinfo {
  constructor(
    readonly offset: PyTimedelta,
    readonly name: Value | null,
  ) {
    super();
  }
}

/** `datetime.IsoCalendarDate`. */
export class PyIsoCalendarDate extends PyTuple {}

export const timedeltaType = makeModuleType('datetime', 'timedelta', PyTimedelta);
export const dateType = makeModuleType('datetime', 'date', PyDate);
export const datetimeType = makeModuleType('datetime', 'datetime', PyDateTime, dateType);
export const timeType = makeModuleType('datetime', 'time', PyTime);
export const tzinfoType = makeModuleType('datetime', 'tzinfo', PyTzinfo);
export const timezoneType = makeModuleType('datetime', 'timezone', PyTimezone, tzinfoType);

/** A C int argument. */
export function cInt(vm: Runtime, value: Value): number {
  const number = index(vm, value);
  if (typeof number === 'bigint' && BigInt.asIntN(64, number) !== number) {
    throw overflowError('Python int too large to convert to C long');
  }
  if (number > 2147483647) throw overflowError('signed integer is greater than maximum');
  if (number < -2147483648) throw overflowError('signed integer is less than minimum');
  return number as number;
}

/** ValueError unless this is a date. */
export function checkDate(year: number, month: number, day: number): void {
  if (year < MIN_YEAR || year > MAX_YEAR) throw valueError(`year must be in ${MIN_YEAR}..${MAX_YEAR}, not ${year}`);
  if (month < 1 || month > 12) throw valueError(`month must be in 1..12, not ${month}`);
  const last = daysInMonth(year, month);
  if (day < 1 || day > last) {
    throw valueError(`day ${day} must be in range 1..${last} for month ${month} in year ${year}`);
  }
}

/** ValueError unless this is a time of day. */
export function checkTime(hour: number, minute: number, second: number, microsecond: number, fold: number): void {
  if (hour < 0 || hour > 23) throw valueError(`hour must be in 0..23, not ${hour}`);
  if (minute < 0 || minute > 59) throw valueError(`minute must be in 0..59, not ${minute}`);
  if (second < 0 || second > 59) throw valueError(`second must be in 0..59, not ${second}`);
  if (microsecond < 0 || microsecond > 999999) {
    throw valueError(`microsecond must be in 0..999999, not ${microsecond}`);
  }
  if (fold !== 0 && fold !== 1) throw valueError(`fold must be either 0 or 1, not ${fold}`);
}

/** TypeError unless this may stand as tzinfo. */
export function checkTzinfo(value: Value): void {
  if (value === None || value instanceof PyTzinfo) return;
  throw typeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeOf(value).name}'`);
}

type Class<T> = new (...args: never[]) => T;

/** A date of this class: a subclass is called. */
export function makeDate(vm: Runtime, type: PyType, year: number, month: number, day: number): Value {
  if (type !== dateType) return vm.call(type, [year, month, day]);
  checkDate(year, month, day);
  return new PyDate(year, month, day);
}

/** The fields of a datetime but for the date. */
export interface TimeFields {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: Value;
  readonly fold: number;
}

/** A datetime of this class: a subclass is called. */
export function makeDateTime(
  vm: Runtime,
  type: PyType,
  year: number,
  month: number,
  day: number,
  time: TimeFields,
): Value {
  const { hour, minute, second, microsecond, tzinfo, fold } = time;
  if (type !== datetimeType) {
    const made = vm.call(type, [year, month, day, hour, minute, second, microsecond, tzinfo]);
    if (fold !== 0 && made instanceof PyDateTime) made.fold = fold;
    return made;
  }
  checkDate(year, month, day);
  checkTime(hour, minute, second, microsecond, fold);
  return new PyDateTime(year, month, day, hour, minute, second, microsecond, tzinfo, fold);
}

/** An instance made without calling the class: what `__new__` does. */
export function instantiate<T extends PyObject>(type: PyType, plain: Class<T>, args: readonly unknown[]): T {
  const Instance = (type.instanceClass ?? plain) as unknown as new (...args: readonly unknown[]) => T;
  return new Instance(...args);
}
