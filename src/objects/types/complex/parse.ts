/** This file reads complex numbers from text. */

import type { Complex } from '../../../values/complex-arithmetic.js';
import { parseDouble } from '../float/parse.js';
import { stripAscii } from '../int/parse.js';

const STRAY_UNDERSCORE = /(?:^|[^0-9])_|_(?:[^0-9]|$)/;
/** One float at the start of the text. */
const FLOAT = /^[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf(?:inity)?|nan)/i;

/** What is wrong with text that is no complex number. */
export type ComplexParseError = 'malformed' | 'underscore';

/** The complex number that ASCII text stands for: `1`, `2j`, `1+2j`, `1+j`, `(1+2j)`. */
export function parseComplexText(text: string): Complex | ComplexParseError {
  let body = text;
  if (body.includes('_')) {
    if (STRAY_UNDERSCORE.test(body)) return 'underscore';
    body = body.replaceAll('_', '');
  }
  body = stripAscii(body);
  if (body.startsWith('(')) {
    if (!body.endsWith(')')) return 'malformed';
    body = stripAscii(body.slice(1, -1));
  }
  return parseParts(body) ?? 'malformed';
}

function isImaginaryMark(text: string): boolean {
  return text === 'j' || text === 'J';
}

function parseParts(text: string): Complex | null {
  const first = FLOAT.exec(text)?.[0];
  if (first === undefined) {
    const signed = text.charAt(0) === '+' || text.charAt(0) === '-';
    if (!isImaginaryMark(signed ? text.slice(1) : text)) return null;
    return { real: 0, imag: text.charAt(0) === '-' ? -1 : 1 };
  }
  const value = parseDouble(first) as number;
  const rest = text.slice(first.length);
  if (rest === '') return { real: value, imag: 0 };
  if (isImaginaryMark(rest)) return { real: 0, imag: value };
  const sign = rest.charAt(0);
  if (sign !== '+' && sign !== '-') return null;
  const second = FLOAT.exec(rest)?.[0];
  if (!isImaginaryMark(rest.slice(second === undefined ? 1 : second.length))) return null;
  return { real: value, imag: second === undefined ? (sign === '-' ? -1 : 1) : (parseDouble(second) as number) };
}
