/** This file converts between decimal numbers and other values. */
import { objectType, typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { asSize } from '../../objects/operations/index.js';
import { toArray } from '../../objects/operations/iteration.js';
import { asStr } from '../../objects/strings.js';
import { integerRatio } from '../../objects/types/float/float.js';
import { normalizeInt } from '../../objects/types/int/arithmetic.js';
import type { Int } from '../../objects/types/int/size.js';
import { intValue } from '../../objects/types/int/value.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import type { HashSlot } from '../../values/type.js';
import { PyContext, unlimited } from './context.js';
import {
  FINITE,
  finite,
  INFINITE,
  infinity,
  PyDecimal,
  powerOfTen,
  QNAN,
  quietNan,
  type Sign,
  SNAN,
  shiftLeft,
  trailingZeros,
  workOfDigits,
} from './number.js';
import { finalize, invalid } from './rounding.js';
import { CLAMPED, CONVERSION_SYNTAX, ERRORS, INEXACT, INVALID_OPERATION, ROUNDED } from './signals.js';
import { currentContext, decimalState, noteFloat } from './state.js';
import { parseDecimal } from './text.js';

/** The number that an int is. */
export function fromInt(value: Int): PyDecimal {
  if (typeof value === 'number') return finite(value < 0 ? 1 : 0, BigInt(Math.abs(value)), 0);
  return finite(value < 0n ? 1 : 0, value < 0n ? -value : value, 0);
}

/** The number that a float is, exactly. */
export function fromDouble(vm: Runtime, value: number): PyDecimal {
  const sign: Sign = value < 0 || Object.is(value, -0) ? 1 : 0;
  if (Number.isNaN(value)) return quietNan();
  if (!Number.isFinite(value)) return infinity(sign);
  const { numerator, denominator } = integerRatio(Math.abs(value));
  // The denominator is 2**k: five times as often makes it a power of ten.
  const k = BigInt(denominator).toString(2).length - 1;
  vm.chargeFuel(k >> 3);
  return finite(sign, BigInt(numerator) * 5n ** BigInt(k), -k);
}

/** Keep a result exact: conditions that lost something count as invalid. */
function exactly(vm: Runtime, context: PyContext, value: PyDecimal): PyDecimal {
  const settings = unlimited(vm);
  let result = finalize(settings, value);
  if ((settings.status & (INEXACT | ROUNDED | CLAMPED)) !== 0) {
    settings.status = INVALID_OPERATION;
    result = quietNan();
  }
  // A payload is never too long for unlimited precision.
  context.report(settings.status & ERRORS);
  return result;
}

/** The exact number of a text; a text that is none signals ConversionSyntax. */
function fromText(vm: Runtime, context: PyContext, value: Value): PyDecimal {
  const parsed = parseDecimal(vm, asStr(value) ?? '', true);
  if (parsed === undefined) {
    context.report(CONVERSION_SYNTAX);
    return quietNan();
  }
  return exactly(vm, context, parsed);
}

const BAD_COEFFICIENT = 'coefficient must be a tuple of digits';

/** The text of a tuple (sign, digits, exponent). */
function tupleText(vm: Runtime, items: readonly Value[]): string {
  if (items.length !== 3) throw valueError('argument must be a sequence of length 3');
  const sign = intValue(items[0] as Value);
  if (sign !== 0 && sign !== 1) throw valueError('sign must be an integer with the value 0 or 1');
  let exponent = '';
  let special = '';
  const third = items[2] as Value;
  const name = asStr(third);
  if (name !== undefined) {
    const text = strToUtf16(name);
    if (text === 'F') special = 'Inf';
    else if (text === 'n') special = 'NaN';
    else if (text === 'N') special = 'sNaN';
    else throw valueError("string argument in the third position must be 'F', 'n' or 'N'");
  } else {
    const number = intValue(third);
    if (number === undefined) throw valueError('exponent must be an integer');
    asSize(vm, number);
    exponent = `E${number}`;
  }
  const second = items[1] as Value;
  const digits =
    second instanceof PyTuple || second instanceof PyList
      ? toArray(vm, second)
      : typeOf(second).tp_iter !== null
        ? toArray(vm, second)
        : null;
  if (digits === null) throw valueError(BAD_COEFFICIENT);
  let text = '';
  for (const digit of digits) {
    const number = intValue(digit);
    if (typeof number !== 'number' || number < 0 || number > 9) throw valueError(BAD_COEFFICIENT);
    text += number;
  }
  const prefix = sign === 1 ? '-' : '';
  if (special === 'Inf') return `${prefix}Inf`;
  if (special !== '') return prefix + special + text;
  return prefix + (text === '' ? '0' : text) + exponent;
}

/** `Decimal(value)`: exact. */
export function toDecimalExactly(vm: Runtime, value: Value, context: PyContext): PyDecimal {
  if (value instanceof PyDecimal) return value;
  if (asStr(value) !== undefined) return fromText(vm, context, value);
  const int = intValue(value);
  if (int !== undefined) return exactly(vm, context, fromInt(int));
  if (value instanceof PyTuple || value instanceof PyList) {
    return fromText(vm, context, tupleText(vm, value.items));
  }
  if (value instanceof PyFloat) {
    noteFloat(context);
    return fromDouble(vm, value.value);
  }
  throw noConversion(value);
}

export function noConversion(value: Value): unknown {
  return typeError(`conversion from ${typeOf(value).name} to Decimal is not supported`);
}

/** `context.create_decimal(value)`: rounded to the context. */
export function toDecimalRounded(vm: Runtime, value: Value, context: PyContext): PyDecimal {
  const settings = context.settings(vm);
  let exact: PyDecimal;
  if (value instanceof PyDecimal) {
    if (value.isNan && value.coeff !== 0n && value.digits(vm) > settings.prec - (settings.clamp ? 1 : 0)) {
      context.report(CONVERSION_SYNTAX);
      return quietNan();
    }
    exact = value;
  } else if (asStr(value) !== undefined) {
    const parsed = parseDecimal(vm, asStr(value) ?? '', false);
    const room = settings.prec - (settings.clamp ? 1 : 0);
    if (parsed === undefined || (parsed.isNan && parsed.coeff !== 0n && parsed.digits(vm) > room)) {
      const result = invalid(settings, CONVERSION_SYNTAX);
      context.report(settings.status);
      return result;
    }
    exact = parsed;
  } else {
    const int = intValue(value);
    if (int !== undefined) exact = fromInt(int);
    else if (value instanceof PyFloat) {
      noteFloat(context);
      exact = fromDouble(vm, value.value);
    } else if (value instanceof PyTuple || value instanceof PyList) {
      return toDecimalRounded(vm, tupleText(vm, value.items), context);
    } else throw noConversion(value);
  }
  const result = finalize(settings, exact);
  context.report(settings.status);
  return result;
}

/** An operand: a Decimal or an int; undefined for other types. */
export function asOperand(value: Value): PyDecimal | undefined {
  if (value instanceof PyDecimal) return value;
  const int = intValue(value);
  return int === undefined ? undefined : fromInt(int);
}

/** An operand of a method: TypeError for other types. */
export function needOperand(value: Value): PyDecimal {
  const operand = asOperand(value);
  if (operand === undefined) throw noConversion(value);
  return operand;
}

/** The context of an optional argument. */
export function contextOr(vm: Runtime, value: Value | undefined): PyContext {
  if (value === undefined || value === None) return currentContext(vm);
  if (value instanceof PyContext) return value;
  throw typeError('optional argument must be a context');
}

/** The whole number towards zero. */
export function toInteger(vm: Runtime, value: PyDecimal): bigint {
  if (value.kind === INFINITE) throw overflowError('cannot convert Infinity to integer');
  if (value.kind !== FINITE) throw valueError('cannot convert NaN to integer');
  let size = value.coeff;
  if (value.exp >= 0) size = shiftLeft(vm, size, value.exp);
  else if (-value.exp >= value.digits(vm)) size = 0n;
  else {
    vm.chargeFuel(workOfDigits(value.digits(vm)));
    size /= powerOfTen(vm, -value.exp);
  }
  return value.sign === 1 ? -size : size;
}

/** `as_integer_ratio`. */
export function toRatio(vm: Runtime, value: PyDecimal): PyTuple {
  if (value.kind === INFINITE) throw overflowError('cannot convert Infinity to integer ratio');
  if (value.kind !== FINITE) throw valueError('cannot convert NaN to integer ratio');
  let numerator = value.sign === 1 ? -value.coeff : value.coeff;
  if (numerator === 0n) return new PyTuple([0, 1]);
  if (value.exp >= 0) return new PyTuple([normalizeInt(shiftLeft(vm, numerator, value.exp)), 1]);
  const zeros = trailingZeros(vm, value.coeff, -value.exp);
  numerator /= powerOfTen(vm, zeros);
  let twos = -value.exp - zeros;
  let fives = twos;
  vm.chargeFuel(workOfDigits(value.digits(vm)) + twos);
  while (twos > 0 && numerator % 2n === 0n) {
    numerator /= 2n;
    twos--;
  }
  while (fives > 0 && numerator % 5n === 0n) {
    numerator /= 5n;
    fives--;
  }
  vm.chargeMemory(twos + fives);
  return new PyTuple([normalizeInt(numerator), normalizeInt(2n ** BigInt(twos) * 5n ** BigInt(fives))]);
}

/** `as_tuple`. */
export function toTuple(vm: Runtime, value: PyDecimal): Value {
  let exponent: Value = value.exp;
  let digits: Value[] = [0];
  if (value.kind === INFINITE) exponent = 'F';
  else if (value.kind === QNAN) exponent = 'n';
  else if (value.kind === SNAN) exponent = 'N';
  if (value.kind !== INFINITE) {
    if (value.isNan && value.coeff === 0n) digits = [];
    else {
      vm.chargeMemory(8 * value.digits(vm));
      digits = Array.from(value.coeff.toString(), Number);
    }
  }
  return vm.call(vm.state(decimalState).decimalTuple, [value.sign, new PyTuple(digits), exponent]);
}

const HASH_MODULUS = (1n << 61n) - 1n;
const INVERSE_OF_TEN = modularPower(10n, HASH_MODULUS - 2n);

function modularPower(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * factor) % HASH_MODULUS;
    factor = (factor * factor) % HASH_MODULUS;
  }
  return result;
}

