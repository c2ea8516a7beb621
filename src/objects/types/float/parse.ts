/** This file reads floats from text. */
import { stripAscii } from '../int/parse.js';

const DECIMAL = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const SPECIAL = /^([+-]?)(inf(?:inity)?|nan)$/i;
/** An underscore that does not stand between two digits. */
const STRAY_UNDERSCORE = /(?:^|[^0-9])_|_(?:[^0-9]|$)/;

/** The double that ASCII text stands for, as `float()` reads it (blanks around it allowed); null when malformed. */
export function parseFloatText(text: string): number | null {
  let body = stripAscii(text);
  if (body.includes('_')) {
    if (STRAY_UNDERSCORE.test(body)) return null;
    body = body.replaceAll('_', '');
  }
  return parseDouble(body);
}

/** Likewise without blanks and underscores. */
export function parseDouble(text: string): number | null {
  if (DECIMAL.test(text)) return Number(text);
  const special = SPECIAL.exec(text);
  if (special === null) return null;
  if ((special[2] as string).charAt(0).toLowerCase() === 'n') return NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}
