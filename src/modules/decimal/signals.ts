/** This file defines the signals of decimal arithmetic: their bits and their exception types. */
import { makeException } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { ArithmeticError, TypeError, ZeroDivisionError } from '../../objects/exceptions/types.js';
import { PyList } from '../../objects/types/list/list.js';
import type { PyType } from '../../values/type.js';
import { makeExceptionType } from '../exception-types.js';

export const CLAMPED = 0x1;
export const CONVERSION_SYNTAX = 0x2;
export const DIVISION_BY_ZERO = 0x4;
export const DIVISION_IMPOSSIBLE = 0x8;
export const DIVISION_UNDEFINED = 0x10;
export const INEXACT = 0x40;
export const INVALID_CONTEXT = 0x80;
export const INVALID_OPERATION = 0x100;
export const FLOAT_OPERATION = 0x400;
export const OVERFLOW = 0x800;
export const ROUNDED = 0x1000;
export const SUBNORMAL = 0x2000;
export const UNDERFLOW = 0x4000;

/** What the signal InvalidOperation stands for. */
export const ANY_INVALID =
  CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED | INVALID_CONTEXT | INVALID_OPERATION;
/** Conditions that are errors whatever the traps say about rounding. */
export const ERRORS = ANY_INVALID | DIVISION_BY_ZERO;

const define = (name: string, ...bases: PyType[]): PyType => makeExceptionType('decimal', name, bases);

export const DecimalException = define('DecimalException', ArithmeticError);
export const Clamped = define('Clamped', DecimalException);
export const Rounded = define('Rounded', DecimalException);
export const Inexact = define('Inexact', DecimalException);
export const Subnormal = define('Subnormal', DecimalException);
export const Underflow = define('Underflow', Inexact, Rounded, Subnormal);
export const Overflow = define('Overflow', Inexact, Rounded);
export const DivisionByZero = define('DivisionByZero', DecimalException, ZeroDivisionError);
export const FloatOperation = define('FloatOperation', DecimalException, TypeError);
export const InvalidOperation = define('InvalidOperation', DecimalException);
export const ConversionSyntax = define('ConversionSyntax', InvalidOperation);
export const DivisionImpossible = define('DivisionImpossible', InvalidOperation);
export const DivisionUndefined = define('DivisionUndefined', InvalidOperation, ZeroDivisionError);
export const InvalidContext = define('InvalidContext', InvalidOperation);

/** A signal: its exception, its bits, its name in the repr of a context. */
export interface Signal {
  readonly type: PyType;
  readonly bits: number;
}

/** Signals in the order of `Context.flags`. */
export const SIGNALS: readonly Signal[] = [
  { type: InvalidOperation, bits: ANY_INVALID },
  { type: FloatOperation, bits: FLOAT_OPERATION },
  { type: DivisionByZero, bits: DIVISION_BY_ZERO },
  { type: Overflow, bits: OVERFLOW },
  { type: Underflow, bits: UNDERFLOW },
  { type: Subnormal, bits: SUBNORMAL },
  { type: Inexact, bits: INEXACT },
  { type: Rounded, bits: ROUNDED },
  { type: Clamped, bits: CLAMPED },
];

/** Conditions that InvalidOperation covers. */
const CONDITIONS: readonly Signal[] = [
  { type: InvalidOperation, bits: INVALID_OPERATION },
  { type: ConversionSyntax, bits: CONVERSION_SYNTAX },
  { type: DivisionImpossible, bits: DIVISION_IMPOSSIBLE },
  { type: DivisionUndefined, bits: DIVISION_UNDEFINED },
  { type: InvalidContext, bits: INVALID_CONTEXT },
];

/** Types of the conditions in these bits, as an exception lists them. */
function listed(bits: number): PyType[] {
  const found = CONDITIONS.filter((each) => (each.bits & bits) !== 0).map((each) => each.type);
  for (const signal of SIGNALS.slice(1)) if ((signal.bits & bits) !== 0) found.push(signal.type);
  return found;
}

/** The exception for trapped conditions: the first signal, with a list of all. */
export function trapped(bits: number): Raised {
  const signal = SIGNALS.find((each) => (each.bits & bits) !== 0) as Signal;
  return new Raised(makeException(signal.type, [new PyList(listed(bits))]));
}

/** The bits of a signal's type, or undefined for other objects. */
export function bitsOf(type: unknown): number | undefined {
  return SIGNALS.find((each) => each.type === type)?.bits;
}
