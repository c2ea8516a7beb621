/** This file fills the types date and IsoCalendarDate. */
import { tupleType, typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { classMethod, getset, method, type NativeDef, rawClassMethod } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { hash } from '../../objects/operations/hash.js';
import { reprText, str } from '../../objects/operations/text.js';
import { asStr, pointsForReading } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { missingArgument, readArguments } from '../keyword-arguments.js';
import { makeModuleType, shortName } from '../module-types.js';
import { MONTHS, WEEKDAYS } from '../time/format-time.js';
import { zoneAt } from '../time/local-time.js';
import { structTime as timeTupleType } from '../time/struct-time.js';
import { timestamp as timestampOf } from '../time/timestamp.js';
import {
  daysBeforeMonth,
  fromIsoCalendar,
  fromOrdinal,
  isoCalendar,
  MAX_YEAR,
  toOrdinal,
  weekday,
} from './calendar.js';
import { addToDate, fieldsOf } from './datetime-arithmetic.js';
import { compareResult, normalized } from './duration.js';
import { formatTime, isEmptyText, isoDate } from './format.js';
import { asciiText, parseIsoDate } from './iso-text.js';
import {
  checkDate,
  cInt,
  dateType,
  instantiate,
  makeDate,
  PyDate,
  PyDateTime,
  PyIsoCalendarDate,
  PyTimedelta,
} from './objects.js';

/** Bytes of a pickled state: of a bytes object, or of a str that Python 2 wrote. */
export function stateBytes(value: Value | undefined, length: number): Uint8Array | undefined {
  if (value instanceof PyBytes) return value.data.length === length ? value.data : undefined;
  const text = value === undefined ? undefined : asStr(value);
  if (text === undefined || text.length !== length) return undefined;
  const points = pointsForReading(text);
  return points.every((point) => point < 256) ? Uint8Array.from(points) : undefined;
}

/** Numbers of arguments that must be there, converted one after the other. */
export function requiredInts(vm: Runtime, names: readonly string[], values: readonly (Value | undefined)[]): number[] {
  return names.map((name, i) => {
    const value = values[i];
    if (value === undefined) throw missingArgument(name, i + 1);
    return cInt(vm, value);
  });
}

function dateNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (args.length === 1 && kwnames === null) {
    const state = stateBytes(args[0], 4);
    const month = state?.[2] ?? 0;
    if (state !== undefined && month >= 1 && month <= 12) {
      return instantiate(type, PyDate, [(state[0] as number) * 256 + (state[1] as number), month, state[3]]);
    }
  }
  const names = ['year', 'month', 'day'];
  const values = readArguments(names, 0, args, kwnames);
  const [year, month, day] = requiredInts(vm, names, values) as [number, number, number];
  checkDate(year, month, day);
  return instantiate(type, PyDate, [year, month, day]);
}

/** The time tuple of a date, midnight. */
export function dateTuple(date: PyDate): Value {
  return structTime(date, 0, 0, 0, -1);
}

/** A time tuple. */
export function structTime(date: PyDate, hour: number, minute: number, second: number, isDst: number): Value {
  const { year, month, day } = date;
  const yearDay = daysBeforeMonth(year, month) + day;
  const fields = [year, month, day, hour, minute, second, weekday(year, month, day), yearDay, isDst];
  return timeTupleType.make([...fields, None, None]);
}

/** `ctime()`. */
export function ctimeText(date: PyDate, clock: string): string {
  const day = WEEKDAYS[(weekday(date.year, date.month, date.day) + 1) % 7] as string;
  const month = MONTHS[date.month - 1] as string;
  return `${day.slice(0, 3)} ${month.slice(0, 3)} ${String(date.day).padStart(2)} ${clock} ${String(date.year).padStart(4, '0')}`;
}

const isoCalendarType = makeModuleType('datetime', 'IsoCalendarDate', PyIsoCalendarDate, tupleType);

const isoField = (name: string, at: number) =>
  getset(name, null, (_vm, self: PyIsoCalendarDate) => self.items[at] as Value);

defineType(isoCalendarType, {
  doc: 'The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple of\n  ((year, week, weekday))\nor via the object attributes as named in the above tuple.',
  module: 'datetime',
  noInstantiation: true,
  slots: {
    tp_repr: (_vm, self: PyIsoCalendarDate) =>
      `${typeOf(self).name}(year=${self.items[0]}, week=${self.items[1]}, weekday=${self.items[2]})`,
  },
  methods: [
    method(
      '__reduce__($self, /)',
      null,
      (_vm, self: PyIsoCalendarDate) => new PyTuple([tupleType, new PyTuple([new PyTuple(self.items)])]),
    ),
  ],
  getsets: [isoField('year', 0), isoField('week', 1), isoField('weekday', 2)],
});

