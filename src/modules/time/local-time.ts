/** This file finds the local time zone of a machine: the host's, or the one that the variable TZ names. */
import { type Runtime, StateKey } from '../../values/runtime.js';
import { hostOf } from '../../vm/descriptors.js';
import { environmentVariables } from '../../vm/environment.js';
import type { LocalZone } from '../../vm/host.js';
import { type CalendarTime, calendarTime, secondsFromFields } from './calendar.js';
import { type PosixZone, parsePosixZone } from './posix-zone.js';

export const UTC: LocalZone = { offsetSeconds: 0, name: 'UTC', isDst: false };

/** A zone of the zone database, by the host's JavaScript. */
class NamedZone {
  private readonly format: Intl.DateTimeFormat;

  /** Throws RangeError for an unknown name. */
  constructor(private readonly name: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  private offset(seconds: number): number {
    const parts = new Map(this.format.formatToParts(seconds * 1000).map((part) => [part.type, part.value]));
    const field = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
    const local = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    );
    return Math.round(local / 1000 - seconds);
  }

  at(given: number): LocalZone {
    const seconds = Math.floor(Math.max(-2e9, Math.min(2.5e11, given)));
    const offsetSeconds = this.offset(seconds);
    const year = new Date(seconds * 1000).getUTCFullYear();
    const standard = Math.min(this.offset(Date.UTC(year, 0, 1) / 1000), this.offset(Date.UTC(year, 6, 1) / 1000));
    return { offsetSeconds, name: this.abbreviation(seconds, offsetSeconds), isDst: offsetSeconds !== standard };
  }

  private abbreviation(seconds: number, offset: number): string {
    for (const locale of ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'ja-JP', 'ko-KR']) {
      const format = new Intl.DateTimeFormat(locale, { timeZone: this.name, timeZoneName: 'short' });
      const name = format.formatToParts(seconds * 1000).find((part) => part.type === 'timeZoneName')?.value ?? '';
      if (/^[A-Z]{3,5}$/.test(name)) return name;
    }
    const minutes = Math.abs(offset) / 60;
    const two = (n: number): string => `${Math.floor(n)}`.padStart(2, '0');
    return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}${minutes % 60 === 0 ? '' : two(minutes % 60)}`;
  }
}

/** The zone that a machine uses; null for the host's own. */
export class ZoneState {
  zone: PosixZone | NamedZone | { at(seconds: number): LocalZone } | null = null;
}

export const zoneState = new StateKey('time.zone', () => new ZoneState(), false);

/** `time.tzset()`: look at TZ again. */
export function readZone(vm: Runtime): void {
  const text = vm.state(environmentVariables).get('TZ');
  const state = vm.state(zoneState);
  if (text === undefined) {
    state.zone = null;
    return;
  }
  const name = text.replace(/^:/, '');
  state.zone = parsePosixZone(name) ?? namedZone(name);
}

function namedZone(name: string): { at(seconds: number): LocalZone } {
  try {
    return name === '' ? { at: () => UTC } : new NamedZone(name);
  } catch {
    return { at: () => UTC };
  }
}

/** The local zone at a moment. */
export function zoneAt(vm: Runtime, seconds: number): LocalZone {
  const { zone } = vm.state(zoneState);
  if (zone !== null) return zone.at(seconds);
  return hostOf(vm).clock?.localZone(seconds) ?? UTC;
}

/** `localtime`. */
export function localTime(vm: Runtime, seconds: number): CalendarTime {
  return calendarTime(seconds, zoneAt(vm, seconds));
}

/** `mktime`: seconds of local fields, which may be out of their ranges. A moment that comes twice is told by `isDst`. */
export function secondsFromLocal(vm: Runtime, time: CalendarTime): number {
  const local = secondsFromFields(time);
  const candidates: number[] = [];
  for (const probe of [local - 86400, local + 86400]) {
    const seconds = local - zoneAt(vm, probe).offsetSeconds;
    if (zoneAt(vm, seconds).offsetSeconds === local - seconds) candidates.push(seconds);
  }
  if (time.isDst >= 0) {
    const wanted = candidates.find((seconds) => zoneAt(vm, seconds).isDst === time.isDst > 0);
    if (wanted !== undefined) return wanted;
    // The fields claim a kind of time that does not hold then: take them by its offset.
    const [january, july] = [zoneAt(vm, local - 86400 * 182), zoneAt(vm, local + 86400 * 182)];
    for (const zone of [january, july]) if (zone.isDst === time.isDst > 0) return local - zone.offsetSeconds;
  }
  return candidates[0] ?? local - zoneAt(vm, local - 86400).offsetSeconds;
}
