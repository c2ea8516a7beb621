/** This file formats moments as C's strftime does in the C locale, glibc's flags and widths included. */
import { type CalendarTime, daysFromCivil } from './calendar.js';

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What a directive writes: text, or a number with its usual width and padding. */
type Piece = string | { readonly number: number; readonly width: number; readonly pad: '0' | ' ' };

const number = (value: number, width: number, pad: '0' | ' ' = '0'): Piece => ({ number: value, width, pad });

/** Year and week of ISO 8601. */
function isoWeek(time: CalendarTime): { year: number; week: number } {
  const weekday = (time.weekday + 6) % 7;
  const week = Math.floor((time.yearDay - weekday + 10) / 7);
  if (week < 1) {
    const year = time.year - 1;
    const yearDay = time.yearDay + daysFromCivil(time.year, 0, 1) - daysFromCivil(year, 0, 1);
    return { year, week: Math.floor((yearDay - weekday + 10) / 7) };
  }
  const length = daysFromCivil(time.year + 1, 0, 1) - daysFromCivil(time.year, 0, 1);
  if (week === 53 && time.yearDay - weekday + 3 >= length) return { year: time.year + 1, week: 1 };
  return { year: time.year, week };
}

const mod = (a: number, b: number): number => ((a % b) + b) % b;

function zoneOffset(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / 60);
  const digits = `${Math.floor(minutes / 60) * 100 + (minutes % 60)}`.padStart(4, '0');
  return `${offset < 0 ? '-' : '+'}${digits}`;
}

/** The piece that a directive stands for; undefined for none. */
function directive(letter: string, time: CalendarTime, seconds: () => number): Piece | undefined {
  const hour12 = time.hour % 12 === 0 ? 12 : time.hour % 12;
  switch (letter) {
    case 'a':
      return (WEEKDAYS[time.weekday] ?? '?').slice(0, 3);
    case 'A':
      return WEEKDAYS[time.weekday] ?? '?';
    case 'b':
    case 'h':
      return (MONTHS[time.month] ?? '?').slice(0, 3);
    case 'B':
      return MONTHS[time.month] ?? '?';
    case 'c':
      return formatTime('%a %b %e %H:%M:%S %Y', time, seconds);
    case 'C':
      return number(Math.floor(time.year / 100), 2);
    case 'd':
      return number(time.day, 2);
    case 'D':
    case 'x':
      return formatTime('%m/%d/%y', time, seconds);
    case 'e':
      return number(time.day, 2, ' ');
    case 'F':
      return formatTime('%Y-%m-%d', time, seconds);
    case 'g':
      return number(mod(isoWeek(time).year, 100), 2);
    case 'G':
      return number(isoWeek(time).year, 1);
    case 'H':
      return number(time.hour, 2);
    case 'I':
      return number(hour12, 2);
    case 'j':
      return number(time.yearDay + 1, 3);
    case 'k':
      return number(time.hour, 2, ' ');
    case 'l':
      return number(hour12, 2, ' ');
    case 'm':
      return number(time.month + 1, 2);
    case 'M':
      return number(time.minute, 2);
    case 'n':
      return '\n';
    case 'p':
      return time.hour < 12 ? 'AM' : 'PM';
    case 'P':
      return time.hour < 12 ? 'am' : 'pm';
    case 'r':
      return formatTime('%I:%M:%S %p', time, seconds);
    case 'R':
      return formatTime('%H:%M', time, seconds);
    case 's':
      return number(seconds(), 1);
    case 'S':
      return number(time.second, 2);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return formatTime('%H:%M:%S', time, seconds);
    case 'u':
      return number(time.weekday === 0 ? 7 : time.weekday, 1);
    case 'U':
      return number(Math.floor((time.yearDay + 7 - time.weekday) / 7), 2);
    case 'V':
      return number(isoWeek(time).week, 2);
    case 'w':
      return number(time.weekday, 1);
    case 'W':
      return number(Math.floor((time.yearDay + 7 - ((time.weekday + 6) % 7)) / 7), 2);
    case 'y':
      return number(mod(time.year, 100), 2);
    case 'Y':
      return number(time.year, 1);
    case 'z':
      return zoneOffset(time.offset);
    case 'Z':
      return time.zone;
    case '%':
      return '%';
    default:
      return undefined;
  }
}

const DIRECTIVE = /%([_0^#-]*)(\d*)([EO]?)([A-Za-z%])/gu;
/** Directives that E and O may stand before. */
const WITH_E = 'cCxXyYz';
const WITH_O = 'deHImMSuUVwWyz';
/** Wider fields than this are refused: no program needs them. */
const MAX_WIDTH = 65536;

/** Format a moment. `seconds` tells the moment for `%s`. */
export function formatTime(format: string, time: CalendarTime, seconds: () => number): string {
  return format.replace(DIRECTIVE, (all, flags: string, widthText: string, modifier: string, letter: string) => {
    if (modifier === 'E' && !WITH_E.includes(letter)) return all;
    if (modifier === 'O' && !WITH_O.includes(letter)) return all;
    const piece = directive(letter, time, seconds);
    if (piece === undefined) return all;
    const width = Math.min(Number(widthText || 0), MAX_WIDTH);
    return pad(piece, flags, width, letter);
  });
}

function pad(piece: Piece, flags: string, width: number, letter: string): string {
  const flag = [...flags].reverse().find((f) => f === '_' || f === '0' || f === '-');
  if (typeof piece === 'string') {
    let text = flags.includes('^') ? piece.toUpperCase() : piece;
    if (flags.includes('#')) text = letter === 'p' ? text.toLowerCase() : text.toUpperCase();
    return text.padStart(width, flag === '0' ? '0' : ' ');
  }
  const sign = piece.number < 0 ? '-' : '';
  const digits = `${Math.abs(piece.number)}`;
  if (flag === '-') return (sign + digits).padStart(width, ' ');
  const fill = flag === '_' ? ' ' : flag === '0' ? '0' : piece.pad;
  const size = Math.max(width, piece.width) - sign.length;
  return fill === '0' ? sign + digits.padStart(size, '0') : (sign + digits).padStart(size + sign.length, ' ');
}
