/** This file converts the arguments of native functions as their signatures say. */

import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { PyStrSubclass, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { asClinicInt, asSize, index } from '../operations/index.js';
import { isTrue } from '../operations/truth.js';
import type { Converter, Parameter } from './signature.js';

/** Converters that need types from higher files register themselves here once, at load. */
export const bufferConverter: { convert: (vm: Runtime, value: Value) => unknown } = {
  convert: (_vm, value) => {
    if (value instanceof PyBytes) return value.data;
    throw typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
  },
};

/** `f() argument 'x' must be str, not int`. */
function wrongType(fname: string, parameter: Parameter, position: number, expected: string, value: Value): never {
  const where = parameter.kind === 'posonly' ? (position === 0 ? '' : ` ${position}`) : ` '${parameter.name}'`;
  const got = value === None ? 'None' : typeOf(value).name;
  throw typeError(`${fname}() argument${where} must be ${expected}, not ${got}`);
}

/** A double: `must be real number, not X`. */
export function asDouble(vm: Runtime, value: Value): number {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'number') return value;
  const type = typeOf(value);
  if (type.nb_float !== null) {
    const result = type.nb_float(vm, value);
    if (result instanceof PyFloat) return result.value;
    throw typeError(`${type.name}.__float__ returned non-float (type ${typeOf(result).name})`);
  }
  if (type.nb_index !== null) return asDouble(vm, typeOf(0).nb_float?.(vm, index(vm, value)) as Value);
  throw typeError(`must be real number, not ${type.name}`);
}

/** The argument in the form that the body takes. `fname` has no parentheses. */
export function convertArgument(
  vm: Runtime,
  fname: string,
  parameter: Parameter,
  position: number,
  value: Value,
): unknown {
  const converter: Converter = parameter.converter;
  switch (converter) {
    case 'object':
      return value;
    case 'ssize':
      return asSize(vm, value);
    case 'ssize_or_none':
      if (value === None) return null;
      if (typeOf(value).nb_index === null) {
        throw typeError(`argument should be integer or None, not '${typeOf(value).name}'`);
      }
      return asSize(vm, value);
    case 'int':
    case 'long':
      return asClinicInt(vm, value);
    case 'index':
      return index(vm, value);
    case 'bool':
      return isTrue(vm, value);
    case 'double':
      return asDouble(vm, value);
    case 'str':
      if (isStr(value)) return value;
      if (value instanceof PyStrSubclass) return value.value;
      return wrongType(fname, parameter, position, 'str', value);
    case 'str_or_none':
      if (value === None) return null;
      if (isStr(value)) return value;
      if (value instanceof PyStrSubclass) return value.value;
      return wrongType(fname, parameter, position, 'str or None', value);
    case 'char':
      if (isStr(value) && value.length === 1) return value;
      if (isStr(value)) {
        throw typeError(
          `${fname}() argument${parameter.kind !== 'posonly' ? ` '${parameter.name}'` : position === 0 ? '' : ` ${position}`} must be a unicode character, not a string of length ${value.length}`,
        );
      }
      return wrongType(fname, parameter, position, 'a unicode character', value);
    case 'buffer':
      return bufferConverter.convert(vm, value);
    case 'bytes':
      if (value instanceof PyBytes) return value;
      return wrongType(fname, parameter, position, 'bytes', value);
    case 'tuple':
      if (value instanceof PyTuple) return value;
      return wrongType(fname, parameter, position, 'tuple', value);
    case 'type':
      if (value instanceof PyType) return value;
      return wrongType(fname, parameter, position, 'type', value);
    default:
      if (typeOf(value).mro.some((type) => type.name === converter)) return value;
      return wrongType(fname, parameter, position, converter, value);
  }
}
