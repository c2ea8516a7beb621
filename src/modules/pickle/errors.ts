/** This file defines the exceptions of `_pickle`, and the names of types in its messages. */
import { typeOf } from '../../objects/core-types.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { Exception } from '../../objects/exceptions/types.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { strToUtf16 } from '../../values/str.js';
import { makeExceptionType, raise } from '../exception-types.js';

export const pickleErrorType = makeExceptionType('_pickle', 'PickleError', [Exception]);
export const picklingErrorType = makeExceptionType('_pickle', 'PicklingError', [pickleErrorType]);
export const unpicklingErrorType = makeExceptionType('_pickle', 'UnpicklingError', [pickleErrorType]);

export const picklingError = (message: string): Raised => raise(picklingErrorType, message);
export const unpicklingError = (message: string): Raised => raise(unpicklingErrorType, message);

/** The name of an object's type with its module, as `%T` shows it. */
export function fullTypeName(vm: Runtime, object: Value): string {
  const type = typeOf(object);
  const module = asStr(getAttr(vm, type, '__module__'));
  const name = strToUtf16(asStr(getAttr(vm, type, '__qualname__')) ?? type.name);
  if (module === undefined || module === 'builtins' || module === '__main__') return name;
  return `${strToUtf16(module)}.${name}`;
}
