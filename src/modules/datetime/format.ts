/** This file writes dates and times: ISO formats, and strftime with what depends on the object filled in. */
import { valueError } from '../../objects/errors.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { asStr, pointsForReading, StrBuilder } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import { isoCalendar } from './calendar.js';
import { type PyDate, PyDateTime, PyTime } from './objects.js';
import { nameText, offsetText, utcOffset, zoneName } from './offsets.js';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

export function isoDate(date: PyDate): string {
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}

/** The clock of a time with the precision that `timespec` names. */
export function isoClock(value: PyTime | PyDateTime, timespec: string): string {
  const { hour, minute, second, microsecond } = value;
  const spec = timespec === 'auto' ? (microsecond === 0 ? 'seconds' : 'microseconds') : timespec;
  const minutes = `${pad(hour, 2)}:${pad(minute, 2)}`;
  switch (spec) {
    case 'hours':
      return pad(hour, 2);
    case 'minutes':
      return minutes;
    case 'seconds':
      return `${minutes}:${pad(second, 2)}`;
    case 'milliseconds':
      return `${minutes}:${pad(second, 2)}.${pad(Math.floor(microsecond / 1000), 3)}`;
    case 'microseconds':
      return `${minutes}:${pad(second, 2)}.${pad(microsecond, 6)}`;
    default:
      throw valueError('Unknown timespec value');
  }
}

/** `+HH:MM` of a time or datetime, empty for naive ones. `argument` is what the tzinfo is asked with. */
export function isoOffset(vm: Runtime, value: PyTime | PyDateTime, argument: Value): string {
  const offset = utcOffset(vm, value.tzinfo, argument);
  return offset === null ? '' : offsetText(offset, ':');
}

/** What strftime knows of the object beyond its time tuple. */
interface Source {
  readonly value: PyDate | PyTime;
  readonly argument: Value;
}

function replacement(vm: Runtime, source: Source, code: string): string | undefined {
  const { value, argument } = source;
  const hasZone = value instanceof PyTime || value instanceof PyDateTime;
  switch (code) {
    case 'f':
      return hasZone ? pad(value.microsecond, 6) : '000000';
    case 'z':
    case ':z': {
      const offset = hasZone ? utcOffset(vm, value.tzinfo, argument) : null;
      return offset === null ? '' : offsetText(offset, code === 'z' ? '' : ':');
    }
    case 'Z': {
      const name = hasZone ? zoneName(vm, value.tzinfo, argument) : None;
      return name === None ? '' : nameText(name).replace(/%/g, '%%');
    }
    default:
      return value instanceof PyTime ? undefined : century(value, code);
  }
}

/** Years before 1000 are padded, which C libraries do not agree on. */
function century(date: PyDate, code: string): string | undefined {
  switch (code) {
    case 'Y':
      return pad(date.year, 4);
    case 'G':
      return pad(isoCalendar(date.year, date.month, date.day)[0], 4);
    case 'C':
      return pad(Math.floor(date.year / 100), 2);
    case 'F':
      return isoDate(date);
    default:
      return undefined;
  }
}

const PERCENT = 0x25;
const SMALL_Z = 0x7a;

/** `strftime`: codes of our own are replaced, the rest is `time.strftime`'s. */
export function formatTime(vm: Runtime, source: Source, format: Str, timetuple: Value): Value {
  // By code points: surrogates in the format must not join.
  const points = pointsForReading(format);
  vm.chargeFuel(points.length >> 2);
  const out = new StrBuilder();
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as number;
    if (point !== PERCENT || i + 1 >= points.length) {
      out.push(point);
      continue;
    }
    let code = String.fromCodePoint(points[++i] as number);
    if (code === ':' && points[i + 1] === SMALL_Z) {
      code = ':z';
      i++;
    }
    const replaced = replacement(vm, source, code);
    if (replaced !== undefined) out.add(strFromUtf16(replaced));
    else {
      out.push(PERCENT);
      out.push(points[i] as number);
    }
  }
  return vm.call2(getAttr(vm, vm.importModule('time'), 'strftime'), out.finish(), timetuple);
}

/** `str` for `__format__` without a specification. */
export function isEmptyText(value: Value): boolean {
  const text = asStr(value);
  return text !== undefined && text.length === 0;
}
