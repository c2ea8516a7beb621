/** This file implements array.array. */

import { asBytes, hasBuffer, PyBuffer } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { eofError, indexError, typeError, valueError } from '../../objects/errors.js';
import { DeprecationWarning, IndexError } from '../../objects/exceptions/types.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, rawMethod } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { equals } from '../../objects/operations/compare.js';
import { UNHASHABLE } from '../../objects/operations/hash.js';
import { hasIndex, indexToNumber } from '../../objects/operations/index.js';
import { forEach } from '../../objects/operations/iteration.js';
import { repr } from '../../objects/operations/text.js';
import { asStr, concat } from '../../objects/strings.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyList } from '../../objects/types/list/list.js';
import { countedRelease } from '../../objects/types/memoryview/python-buffer.js';
import { compareItems } from '../../objects/types/sequence-compare.js';
import { chargeItems, clampIndex } from '../../objects/types/sequence-ops.js';
import { sliceBounds, sliceIndex } from '../../objects/types/slice.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PySlice, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { codePointAt, codePointsOf, type Str, strFromCodePoints } from '../../values/str.js';
import type { CompareOp, PyType } from '../../values/type.js';
import { shortName } from '../module-types.js';
import { arrayType, PyArray } from './array.js';
import { PyArrayIterator } from './array-iterator.js';
import { type ElementKind, kindOf } from './elements.js';

const BAD_CODE = 'bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)';

const isText = (kind: ElementKind): boolean => kind.code === 'u' || kind.code === 'w';

/** An array of the class, with these bytes. */
export function makeArray(type: PyType, kind: ElementKind, bytes: Uint8Array): PyArray {
  if (type === arrayType) return new PyArray(kind, bytes);
  return new (type.instanceClass as unknown as typeof PyArray)(kind, bytes);
}

/** The typecode argument of a function, as one character. */
export function typecodeArgument(fname: string, position: number, value: Value): string {
  const text = asStr(value);
  if (text === undefined) {
    throw typeError(`${fname}() argument ${position} must be a unicode character, not ${typeOf(value).name}`);
  }
  if (text.length !== 1) {
    throw typeError(
      `${fname}() argument ${position} must be a unicode character, not a string of length ${text.length}`,
    );
  }
  return String.fromCodePoint(codePointAt(text, 0));
}

function arrayNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (type === arrayType || type.tp_init === arrayType.tp_init) noKeywords('array.array', kwnames);
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  if (count < 1) throw typeError(`array() takes at least 1 argument (${count} given)`);
  if (count > 2) throw typeError(`array() takes at most 2 arguments (${count} given)`);
  const code = typecodeArgument('array', 1, args[0] as Value);
  const kind = kindOf(code);
  const initial = count === 2 ? (args[1] as Value) : undefined;
  if (code === 'u') {
    vm.warn(DeprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16", 1);
  }
  if (initial !== undefined && (kind === undefined || !isText(kind))) refuseText(initial, code);
  if (kind === undefined) throw valueError(BAD_CODE);
  const array = makeArray(type, kind, new Uint8Array(0));
  if (initial !== undefined) fill(vm, array, initial);
  return array;
}

function refuseText(initial: Value, code: string): void {
  if (asStr(initial) !== undefined) throw typeError(`cannot use a str to initialize an array with typecode '${code}'`);
  if (initial instanceof PyArray && isText(initial.kind)) {
    throw typeError(`cannot use a unicode array to initialize an array with typecode '${code}'`);
  }
}

function fill(vm: Runtime, array: PyArray, initial: Value): void {
  const text = asStr(initial);
  if (text !== undefined) appendText(vm, array, text);
  else if (initial instanceof PyArray && initial.kind === array.kind) array.replace(vm, 0, 0, initial.bytes.slice());
  else if (initial instanceof PyBytes || typeOf(initial).mro.some((each) => each.name === 'bytearray')) {
    appendBytes(vm, array, asBytes(vm, initial));
  } else forEach(vm, initial, (item) => array.append(vm, array.kind.convert(vm, item)));
}

function appendText(vm: Runtime, array: PyArray, text: Str): void {
  const points = codePointsOf(text);
  array.replace(vm, array.length, 0, new Uint8Array(points.buffer, points.byteOffset, points.byteLength));
}

