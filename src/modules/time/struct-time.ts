/** This file defines time.struct_time. */
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import type { Value } from '../../values/object.js';
import { strFromKey } from '../../values/str.js';
import type { CalendarTime } from './calendar.js';

export const structTime = defineStructSequence({
  module: 'time',
  name: 'struct_time',
  doc: 'The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime(): a sequence of 9 integers.',
  sequenceLength: 9,
  fields: [
    ['tm_year', 'year, for example, 1993'],
    ['tm_mon', 'month of year, range [1, 12]'],
    ['tm_mday', 'day of month, range [1, 31]'],
    ['tm_hour', 'hours, range [0, 23]'],
    ['tm_min', 'minutes, range [0, 59]'],
    ['tm_sec', 'seconds, range [0, 61])'],
    ['tm_wday', 'day of week, range [0, 6], Monday is 0'],
    ['tm_yday', 'day of year, range [1, 366]'],
    ['tm_isdst', '1 if summer time is in effect, 0 if not, and -1 if unknown'],
    ['tm_zone', 'abbreviation of timezone name'],
    ['tm_gmtoff', 'offset from UTC in seconds'],
  ],
});

/** The struct_time of calendar fields. */
export function makeStructTime(time: CalendarTime): Value {
  return structTime.make([
    time.year,
    time.month + 1,
    time.day,
    time.hour,
    time.minute,
    time.second,
    (time.weekday + 6) % 7,
    time.yearDay + 1,
    time.isDst,
    strFromKey(time.zone),
    time.offset,
  ]);
}
