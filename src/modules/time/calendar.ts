/** This file counts days in the proleptic Gregorian calendar. */

/** A moment as its calendar fields, as `struct tm` has them. */
export interface CalendarTime {
  /** The year itself, not counted from 1900. */
  year: number;
  /** 0 to 11. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 is Sunday. */
  weekday: number;
  /** 0 to 365. */
  yearDay: number;
  isDst: number;
  zone: string;
  /** Seconds east of UTC. */
  offset: number;
}

export const SECONDS_PER_DAY = 86400;

/** Days from 1970-01-01 to a date; `month` is 0 to 11, `day` may be any number. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month < 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const shifted = (month + 10) % 12;
  const dayOfYear = Math.floor((153 * shifted + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The date of a number of days since 1970-01-01. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = (shifted + 2) % 12;
  return { year: yearOfEra + era * 400 + (month < 2 ? 1 : 0), month, day };
}

/** The calendar fields of seconds since the epoch, seen from a zone. */
export function calendarTime(
  seconds: number,
  zone: { offsetSeconds: number; name: string; isDst: boolean },
): CalendarTime {
  const local = seconds + zone.offsetSeconds;
  const days = Math.floor(local / SECONDS_PER_DAY);
  const rest = local - days * SECONDS_PER_DAY;
  const { year, month, day } = civilFromDays(days);
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(year, 0, 1),
    isDst: zone.isDst ? 1 : 0,
    zone: zone.name,
    offset: zone.offsetSeconds,
  };
}

/** Seconds since the epoch of fields taken as UTC; fields may be out of their ranges. */
export function secondsFromFields(time: CalendarTime): number {
  const year = time.year + Math.floor(time.month / 12);
  const month = ((time.month % 12) + 12) % 12;
  return daysFromCivil(year, month, time.day) * SECONDS_PER_DAY + time.hour * 3600 + time.minute * 60 + time.second;
}
