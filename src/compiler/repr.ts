/** This file defines `repr()` of the constants and names that the compiler quotes in messages and annotations. */
import { PyComplex, PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { FrozenSetConstant, PyBytes, PyTuple } from '../values/sequences.js';
import { Ellipsis, None } from '../values/singletons.js';
import { codePointsOf, isStr, type Str, strFromKey } from '../values/str.js';

/** The `repr()` of an identifier. */
export function reprName(name: string): string {
  return reprStr(strFromKey(name));
}

/** The `repr()` of a constant, as UTF-16. */
export function reprConstant(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString();
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isStr(value)) return reprStr(value);
  if (value === None) return 'None';
  if (value === Ellipsis) return 'Ellipsis';
  if (value instanceof PyFloat) return reprFloat(value.value, true);
  if (value instanceof PyComplex) return reprComplex(value);
  if (value instanceof PyBytes) return reprBytes(value.data);
  if (value instanceof PyTuple) {
    const items = value.items.map(reprConstant);
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  }
  if (value instanceof FrozenSetConstant) return `frozenset({${value.items.map(reprConstant).join(', ')}})`;
  return '<constant>';
}

/** The shortest text that reads as this float; exponents are used below 1e-4 and from 1e16. */
export function reprFloat(value: number, withPoint: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa, exponentText] = Math.abs(value).toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  if (fraction === '') return withPoint ? `${sign}${whole}.0` : `${sign}${whole}`;
  return `${sign}${whole}.${fraction}`;
}

function reprComplex(value: PyComplex): string {
  const imag = reprFloat(value.imag, false);
  if (value.real === 0 && !Object.is(value.real, -0)) return `${imag}j`;
  const plus = imag.startsWith('-') ? '' : '+';
  return `(${reprFloat(value.real, false)}${plus}${imag}j)`;
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const BACKSLASH = 92;
const NAMED_ESCAPES = new Map([
  [9, '\\t'],
  [10, '\\n'],
  [13, '\\r'],
]);

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}

/** Single quotes, unless the text has some and no double quotes. */
function quoteFor(points: ArrayLike<number>): number {
  const all = Array.from(points);
  return all.includes(39) && !all.includes(34) ? 34 : 39;
}

/** The `repr()` of a str, as UTF-16. */
export function reprStr(text: Str): string {
  const points = codePointsOf(text);
  const quote = quoteFor(points);
  const mark = String.fromCharCode(quote);
  let out = mark;
  for (const point of points) {
    if (point === quote || point === BACKSLASH) out += `\\${String.fromCharCode(point)}`;
    else if (point >= 32 && point < 127) out += String.fromCharCode(point);
    else if (NAMED_ESCAPES.has(point)) out += NAMED_ESCAPES.get(point);
    else if (point < 0xd800 || point > 0xdfff ? !UNPRINTABLE.test(String.fromCodePoint(point)) : false) {
      out += String.fromCodePoint(point);
    } else if (point <= 0xff) out += `\\x${hex(point, 2)}`;
    else if (point <= 0xffff) out += `\\u${hex(point, 4)}`;
    else out += `\\U${hex(point, 8)}`;
  }
  return out + mark;
}

function reprBytes(data: Uint8Array): string {
  const quote = quoteFor(data);
  const mark = String.fromCharCode(quote);
  let out = `b${mark}`;
  for (const byte of data) {
    if (byte === quote || byte === BACKSLASH) out += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 32 && byte < 127) out += String.fromCharCode(byte);
    else out += NAMED_ESCAPES.get(byte) ?? `\\x${hex(byte, 2)}`;
  }
  return out + mark;
}
