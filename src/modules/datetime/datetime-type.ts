/** This file fills the type datetime. */
import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { DeprecationWarning } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { classMethod, getset, method, rawMethod } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { hash } from '../../objects/operations/hash.js';
import { asInt, hasIndex, index } from '../../objects/operations/index.js';
import { asStr, concat } from '../../objects/strings.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, type PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { EQ, NE, type PyType } from '../../values/type.js';
import { readArguments } from '../keyword-arguments.js';
import { zoneAt } from '../time/local-time.js';
import { daysInMonth, fromOrdinal, toOrdinal } from './calendar.js';
import {
  badIsoText,
  ctimeText,
  isoArgument,
  replaceAlias,
  requiredInts,
  stateBytes,
  strptime,
  structTime,
  textArgument,
} from './date.js';
import {
  addToDateTime,
  difference,
  fieldsOf,
  foldAt,
  localSeconds,
  secondsOfDay,
  utcSeconds,
} from './datetime-arithmetic.js';
import { compareDeltas, compareResult, isZero, normalized, subtractDeltas } from './duration.js';
import { isoClock, isoDate, isoOffset } from './format.js';
import { asciiText, parseIsoDate, parseIsoTime, separatorPosition } from './iso-text.js';
import {
  checkDate,
  checkTime,
  checkTzinfo,
  cInt,
  datetimeType,
  instantiate,
  makeDateTime,
  PyDate,
  PyDateTime,
  PyTime,
  PyTimedelta,
} from './objects.js';
import { dstOffset, utcOffset, zoneName } from './offsets.js';
import { microsecondsOf, parsedTzinfo, reduced, reprTail, stateTzinfo } from './time.js';
import { hashDelta } from './timedelta.js';
import { makeTimezone } from './timezone.js';

const NAMES = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

function datetimeNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (args.length >= 1 && args.length <= 2 && kwnames === null) {
    const state = stateBytes(args[0], 10);
    if (state !== undefined && ((state[2] as number) & 0x7f) >= 1 && ((state[2] as number) & 0x7f) <= 12) {
      const at = (i: number): number => state[i] as number;
      return instantiate(type, PyDateTime, [
        at(0) * 256 + at(1),
        at(2) & 0x7f,
        at(3),
        at(4),
        at(5),
        at(6),
        microsecondsOf(at(7), at(8), at(9)),
        stateTzinfo(args[1]),
        at(2) >> 7,
      ]);
    }
  }
  const values = readArguments(NAMES, 0, args, kwnames, 8);
  requiredInts(vm, NAMES.slice(0, 3), values);
  const int = (at: number): number => (values[at] === undefined ? 0 : cInt(vm, values[at] as Value));
  const fields = [0, 1, 2, 3, 4, 5, 6].map(int) as [number, number, number, number, number, number, number];
  const tzinfo = values[7] ?? None;
  const fold = int(8);
  checkDate(fields[0], fields[1], fields[2]);
  checkTime(fields[3], fields[4], fields[5], fields[6], fold);
  checkTzinfo(tzinfo);
  return instantiate(type, PyDateTime, [...fields, tzinfo, fold]);
}

/** A moment in seconds and microseconds, as a datetime of this class. */
function fromMoment(
  vm: Runtime,
  type: PyType,
  seconds: number,
  microsecond: number,
  tzinfo: Value,
  local: boolean,
): Value {
  const shifted = local ? seconds + zoneAt(vm, seconds).offsetSeconds : seconds;
  const { year, month, day, hour, minute, second } = fieldsOf(shifted);
  const fold = local && tzinfo === None ? foldAt(vm, seconds) : 0;
  return makeDateTime(vm, type, year, month, day, { hour, minute, second, microsecond, tzinfo, fold });
}

const MAX_TIME = 2 ** 62;

/** Seconds and microseconds of a timestamp, rounded half to even. */
function splitTimestamp(vm: Runtime, value: Value): [number, number] {
  if (value instanceof PyFloat) {
    const number = value.value;
    if (Number.isNaN(number)) throw valueError('Invalid value NaN (not a number)');
    let whole = Math.trunc(number);
    let micro = (number - whole) * 1e6;
    const floor = Math.floor(micro);
    const rest = micro - floor;
    micro = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
    if (micro >= 1e6) {
      micro -= 1e6;
      whole++;
    } else if (micro < 0) {
      micro += 1e6;
      whole--;
    }
    if (Math.abs(whole) > MAX_TIME) throw overflowError('timestamp out of range for platform time_t');
    return [whole + 0, micro + 0];
  }
  if (!hasIndex(value)) throw typeError(`argument must be int or float, not ${typeOf(value).name}`);
  const number = Number(index(vm, value));
  if (Math.abs(number) > MAX_TIME) throw overflowError('timestamp out of range for platform time_t');
  return [number, 0];
}

