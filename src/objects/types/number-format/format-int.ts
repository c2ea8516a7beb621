/** This file formats ints by format specification: `format(255, '#06x')`. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import type { Str } from '../../../values/str.js';
import { typeOf } from '../../core-types.js';
import { overflowError, valueError } from '../../errors.js';
import { type FormatSpec, parseFormatSpec, unknownFormatCode } from '../../formatting/format-spec.js';
import { str } from '../../operations/text.js';
import { strFromPoint } from '../../strings.js';
import { doubleFromInt } from '../int/convert.js';
import type { Int } from '../int/size.js';
import { intDigits, intToString } from '../int/text.js';
import { formatFloatSpec } from './format-float.js';
import { layoutNumber } from './number-text.js';

/** `int.__format__`: `self` is the object, which an empty specification shows by `str()`. */
export function formatInt(vm: Runtime, self: Value, value: Int, text: Str): Str {
  if (text === '')
    return typeof self === 'object' || typeof self === 'boolean' ? str(vm, self) : intToString(vm, value);
  const { name } = typeOf(self);
  const spec = parseFormatSpec(text, name, 'd', '>');
  switch (spec.type) {
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n':
      return formatIntSpec(vm, value, spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
      return formatFloatSpec(vm, doubleFromInt(value), spec, 'float');
    default:
      throw unknownFormatCode(spec.type, name);
  }
}

function formatIntSpec(vm: Runtime, value: Int, spec: FormatSpec): Str {
  if (spec.precision !== -1) throw valueError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) throw valueError('Negative zero coercion (z) not allowed in integer format specifier');
  if (spec.type === 'c') return formatCharacter(vm, value, spec);
  let prefix = '';
  let digits: string;
  switch (spec.type) {
    case 'b':
      digits = intDigits(vm, value, 2);
      prefix = '0b';
      break;
    case 'o':
      digits = intDigits(vm, value, 8);
      prefix = '0o';
      break;
    case 'x':
      digits = intDigits(vm, value, 16);
      prefix = '0x';
      break;
    case 'X':
      digits = intDigits(vm, value, 16).toUpperCase();
      prefix = '0X';
      break;
    default:
      digits = intToString(vm, value);
      if (value < 0) digits = digits.slice(1);
      break;
  }
  if (!spec.alternate) prefix = '';
  return layoutNumber(vm, { negative: value < 0, prefix, digits, fraction: '', hasPoint: false, tail: '' }, spec);
}

function formatCharacter(vm: Runtime, value: Int, spec: FormatSpec): Str {
  if (spec.sign !== '') throw valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  if (value > 9223372036854775807n || value < -9223372036854775808n) {
    throw overflowError('Python int too large to convert to C long');
  }
  if (value < 0 || value > 0x10ffff) throw overflowError('%c arg not in range(0x110000)');
  const digits = strFromPoint(Number(value));
  return layoutNumber(vm, { negative: false, prefix: '', digits, fraction: '', hasPoint: false, tail: '' }, spec);
}
