/** This file works on str values in either representation. */
import type { Value } from '../values/object.js';
import type { Runtime } from '../values/runtime.js';
import { codePointAt, codePointsOf, PointBuffer, PyStr, type Str, strFromCodePoints } from '../values/str.js';
import { PyStrSubclass } from './core-types.js';
import { memoryError } from './errors.js';
import { findLastString, findLastUnits, findString, findUnits } from './search.js';

/** The text of a str or of an instance of a subclass; undefined for anything else. */
export function asStr(value: Value): Str | undefined {
  if (typeof value === 'string' || value instanceof PyStr) return value;
  return value instanceof PyStrSubclass ? value.value : undefined;
}

/** Logical bytes that a str of this content takes. */
export function strBytes(text: Str): number {
  return typeof text === 'string' ? text.length : 4 * text.length;
}

/** Join the parts. */
export function concat(parts: readonly Str[]): Str {
  let total = 0;
  let plain = true;
  for (const part of parts) {
    total += part.length;
    if (typeof part !== 'string') plain = false;
  }
  if (plain) {
    let out = '';
    for (const part of parts) out += part as string;
    return out;
  }
  const points = new Uint32Array(total);
  let at = 0;
  for (const part of parts) {
    copyPoints(part, points, at);
    at += part.length;
  }
  return new PyStr(points);
}

function copyPoints(text: Str, out: Uint32Array, at: number): void {
  if (typeof text === 'string') for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i);
  else out.set(text.codePoints, at);
}

/** `a + b`. */
export function concatTwo(a: Str, b: Str): Str {
  if (typeof a !== 'string') return append(a, b);
  return typeof b === 'string' ? a + b : concat([a, b]);
}

/** `a + b` into the room behind `a`; a str that was made by appending gets room when it is appended to again. */
function append(a: PyStr, b: Str): PyStr {
  const start = a.length;
  const end = start + b.length;
  let { buffer } = a;
  if (buffer === null) {
    const points = new Uint32Array(end);
    points.set(a.codePoints);
    buffer = new PointBuffer(points, end);
  } else if (buffer.used !== start || buffer.points.length < end) {
    const points = new Uint32Array(end + (end >> 1));
    points.set(a.codePoints);
    buffer = new PointBuffer(points, end);
  } else buffer.used = end;
  copyPoints(b, buffer.points, start);
  return new PyStr(buffer.points.subarray(0, end), buffer);
}

/** `text[start:end]`, bounds within the text. */
export function sliceStr(text: Str, start: number, end: number): Str {
  if (start >= end) return '';
  if (start === 0 && end === text.length) return text;
  if (typeof text === 'string') return text.slice(start, end);
  return strFromCodePoints(text.codePoints.slice(start, end));
}

/** The str of one code point. */
export function strFromPoint(point: number): Str {
  if (point > 0xffff || (point >= 0xd800 && point <= 0xdfff)) return new PyStr(Uint32Array.of(point));
  return String.fromCharCode(point);
}

/** The longest str that may be made: what CPython refuses with MemoryError without trying. */
const MAX_LENGTH = 2 ** 50;

/** `text * count`, memory charged. */
export function repeatStr(vm: Runtime, text: Str, count: number): Str {
  if (count <= 0 || text.length === 0) return '';
  if (count === 1) return text;
  const total = text.length * count;
  if (total > MAX_LENGTH) throw memoryError();
  vm.chargeMemory(strBytes(text) * count);
  if (typeof text === 'string') {
    // The host refuses strings beyond its own bound; no machine grants as much, but a grant may be unlimited.
    if (total > 0x1fffffe8) throw memoryError();
    vm.chargeFuel(total >> 8);
    return text.repeat(count);
  }
  vm.chargeFuel(total >> 4);
  const points = new Uint32Array(total);
  for (let i = 0; i < count; i++) points.set(text.codePoints, i * text.length);
  return new PyStr(points);
}

/** `count` times one code point, memory charged. */
export function fillStr(vm: Runtime, point: number, count: number): Str {
  return repeatStr(vm, strFromPoint(point), count);
}

/** The first place of `needle` in `text[start:end]`, or -1. */
export function findStr(text: Str, needle: Str, start: number, end: number): number {
  if (needle.length > end - start) return -1;
  if (typeof text === 'string') return typeof needle === 'string' ? findString(text, needle, start, end) : -1;
  return findUnits(text.codePoints, pointsForReading(needle), start, end);
}

/** The last place of `needle` in `text[start:end]`, or -1. */
export function findLastStr(text: Str, needle: Str, start: number, end: number): number {
  if (needle.length > end - start) return -1;
  if (typeof text === 'string') return typeof needle === 'string' ? findLastString(text, needle, start, end) : -1;
  return findLastUnits(text.codePoints, pointsForReading(needle), start, end);
}

/** The code points, possibly shared with the str: not to be changed. */
export function pointsForReading(text: Str): Uint32Array {
  return typeof text === 'string' ? codePointsOf(text) : text.codePoints;
}

/** Does `needle` stand at `at`? */
export function matchesAt(text: Str, needle: Str, at: number): boolean {
  const length = needle.length;
  if (at + length > text.length) return false;
  if (typeof text === 'string') return typeof needle === 'string' && text.startsWith(needle, at);
  for (let i = 0; i < length; i++) if (text.codePoints[at + i] !== codePointAt(needle, i)) return false;
  return true;
}

/** Are the strs equal? */
export function equalStrs(a: Str, b: Str): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a === b || compareStrs(a, b) === 0;
}

/** Negative, zero or positive as `a` stands before, with or after `b` in the order of code points. */
export function compareStrs(a: Str, b: Str): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const difference = codePointAt(a, i) - codePointAt(b, i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Grows a str piece by piece; stays a host string as long as its content allows. */
export class StrBuilder {
  private text = '';
  /** Set once a piece did not fit a host string. */
  private points: Uint32Array | null = null;
  private count = 0;

  get length(): number {
    return this.points === null ? this.text.length : this.count;
  }

  /** Append one code point. */
  push(point: number): void {
    if (this.points === null) {
      if (point <= 0xffff && (point < 0xd800 || point > 0xdfff)) {
        this.text += String.fromCharCode(point);
        return;
      }
      this.widen(1);
    }
    this.reserve(1);
    (this.points as unknown as Uint32Array)[this.count++] = point;
  }

  /** Append a str. */
  add(text: Str): void {
    if (this.points === null) {
      if (typeof text === 'string') {
        this.text += text;
        return;
      }
      this.widen(text.length);
    }
    this.reserve(text.length);
    copyPoints(text, this.points as unknown as Uint32Array, this.count);
    this.count += text.length;
  }

  finish(): Str {
    return this.points === null ? this.text : strFromCodePoints(this.points.slice(0, this.count));
  }

  private widen(extra: number): void {
    this.count = this.text.length;
    this.points = new Uint32Array(Math.max(16, (this.count + extra) * 2));
    copyPoints(this.text, this.points, 0);
    this.text = '';
  }

  private reserve(extra: number): void {
    const points = this.points as Uint32Array;
    if (this.count + extra <= points.length) return;
    const grown = new Uint32Array((this.count + extra) * 2);
    grown.set(points.subarray(0, this.count));
    this.points = grown;
  }
}
