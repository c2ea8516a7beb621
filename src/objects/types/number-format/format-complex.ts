/** This file writes complex numbers: repr and format specifications. */
import type { Runtime } from '../../../values/runtime.js';
import type { Str } from '../../../values/str.js';
import { valueError } from '../../errors.js';
import { FormatSpec, parseFormatSpec, unknownFormatCode } from '../../formatting/format-spec.js';
import { concat, fillStr } from '../../strings.js';
import { formatDouble } from './format-double.js';
import { checkPrecision, floatParts } from './format-float.js';
import { layoutNumber } from './number-text.js';

const KNOWN_CODES: readonly string[] = ['', 'e', 'E', 'f', 'F', 'g', 'G', 'n'];

/** `repr` of a complex: `1j`, `(1+2j)`, `(-0-0j)`. */
export function complexRepr(real: number, imag: number): string {
  const imaginary = formatDouble(imag, { code: 'r', precision: 0 });
  if (real === 0 && !Object.is(real, -0)) return `${imaginary}j`;
  const signed = formatDouble(imag, { code: 'r', precision: 0, alwaysSign: true });
  return `(${formatDouble(real, { code: 'r', precision: 0 })}${signed}j)`;
}

/** `complex.__format__`. */
export function formatComplex(vm: Runtime, real: number, imag: number, text: Str): Str {
  if (text === '') return complexRepr(real, imag);
  const spec = parseFormatSpec(text, 'complex', '', '>');
  if (!KNOWN_CODES.includes(spec.type)) throw unknownFormatCode(spec.type, 'complex');
  if (spec.fill === 0x30) throw valueError('Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') throw valueError("'=' alignment flag is not allowed in complex format specifier");
  checkPrecision(vm, spec);
  // Without a code the text is that of repr: in parentheses, and no real part when it is zero.
  const asRepr = spec.type === '';
  const skipReal = asRepr && real === 0 && !Object.is(real, -0);
  const body: Str[] = [];
  if (!skipReal) body.push(part(vm, real, spec, spec.sign, ''));
  body.push(part(vm, imag, spec, skipReal ? spec.sign : '+', 'j'));
  const inside = asRepr && !skipReal ? concat(['(', ...body, ')']) : concat(body);
  const padding = Math.max(0, spec.width - inside.length);
  if (padding === 0) return inside;
  const before = spec.align === '<' ? 0 : spec.align === '^' ? Math.floor(padding / 2) : padding;
  const fill = (count: number): Str => (count > 0 ? fillStr(vm, spec.fill, count) : '');
  return concat([fill(before), inside, fill(padding - before)]);
}

/** One of the two parts: laid out without padding. */
function part(vm: Runtime, value: number, spec: FormatSpec, sign: FormatSpec['sign'], tail: string): Str {
  const own = new FormatSpec(spec.type, '>');
  own.sign = sign;
  own.precision = spec.precision;
  own.alternate = spec.alternate;
  own.noNegativeZero = spec.noNegativeZero;
  own.thousands = spec.thousands;
  own.fractionThousands = spec.fractionThousands;
  return layoutNumber(vm, floatParts(value, own, 'complex', tail, false), own);
}
