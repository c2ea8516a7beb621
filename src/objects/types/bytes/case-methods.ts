/** This file declares the methods of bytes that look at or change the case of ASCII letters, and the character tests. */
import type { Runtime } from '../../../values/runtime.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { chargeLoop } from '../str/arguments.js';
import { type BytesLike, dataOf, isSpaceByte, result } from './shared.js';

const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isLetter = (byte: number): boolean => isLower(byte) || isUpper(byte);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const lower = (byte: number): number => (isUpper(byte) ? byte + 32 : byte);
const upper = (byte: number): number => (isLower(byte) ? byte - 32 : byte);

function mapMethod(
  name: string,
  doc: string,
  map: (byte: number, index: number, data: Uint8Array) => number,
): NativeDef {
  return method(`${name}($self, /)`, doc, (vm: Runtime, self: BytesLike) => {
    const data = dataOf(self);
    chargeLoop(vm, data.length);
    vm.chargeMemory(data.length);
    return result(self, data.map(map));
  });
}

function allMethod(name: string, doc: string, test: (byte: number) => boolean, whenEmpty = false): NativeDef {
  return method(`${name}($self, /)`, doc, (vm: Runtime, self: BytesLike) => {
    const data = dataOf(self);
    chargeLoop(vm, data.length);
    return data.length === 0 ? whenEmpty : data.every(test);
  });
}

function oneCaseMethod(
  name: string,
  doc: string,
  good: (byte: number) => boolean,
  bad: (byte: number) => boolean,
): NativeDef {
  return method(`${name}($self, /)`, doc, (vm: Runtime, self: BytesLike) => {
    const data = dataOf(self);
    chargeLoop(vm, data.length);
    return !data.some(bad) && data.some(good);
  });
}

function isTitleCased(data: Uint8Array): boolean {
  let cased = false;
  let previous = false;
  for (const byte of data) {
    if (isUpper(byte)) {
      if (previous) return false;
      previous = true;
      cased = true;
    } else if (isLower(byte)) {
      if (!previous) return false;
      cased = true;
    } else previous = false;
  }
  return cased;
}

/** capitalize, isalpha, lower, swapcase, title and their kin. */
export const caseMethods: readonly NativeDef[] = [
  mapMethod('capitalize', 'The bytes with the first in upper case and the rest in lower case (ASCII).', (byte, i) =>
    i === 0 ? upper(byte) : lower(byte),
  ),
  allMethod(
    'isalnum',
    'Are all bytes ASCII letters or digits, and is there one?',
    (byte) => isLetter(byte) || isDigit(byte),
  ),
  allMethod('isalpha', 'Are all bytes ASCII letters, and is there one?', isLetter),
  allMethod('isascii', 'Are all bytes ASCII?', (byte) => byte < 0x80, true),
  allMethod('isdigit', 'Are all bytes ASCII digits, and is there one?', isDigit),
  oneCaseMethod('islower', 'Are all ASCII letters lower case, and is there one?', isLower, isUpper),
  allMethod('isspace', 'Are all bytes ASCII white space, and is there one?', isSpaceByte),
  method('istitle($self, /)', 'Are the bytes in title case (ASCII)?', (vm: Runtime, self: BytesLike) => {
    const data = dataOf(self);
    chargeLoop(vm, data.length);
    return isTitleCased(data);
  }),
  oneCaseMethod('isupper', 'Are all ASCII letters upper case, and is there one?', isUpper, isLower),
  mapMethod('lower', 'The bytes with ASCII letters in lower case.', lower),
  mapMethod('swapcase', 'The bytes with ASCII letters in the other case.', (byte) =>
    isLower(byte) ? upper(byte) : lower(byte),
  ),
  mapMethod('title', 'The bytes with each word in title case (ASCII).', (byte, i, data) =>
    i > 0 && isLetter(data[i - 1] as number) ? lower(byte) : upper(byte),
  ),
  mapMethod('upper', 'The bytes with ASCII letters in upper case.', upper),
];
