/** This file converts between bytes and hexadecimal digits, as bytes. */
import { typeError, valueError } from '../../objects/errors.js';
import { length } from '../../objects/operations/containers.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { codePointAt } from '../../values/str.js';
import { binasciiError } from './errors.js';

/** The separator between groups: one Latin-1 character. */
function separator(vm: Runtime, sep: Value): number {
  const text = asStr(sep);
  if ((text === undefined ? length(vm, sep) : text.length) !== 1) throw valueError('sep must be length 1.');
  if (text !== undefined) {
    const point = codePointAt(text, 0);
    if (point > 255) throw valueError('sep must be ASCII.');
    return point;
  }
  if (!(sep instanceof PyBytes)) throw typeError('sep must be str or bytes.');
  return sep.data[0] as number;
}

const digit = (value: number): number => (value < 10 ? 48 + value : 87 + value);

/** Two digits for each byte; groups are counted from the right when `perGroup` is positive, from the left when negative. */
export function encodeHex(vm: Runtime, data: Uint8Array, sep: Value | undefined, perGroup: number): Uint8Array {
  const by = sep === undefined ? -1 : separator(vm, sep);
  const size = by < 0 || perGroup === 0 ? data.length : Math.abs(perGroup);
  vm.chargeFuel(data.length >> 3);
  const groups = size === 0 ? 0 : Math.ceil(data.length / size);
  const total = 2 * data.length + Math.max(0, groups - 1);
  vm.chargeMemory(total);
  const out = new Uint8Array(total);
  const first = perGroup > 0 && size < data.length ? data.length % size : 0;
  let at = 0;
  for (let i = 0; i < data.length; i++) {
    if (i > 0 && (i - first) % size === 0) out[at++] = by;
    const byte = data[i] as number;
    out[at++] = digit(byte >> 4);
    out[at++] = digit(byte & 15);
  }
  return out;
}

function valueOf(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const letter = c | 32;
  if (letter >= 97 && letter <= 102) return letter - 87;
  throw binasciiError('Non-hexadecimal digit found');
}

/** The bytes of pairs of digits. */
export function decodeHex(vm: Runtime, digits: Uint8Array): Uint8Array {
  if (digits.length % 2 === 1) throw binasciiError('Odd-length string');
  vm.chargeFuel(digits.length >> 3);
  vm.chargeMemory(digits.length >> 1);
  const out = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < out.length; i++) {
    out[i] = valueOf(digits[2 * i] as number) * 16 + valueOf(digits[2 * i + 1] as number);
  }
  return out;
}
