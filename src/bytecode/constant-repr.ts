/** This file defines how a disassembly shows a constant: Python's `repr`, with code objects by name, file and line. */
import { PyComplex, PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../values/sequences.js';
import { Ellipsis, None } from '../values/singletons.js';
import { codePointsOf, isStr, type Str, strToUtf16 } from '../values/str.js';
import { PyCode } from './code.js';

const MAX_DEPTH = 100;
const PRINTABLE = /^[^\p{C}\p{Z}]$/u;

/** The text of a constant. The addresses that CPython shows in code objects are left out. */
export function constantRepr(value: Value, depth = 0): string {
  if (value === None) return 'None';
  if (value === Ellipsis) return 'Ellipsis';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString();
  if (isStr(value)) return strRepr(value);
  if (depth > MAX_DEPTH) return '...';
  const parts = (items: readonly Value[]): string => items.map((item) => constantRepr(item, depth + 1)).join(', ');
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (value instanceof PyComplex) return complexRepr(value);
  if (value instanceof PyBytes) return `b${quoted([...value.data], true)}`;
  if (value instanceof PyTuple)
    return value.items.length === 1 ? `(${parts(value.items)},)` : `(${parts(value.items)})`;
  if (value instanceof PySlice) return `slice(${parts([value.start, value.stop, value.step])})`;
  if (value instanceof FrozenSetConstant)
    return value.items.length ? `frozenset({${parts(value.items)}})` : 'frozenset()';
  if (value instanceof PyCode) return codeRepr(value);
  return '<object>';
}

/** A code object without its address. */
export function codeRepr(code: PyCode): string {
  const { co_filename, co_firstlineno, co_name } = code;
  return `<code object ${strToUtf16(co_name)}, file "${strToUtf16(co_filename)}", line ${co_firstlineno}>`;
}

function strRepr(text: Str): string {
  return quoted(codePointsOf(text), false);
}

function quoted(points: Iterable<number>, isBytes: boolean): string {
  const list = [...points];
  const quote = list.includes(0x27) && !list.includes(0x22) ? 0x22 : 0x27;
  let text = '';
  for (const point of list) text += escaped(point, quote, isBytes);
  return String.fromCharCode(quote) + text + String.fromCharCode(quote);
}

function escaped(point: number, quote: number, isBytes: boolean): string {
  if (point === quote || point === 0x5c) return `\\${String.fromCharCode(point)}`;
  if (point === 9) return '\\t';
  if (point === 10) return '\\n';
  if (point === 13) return '\\r';
  if (point === 0x20) return ' ';
  const shown = String.fromCodePoint(point);
  if (point < 0x80 ? point > 0x20 && point < 0x7f : !isBytes && PRINTABLE.test(shown)) return shown;
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}

// The shortest digits are the same in both languages; when the exponent shows is not.
function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

function complexRepr(value: PyComplex): string {
  const part = (x: number): string => floatRepr(x).replace(/\.0$/, '');
  if (value.real === 0 && !Object.is(value.real, -0)) return `${part(value.imag)}j`;
  const imag = part(value.imag);
  return `(${part(value.real)}${/^-/.test(imag) ? '' : '+'}${imag}j)`;
}
