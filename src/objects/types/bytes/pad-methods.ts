/** This file declares the methods of bytes that pad, strip and expand. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { asBytes } from '../../buffer.js';
import { ByteBuilder } from '../../codecs/byte-builder.js';
import { memoryError, typeError } from '../../errors.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { chargeLoop, shownType } from '../str/arguments.js';
import { PyByteArray } from './bytearray-object.js';
import { type BytesLike, dataOf, isSpaceByte, result, sliced, unchanged } from './shared.js';

/** New bytes of this size, refused when no machine could hold them. */
export function allocate(vm: Runtime, size: number): Uint8Array {
  if (size > 2 ** 50) throw memoryError();
  vm.chargeMemory(size);
  vm.chargeFuel(size >> 6);
  if (size > 0xffffffff) throw memoryError();
  return new Uint8Array(size);
}

function padded(vm: Runtime, self: BytesLike, left: number, right: number, fill: number): Value {
  const data = dataOf(self);
  const out = allocate(vm, data.length + left + right);
  if (fill !== 0) out.fill(fill);
  out.set(data, left);
  return result(self, out);
}

function fillByte(name: string, fill: Value): number {
  if (!(fill instanceof PyBytes) && !(fill instanceof PyByteArray)) {
    throw typeError(`${name}() argument 2 must be a byte string of length 1, not ${shownType(fill)}`);
  }
  const data = dataOf(fill);
  if (data.length !== 1) {
    const kind = fill instanceof PyBytes ? 'bytes' : 'bytearray';
    throw typeError(
      `${name}(): argument 2 must be a byte string of length 1, not a ${kind} object of length ${data.length}`,
    );
  }
  return data[0] as number;
}

function padMethod(name: string, doc: string, left: (missing: number, width: number) => number): NativeDef {
  return method(
    `${name}($self, width: ssize, fillchar=b' ', /)`,
    doc,
    (vm: Runtime, self: BytesLike, width: number, fill: Value) => {
      const byte = fillByte(name, fill);
      const missing = width - dataOf(self).length;
      if (missing <= 0) return unchanged(vm, self);
      const before = left(missing, width);
      return padded(vm, self, before, missing - before, byte);
    },
  );
}

function stripMethod(name: string, doc: string, left: boolean, right: boolean): NativeDef {
  return method(`${name}($self, bytes=None, /)`, doc, (vm: Runtime, self: BytesLike, chars: Value) => {
    const set = chars === None ? null : asBytes(vm, chars);
    const table = new Uint8Array(256);
    if (set === null) for (let byte = 0; byte < 256; byte++) table[byte] = isSpaceByte(byte) ? 1 : 0;
    else {
      chargeLoop(vm, set.length);
      for (const byte of set) table[byte] = 1;
    }
    const data = dataOf(self);
    let start = 0;
    let end = data.length;
    if (left) while (start < end && table[data[start] as number] === 1) start++;
    if (right) while (end > start && table[data[end - 1] as number] === 1) end--;
    chargeLoop(vm, data.length - (end - start));
    return sliced(vm, self, start, end);
  });
}

function zfill(vm: Runtime, self: BytesLike, width: number): Value {
  const data = dataOf(self);
  const missing = width - data.length;
  if (missing <= 0) return unchanged(vm, self);
  const first = data[0];
  const out = allocate(vm, width).fill(0x30, 0, missing + 1);
  out.set(data, missing);
  if (first === 0x2b || first === 0x2d) {
    out[missing] = 0x30;
    out[0] = first;
  }
  return result(self, out);
}

function expandTabs(vm: Runtime, self: BytesLike, size: number): Value {
  const data = dataOf(self);
  chargeLoop(vm, data.length);
  const out = new ByteBuilder(vm, data.length);
  let column = 0;
  for (const byte of data) {
    if (byte === 9) {
      if (size > 0) {
        const spaces = size - (column % size);
        column += spaces;
        out.add(allocate(vm, spaces).fill(0x20));
      }
    } else {
      column = byte === 10 || byte === 13 ? 0 : column + 1;
      out.push(byte);
    }
  }
  return result(self, out.finish());
}

/** center, strip, zfill, expandtabs and their kin. */
export const padMethods: readonly NativeDef[] = [
  padMethod(
    'center',
    'The bytes in the middle of a line of the given width.',
    (missing, width) => Math.floor(missing / 2) + (missing & width & 1),
  ),
  method(
    'expandtabs($self, /, tabsize: int=8)',
    'The bytes with spaces for tabs, columns counted from line ends.',
    (vm: Runtime, self: BytesLike, size: number) => expandTabs(vm, self, size),
  ),
  padMethod('ljust', 'The bytes at the left of a line of the given width.', () => 0),
  stripMethod(
    'lstrip',
    'The bytes without leading white space, or without leading bytes of the argument.',
    true,
    false,
  ),
  padMethod('rjust', 'The bytes at the right of a line of the given width.', (missing) => missing),
  stripMethod(
    'rstrip',
    'The bytes without trailing white space, or without trailing bytes of the argument.',
    false,
    true,
  ),
  stripMethod('strip', 'The bytes without white space, or bytes of the argument, at both ends.', true, true),
  method(
    'zfill($self, width: ssize, /)',
    'The numeric bytes with zeros after the sign up to the given width.',
    (vm: Runtime, self: BytesLike, width: number) => zfill(vm, self, width),
  ),
];