/** A moment in a time zone: made in UTC and shifted by `tzinfo.fromutc`. */
function inZone(vm: Runtime, type: PyType, seconds: number, microsecond: number, tzinfo: Value): Value {
  checkTzinfo(tzinfo);
  if (tzinfo === None) return fromMoment(vm, type, seconds, microsecond, None, true);
  const moment = fromMoment(vm, type, seconds, microsecond, tzinfo, false);
  return vm.call1(getAttr(vm, tzinfo, 'fromutc'), moment);
}

function now(vm: Runtime): [number, number] {
  const ns = index(vm, vm.call0(getAttr(vm, vm.importModule('time'), 'time_ns')));
  const micro = BigInt(ns) / 1000n;
  return [Number(micro / 1000000n), Number(micro % 1000000n)];
}

/** The time zone of the machine at a moment: fixed offset and name. */
function localTimezone(vm: Runtime, seconds: number): Value {
  const zone = zoneAt(vm, seconds);
  return makeTimezone(vm, normalized(0, zone.offsetSeconds, 0), zone.name);
}

function astimezone(vm: Runtime, self: PyDateTime, tz: Value): Value {
  checkTzinfo(tz);
  let own = self.tzinfo;
  if (own === None) own = localTimezone(vm, localSeconds(vm, self));
  if (own === tz) return self;
  let offset = utcOffset(vm, own, self);
  if (offset === null) {
    own = localTimezone(vm, localSeconds(vm, self));
    if (own === tz) return self;
    offset = utcOffset(vm, own, self) as PyTimedelta;
  }
  const moment = addToDateTime(vm, self, offset, -1) as PyDateTime;
  const target = tz === None ? localTimezone(vm, utcSeconds(moment)) : tz;
  const { hour, minute, second, microsecond } = moment;
  const inUtc = makeDateTime(vm, typeOf(self), moment.year, moment.month, moment.day, {
    hour,
    minute,
    second,
    microsecond,
    tzinfo: target,
    fold: 0,
  });
  return vm.call1(getAttr(vm, target, 'fromutc'), inUtc);
}

/** Does the offset of an ambiguous time depend on the fold? Then it equals no time of another zone. */
function dependsOnFold(vm: Runtime, value: PyDateTime, offset: PyTimedelta | null): boolean {
  if (value.tzinfo === None) return false;
  const { year, month, day, hour, minute, second, microsecond, tzinfo, fold } = value;
  const turned = new PyDateTime(year, month, day, hour, minute, second, microsecond, tzinfo, 1 - fold);
  const other = utcOffset(vm, tzinfo, turned);
  if (offset === null || other === null) return offset !== other;
  return compareDeltas(offset, other) !== 0;
}

function compareFields(a: PyDateTime, b: PyDateTime): number {
  return (
    a.year - b.year ||
    a.month - b.month ||
    a.day - b.day ||
    secondsOfDay(a) - secondsOfDay(b) ||
    a.microsecond - b.microsecond
  );
}

function datetimeCompare(vm: Runtime, self: PyDateTime, other: Value, op: number): Value {
  if (!(other instanceof PyDateTime)) return NotImplemented;
  if (self.tzinfo === other.tzinfo) return compareResult(compareFields(self, other), op);
  const a = utcOffset(vm, self.tzinfo, self);
  const b = utcOffset(vm, other.tzinfo, other);
  const sameOffset = (a === null && b === null) || (a !== null && b !== null && compareDeltas(a, b) === 0);
  let result: number;
  if (sameOffset) result = compareFields(self, other);
  else if (a !== null && b !== null) {
    const delta = subtractDeltas(difference(self, other), subtractDeltas(a, b));
    result = delta.days < 0 ? -1 : isZero(delta) ? 0 : 1;
  } else {
    if (op === EQ) return false;
    if (op === NE) return true;
    throw typeError("can't compare offset-naive and offset-aware datetimes");
  }
  if ((op === EQ || op === NE) && result === 0 && (dependsOnFold(vm, self, a) || dependsOnFold(vm, other, b)))
    result = 1;
  return compareResult(result, op);
}

