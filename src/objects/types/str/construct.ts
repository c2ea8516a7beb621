/** This file implements `str(object)` and `str(object, encoding, errors)`. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { isStr, type Str } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import { bufferBytes, getBuffer, hasBuffer, PyBUF_SIMPLE } from '../../buffer.js';
import { decode } from '../../codecs/registry.js';
import { strType, typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { bindArguments, checkPositional } from '../../native/bind.js';
import { parseSignature } from '../../native/signature.js';
import { strObject } from '../../operations/text.js';
import { asStr } from '../../strings.js';

const SIGNATURE = parseSignature(
  'str($type, object=<unrepresentable>, encoding: str=<unrepresentable>, errors: str=<unrepresentable>)',
  'new',
);
const NAME = { short: 'str', full: 'str()' };

/** A codec name or error handler name may not hold a null character. */
export function codecName(text: Str): string {
  if (typeof text === 'string') {
    if (text.includes('\0')) throw valueError('embedded null character');
    return text;
  }
  return text.key;
}

/** Decode an object with the buffer protocol, as `str(object, encoding, errors)` does. */
function decodeObject(vm: Runtime, object: Value, encoding: string, errors: string): Value {
  if (object instanceof PyBytes) return decode(vm, object, object.data, encoding, errors);
  if (asStr(object) !== undefined) throw typeError('decoding str is not supported');
  const refuse = (): unknown => typeError(`decoding to str: need a bytes-like object, ${typeOf(object).name} found`);
  if (!hasBuffer(object)) throw refuse();
  let view: ReturnType<typeof getBuffer>;
  try {
    view = getBuffer(vm, object, PyBUF_SIMPLE);
  } catch (reason) {
    throw reason instanceof Raised ? refuse() : reason;
  }
  try {
    return decode(vm, object, bufferBytes(view), encoding, errors);
  } finally {
    view.release(vm);
  }
}

/** `str.__new__`. */
export function newStr(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const exact = type === strType;
  if (exact && args.length === 1 && kwnames === null) return strObject(vm, args[0] as Value);
  if (kwnames === null || kwnames.length === 0) checkPositional('str', args.length, 0, 3);
  const [object, encoding, errors] = bindArguments(vm, SIGNATURE, NAME, args, kwnames) as [
    Value | undefined,
    Str | undefined,
    Str | undefined,
  ];
  let result: Value;
  const encodingName = encoding === undefined ? undefined : codecName(encoding);
  const errorsName = errors === undefined ? undefined : codecName(errors);
  if (object === undefined) result = '';
  else if (encodingName === undefined && errorsName === undefined) result = strObject(vm, object);
  else result = decodeObject(vm, object, encodingName ?? 'utf-8', errorsName ?? 'strict');
  if (exact) return result;
  const text = isStr(result) ? result : (asStr(result) as Str);
  return new (type.instanceClass as unknown as new (value: Str) => Value & object)(text) as Value;
}
