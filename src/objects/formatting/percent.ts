/** This file implements `text % values`. */

import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str } from '../../values/str.js';
import { PyIntSubclass, typeOf } from '../core-types.js';
import { overflowError, typeError } from '../errors.js';
import { asDouble } from '../native/convert.js';
import { index } from '../operations/index.js';
import { ascii, repr, str } from '../operations/text.js';
import { asStr, concat, fillStr, StrBuilder, sliceStr, strFromPoint } from '../strings.js';
import { fullTypeName } from '../type/full-name.js';
import { numberText, padNumber } from './percent-number.js';
import { PercentArguments, PercentReader, type PercentSpec, unsupportedCode } from './percent-spec.js';

const PERCENT = 0x25;

/** `text % value`. */
export function percentFormat(vm: Runtime, text: Str, value: Value): Str {
  vm.chargeFuel(text.length >> 3);
  vm.chargeMemory(text.length);
  const args = new PercentArguments(value, asStr(value) !== undefined, (key) => key);
  const reader = new PercentReader(vm, text, args);
  const out = new StrBuilder();
  while (reader.pos < text.length) {
    const start = reader.pos;
    reader.pos = nextPercent(text, start);
    out.add(sliceStr(text, start, reader.pos));
    if (reader.pos >= text.length) break;
    reader.pos++;
    if (reader.pos < text.length && codePointAt(text, reader.pos) === PERCENT) {
      out.push(PERCENT);
      reader.pos++;
      continue;
    }
    const spec = reader.spec();
    const shown = formatArgument(vm, args.next(), spec, reader.pos - 1);
    vm.chargeMemory(shown.length);
    out.add(shown);
  }
  if (args.isUnused) throw typeError('not all arguments converted during string formatting');
  return out.finish();
}

function nextPercent(text: Str, from: number): number {
  const found = typeof text === 'string' ? text.indexOf('%', from) : text.codePoints.indexOf(PERCENT, from);
  return found < 0 ? text.length : found;
}

function formatArgument(vm: Runtime, value: Value, spec: PercentSpec, position: number): Str {
  vm.chargeFuel(2);
  const code = spec.code < 0x80 ? String.fromCharCode(spec.code) : '';
  switch (code) {
    case 's':
      return padText(vm, str(vm, value), spec, true);
    case 'r':
      return padText(vm, repr(vm, value), spec, true);
    case 'a':
      return padText(vm, ascii(vm, value), spec, true);
    case 'c':
      return padText(vm, character(vm, value), spec, false);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return padNumber(vm, numberText(vm, value, spec, code, asDouble), spec, code);
  }
  throw unsupportedCode(spec.code, position);
}

function padText(vm: Runtime, text: Str, spec: PercentSpec, cut: boolean): Str {
  const shown = cut && spec.precision >= 0 && spec.precision < text.length ? sliceStr(text, 0, spec.precision) : text;
  const missing = spec.width - shown.length;
  if (missing <= 0) return shown;
  const padding = fillStr(vm, 0x20, missing);
  return concat(spec.leftAdjust ? [shown, padding] : [padding, shown]);
}

function character(vm: Runtime, value: Value): Str {
  const text = asStr(value);
  if (text !== undefined) {
    if (text.length === 1) return text;
    throw typeError(`%c requires an int or a unicode character, not a string of length ${text.length}`);
  }
  const isInt = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  if (!isInt && !(value instanceof PyIntSubclass) && typeOf(value).nb_index === null) {
    throw typeError(`%c requires an int or a unicode character, not ${fullTypeName(typeOf(value))}`);
  }
  const point = index(vm, value);
  if (point < 0 || point > 0x10ffff) throw overflowError('%c arg not in range(0x110000)');
  return strFromPoint(Number(point));
}
