/** This file implements float. */
import { PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None, NotImplemented } from '../../../values/singletons.js';
import { type Str, strToUtf16 } from '../../../values/str.js';
import type { BinarySlot, CompareOp, PyType } from '../../../values/type.js';
import { floatType } from '../../core-types.js';
import { overflowError, typeError, valueError, zeroDivisionError } from '../../errors.js';
import { asDouble } from '../../native/convert.js';
import { defineType } from '../../native/define-type.js';
import { classMethod, getset, method } from '../../native/native-def.js';
import { compareNumbers } from '../../operations/compare.js';
import { indexToNumber } from '../../operations/index.js';
import { asStr } from '../../strings.js';
import { intFromDouble } from '../int/arithmetic.js';
import { doubleFromInt } from '../int/convert.js';
import { hashDouble } from '../int/hash.js';
import type { Int } from '../int/size.js';
import { intValue } from '../int/value.js';
import { floatRepr } from '../number-format/format-double.js';
import { formatFloat } from '../number-format/format-float.js';
import { compareFloatInt } from './compare.js';
import { floorDivDoubles, modDoubles } from './divmod.js';
import { frexp } from './frexp.js';
import { doubleFromHex, doubleToHex } from './hex.js';
import { floatNew, makeFloat } from './new.js';
import { doublePower } from './power.js';
import { roundDouble, roundHalfEven } from './round.js';

/** The double of an operand that is a float or an int; undefined for others. Raises OverflowError for huge ints. */
export function operandDouble(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  const int = intValue(value);
  return int === undefined ? undefined : doubleFromInt(int);
}

function binary(operation: (x: number, y: number) => Value): BinarySlot {
  return (_vm, a: Value, b: Value) => {
    const x = operandDouble(a);
    if (x === undefined) return NotImplemented;
    const y = operandDouble(b);
    return y === undefined ? NotImplemented : operation(x, y);
  };
}

/** `x / y` of doubles. Raises ZeroDivisionError. */
export function divideDoubles(x: number, y: number): number {
  if (y === 0) throw zeroDivisionError('division by zero');
  return x / y;
}

function floatPower(_vm: Runtime, a: Value, b: Value, c: Value): Value {
  if (c !== None) throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
  const x = operandDouble(a);
  if (x === undefined) return NotImplemented;
  const y = operandDouble(b);
  return y === undefined ? NotImplemented : doublePower(x, y);
}

function floatCompare(_vm: Runtime, self: PyFloat, other: Value, op: CompareOp): Value {
  if (other instanceof PyFloat) return compareNumbers(self.value, other.value, op);
  const int = intValue(other);
  return int === undefined ? NotImplemented : compareFloatInt(self.value, int, op);
}

