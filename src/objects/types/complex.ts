/** This file implements complex. */

import { type Complex, multiply } from '../../values/complex-arithmetic.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import { type BinarySlot, type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { complexType } from '../core-types.js';
import { valueError, zeroDivisionError } from '../errors.js';
import { defineType } from '../native/define-type.js';
import { classMethod, member, method } from '../native/native-def.js';
import { absolute, complexPower, divideComplex, divideRealByComplex } from './complex/arithmetic.js';
import { asComplex, complexNew } from './complex/new.js';
import { equalFloatInt } from './float/compare.js';
import { operandDouble } from './float/float.js';
import { hashDouble, hashParts } from './int/hash.js';
import { intValue } from './int/value.js';
import { complexRepr, formatComplex } from './number-format/format-complex.js';

const make = (z: Complex): PyComplex => new PyComplex(z.real, z.imag);

/** The three forms of an operation: real operands take no part in the imaginary half (C11 annex G). */
interface Forms {
  readonly both: (a: Complex, b: Complex) => Complex;
  readonly realRight: (a: Complex, b: number) => Complex;
  readonly realLeft: (a: number, b: Complex) => Complex;
}

function binary(forms: Forms): BinarySlot {
  return (_vm, a: Value, b: Value) => {
    if (a instanceof PyComplex) {
      if (b instanceof PyComplex) return make(forms.both(a, b));
      const y = operandDouble(b);
      return y === undefined ? NotImplemented : make(forms.realRight(a, y));
    }
    const x = operandDouble(a);
    return x === undefined || !(b instanceof PyComplex) ? NotImplemented : make(forms.realLeft(x, b));
  };
}

const add = binary({
  both: (a, b) => ({ real: a.real + b.real, imag: a.imag + b.imag }),
  realRight: (a, b) => ({ real: a.real + b, imag: a.imag }),
  realLeft: (a, b) => ({ real: a + b.real, imag: b.imag }),
});

const subtract = binary({
  both: (a, b) => ({ real: a.real - b.real, imag: a.imag - b.imag }),
  realRight: (a, b) => ({ real: a.real - b, imag: a.imag }),
  realLeft: (a, b) => ({ real: a - b.real, imag: -b.imag }),
});

const times = binary({
  both: multiply,
  realRight: (a, b) => ({ real: a.real * b, imag: a.imag * b }),
  realLeft: (a, b) => ({ real: a * b.real, imag: a * b.imag }),
});

const trueDivide = binary({
  both: divideComplex,
  realRight: (a, b) => {
    if (b === 0) throw zeroDivisionError('division by zero');
    return { real: a.real / b, imag: a.imag / b };
  },
  realLeft: divideRealByComplex,
});

function operandComplex(value: Value): Complex | undefined {
  if (value instanceof PyComplex) return value;
  const real = operandDouble(value);
  return real === undefined ? undefined : { real, imag: 0 };
}

function power(_vm: Runtime, a: Value, b: Value, c: Value): Value {
  const x = operandComplex(a);
  const y = operandComplex(b);
  if (x === undefined || y === undefined) return NotImplemented;
  if (c !== None) throw valueError('complex modulo');
  return make(complexPower(x.real, x.imag, y.real, y.imag));
}

function compare(_vm: Runtime, self: PyComplex, other: Value, op: CompareOp): Value {
  if (op !== EQ && op !== NE) return NotImplemented;
  let equal: boolean;
  if (other instanceof PyComplex) equal = self.real === other.real && self.imag === other.imag;
  else if (other instanceof PyFloat) equal = self.imag === 0 && self.real === other.value;
  else {
    const int = intValue(other);
    if (int === undefined) return NotImplemented;
    equal = self.imag === 0 && equalFloatInt(self.real, int);
  }
  return equal === (op === EQ);
}

function hash(vm: Runtime, self: PyComplex): number | bigint {
  const real = Number.isNaN(self.real) ? vm.identity(self) : hashDouble(self.real);
  const imag = Number.isNaN(self.imag) ? vm.identity(self) : hashDouble(self.imag);
  return hashParts(real, imag);
}

const exact = (_vm: Runtime, self: PyComplex): Value => (self.type === complexType ? self : make(self));

defineType(complexType, {
  doc: 'A complex number, made from its parts or from text.',
  isBaseType: true,
  hasWeakrefs: false,
  slots: {
    tp_new: complexNew,
    tp_repr: (_vm, self: PyComplex) => complexRepr(self.real, self.imag),
    tp_hash: hash,
    tp_richcompare: compare,
    nb_add: add,
    nb_subtract: subtract,
    nb_multiply: times,
    nb_power: power,
    nb_negative: (_vm, self: PyComplex) => new PyComplex(-self.real, -self.imag),
    nb_positive: exact,
    nb_absolute: (_vm, self: PyComplex) => new PyFloat(absolute(self)),
    nb_bool: (_vm, self: PyComplex) => self.real !== 0 || self.imag !== 0,
    nb_true_divide: trueDivide,
  },
  methods: [
    classMethod('from_number($type, number, /)', 'Convert a number to a complex; text is refused.', fromNumber),
    method(
      'conjugate($self, /)',
      'Return the number with the imaginary part negated.',
      (_vm, self: PyComplex) => new PyComplex(self.real, -self.imag),
    ),
    method('__complex__($self, /)', 'Return the value as an exact complex.', exact),
    method(
      '__getnewargs__($self, /)',
      null,
      (_vm, self: PyComplex) => new PyTuple([new PyFloat(self.real), new PyFloat(self.imag)]),
    ),
    method(
      '__format__($self, format_spec: str, /)',
      'Format the number as the specification says.',
      (vm, self: PyComplex, spec: Str) => formatComplex(vm, self.real, self.imag, spec),
    ),
  ],
  getsets: [
    member('real', 'the real part of a complex number', (_vm, self: PyComplex) => new PyFloat(self.real)),
    member('imag', 'the imaginary part of a complex number', (_vm, self: PyComplex) => new PyFloat(self.imag)),
  ],
});

function fromNumber(vm: Runtime, cls: PyType, number: Value): Value {
  if (cls === complexType && number instanceof PyComplex && number.type === complexType) return number;
  const z = make(asComplex(vm, number));
  return cls === complexType ? z : vm.call1(cls, z);
}
complexType.textSignature = '(real=0, imag=0)';
