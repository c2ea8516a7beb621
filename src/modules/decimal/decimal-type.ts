/** This file fills the type Decimal. */
import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { defineType, type TypeDeclaration } from '../../objects/native/define-type.js';
import { classMethod, getset, method, type NativeDef, rawMethod } from '../../objects/native/native-def.js';
import { asSize } from '../../objects/operations/index.js';
import { isInstanceOf } from '../../objects/operations/instance-check.js';
import { asStr } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { parseFloatText } from '../../objects/types/float/parse.js';
import { normalizeInt } from '../../objects/types/int/arithmetic.js';
import { intValue } from '../../objects/types/int/value.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { readArguments } from '../keyword-arguments.js';
import { optionalRounding } from './arguments.js';
import { absolute, divideBoth, fusedMultiplyAdd, minus, plus, product } from './arithmetic.js';
import { numberClass, order } from './comparison.js';
import {
  type PyContext,
  ROUND_CEILING,
  ROUND_DOWN,
  ROUND_FLOOR,
  ROUND_HALF_EVEN,
  type Settings,
  unlimited,
} from './context.js';
import {
  asOperand,
  contextOr,
  fromDouble,
  fromInt,
  hashDecimal,
  needOperand,
  noConversion,
  ratioOf,
  toDecimalExactly,
  toInteger,
  toRatio,
  toTuple,
} from './convert.js';
import { quantize, sameQuantum, toIntegralExact, toIntegralValue } from './exponents.js';
import { formatDecimal } from './format.js';
import { decimalType, FINITE, finite, INFINITE, PyDecimal, QNAN, SNAN, ZERO } from './number.js';
import {
  type Binary,
  binaryOperations,
  copies,
  isNormal,
  isSubnormal,
  operators,
  predicates,
  unaryOperations,
} from './operations.js';
import { power, powerModulo } from './power.js';
import { FLOAT_OPERATION, INVALID_OPERATION } from './signals.js';
import { currentContext, decimalState, noteFloat } from './state.js';
import { decimalText } from './text.js';

type Args = readonly Value[];
type Kwnames = readonly string[] | null;

/** An instance of Decimal or of a subclass with this value. */
export function decimalOf(type: PyType, value: PyDecimal): PyDecimal {
  if (type === decimalType) return value;
  const Instance = type.instanceClass as unknown as typeof PyDecimal;
  return new Instance(value.sign, value.kind, value.coeff, value.exp);
}

/** Run an operation in a context and report to it. */
export function inContext(vm: Runtime, context: PyContext, run: (settings: Settings) => PyDecimal): PyDecimal {
  const settings = context.settings(vm);
  vm.chargeFuel(2);
  const result = run(settings);
  context.report(settings.status);
  return exactType(result);
}

/** Results are plain Decimals even where the operand itself comes back. */
function exactType(value: PyDecimal): PyDecimal {
  return value.constructor === PyDecimal ? value : new PyDecimal(value.sign, value.kind, value.coeff, value.exp);
}

function decimalNew(vm: Runtime, type: PyType, args: Args, kwnames: Kwnames): Value {
  const [value, context] = readArguments(['value', 'context'], 0, args, kwnames);
  const chosen = contextOr(vm, context);
  if (value === undefined) return decimalOf(type, ZERO);
  const made = toDecimalExactly(vm, value, chosen);
  if (type === decimalType) return exactType(made);
  return decimalOf(type, made);
}

function operator(operation: Binary): (vm: Runtime, a: Value, b: Value) => Value {
  return (vm, a, b) => {
    const left = asOperand(a);
    const right = asOperand(b);
    if (left === undefined || right === undefined) return NotImplemented;
    return inContext(vm, currentContext(vm), (settings) => operation(settings, left, right));
  };
}

function powerSlot(vm: Runtime, a: Value, b: Value, c: Value): Value {
  const base = asOperand(a);
  const exponent = asOperand(b);
  if (base === undefined || exponent === undefined) return NotImplemented;
  if (c === None) return inContext(vm, currentContext(vm), (settings) => power(settings, base, exponent));
  const modulus = asOperand(c);
  if (modulus === undefined) return NotImplemented;
  return inContext(vm, currentContext(vm), (settings) => powerModulo(settings, base, exponent, modulus));
}

/** `divmod` of two operands. */
export function divmodIn(vm: Runtime, context: PyContext, a: PyDecimal, b: PyDecimal): PyTuple {
  const settings = context.settings(vm);
  const { quotient, remainder } = divideBoth(settings, a, b);
  context.report(settings.status);
  return new PyTuple([exactType(quotient), exactType(remainder)]);
}

