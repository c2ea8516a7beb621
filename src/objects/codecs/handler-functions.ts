/** This file declares the built-in error handlers as the functions that `codecs.lookup_error` answers. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import type { Str } from '../../values/str.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { PyBaseException, PyUnicodeError } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';
import { UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError } from '../exceptions/types.js';
import { type NativeDef, nativeFunction } from '../native/native-def.js';
import { asStr } from '../strings.js';
import { decodeReplacement, encodeReplacement, translateReplacement } from './error-handlers.js';

function wrongType(exception: Value): Raised {
  return typeError(`don't know how to handle ${typeOf(exception).name} in error callback`);
}

function clamp(at: number, low: number, high: number): number {
  return Math.max(low, Math.min(at, high));
}

/** The text of the exception, its range fitted as CPython does. */
function textRange(exception: PyUnicodeError): [text: Str, start: number, end: number] {
  const text = exception.object === null ? undefined : asStr(exception.object);
  if (text === undefined) {
    const shown = exception.object === null ? '' : `, not ${typeOf(exception.object).name}`;
    throw typeError(`UnicodeError 'object' attribute must be a str${shown}`);
  }
  const start = clamp(exception.start, 0, Math.max(0, text.length - 1));
  return [text, start, Math.min(Math.max(exception.end, 1), text.length)];
}

function bytesRange(exception: PyUnicodeError): [data: Uint8Array, start: number, end: number] {
  if (!(exception.object instanceof PyBytes)) {
    const shown = exception.object === null ? '' : `, not ${typeOf(exception.object).name}`;
    throw typeError(`UnicodeError 'object' attribute must be a bytes${shown}`);
  }
  const data = exception.object.data;
  const start = clamp(exception.start, 0, Math.max(0, data.length - 1));
  return [data, start, Math.min(Math.max(exception.end, 1), data.length)];
}

function encodingName(exception: PyUnicodeError): string {
  const name = exception.encoding === null ? undefined : asStr(exception.encoding);
  return typeof name === 'string' ? name : '';
}

function handle(vm: Runtime, handler: string, exception: Value): Value {
  if (handler === 'strict') {
    if (exception instanceof PyBaseException) throw new Raised(exception);
    throw typeError('codec must pass exception instance');
  }
  if (!(exception instanceof PyUnicodeError)) throw wrongType(exception);
  const type = exception.type;
  if (type.isSubtypeOf(UnicodeEncodeError)) {
    const [text, start, end] = textRange(exception);
    vm.chargeFuel(1 + Math.max(0, end - start));
    vm.chargeMemory(12 * Math.max(0, end - start));
    const replacement = encodeReplacement(handler, encodingName(exception), text, start, end);
    if (replacement === undefined) throw wrongType(exception);
    if (replacement === null) throw new Raised(exception);
    return new PyTuple([replacement instanceof Uint8Array ? new PyBytes(replacement) : replacement, end]);
  }
  if (type.isSubtypeOf(UnicodeDecodeError)) {
    const [data, start, end] = bytesRange(exception);
    vm.chargeFuel(1 + Math.max(0, end - start));
    const replacement = decodeReplacement(handler, encodingName(exception), data, start, end);
    if (replacement === undefined) throw wrongType(exception);
    if (replacement === null) throw new Raised(exception);
    return new PyTuple([replacement.text, replacement.end]);
  }
  if (type.isSubtypeOf(UnicodeTranslateError)) {
    const [text, start, end] = textRange(exception);
    vm.chargeFuel(1 + Math.max(0, end - start));
    const replacement = translateReplacement(handler, text, start, end);
    if (replacement !== undefined) return new PyTuple([replacement, end]);
  }
  throw wrongType(exception);
}

function declare(name: string, doc: string): [string, NativeDef] {
  const function_ = name.startsWith('surrogate') ? name : `${name}_errors`;
  return [
    name,
    nativeFunction(`${function_}($self, object, /)`, doc, (vm: Runtime, exception: Value) =>
      handle(vm, name, exception),
    ),
  ];
}

/** By the name that `errors=` takes. */
export const HANDLER_FUNCTIONS: readonly (readonly [string, NativeDef])[] = [
  declare('strict', "Implements the 'strict' error handling: raises the error."),
  declare('ignore', "Implements the 'ignore' error handling: skips malformed data."),
  declare('replace', "Implements the 'replace' error handling: puts a replacement marker."),
  declare('xmlcharrefreplace', "Implements the 'xmlcharrefreplace' error handling: puts XML character references."),
  declare('backslashreplace', "Implements the 'backslashreplace' error handling: puts escape sequences."),
  declare('namereplace', "Implements the 'namereplace' error handling: puts \\N{...} escapes."),
  declare('surrogatepass', "Implements the 'surrogatepass' error handling: lets surrogates through."),
  declare('surrogateescape', "Implements the 'surrogateescape' error handling: hides bytes in surrogates."),
];
