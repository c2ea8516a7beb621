/** This file defines UTF-8 as marshal stores it: surrogate code points are allowed (the `surrogatepass` error handler). */

import { codePointAt, type Str, strFromCodePoints, strLength } from '../../values/str.js';
import type { ByteWriter } from '../byte-writer.js';
import { MarshalError } from './format.js';

/** Are all code points below U+0080? */
export function isAscii(text: Str): boolean {
  if (typeof text !== 'string') return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** The number of bytes of a str in UTF-8. */
export function utf8Length(text: Str): number {
  let length = 0;
  for (let i = 0; i < strLength(text); i++) {
    const point = codePointAt(text, i);
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

/** Writes a str in UTF-8. */
export function writeUtf8(text: Str, out: ByteWriter): void {
  for (let i = 0; i < strLength(text); i++) {
    const point = codePointAt(text, i);
    if (point < 0x80) {
      out.byte(point);
    } else if (point < 0x800) {
      out.byte(0xc0 | (point >> 6));
      out.byte(0x80 | (point & 63));
    } else if (point < 0x10000) {
      out.byte(0xe0 | (point >> 12));
      out.byte(0x80 | ((point >> 6) & 63));
      out.byte(0x80 | (point & 63));
    } else {
      out.byte(0xf0 | (point >> 18));
      out.byte(0x80 | ((point >> 12) & 63));
      out.byte(0x80 | ((point >> 6) & 63));
      out.byte(0x80 | (point & 63));
    }
  }
}

/** The str that these bytes encode. Throws a MarshalError of kind ValueError with the codec's message. */
export function decodeUtf8(bytes: Uint8Array): Str {
  const points = new Uint32Array(bytes.length);
  let count = 0;
  let i = 0;
  while (i < bytes.length) {
    const first = bytes[i] as number;
    if (first < 0x80) {
      points[count++] = first;
      i++;
      continue;
    }
    const size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (size === 0) throw decodeError(bytes, i, i + 1, 'invalid start byte');
    let point = first & (0x7f >> size);
    for (let k = 1; k < size; k++) {
      const next = bytes[i + k];
      if (next === undefined) throw decodeError(bytes, i, bytes.length, 'unexpected end of data');
      if (!isContinuation(first, k, next)) throw decodeError(bytes, i, i + k, 'invalid continuation byte');
      point = (point << 6) | (next & 63);
    }
    points[count++] = point;
    i += size;
  }
  return strFromCodePoints(points.slice(0, count));
}

// The second byte of a sequence is limited further, so that nothing has two encodings.
function isContinuation(first: number, k: number, byte: number): boolean {
  if ((byte & 0xc0) !== 0x80) return false;
  if (k > 1) return true;
  if (first === 0xe0) return byte >= 0xa0;
  if (first === 0xf0) return byte >= 0x90;
  if (first === 0xf4) return byte < 0x90;
  return true;
}

function decodeError(bytes: Uint8Array, start: number, end: number, reason: string): MarshalError {
  const where =
    end - start === 1
      ? `byte 0x${(bytes[start] as number).toString(16).padStart(2, '0')} in position ${start}`
      : `bytes in position ${start}-${end - 1}`;
  return new MarshalError('ValueError', `'utf-8' codec can't decode ${where}: ${reason}`);
}
