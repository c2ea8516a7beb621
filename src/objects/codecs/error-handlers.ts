/** This file implements what the built-in error handlers of codecs do. */
import { codePointAt, type Str, strFromCodePoints } from '../../values/str.js';
import { characterName } from '../unicode/names.js';

/** What stands for text that cannot be encoded: text to encode instead, or bytes as they are. */
export type EncodeReplacement = Str | Uint8Array;

/** What stands for bytes that cannot be decoded, and where decoding goes on. */
export interface DecodeReplacement {
  readonly text: Str;
  readonly end: number;
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

function escaped(point: number): string {
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}

function mapPoints(text: Str, start: number, end: number, map: (point: number) => string): string {
  let out = '';
  for (let i = start; i < end; i++) out += map(codePointAt(text, i));
  return out;
}

/** Names are remembered within a run: text of one script repeats its characters. */
function namedPoints(text: Str, start: number, end: number): string {
  const shown = new Map<number, string>();
  return mapPoints(text, start, end, (point) => {
    let out = shown.get(point);
    if (out === undefined) {
      const name = characterName(point);
      out = name === undefined ? escaped(point) : `\\N{${name}}`;
      shown.set(point, out);
    }
    return out;
  });
}

/** The Unicode form whose surrogates `surrogatepass` writes: its code units' bytes, and little or big endian. */
interface SurrogateForm {
  readonly width: 1 | 2 | 4;
  readonly little: boolean;
}

/** The form that an encoding's name stands for; null when surrogates mean nothing in it. */
function surrogateForm(encoding: string): SurrogateForm | null {
  const match = /^(utf-?8|cp65001)$|^utf[-_]?(16|32)(?:[-_]?(le|be))?$/i.exec(encoding);
  if (match === null) return null;
  if (match[1] !== undefined) return { width: 1, little: true };
  // Without a byte order, the machine's own: little endian.
  return { width: match[2] === '16' ? 2 : 4, little: match[3]?.toLowerCase() !== 'be' };
}

function passSurrogates(encoding: string, text: Str, start: number, end: number): Uint8Array | null {
  const form = surrogateForm(encoding);
  if (form === null) return null;
  const size = form.width === 1 ? 3 : form.width;
  const out = new Uint8Array(Math.max(0, end - start) * size);
  const view = new DataView(out.buffer);
  for (let i = start, at = 0; i < end; i++, at += size) {
    const point = codePointAt(text, i);
    if (!isSurrogate(point)) return null;
    if (form.width === 1) {
      out[at] = 0xe0 | (point >> 12);
      out[at + 1] = 0x80 | ((point >> 6) & 0x3f);
      out[at + 2] = 0x80 | (point & 0x3f);
    } else if (form.width === 2) view.setUint16(at, point, form.little);
    else view.setUint32(at, point, form.little);
  }
  return out;
}

function escapeSurrogates(text: Str, start: number, end: number): Uint8Array | null {
  const out = new Uint8Array(Math.max(0, end - start));
  for (let i = start; i < end; i++) {
    const point = codePointAt(text, i);
    if (point < 0xdc80 || point > 0xdcff) return null;
    out[i - start] = point - 0xdc00;
  }
  return out;
}

/**
 * What a built-in handler puts in the place of `text[start:end]`: null says that the error is raised, undefined that
 * no handler of this name is built in.
 */
export function encodeReplacement(
  handler: string,
  encoding: string,
  text: Str,
  start: number,
  end: number,
): EncodeReplacement | null | undefined {
  switch (handler) {
    case 'strict':
      return null;
    case 'ignore':
      return '';
    case 'replace':
      return '?'.repeat(Math.max(0, end - start));
    case 'xmlcharrefreplace':
      return mapPoints(text, start, end, (point) => `&#${point};`);
    case 'backslashreplace':
      return mapPoints(text, start, end, escaped);
    case 'namereplace':
      return namedPoints(text, start, end);
    case 'surrogateescape':
      return escapeSurrogates(text, start, end);
    case 'surrogatepass':
      return passSurrogates(encoding, text, start, end);
    default:
      return undefined;
  }
}

function unescapeBytes(data: Uint8Array, start: number, end: number): DecodeReplacement | null {
  const points: number[] = [];
  for (let i = start; i < end && points.length < 4; i++) {
    const byte = data[i] as number;
    if (byte < 128) break;
    points.push(0xdc00 + byte);
  }
  if (points.length === 0) return null;
  return { text: strFromCodePoints(Uint32Array.from(points)), end: start + points.length };
}

function passDecodedSurrogate(encoding: string, data: Uint8Array, start: number): DecodeReplacement | null {
  const form = surrogateForm(encoding);
  if (form === null) return null;
  const size = form.width === 1 ? 3 : form.width;
  if (data.length - start < size) return null;
  let point = 0;
  if (form.width === 1) {
    const [a, b, c] = data.subarray(start, start + 3) as unknown as [number, number, number];
    if ((a & 0xf0) !== 0xe0 || (b & 0xc0) !== 0x80 || (c & 0xc0) !== 0x80) return null;
    point = ((a & 0xf) << 12) | ((b & 0x3f) << 6) | (c & 0x3f);
  } else {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    point = form.width === 2 ? view.getUint16(start, form.little) : view.getUint32(start, form.little);
  }
  if (!isSurrogate(point)) return null;
  return { text: strFromCodePoints(Uint32Array.of(point)), end: start + size };
}

/** Likewise for bytes that cannot be decoded; handlers that only encode answer undefined as well. */
export function decodeReplacement(
  handler: string,
  encoding: string,
  data: Uint8Array,
  start: number,
  end: number,
): DecodeReplacement | null | undefined {
  switch (handler) {
    case 'strict':
      return null;
    case 'ignore':
      return { text: '', end };
    case 'replace':
      return { text: '\ufffd', end };
    case 'backslashreplace': {
      let text = '';
      for (let i = start; i < end; i++) text += escaped(data[i] as number);
      return { text, end };
    }
    case 'surrogateescape':
      return unescapeBytes(data, start, end);
    case 'surrogatepass':
      return passDecodedSurrogate(encoding, data, start);
    default:
      return undefined;
  }
}

/** What the handlers do for UnicodeTranslateError: a text, null to raise, undefined where they cannot. */
export function translateReplacement(handler: string, text: Str, start: number, end: number): Str | undefined {
  switch (handler) {
    case 'ignore':
      return '';
    case 'replace':
      return '\ufffd'.repeat(Math.max(0, end - start));
    case 'backslashreplace':
      return mapPoints(text, start, end, escaped);
    default:
      return undefined;
  }
}
