/** This file fills the types tzinfo and timezone. */
import { typeOf } from '../../objects/core-types.js';
import { notImplementedError, typeError, valueError } from '../../objects/errors.js';
import { instanceDict } from '../../objects/instance.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { reprText } from '../../objects/operations/text.js';
import { asStr } from '../../objects/strings.js';
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { EQ, NE, type PyType } from '../../values/type.js';
import { addToDateTime } from './datetime-arithmetic.js';
import { compareDeltas, isZero, subtractDeltas } from './duration.js';
import { instantiate, PyDateTime, PyTimedelta, PyTimezone, PyTzinfo, timezoneType, tzinfoType } from './objects.js';
import { checkOffset, dstOffset, timezoneName, utcOffset } from './offsets.js';
import { hashDelta } from './timedelta.js';

const UTC_OFFSET = new PyTimedelta(0, 0, 0);

/** `timezone.utc`. */
export const utc = new PyTimezone(UTC_OFFSET, null);

/** A timezone of an offset that was checked; UTC without a name is one object. */
export function timezoneOf(offset: PyTimedelta, name: Value | null): PyTimezone {
  return name === null && isZero(offset) ? utc : new PyTimezone(offset, name);
}

/** A timezone for an offset, ValueError when it is a day or more. */
export function makeTimezone(vm: Runtime, offset: PyTimedelta, name: Value | null): PyTimezone {
  checkOffset(vm, offset);
  return timezoneOf(offset, name);
}

const newSignature = parseSignature('timezone(offset, name=<unrepresentable>)', 'method');

function timezoneNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const [offset, name] = bindArguments(vm, newSignature, { short: 'timezone', full: 'timezone()' }, args, kwnames) as [
    Value,
    Value | undefined,
  ];
  if (!(offset instanceof PyTimedelta)) {
    throw typeError(`timezone() argument 1 must be datetime.timedelta, not ${shown(offset)}`);
  }
  if (name !== undefined && asStr(name) === undefined) {
    throw typeError(`timezone() argument 2 must be str, not ${shown(name)}`);
  }
  checkOffset(vm, offset);
  if (type === timezoneType) return timezoneOf(offset, name ?? null);
  return instantiate(type, PyTimezone, [offset, name ?? null]);
}

const shown = (value: Value): string => (value === None ? 'None' : typeOf(value).name);

/** TypeError unless the argument of a method of timezone is a datetime or None. */
function checkArgument(what: string, value: Value): void {
  if (value === None || value instanceof PyDateTime) return;
  throw typeError(`${what}(dt) argument must be a datetime instance or None, not ${typeOf(value).name}`);
}

/** `fromutc` for any tzinfo: by offset and daylight saving time of the moment. */
function fromUtc(vm: Runtime, self: PyTzinfo, value: Value): Value {
  if (!(value instanceof PyDateTime)) throw typeError('fromutc: argument must be a datetime');
  if (value.tzinfo !== self) throw valueError('fromutc: dt.tzinfo is not self');
  const offset = utcOffset(vm, self, value);
  if (offset === null) throw valueError('fromutc: non-None utcoffset() result required');
  const dst = dstOffset(vm, self, value);
  if (dst === null) throw valueError('fromutc: non-None dst() result required');
  const standard = subtractDeltas(offset, dst);
  const shifted = addToDateTime(vm, value, standard, 1) as PyDateTime;
  const local = dstOffset(vm, self, shifted);
  if (local === null) {
    throw valueError('fromutc: tz.dst() gave inconsistent results; cannot convert');
  }
  return isZero(local) ? shifted : addToDateTime(vm, shifted, local, 1);
}

/** `tzinfo.__reduce__`: class, `__getinitargs__()`, state. */
function reduce(vm: Runtime, self: PyObject): Value {
  const getArgs = lookupAttr(vm, self, '__getinitargs__');
  const args = getArgs === undefined ? EMPTY_TUPLE : vm.call0(getArgs);
  const getState = lookupAttr(vm, self, '__getstate__');
  let state: Value = None;
  if (getState !== undefined) state = vm.call0(getState);
  else if (typeOf(self).hasDict) state = instanceDict(self);
  return state === None ? new PyTuple([typeOf(self), args]) : new PyTuple([typeOf(self), args, state]);
}

const abstractMethod = (name: string, doc: string) =>
  method(`${name}($self, object, /)`, doc, () => {
    throw notImplementedError(`a tzinfo subclass must implement ${name}()`);
  });

defineType(tzinfoType, {
  doc: 'Abstract base class for time zone info objects.',
  module: 'datetime',
  isBaseType: true,
  slots: { tp_new: (_vm, type: PyType) => instantiate(type, PyTzinfo, []), tp_init: () => {} },
  methods: [
    abstractMethod('tzname', 'datetime -> string name of time zone.'),
    abstractMethod(
      'utcoffset',
      'datetime -> timedelta showing offset from UTC, negative values indicating West of UTC',
    ),
    abstractMethod('dst', 'datetime -> DST offset as timedelta positive east of UTC.'),
    method('fromutc($self, object, /)', 'datetime in UTC -> datetime in local time.', fromUtc),
    method('__reduce__($self, /)', '-> (cls, state)', reduce),
  ],
});

defineType(timezoneType, {
  doc: 'Fixed offset from UTC implementation of tzinfo.',
  module: 'datetime',
  slots: {
    tp_new: timezoneNew,
    tp_repr: (vm, self: PyTimezone) => {
      if (self === utc) return 'datetime.timezone.utc';
      const offset = reprText(vm, self.offset);
      return `${typeOf(self).name}(${offset}${self.name === null ? '' : `, ${reprText(vm, self.name)}`})`;
    },
    tp_str: (_vm, self: PyTimezone) => timezoneName(self),
    tp_hash: (vm, self: PyTimezone) => hashDelta(vm, self.offset),
    tp_richcompare: (_vm, self: PyTimezone, other: Value, op) => {
      if ((op !== EQ && op !== NE) || !(other instanceof PyTimezone)) return NotImplemented;
      return (compareDeltas(self.offset, other.offset) === 0) === (op === EQ);
    },
  },
  methods: [
    method(
      'tzname($self, object, /)',
      "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'.",
      (_vm, self: PyTimezone, object: Value) => {
        checkArgument('tzname', object);
        return timezoneName(self);
      },
    ),
    method('utcoffset($self, object, /)', 'Return fixed offset.', (_vm, self: PyTimezone, object: Value) => {
      checkArgument('utcoffset', object);
      return self.offset;
    }),
    method('dst($self, object, /)', 'Return None.', (_vm, _self: PyTimezone, object: Value) => {
      checkArgument('dst', object);
      return None;
    }),
    method(
      'fromutc($self, object, /)',
      'datetime in UTC -> datetime in local time.',
      (vm, self: PyTimezone, object: Value) => {
        if (!(object instanceof PyDateTime)) throw typeError('fromutc: argument must be a datetime');
        if (object.tzinfo !== self) throw valueError('fromutc: dt.tzinfo is not self');
        return addToDateTime(vm, object, self.offset, 1);
      },
    ),
    method(
      '__getinitargs__($self, /)',
      'pickle support',
      (_vm, self: PyTimezone) => new PyTuple(self.name === null ? [self.offset] : [self.offset, self.name]),
    ),
  ],
  constants: [
    ['utc', utc],
    ['min', new PyTimezone(new PyTimedelta(-1, 60, 0), null)],
    ['max', new PyTimezone(new PyTimedelta(0, 86340, 0), null)],
  ],
});
