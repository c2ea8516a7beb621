/** This file turns string and bytes literals into values. Language reference: 2.5, string and bytes literals. */
import type { Value } from '../../values/object.js';
import { PyBytes } from '../../values/sequences.js';
import { type Str, strFromCodePoints, strFromUtf16 } from '../../values/str.js';

/** The code point of a Unicode character name or alias, for `\N{…}`; undefined when there is none. */
export type NameLookup = (name: string) => number | undefined;

/** Why an escape cannot be decoded; `message` is CPython's, with its `(unicode error)` or `(value error)`. */
export class EscapeError {
  constructor(readonly message: string) {}
}

/** A literal's value, and the index in its body of the first escape that is not one (-1: none). */
export interface Decoded<V extends Value> {
  readonly value: V;
  readonly invalidEscape: number;
}

/** The parts of a STRING token. */
export interface StringParts {
  readonly isBytes: boolean;
  readonly isRaw: boolean;
  readonly hasU: boolean;
  readonly body: string;
}

/** Split a STRING token into prefix and body. */
export function splitString(token: string): StringParts {
  let i = 0;
  let isBytes = false;
  let isRaw = false;
  for (; ; i++) {
    const c = token.charCodeAt(i) | 0x20;
    if (c === 0x62) isBytes = true;
    else if (c === 0x72) isRaw = true;
    else if (c !== 0x75) break;
  }
  const quote = token.charCodeAt(i);
  const triple = token.length >= i + 6 && token.charCodeAt(i + 1) === quote && token.charCodeAt(i + 2) === quote;
  const size = triple ? 3 : 1;
  const first = token.charCodeAt(0);
  return { isBytes, isRaw, hasU: first === 0x75, body: token.slice(i + size, token.length - size) };
}

const SIMPLE = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const isOctal = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '7';
const isHex = (c: string | undefined): boolean => c !== undefined && /^[0-9a-fA-F]$/.test(c);

/** Decode the escapes of text. Throws EscapeError. */
export function decodeText(body: string, lookup: NameLookup | undefined): Decoded<Str> {
  let at = body.indexOf('\\');
  if (at < 0) return { value: strFromUtf16(body), invalidEscape: -1 };
  let out = '';
  let from = 0;
  let invalidEscape = -1;
  // Surrogate escapes next to one another are two characters, not one pair, so pieces become code points on their own.
  const pieces: (string | number)[] = [];
  while (at >= 0) {
    out += body.slice(from, at);
    const c = body[at + 1];
    from = at + 2;
    const simple = c === undefined ? undefined : SIMPLE.get(c);
    if (simple !== undefined) out += simple;
    else if (isOctal(c)) {
      let end = at + 2;
      while (end < at + 4 && isOctal(body[end])) end++;
      const value = Number.parseInt(body.slice(at + 1, end), 8);
      if (value > 0o377 && invalidEscape < 0) invalidEscape = at + 1;
      out += String.fromCharCode(value);
      from = end;
    } else if (c === 'x' || c === 'u' || c === 'U') {
      const count = c === 'x' ? 2 : c === 'u' ? 4 : 8;
      let end = at + 2;
      while (end < at + 2 + count && isHex(body[end])) end++;
      if (end < at + 2 + count)
        throw unicodeError(
          body,
          at,
          end,
          `truncated \\${c}${c === 'x' ? 'XX' : c === 'u' ? 'XXXX' : 'XXXXXXXX'} escape`,
        );
      const value = Number.parseInt(body.slice(at + 2, end), 16);
      if (value > 0x10ffff) throw unicodeError(body, at, end, 'illegal Unicode character');
      if (value >= 0xd800 && value <= 0xdfff) {
        pieces.push(out, value);
        out = '';
      } else out += String.fromCodePoint(value);
      from = end;
    } else if (c === 'N') {
      const close = body[at + 2] === '{' ? body.indexOf('}', at + 3) : -1;
      if (close <= at + 3) {
        const end = body[at + 2] !== '{' ? at + 2 : close < 0 ? body.length : close + 1;
        throw unicodeError(body, at, end, 'malformed \\N character escape');
      }
      const point = lookup?.(body.slice(at + 3, close));
      if (point === undefined) throw unicodeError(body, at, close + 1, 'unknown Unicode character name');
      out += String.fromCodePoint(point);
      from = close + 1;
    } else {
      if (invalidEscape < 0 && c !== undefined && c.charCodeAt(0) < 0x80) invalidEscape = at + 1;
      out += '\\';
      from = at + 1;
      // What follows an unknown escape is plain text, and cannot be a backslash here.
    }
    at = body.indexOf('\\', Math.max(from, at + 1));
  }
  out += body.slice(from);
  if (pieces.length === 0) return { value: strFromUtf16(out), invalidEscape };
  pieces.push(out);
  return { value: joinPieces(pieces), invalidEscape };
}

function joinPieces(pieces: readonly (string | number)[]): Str {
  const points: number[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'number') points.push(piece);
    else for (const character of piece) points.push(character.codePointAt(0) as number);
  }
  return strFromCodePoints(Uint32Array.from(points));
}

function unicodeError(body: string, start: number, end: number, reason: string): EscapeError {
  const first = escapedLength(body.slice(0, start));
  const last = first + escapedLength(body.slice(start, end)) - 1;
  const where = last > first ? `bytes in position ${first}-${last}` : `byte 0x5c in position ${first}`;
  return new EscapeError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`);
}

/** The length of the ASCII form that CPython decodes: a non-ASCII character is `\UXXXXXXXX` there. */
function escapedLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    if (point < 0x80) length++;
    else length += text[i - 1] === '\\' ? 15 : 10;
  }
  return length;
}

/** Decode the escapes of a bytes literal, whose body is ASCII. Throws EscapeError. */
export function decodeBytes(body: string): Decoded<PyBytes> {
  const out = new Uint8Array(body.length);
  let n = 0;
  let invalidEscape = -1;
  for (let i = 0; i < body.length; ) {
    const c = body[i] as string;
    if (c !== '\\') {
      out[n++] = body.charCodeAt(i++);
      continue;
    }
    const next = body[i + 1];
    const simple = next === undefined ? undefined : SIMPLE.get(next);
    if (simple !== undefined) {
      if (simple !== '') out[n++] = simple.charCodeAt(0);
      i += 2;
    } else if (isOctal(next)) {
      let end = i + 2;
      while (end < i + 4 && isOctal(body[end])) end++;
      const value = Number.parseInt(body.slice(i + 1, end), 8);
      if (value > 0o377 && invalidEscape < 0) invalidEscape = i + 1;
      out[n++] = value & 0xff;
      i = end;
    } else if (next === 'x') {
      if (!isHex(body[i + 2]) || !isHex(body[i + 3]))
        throw new EscapeError(`(value error) invalid \\x escape at position ${i}`);
      out[n++] = Number.parseInt(body.slice(i + 2, i + 4), 16);
      i += 4;
    } else {
      if (invalidEscape < 0 && next !== undefined) invalidEscape = i + 1;
      out[n++] = 0x5c;
      i++;
    }
  }
  return { value: new PyBytes(out.slice(0, n)), invalidEscape };
}

/** The bytes of a raw bytes literal, whose body is ASCII. */
export function asciiBytes(body: string): PyBytes {
  const out = new Uint8Array(body.length);
  for (let i = 0; i < body.length; i++) out[i] = body.charCodeAt(i);
  return new PyBytes(out);
}
