/** This file declares the methods of str that change case. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { codePointAt, type Str } from '../../../values/str.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { asStr, StrBuilder, strBytes } from '../../strings.js';
import { type PointSink, pushFolded, pushLower, pushTitle, pushUpper } from '../../unicode/case.js';
import { isCased, isCaseIgnorable, isLower, isUpper } from '../../unicode/character-type.js';
import { chargeScan } from './arguments.js';

const ASCII = /^[\0-\x7f]*$/;
const SIGMA = 0x3a3;
const SMALL_SIGMA = 0x3c3;
const FINAL_SIGMA = 0x3c2;

/** A sigma is final when a cased letter stands before it and none after, case-ignorable characters skipped. */
function lowerSigma(text: Str, at: number): number {
  let before = at - 1;
  while (before >= 0 && isCaseIgnorable(codePointAt(text, before))) before--;
  if (before < 0 || !isCased(codePointAt(text, before))) return SMALL_SIGMA;
  let after = at + 1;
  while (after < text.length && isCaseIgnorable(codePointAt(text, after))) after++;
  return after === text.length || !isCased(codePointAt(text, after)) ? FINAL_SIGMA : SMALL_SIGMA;
}

function pushLowerAt(text: Str, at: number, out: PointSink): void {
  const point = codePointAt(text, at);
  if (point === SIGMA) out.push(lowerSigma(text, at));
  else pushLower(point, out);
}

/** What each character becomes, given its place. */
type Mapper = (text: Str, at: number, out: PointSink) => void;

function mapCase(vm: Runtime, text: Str, map: Mapper): Str {
  vm.chargeFuel(text.length >> 2);
  // One character becomes three at most.
  vm.chargeMemory(text.length * 4);
  const out = new StrBuilder();
  for (let i = 0; i < text.length; i++) map(text, i, out);
  return out.finish();
}

function caseMethod(name: string, doc: string, ascii: ((text: string) => string) | null, map: Mapper): NativeDef {
  return method(`${name}($self, /)`, doc, (vm: Runtime, self: Value) => {
    const text = asStr(self) as Str;
    if (ascii !== null && typeof text === 'string' && ASCII.test(text)) {
      chargeScan(vm, text.length);
      vm.chargeMemory(strBytes(text));
      return ascii(text);
    }
    return mapCase(vm, text, map);
  });
}

function titleCase(vm: Runtime, text: Str): Str {
  let previousCased = false;
  return mapCase(vm, text, (source, at, out) => {
    const point = codePointAt(source, at);
    if (previousCased) pushLowerAt(source, at, out);
    else pushTitle(point, out);
    previousCased = isCased(point);
  });
}

/** Lower case of a str, for others that need it. */
export function lowerStr(vm: Runtime, text: Str): Str {
  if (typeof text === 'string' && ASCII.test(text)) return text.toLowerCase();
  return mapCase(vm, text, pushLowerAt);
}

/** lower, upper, title, casefold, capitalize, swapcase. */
export const caseMethods: readonly NativeDef[] = [
  caseMethod(
    'capitalize',
    'The string with its first character in title case and the rest in lower case.',
    (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
    (text, at, out) => {
      if (at === 0) pushTitle(codePointAt(text, 0), out);
      else pushLowerAt(text, at, out);
    },
  ),
  caseMethod(
    'casefold',
    'A form of the string for comparison without regard to case.',
    (text) => text.toLowerCase(),
    (text, at, out) => pushFolded(codePointAt(text, at), out),
  ),
  caseMethod('lower', 'The string in lower case.', (text) => text.toLowerCase(), pushLowerAt),
  caseMethod(
    'upper',
    'The string in upper case.',
    (text) => text.toUpperCase(),
    (text, at, out) => pushUpper(codePointAt(text, at), out),
  ),
  caseMethod('swapcase', 'The string with upper case in lower case and the other way round.', null, (text, at, out) => {
    const point = codePointAt(text, at);
    if (isUpper(point)) pushLowerAt(text, at, out);
    else if (isLower(point)) pushUpper(point, out);
    else out.push(point);
  }),
  method('title($self, /)', 'The string with each word in title case.', (vm: Runtime, self: Value) =>
    titleCase(vm, asStr(self) as Str),
  ),
];
