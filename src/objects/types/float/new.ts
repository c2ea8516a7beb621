/** This file makes floats from other objects: `float(x)`. */
import { PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { strToUtf16 } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import { bufferBytes, getBuffer, hasBuffer, PyBUF_SIMPLE } from '../../buffer.js';
import { floatType, typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { DeprecationWarning } from '../../exceptions/types.js';
import { checkPositional, noKeywords } from '../../native/bind.js';
import { index } from '../../operations/index.js';
import { repr } from '../../operations/text.js';
import { asStr } from '../../strings.js';
import { doubleFromInt } from '../int/convert.js';
import { latin1Text } from '../int/new.js';
import { toAsciiNumber } from '../int/parse.js';
import { parseFloatText } from './parse.js';

/** An instance of float or of a subclass. */
export function makeFloat(type: PyType, value: number): PyFloat {
  return type === floatType ? new PyFloat(value) : new (type.instanceClass as unknown as typeof PyFloat)(value);
}

/** `tp_new` of float. */
export function floatNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (type === floatType || type.tp_init === floatType.tp_init) noKeywords('float', kwnames);
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  checkPositional('float', count, 0, 1);
  const x = args[0];
  if (count === 0 || x === undefined) return makeFloat(type, 0);
  if (type === floatType && x instanceof PyFloat && x.type === floatType) return x;
  return makeFloat(type, doubleFromObject(vm, x));
}

/** `float(x)` for any object (`PyNumber_Float`): `__float__`, `__index__`, then text. */
export function doubleFromObject(vm: Runtime, value: Value): number {
  if (value instanceof PyFloat && value.type === floatType) return value.value;
  const type = typeOf(value);
  if (type.nb_float !== null) return checkedFloat(vm, type, type.nb_float(vm, value));
  if (type.nb_index !== null) return doubleFromInt(index(vm, value));
  const text = asStr(value);
  if (text !== undefined) return doubleFromText(vm, toAsciiNumber(text), value);
  if (hasBuffer(value)) {
    const view = getBuffer(vm, value, PyBUF_SIMPLE);
    const bytes = bufferBytes(view).slice();
    view.release(vm);
    return doubleFromText(vm, latin1Text(bytes), value);
  }
  throw typeError(`float() argument must be a string or a real number, not '${type.name}'`);
}

function checkedFloat(vm: Runtime, type: PyType, result: Value): number {
  if (!(result instanceof PyFloat)) {
    throw typeError(`${type.name}.__float__ returned non-float (type ${typeOf(result).name})`);
  }
  if (result.type !== floatType) {
    vm.warn(
      DeprecationWarning,
      `${type.name}.__float__ returned non-float (type ${result.type.name}).  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.`,
      1,
    );
  }
  return result.value;
}

function doubleFromText(vm: Runtime, text: string, given: Value): number {
  vm.chargeFuel(text.length >> 3);
  const result = parseFloatText(text);
  if (result === null) throw valueError(`could not convert string to float: ${strToUtf16(repr(vm, given))}`);
  return result;
}
