/** This file makes integers from other objects: `int(x)`, `int(text, base)`. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { type Str, strToUtf16 } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import { bufferBytes, getBuffer, hasBuffer, PyBUF_SIMPLE } from '../../buffer.js';
import { PyIntSubclass, typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { DeprecationWarning } from '../../exceptions/types.js';
import { bindArguments, checkPositional } from '../../native/bind.js';
import { parseSignature } from '../../native/signature.js';
import { index, indexToNumber } from '../../operations/index.js';
import { repr } from '../../operations/text.js';
import { asStr, sliceStr } from '../../strings.js';
import { parseIntText, toAsciiNumber } from './parse.js';
import type { Int } from './size.js';
import { makeInt } from './value.js';

/** The signature of `int()` when keywords are given. */
const SIGNATURE_TEXT = 'int(x=<unset>, /, base=<unset>)';

/** `tp_new` of int. */
export function intNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  let [x, base]: readonly (Value | undefined)[] = args;
  if (kwnames === null || kwnames.length === 0) checkPositional('int', args.length, 0, 2);
  else {
    const signature = parseSignature(SIGNATURE_TEXT, 'function');
    [x, base] = bindArguments(vm, signature, { short: 'int', full: 'int()' }, args, kwnames) as (Value | undefined)[];
  }
  if (x === undefined) {
    if (base !== undefined) throw typeError('int() missing string argument');
    return makeInt(type, 0);
  }
  return makeInt(type, base === undefined ? intFromObject(vm, x) : intFromTextObject(vm, x, base));
}

/** `int(x)` for any object (`PyNumber_Long`): `__int__`, `__index__`, then text. */
export function intFromObject(vm: Runtime, value: Value): Int {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  const type = typeOf(value);
  if (type.nb_int !== null) return checkedInt(vm, type.nb_int(vm, value));
  if (type.nb_index !== null) return index(vm, value);
  const text = asStr(value);
  if (text !== undefined) return intFromStr(vm, text, 10, value);
  if (hasBuffer(value)) return intFromBuffer(vm, value, 10);
  throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${type.name}'`);
}

function checkedInt(vm: Runtime, result: Value): Int {
  if (typeof result === 'number' || typeof result === 'bigint') return result;
  if (typeof result !== 'boolean' && !(result instanceof PyIntSubclass)) {
    throw typeError(`__int__ returned non-int (type ${typeOf(result).name})`);
  }
  vm.warn(
    DeprecationWarning,
    `__int__ returned non-int (type ${typeOf(result).name}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.`,
    1,
  );
  return typeof result === 'boolean' ? Number(result) : result.value;
}

function intFromTextObject(vm: Runtime, value: Value, baseObject: Value): Int {
  const base = indexToNumber(vm, baseObject, null);
  if ((base !== 0 && base < 2) || base > 36) throw valueError('int() base must be >= 2 and <= 36, or 0');
  const text = asStr(value);
  if (text !== undefined) return intFromStr(vm, text, base, value);
  if (value instanceof PyBytes || typeOf(value).mro.some((type) => type.name === 'bytearray')) {
    return intFromBuffer(vm, value, base);
  }
  throw typeError("int() can't convert non-string with explicit base");
}

/** The int that a str stands for; ValueError names the object that was given. */
function intFromStr(vm: Runtime, text: Str, base: number, given: Value): Int {
  const result = parseIntText(vm, toAsciiNumber(text), base);
  if (result === null) throw invalidLiteral(vm, base, given);
  return result;
}

function intFromBuffer(vm: Runtime, value: Value, base: number): Int {
  const view = getBuffer(vm, value, PyBUF_SIMPLE);
  const bytes = bufferBytes(view).slice();
  view.release(vm);
  const result = parseIntText(vm, latin1Text(bytes), base);
  if (result === null) throw invalidLiteral(vm, base, new PyBytes(bytes));
  return result;
}

/** Bytes as text of one character each. */
export function latin1Text(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 4096) {
    out += String.fromCharCode.apply(null, bytes.subarray(i, i + 4096) as unknown as number[]);
  }
  return out;
}

function invalidLiteral(vm: Runtime, base: number, given: Value): unknown {
  const shown = strToUtf16(sliceToLimit(repr(vm, given)));
  return valueError(`invalid literal for int() with base ${base}: ${shown}`);
}

/** CPython's `%.200R`. */
function sliceToLimit(text: Str): Str {
  return text.length > 200 ? sliceStr(text, 0, 200) : text;
}
