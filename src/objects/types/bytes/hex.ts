/** This file turns bytes into hexadecimal digits and back. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { codePointAt } from '../../../values/str.js';
import { asBytes } from '../../buffer.js';
import { typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { length } from '../../operations/containers.js';
import { asStr } from '../../strings.js';
import { isSpaceByte } from './shared.js';

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The separator of `hex(sep)`: one ASCII character, as text. */
function separator(vm: Runtime, sep: Value): string {
  const text = asStr(sep);
  if (text !== undefined) {
    if (text.length !== 1) throw valueError('sep must be length 1.');
    if (codePointAt(text, 0) > 127) throw valueError('sep must be ASCII.');
    return text as string;
  }
  if (length(vm, sep) !== 1) throw valueError('sep must be length 1.');
  if (!(sep instanceof PyBytes)) throw typeError('sep must be str or bytes.');
  if ((sep.data[0] as number) > 127) throw valueError('sep must be ASCII.');
  return String.fromCharCode(sep.data[0] as number);
}

/** `data.hex(sep, bytes_per_sep)`; groups are counted from the right when positive, from the left when negative. */
export function hexText(vm: Runtime, data: Uint8Array, sep: Value | undefined, perGroup: number): string {
  const by = sep === undefined ? '' : separator(vm, sep);
  vm.chargeFuel(data.length >> 1);
  vm.chargeMemory(data.length * 3);
  const size = by === '' || perGroup === 0 ? data.length : Math.abs(perGroup);
  let out = '';
  const first = perGroup > 0 && size < data.length ? data.length % size : 0;
  for (let i = 0; i < data.length; i++) {
    if (i > 0 && (i - first) % size === 0) out += by;
    out += PAIRS[data[i] as number];
  }
  return out;
}

function digit(point: number): number {
  if (point >= 0x30 && point <= 0x39) return point - 0x30;
  const lower = point | 0x20;
  return lower >= 0x61 && lower <= 0x66 && point < 0x80 ? lower - 0x57 : -1;
}

function bad(position: number): unknown {
  return valueError(`non-hexadecimal number found in fromhex() arg at position ${position}`);
}

/** `bytes.fromhex(text)`: pairs of digits, ASCII white space between them. */
export function bytesFromHex(vm: Runtime, source: Value): Uint8Array {
  const text = asStr(source);
  let size: number;
  let at: (index: number) => number;
  if (text !== undefined) {
    size = text.length;
    at = (index) => codePointAt(text, index);
  } else {
    if (typeOf(source).bf_getbuffer === null) {
      throw typeError(`fromhex() argument must be str or bytes-like, not ${typeOf(source).name}`);
    }
    const data = asBytes(vm, source);
    size = data.length;
    at = (index) => data[index] as number;
  }
  vm.chargeFuel(size >> 2);
  vm.chargeMemory(size >> 1);
  const out = new Uint8Array(size >> 1);
  let count = 0;
  for (let i = 0; i < size; ) {
    const point = at(i);
    if (isSpaceByte(point)) {
      i++;
      continue;
    }
    const high = digit(point);
    if (high < 0) throw bad(i);
    if (i + 1 >= size) throw valueError('fromhex() arg must contain an even number of hexadecimal digits');
    const low = digit(at(i + 1));
    if (low < 0) throw bad(i + 1);
    out[count++] = high * 16 + low;
    i += 2;
  }
  return count === out.length ? out : out.slice(0, count);
}
