/** This file implements the ASCII and Latin-1 codecs. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str } from '../../values/str.js';
import { StrBuilder } from '../strings.js';
import { ByteBuilder, latin1Bytes, latin1Text } from './byte-builder.js';
import { DecodeErrors, EncodeErrors } from './errors.js';
import { Decoded } from './result.js';
import { isAsciiBytes } from './utf8.js';

const ASCII = /^[\0-\x7f]*$/;
const LATIN1 = /^[\0-\xff]*$/;

/** Encode as one byte a character: `limit` is 128 for ASCII, 256 for Latin-1. */
function encodeNarrow(vm: Runtime, text: Str, errors: string, limit: number, encoding: string): Uint8Array {
  const n = text.length;
  if (n > 31) vm.chargeFuel(n >> 5);
  vm.chargeMemory(n);
  const fits = limit === 128 ? ASCII : LATIN1;
  if (typeof text === 'string' && fits.test(text)) return latin1Bytes(text);
  vm.chargeFuel(n >> 3);
  const reason = `ordinal not in range(${limit})`;
  const out = new ByteBuilder(vm, n);
  const handler = new EncodeErrors(vm, encoding, text, errors);
  for (let i = 0; i < n; ) {
    const point = codePointAt(text, i);
    if (point < limit) {
      out.push(point);
      i++;
      continue;
    }
    let end = i + 1;
    while (end < n && codePointAt(text, end) >= limit) end++;
    const answer = handler.handlePiecewise(i, end, reason);
    if (answer.replacement instanceof Uint8Array) out.add(answer.replacement);
    else if (typeof answer.replacement === 'string' && fits.test(answer.replacement)) out.addLatin1(answer.replacement);
    else throw handler.error(i, end, reason);
    i = answer.position;
  }
  return out.finish();
}

/** Encode text as ASCII. */
export function encodeAscii(vm: Runtime, text: Str, errors: string): Uint8Array {
  return encodeNarrow(vm, text, errors, 128, 'ascii');
}

/** Encode text as Latin-1. */
export function encodeLatin1(vm: Runtime, text: Str, errors: string): Uint8Array {
  return encodeNarrow(vm, text, errors, 256, 'latin-1');
}

/** Decode ASCII. */
export function decodeAscii(vm: Runtime, data: Uint8Array, errors: string, object: Value | null): Decoded {
  const n = data.length;
  if (n > 31) vm.chargeFuel(n >> 5);
  vm.chargeMemory(n);
  if (isAsciiBytes(data)) return new Decoded(latin1Text(data), n);
  vm.chargeFuel(n >> 2);
  const handler = new DecodeErrors(vm, 'ascii', data, errors, object);
  const out = new StrBuilder();
  let i = 0;
  while (i < handler.data.length) {
    const byte = handler.data[i] as number;
    if (byte < 0x80) {
      out.push(byte);
      i++;
      continue;
    }
    const answer = handler.handle(i, i + 1, 'ordinal not in range(128)');
    out.add(answer.replacement);
    i = answer.position;
  }
  return new Decoded(out.finish(), i);
}

/** Decode Latin-1, which never fails. */
export function decodeLatin1(vm: Runtime, data: Uint8Array): Decoded {
  if (data.length > 31) vm.chargeFuel(data.length >> 5);
  vm.chargeMemory(data.length);
  return new Decoded(latin1Text(data), data.length);
}