function subtract(vm: Runtime, a: Value, b: Value): Value {
  if (!(a instanceof PyDateTime)) return NotImplemented;
  if (b instanceof PyTimedelta) return addToDateTime(vm, a, b, -1);
  if (!(b instanceof PyDateTime)) return NotImplemented;
  const delta = difference(a, b);
  if (a.tzinfo === b.tzinfo) return delta;
  const left = utcOffset(vm, a.tzinfo, a);
  const right = utcOffset(vm, b.tzinfo, b);
  if ((left === null) !== (right === null)) {
    throw typeError("can't subtract offset-naive and offset-aware datetimes");
  }
  if (left === null || right === null) return delta;
  return subtractDeltas(delta, subtractDeltas(left, right));
}

function datetimeHash(vm: Runtime, self: PyDateTime): number | bigint {
  const { year, month, day, hour, minute, second, microsecond, tzinfo } = self;
  const first = self.fold === 0 ? self : new PyDateTime(year, month, day, hour, minute, second, microsecond, tzinfo, 0);
  const offset = utcOffset(vm, tzinfo, first);
  if (offset === null) return hash(vm, datetimeState(self, false));
  return hashDelta(
    vm,
    subtractDeltas(normalized(toOrdinal(year, month, day), secondsOfDay(self), microsecond), offset),
  );
}

function datetimeRepr(vm: Runtime, self: PyDateTime): string {
  const { year, month, day, hour, minute, second, microsecond } = self;
  let fields = `${year}, ${month}, ${day}, ${hour}, ${minute}`;
  if (second !== 0 || microsecond !== 0) fields += `, ${second}`;
  if (microsecond !== 0) fields += `, ${microsecond}`;
  return `${typeOf(self).name}(${fields}${reprTail(vm, self.tzinfo, self.fold)})`;
}

/** The bytes of a pickled datetime; the fold stands in the month from protocol 4 on. */
function datetimeState(self: PyDateTime, withFold: boolean): PyBytes {
  const { year, month, day, hour, minute, second, microsecond } = self;
  return new PyBytes(
    Uint8Array.of(
      year >> 8,
      year & 255,
      month | (withFold && self.fold ? 0x80 : 0),
      day,
      hour,
      minute,
      second,
      microsecond >> 16,
      (microsecond >> 8) & 255,
      microsecond & 255,
    ),
  );
}

function fromIso(vm: Runtime, type: PyType, value: Value): Value {
  const text = asciiText(isoArgument(value));
  if (text.length < 7) throw badIsoText(vm, value);
  const at = separatorPosition(text);
  const date = at < 0 ? undefined : parseIsoDate(text.slice(0, at));
  if (date === undefined) throw badIsoText(vm, value);
  let { year, month, day } = date;
  if (text.length <= at) return makeDateTime(vm, type, year, month, day, MIDNIGHT);
  const parsed = parseIsoTime(text.slice(at + 1));
  if (parsed === undefined) throw badIsoText(vm, value);
  let { hour } = parsed;
  const tzinfo = parsedTzinfo(vm, parsed);
  if (hour === 24 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) {
    if (parsed.minute !== 0 || parsed.second !== 0 || parsed.microsecond !== 0) {
      throw valueError('minute, second, and microsecond must be 0 when hour is 24');
    }
    hour = 0;
    ({ year, month, day } = fromOrdinal(toOrdinal(year, month, day) + 1));
  }
  const { minute, second, microsecond } = parsed;
  return makeDateTime(vm, type, year, month, day, { hour, minute, second, microsecond, tzinfo, fold: 0 });
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, microsecond: 0, tzinfo: None, fold: 0 };

function combine(vm: Runtime, type: PyType, date: Value, time: Value, tzinfo: Value | undefined): Value {
  if (!(date instanceof PyDate)) {
    throw typeError(`combine() argument 1 must be datetime.date, not ${date === None ? 'None' : typeOf(date).name}`);
  }
  if (!(time instanceof PyTime)) {
    throw typeError(`combine() argument 2 must be datetime.time, not ${time === None ? 'None' : typeOf(time).name}`);
  }
  const zone = tzinfo ?? time.tzinfo;
  if (type === datetimeType) checkTzinfo(zone);
  const { hour, minute, second, microsecond, fold } = time;
  return makeDateTime(vm, type, date.year, date.month, date.day, {
    hour,
    minute,
    second,
    microsecond,
    tzinfo: zone,
    fold,
  });
}

