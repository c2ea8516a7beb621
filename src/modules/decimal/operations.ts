/** This file lists the operations that exist as methods of Decimal and of Context alike. */
import {
  absolute,
  add,
  divide,
  divideInteger,
  minus,
  plus,
  remainder,
  remainderNear,
  subtract,
  times,
} from './arithmetic.js';
import {
  compare,
  compareSignal,
  compareTotal,
  compareTotalMagnitude,
  maximum,
  maximumMagnitude,
  minimum,
  minimumMagnitude,
  nextMinus,
  nextPlus,
  nextToward,
} from './comparison.js';
import type { Settings } from './context.js';
import {
  logB,
  logical,
  logicalInvert,
  quantize,
  reduce,
  rotate,
  scaleB,
  shift,
  toIntegralExact,
  toIntegralValue,
} from './exponents.js';
import { FINITE, flip, INFINITE, type PyDecimal, QNAN, SNAN, withSign } from './number.js';
import { exp, ln, log10, squareRoot } from './transcendental.js';

export type Unary = (settings: Settings, a: PyDecimal) => PyDecimal;
export type Binary = (settings: Settings, a: PyDecimal, b: PyDecimal) => PyDecimal;

/** Operations on one number that use a context: those of both types. */
export const unaryOperations: readonly (readonly [string, Unary, string])[] = [
  ['exp', exp, 'Return the value of the (natural) exponential function e**x.'],
  ['ln', ln, 'Return the natural (base e) logarithm.'],
  ['log10', log10, 'Return the base ten logarithm.'],
  ['next_minus', nextMinus, 'Return the largest number representable that is smaller.'],
  ['next_plus', nextPlus, 'Return the smallest number representable that is larger.'],
  ['normalize', reduce, 'Normalize the number by stripping trailing zeros.'],
  ['sqrt', squareRoot, 'Return the square root.'],
  ['logb', logB, 'Return the adjusted exponent as a Decimal.'],
  ['logical_invert', logicalInvert, 'Return the digit-wise inversion.'],
];

/** Those that only contexts have, operators of Decimal. */
export const contextUnaryOperations: readonly (readonly [string, Unary, string])[] = [
  ['abs', absolute, 'Return the absolute value.'],
  ['minus', minus, 'Minus corresponds to the unary prefix minus operator in Python.'],
  ['plus', plus, 'Plus corresponds to the unary prefix plus operator in Python.'],
  ['to_integral', (s, a) => toIntegralValue(s, a), 'Identical to to_integral_value(x).'],
  ['to_integral_exact', (s, a) => toIntegralExact(s, a), 'Round to an integer, signaling Inexact or Rounded.'],
  ['to_integral_value', (s, a) => toIntegralValue(s, a), 'Round to an integer.'],
];

/** Operations on two numbers: those of both types. */
export const binaryOperations: readonly (readonly [string, Binary, string])[] = [
  ['compare', compare, 'Compare numerically.'],
  ['compare_signal', compareSignal, 'Compare numerically; all NaNs signal.'],
  ['max', maximum, 'Return the maximum of two numbers.'],
  ['max_mag', maximumMagnitude, 'Return the maximum by absolute value.'],
  ['min', minimum, 'Return the minimum of two numbers.'],
  ['min_mag', minimumMagnitude, 'Return the minimum by absolute value.'],
  ['next_toward', nextToward, 'Return the number closest to the first in the direction of the second.'],
  ['remainder_near', remainderNear, 'Return the remainder from the nearest whole quotient.'],
  ['compare_total', compareTotal, 'Compare by the abstract representation.'],
  ['compare_total_mag', compareTotalMagnitude, 'Compare by the abstract representation, ignoring signs.'],
  ['copy_sign', (_s, a, b) => withSign(a, b.sign), 'Return the first number with the sign of the second.'],
  ['logical_and', logical((x, y) => x && y), 'Return the digit-wise and.'],
  ['logical_or', logical((x, y) => x || y), 'Return the digit-wise or.'],
  ['logical_xor', logical((x, y) => x !== y), 'Return the digit-wise exclusive or.'],
  ['rotate', rotate, 'Rotate the digits of the first number by the second.'],
  ['scaleb', scaleB, 'Return the first number with its exponent adjusted by the second.'],
  ['shift', shift, 'Shift the digits of the first number by the second.'],
];

/** Those that only contexts have, operators of Decimal. */
export const contextBinaryOperations: readonly (readonly [string, Binary, string])[] = [
  ['add', add, 'Return the sum of x and y.'],
  ['divide', divide, 'Return x divided by y.'],
  ['divide_int', divideInteger, 'Return x divided by y, truncated to an integer.'],
  ['multiply', times, 'Return the product of x and y.'],
  ['quantize', (s, a, b) => quantize(s, a, b), 'Return a value equal to x (rounded), having the exponent of y.'],
  ['remainder', remainder, 'Return the remainder from integer division.'],
  ['subtract', subtract, 'Return the difference between x and y.'],
];

/** Operators of Decimal by slot name. */
export const operators: readonly (readonly [string, Binary])[] = [
  ['nb_add', add],
  ['nb_subtract', subtract],
  ['nb_multiply', times],
  ['nb_remainder', remainder],
  ['nb_floor_divide', divideInteger],
  ['nb_true_divide', divide],
];

/** Questions that need no context. */
export const predicates: readonly (readonly [string, (a: PyDecimal) => boolean, string])[] = [
  ['is_canonical', () => true, 'Return True if the argument is canonical: always.'],
  ['is_finite', (a) => a.kind === FINITE, 'Return True if the argument is a finite number.'],
  ['is_infinite', (a) => a.kind === INFINITE, 'Return True if the argument is infinite.'],
  ['is_nan', (a) => a.isNan, 'Return True if the argument is a NaN.'],
  ['is_qnan', (a) => a.kind === QNAN, 'Return True if the argument is a quiet NaN.'],
  ['is_snan', (a) => a.kind === SNAN, 'Return True if the argument is a signaling NaN.'],
  ['is_signed', (a) => a.sign === 1, 'Return True if the argument has a negative sign.'],
  ['is_zero', (a) => a.isZero, 'Return True if the argument is a zero.'],
];

/** Copies that change nothing but the sign. */
export const copies: readonly (readonly [string, (a: PyDecimal) => PyDecimal, string])[] = [
  ['canonical', (a) => a, 'Return the canonical encoding of the argument.'],
  ['copy_abs', (a) => withSign(a, 0), 'Return the absolute value, unaffected by the context.'],
  ['copy_negate', (a) => withSign(a, flip(a.sign)), 'Return the negation, unaffected by the context.'],
];

/** `is_normal`. */
export function isNormal(settings: Settings, a: PyDecimal): boolean {
  return a.kind === FINITE && a.coeff !== 0n && a.adjusted(settings.vm) >= settings.emin;
}

/** `is_subnormal`. */
export function isSubnormal(settings: Settings, a: PyDecimal): boolean {
  return a.kind === FINITE && a.coeff !== 0n && a.adjusted(settings.vm) < settings.emin;
}
