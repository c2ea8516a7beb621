/** This file translates line endings and notes which kinds occur. */
import { concatTwo, pointsForReading, sliceStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { codePointAt, type Str, strFromCodePoints } from '../../values/str.js';

const CR = 13;
const LF = 10;
const SEEN_CR = 1;
const SEEN_LF = 2;
const SEEN_CRLF = 4;

/** What `newlines` shows for each set of kinds. */
const SHOWN: readonly Value[] = [
  None,
  '\r',
  '\n',
  new PyTuple(['\r', '\n']),
  '\r\n',
  new PyTuple(['\r', '\r\n']),
  new PyTuple(['\n', '\r\n']),
  new PyTuple(['\r', '\n', '\r\n']),
];

/** Universal newlines over text that comes in pieces. */
export class NewlineTranslator {
  /** A carriage return at the end of the last piece, held back: a line feed may follow. */
  pendingCr = false;
  private seen = 0;

  constructor(readonly translate: boolean) {}

  get newlines(): Value {
    return SHOWN[this.seen] as Value;
  }

  reset(): void {
    this.seen = 0;
    this.pendingCr = false;
  }

  /** The next piece, translated when asked for. */
  feed(piece: Str, final: boolean): Str {
    let text = piece;
    if (this.pendingCr && (final || text.length > 0)) {
      text = concatTwo('\r', text);
      this.pendingCr = false;
    }
    const last = text.length - 1;
    if (!final && last >= 0 && codePointAt(text, last) === CR) {
      text = sliceStr(text, 0, last);
      this.pendingCr = true;
    }
    if (text.length === 0) return text;
    const hasCr = typeof text === 'string' ? text.includes('\r') : text.codePoints.includes(CR);
    if (!hasCr) {
      if ((this.seen & SEEN_LF) === 0 && hasLf(text)) this.seen |= SEEN_LF;
      return text;
    }
    this.note(text);
    if (!this.translate) return text;
    return typeof text === 'string' ? text.replace(/\r\n?/g, '\n') : translated(text);
  }

  private note(text: Str): void {
    const n = text.length;
    for (let i = 0; i < n && this.seen !== 7; i++) {
      const point = codePointAt(text, i);
      if (point === LF) this.seen |= SEEN_LF;
      else if (point === CR) {
        if (i + 1 < n && codePointAt(text, i + 1) === LF) {
          this.seen |= SEEN_CRLF;
          i++;
        } else this.seen |= SEEN_CR;
      }
    }
  }
}

const hasLf = (text: Str): boolean => (typeof text === 'string' ? text.includes('\n') : text.codePoints.includes(LF));

function translated(text: Str): Str {
  const points = pointsForReading(text);
  const out = new Uint32Array(points.length);
  let n = 0;
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as number;
    out[n++] = point === CR ? LF : point;
    if (point === CR && points[i + 1] === LF) i++;
  }
  return strFromCodePoints(out.slice(0, n));
}

/** The text with each line feed replaced: what writing with `newline='\r\n'` does. */
export function replaceLineFeeds(text: Str, newline: string): Str {
  if (typeof text === 'string') return text.includes('\n') ? text.replaceAll('\n', newline) : text;
  if (!text.codePoints.includes(LF)) return text;
  const out: number[] = [];
  for (const point of text.codePoints) {
    if (point === LF) for (let i = 0; i < newline.length; i++) out.push(newline.charCodeAt(i));
    else out.push(point);
  }
  return strFromCodePoints(Uint32Array.from(out));
}

/** How lines end: `translated` and `\n` at line feeds, `universal` at any kind, else at this text. */
export type LineEnding = 'translated' | 'universal' | '\n' | '\r' | '\r\n';

/** The index behind the first line ending in `text[start:end]`, or -1. */
export function findLineEnd(text: Str, start: number, ending: LineEnding): number {
  if (typeof text === 'string') {
    switch (ending) {
      case 'translated':
      case '\n':
        return text.indexOf('\n', start) + 1 || -1;
      case '\r':
        return text.indexOf('\r', start) + 1 || -1;
      case '\r\n': {
        const at = text.indexOf('\r\n', start);
        return at < 0 ? -1 : at + 2;
      }
      default:
        return universalEnd(text, start);
    }
  }
  const points = text.codePoints;
  switch (ending) {
    case 'translated':
    case '\n':
      return points.indexOf(LF, start) + 1 || -1;
    case '\r':
      return points.indexOf(CR, start) + 1 || -1;
    case '\r\n':
      for (let at = points.indexOf(CR, start); at >= 0; at = points.indexOf(CR, at + 1)) {
        if (points[at + 1] === LF) return at + 2;
      }
      return -1;
    default:
      return universalEnd(text, start);
  }
}

function universalEnd(text: Str, start: number): number {
  const n = text.length;
  for (let i = start; i < n; i++) {
    const point = codePointAt(text, i);
    if (point === LF) return i + 1;
    if (point === CR) return i + 1 < n && codePointAt(text, i + 1) === LF ? i + 2 : i + 1;
  }
  return -1;
}

/** How a `newline` argument reads and writes. ValueError for others is the caller's. */
export class NewlineMode {
  /** Line ends for reading. */
  readonly ending: LineEnding;
  /** Reading notes, and perhaps translates, all kinds of line ends. */
  readonly universal: boolean;
  readonly translate: boolean;
  /** What a line feed is written as; null for itself. */
  readonly writeAs: '\r' | '\r\n' | null;

  constructor(newline: string | null) {
    this.universal = newline === null || newline === '';
    this.translate = newline === null;
    this.ending = newline === null ? 'translated' : newline === '' ? 'universal' : (newline as LineEnding);
    this.writeAs = newline === '\r' || newline === '\r\n' ? newline : null;
  }
}

/** Is this a `newline` argument that streams take? */
export function isNewline(newline: string | null): boolean {
  return newline === null || newline === '' || newline === '\n' || newline === '\r' || newline === '\r\n';
}