/** The operands of a comparison: ints, floats and rationals are taken exactly; undefined for other types. */
function comparable(vm: Runtime, self: PyDecimal, other: Value, op: CompareOp): [PyDecimal, PyDecimal] | undefined {
  const operand = asOperand(other);
  if (operand !== undefined) return [self, operand];
  const context = currentContext(vm);
  const mixed = (): void => {
    if (op === EQ || op === NE) context.flags |= FLOAT_OPERATION;
    else noteFloat(context);
  };
  if (other instanceof PyFloat) {
    mixed();
    return [self, fromDouble(vm, other.value)];
  }
  if (other instanceof PyComplex && (op === EQ || op === NE)) {
    if (other.imag !== 0) return undefined;
    mixed();
    return [self, fromDouble(vm, other.real)];
  }
  if (!isInstanceOf(vm, other, vm.state(decimalState).rational)) return undefined;
  const ratio = ratioOf(vm, other);
  if (ratio === undefined) return undefined;
  const settings = unlimited(vm);
  const scaled = self.kind === FINITE ? product(settings, self, fromInt(ratio[1])) : self;
  return [scaled, fromInt(ratio[0])];
}

function compareSlot(vm: Runtime, a: PyDecimal, b: Value, op: CompareOp): Value {
  const pair = comparable(vm, a, b, op);
  if (pair === undefined) return NotImplemented;
  const [x, y] = pair;
  if (x.isNan || y.isNan) {
    // Quiet NaNs are only unequal; asked for an order, they signal.
    const signals = x.kind === SNAN || y.kind === SNAN || (op !== EQ && op !== NE);
    if (signals) currentContext(vm).report(INVALID_OPERATION);
    return op === NE;
  }
  vm.chargeFuel(1);
  const sign = order(unlimited(vm), x, y);
  switch (op) {
    case 0:
      return sign < 0;
    case 1:
      return sign <= 0;
    case 2:
      return sign === 0;
    case 3:
      return sign !== 0;
    case 4:
      return sign > 0;
    default:
      return sign >= 0;
  }
}

function toFloat(vm: Runtime, self: PyDecimal): PyFloat {
  if (self.kind === SNAN) throw valueError('cannot convert signaling NaN to float');
  if (self.kind === QNAN) return new PyFloat(Number.NaN);
  if (self.kind === INFINITE) return new PyFloat(self.sign === 1 ? -Infinity : Infinity);
  const value = parseFloatText(decimalText(vm, self, false, true)) ?? 0;
  if (!Number.isFinite(value)) throw overflowError('result too large');
  return new PyFloat(value);
}

function wholeValue(vm: Runtime, self: PyDecimal, rounding: number): Value {
  if (self.kind === INFINITE) throw overflowError('cannot convert Infinity to integer');
  if (self.kind !== FINITE) throw valueError('cannot convert NaN to integer');
  return normalizeInt(toInteger(vm, toIntegralValue(unlimited(vm), self, rounding)));
}

function roundMethod(vm: Runtime, self: PyDecimal, args: Args): Value {
  if (args.length > 1) throw typeError(`function takes at most 1 argument (${args.length} given)`);
  const digits = args[0];
  if (digits === undefined) return wholeValue(vm, self, ROUND_HALF_EVEN);
  const places = intValue(digits);
  if (places === undefined) throw typeError('optional arg must be an integer');
  asSize(vm, places);
  const exponent = finite(0, 1n, -Number(places));
  return inContext(vm, currentContext(vm), (settings) => quantize(settings, self, exponent));
}

function formatMethod(vm: Runtime, self: PyDecimal, args: Args): Value {
  const [spec, override] = args;
  if (spec === undefined || args.length > 2)
    throw typeError(`function takes at least 1 argument (${args.length} given)`);
  const text = asStr(spec);
  if (text === undefined) throw typeError('format arg must be str');
  if (override !== undefined && !(override instanceof PyDict)) throw typeError('optional argument must be a dict');
  return formatDecimal(vm, self, text as Str, currentContext(vm), override);
}

