/** This file encodes and decodes base64 (RFC 4648) as `binascii` does. */
import type { Runtime } from '../../values/runtime.js';
import { binasciiError } from './errors.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;
const ENCODE = Uint8Array.from(ALPHABET, (c) => c.charCodeAt(0));
const DECODE = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) DECODE[ENCODE[i] as number] = i;

/** Base64 of `data` in one line, with a newline if asked for. */
export function encodeBase64(vm: Runtime, data: Uint8Array, newline: boolean): Uint8Array {
  const size = Math.ceil(data.length / 3) * 4 + (newline ? 1 : 0);
  vm.chargeFuel(data.length >> 2);
  vm.chargeMemory(size);
  const out = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < data.length; i += 3) {
    const left = data.length - i;
    const bits =
      ((data[i] as number) << 16) |
      ((left > 1 ? (data[i + 1] as number) : 0) << 8) |
      (left > 2 ? (data[i + 2] as number) : 0);
    out[at++] = ENCODE[bits >> 18] as number;
    out[at++] = ENCODE[(bits >> 12) & 63] as number;
    out[at++] = left > 1 ? (ENCODE[(bits >> 6) & 63] as number) : PAD;
    out[at++] = left > 2 ? (ENCODE[bits & 63] as number) : PAD;
  }
  if (newline) out[at] = 0x0a;
  return out;
}

/** The bytes that base64 text stands for. Characters outside the alphabet are skipped, unless `strict`. */
export function decodeBase64(vm: Runtime, text: Uint8Array, strict: boolean): Uint8Array {
  vm.chargeFuel(text.length >> 2);
  vm.chargeMemory(text.length);
  const out = new Uint8Array(Math.ceil(text.length / 4) * 3);
  let length = 0;
  let position = 0;
  let bits = 0;
  let pads = 0;
  const oneMore = (): unknown =>
    binasciiError(
      `Invalid base64-encoded string: number of data characters (${Math.floor(length / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`,
    );
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as number;
    if (c === PAD) {
      pads++;
      if (!strict) continue;
      if (i === 0) throw binasciiError('Leading padding not allowed');
      if (position === 1) throw oneMore();
      if (position === 0 || position + pads > 4) throw binasciiError('Excess padding not allowed');
      continue;
    }
    const value = DECODE[c] as number;
    if (value < 0) {
      if (strict) throw binasciiError('Only base64 data is allowed');
      continue;
    }
    if (strict && pads > 0) {
      throw binasciiError(position + pads >= 4 ? 'Excess data after padding' : 'Discontinuous padding not allowed');
    }
    pads = 0;
    bits = ((bits << 6) | value) & 0xffffff;
    if (position === 1) out[length++] = bits >> 4;
    else if (position === 2) out[length++] = bits >> 2;
    else if (position === 3) out[length++] = bits;
    position = (position + 1) & 3;
  }
  if (position === 1) throw oneMore();
  if (position !== 0 && position + pads < 4) throw binasciiError('Incorrect padding');
  return out.slice(0, length);
}