/** ValueError "Invalid isoformat string". */
export function badIsoText(vm: Runtime, text: Value): unknown {
  return valueError(`Invalid isoformat string: ${reprText(vm, text)}`);
}

/** The text of an argument of fromisoformat. */
export function isoArgument(value: Value): Str {
  const text = asStr(value);
  if (text === undefined) throw typeError('fromisoformat: argument must be str');
  return text;
}

function fromTimestamp(vm: Runtime, type: PyType, value: Value): Value {
  const seconds = timestampOf(vm, value);
  const { year, month, day } = fieldsOf(seconds + zoneAt(vm, seconds).offsetSeconds);
  return makeDate(vm, type, year, month, day);
}

function fromIsoCalendarOf(vm: Runtime, type: PyType, year: number, week: number, day: number): Value {
  const date = fromIsoCalendar(year, week, day);
  if (date === 'year') throw valueError(`year must be in 1..${MAX_YEAR}, not ${year}`);
  if (date === 'week') throw valueError(`Invalid week: ${week}`);
  if (date === 'weekday') throw valueError(`Invalid weekday: ${day} (range is [1, 7])`);
  return makeDate(vm, type, date.year, date.month, date.day);
}

/** A str argument: `f() argument 1 must be str, not int`. */
export function textArgument(fname: string, value: Value, position: number): Str {
  const text = asStr(value);
  if (text !== undefined) return text;
  throw typeError(`${fname}() argument ${position} must be str, not ${value === None ? 'None' : typeOf(value).name}`);
}

/** `strptime` of a class, through the library's `_strptime`. */
export function strptime(what: string): NativeDef {
  return rawClassMethod(
    'strptime',
    'string, format -> new object parsed from a string (like time.strptime()).',
    (vm, type: PyType, args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0)
        throw typeError(`${shortName(type)}.strptime() takes no keyword arguments`);
      if (args.length !== 2) throw typeError(`strptime() takes exactly 2 arguments (${args.length} given)`);
      const [string, format] = args.map((each, i) => textArgument('strptime', each, i + 1)) as [Str, Str];
      return vm.call(getAttr(vm, vm.importModule('_strptime'), `_strptime_datetime_${what}`), [type, string, format]);
    },
  );
}

/** `__format__` of dates and times. */
export const formatMethod = method(
  '__format__($self, format, /)',
  'Formats self with strftime.',
  (vm, self: Value, format: Value) => {
    if (asStr(format) === undefined) {
      throw typeError(`__format__() argument 1 must be str, not ${typeOf(format).name}`);
    }
    return isEmptyText(format) ? str(vm, self) : vm.call1(getAttr(vm, self, 'strftime'), format);
  },
);

/** `__replace__`: `replace` with keywords. */
export function replaceAlias(replace: NativeDef): NativeDef {
  return new (replace.constructor as new (...args: unknown[]) => NativeDef)(
    'method',
    '__replace__',
    (replace.text as string).replace(/^replace/, '__replace__'),
    'The same as replace().',
    replace.body,
    null,
  );
}

/** An ISO component of fromisocalendar. */
function component(vm: Runtime, value: Value): number {
  try {
    return cInt(vm, value);
  } catch (reason) {
    if (typeof value === 'number' || typeof value === 'bigint') {
      throw valueError('ISO calendar component out of range');
    }
    throw reason;
  }
}

const replaceMethod = method(
  'replace($self, /, year=unchanged, month=unchanged, day=unchanged)',
  'Return date with new specified fields.',
  (vm, self: PyDate, year: Value | undefined, month: Value | undefined, day: Value | undefined) =>
    makeDate(
      vm,
      typeOf(self),
      year === undefined ? self.year : cInt(vm, year),
      month === undefined ? self.month : cInt(vm, month),
      day === undefined ? self.day : cInt(vm, day),
    ),
);

