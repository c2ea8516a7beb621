/** This file reads time zones written as POSIX's TZ variable has them: `EST5EDT,M3.2.0,M11.1.0`. */
import type { LocalZone } from '../../vm/host.js';
import { civilFromDays, daysFromCivil, SECONDS_PER_DAY } from './calendar.js';

/** When a change takes place each year: seconds from the start of the year, in local time before the change. */
interface ChangeRule {
  readonly kind: 'month' | 'julian' | 'day';
  readonly month: number;
  readonly week: number;
  readonly day: number;
  readonly seconds: number;
}

/** A zone with at most two offsets and fixed rules. */
export class PosixZone {
  constructor(
    readonly standard: LocalZone,
    readonly daylight: LocalZone | null,
    private readonly start: ChangeRule,
    private readonly end: ChangeRule,
  ) {}

  at(seconds: number): LocalZone {
    const { standard, daylight } = this;
    if (daylight === null) return standard;
    const { year } = civilFromDays(Math.floor((seconds + standard.offsetSeconds) / SECONDS_PER_DAY));
    const starts = changeTime(this.start, year) - standard.offsetSeconds;
    const ends = changeTime(this.end, year) - daylight.offsetSeconds;
    const isDaylight = starts < ends ? seconds >= starts && seconds < ends : seconds >= starts || seconds < ends;
    return isDaylight ? daylight : standard;
  }
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function changeTime(rule: ChangeRule, year: number): number {
  let days: number;
  if (rule.kind === 'month') {
    const first = daysFromCivil(year, rule.month - 1, 1);
    const weekday = (((first + 4) % 7) + 7) % 7;
    days = first + ((rule.day - weekday + 7) % 7) + (rule.week - 1) * 7;
    const next = rule.month === 12 ? daysFromCivil(year + 1, 0, 1) : daysFromCivil(year, rule.month, 1);
    while (days >= next) days -= 7;
  } else {
    const extra = rule.kind === 'julian' ? (isLeap(year) && rule.day >= 60 ? 0 : -1) : 0;
    days = daysFromCivil(year, 0, 1) + rule.day + extra;
  }
  return days * SECONDS_PER_DAY + rule.seconds;
}

const NAME = '([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)';
const OFFSET = '([+-]?\\d{1,3}(?::\\d{1,2}){0,2})';
const ZONE = new RegExp(`^${NAME}${OFFSET}(?:${NAME}${OFFSET}?)?(?:,([^,]+),([^,]+))?$`);

function parseOffset(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  return sign * (hours * 3600 + minutes * 60 + seconds);
}

function parseRule(text: string): ChangeRule | null {
  const match = /^(?:M(\d+)\.(\d+)\.(\d+)|(J?)(\d+))(?:\/([+-]?[\d:]+))?$/.exec(text);
  if (match === null) return null;
  const seconds = match[6] === undefined ? 7200 : parseOffset(match[6]);
  if (match[1] !== undefined) {
    return { kind: 'month', month: Number(match[1]), week: Number(match[2]), day: Number(match[3]), seconds };
  }
  return { kind: match[4] === 'J' ? 'julian' : 'day', month: 0, week: 0, day: Number(match[5]), seconds };
}

const zoneName = (text: string): string => text.replace(/^<|>$/g, '');

/** The zone that a TZ text describes, or null when it is none of this form. */
export function parsePosixZone(text: string): PosixZone | null {
  const match = ZONE.exec(text);
  if (match === null) return null;
  const west = parseOffset(match[2] as string);
  const standard: LocalZone = { offsetSeconds: -west + 0, name: zoneName(match[1] as string), isDst: false };
  const start = parseRule(match[5] ?? 'M3.2.0');
  const end = parseRule(match[6] ?? 'M11.1.0');
  if (start === null || end === null) return null;
  if (match[3] === undefined) return new PosixZone(standard, null, start, end);
  const dstWest = match[4] === undefined ? west - 3600 : parseOffset(match[4]);
  const daylight: LocalZone = { offsetSeconds: -dstWest + 0, name: zoneName(match[3]), isDst: true };
  return new PosixZone(standard, daylight, start, end);
}
