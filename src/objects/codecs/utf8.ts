/** This file implements the UTF-8 codec. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str, strFromUtf16 } from '../../values/str.js';
import { StrBuilder } from '../strings.js';
import { ByteBuilder, latin1Text } from './byte-builder.js';
import { DecodeErrors, EncodeErrors } from './errors.js';
import { Decoded } from './result.js';

const ASCII = /^[\0-\x7f]*$/;
/** From this length on, the host's own coders win. */
const HOST_LENGTH = 64;

/** Are all bytes below 0x80? */
export function isAsciiBytes(data: Uint8Array): boolean {
  for (let i = 0; i < data.length; i++) if ((data[i] as number) > 0x7f) return false;
  return true;
}

/** Encode text as UTF-8. */
export function encodeUtf8(vm: Runtime, text: Str, errors: string): Uint8Array {
  const n = text.length;
  if (n > 31) vm.chargeFuel(n >> 5);
  if (typeof text === 'string') {
    if (n >= HOST_LENGTH) {
      vm.chargeMemory(ASCII.test(text) ? n : n * 3);
      return new TextEncoder().encode(text);
    }
    vm.chargeMemory(n);
    return encodeShort(text);
  }
  vm.chargeFuel(n >> 2);
  const out = new ByteBuilder(vm, n);
  const handler = new EncodeErrors(vm, 'utf-8', text, errors);
  for (let i = 0; i < n; ) {
    const point = codePointAt(text, i);
    if (point < 0xd800 || point > 0xdfff) {
      pushUtf8(out, point);
      i++;
      continue;
    }
    let end = i + 1;
    while (end < n && isSurrogate(codePointAt(text, end))) end++;
    const answer = handler.handlePiecewise(i, end, 'surrogates not allowed');
    if (answer.replacement instanceof Uint8Array) out.add(answer.replacement);
    else if (typeof answer.replacement === 'string' && ASCII.test(answer.replacement))
      out.addLatin1(answer.replacement);
    else throw handler.error(i, end, 'surrogates not allowed');
    i = answer.position;
  }
  return out.finish();
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

function encodeShort(text: string): Uint8Array {
  const n = text.length;
  const out = new Uint8Array(n * 3);
  let at = 0;
  for (let i = 0; i < n; i++) {
    const point = text.charCodeAt(i);
    if (point < 0x80) out[at++] = point;
    else if (point < 0x800) {
      out[at++] = 0xc0 | (point >> 6);
      out[at++] = 0x80 | (point & 0x3f);
    } else {
      out[at++] = 0xe0 | (point >> 12);
      out[at++] = 0x80 | ((point >> 6) & 0x3f);
      out[at++] = 0x80 | (point & 0x3f);
    }
  }
  return out.slice(0, at);
}

/** Append a code point in UTF-8. */
export function pushUtf8(out: ByteBuilder, point: number): void {
  if (point < 0x80) out.push(point);
  else if (point < 0x800) {
    out.push(0xc0 | (point >> 6));
    out.push(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    out.push(0xe0 | (point >> 12));
    out.push(0x80 | ((point >> 6) & 0x3f));
    out.push(0x80 | (point & 0x3f));
  } else {
    out.push(0xf0 | (point >> 18));
    out.push(0x80 | ((point >> 12) & 0x3f));
    out.push(0x80 | ((point >> 6) & 0x3f));
    out.push(0x80 | (point & 0x3f));
  }
}

/** What stands at a place: a code point and its length, or why it is none. */
class Sequence {
  point = 0;
  /** Bytes of the sequence, or of its malformed start. */
  length = 0;
  reason: '' | 'invalid start byte' | 'invalid continuation byte' | 'unexpected end of data' = '';

  read(data: Uint8Array, at: number): void {
    const first = data[at] as number;
    this.reason = '';
    this.length = 1;
    if (first < 0x80) {
      this.point = first;
      return;
    }
    if (first < 0xc2 || first > 0xf4) {
      this.reason = 'invalid start byte';
      return;
    }
    const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    // The second byte's range shuts out overlong forms, surrogates and what lies beyond U+10FFFF.
    let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let point = first & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) {
      if (at + k >= data.length) {
        this.reason = 'unexpected end of data';
        return;
      }
      const byte = data[at + k] as number;
      if (byte < low || byte > high) {
        this.reason = 'invalid continuation byte';
        return;
      }
      point = (point << 6) | (byte & 0x3f);
      this.length = k + 1;
      low = 0x80;
      high = 0xbf;
    }
    this.point = point;
  }
}

/** Decode UTF-8. Unless `final`, an incomplete sequence at the end is left for the next call. */
export function decodeUtf8(
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  final: boolean,
  object: Value | null,
): Decoded {
  const n = data.length;
  if (n > 31) vm.chargeFuel(n >> 5);
  vm.chargeMemory(n);
  if (isAsciiBytes(data)) return new Decoded(latin1Text(data), n);
  vm.chargeFuel(n >> 4);
  vm.chargeMemory(n);
  if (n >= HOST_LENGTH && isWellFormed(data)) {
    return new Decoded(strFromUtf16(new TextDecoder('utf-8', { ignoreBOM: true }).decode(data)), n);
  }
  vm.chargeFuel(n >> 2);
  const handler = new DecodeErrors(vm, 'utf-8', data, errors, object);
  const out = new StrBuilder();
  const sequence = new Sequence();
  let i = 0;
  while (i < handler.data.length) {
    sequence.read(handler.data, i);
    if (sequence.reason === '') {
      out.push(sequence.point);
      i += sequence.length;
      continue;
    }
    if (sequence.reason === 'unexpected end of data' && !final) break;
    const answer = handler.handle(i, i + sequence.length, sequence.reason);
    out.add(answer.replacement);
    i = answer.position;
  }
  return new Decoded(out.finish(), i);
}

function isWellFormed(data: Uint8Array): boolean {
  const sequence = new Sequence();
  for (let i = 0; i < data.length; i += sequence.length) {
    sequence.read(data, i);
    if (sequence.reason !== '') return false;
  }
  return true;
}