defineType(dateType, {
  doc: 'date(year, month, day) --> date object',
  module: 'datetime',
  isBaseType: true,
  slots: {
    tp_new: dateNew,
    tp_repr: (_vm, self: PyDate) => `${typeOf(self).name}(${self.year}, ${self.month}, ${self.day})`,
    tp_str: (vm, self: PyDate) => vm.call0(getAttr(vm, self, 'isoformat')),
    tp_hash: (vm, self: PyDate) =>
      hash(vm, new PyBytes(Uint8Array.of(self.year >> 8, self.year & 255, self.month, self.day))),
    tp_richcompare: (_vm, self: PyDate, other: Value, op) => {
      // A datetime is a date, but the two are not compared.
      if (!(other instanceof PyDate) || other instanceof PyDateTime || self instanceof PyDateTime)
        return NotImplemented;
      return compareResult(self.year - other.year || self.month - other.month || self.day - other.day, op);
    },
    nb_add: (vm, a: Value, b: Value) => {
      if (a instanceof PyDateTime || b instanceof PyDateTime) return NotImplemented;
      if (a instanceof PyDate && b instanceof PyTimedelta) return addToDate(vm, a, b, 1);
      if (b instanceof PyDate && a instanceof PyTimedelta) return addToDate(vm, b, a, 1);
      return NotImplemented;
    },
    nb_subtract: (vm, a: Value, b: Value) => {
      if (!(a instanceof PyDate) || a instanceof PyDateTime || b instanceof PyDateTime) return NotImplemented;
      if (b instanceof PyTimedelta) return addToDate(vm, a, b, -1);
      if (!(b instanceof PyDate)) return NotImplemented;
      return normalized(toOrdinal(a.year, a.month, a.day) - toOrdinal(b.year, b.month, b.day), 0, 0);
    },
  },
  methods: [
    classMethod('fromtimestamp($type, timestamp, /)', 'Create a date from a POSIX timestamp.', fromTimestamp),
    classMethod(
      'fromordinal($type, ordinal, /)',
      'int -> date corresponding to a proleptic Gregorian ordinal.',
      (vm, type: PyType, value: Value) => {
        const ordinal = cInt(vm, value);
        if (ordinal < 1) throw valueError('ordinal must be >= 1');
        const { year, month, day } = fromOrdinal(ordinal);
        return makeDate(vm, type, year, month, day);
      },
    ),
    classMethod(
      'fromisoformat($type, object, /)',
      'str -> Construct a date from a string in ISO 8601 format.',
      (vm, type: PyType, value: Value) => {
        const date = parseIsoDate(asciiText(isoArgument(value)));
        if (date === undefined) throw badIsoText(vm, value);
        return makeDate(vm, type, date.year, date.month, date.day);
      },
    ),
    classMethod(
      'fromisocalendar($type, /, year, week, day)',
      'int, int, int -> Construct a date from the ISO year, week number and weekday.',
      (vm, type: PyType, year: Value, week: Value, day: Value) =>
        fromIsoCalendarOf(vm, type, component(vm, year), component(vm, week), component(vm, day)),
    ),
    strptime('date'),
    classMethod(
      'today($type, /)',
      'Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).',
      (vm, type: PyType) => {
        const now = vm.call0(getAttr(vm, vm.importModule('time'), 'time'));
        return vm.call1(getAttr(vm, type, 'fromtimestamp'), now);
      },
    ),
    method('ctime($self, /)', 'Return ctime() style string.', (_vm, self: PyDate) => ctimeText(self, '00:00:00')),
    method('strftime($self, /, format)', 'format -> strftime() style string.', (vm, self: PyDate, format: Value) =>
      formatTime(
        vm,
        { value: self, argument: self },
        textArgument('strftime', format, 1),
        vm.call0(getAttr(vm, self, 'timetuple')),
      ),
    ),
    formatMethod,
    method('timetuple($self, /)', 'Return time tuple, compatible with time.localtime().', (_vm, self: PyDate) =>
      dateTuple(self),
    ),
    method(
      'isocalendar($self, /)',
      'Return a named tuple containing ISO year, week number, and weekday.',
      (_vm, self: PyDate) => new PyIsoCalendarDate(isoCalendar(self.year, self.month, self.day)),
    ),
    method('isoformat($self, /)', 'Return string in ISO 8601 format, YYYY-MM-DD.', (_vm, self: PyDate) =>
      isoDate(self),
    ),
    method(
      'isoweekday($self, /)',
      'Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7',
      (_vm, self: PyDate) => weekday(self.year, self.month, self.day) + 1,
    ),
    method(
      'toordinal($self, /)',
      'Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1.',
      (_vm, self: PyDate) => toOrdinal(self.year, self.month, self.day),
    ),
    method(
      'weekday($self, /)',
      'Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6',
      (_vm, self: PyDate) => weekday(self.year, self.month, self.day),
    ),
    replaceMethod,
    replaceAlias(replaceMethod),
    method(
      '__reduce__($self, /)',
      '__reduce__() -> (cls, state)',
      (_vm, self: PyDate) =>
        new PyTuple([
          typeOf(self),
          new PyTuple([new PyBytes(Uint8Array.of(self.year >> 8, self.year & 255, self.month, self.day))]),
        ]),
    ),
  ],
  getsets: [
    getset('year', null, (_vm, self: PyDate) => self.year),
    getset('month', null, (_vm, self: PyDate) => self.month),
    getset('day', null, (_vm, self: PyDate) => self.day),
  ],
  constants: [
    ['min', new PyDate(1, 1, 1)],
    ['max', new PyDate(9999, 12, 31)],
    ['resolution', new PyTimedelta(1, 0, 0)],
  ],
});
