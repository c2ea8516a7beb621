/** This file defines the functions of builtins that look at objects: abs() to vars(). */
import { PyStrSubclass, typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { type NativeDef, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { absolute, binaryOp, power } from '../../objects/operations/arithmetic.js';
import { delAttr, getAttr, lookupAttr, lookupSpecial, setAttr } from '../../objects/operations/attributes.js';
import { compareBool } from '../../objects/operations/compare.js';
import { length } from '../../objects/operations/containers.js';
import { hash } from '../../objects/operations/hash.js';
import { index } from '../../objects/operations/index.js';
import { isInstanceOf, isSubclassOf } from '../../objects/operations/instance-check.js';
import { forEach, getIter, toArray } from '../../objects/operations/iteration.js';
import { nextItem } from '../../objects/operations/stop-iteration.js';
import { asciiObject, format, reprObject } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import { intDigits } from '../../objects/types/int/text.js';
import { PyCallableIterator } from '../../objects/types/iterators/sequence-iterator.js';
import { listType, PyList } from '../../objects/types/list/list.js';
import { PyRange } from '../../objects/types/range-object.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { codePointAt, isStr, type Str, strFromCodePoints, strKey } from '../../values/str.js';
import { GT, LT } from '../../values/type.js';
import { PyAnextAwaitable } from '../../vm/types/anext-awaitable.js';
import { Summation } from './summation.js';

function attributeKey(value: Value, what: string): string {
  if (isStr(value)) return strKey(value);
  if (value instanceof PyStrSubclass) return strKey(value.value);
  throw typeError(`${what} must be string, not '${typeOf(value).name}'`);
}

/** min() and max(). */
function extremum(name: 'min' | 'max', op: typeof LT | typeof GT) {
  return rawFunction(
    name,
    `With an iterable or several arguments, return the ${name === 'min' ? 'smallest' : 'largest'}.`,
    (vm, _self, args, kwnames) => {
      const nkw = kwnames === null ? 0 : kwnames.length;
      const positional = args.slice(0, args.length - nkw);
      let key: Value = None;
      let fallback: Value | undefined;
      if (nkw > 2) throw typeError(`${name}() takes at most 2 keyword arguments (${nkw} given)`);
      for (let i = 0; i < nkw; i++) {
        const keyword = (kwnames as readonly string[])[i] as string;
        if (keyword === 'key') key = args[positional.length + i] as Value;
        else if (keyword === 'default') fallback = args[positional.length + i] as Value;
        else throw typeError(`${name}() got an unexpected keyword argument '${keyword}'`);
      }
      if (positional.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
      if (positional.length > 1 && fallback !== undefined) {
        throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
      }
      let best: Value | undefined;
      let bestKey: Value = None;
      const consider = (item: Value): void => {
        const itemKey = key === None ? item : vm.call1(key, item);
        if (best === undefined || compareBool(vm, itemKey, bestKey, op)) {
          best = item;
          bestKey = itemKey;
        }
      };
      if (positional.length > 1) for (const item of positional) consider(item);
      else forEach(vm, positional[0] as Value, consider);
      if (best !== undefined) return best;
      if (fallback !== undefined) return fallback;
      throw valueError(`${name}() iterable argument is empty`);
    },
  );
}

function sum(vm: Runtime, iterable: Value, start: Value): Value {
  if (isStr(start)) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (start instanceof PyBytes) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (start instanceof PyByteArray) throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
  const summation = new Summation(start);
  forEach(vm, iterable, (item) => summation.add(vm, item));
  return summation.value;
}

function baseText(prefix: string, base: 2 | 8 | 16): (vm: Runtime, value: Value) => Value {
  return (vm, value) => {
    const n = index(vm, value);
    return (n < 0 ? '-' : '') + prefix + intDigits(vm, n < 0 ? -n : n, base);
  };
}

function ord(value: Value): Value {
  const text = value instanceof PyStrSubclass ? value.value : value;
  if (isStr(text)) {
    if (text.length === 1) return codePointAt(text, 0);
    throw typeError(`ord() expected a character, but string of length ${text.length} found`);
  }
  if (value instanceof PyBytes) {
    if (value.data.length === 1) return value.data[0] as number;
    throw typeError(`ord() expected a character, but string of length ${value.data.length} found`);
  }
  if (value instanceof PyByteArray) {
    if (value.bytes.length === 1) return value.bytes[0] as number;
    throw typeError(`ord() expected a character, but string of length ${value.bytes.length} found`);
  }
  throw typeError(`ord() expected string of length 1, but ${typeOf(value).name} found`);
}

function chr(vm: Runtime, value: Value): Value {
  const point = index(vm, value);
  if (typeof point === 'number' && point >= 0 && point <= 0x10ffff) return strFromCodePoints(Uint32Array.of(point));
  throw valueError('chr() arg not in range(0x110000)');
}

function round(vm: Runtime, number: Value, ndigits: Value): Value {
  const method = lookupSpecial(vm, number, '__round__');
  if (method === undefined) throw typeError(`type ${typeOf(number).name} doesn't define __round__ method`);
  return ndigits === None ? vm.call0(method) : vm.call1(method, ndigits);
}

function divmod(vm: Runtime, a: Value, b: Value): Value {
  return binaryOp(vm, 'divmod', a, b);
}

/** `dir(object)`. */
export function dirOf(vm: Runtime, object: Value): PyList {
  const method = lookupSpecial(vm, object, '__dir__');
  if (method === undefined) throw typeError('object does not provide __dir__');
  const names = new PyList(toArray(vm, vm.call0(method)));
  vm.call0(getAttr(vm, names, 'sort'));
  return names;
}

export const objectFunctions: readonly NativeDef[] = [
  nativeFunction('abs($module, x, /)', 'Return the absolute value of the argument.', absolute),
  nativeFunction(
    'all($module, iterable, /)',
    'Return True if bool(x) is True for all values x in the iterable.',
    (vm, iterable: Value) => {
      let result = true;
      forEach(vm, iterable, (item) => {
        result = isTrue(vm, item);
        return result;
      });
      return result;
    },
  ),
  nativeFunction(
    'any($module, iterable, /)',
    'Return True if bool(x) is True for any x in the iterable.',
    (vm, iterable: Value) => {
      let result = false;
      forEach(vm, iterable, (item) => {
        result = isTrue(vm, item);
        return !result;
      });
      return result;
    },
  ),
  nativeFunction('ascii($module, obj, /)', 'Return an ASCII-only representation of an object.', (vm, value: Value) =>
    asciiObject(vm, value),
  ),
  nativeFunction('bin($module, number, /)', 'Return the binary representation of an integer.', baseText('0b', 2)),
  nativeFunction(
    'callable($module, obj, /)',
    'Return whether the object is callable.',
    (_vm, value: Value) => typeOf(value).tp_call !== null,
  ),
  nativeFunction('chr($module, i, /)', 'Return a Unicode string of one character with ordinal i.', chr),
  nativeFunction(
    'delattr($module, obj, name, /)',
    'Deletes the named attribute from the given object.',
    (vm, object: Value, name: Value) => {
      delAttr(vm, object, attributeKey(name, 'attribute name'));
      return None;
    },
  ),
  nativeFunction('divmod($module, x, y, /)', 'Return the tuple (x//y, x%y).', divmod),
  nativeFunction(
    "format($module, value, format_spec: str='', /)",
    'Return type(value).__format__(value, format_spec).',
    (vm, value: Value, spec: Str) => format(vm, value, spec),
  ),
  rawFunction('getattr', 'Get a named attribute from an object.', (vm, _self, args, kwnames) => {
    noKeywords('getattr()', kwnames);
    checkPositional('getattr', args.length, 2, 3);
    const name = attributeKey(args[1] as Value, 'attribute name');
    const object = args[0] as Value;
    if (args.length === 2) return getAttr(vm, object, name);
    return lookupAttr(vm, object, name) ?? (args[2] as Value);
  }),
  nativeFunction(
    'hasattr($module, obj, name, /)',
    'Return whether the object has an attribute with the given name.',
    (vm, object: Value, name: Value) => lookupAttr(vm, object, attributeKey(name, 'attribute name')) !== undefined,
  ),
  nativeFunction('hash($module, obj, /)', 'Return the hash value for the given object.', (vm, value: Value) =>
    hash(vm, value),
  ),
  nativeFunction('hex($module, number, /)', 'Return the hexadecimal representation of an integer.', baseText('0x', 16)),
  nativeFunction('id($module, obj, /)', 'Return the identity of an object.', (vm, value: Value) => {
    const id = vm.identity(value);
    vm.audit('builtins.id', [id]);
    return id;
  }),
  nativeFunction(
    'isinstance($module, obj, class_or_tuple, /)',
    'Return whether an object is an instance of a class or of a subclass thereof.',
    (vm, value: Value, cls: Value) => isInstanceOf(vm, value, cls),
  ),
  nativeFunction(
    'issubclass($module, cls, class_or_tuple, /)',
    "Return whether 'cls' is derived from another class or is the same class.",
    (vm, derived: Value, cls: Value) => isSubclassOf(vm, derived, cls),
  ),
  rawFunction('iter', 'Get an iterator from an object.', (vm, _self, args, kwnames) => {
    noKeywords('iter()', kwnames);
    checkPositional('iter', args.length, 1, 2);
    if (args.length === 1) return getIter(vm, args[0] as Value);
    if (typeOf(args[0] as Value).tp_call === null) throw typeError('iter(v, w): v must be callable');
    return new PyCallableIterator(args[0] as Value, args[1] as Value);
  }),
  nativeFunction(
    'aiter($module, async_iterable, /)',
    'Return an AsyncIterator for an AsyncIterable object.',
    (vm, value: Value) => {
      const type = typeOf(value);
      if (type.am_aiter === null) throw typeError(`'${type.name}' object is not an async iterable`);
      const iterator = type.am_aiter(vm, value);
      if (typeOf(iterator).am_anext === null)
        throw typeError(`aiter() returned not an async iterator of type '${typeOf(iterator).name}'`);
      return iterator;
    },
  ),
  rawFunction(
    'anext',
    'Return the next item from the async iterator.',
    (vm, _self, args, kwnames) => {
      noKeywords('anext()', kwnames);
      checkPositional('anext', args.length, 1, 2);
      const type = typeOf(args[0] as Value);
      if (type.am_anext === null) throw typeError(`'${type.name}' object is not an async iterator`);
      const awaitable = type.am_anext(vm, args[0]);
      return args[1] === undefined ? awaitable : new PyAnextAwaitable(awaitable, args[1]);
    },
    '($module, aiterator, default=<unrepresentable>, /)',
  ),
  nativeFunction('len($module, obj, /)', 'Return the number of items in a container.', (vm, value: Value) =>
    // The one length that a number cannot hold exactly.
    value instanceof PyRange && typeof value.length === 'bigint' && value.length < 2n ** 63n
      ? value.length
      : length(vm, value),
  ),
  extremum('max', GT),
  extremum('min', LT),
  rawFunction('next', 'Return the next item from the iterator.', (vm, _self, args, kwnames) => {
    noKeywords('next()', kwnames);
    checkPositional('next', args.length, 1, 2);
    const iterator = args[0] as Value;
    const next = typeOf(iterator).tp_iternext;
    if (next === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
    if (args.length === 2) return next(vm, iterator) ?? (args[1] as Value);
    return nextItem(vm, iterator);
  }),
  nativeFunction('oct($module, number, /)', 'Return the octal representation of an integer.', baseText('0o', 8)),
  nativeFunction(
    'ord($module, character, /)',
    'Return the Unicode code point for a one-character string.',
    (_vm, value: Value) => ord(value),
  ),
  nativeFunction(
    'pow($module, /, base, exp, mod=None)',
    'Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.',
    power,
  ),
  nativeFunction(
    'repr($module, obj, /)',
    'Return the canonical string representation of the object.',
    (vm, value: Value) => reprObject(vm, value),
  ),
  nativeFunction(
    'round($module, /, number, ndigits=None)',
    'Round a number to a given precision in decimal digits.',
    round,
  ),
  nativeFunction(
    'setattr($module, obj, name, value, /)',
    'Sets the named attribute on the given object to the specified value.',
    (vm, object: Value, name: Value, value: Value) => {
      setAttr(vm, object, attributeKey(name, 'attribute name'), value);
      return None;
    },
  ),
  rawFunction(
    'sorted',
    'Return a new list containing all items from the iterable in ascending order.',
    (vm, _self, args, kwnames) => {
      // Its keywords are those of list.sort, which says what is wrong with them.
      checkPositional('sorted', args.length - (kwnames?.length ?? 0), 1, 1);
      const list = new PyList(toArray(vm, args[0] as Value));
      vm.call(listType.lookup('sort') as Value, [list, ...args.slice(1)], kwnames);
      return list;
    },
    '($module, iterable, /, *, key=None, reverse=False)',
  ),
  nativeFunction(
    'sum($module, iterable, /, start=0)',
    "Return the sum of a 'start' value (default: 0) plus an iterable of numbers",
    sum,
  ),
];