function appendBytes(vm: Runtime, array: PyArray, bytes: Uint8Array): void {
  if (bytes.length % array.kind.size !== 0) throw valueError('bytes length not a multiple of item size');
  array.replace(vm, array.length, 0, bytes.slice());
}

/** Add the items of an iterable at the end. */
function extend(vm: Runtime, array: PyArray, iterable: Value): void {
  if (iterable instanceof PyArray) {
    if (iterable.kind !== array.kind) throw typeError('can only extend with array of same kind');
    array.replace(vm, array.length, 0, iterable.bytes.slice());
    return;
  }
  forEach(vm, iterable, (item) => array.append(vm, array.kind.convert(vm, item)));
}

function fromList(vm: Runtime, array: PyArray, list: Value): Value {
  if (!(list instanceof PyList)) throw typeError('arg must be list');
  const before = array.length;
  try {
    for (const item of list.items.slice()) {
      vm.chargeFuel(1);
      array.append(vm, array.kind.convert(vm, item));
    }
  } catch (reason) {
    array.resize(vm, before);
    throw reason;
  }
  return None;
}

function itemsOf(vm: Runtime, array: PyArray): Value[] {
  chargeItems(vm, array.length);
  vm.chargeFuel(array.length >> 2);
  const items: Value[] = [];
  for (let i = 0; i < array.length; i++) items.push(array.at(i));
  return items;
}

function textOf(array: PyArray): Str {
  const points = new Uint32Array(array.length);
  for (let i = 0; i < array.length; i++) points[i] = codePointAt(array.at(i) as Str, 0);
  return strFromCodePoints(points);
}

function find(vm: Runtime, array: PyArray, value: Value, start: number, stop: number): number {
  for (let i = start; i < stop && i < array.length; i++) {
    vm.chargeFuel(1);
    if (equals(vm, array.at(i), value)) return i;
  }
  return -1;
}

function position(vm: Runtime, array: PyArray, key: Value, message: string): number {
  if (!hasIndex(key)) throw typeError('array indices must be integers');
  const given = indexToNumber(vm, key, IndexError);
  const at = given < 0 ? given + array.length : given;
  if (at < 0 || at >= array.length) throw indexError(message);
  return at;
}

function subscript(vm: Runtime, self: PyArray, key: Value): Value {
  if (!(key instanceof PySlice)) return self.at(position(vm, self, key, 'array index out of range'));
  const { start, step, count } = sliceBounds(vm, key, self.length);
  const { size } = self.kind;
  vm.chargeMemory(count * size);
  vm.chargeFuel(count >> 3);
  if (step === 1) return new PyArray(self.kind, self.bytes.slice(start * size, (start + count) * size));
  const bytes = new Uint8Array(count * size);
  for (let i = 0, at = start; i < count; i++, at += step)
    bytes.set(self.bytes.subarray(at * size, (at + 1) * size), i * size);
  return new PyArray(self.kind, bytes);
}

function assign(vm: Runtime, self: PyArray, key: Value, value: Value | undefined): void {
  if (!(key instanceof PySlice)) {
    const at = position(vm, self, key, 'array assignment index out of range');
    if (value === undefined) self.replace(vm, at, 1, new Uint8Array(0));
    else {
      const converted = self.kind.convert(vm, value);
      if (at >= self.length) throw indexError('array assignment index out of range');
      self.put(at, converted);
    }
    return;
  }
  if (value !== undefined && !(value instanceof PyArray)) {
    throw typeError(`can only assign array (not "${typeOf(value).name}") to array slice`);
  }
  if (value !== undefined && value.kind !== self.kind) throw typeError('bad argument type for built-in operation');
  assignSlice(vm, self, key, value);
}

