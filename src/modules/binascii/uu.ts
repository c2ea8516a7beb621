/** This file converts between bytes and lines of uuencoded text. */
import type { Runtime } from '../../values/runtime.js';
import { binasciiError } from './errors.js';

const SPACE = 32;
const BACKTICK = 96;

/** One line of uuencoded text. */
export function encodeUu(vm: Runtime, data: Uint8Array, backtick: boolean): Uint8Array {
  if (data.length > 45) throw binasciiError('At most 45 bytes at once');
  vm.chargeFuel(data.length >> 2);
  const shown = (bits: number): number => (bits === 0 && backtick ? BACKTICK : bits + SPACE);
  const out = [shown(data.length)];
  for (let i = 0; i < data.length; i += 3) {
    const three = ((data[i] as number) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) out.push(shown((three >> shift) & 63));
  }
  out.push(10);
  return Uint8Array.from(out);
}

/** The bytes of one line of uuencoded text. */
export function decodeUu(vm: Runtime, text: Uint8Array): Uint8Array {
  if (text.length === 0) throw binasciiError('Missing length byte');
  vm.chargeFuel(text.length >> 2);
  const out = new Uint8Array(((text[0] as number) - SPACE) & 63);
  let length = 0;
  let bits = 0;
  let count = 0;
  let i = 1;
  for (; length < out.length; i++) {
    // Text that ends too early stands for zeros.
    let c = text[i] ?? 10;
    if (c === 10 || c === 13) c = 0;
    else {
      if (c < SPACE || c > SPACE + 64) throw binasciiError('Illegal char');
      c = (c - SPACE) & 63;
    }
    bits = (bits << 6) | c;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[length++] = (bits >> count) & 255;
      bits &= (1 << count) - 1;
    }
  }
  for (; i < text.length; i++) {
    const c = text[i];
    if (c !== SPACE && c !== BACKTICK && c !== 10 && c !== 13) throw binasciiError('Trailing garbage');
  }
  return out;
}
