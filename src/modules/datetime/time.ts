/** This file fills the type time. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { classMethod, getset, method } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { hash } from '../../objects/operations/hash.js';
import { asInt } from '../../objects/operations/index.js';
import { reprText } from '../../objects/operations/text.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { EQ, NE, type PyType } from '../../values/type.js';
import { readArguments } from '../keyword-arguments.js';
import { badIsoText, formatMethod, isoArgument, replaceAlias, stateBytes, strptime, textArgument } from './date.js';
import { secondsOfDay } from './datetime-arithmetic.js';
import { compareDeltas, compareResult, normalized, subtractDeltas } from './duration.js';
import { formatTime, isoClock, isoOffset } from './format.js';
import { asciiText, type ParsedTime, parseIsoTime } from './iso-text.js';
import { checkTime, checkTzinfo, cInt, instantiate, PyTime, PyTimedelta, PyTzinfo, timeType } from './objects.js';
import { dstOffset, utcOffset, zoneName } from './offsets.js';
import { hashDelta } from './timedelta.js';
import { makeTimezone } from './timezone.js';

const NAMES = ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

/** The tzinfo of a pickled state. */
export function stateTzinfo(value: Value | undefined): Value {
  if (value === undefined || value === None || value instanceof PyTzinfo) return value ?? None;
  throw typeError('bad tzinfo state arg');
}

/** Three bytes of microseconds. */
export function microsecondsOf(high: number, middle: number, low: number): number {
  return high * 65536 + middle * 256 + low;
}

function timeNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (args.length >= 1 && args.length <= 2 && kwnames === null) {
    const state = stateBytes(args[0], 6);
    if (state !== undefined && ((state[0] as number) & 0x7f) < 24) {
      const [first, minute, second, high, middle, low] = state as unknown as number[] as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const tzinfo = stateTzinfo(args[1]);
      const microsecond = microsecondsOf(high, middle, low);
      return instantiate(type, PyTime, [first & 0x7f, minute, second, microsecond, tzinfo, first >> 7]);
    }
  }
  const values = readArguments(NAMES, 0, args, kwnames, 5);
  const int = (at: number): number => (values[at] === undefined ? 0 : cInt(vm, values[at] as Value));
  const fields: [number, number, number, number] = [int(0), int(1), int(2), int(3)];
  const tzinfo = values[4] ?? None;
  const fold = int(5);
  return makeTime(type, fields, tzinfo, fold);
}

function makeTime(
  type: PyType,
  fields: readonly [number, number, number, number],
  tzinfo: Value,
  fold: number,
): PyTime {
  checkTime(...fields, fold);
  checkTzinfo(tzinfo);
  return instantiate(type, PyTime, [...fields, tzinfo, fold]);
}

/** A time of this class: a subclass is called. */
function timeOf(
  vm: Runtime,
  type: PyType,
  fields: readonly [number, number, number, number],
  tzinfo: Value,
  fold: number,
): Value {
  if (type === timeType) return makeTime(type, fields, tzinfo, fold);
  const made = vm.call(type, [...fields, tzinfo]);
  if (fold !== 0 && made instanceof PyTime) made.fold = fold;
  return made;
}

/** What follows the fields in a repr: time zone and fold. */
export function reprTail(vm: Runtime, tzinfo: Value, fold: number): string {
  return `${tzinfo === None ? '' : `, tzinfo=${reprText(vm, tzinfo)}`}${fold === 0 ? '' : ', fold=1'}`;
}

function timeRepr(vm: Runtime, self: PyTime): string {
  const { hour, minute, second, microsecond } = self;
  let fields = `${hour}, ${minute}`;
  if (second !== 0 || microsecond !== 0) fields += `, ${second}`;
  if (microsecond !== 0) fields += `, ${microsecond}`;
  return `${typeOf(self).name}(${fields}${reprTail(vm, self.tzinfo, self.fold)})`;
}

/** The bytes of a pickled time; the fold stands in the first one from protocol 4 on. */
function timeState(self: PyTime, withFold: boolean): PyBytes {
  const { hour, minute, second, microsecond } = self;
  return new PyBytes(
    Uint8Array.of(
      hour | (withFold && self.fold ? 0x80 : 0),
      minute,
      second,
      microsecond >> 16,
      (microsecond >> 8) & 255,
      microsecond & 255,
    ),
  );
}

function timeHash(vm: Runtime, self: PyTime): number | bigint {
  // The fold does not count: the offset is that of the first of two equal times.
  const first =
    self.fold === 0 ? self : new PyTime(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, 0);
  const offset = utcOffset(vm, self.tzinfo, None);
  if (offset === null) return hash(vm, timeState(first, false));
  return hashDelta(vm, subtractDeltas(normalized(0, secondsOfDay(self), self.microsecond), offset));
}

const clockDelta = (self: PyTime): PyTimedelta => normalized(0, secondsOfDay(self), self.microsecond);

