/** This file fills the type str. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PySlice, PyTuple } from '../../../values/sequences.js';
import { NotImplemented } from '../../../values/singletons.js';
import { type PyStr, type Str, strFromCodePoints, strKey } from '../../../values/str.js';
import type { CompareOp } from '../../../values/type.js';
import { encode } from '../../codecs/registry.js';
import { PyStrSubclass, strType, typeOf } from '../../core-types.js';
import { indexError, typeError } from '../../errors.js';
import { IndexError } from '../../exceptions/types.js';
import { formatMethod, formatWithMapping } from '../../formatting/format-method.js';
import { formatStr } from '../../formatting/format-str.js';
import { percentFormat } from '../../formatting/percent.js';
import { defineType } from '../../native/define-type.js';
import { method, type NativeDef, rawMethod } from '../../native/native-def.js';
import { hasIndex, indexToNumber } from '../../operations/index.js';
import { asStr, compareStrs, concatTwo, equalStrs, findStr, repeatStr, sliceStr, strFromPoint } from '../../strings.js';
import { sliceBounds } from '../slice.js';
import { chargeScan, chargeSearch } from './arguments.js';
import { caseMethods } from './case-methods.js';
import { codecName, newStr } from './construct.js';
import { strIterator } from './iterator.js';
import { padMethods } from './pad-methods.js';
import { predicates } from './predicates.js';
import { replaceMethods } from './replace-methods.js';
import { reprStr } from './repr.js';
import { searchMethods } from './search-methods.js';
import { splitMethods } from './split-methods.js';

function itemAt(text: Str, index: number): Str {
  if (index < 0 || index >= text.length) throw indexError('string index out of range');
  return typeof text === 'string' ? text.charAt(index) : strFromPoint(text.codePoints[index] as number);
}

/** `text[key]`. */
export function subscriptStr(vm: Runtime, self: Value, key: Value): Value {
  const text = asStr(self) as Str;
  if (typeof key === 'number') return itemAt(text, key < 0 ? key + text.length : key);
  if (key instanceof PySlice) {
    const { start, step, count } = sliceBounds(vm, key, text.length);
    if (count === 0) return '';
    chargeScan(vm, count);
    if (step === 1) {
      if (count !== text.length) vm.chargeMemory(typeof text === 'string' ? count : 4 * count);
      return sliceStr(text, start, start + count);
    }
    vm.chargeFuel(count >> 3);
    vm.chargeMemory(4 * count);
    const points = new Uint32Array(count);
    if (typeof text === 'string') for (let i = 0; i < count; i++) points[i] = text.charCodeAt(start + i * step);
    else for (let i = 0; i < count; i++) points[i] = text.codePoints[start + i * step] as number;
    return strFromCodePoints(points);
  }
  if (hasIndex(key)) {
    const index = indexToNumber(vm, key, IndexError);
    return itemAt(text, index < 0 ? index + text.length : index);
  }
  throw typeError(`string indices must be integers, not '${typeOf(key).name}'`);
}

function concatStr(vm: Runtime, a: Value, b: Value): Value {
  const left = asStr(a) as Str;
  const right = asStr(b);
  if (right === undefined) throw typeError(`can only concatenate str (not "${typeOf(b).name}") to str`);
  if (right.length === 0 && a === left) return left;
  if (left.length === 0 && b === right) return right;
  const total = left.length + right.length;
  if (total > 64) {
    vm.chargeMemory(typeof left === 'string' && typeof right === 'string' ? total : 4 * total);
    // Host strings are joined lazily, code points are copied.
    if (typeof left !== 'string' || typeof right !== 'string') vm.chargeFuel(total >> 4);
  }
  return concatTwo(left, right);
}

function compareSlot(vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  const left = asStr(a);
  const right = asStr(b);
  if (left === undefined || right === undefined) return NotImplemented;
  if (op === 2 || op === 3) {
    if (left.length !== right.length) return op === 3;
    chargeScan(vm, left.length);
    return equalStrs(left, right) === (op === 2);
  }
  chargeScan(vm, Math.min(left.length, right.length));
  const order = compareStrs(left, right);
  return op === 0 ? order < 0 : op === 1 ? order <= 0 : op === 4 ? order > 0 : order >= 0;
}

