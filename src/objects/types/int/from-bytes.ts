/** This file turns the argument of `int.from_bytes` into bytes as `bytes()` would (`PyObject_Bytes`). */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { asBytes, hasBuffer } from '../../buffer.js';
import { typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { ValueError } from '../../exceptions/types.js';
import { lookupSpecial } from '../../operations/attributes.js';
import { indexToNumber } from '../../operations/index.js';
import { toArray } from '../../operations/iteration.js';
import { asStr } from '../../strings.js';

/** The bytes of a bytes-like object, of an object with `__bytes__`, or of an iterable of ints. */
export function bytesOf(vm: Runtime, value: Value): Uint8Array {
  if (value instanceof PyBytes && value.constructor === PyBytes) return value.data;
  const method = lookupSpecial(vm, value, '__bytes__');
  if (method !== undefined) {
    const result = vm.call0(method);
    if (result instanceof PyBytes) return result.data;
    throw typeError(`__bytes__ returned non-bytes (type ${typeOf(result).name})`);
  }
  if (hasBuffer(value)) return asBytes(vm, value);
  const type = typeOf(value);
  if (asStr(value) !== undefined || (type.tp_iter === null && type.sq_item === null)) {
    throw typeError(`cannot convert '${type.name}' object to bytes`);
  }
  const items = toArray(vm, value);
  const data = new Uint8Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const byte = indexToNumber(vm, items[i] as Value, ValueError);
    if (byte < 0 || byte > 255) throw valueError('bytes must be in range(0, 256)');
    data[i] = byte;
  }
  return data;
}
