/** This file finds the local time zone through JavaScript's own dates. */
import type { LocalZone } from '../vm/host.js';

/** Locales whose English knows the abbreviations of their own zones. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'ja-JP', 'ko-KR'];

const offsetAt = (ms: number): number => -Math.round(new Date(ms).getTimezoneOffset() * 60);

/** The abbreviation of the local zone at a moment; `+03` in the style of the zone database where none is known. */
function abbreviation(ms: number, offset: number): string {
  const date = new Date(ms);
  for (const locale of LOCALES) {
    const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(date);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{3,5}$/.test(name)) return name;
  }
  const minutes = Math.abs(offset) / 60;
  const pad = (n: number): string => `${Math.floor(n)}`.padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pad(minutes / 60)}${minutes % 60 === 0 ? '' : pad(minutes % 60)}`;
}

/** The local zone at a moment, in seconds since the epoch. */
export function zoneAt(seconds: number): LocalZone {
  const ms = seconds * 1000;
  // Beyond what JavaScript's dates reach, the rules of the farthest year hold.
  const bounded = Math.max(-8.64e15, Math.min(8.64e15, ms));
  const offset = offsetAt(bounded);
  const year = new Date(bounded).getUTCFullYear();
  const winter = offsetAt(Date.UTC(year, 0, 1));
  const summer = offsetAt(Date.UTC(year, 6, 1));
  const standard = Math.min(Number.isNaN(winter) ? offset : winter, Number.isNaN(summer) ? offset : summer);
  if (offset === 0 && winter === 0 && summer === 0) {
    return { offsetSeconds: 0, name: abbreviation(bounded, 0), isDst: false };
  }
  return { offsetSeconds: offset, name: abbreviation(bounded, offset), isDst: offset !== standard };
}
