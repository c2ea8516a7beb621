/** This file makes complex numbers from other objects: `complex(real, imag)`. */

import type { Complex } from '../../../values/complex-arithmetic.js';
import { PyComplex } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { strToUtf16 } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import { complexType, typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { DeprecationWarning } from '../../exceptions/types.js';
import { bindArguments } from '../../native/bind.js';
import { asDouble } from '../../native/convert.js';
import { parseSignature } from '../../native/signature.js';
import { lookupSpecial } from '../../operations/attributes.js';
import { repr } from '../../operations/text.js';
import { asStr } from '../../strings.js';
import { doubleFromObject } from '../float/new.js';
import { toAsciiNumber } from '../int/parse.js';
import { parseComplexText } from './parse.js';

/** An instance of complex or of a subclass. */
export function makeComplex(type: PyType, real: number, imag: number): PyComplex {
  if (type === complexType) return new PyComplex(real, imag);
  return new (type.instanceClass as unknown as typeof PyComplex)(real, imag);
}

/** The answer of `__complex__`, when the object has it. */
function tryComplexMethod(vm: Runtime, value: Value): PyComplex | undefined {
  if (value instanceof PyComplex && value.type === complexType) return value;
  const method = lookupSpecial(vm, value, '__complex__');
  if (method === undefined) return undefined;
  const result = vm.call0(method);
  const name = typeOf(result).name;
  if (!(result instanceof PyComplex)) throw typeError(`__complex__ returned non-complex (type ${name})`);
  if (result.type !== complexType) {
    vm.warn(
      DeprecationWarning,
      `__complex__ returned non-complex (type ${name}).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.`,
      1,
    );
  }
  return result;
}

/** Any number as a complex: `__complex__`, else a real number (`PyComplex_AsCComplex`). */
export function asComplex(vm: Runtime, value: Value): Complex {
  if (value instanceof PyComplex) return value;
  return tryComplexMethod(vm, value) ?? { real: asDouble(vm, value), imag: 0 };
}

const isReal = (value: Value): boolean => typeOf(value).nb_float !== null || typeOf(value).nb_index !== null;

/** The signature of `complex()`; missing arguments stay undefined. */
const SIGNATURE_TEXT = 'complex(real=<unset>, imag=<unset>)';

/** `tp_new` of complex. */
export function complexNew(
  vm: Runtime,
  type: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const signature = parseSignature(SIGNATURE_TEXT, 'function');
  const bound = bindArguments(vm, signature, { short: 'complex', full: 'complex()' }, args, kwnames);
  const [real, imag] = bound as (Value | undefined)[];
  const positional = args.length - (kwnames === null ? 0 : kwnames.length);
  if (imag === undefined && real !== undefined && positional === 1) return fromOne(vm, type, real);
  return fromParts(vm, type, real ?? 0, imag);
}

function fromOne(vm: Runtime, type: PyType, value: Value): Value {
  if (value instanceof PyComplex && value.type === complexType && type === complexType) return value;
  const text = asStr(value);
  if (text !== undefined) {
    vm.chargeFuel(text.length >> 3);
    const parsed = parseComplexText(toAsciiNumber(text));
    if (parsed === 'malformed') throw valueError('complex() arg is a malformed string');
    if (parsed === 'underscore') {
      throw valueError(`could not convert string to complex: ${strToUtf16(repr(vm, value))}`);
    }
    return makeComplex(type, parsed.real, parsed.imag);
  }
  const converted = tryComplexMethod(vm, value);
  if (converted !== undefined) return makeComplex(type, converted.real, converted.imag);
  if (value instanceof PyComplex) return makeComplex(type, value.real, value.imag);
  if (!isReal(value)) throw typeError(`complex() argument must be a string or a number, not ${typeOf(value).name}`);
  return makeComplex(type, doubleFromObject(vm, value), 0);
}

function notReal(name: string, value: Value): string {
  return `complex() argument '${name}' must be a real number, not ${typeOf(value).name}`;
}

function fromParts(vm: Runtime, type: PyType, r: Value, i: Value | undefined): Value {
  let real: number;
  let extraImag = 0;
  const converted = tryComplexMethod(vm, r) ?? (r instanceof PyComplex ? r : undefined);
  if (converted === undefined && !isReal(r)) throw typeError(notReal('real', r));
  if (i !== undefined && !(i instanceof PyComplex) && !isReal(i)) throw typeError(notReal('imag', i));
  if (converted !== undefined) {
    vm.warn(DeprecationWarning, notReal('real', r), 1);
    real = converted.real;
    extraImag = converted.imag;
  } else real = doubleFromObject(vm, r);
  if (i === undefined) return makeComplex(type, real, extraImag);
  if (i instanceof PyComplex) {
    vm.warn(DeprecationWarning, notReal('imag', i), 1);
    return makeComplex(type, real - i.imag, converted === undefined ? i.real : i.real + extraImag);
  }
  const imag = doubleFromObject(vm, i);
  return makeComplex(type, real, converted === undefined ? imag : imag + extraImag);
}
