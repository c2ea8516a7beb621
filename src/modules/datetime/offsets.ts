/** This file asks tzinfo objects for offset, daylight saving time and name. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { reprText } from '../../objects/operations/text.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { PyTimedelta, PyTimezone, timezoneType } from './objects.js';

const DAY = 86400;

/** ValueError unless an offset is less than a day. */
export function checkOffset(vm: Runtime, offset: PyTimedelta): void {
  const outside =
    offset.days < -1 || offset.days > 0 || (offset.days === -1 && offset.seconds === 0 && offset.microseconds < 1);
  if (!outside) return;
  throw valueError(
    `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${reprText(vm, offset)}`,
  );
}

function ask(vm: Runtime, tzinfo: Value, name: string, argument: Value): PyTimedelta | null {
  if (tzinfo === None) return null;
  if (tzinfo instanceof PyTimezone && typeOf(tzinfo) === timezoneType)
    return name === 'utcoffset' ? tzinfo.offset : null;
  const offset = vm.call1(getAttr(vm, tzinfo, name), argument);
  if (offset === None) return null;
  if (!(offset instanceof PyTimedelta)) {
    throw typeError(`tzinfo.${name}() must return None or timedelta, not '${typeOf(offset).name}'`);
  }
  checkOffset(vm, offset);
  return offset;
}

/** `tzinfo.utcoffset(argument)`, null for None. */
export function utcOffset(vm: Runtime, tzinfo: Value, argument: Value): PyTimedelta | null {
  return ask(vm, tzinfo, 'utcoffset', argument);
}

/** `tzinfo.dst(argument)`, null for None. */
export function dstOffset(vm: Runtime, tzinfo: Value, argument: Value): PyTimedelta | null {
  return ask(vm, tzinfo, 'dst', argument);
}

/** `tzinfo.tzname(argument)`: None or a str. */
export function zoneName(vm: Runtime, tzinfo: Value, argument: Value): Value {
  if (tzinfo === None) return None;
  if (tzinfo instanceof PyTimezone && typeOf(tzinfo) === timezoneType) return timezoneName(tzinfo);
  const name = vm.call1(getAttr(vm, tzinfo, 'tzname'), argument);
  if (name === None || asStr(name) !== undefined) return name;
  throw typeError(`tzinfo.tzname() must return None or a string, not '${typeOf(name).name}'`);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** An offset as `+HH:MM[:SS[.ffffff]]`. */
export function offsetText(offset: PyTimedelta, separator: string): string {
  let seconds = offset.days * DAY + offset.seconds;
  let { microseconds } = offset;
  const sign = seconds < 0 ? '-' : '+';
  if (seconds < 0) {
    seconds = -seconds;
    if (microseconds !== 0) {
      seconds--;
      microseconds = 1000000 - microseconds;
    }
  }
  const text = `${sign}${two(Math.floor(seconds / 3600))}${separator}${two(Math.floor(seconds / 60) % 60)}`;
  const rest = seconds % 60;
  if (microseconds !== 0) return `${text}${separator}${two(rest)}.${String(microseconds).padStart(6, '0')}`;
  return rest === 0 ? text : `${text}${separator}${two(rest)}`;
}

/** The name of a timezone: the given one, or `UTC±HH:MM`. */
export function timezoneName(zone: PyTimezone): Str {
  if (zone.name !== null) return asStr(zone.name) ?? '';
  const { offset } = zone;
  if (offset.days === 0 && offset.seconds === 0 && offset.microseconds === 0) return 'UTC';
  return `UTC${offsetText(offset, ':')}`;
}

/** A name for `%Z`. */
export function nameText(name: Value): string {
  const text = asStr(name);
  return text === undefined ? '' : strToUtf16(text);
}