function timestamp(vm: Runtime, self: PyDateTime): PyFloat {
  const offset = utcOffset(vm, self.tzinfo, self);
  if (self.tzinfo === None || offset === null) {
    return new PyFloat(localSeconds(vm, self) + self.microsecond / 1e6);
  }
  const seconds = utcSeconds(self) - (offset.days * 86400 + offset.seconds);
  const micro = self.microsecond - offset.microseconds;
  return new PyFloat((seconds * 1e6 + micro) / 1e6);
}

function timetuple(vm: Runtime, self: PyDateTime): Value {
  const dst = dstOffset(vm, self.tzinfo, self);
  return structTime(self, self.hour, self.minute, self.second, dst === null ? -1 : isZero(dst) ? 0 : 1);
}

function utctimetuple(vm: Runtime, self: PyDateTime): Value {
  const offset = utcOffset(vm, self.tzinfo, self);
  const moment =
    utcSeconds(self) -
    (offset === null ? 0 : offset.days * 86400 + offset.seconds + (offset.microseconds > self.microsecond ? 1 : 0));
  const { year, month, day, hour, minute, second } = fieldsOf(moment);
  if (year < 1 || year > 9999) throw overflowError('date value out of range');
  return structTime(new PyDate(year, month, day), hour, minute, second, 0);
}

const isoformatSignature = parseSignature("isoformat(sep='T', timespec='auto')", 'method');

function separatorArgument(value: Value): Str {
  const text = asStr(value);
  if (text !== undefined && text.length === 1) return text;
  const shown =
    text === undefined ? (value === None ? 'None' : typeOf(value).name) : `a string of length ${text.length}`;
  throw typeError(`isoformat() argument 1 must be a unicode character, not ${shown}`);
}

const replaceMethod = method(
  'replace($self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)',
  'Return datetime with new specified fields.',
  (vm, self: PyDateTime, ...given: (Value | undefined)[]) => {
    const int = (at: number, current: number): number =>
      given[at] === undefined ? current : cInt(vm, given[at] as Value);
    const tzinfo = given[7] ?? self.tzinfo;
    const fields = {
      hour: int(3, self.hour),
      minute: int(4, self.minute),
      second: int(5, self.second),
      microsecond: int(6, self.microsecond),
      tzinfo,
      fold: int(8, self.fold),
    };
    if (given[8] !== undefined && fields.fold !== 0 && fields.fold !== 1) {
      throw valueError('fold must be either 0 or 1');
    }
    if (typeOf(self) === datetimeType) checkTzinfo(tzinfo);
    return makeDateTime(vm, typeOf(self), int(0, self.year), int(1, self.month), int(2, self.day), fields);
  },
);

