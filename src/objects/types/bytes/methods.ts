/** This file declares the methods that bytes and bytearray share. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import type { Str } from '../../../values/str.js';
import type { PyType } from '../../../values/type.js';
import { asBytes } from '../../buffer.js';
import { decode } from '../../codecs/registry.js';
import { bytesType, typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { classMethod, method, type NativeDef, rawMethod, staticMethod } from '../../native/native-def.js';
import { findLastUnits, findUnits } from '../../search.js';
import { chargeSearch, searchArguments } from '../str/arguments.js';
import { codecName } from '../str/construct.js';
import { byteArrayType, PyByteArray } from './bytearray-object.js';
import { caseMethods } from './case-methods.js';
import { bytesFromHex, hexText } from './hex.js';
import { padMethods } from './pad-methods.js';
import { replaceMethods } from './replace-methods.js';
import { type BytesLike, countBytes, dataOf, searched, sliced, unchanged } from './shared.js';
import { splitMethods } from './split-methods.js';

type Search = (data: Uint8Array, needle: Uint8Array, start: number, end: number) => number;

function searchMethod(owner: string, name: string, doc: string, search: Search, mustFind: boolean): NativeDef {
  return rawMethod(
    name,
    doc,
    (vm, self: BytesLike, args, kwnames) => {
      const found = searchArguments(vm, owner, name, args, kwnames, null);
      const needle = searched(vm, found.sub);
      const data = dataOf(self);
      const [start, end] = found.within(data.length);
      chargeSearch(vm, (end - start) * 2, needle.length);
      const at = search(data, needle, start, end);
      if (at < 0 && mustFind) throw valueError('subsection not found');
      return at;
    },
    `${name}($self, sub[, start[, end]], /)`,
  );
}

function matchesAt(data: Uint8Array, affix: Uint8Array, at: number): boolean {
  for (let i = 0; i < affix.length; i++) if (data[at + i] !== affix[i]) return false;
  return true;
}

function tailMethod(owner: string, name: 'startswith' | 'endswith', parameter: string, doc: string): NativeDef {
  return rawMethod(
    name,
    doc,
    (vm, self: BytesLike, args, kwnames) => {
      const found = searchArguments(vm, owner, name, args, kwnames, null);
      const matches = (value: Value): boolean => {
        const affix = asBytes(vm, value);
        const data = dataOf(self);
        const [start, end] = found.within(data.length);
        if (affix.length > end - start) return false;
        vm.chargeFuel(1 + (affix.length >> 4));
        return matchesAt(data, affix, name === 'startswith' ? start : end - affix.length);
      };
      if (found.sub instanceof PyTuple) return found.sub.items.some(matches);
      if (typeOf(found.sub).bf_getbuffer === null) {
        throw typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeOf(found.sub).name}`);
      }
      return matches(found.sub);
    },
    `${name}($self, ${parameter}[, start[, end]], /)`,
  );
}

/** An instance of `type`; a subclass is called with the bytes. */
function makeFor(vm: Runtime, type: PyType, data: Uint8Array): Value {
  if (type === bytesType) return new PyBytes(data);
  return type === byteArrayType ? new PyByteArray(data) : vm.call1(type, new PyBytes(data));
}

const SEARCH_DOC = 'of a subsection in B[start:end], bytes or one int';

/** The methods under their order in CPython's tables, for one of the two types. */
export function sharedMethods(owner: 'bytes' | 'bytearray'): readonly NativeDef[] {
  return [
    ...caseMethods,
    ...padMethods,
    ...splitMethods,
    ...replaceMethods,
    rawMethod(
      'count',
      `Number of occurrences ${SEARCH_DOC}.`,
      (vm, self: BytesLike, args, kwnames) => {
        const found = searchArguments(vm, owner, 'count', args, kwnames, null);
        const needle = searched(vm, found.sub);
        const data = dataOf(self);
        const [start, end] = found.within(data.length);
        chargeSearch(vm, (end - start) * 2, needle.length);
        return countBytes(data, needle, start, end, Number.MAX_SAFE_INTEGER);
      },
      'count($self, sub[, start[, end]], /)',
    ),
    searchMethod(owner, 'find', `Lowest index ${SEARCH_DOC}, or -1.`, findUnits, false),
    searchMethod(owner, 'index', `Lowest index ${SEARCH_DOC}; ValueError when it is not there.`, findUnits, true),
    searchMethod(owner, 'rfind', `Highest index ${SEARCH_DOC}, or -1.`, findLastUnits, false),
    searchMethod(owner, 'rindex', `Highest index ${SEARCH_DOC}; ValueError when it is not there.`, findLastUnits, true),
    tailMethod(owner, 'startswith', 'prefix', 'Do the bytes start with the prefix, or one of a tuple of prefixes?'),
    tailMethod(owner, 'endswith', 'suffix', 'Do the bytes end with the suffix, or one of a tuple of suffixes?'),
    method(
      'removeprefix($self, prefix, /)',
      'The bytes without the prefix, if it is there.',
      (vm: Runtime, self: BytesLike, prefix: Value) => {
        const affix = asBytes(vm, prefix);
        const data = dataOf(self);
        const found = affix.length > 0 && affix.length <= data.length && matchesAt(data, affix, 0);
        return found ? sliced(vm, self, affix.length, data.length) : unchanged(vm, self);
      },
    ),
    method(
      'removesuffix($self, suffix, /)',
      'The bytes without the suffix, if it is there.',
      (vm: Runtime, self: BytesLike, suffix: Value) => {
        const affix = asBytes(vm, suffix);
        const data = dataOf(self);
        const at = data.length - affix.length;
        return affix.length > 0 && at >= 0 && matchesAt(data, affix, at)
          ? sliced(vm, self, 0, at)
          : unchanged(vm, self);
      },
    ),
    method(
      "decode($self, /, encoding: str='utf-8', errors: str='strict')",
      'Decode the bytes with the codec registered for encoding.',
      (vm: Runtime, self: BytesLike, encoding: Str, errors: Str) =>
        decode(vm, self, dataOf(self), codecName(encoding), codecName(errors)),
    ),
    method(
      'hex($self, /, sep=<unrepresentable>, bytes_per_sep: int=1)',
      'Hexadecimal digits of the bytes, with a separator between groups if wanted.',
      (vm: Runtime, self: BytesLike, sep: Value | undefined, perGroup: number) =>
        hexText(vm, dataOf(self), sep, perGroup),
    ),
    classMethod(
      'fromhex($type, string, /)',
      'Make bytes from hexadecimal digits in pairs.',
      (vm: Runtime, type: PyType, string: Value) => makeFor(vm, type, bytesFromHex(vm, string)),
    ),
    staticMethod(
      'maketrans(frm, to, /)',
      'A table for translate that maps each byte of frm to the one of to.',
      (vm: Runtime, from: Value, to: Value) => {
        const source = asBytes(vm, from);
        const target = asBytes(vm, to);
        if (source.length !== target.length) throw valueError('maketrans arguments must have same length');
        vm.chargeFuel(source.length >> 2);
        const table = Uint8Array.from({ length: 256 }, (_, i) => i);
        for (let i = 0; i < source.length; i++) table[source[i] as number] = target[i] as number;
        return new PyBytes(table);
      },
    ),
  ];
}
