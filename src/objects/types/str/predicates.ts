/** This file declares the methods of str that tell what characters a string is made of. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { codePointAt, type Str } from '../../../values/str.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { asStr } from '../../strings.js';
import * as character from '../../unicode/character-type.js';
import { chargeLoop, chargeScan } from './arguments.js';

function every(vm: Runtime, text: Str, test: (point: number) => boolean): boolean {
  chargeLoop(vm, text.length);
  for (let i = 0; i < text.length; i++) if (!test(codePointAt(text, i))) return false;
  return true;
}

function allMethod(name: string, doc: string, test: (point: number) => boolean, whenEmpty = false): NativeDef {
  return method(`${name}($self, /)`, doc, (vm: Runtime, self: Value) => {
    const text = asStr(self) as Str;
    return text.length === 0 ? whenEmpty : every(vm, text, test);
  });
}

/** All cased characters are of one case, and there is one at least. */
function oneCase(vm: Runtime, text: Str, good: (point: number) => boolean, bad: (point: number) => boolean): boolean {
  chargeLoop(vm, text.length);
  let found = false;
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (bad(point) || character.isTitle(point)) return false;
    if (!found && good(point)) found = true;
  }
  return found;
}

function isTitleCased(vm: Runtime, text: Str): boolean {
  chargeLoop(vm, text.length);
  let cased = false;
  let previous = false;
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (character.isUpper(point) || character.isTitle(point)) {
      if (previous) return false;
      previous = true;
      cased = true;
    } else if (character.isLower(point)) {
      if (!previous) return false;
      cased = true;
    } else previous = false;
  }
  return cased;
}

/** Is the text a valid identifier (keywords included)? */
export function isIdentifier(text: Str): boolean {
  if (text.length === 0 || !character.isIdentifierStart(codePointAt(text, 0))) return false;
  for (let i = 1; i < text.length; i++) if (!character.isIdentifierContinue(codePointAt(text, i))) return false;
  return true;
}

/** Are all characters ASCII? */
export function isAscii(text: Str): boolean {
  return typeof text === 'string' && /^[\0-\x7f]*$/.test(text);
}

/** isalpha, isupper, isidentifier and their kin. */
export const predicates: readonly NativeDef[] = [
  method('isascii($self, /)', 'Are all characters ASCII?', (vm: Runtime, self: Value) => {
    const text = asStr(self) as Str;
    chargeScan(vm, text.length);
    return isAscii(text);
  }),
  method('islower($self, /)', 'Are all cased characters lower case, and is there one?', (vm: Runtime, self: Value) =>
    oneCase(vm, asStr(self) as Str, character.isLower, character.isUpper),
  ),
  method('isupper($self, /)', 'Are all cased characters upper case, and is there one?', (vm: Runtime, self: Value) =>
    oneCase(vm, asStr(self) as Str, character.isUpper, character.isLower),
  ),
  method('istitle($self, /)', 'Is the string in title case?', (vm: Runtime, self: Value) =>
    isTitleCased(vm, asStr(self) as Str),
  ),
  allMethod('isspace', 'Are all characters white space, and is there one?', character.isSpace),
  allMethod('isdecimal', 'Are all characters decimal digits, and is there one?', character.isDecimal),
  allMethod('isdigit', 'Are all characters digits, and is there one?', character.isDigit),
  allMethod('isnumeric', 'Are all characters numeric, and is there one?', character.isNumeric),
  allMethod('isalpha', 'Are all characters alphabetic, and is there one?', character.isAlpha),
  allMethod('isalnum', 'Are all characters alphabetic or numeric, and is there one?', character.isAlnum),
  method('isidentifier($self, /)', 'Is the string a valid identifier?', (vm: Runtime, self: Value) => {
    const text = asStr(self) as Str;
    chargeLoop(vm, text.length);
    return isIdentifier(text);
  }),
  allMethod('isprintable', 'Are all characters printable?', character.isPrintable, true),
];
