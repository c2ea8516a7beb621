/** This file reads dates and times in ISO 8601 formats, as `fromisoformat` accepts them. */
import { pointsForReading } from '../../objects/strings.js';
import type { Str } from '../../values/str.js';
import { fromIsoCalendar, type Ymd } from './calendar.js';

/** A parsed time: `offset` is null without one, `offsetMicroseconds` belongs to it. */
export interface ParsedTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly offset: number | null;
  readonly offsetMicroseconds: number;
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9';

function digits(text: string, at: number, count: number): number | undefined {
  for (let i = 0; i < count; i++) if (!isDigit(text[at + i])) return undefined;
  return Number(text.slice(at, at + count));
}

/** The text with every character beyond ASCII as `?`; a separator may be any character. */
export function asciiText(text: Str): string {
  let out = '';
  for (const point of pointsForReading(text)) out += point < 0x80 ? String.fromCharCode(point) : '?';
  return out;
}

/** The date that a text is, unchecked; undefined where the text has no such form. */
export function parseIsoDate(text: string): Ymd | undefined {
  if (text.length !== 7 && text.length !== 8 && text.length !== 10) return undefined;
  const year = digits(text, 0, 4);
  if (year === undefined) return undefined;
  let at = 4;
  const separated = text[at] === '-';
  if (separated) at++;
  if (text[at] === 'W') {
    const week = digits(text, at + 1, 2);
    if (week === undefined) return undefined;
    at += 3;
    let day: number | undefined = 1;
    if (at < text.length) {
      if (separated && text[at++] !== '-') return undefined;
      day = digits(text, at, 1);
      if (day === undefined || at + 1 !== text.length) return undefined;
    }
    const date = fromIsoCalendar(year, week, day);
    return typeof date === 'string' ? undefined : date;
  }
  const month = digits(text, at, 2);
  if (month === undefined) return undefined;
  at += 2;
  if (separated && text[at++] !== '-') return undefined;
  const day = digits(text, at, 2);
  if (day === undefined || at + 2 !== text.length) return undefined;
  return { year, month, day };
}

const FRACTION_SCALE = [0, 100000, 10000, 1000, 100, 10, 1];

interface Clock {
  readonly fields: [hour: number, minute: number, second: number, microsecond: number];
  /** Text was left over that is no digit. */
  readonly extra: boolean;
}

/** `HH[:?MM[:?SS[.,f…]]]`. */
function parseClock(text: string): Clock | undefined {
  const fields: [number, number, number, number] = [0, 0, 0, 0];
  let at = 0;
  let separated = true;
  for (let i = 0; i < 3; i++) {
    const value = digits(text, at, 2);
    if (value === undefined) return undefined;
    fields[i as 0] = value;
    at += 2;
    if (at >= text.length) return { fields, extra: false };
    const c = text[at++];
    if (i === 0) separated = c === ':';
    // A decimal mark wants digits behind it.
    if (at >= text.length) return c === '.' || c === ',' ? undefined : { fields, extra: true };
    if (separated && c === ':') {
      if (i === 2) return undefined;
      continue;
    }
    if (c === '.' || c === ',') {
      if (i < 2) return undefined;
      break;
    }
    if (separated) return undefined;
    at--;
  }
  const count = Math.min(6, text.length - at);
  if (count === 0) return undefined;
  const fraction = digits(text, at, count);
  if (fraction === undefined) return undefined;
  fields[3] = fraction * (FRACTION_SCALE[count] as number);
  at += count;
  // Digits beyond the microseconds are cut off.
  while (isDigit(text[at])) at++;
  return { fields, extra: at < text.length };
}

/** The time that a text is, unchecked; undefined where the text has no such form. */
export function parseIsoTime(text: string): ParsedTime | undefined {
  const zoneAt = text.search(/[+\-Z]/);
  const clock = parseClock(zoneAt < 0 ? text : text.slice(0, zoneAt));
  if (clock === undefined) return undefined;
  const [hour, minute, second, microsecond] = clock.fields;
  if (zoneAt < 0) {
    return clock.extra ? undefined : { hour, minute, second, microsecond, offset: null, offsetMicroseconds: 0 };
  }
  if (text[zoneAt] === 'Z') {
    if (zoneAt + 1 !== text.length) return undefined;
    return { hour, minute, second, microsecond, offset: 0, offsetMicroseconds: 0 };
  }
  const zone = parseClock(text.slice(zoneAt + 1));
  if (zone === undefined || zone.extra) return undefined;
  const sign = text[zoneAt] === '-' ? -1 : 1;
  const [hours, minutes, seconds, microseconds] = zone.fields;
  return {
    hour,
    minute,
    second,
    microsecond,
    offset: sign * (hours * 3600 + minutes * 60 + seconds) + 0,
    offsetMicroseconds: sign * microseconds + 0,
  };
}

/** Where the separator between date and time stands. */
export function separatorPosition(text: string): number {
  const { length } = text;
  if (length === 7) return 7;
  if (text[4] === '-') {
    if (text[5] !== 'W') return 10;
    if (length > 8 && text[8] === '-') {
      if (length === 9) return -1;
      // YYYY-Www-## may be a weekday or a hyphen as separator: the latter is taken.
      return length > 10 && isDigit(text[10]) ? 8 : 10;
    }
    return 8;
  }
  if (text[4] !== 'W') return 8;
  let at = 7;
  while (at < length && isDigit(text[at])) at++;
  if (at < 9) return at;
  return at % 2 === 0 ? 7 : 8;
}