/** The int that a whole double is. Raises ValueError for NaN and OverflowError for infinities. */
export function wholeInt(value: number): Int {
  if (Number.isNaN(value)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw overflowError('cannot convert float infinity to integer');
  return intFromDouble(value);
}

const truncated = (_vm: Runtime, self: PyFloat): Value => wholeInt(Math.trunc(self.value));
const exact = (_vm: Runtime, self: PyFloat): Value => (self.type === floatType ? self : new PyFloat(self.value));

/** Numerator and denominator in lowest terms. */
export function integerRatio(value: number): { numerator: Int; denominator: Int } {
  if (Number.isNaN(value)) throw valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(value)) throw overflowError('cannot convert Infinity to integer ratio');
  let { mantissa, exponent } = frexp(value);
  while (mantissa !== Math.floor(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  if (exponent >= 0) return { numerator: intFromDouble(value), denominator: 1 };
  return { numerator: mantissa + 0, denominator: powerOfTwo(exponent) };
}

/** `2 ** -exponent`, which may be beyond the doubles. */
function powerOfTwo(exponent: number): Int {
  return exponent > -53 ? 2 ** -exponent : 1n << BigInt(-exponent);
}

function round(vm: Runtime, self: PyFloat, ndigits: Value): Value {
  if (ndigits === None) return wholeInt(Number.isFinite(self.value) ? roundHalfEven(self.value) : self.value);
  return new PyFloat(roundDouble(self.value, indexToNumber(vm, ndigits, null)));
}

function getFormat(_vm: Runtime, _cls: PyType, typestr: Str): Value {
  const text = strToUtf16(typestr);
  if (text !== 'double' && text !== 'float') {
    throw valueError("__getformat__() argument 1 must be 'double' or 'float'");
  }
  return 'IEEE, little-endian';
}

/** `cls(value)`: float itself without a call. */
function construct(vm: Runtime, cls: PyType, value: number): Value {
  return cls === floatType ? makeFloat(cls, value) : vm.call1(cls, new PyFloat(value));
}

defineType(floatType, {
  doc: 'A floating-point number, made from a number or from text.',
  isBaseType: true,
  matchSelf: true,
  hasWeakrefs: false,
  slots: {
    tp_new: floatNew,
    tp_repr: (_vm, self: PyFloat) => floatRepr(self.value),
    tp_hash: (vm, self: PyFloat) => (Number.isNaN(self.value) ? vm.identity(self) / 16 : hashDouble(self.value)),
    tp_richcompare: floatCompare,
    nb_add: binary((x, y) => new PyFloat(x + y)),
    nb_subtract: binary((x, y) => new PyFloat(x - y)),
    nb_multiply: binary((x, y) => new PyFloat(x * y)),
    nb_remainder: binary((x, y) => new PyFloat(modDoubles(x, y))),
    nb_divmod: binary((x, y) => new PyTuple([new PyFloat(floorDivDoubles(x, y)), new PyFloat(modDoubles(x, y))])),
    nb_power: floatPower,
    nb_negative: (_vm, self: PyFloat) => new PyFloat(-self.value),
    nb_positive: exact,
    nb_absolute: (_vm, self: PyFloat) => new PyFloat(Math.abs(self.value)),
    nb_bool: (_vm, self: PyFloat) => self.value !== 0,
    nb_int: truncated,
    nb_float: exact,
    nb_floor_divide: binary((x, y) => new PyFloat(floorDivDoubles(x, y))),
    nb_true_divide: binary((x, y) => new PyFloat(divideDoubles(x, y))),
  },
  methods: [
    classMethod(
      'from_number($type, number, /)',
      'Convert a real number to a float; text is refused.',
      (vm, cls: PyType, number: Value) =>
        cls === floatType && number instanceof PyFloat && number.type === floatType
          ? number
          : construct(vm, cls, asDouble(vm, number)),
    ),
    method('conjugate($self, /)', 'Return the float itself: the complex conjugate of a real number.', exact),
    method('__trunc__($self, /)', 'Return the whole part.', truncated),
    method('__floor__($self, /)', 'Return the greatest int that is not greater.', (_vm, self: PyFloat) =>
      wholeInt(Math.floor(self.value)),
    ),
    method('__ceil__($self, /)', 'Return the least int that is not less.', (_vm, self: PyFloat) =>
      wholeInt(Math.ceil(self.value)),
    ),
    method(
      '__round__($self, ndigits=None, /)',
      'Round to decimal digits, ties to even; to an int without them.',
      round,
    ),
    method(
      'as_integer_ratio($self, /)',
      'Return the exact value as a pair of ints in lowest terms.',
      (_vm, self: PyFloat) => {
        const { numerator, denominator } = integerRatio(self.value);
        return new PyTuple([numerator, denominator]);
      },
    ),
    classMethod(
      'fromhex($type, string, /)',
      'Read a float in hexadecimal notation.',
      (vm, cls: PyType, string: Value) => construct(vm, cls, doubleFromHex(hexText(vm, string))),
    ),
    method('hex($self, /)', 'Return the float in hexadecimal notation.', (_vm, self: PyFloat) =>
      doubleToHex(self.value),
    ),
    method('is_integer($self, /)', 'Return True for a whole number.', (_vm, self: PyFloat) =>
      Number.isInteger(self.value),
    ),
    method('__getnewargs__($self, /)', null, (_vm, self: PyFloat) => new PyTuple([new PyFloat(self.value)])),
    classMethod(
      '__getformat__($type, typestr: str, /)',
      'Tell how C doubles or floats are stored, for the tests of Python itself.',
      getFormat,
    ),
    method(
      '__format__($self, format_spec: str, /)',
      'Format the float as the specification says.',
      (vm, self: PyFloat, spec: Str) => formatFloat(vm, self.value, spec),
    ),
  ],
  getsets: [
    getset('real', 'the real part: the float itself', exact),
    getset('imag', 'the imaginary part: 0.0', () => new PyFloat(0)),
  ],
});

function hexText(vm: Runtime, value: Value): string {
  const text = asStr(value);
  if (text === undefined) throw typeError('bad argument type for built-in operation');
  vm.chargeFuel(text.length >> 3);
  return strToUtf16(text);
}
floatType.textSignature = '(x=0, /)';
