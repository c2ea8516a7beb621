/** This file defines strings that JavaScript's own strings cannot hold exactly, and the passage between the two. */
import { PyObject } from './object.js';

/** Code points with room behind them, so that `s += t` in a loop does not copy all of `s` each time. */
export class PointBuffer {
  constructor(
    readonly points: Uint32Array,
    /** How many belong to some str: only the str that ends here may grow in place. */
    public used: number,
  ) {}
}

/**
 * A `str` that holds at least one code point above U+FFFF or a surrogate code point. All other strings are
 * JavaScript strings, where each code unit is one code point. Canonical: make one only through `strFromCodePoints`
 * or `strFromUtf16`, so that equal strings always have the same representation.
 */
export class PyStr extends PyObject {
  private keyCache: string | undefined = undefined;

  constructor(
    readonly codePoints: Uint32Array,
    /** Where `codePoints` is the beginning of, for a str that was made by appending. */
    readonly buffer: PointBuffer | null = null,
  ) {
    super();
  }

  get length(): number {
    return this.codePoints.length;
  }

  /**
   * A JavaScript string that is equal for equal strings and never equal to the key of any other string: UTF-16,
   * or, when a surrogate code point is inside, a form that starts with a lone low surrogate.
   */
  get key(): string {
    this.keyCache ??= keyOfCodePoints(this.codePoints);
    return this.keyCache;
  }
}

/** A Python `str` in either representation. */
export type Str = string | PyStr;

const SURROGATE = /[\ud800-\udfff]/;
const LONE_MARK = '\udc00';

function keyOfCodePoints(points: Uint32Array): string {
  let out = '';
  let lone = false;
  for (const point of points) {
    if (point >= 0xd800 && point <= 0xdfff) {
      lone = true;
      break;
    }
  }
  if (lone) {
    out = LONE_MARK;
    for (const point of points) out += `${point.toString(16)},`;
    return out;
  }
  for (const point of points) out += String.fromCodePoint(point);
  return out;
}

/** The str of these code points (each 0 to 0x10FFFF, surrogates allowed). The array must not change afterwards. */
export function strFromCodePoints(points: Uint32Array): Str {
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as number;
    if (point > 0xffff || (point >= 0xd800 && point <= 0xdfff)) return new PyStr(points);
  }
  let out = '';
  for (let i = 0; i < points.length; i += 4096) {
    out += String.fromCharCode.apply(null, points.subarray(i, i + 4096) as unknown as number[]);
  }
  return out;
}

/** The str that a JavaScript string from the host means: surrogate pairs are one code point, lone surrogates stay. */
export function strFromUtf16(text: string): Str {
  if (!SURROGATE.test(text)) return text;
  const points = new Uint32Array(text.length);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    points[n++] = point;
  }
  return new PyStr(points.slice(0, n));
}

/** The key of a str: equal strings have equal keys; a plain string is its own key. */
export function strKey(text: Str): string {
  return typeof text === 'string' ? text : text.key;
}

/** The str whose `strKey` this is. */
export function strFromKey(key: string): Str {
  if (!key.startsWith(LONE_MARK)) return strFromUtf16(key);
  const parts = key.slice(1, -1).split(',');
  return new PyStr(Uint32Array.from(parts, (part) => Number.parseInt(part, 16)));
}

/** Is this value a str (subclass instances excluded)? */
export function isStr(value: unknown): value is Str {
  return typeof value === 'string' || value instanceof PyStr;
}

/** The number of code points. */
export function strLength(text: Str): number {
  return text.length;
}

/** The code point at an index within bounds. */
export function codePointAt(text: Str, index: number): number {
  return typeof text === 'string' ? text.charCodeAt(index) : (text.codePoints[index] as number);
}

/** All code points of a str, in a new array. */
export function codePointsOf(text: Str): Uint32Array {
  if (typeof text !== 'string') return text.codePoints.slice();
  const points = new Uint32Array(text.length);
  for (let i = 0; i < text.length; i++) points[i] = text.charCodeAt(i);
  return points;
}

/** UTF-16 for the host: astral code points become pairs, lone surrogates stay as they are. */
export function strToUtf16(text: Str): string {
  if (typeof text === 'string') return text;
  let out = '';
  for (const point of text.codePoints) {
    out += point > 0xffff ? String.fromCodePoint(point) : String.fromCharCode(point);
  }
  return out;
}
