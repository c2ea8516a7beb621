/** This file tests floats and complex numbers: text, rounding, division, powers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexPower } from '../../../../src/objects/types/complex/arithmetic.js';
import { parseComplexText } from '../../../../src/objects/types/complex/parse.js';
import { compareFloatInt } from '../../../../src/objects/types/float/compare.js';
import { floorDivDoubles, modDoubles } from '../../../../src/objects/types/float/divmod.js';
import { integerRatio } from '../../../../src/objects/types/float/float.js';
import { doubleFromHex, doubleToHex } from '../../../../src/objects/types/float/hex.js';
import { parseFloatText } from '../../../../src/objects/types/float/parse.js';
import { doublePower } from '../../../../src/objects/types/float/power.js';
import { roundDouble, roundHalfEven } from '../../../../src/objects/types/float/round.js';
import { complexRepr } from '../../../../src/objects/types/number-format/format-complex.js';
import { floatRepr } from '../../../../src/objects/types/number-format/format-double.js';
import { divide, multiply } from '../../../../src/values/complex-arithmetic.js';
import { PyComplex, PyFloat } from '../../../../src/values/float.js';

const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('float', () => {
  it('has the shortest repr that reads back', () => {
    const texts = ['0.0', '-0.0', '1.0', '0.1', '1e+16', '1e-05', '0.0001', '123456789012345.6', '5e-324', '1e+22'];
    for (const text of texts) expect(floatRepr(Number(text))).toBe(text);
    expect(floatRepr(1e15)).toBe('1000000000000000.0');
    expect([Infinity, -Infinity, NaN].map(floatRepr)).toEqual(['inf', '-inf', 'nan']);
    fc.assert(fc.property(anyDouble, (x) => Object.is(parseFloatText(floatRepr(x)), x)));
  });

  it('is read as float() reads it', () => {
    expect([' 1_000.5\n', '.5', '5.', '-Infinity', '1e5', '12e400'].map(parseFloatText)).toEqual([
      1000.5,
      0.5,
      5,
      -Infinity,
      100000,
      Infinity,
    ]);
    for (const bad of ['', '.', 'e5', '1e', '1__0', '1_e5', '0x10', 'infi', '1 2', '--1']) {
      expect(parseFloatText(bad)).toBe(null);
    }
  });

  it('survives hexadecimal notation', () => {
    expect(doubleToHex(0.1)).toBe('0x1.999999999999ap-4');
    expect(doubleToHex(5e-324)).toBe('0x0.0000000000001p-1022');
    fc.assert(fc.property(anyDouble, (x) => Object.is(doubleFromHex(doubleToHex(x)), x)));
    // Halfway between two doubles: to the even one.
    expect(doubleFromHex('0x1.00000000000008p0')).toBe(1);
    expect(doubleFromHex('0x1.00000000000018p0')).toBe(1 + 2 ** -51);
  });

  it('rounds half to even on the exact decimal value', () => {
    expect([0.5, 1.5, 2.5, -0.5, -1.5].map((x) => roundHalfEven(x) + 0)).toEqual([0, 2, 2, 0, -2]);
    expect(roundDouble(2.675, 2)).toBe(2.67);
    expect(roundDouble(0.125, 2)).toBe(0.12);
    expect(roundDouble(25, -1)).toBe(20);
    expect(roundDouble(1e308, -308)).toBe(1e308);
  });

  it('divides with the sign of the divisor', () => {
    expect([modDoubles(-7, 2), modDoubles(7, -2), floorDivDoubles(-7, 2)]).toEqual([1, -1, -4]);
    expect(Object.is(modDoubles(-4, 2), 0)).toBe(true);
    expect(Object.is(floorDivDoubles(-0, 1), -0)).toBe(true);
  });

  it('compares with ints by exact value', () => {
    expect(compareFloatInt(9007199254740992, 9007199254740993n, 0)).toBe(true);
    expect(compareFloatInt(9007199254740992, 9007199254740992n, 2)).toBe(true);
    expect(compareFloatInt(Infinity, 10n ** 400n, 4)).toBe(true);
    expect(compareFloatInt(NaN, 0, 3)).toBe(true);
  });

  it('is a ratio of ints', () => {
    expect(integerRatio(0.1)).toEqual({ numerator: 3602879701896397, denominator: 36028797018963968n });
    expect(integerRatio(1e22)).toEqual({ numerator: 10n ** 22n, denominator: 1 });
  });

  it('has complex powers of negative bases', () => {
    expect(doublePower(-8, 1 / 3)).toEqual(new PyComplex(1.0000000000000002, 1.7320508075688772));
    expect(doublePower(-8, 3)).toEqual(new PyFloat(-512));
  });
});

describe('complex', () => {
  it('is shown with signs of zeros', () => {
    expect(complexRepr(0, 1)).toBe('1j');
    expect(complexRepr(-0, -0)).toBe('(-0-0j)');
    expect(complexRepr(1.5, NaN)).toBe('(1.5+nanj)');
  });

  it('is read in all its forms', () => {
    expect(parseComplexText(' ( 1-2.5e3j ) ')).toEqual({ real: 1, imag: -2500 });
    expect(parseComplexText('-j')).toEqual({ real: 0, imag: -1 });
    for (const bad of ['', '1 + 2j', '1+2', '1j+2', '(1', '()']) expect(parseComplexText(bad)).toBe('malformed');
    expect(parseComplexText('1__0')).toBe('underscore');
  });

  it('recovers infinities that compute as NaN', () => {
    expect(multiply({ real: Infinity, imag: NaN }, { real: 1, imag: 1 })).toEqual({ real: Infinity, imag: Infinity });
    expect(divide({ real: 1, imag: 1 }, { real: Infinity, imag: Infinity })).toEqual({ real: 0, imag: 0 });
    expect(complexPower(0, 1, 2, 0)).toEqual({ real: -1, imag: 0 });
  });
});
