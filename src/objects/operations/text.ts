/** This file makes text of objects: repr(), str(), format(). */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { isStr, PyStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { PyStrSubclass, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { lookupSpecial } from './attributes.js';

/** `repr(value)`, always an exact str. */
export function repr(vm: Runtime, value: Value): Str {
  const result = reprObject(vm, value);
  return result instanceof PyStrSubclass ? result.value : (result as Str);
}

/** `repr(value)` as `__repr__` answered it: a str or an instance of a subclass. */
export function reprObject(vm: Runtime, value: Value): Value {
  const type = typeOf(value);
  const slot = type.tp_repr;
  if (slot === null) return strFromUtf16(`<${type.name} object at 0x${addressOf(vm, value)}>`);
  vm.enterRecursion(' while getting the repr of an object');
  try {
    const result = slot(vm, value);
    if (isStr(result) || result instanceof PyStrSubclass) return result;
    throw typeError(`__repr__ returned non-string (type ${typeOf(result).name})`);
  } finally {
    vm.leaveRecursion();
  }
}

/** The twelve hexadecimal digits that `<X object at 0x…>` shows. */
export function addressOf(vm: Runtime, value: Value): string {
  return vm.identity(value).toString(16).padStart(12, '0');
}

/** `str(value)`, always an exact str. */
export function str(vm: Runtime, value: Value): Str {
  const result = strObject(vm, value);
  return result instanceof PyStrSubclass ? result.value : (result as Str);
}

/** `str(value)` as `__str__` answered it: a str or an instance of a subclass. */
export function strObject(vm: Runtime, value: Value): Value {
  if (isStr(value)) return value;
  const slot = typeOf(value).tp_str;
  if (slot === null) return reprObject(vm, value);
  vm.enterRecursion(' while getting the str of an object');
  try {
    const result = slot(vm, value);
    if (isStr(result) || result instanceof PyStrSubclass) return result;
    throw typeError(`__str__ returned non-string (type ${typeOf(result).name})`);
  } finally {
    vm.leaveRecursion();
  }
}

/** `ascii(value)`, always an exact str. */
export function ascii(vm: Runtime, value: Value): Str {
  const result = asciiObject(vm, value);
  return result instanceof PyStrSubclass ? result.value : (result as Str);
}

/** `ascii(value)`: what `__repr__` answered when that is ASCII already. */
export function asciiObject(vm: Runtime, value: Value): Value {
  const answer = reprObject(vm, value);
  const text = answer instanceof PyStrSubclass ? answer.value : (answer as Str);
  if (typeof text === 'string' && /^[\0-\x7f]*$/.test(text)) return answer;
  let out = '';
  const points = text instanceof PyStr ? text.codePoints : Uint32Array.from(text, (c) => c.charCodeAt(0));
  vm.chargeFuel(points.length >> 2);
  for (const point of points) {
    if (point < 0x80) out += String.fromCharCode(point);
    else if (point < 0x100) out += `\\x${point.toString(16).padStart(2, '0')}`;
    else if (point < 0x10000) out += `\\u${point.toString(16).padStart(4, '0')}`;
    else out += `\\U${point.toString(16).padStart(8, '0')}`;
  }
  return out;
}

/** `format(value, spec)`. */
export function format(vm: Runtime, value: Value, spec: Str): Str {
  const exact = isStr(value) || typeof value === 'number' || typeof value === 'bigint';
  if (spec === '' && exact) return isStr(value) ? value : str(vm, value);
  const method = lookupSpecial(vm, value, '__format__');
  if (method === undefined) throw typeError(`Type ${typeOf(value).name} doesn't define __format__`);
  const result = vm.call1(method, spec);
  if (isStr(result)) return result;
  if (result instanceof PyStrSubclass) return result.value;
  throw typeError(`__format__ must return a str, not ${typeOf(result).name}`);
}

/** UTF-16 text of `repr(value)` for our own messages. */
export function reprText(vm: Runtime, value: Value): string {
  return strToUtf16(repr(vm, value));
}