function containsStr(vm: Runtime, self: Value, item: Value): boolean {
  const needle = asStr(item);
  if (needle === undefined) {
    throw typeError(`'in <string>' requires string as left operand, not ${typeOf(item).name}`);
  }
  const text = asStr(self) as Str;
  chargeSearch(vm, text.length, needle.length);
  return findStr(text, needle, 0, text.length) >= 0;
}

/** The bytes that CPython would use: header by kind, and the characters. */
function sizeOf(text: Str): number {
  let max = 0;
  if (typeof text === 'string') {
    max = /^[\0-\x7f]*$/.test(text) ? 0x7f : /^[\0-\xff]*$/.test(text) ? 0xff : 0xffff;
  } else max = text.codePoints.some((point) => point > 0xffff) ? 0x10ffff : 0xffff;
  if (max <= 0x7f) return 41 + text.length;
  const width = max <= 0xff ? 1 : max <= 0xffff ? 2 : 4;
  return 56 + (text.length + 1) * width;
}

const others: readonly NativeDef[] = [
  method(
    "encode($self, /, encoding: str='utf-8', errors: str='strict')",
    'Encode the string with the codec registered for encoding.',
    (vm: Runtime, self: Value, encoding: Str, errors: Str) => {
      const text = asStr(self) as Str;
      return encode(vm, text, codecName(encoding), codecName(errors));
    },
  ),
  rawMethod(
    'format',
    'Format the string with positional and keyword arguments.',
    (vm, self, args, kwnames) => formatMethod(vm, asStr(self) as Str, args, kwnames),
    'format($self, /, *args, **kwargs)',
  ),
  method(
    'format_map($self, mapping, /)',
    'Format the string with a mapping, which is not copied.',
    (vm: Runtime, self: Value, mapping: Value) => formatWithMapping(vm, asStr(self) as Str, mapping),
  ),
  method(
    '__format__($self, format_spec, /)',
    'Format the string as the format specification says.',
    (vm: Runtime, self: Value, spec: Value) => {
      const text = asStr(spec);
      if (text === undefined) throw typeError(`__format__() argument must be str, not ${typeOf(spec).name}`);
      return formatStr(vm, self, asStr(self) as Str, text);
    },
  ),
  method('__sizeof__($self, /)', 'Size of the string in memory, in bytes.', (vm: Runtime, self: Value) => {
    const text = asStr(self) as Str;
    chargeScan(vm, text.length);
    return sizeOf(text);
  }),
  method('__getnewargs__($self, /)', null, (_vm: Runtime, self: Value) => new PyTuple([asStr(self) as Str])),
];

defineType(strType, {
  doc: 'Text: an immutable sequence of Unicode characters, made from an object or decoded from bytes.',
  slots: {
    tp_new: newStr,
    tp_repr: (vm, self: Value) => reprStr(vm, asStr(self) as Str),
    tp_str: (_vm, self: Value) => asStr(self) as Str,
    tp_hash: (vm, self: Value) => vm.hashStr(strKey(asStr(self) as Str)),
    tp_richcompare: compareSlot,
    tp_iter: (vm, self: Value) => strIterator(vm, asStr(self) as Str),
    nb_remainder: (vm, a: Value, b: Value) => {
      const format = asStr(a);
      return format === undefined ? NotImplemented : percentFormat(vm, format, b);
    },
    sq_length: (_vm, self: string | PyStr | PyStrSubclass) =>
      self instanceof PyStrSubclass ? self.value.length : self.length,
    sq_concat: concatStr,
    sq_repeat: (vm: Runtime, self: Value, count: number) => {
      const text = asStr(self) as Str;
      return repeatStr(vm, text, count);
    },
    sq_item: (_vm: Runtime, self: Value, index: number) => itemAt(asStr(self) as Str, index),
    sq_contains: containsStr,
    mp_length: (_vm, self: Value) => (asStr(self) as Str).length,
    mp_subscript: subscriptStr,
  },
  methods: [
    ...others.slice(0, 1),
    ...replaceMethods,
    ...splitMethods,
    ...caseMethods,
    ...searchMethods,
    ...padMethods,
    ...predicates,
    ...others.slice(1),
  ],
  isBaseType: true,
  hasWeakrefs: false,
  matchSelf: true,
});