/** A method with operands and a context. */
function contextMethod(
  name: string,
  doc: string,
  parameters: readonly string[],
  run: (vm: Runtime, context: PyContext, self: PyDecimal, operands: PyDecimal[]) => Value,
): NativeDef {
  const names = [...parameters, 'context'];
  return rawMethod(
    name,
    doc,
    (vm, self: PyDecimal, args, kwnames) => {
      const values = readArguments(names, parameters.length, args, kwnames);
      const context = contextOr(vm, values[parameters.length]);
      const operands = values.slice(0, -1).map((value) => needOperand(value as Value));
      return run(vm, context, self, operands);
    },
    `($self, /, ${parameters.map((each) => `${each}, `).join('')}context=None)`,
  );
}

/** A method with a rounding mode and a context. */
function roundingMethod(
  name: string,
  doc: string,
  run: (settings: Settings, self: PyDecimal, rounding: number | undefined) => PyDecimal,
): NativeDef {
  return rawMethod(
    name,
    doc,
    (vm, self: PyDecimal, args, kwnames) => {
      const [rounding, context] = readArguments(['rounding', 'context'], 0, args, kwnames);
      const chosen = contextOr(vm, context);
      const mode = optionalRounding(rounding);
      return inContext(vm, chosen, (settings) => run(settings, self, mode));
    },
    '($self, /, rounding=None, context=None)',
  );
}

const quantizeMethod = rawMethod(
  'quantize',
  'Return a value equal to the first operand after rounding, with the exponent of the second operand.',
  (vm, self: PyDecimal, args, kwnames) => {
    const [exp, rounding, context] = readArguments(['exp', 'rounding', 'context'], 1, args, kwnames);
    const chosen = contextOr(vm, context);
    const mode = optionalRounding(rounding);
    const other = needOperand(exp as Value);
    return inContext(vm, chosen, (settings) => quantize(settings, self, other, mode));
  },
  '($self, /, exp, rounding=None, context=None)',
);

const methods: NativeDef[] = [
  ...unaryOperations.map(([name, operation, doc]) =>
    contextMethod(name, doc, [], (vm, context, self) =>
      inContext(vm, context, (settings) => operation(settings, self)),
    ),
  ),
  roundingMethod('to_integral', 'Identical to the to_integral_value() method.', toIntegralValue),
  roundingMethod('to_integral_exact', 'Round to the nearest integer, signaling Inexact or Rounded.', toIntegralExact),
  roundingMethod('to_integral_value', 'Round to the nearest integer without signaling.', toIntegralValue),
  ...binaryOperations.map(([name, operation, doc]) =>
    contextMethod(name, doc, ['other'], (vm, context, self, [other]) =>
      inContext(vm, context, (settings) => operation(settings, self, other as PyDecimal)),
    ),
  ),
  quantizeMethod,
  contextMethod(
    'fma',
    'Fused multiply-add: return self*other+third with one rounding.',
    ['other', 'third'],
    (vm, context, self, operands) =>
      inContext(vm, context, (settings) =>
        fusedMultiplyAdd(settings, self, operands[0] as PyDecimal, operands[1] as PyDecimal),
      ),
  ),
  ...predicates.map(([name, test, doc]) => method(`${name}($self, /)`, doc, (_vm, self: PyDecimal) => test(self))),
  contextMethod('is_normal', 'Return True if the argument is a normal finite number.', [], (vm, context, self) =>
    isNormal(context.settings(vm), self),
  ),
  contextMethod('is_subnormal', 'Return True if the argument is subnormal.', [], (vm, context, self) =>
    isSubnormal(context.settings(vm), self),
  ),
  method('adjusted($self, /)', 'Return the adjusted exponent of the number.', (vm, self: PyDecimal) =>
    self.kind === FINITE && self.coeff !== 0n ? self.adjusted(vm) : self.kind === FINITE ? self.exp : 0,
  ),
  ...copies.map(([name, copy, doc]) =>
    method(`${name}($self, /)`, doc, (_vm, self: PyDecimal) => exactType(copy(self))),
  ),
  method('conjugate($self, /)', 'Return self.', (_vm, self: PyDecimal) => exactType(self)),
  method('radix($self, /)', 'Return Decimal(10).', () => finite(0, 10n, 0)),
  contextMethod('number_class', 'Return a string describing the class of the operand.', [], (vm, context, self) =>
    numberClass(context.settings(vm), self),
  ),
  contextMethod('to_eng_string', 'Convert to an engineering-type string.', [], (vm, context, self) =>
    decimalText(vm, self, true, context.capitals),
  ),
  contextMethod(
    'same_quantum',
    'Test whether two numbers have the same exponent.',
    ['other'],
    (_vm, _context, self, [other]) => sameQuantum(self, other as PyDecimal),
  ),
  classMethod(
    'from_float($type, f, /)',
    'Class method that converts a float to a decimal number, exactly.',
    (vm, type: PyType, f: Value) => {
      const int = intValue(f);
      let value: PyDecimal;
      if (int !== undefined) value = fromInt(int);
      else if (f instanceof PyFloat) value = fromDouble(vm, f.value);
      else throw typeError('argument must be int or float');
      return type === decimalType ? value : vm.call1(type, value);
    },
  ),
  classMethod(
    'from_number($type, number, /)',
    'Class method that converts a real number to a decimal number, exactly.',
    (vm, type: PyType, number: Value) => {
      const int = intValue(number);
      let value: PyDecimal;
      if (int !== undefined) value = fromInt(int);
      else if (number instanceof PyDecimal) value = exactType(number);
      else if (number instanceof PyFloat) value = fromDouble(vm, number.value);
      else throw noConversion(number);
      return type === decimalType ? value : vm.call1(type, value);
    },
  ),
  method('as_tuple($self, /)', 'Return a tuple representation of the number.', toTuple),
  method(
    'as_integer_ratio($self, /)',
    'Return a pair of integers whose ratio is exactly equal to the original.',
    toRatio,
  ),
  method('__copy__($self, /)', null, (_vm, self: PyDecimal) => self),
  method('__deepcopy__($self, object, /)', null, (_vm, self: PyDecimal) => self),
  rawMethod('__format__', 'Format the number by a specification.', (vm, self: PyDecimal, args) =>
    formatMethod(vm, self, args),
  ),
  method(
    '__reduce__($self, /)',
    null,
    (vm, self: PyDecimal) => new PyTuple([typeOf(self), new PyTuple([decimalText(vm, self, false, true)])]),
  ),
  rawMethod('__round__', null, (vm, self: PyDecimal, args) => roundMethod(vm, self, args)),
  method('__ceil__($self, /)', null, (vm, self: PyDecimal) => wholeValue(vm, self, ROUND_CEILING)),
  method('__floor__($self, /)', null, (vm, self: PyDecimal) => wholeValue(vm, self, ROUND_FLOOR)),
  method('__trunc__($self, /)', null, (vm, self: PyDecimal) => wholeValue(vm, self, ROUND_DOWN)),
  method('__complex__($self, /)', null, (vm, self: PyDecimal) => new PyComplex(toFloat(vm, self).value, 0)),
  method('__sizeof__($self, /)', null, (vm, self: PyDecimal) => 72 + 8 * Math.max(4, Math.ceil(self.digits(vm) / 19))),
];

