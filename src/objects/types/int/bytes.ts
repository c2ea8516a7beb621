/** This file turns integers into bytes and back. */
import type { Runtime } from '../../../values/runtime.js';
import { overflowError } from '../../errors.js';
import { normalizeInt } from './arithmetic.js';
import { bitLength, type Int } from './size.js';

/** `int.to_bytes`: OverflowError when the value does not fit. `length` is not negative. */
export function intToBytes(vm: Runtime, value: Int, length: number, little: boolean, signed: boolean): Uint8Array {
  if (!signed && value < 0) throw overflowError("can't convert negative int to unsigned");
  // In two's complement -2**n needs one bit less than 2**n.
  const bits = signed
    ? 1 + (value < 0 ? bitLength(typeof value === 'number' ? -1 - value : ~value) : bitLength(value))
    : bitLength(value);
  if (bits > length * 8 && value !== 0) throw overflowError('int too big to convert');
  vm.chargeFuel(length >> 4);
  vm.chargeMemory(length);
  const out = new Uint8Array(length);
  if (value < 0) out.fill(0xff);
  if (typeof value === 'number') {
    let rest = value;
    for (let i = length - 1; i >= 0 && rest !== 0 && rest !== -1; i--) {
      out[i] = rest & 0xff;
      rest = Math.floor(rest / 256);
    }
  } else {
    const width = Math.min(length, Math.ceil(bits / 8) + 1);
    const text = BigInt.asUintN(width * 8, value).toString(16);
    for (let end = text.length, i = length - 1; end > 0; end -= 2, i--) {
      out[i] = Number.parseInt(text.slice(Math.max(0, end - 2), end), 16);
    }
  }
  return little ? out.reverse() : out;
}

/** `int.from_bytes`. */
export function intFromBytes(vm: Runtime, data: Uint8Array, little: boolean, signed: boolean): Int {
  const n = data.length;
  if (n <= 6) {
    let value = 0;
    for (let i = 0; i < n; i++) value = value * 256 + (data[little ? n - 1 - i : i] as number);
    return signed && n > 0 && value >= 2 ** (8 * n - 1) ? value - 2 ** (8 * n) : value;
  }
  vm.chargeFuel(n >> 3);
  vm.chargeMemory(n * 3);
  const parts: string[] = [];
  for (let i = 0; i < n; i++) {
    const byte = data[little ? n - 1 - i : i] as number;
    parts.push(byte < 16 ? `0${byte.toString(16)}` : byte.toString(16));
  }
  const value = BigInt(`0x${parts.join('')}`);
  return normalizeInt(signed ? BigInt.asIntN(n * 8, value) : value);
}