/** `hash(value)`: equal to that of an equal int, float or fraction. */
export function hashDecimal(vm: Runtime, value: PyDecimal): Int {
  if (value.kind === SNAN) throw typeError('Cannot hash a signaling NaN value');
  if (value.kind === QNAN) return (objectType.tp_hash as HashSlot)(vm, value);
  if (value.kind === INFINITE) return value.sign === 1 ? -314159 : 314159;
  const power =
    value.exp >= 0 ? modularPower(10n, BigInt(value.exp)) : modularPower(INVERSE_OF_TEN, BigInt(-value.exp));
  vm.chargeFuel(4 + (value.digits(vm) >> 3));
  let hash = ((value.coeff % HASH_MODULUS) * power) % HASH_MODULUS;
  if (value.sign === 1) hash = -hash;
  return normalizeInt(hash === -1n ? -2n : hash);
}

/** A Rational's numerator and denominator, for comparison. */
export function ratioOf(vm: Runtime, value: Value): [Int, Int] | undefined {
  const numerator = lookupAttr(vm, value, 'numerator');
  const denominator = lookupAttr(vm, value, 'denominator');
  if (numerator === undefined || denominator === undefined) return undefined;
  const top = intValue(numerator);
  const bottom = intValue(denominator);
  return top === undefined || bottom === undefined ? undefined : [top, bottom];
}