defineType(datetimeType, {
  doc: 'datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments may be ints.\n',
  module: 'datetime',
  isBaseType: true,
  slots: {
    tp_new: datetimeNew,
    tp_repr: datetimeRepr,
    tp_str: (vm, self: PyDateTime) => vm.call(getAttr(vm, self, 'isoformat'), [' '], ['sep']),
    tp_hash: datetimeHash,
    tp_richcompare: datetimeCompare,
    nb_add: (vm, a: Value, b: Value) => {
      if (a instanceof PyDateTime && b instanceof PyTimedelta) return addToDateTime(vm, a, b, 1);
      if (b instanceof PyDateTime && a instanceof PyTimedelta) return addToDateTime(vm, b, a, 1);
      return NotImplemented;
    },
    nb_subtract: subtract,
  },
  methods: [
    classMethod(
      'now($type, /, tz=None)',
      'Returns new datetime object representing current time local to tz.',
      (vm, type: PyType, tz: Value) => {
        checkTzinfo(tz);
        const [seconds, micro] = now(vm);
        return inZone(vm, type, seconds, micro, tz);
      },
    ),
    classMethod('utcnow($type, /)', 'Return a new datetime representing UTC day and time.', (vm, type: PyType) => {
      vm.warn(
        DeprecationWarning,
        'datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).',
      );
      const [seconds, micro] = now(vm);
      return fromMoment(vm, type, seconds, micro, None, false);
    }),
    classMethod(
      'fromtimestamp($type, /, timestamp, tz=None)',
      "timestamp[, tz] -> tz's local time from POSIX timestamp.",
      (vm, type: PyType, value: Value, tz: Value) => {
        checkTzinfo(tz);
        const [seconds, micro] = splitTimestamp(vm, value);
        return inZone(vm, type, seconds, micro, tz);
      },
    ),
    classMethod(
      'utcfromtimestamp($type, timestamp, /)',
      'Construct a naive UTC datetime from a POSIX timestamp.',
      (vm, type: PyType, value: Value) => {
        vm.warn(
          DeprecationWarning,
          'datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, datetime.UTC).',
        );
        const [seconds, micro] = splitTimestamp(vm, value);
        return fromMoment(vm, type, seconds, micro, None, false);
      },
    ),
    strptime('datetime'),
    classMethod(
      'combine($type, /, date, time, tzinfo=unchanged)',
      'date, time -> datetime with same date and time fields.',
      combine,
    ),
    classMethod(
      'fromisoformat($type, object, /)',
      'string -> datetime from a string in most ISO 8601 formats',
      fromIso,
    ),
    method(
      'date($self, /)',
      'Return date object with same year, month and day.',
      (_vm, self: PyDateTime) => new PyDate(self.year, self.month, self.day),
    ),
    method(
      'time($self, /)',
      'Return time object with same time but with tzinfo=None.',
      (_vm, self: PyDateTime) => new PyTime(self.hour, self.minute, self.second, self.microsecond, None, self.fold),
    ),
    method(
      'timetz($self, /)',
      'Return time object with same time and tzinfo.',
      (_vm, self: PyDateTime) =>
        new PyTime(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, self.fold),
    ),
    method('ctime($self, /)', 'Return ctime() style string.', (_vm, self: PyDateTime) =>
      ctimeText(self, isoClock(self, 'seconds')),
    ),
    method('timetuple($self, /)', 'Return time tuple, compatible with time.localtime().', timetuple),
    method('timestamp($self, /)', 'Return POSIX timestamp as float.', timestamp),
    method('utctimetuple($self, /)', 'Return UTC time tuple, compatible with time.localtime().', utctimetuple),
    rawMethod(
      'isoformat',
      '[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].',
      (vm, self: PyDateTime, args, kwnames) => {
        const [sep, timespec] = bindArguments(
          vm,
          isoformatSignature,
          { short: 'isoformat', full: 'isoformat()' },
          args,
          kwnames,
        ) as [Value, Value];
        const separator = separatorArgument(sep);
        const spec = strToUtf16(textArgument('isoformat', timespec, 2));
        return concat([isoDate(self), separator, isoClock(self, spec), isoOffset(vm, self, self)]);
      },
    ),
    method(
      'utcoffset($self, /)',
      'Return self.tzinfo.utcoffset(self).',
      (vm, self: PyDateTime) => utcOffset(vm, self.tzinfo, self) ?? None,
    ),
    method('tzname($self, /)', 'Return self.tzinfo.tzname(self).', (vm, self: PyDateTime) =>
      zoneName(vm, self.tzinfo, self),
    ),
    method(
      'dst($self, /)',
      'Return self.tzinfo.dst(self).',
      (vm, self: PyDateTime) => dstOffset(vm, self.tzinfo, self) ?? None,
    ),
    replaceMethod,
    replaceAlias(replaceMethod),
    method('astimezone($self, /, tz=None)', 'tz -> convert to local time in new timezone tz', astimezone),
    method(
      '__reduce_ex__($self, proto, /)',
      '__reduce_ex__(proto) -> (cls, state)',
      (vm, self: PyDateTime, proto: Value): PyTuple => reduced(self, datetimeState(self, asInt(vm, proto) > 3)),
    ),
    method('__reduce__($self, /)', '__reduce__() -> (cls, state)', (_vm, self: PyDateTime) =>
      reduced(self, datetimeState(self, false)),
    ),
  ],
  getsets: [
    getset('hour', null, (_vm, self: PyDateTime) => self.hour),
    getset('minute', null, (_vm, self: PyDateTime) => self.minute),
    getset('second', null, (_vm, self: PyDateTime) => self.second),
    getset('microsecond', null, (_vm, self: PyDateTime) => self.microsecond),
    getset('tzinfo', null, (_vm, self: PyDateTime) => self.tzinfo),
    getset('fold', null, (_vm, self: PyDateTime) => self.fold),
  ],
  constants: [
    ['min', new PyDateTime(1, 1, 1, 0, 0, 0, 0, None, 0)],
    ['max', new PyDateTime(9999, 12, 31, 23, 59, 59, 999999, None, 0)],
    ['resolution', new PyTimedelta(0, 0, 1)],
  ],
});