function timeCompare(vm: Runtime, self: PyTime, other: Value, op: number): Value {
  if (!(other instanceof PyTime)) return NotImplemented;
  const left = clockDelta(self);
  const right = clockDelta(other);
  if (self.tzinfo === other.tzinfo) return compareResult(compareDeltas(left, right), op);
  const a = utcOffset(vm, self.tzinfo, None);
  const b = utcOffset(vm, other.tzinfo, None);
  if (a === null && b === null) return compareResult(compareDeltas(left, right), op);
  if (a !== null && b !== null) {
    return compareResult(compareDeltas(subtractDeltas(left, a), subtractDeltas(right, b)), op);
  }
  if (op === EQ) return false;
  if (op === NE) return true;
  throw typeError("can't compare offset-naive and offset-aware times");
}

/** The tzinfo of a parsed offset. */
export function parsedTzinfo(vm: Runtime, parsed: ParsedTime): Value {
  if (parsed.offset === null) return None;
  return makeTimezone(vm, normalized(0, parsed.offset, parsed.offsetMicroseconds), null);
}

function fromIso(vm: Runtime, type: PyType, value: Value): Value {
  const text = asciiText(isoArgument(value));
  const parsed = parseIsoTime(text.startsWith('T') ? text.slice(1) : text);
  if (parsed === undefined) throw badIsoText(vm, value);
  let { hour } = parsed;
  if (hour === 24) {
    if (parsed.minute !== 0 || parsed.second !== 0 || parsed.microsecond !== 0) {
      throw valueError('minute, second, and microsecond must be 0 when hour is 24');
    }
    hour = 0;
  }
  const tzinfo = parsedTzinfo(vm, parsed);
  return timeOf(vm, type, [hour, parsed.minute, parsed.second, parsed.microsecond], tzinfo, 0);
}

const replaceMethod = method(
  'replace($self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)',
  'Return time with new specified fields.',
  (vm, self: PyTime, ...given: (Value | undefined)[]) => {
    const [hour, minute, second, microsecond, tzinfo, fold] = given;
    const int = (value: Value | undefined, current: number): number =>
      value === undefined ? current : cInt(vm, value);
    const fields: [number, number, number, number] = [
      int(hour, self.hour),
      int(minute, self.minute),
      int(second, self.second),
      int(microsecond, self.microsecond),
    ];
    return timeOf(vm, typeOf(self), fields, tzinfo ?? self.tzinfo, int(fold, self.fold));
  },
);

defineType(timeType, {
  doc: 'time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.\n',
  module: 'datetime',
  isBaseType: true,
  slots: {
    tp_new: timeNew,
    tp_repr: timeRepr,
    tp_str: (vm, self: PyTime) => vm.call0(getAttr(vm, self, 'isoformat')),
    tp_hash: timeHash,
    tp_richcompare: timeCompare,
  },
  methods: [
    strptime('time'),
    method(
      "isoformat($self, /, timespec: str='auto')",
      'Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].',
      (vm, self: PyTime, timespec: Str) => isoClock(self, strToUtf16(timespec)) + isoOffset(vm, self, None),
    ),
    method('strftime($self, /, format)', 'format -> strftime() style string.', (vm, self: PyTime, format: Value) =>
      formatTime(
        vm,
        { value: self, argument: None },
        textArgument('strftime', format, 1),
        new PyTuple([1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1]),
      ),
    ),
    formatMethod,
    method(
      'utcoffset($self, /)',
      'Return self.tzinfo.utcoffset(self).',
      (vm, self: PyTime) => utcOffset(vm, self.tzinfo, None) ?? None,
    ),
    method('tzname($self, /)', 'Return self.tzinfo.tzname(self).', (vm, self: PyTime) =>
      zoneName(vm, self.tzinfo, None),
    ),
    method(
      'dst($self, /)',
      'Return self.tzinfo.dst(self).',
      (vm, self: PyTime) => dstOffset(vm, self.tzinfo, None) ?? None,
    ),
    replaceMethod,
    replaceAlias(replaceMethod),
    classMethod('fromisoformat($type, object, /)', 'string -> time from a string in ISO 8601 format', fromIso),
    method('__reduce_ex__($self, proto, /)', '__reduce_ex__(proto) -> (cls, state)', (vm, self: PyTime, proto: Value) =>
      reduced(self, timeState(self, asInt(vm, proto) > 3)),
    ),
    method('__reduce__($self, /)', '__reduce__() -> (cls, state)', (_vm, self: PyTime) =>
      reduced(self, timeState(self, false)),
    ),
  ],
  getsets: [
    getset('hour', null, (_vm, self: PyTime) => self.hour),
    getset('minute', null, (_vm, self: PyTime) => self.minute),
    getset('second', null, (_vm, self: PyTime) => self.second),
    getset('microsecond', null, (_vm, self: PyTime) => self.microsecond),
    getset('tzinfo', null, (_vm, self: PyTime) => self.tzinfo),
    getset('fold', null, (_vm, self: PyTime) => self.fold),
  ],
  constants: [
    ['min', new PyTime(0, 0, 0, 0, None, 0)],
    ['max', new PyTime(23, 59, 59, 999999, None, 0)],
    ['resolution', new PyTimedelta(0, 0, 1)],
  ],
});

/** Class and state of a pickled object with a time zone. */
export function reduced(self: { tzinfo: Value } & Value, state: PyBytes): PyTuple {
  const args = self.tzinfo === None ? [state] : [state, self.tzinfo];
  return new PyTuple([typeOf(self), new PyTuple(args)]);
}
