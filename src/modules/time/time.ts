/** This file declares the module time. */
import { typeOf } from '../../objects/core-types.js';
import { error, overflowError, typeError, valueError } from '../../objects/errors.js';
import { OverflowError } from '../../objects/exceptions/types.js';
import { checkPositional } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { asInt } from '../../objects/operations/index.js';
import { asStr } from '../../objects/strings.js';
import { PyModule } from '../../objects/types/function.js';
import { normalizeInt } from '../../objects/types/int/arithmetic.js';
import { PyStructSequence } from '../../objects/types/struct-sequence.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16, strKey, strToUtf16 } from '../../values/str.js';
import { hostOf } from '../../vm/descriptors.js';
import type { Clock } from '../../vm/host.js';
import { sleepFor } from '../../vm/sleep.js';
import { osError } from '../os-error.js';
import { type CalendarTime, calendarTime } from './calendar.js';
import { clockInfo } from './clock-info.js';
import { formatTime, MONTHS, WEEKDAYS } from './format-time.js';
import { localTime, readZone, secondsFromLocal, UTC, zoneAt } from './local-time.js';
import { makeStructTime, structTime } from './struct-time.js';
import { nanoseconds, timestamp } from './timestamp.js';

/** The clock of the machine. OSError where none was granted. */
function clockOf(vm: Runtime): Clock {
  const { clock } = hostOf(vm);
  if (clock === null) throw osError('ENOSYS');
  return clock;
}

const toSeconds = (ns: bigint): PyFloat => {
  const whole = ns / 1_000_000_000n;
  return new PyFloat(Number(whole) + Number(ns - whole * 1_000_000_000n) * 1e-9);
};

/** A clock as two functions: `name()` in seconds and `name_ns()`. */
function clockFunctions(name: string, doc: string, read: (clock: Clock) => bigint): NativeDef[] {
  return [
    nativeFunction(`${name}($self, /)`, `${doc}, as a float of seconds.`, (vm) => toSeconds(read(clockOf(vm)))),
    nativeFunction(`${name}_ns($self, /)`, `${doc}, as an int of nanoseconds.`, (vm) =>
      normalizeInt(read(clockOf(vm))),
    ),
  ];
}

/** Clocks of `clock_gettime`, with Linux's numbers. */
function clockById(vm: Runtime, id: number): bigint {
  const clock = clockOf(vm);
  switch (id) {
    case 0:
    case 11:
      return clock.wallNs();
    case 1:
    case 4:
    case 7:
      return clock.monotonicNs();
    case 2:
    case 3:
      return clock.processNs();
    default:
      throw osError('EINVAL');
  }
}

const now = (vm: Runtime): number => Math.floor(Number(clockOf(vm).wallNs() / 1_000_000_000n));

/** The moment that `gmtime` and the like are asked about; now without an argument. */
function momentArgument(vm: Runtime, name: string, args: readonly Value[]): number {
  if (args.length > 1) throw typeError(`${name}() takes at most 1 argument (${args.length} given)`);
  const given = args[0];
  if (given === undefined || given === None) return now(vm);
  const seconds = timestamp(vm, given);
  // The year must fit a C int.
  if (Math.abs(seconds) > 6.7767e16) throw osError('EOVERFLOW');
  return seconds;
}

/** The fields of a time tuple, ranges not checked. */
function fieldsOf(vm: Runtime, given: Value, name: string): CalendarTime {
  if (!(given instanceof PyTuple)) throw typeError('Tuple or struct_time argument required');
  if (given.items.length !== 9) throw typeError(`${name}(): illegal time tuple argument`);
  const [year, month, day, hour, minute, second, weekday, yearDay, isDst] = given.items.map((item) =>
    asInt(vm, item),
  ) as [number, number, number, number, number, number, number, number, number];
  if (year < -0x80000000 + 1900) throw error(OverflowError, 'year out of range');
  const hidden = given instanceof PyStructSequence && given.type === structTime.type ? given.hidden : [];
  const zone = hidden[0] === undefined ? undefined : asStr(hidden[0]);
  const offset = typeof hidden[1] === 'number' ? hidden[1] : undefined;
  const fields: CalendarTime = {
    year,
    month: month - 1,
    day,
    hour,
    minute,
    second,
    weekday: (weekday + 1) % 7,
    yearDay: yearDay - 1,
    isDst,
    zone: zone === undefined ? '' : strKey(zone),
    offset: offset ?? 0,
  };
  if (zone === undefined) {
    const local = zoneAt(vm, 0);
    const other = zoneAt(vm, 15552000);
    const match = [local, other].find((candidate) => candidate.isDst === isDst > 0) ?? local;
    fields.zone = match.name;
    fields.offset = match.offsetSeconds;
  }
  return fields;
}

