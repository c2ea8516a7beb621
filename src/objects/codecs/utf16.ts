/** This file implements the UTF-16 and UTF-32 codecs in every byte order. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str } from '../../values/str.js';
import { StrBuilder } from '../strings.js';
import { ByteBuilder } from './byte-builder.js';
import { DecodeErrors, EncodeErrors } from './errors.js';
import { Decoded } from './result.js';

/** -1 little endian, 1 big endian, 0 the machine's own with a byte order mark. */
export type ByteOrder = -1 | 0 | 1;

const ASCII = /^[\0-\x7f]*$/;
const SUFFIX = { '-1': '-le', '0': '', '1': '-be' } as const;

function pushUnit(out: ByteBuilder, unit: number, width: 2 | 4, big: boolean): void {
  for (let k = 0; k < width; k++) out.push((unit >>> (8 * (big ? width - 1 - k : k))) & 0xff);
}

function pushPoint(out: ByteBuilder, point: number, width: 2 | 4, big: boolean): void {
  if (width === 4 || point < 0x10000) pushUnit(out, point, width, big);
  else {
    pushUnit(out, 0xd7c0 + (point >> 10), 2, big);
    pushUnit(out, 0xdc00 + (point & 0x3ff), 2, big);
  }
}

function encodeWide(vm: Runtime, text: Str, errors: string, width: 2 | 4, order: ByteOrder): Uint8Array {
  const n = text.length;
  vm.chargeFuel(n >> 2);
  const out = new ByteBuilder(vm, (n + (order === 0 ? 1 : 0)) * width);
  const big = order === 1;
  const encoding = `utf-${width * 8}${SUFFIX[order]}`;
  const handler = new EncodeErrors(vm, encoding, text, errors);
  if (order === 0) pushUnit(out, 0xfeff, width, false);
  for (let i = 0; i < n; ) {
    const point = codePointAt(text, i);
    if (point < 0xd800 || point > 0xdfff) {
      pushPoint(out, point, width, big);
      i++;
      continue;
    }
    const answer = handler.handle(i, i + 1, 'surrogates not allowed');
    const replacement = answer.replacement;
    if (replacement instanceof Uint8Array) {
      if (replacement.length % width !== 0) throw handler.error(i, i + 1, 'surrogates not allowed');
      out.add(replacement);
    } else if (typeof replacement === 'string' && ASCII.test(replacement)) {
      for (let k = 0; k < replacement.length; k++) pushUnit(out, replacement.charCodeAt(k), width, big);
    } else throw handler.error(i, i + 1, 'surrogates not allowed');
    i = answer.position;
  }
  return out.finish();
}

/** Encode text as UTF-16. */
export function encodeUtf16(vm: Runtime, text: Str, errors: string, order: ByteOrder): Uint8Array {
  return encodeWide(vm, text, errors, 2, order);
}

/** Encode text as UTF-32. */
export function encodeUtf32(vm: Runtime, text: Str, errors: string, order: ByteOrder): Uint8Array {
  return encodeWide(vm, text, errors, 4, order);
}

/** A decoding of UTF-16 or UTF-32 that also tells the byte order that a mark gave. */
export class WideDecoded extends Decoded {
  constructor(
    text: Str,
    consumed: number,
    readonly order: ByteOrder,
  ) {
    super(text, consumed);
  }
}

function readUnit(data: Uint8Array, at: number, width: 2 | 4, big: boolean): number {
  let unit = 0;
  for (let k = 0; k < width; k++) unit = unit * 256 + (data[at + (big ? k : width - 1 - k)] as number);
  return unit;
}

/** What a byte order mark at the start says; 0 without one. */
function markOrder(data: Uint8Array, width: 2 | 4): ByteOrder {
  if (data.length < width) return 0;
  if (readUnit(data, 0, width, false) === 0xfeff) return -1;
  return readUnit(data, 0, width, true) === 0xfeff ? 1 : 0;
}

/** Decode UTF-16. With order 0, a byte order mark is looked for and skipped. */
export function decodeUtf16(
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  order: ByteOrder,
  final: boolean,
  object: Value | null,
): WideDecoded {
  vm.chargeFuel(data.length >> 3);
  vm.chargeMemory(data.length);
  const found = order === 0 ? markOrder(data, 2) : order;
  let i = order === 0 && found !== 0 ? 2 : 0;
  const big = found === 1;
  const handler = new DecodeErrors(vm, big ? 'utf-16-be' : 'utf-16-le', data, errors, object);
  const out = new StrBuilder();
  const fail = (end: number, reason: string): void => {
    const answer = handler.handle(i, end, reason);
    out.add(answer.replacement);
    i = answer.position;
  };
  while (i < handler.data.length) {
    const bytes = handler.data;
    if (i + 2 > bytes.length) {
      if (!final) break;
      fail(bytes.length, 'truncated data');
      continue;
    }
    const unit = readUnit(bytes, i, 2, big);
    if (unit < 0xd800 || unit > 0xdfff) {
      out.push(unit);
      i += 2;
    } else if (unit > 0xdbff) fail(i + 2, 'illegal encoding');
    else if (i + 4 > bytes.length) {
      if (!final) break;
      fail(bytes.length, 'unexpected end of data');
    } else {
      const low = readUnit(bytes, i + 2, 2, big);
      if (low < 0xdc00 || low > 0xdfff) fail(i + 2, 'illegal UTF-16 surrogate');
      else {
        out.push(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
        i += 4;
      }
    }
  }
  return new WideDecoded(out.finish(), i, found);
}

/** Decode UTF-32. With order 0, a byte order mark is looked for and skipped. */
export function decodeUtf32(
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  order: ByteOrder,
  final: boolean,
  object: Value | null,
): WideDecoded {
  vm.chargeFuel(data.length >> 4);
  vm.chargeMemory(data.length);
  const found = order === 0 ? markOrder(data, 4) : order;
  let i = order === 0 && found !== 0 ? 4 : 0;
  const big = found === 1;
  const handler = new DecodeErrors(vm, big ? 'utf-32-be' : 'utf-32-le', data, errors, object);
  const out = new StrBuilder();
  while (i < handler.data.length) {
    const bytes = handler.data;
    let end = i + 4;
    let reason = '';
    if (end > bytes.length) {
      if (!final) break;
      end = bytes.length;
      reason = 'truncated data';
    } else {
      const point = readUnit(bytes, i, 4, big);
      if (point > 0x10ffff) reason = 'code point not in range(0x110000)';
      else if (point >= 0xd800 && point <= 0xdfff) {
        reason = 'code point in surrogate code point range(0xd800, 0xe000)';
      } else {
        out.push(point);
        i = end;
        continue;
      }
    }
    const answer = handler.handle(i, end, reason);
    out.add(answer.replacement);
    i = answer.position;
  }
  return new WideDecoded(out.finish(), i, found);
}
