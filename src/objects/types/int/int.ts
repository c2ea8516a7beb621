/** This file implements int. */

import { PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import { None, NotImplemented } from '../../../values/singletons.js';
import { type Str, strToUtf16 } from '../../../values/str.js';
import type { BinarySlot, CompareOp, PyType } from '../../../values/type.js';
import { intType } from '../../core-types.js';
import { valueError } from '../../errors.js';
import { defineType } from '../../native/define-type.js';
import { classMethod, getset, method, type NativeDef } from '../../native/native-def.js';
import { index } from '../../operations/index.js';
import { doublePower } from '../float/power.js';
import { formatInt } from '../number-format/format-int.js';
import { absInt, addInts, divmodInts, floorDivInts, modInts, mulInts, negateInt, subInts } from './arithmetic.js';
import { andInts, bitCount, invertInt, lshiftInts, orInts, rshiftInts, xorInts } from './bits.js';
import { intFromBytes, intToBytes } from './bytes.js';
import { doubleFromInt, trueDivInts } from './convert.js';
import { bytesOf } from './from-bytes.js';
import { hashInt } from './hash.js';
import { intNew } from './new.js';
import { powInts, powModInts } from './power.js';
import { roundInt } from './round.js';
import { bitLength, type Int } from './size.js';
import { intToString } from './text.js';
import { intValue, selfInt } from './value.js';

/** A slot of two ints: NotImplemented unless both operands are ints. */
function binary(operation: (vm: Runtime, a: Int, b: Int) => Value): BinarySlot {
  return (vm, a: Value, b: Value) => {
    const x = intValue(a);
    if (x === undefined) return NotImplemented;
    const y = intValue(b);
    return y === undefined ? NotImplemented : operation(vm, x, y);
  };
}

function intDivmod(vm: Runtime, a: Int, b: Int): Value {
  const { quotient, remainder } = divmodInts(vm, a, b);
  return new PyTuple([quotient, remainder]);
}

/** `a ** b` of ints: a float for a negative exponent. */
export function intPower(vm: Runtime, a: Int, b: Int): Value {
  if (b >= 0) return powInts(vm, a, b);
  return doublePower(doubleFromInt(a), doubleFromInt(b));
}

function intPowerSlot(vm: Runtime, a: Value, b: Value, c: Value): Value {
  const x = intValue(a);
  const y = intValue(b);
  if (x === undefined || y === undefined) return NotImplemented;
  if (c === None) return intPower(vm, x, y);
  const z = intValue(c);
  return z === undefined ? NotImplemented : powModInts(vm, x, y, z);
}

/** Compare two ints. */
export function compareIntOp(a: Int, b: Int, op: CompareOp): boolean {
  switch (op) {
    case 0:
      return a < b;
    case 1:
      return a <= b;
    case 2:
      return a === b;
    case 3:
      return a !== b;
    case 4:
      return a > b;
    default:
      return a >= b;
  }
}

function intCompare(_vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  const x = intValue(a);
  const y = intValue(b);
  return x === undefined || y === undefined ? NotImplemented : compareIntOp(x, y, op);
}

const itself = (_vm: Runtime, self: Value): Value => selfInt(self);

/** Is the byte order 'little'? ValueError for anything but 'little' and 'big'. */
function isLittle(byteorder: Str): boolean {
  const text = strToUtf16(byteorder);
  if (text !== 'little' && text !== 'big') throw valueError("byteorder must be either 'little' or 'big'");
  return text === 'little';
}

function toBytes(vm: Runtime, self: Value, length: number, byteorder: Str, signed: boolean): Value {
  const little = isLittle(byteorder);
  if (length < 0) throw valueError('length argument must be non-negative');
  return new PyBytes(intToBytes(vm, selfInt(self), length, little, signed));
}

function fromBytes(vm: Runtime, cls: PyType, bytes: Value, byteorder: Str, signed: boolean): Value {
  const little = isLittle(byteorder);
  const result = intFromBytes(vm, bytesOf(vm, bytes), little, signed);
  return cls === intType ? result : vm.call1(cls, result);
}

/** Methods that answer the int itself. */
function same(name: string, doc: string): NativeDef {
  return method(`${name}($self, /)`, doc, itself);
}

defineType(intType, {
  doc: 'int([x]) -> integer\nint(x, base=10) -> integer\n\nA whole number of any size, from a number or from text in a base.',
  isBaseType: true,
  matchSelf: true,
  hasWeakrefs: false,
  slots: {
    tp_new: intNew,
    tp_repr: (vm, self: Value) => intToString(vm, selfInt(self)),
    tp_hash: (vm, self: Value) => hashInt(vm, selfInt(self)),
    tp_richcompare: intCompare,
    nb_add: binary(addInts),
    nb_subtract: binary(subInts),
    nb_multiply: binary(mulInts),
    nb_remainder: binary(modInts),
    nb_divmod: binary(intDivmod),
    nb_power: intPowerSlot,
    nb_negative: (vm, self: Value) => negateInt(vm, selfInt(self)),
    nb_positive: itself,
    nb_absolute: (vm, self: Value) => absInt(vm, selfInt(self)),
    nb_bool: (_vm, self: Value) => selfInt(self) !== 0,
    nb_invert: (vm, self: Value) => invertInt(vm, selfInt(self)),
    nb_lshift: binary(lshiftInts),
    nb_rshift: binary(rshiftInts),
    nb_and: binary(andInts),
    nb_xor: binary(xorInts),
    nb_or: binary(orInts),
    nb_int: itself,
    nb_float: (_vm, self: Value) => new PyFloat(doubleFromInt(selfInt(self))),
    nb_index: itself,
    nb_floor_divide: binary(floorDivInts),
    nb_true_divide: binary((vm, a, b) => new PyFloat(trueDivInts(vm, a, b))),
  },
  methods: [
    same('conjugate', 'Return the int itself: the complex conjugate of a real number.'),
    method('bit_length($self, /)', 'Number of bits that the magnitude needs in binary.', (_vm, self: Value) =>
      bitLength(selfInt(self)),
    ),
    method('bit_count($self, /)', 'Number of ones in the binary form of the magnitude.', (vm, self: Value) =>
      bitCount(vm, selfInt(self)),
    ),
    method(
      "to_bytes($self, /, length: ssize=1, byteorder: str='big', *, signed: bool=False)",
      "Return the bytes of the int, in two's complement when signed.",
      toBytes,
    ),
    classMethod(
      "from_bytes($type, /, bytes, byteorder: str='big', *, signed: bool=False)",
      'Return the int that the bytes stand for.',
      fromBytes,
    ),
    method(
      'as_integer_ratio($self, /)',
      'Return (self, 1): numerator and denominator.',
      (_vm, self: Value) => new PyTuple([selfInt(self), 1]),
    ),
    same('__trunc__', 'Return the int itself.'),
    same('__floor__', 'Return the int itself.'),
    same('__ceil__', 'Return the int itself.'),
    method(
      '__round__($self, ndigits=None, /)',
      'Round to a multiple of 10 ** -ndigits, ties to even.',
      (vm, self: Value, ndigits: Value) =>
        ndigits === None ? selfInt(self) : roundInt(vm, selfInt(self), index(vm, ndigits)),
    ),
    method('__getnewargs__($self, /)', null, (_vm, self: Value) => new PyTuple([selfInt(self)])),
    method(
      '__format__($self, format_spec: str, /)',
      'Format the int as the specification says.',
      (vm, self: Value, spec: Str) => formatInt(vm, self, selfInt(self), spec),
    ),
    method(
      '__sizeof__($self, /)',
      'Return the size in memory, in bytes.',
      (_vm, self: Value) => 24 + 4 * Math.max(1, Math.ceil(bitLength(selfInt(self)) / 30)),
    ),
    method('is_integer($self, /)', 'Return True: an int is a whole number.', () => true),
  ],
  getsets: [
    getset('real', 'the real part: the int itself', itself),
    getset('imag', 'the imaginary part: 0', () => 0),
    getset('numerator', 'the numerator in lowest terms: the int itself', itself),
    getset('denominator', 'the denominator in lowest terms: 1', () => 1),
  ],
});