/** Raise ValueError for fields out of their ranges; zeros that tuples may hold become ones. */
function checkFields(time: CalendarTime): void {
  if (time.month === -1) time.month = 0;
  if (time.day === 0) time.day = 1;
  if (time.yearDay === -1) time.yearDay = 0;
  if (time.month < 0 || time.month > 11) throw valueError('month out of range');
  if (time.day < 0 || time.day > 31) throw valueError('day of month out of range');
  if (time.hour < 0 || time.hour > 23) throw valueError('hour out of range');
  if (time.minute < 0 || time.minute > 59) throw valueError('minute out of range');
  if (time.second < 0 || time.second > 61) throw valueError('seconds out of range');
  if (time.weekday < 0) throw valueError('day of week out of range');
  if (time.yearDay < 0 || time.yearDay > 365) throw valueError('day of year out of range');
}

function timeArgument(vm: Runtime, given: Value | undefined, name: string): CalendarTime {
  if (given === undefined) return localTime(vm, now(vm));
  const time = fieldsOf(vm, given, name);
  checkFields(time);
  return time;
}

const two = (n: number): string => `${n}`.padStart(2, '0');

function ascTime(time: CalendarTime): string {
  const { weekday, month, day, hour, minute, second, year } = time;
  const date = `${(WEEKDAYS[weekday] as string).slice(0, 3)} ${(MONTHS[month] as string).slice(0, 3)}${`${day}`.padStart(3, ' ')}`;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)} ${year}`;
}

function strftime(vm: Runtime, _self: Value, args: readonly Value[]): Value {
  checkPositional('strftime', args.length, 1, 2);
  const format = asStr(args[0] as Value);
  if (format === undefined) {
    throw typeError(`strftime() argument 1 must be str, not ${typeOf(args[0] as Value).name}`);
  }
  const time = timeArgument(vm, args[1], 'strftime');
  vm.chargeFuel(format.length);
  vm.chargeMemory(format.length * 8);
  const seconds = (): number => secondsFromLocal(vm, { ...time, isDst: -1 });
  return strFromUtf16(formatTime(strToUtf16(format), time, seconds));
}

function strptime(vm: Runtime, _self: Value, args: readonly Value[], kwnames: readonly string[] | null): Value {
  return vm.call(getAttr(vm, vm.importModule('_strptime'), '_strptime_time'), args, kwnames);
}

function sleep(vm: Runtime, given: Value): Value {
  const ns = nanoseconds(vm, given);
  if (ns < 0n) throw valueError('sleep length must be non-negative');
  vm.audit('time.sleep', [given]);
  return sleepFor(vm, ns);
}

/** `timezone`, `altzone`, `daylight` and `tzname`. */
function setZoneNames(vm: Runtime, set: (name: string, value: Value) => void): void {
  const clock = hostOf(vm).clock;
  const seconds = clock === null ? 0 : Number(clock.wallNs() / 1_000_000_000n);
  const year = Math.floor(seconds / 31556952) * 31556952;
  const january = zoneAt(vm, year);
  const july = zoneAt(vm, year + 15778476);
  const southern = january.offsetSeconds > july.offsetSeconds;
  const standard = southern ? july : january;
  const daylight = southern ? january : july;
  set('timezone', -standard.offsetSeconds + 0);
  set('altzone', -daylight.offsetSeconds + 0);
  set('daylight', standard.offsetSeconds === daylight.offsetSeconds ? 0 : 1);
  set('tzname', new PyTuple([strFromUtf16(standard.name), strFromUtf16(daylight.name)]));
}

const clockId = (name: string, doc: string, body: (vm: Runtime, ns: bigint) => Value): NativeDef =>
  nativeFunction(`${name}($module, clk_id: int, /)`, doc, (vm, id: number) => body(vm, clockById(vm, id)));

export const timeModule = defineModule({
  name: 'time',
  doc: 'This module provides various functions to manipulate time values.\n\nThere are two standard representations of time.  One is the number\nof seconds since the Epoch, in UTC.  The other is a tuple of 9 integers\ngiving local time.',
  functions: [
    ...clockFunctions('time', 'The current time since the Epoch', (clock) => clock.wallNs()),
    ...clockFunctions('monotonic', 'A clock that cannot go backward', (clock) => clock.monotonicNs()),
    ...clockFunctions('perf_counter', 'Performance counter for benchmarking', (clock) => clock.monotonicNs()),
    ...clockFunctions('process_time', 'Process time for profiling', (clock) => clock.processNs()),
    ...clockFunctions('thread_time', 'Thread time for profiling', (clock) => clock.processNs()),
    clockId('clock_gettime', 'The time of the specified clock, as a float.', (_vm, ns) => toSeconds(ns)),
    clockId('clock_gettime_ns', 'The time of the specified clock, as nanoseconds.', (_vm, ns) => normalizeInt(ns)),
    clockId('clock_getres', 'The resolution of the specified clock.', () => new PyFloat(1e-9)),
    nativeFunction('sleep($self, object, /)', 'Delay execution for a given number of seconds.', sleep),
    rawFunction('gmtime', 'Convert seconds since the Epoch to a time tuple expressing UTC.', (vm, _self, args) =>
      makeStructTime(calendarTime(momentArgument(vm, 'gmtime', args), { ...UTC, name: 'GMT' })),
    ),
    rawFunction(
      'localtime',
      'Convert seconds since the Epoch to a time tuple expressing local time.',
      (vm, _self, args) => makeStructTime(localTime(vm, momentArgument(vm, 'localtime', args))),
    ),
    rawFunction('asctime', 'Convert a time tuple to a string.', (vm, _self, args) => {
      checkPositional('asctime', args.length, 0, 1);
      return ascTime(timeArgument(vm, args[0], 'asctime'));
    }),
    rawFunction('ctime', 'Convert a time in seconds since the Epoch to a string in local time.', (vm, _self, args) =>
      ascTime(localTime(vm, momentArgument(vm, 'ctime', args))),
    ),
    nativeFunction(
      'mktime($self, object, /)',
      'Convert a time tuple in local time to seconds since the Epoch.',
      (vm, given: Value) => {
        const seconds = secondsFromLocal(vm, fieldsOf(vm, given, 'mktime'));
        if (Math.abs(seconds) > 6.7767e16) throw overflowError('mktime argument out of range');
        return new PyFloat(seconds);
      },
    ),
    rawFunction('strftime', 'Convert a time tuple to a string according to a format specification.', strftime),
    rawFunction('strptime', 'Parse a string to a time tuple according to a format specification.', strptime),
    rawFunction('get_clock_info', 'Get information of the specified clock.', (vm, _self, args) => clockInfo(vm, args)),
    nativeFunction(
      'tzset($self, /)',
      'Initialize, or reinitialize, the local timezone to the value stored in os.environ["TZ"].',
      (vm) => {
        readZone(vm);
        const module = vm.importModule('time');
        if (module instanceof PyModule) setZoneNames(vm, (name, value) => module.dict.setStr(name, value));
        return None;
      },
    ),
  ],
  constants: [
    ['CLOCK_REALTIME', 0],
    ['CLOCK_MONOTONIC', 1],
    ['CLOCK_PROCESS_CPUTIME_ID', 2],
    ['CLOCK_THREAD_CPUTIME_ID', 3],
    ['CLOCK_MONOTONIC_RAW', 4],
    ['CLOCK_BOOTTIME', 7],
    ['CLOCK_TAI', 11],
    ['_STRUCT_TM_ITEMS', 11],
  ],
  types: [['struct_time', structTime.type]],
  setup: setZoneNames,
});