const slots: TypeDeclaration['slots'] = {
  tp_new: decimalNew,
  tp_repr: (vm, self: PyDecimal) => `Decimal('${decimalText(vm, self, false, currentContext(vm).capitals)}')`,
  tp_str: (vm, self: PyDecimal) => decimalText(vm, self, false, currentContext(vm).capitals),
  tp_hash: hashDecimal,
  tp_richcompare: compareSlot,
  nb_divmod: (vm, a: Value, b: Value) => {
    const left = asOperand(a);
    const right = asOperand(b);
    if (left === undefined || right === undefined) return NotImplemented;
    return divmodIn(vm, currentContext(vm), left, right);
  },
  nb_power: powerSlot,
  nb_negative: (vm, self: PyDecimal) => inContext(vm, currentContext(vm), (settings) => minus(settings, self)),
  nb_positive: (vm, self: PyDecimal) => inContext(vm, currentContext(vm), (settings) => plus(settings, self)),
  nb_absolute: (vm, self: PyDecimal) => inContext(vm, currentContext(vm), (settings) => absolute(settings, self)),
  nb_bool: (_vm, self: PyDecimal) => !self.isZero,
  nb_int: (vm, self: PyDecimal) => wholeValue(vm, self, ROUND_DOWN),
  nb_float: toFloat,
};
for (const [name, operation] of operators) (slots as Record<string, unknown>)[name] = operator(operation);

defineType(decimalType, {
  doc: "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0'). The\ncontext does not affect the conversion and is only passed to determine if\nthe InvalidOperation trap is active.\n",
  module: 'decimal',
  isBaseType: true,
  slots,
  methods,
  getsets: [getset('real', null, (_vm, self: PyDecimal) => self), getset('imag', null, () => ZERO)],
});
decimalType.textSignature = '(value="0", context=None)';