function assignSlice(vm: Runtime, self: PyArray, slice: PySlice, value: PyArray | undefined): void {
  const { start, stop, step, count } = sliceBounds(vm, slice, self.length);
  const { size } = self.kind;
  const bytes = value === undefined ? new Uint8Array(0) : value.bytes.slice();
  if (step === 1) {
    self.replace(vm, start, Math.max(stop - start, 0), bytes);
    return;
  }
  vm.chargeFuel(self.length >> 2);
  if (bytes.length === 0) {
    const gone = new Set<number>();
    for (let i = 0, at = start; i < count; i++, at += step) gone.add(at);
    const kept = self.bytes.slice();
    let to = 0;
    for (let i = 0; i < self.length; i++) {
      if (!gone.has(i)) kept.copyWithin(size * to++, i * size, (i + 1) * size);
    }
    self.replace(vm, 0, self.length, kept.subarray(0, to * size));
    return;
  }
  const given = bytes.length / size;
  if (given !== count) {
    throw valueError(`attempt to assign array of size ${given} to extended slice of size ${count}`);
  }
  for (let i = 0, at = start; i < count; i++, at += step)
    self.bytes.set(bytes.subarray(i * size, (i + 1) * size), at * size);
}

function repeat(vm: Runtime, self: PyArray, count: number): Uint8Array {
  const { bytes } = self;
  const total = bytes.length * Math.max(count, 0);
  vm.chargeMemory(total);
  vm.chargeFuel(total >> 5);
  const out = new Uint8Array(total);
  for (let at = 0; at < total; at += bytes.length) out.set(bytes, at);
  return out;
}

function arrayRepr(vm: Runtime, self: PyArray): Str {
  const name = shortName(self.type);
  if (self.length === 0) return `${name}('${self.kind.code}')`;
  const content = isText(self.kind) ? repr(vm, textOf(self)) : repr(vm, new PyList(itemsOf(vm, self)));
  return concat([`${name}('${self.kind.code}', `, content, ')']);
}

function concatArrays(vm: Runtime, self: PyArray, other: Value): Value {
  if (!(other instanceof PyArray)) throw typeError(`can only append array (not "${typeOf(other).name}") to array`);
  if (other.kind !== self.kind) throw typeError('bad argument type for built-in operation');
  vm.chargeMemory(self.bytes.length + other.bytes.length);
  const bytes = new Uint8Array(self.bytes.length + other.bytes.length);
  bytes.set(self.bytes);
  bytes.set(other.bytes, self.bytes.length);
  return new PyArray(self.kind, bytes);
}

function reduceEx(vm: Runtime, self: PyArray, protocol: Value): Value {
  if (typeof protocol !== 'number') throw typeError('__reduce_ex__ argument should be an integer');
  const attributes = lookupAttr(vm, self, '__dict__') ?? None;
  const { code, machine } = self.kind;
  if (protocol < 3) {
    return new PyTuple([self.type, new PyTuple([code, new PyList(itemsOf(vm, self))]), attributes]);
  }
  const constructor = getAttr(vm, vm.importModule('array'), '_array_reconstructor');
  return new PyTuple([
    constructor,
    new PyTuple([self.type, code, machine, new PyBytes(self.bytes.slice())]),
    attributes,
  ]);
}

function fromFile(vm: Runtime, self: PyArray, file: Value, count: number): Value {
  const size = count * self.kind.size;
  if (size < 0) throw valueError('negative count');
  const data = vm.call1(getAttr(vm, file, 'read'), size);
  if (!(data instanceof PyBytes)) throw typeError("read() didn't return bytes");
  appendBytes(vm, self, data.data);
  if (data.data.length !== size) throw eofError("read() didn't return enough bytes");
  return None;
}

function toFile(vm: Runtime, self: PyArray, file: Value): Value {
  const write = getAttr(vm, file, 'write');
  for (let at = 0; at < self.bytes.length; at += 65536) {
    vm.call1(write, new PyBytes(self.bytes.slice(at, at + 65536)));
  }
  return None;
}

function byteSwap(vm: Runtime, self: PyArray): Value {
  const { size } = self.kind;
  vm.chargeFuel(self.bytes.length >> 3);
  for (let at = 0; at < self.bytes.length; at += size) self.bytes.subarray(at, at + size).reverse();
  return None;
}

