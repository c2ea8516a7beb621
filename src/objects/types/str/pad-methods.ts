/** This file declares the methods of str that pad, strip and expand. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { None } from '../../../values/singletons.js';
import { codePointAt, type Str } from '../../../values/str.js';
import { typeOf } from '../../core-types.js';
import { overflowError, typeError } from '../../errors.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { asStr, concat, fillStr, StrBuilder, sliceStr } from '../../strings.js';
import { isSpace } from '../../unicode/character-type.js';
import { chargeLoop } from './arguments.js';

function fillPoint(fill: Value): number {
  const text = asStr(fill);
  if (text === undefined) throw typeError(`The fill character must be a unicode character, not ${typeOf(fill).name}`);
  if (text.length !== 1) throw typeError('The fill character must be exactly one character long');
  return codePointAt(text, 0);
}

/** The text with `left` and `right` times the code point around it. */
export function padStr(vm: Runtime, text: Str, left: number, right: number, point: number): Str {
  if (left <= 0 && right <= 0) return text;
  if (left + right > Number.MAX_SAFE_INTEGER - text.length) throw overflowError('padded string is too long');
  return concat([fillStr(vm, point, left), text, fillStr(vm, point, right)]);
}

function padMethod(name: string, doc: string, left: (missing: number, width: number) => number): NativeDef {
  return method(
    `${name}($self, width: ssize, fillchar=' ', /)`,
    doc,
    (vm: Runtime, self: Value, width: number, fill: Value) => {
      const text = asStr(self) as Str;
      const point = fillPoint(fill);
      const missing = width - text.length;
      if (missing <= 0) return text;
      const before = left(missing, width);
      return padStr(vm, text, before, missing - before, point);
    },
  );
}

const BOTH = 3;
const LEFT = 1;
const RIGHT = 2;

/** Strip white space, or the characters of `chars`, from the sides that the mask names. */
export function stripStr(text: Str, chars: Str | null, sides: number): Str {
  const isStripped = stripTest(chars);
  let start = 0;
  let end = text.length;
  if (sides & LEFT) while (start < end && isStripped(codePointAt(text, start))) start++;
  if (sides & RIGHT) while (end > start && isStripped(codePointAt(text, end - 1))) end--;
  return sliceStr(text, start, end);
}

function stripTest(chars: Str | null): (point: number) => boolean {
  if (chars === null) return isSpace;
  if (chars.length === 1) {
    const only = codePointAt(chars, 0);
    return (point) => point === only;
  }
  const points = new Set<number>();
  for (let i = 0; i < chars.length; i++) points.add(codePointAt(chars, i));
  return (point) => points.has(point);
}

function stripMethod(name: string, doc: string, sides: number): NativeDef {
  return method(`${name}($self, chars=None, /)`, doc, (vm: Runtime, self: Value, chars: Value) => {
    const text = asStr(self) as Str;
    let set: Str | null = null;
    if (chars !== None) {
      const given = asStr(chars);
      if (given === undefined) throw typeError(`${name} arg must be None or str`);
      set = given;
      chargeLoop(vm, given.length);
    }
    const out = stripStr(text, set, sides);
    chargeLoop(vm, text.length - out.length);
    return out;
  });
}

function zfill(vm: Runtime, text: Str, width: number): Str {
  const missing = width - text.length;
  if (missing <= 0) return text;
  const first = text.length > 0 ? codePointAt(text, 0) : 0;
  const zeros = fillStr(vm, 0x30, missing);
  if (first === 0x2b || first === 0x2d) {
    return concat([sliceStr(text, 0, 1), zeros, sliceStr(text, 1, text.length)]);
  }
  return concat([zeros, text]);
}

function expandTabs(vm: Runtime, text: Str, size: number): Str {
  if (typeof text === 'string' && !text.includes('\t')) return text;
  chargeLoop(vm, text.length);
  vm.chargeMemory(text.length);
  const out = new StrBuilder();
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (point === 9) {
      if (size > 0) {
        const spaces = size - (column % size);
        column += spaces;
        vm.chargeFuel(4 + (spaces >> 5));
        out.add(fillStr(vm, 0x20, spaces));
      }
    } else {
      column = point === 10 || point === 13 ? 0 : column + 1;
      out.push(point);
    }
  }
  return out.finish();
}

/** center, ljust, strip, zfill, expandtabs and their kin. */
export const padMethods: readonly NativeDef[] = [
  padMethod(
    'center',
    'The string in the middle of a line of the given width.',
    (missing, width) => Math.floor(missing / 2) + (missing & width & 1),
  ),
  padMethod('ljust', 'The string at the left of a line of the given width.', () => 0),
  padMethod('rjust', 'The string at the right of a line of the given width.', (missing) => missing),
  stripMethod('lstrip', 'The string without leading white space, or without leading characters of chars.', LEFT),
  stripMethod('rstrip', 'The string without trailing white space, or without trailing characters of chars.', RIGHT),
  stripMethod('strip', 'The string without leading and trailing white space, or characters of chars.', BOTH),
  method(
    'zfill($self, width: ssize, /)',
    'The numeric string with zeros after its sign up to the given width.',
    (vm: Runtime, self: Value, width: number) => zfill(vm, asStr(self) as Str, width),
  ),
  method(
    'expandtabs($self, /, tabsize: int=8)',
    'The string with spaces for tabs, columns counted from line ends.',
    (vm: Runtime, self: Value, size: number) => expandTabs(vm, asStr(self) as Str, size),
  ),
];
