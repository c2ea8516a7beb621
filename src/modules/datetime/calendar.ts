/** This file computes with dates of the proleptic Gregorian calendar: ordinals, weekdays, ISO weeks. */

export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
/** `date.max.toordinal()`. */
export const MAX_ORDINAL = 3652059;

const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month] as number);
}

/** Days before the first of January. */
function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}

/** Day of the year before the month begins. */
export function daysBeforeMonth(year: number, month: number): number {
  return (DAYS_BEFORE_MONTH[month] as number) + (month > 2 && isLeap(year) ? 1 : 0);
}

/** The ordinal of a date: 1 for the first of January of the year 1. */
export function toOrdinal(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day;
}

export interface Ymd {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAYS_IN_400_YEARS = 146097;
const DAYS_IN_100_YEARS = 36524;
const DAYS_IN_4_YEARS = 1461;

/** The date of an ordinal (at least 1). */
export function fromOrdinal(ordinal: number): Ymd {
  let n = ordinal - 1;
  const n400 = Math.floor(n / DAYS_IN_400_YEARS);
  n -= n400 * DAYS_IN_400_YEARS;
  const n100 = Math.floor(n / DAYS_IN_100_YEARS);
  n -= n100 * DAYS_IN_100_YEARS;
  const n4 = Math.floor(n / DAYS_IN_4_YEARS);
  n -= n4 * DAYS_IN_4_YEARS;
  const n1 = Math.floor(n / 365);
  n -= n1 * 365;
  const year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
  if (n1 === 4 || n100 === 4) return { year: year - 1, month: 12, day: 31 };
  let month = (n + 50) >> 5;
  if (daysBeforeMonth(year, month) > n) month--;
  return { year, month, day: n - daysBeforeMonth(year, month) + 1 };
}

/** Monday is 0. */
export function weekday(year: number, month: number, day: number): number {
  return (toOrdinal(year, month, day) + 6) % 7;
}

/** The ordinal of the Monday that begins the first ISO week of a year. */
function firstMonday(year: number): number {
  const firstDay = toOrdinal(year, 1, 1);
  const firstWeekday = (firstDay + 6) % 7;
  const monday = firstDay - firstWeekday;
  return firstWeekday > 3 ? monday + 7 : monday;
}

/** ISO year, week and weekday (1 to 7) of a date. */
export function isoCalendar(year: number, month: number, day: number): [number, number, number] {
  const today = toOrdinal(year, month, day);
  let isoYear = year;
  let first = firstMonday(isoYear);
  let week = Math.floor((today - first) / 7);
  if (week < 0) {
    isoYear--;
    first = firstMonday(isoYear);
    week = Math.floor((today - first) / 7);
  } else if (week >= 52 && today >= firstMonday(isoYear + 1)) {
    isoYear++;
    week = 0;
    first = firstMonday(isoYear);
  }
  return [isoYear, week + 1, ((today - first) % 7) + 1];
}

/** Why an ISO week date is none: which part is out of range. */
export type IsoProblem = 'year' | 'week' | 'weekday';

/** The date of an ISO year, week and weekday. The year of the result may be beyond the limits. */
export function fromIsoCalendar(year: number, week: number, day: number): Ymd | IsoProblem {
  if (year < MIN_YEAR || year > MAX_YEAR) return 'year';
  if (week <= 0 || week >= 53) {
    const first = weekday(year, 1, 1);
    const isLong = first === 3 || (first === 2 && isLeap(year));
    if (week !== 53 || !isLong) return 'week';
  }
  if (day <= 0 || day >= 8) return 'weekday';
  return fromOrdinal(firstMonday(year) + (week - 1) * 7 + day - 1);
}