function index(vm: Runtime, self: PyArray, args: readonly Value[]): Value {
  checkPositional('index', args.length, 1, 3);
  const bound = (value: Value | undefined, fallback: number): number => {
    if (value === undefined) return fallback;
    if (!hasIndex(value)) throw typeError('slice indices must be integers or have an __index__ method');
    return clampIndex(sliceIndex(vm, value), self.length);
  };
  const start = bound(args[1], 0);
  const at = find(vm, self, args[0] as Value, start, bound(args[2], Number.MAX_SAFE_INTEGER));
  if (at < 0) throw valueError('array.index(x): x not in array');
  return at;
}

const copyArray = (vm: Runtime, self: PyArray): Value => {
  vm.chargeMemory(self.bytes.length);
  return new PyArray(self.kind, self.bytes.slice());
};

function requireText(self: PyArray, name: string): void {
  if (!isText(self.kind)) throw valueError(`${name}() may only be called on unicode type arrays ('u' or 'w')`);
}

defineType(arrayType, {
  module: 'array',
  doc: 'array(typecode [, initializer]) -> array\n\nAn array of numbers or characters of one machine type, chosen by the typecode.',
  slots: {
    tp_new: arrayNew,
    tp_repr: arrayRepr,
    tp_hash: UNHASHABLE,
    tp_richcompare: (vm: Runtime, self: PyArray, other: Value, op: CompareOp) =>
      other instanceof PyArray
        ? compareItems(vm, { items: itemsOf(vm, self) }, { items: itemsOf(vm, other) }, op)
        : NotImplemented,
    tp_iter: (_vm, self: PyArray) => new PyArrayIterator(self),
    sq_length: (_vm, self: PyArray) => self.length,
    mp_length: (_vm, self: PyArray) => self.length,
    sq_concat: concatArrays,
    sq_repeat: (vm: Runtime, self: PyArray, count: number) => new PyArray(self.kind, repeat(vm, self, count)),
    sq_item: (_vm: Runtime, self: PyArray, at: number) => {
      if (at < 0 || at >= self.length) throw indexError('array index out of range');
      return self.at(at);
    },
    sq_ass_item: (vm: Runtime, self: PyArray, at: number, value: Value | undefined) => {
      if (at < 0) throw indexError('array assignment index out of range');
      assign(vm, self, at, value);
    },
    sq_contains: (vm, self: PyArray, value: Value) => find(vm, self, value, 0, self.length) >= 0,
    sq_inplace_concat: (vm, self: PyArray, other: Value) => {
      if (!(other instanceof PyArray))
        throw typeError(`can only extend array with array (not "${typeOf(other).name}")`);
      extend(vm, self, other);
      return self;
    },
    sq_inplace_repeat: (vm: Runtime, self: PyArray, count: number) => {
      self.replace(vm, 0, self.length, repeat(vm, self, count));
      return self;
    },
    mp_subscript: subscript,
    mp_ass_subscript: assign,
    bf_releasebuffer: countedRelease,
    bf_getbuffer: (_vm: Runtime, self: PyArray) => {
      self.exports++;
      const { size, format } = self.kind;
      return new PyBuffer(self, self.bytes, 0, false, size, format, [self.length], [size], self);
    },
  },
  methods: [
    method('append($self, v, /)', 'Append new value v to the end of the array.', (vm, self: PyArray, value: Value) => {
      self.append(vm, self.kind.convert(vm, value));
      return None;
    }),
    method(
      'buffer_info($self, /)',
      'Return a tuple (address, length): the current memory address and the length in elements.',
      (vm, self: PyArray) => new PyTuple([vm.identity(self), self.length]),
    ),
    method('byteswap($self, /)', 'Byteswap all items of the array.', byteSwap),
    method('clear($self, /)', 'Remove all items from the array.', (vm, self: PyArray) => {
      self.resize(vm, 0);
      return None;
    }),
    method('__copy__($self, /)', 'Return a copy of the array.', copyArray),
    method(
      'count($self, v, /)',
      'Return number of occurrences of v in the array.',
      (vm, self: PyArray, value: Value) => {
        let count = 0;
        for (let at = find(vm, self, value, 0, self.length); at >= 0; at = find(vm, self, value, at + 1, self.length))
          count++;
        return count;
      },
    ),
    method('__deepcopy__($self, unused, /)', 'Return a copy of the array.', copyArray),
    method('extend($self, bb, /)', 'Append items to the end of the array.', (vm, self: PyArray, iterable: Value) => {
      extend(vm, self, iterable);
      return None;
    }),
    method(
      'fromfile($self, f, n: ssize, /)',
      'Read n objects from the file object f and append them to the end of the array.',
      fromFile,
    ),
    method('fromlist($self, list, /)', 'Append items to array from list.', fromList),
    method(
      'frombytes($self, buffer, /)',
      'Appends items from the buffer, interpreting it as an array of machine values.',
      (vm, self: PyArray, buffer: Value) => {
        if (!hasBuffer(buffer)) throw typeError(`a bytes-like object is required, not '${typeOf(buffer).name}'`);
        appendBytes(vm, self, asBytes(vm, buffer).slice());
        return None;
      },
    ),
    method(
      'fromunicode($self, ustr: str, /)',
      'Extends this array with data from the unicode string ustr.',
      (vm, self: PyArray, text: Str) => {
        requireText(self, 'fromunicode');
        appendText(vm, self, text);
        return None;
      },
    ),
    rawMethod(
      'index',
      'Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present.',
      (vm, self: PyArray, args, kwnames) => {
        noKeywords('array.array.index', kwnames);
        return index(vm, self, args);
      },
      'index($self, v, start=0, stop=sys.maxsize, /)',
    ),
    method(
      'insert($self, i: ssize, v, /)',
      'Insert a new item v into the array before position i.',
      (vm, self: PyArray, at: number, value: Value) => {
        const converted = self.kind.convert(vm, value);
        const place = at < 0 ? Math.max(at + self.length, 0) : Math.min(at, self.length);
        self.replace(vm, place, 0, new Uint8Array(self.kind.size));
        self.put(place, converted);
        return None;
      },
    ),
    method(
      'pop($self, i: ssize=-1, /)',
      'Return the i-th element and delete it from the array.\n\ni defaults to -1.',
      (vm, self: PyArray, at: number) => {
        if (self.length === 0) throw indexError('pop from empty array');
        const place = at < 0 ? at + self.length : at;
        if (place < 0 || place >= self.length) throw indexError('pop index out of range');
        const item = self.at(place);
        self.replace(vm, place, 1, new Uint8Array(0));
        return item;
      },
    ),
    method('__reduce_ex__($self, value, /)', 'Return state information for pickling.', reduceEx),
    method(
      'remove($self, v, /)',
      'Remove the first occurrence of v in the array.',
      (vm, self: PyArray, value: Value) => {
        const at = find(vm, self, value, 0, self.length);
        if (at < 0) throw valueError('array.remove(x): x not in array');
        self.replace(vm, at, 1, new Uint8Array(0));
        return None;
      },
    ),
    method('reverse($self, /)', 'Reverse the order of the items in the array.', (vm, self: PyArray) => {
      byteSwap(vm, self);
      self.bytes.reverse();
      return None;
    }),
    method('tofile($self, f, /)', 'Write all items (as machine values) to the file object f.', toFile),
    method(
      'tolist($self, /)',
      'Convert array to an ordinary list with the same items.',
      (vm, self: PyArray) => new PyList(itemsOf(vm, self)),
    ),
    method(
      'tobytes($self, /)',
      'Convert the array to an array of machine values and return the bytes representation.',
      (vm, self: PyArray) => {
        vm.chargeMemory(self.bytes.length);
        return new PyBytes(self.bytes.slice());
      },
    ),
    method(
      'tounicode($self, /)',
      'Extends this array with data from the unicode string ustr.',
      (_vm, self: PyArray) => {
        requireText(self, 'tounicode');
        return textOf(self);
      },
    ),
    method(
      '__sizeof__($self, /)',
      'Size of the array in memory, in bytes.',
      (_vm, self: PyArray) => 64 + self.bytes.length,
    ),
    classGetItem(),
  ],
  getsets: [
    getset('typecode', 'the typecode character used to create the array', (_vm, self: PyArray) => self.kind.code),
    getset('itemsize', 'the size, in bytes, of one array item', (_vm, self: PyArray) => self.kind.size),
  ],
  isBaseType: true,
  patternKind: 1,
});
