/** This file fills the type Context. */

import { typeOf } from '../../objects/core-types.js';
import { attributeError, overflowError, typeError, valueError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, type NativeDef, rawMethod } from '../../objects/native/native-def.js';
import { genericGetAttr, genericSetAttr } from '../../objects/operations/attributes.js';
import { normalizeInt } from '../../objects/types/int/arithmetic.js';
import type { Int } from '../../objects/types/int/size.js';
import { intValue } from '../../objects/types/int/value.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { readArguments } from '../keyword-arguments.js';
import { readPositional, roundingOf } from './arguments.js';
import { fusedMultiplyAdd } from './arithmetic.js';
import { numberClass } from './comparison.js';
import { contextType, MAX_EMAX, MAX_PREC, MIN_EMIN, PyContext, ROUNDING_NAMES } from './context.js';
import { fromDouble, fromInt, needOperand, toDecimalRounded } from './convert.js';
import { decimalOf, divmodIn, inContext } from './decimal-type.js';
import { sameQuantum } from './exponents.js';
import { decimalType, finite, PyDecimal, ZERO } from './number.js';
import {
  binaryOperations,
  contextBinaryOperations,
  contextUnaryOperations,
  copies,
  isNormal,
  isSubnormal,
  predicates,
  unaryOperations,
} from './operations.js';
import { power, powerModulo } from './power.js';
import { finalize } from './rounding.js';
import { bitsOfDict, isSignalMapping, signalBits, signalView } from './signal-dict.js';
import { SIGNALS } from './signals.js';
import { decimalState } from './state.js';
import { decimalText } from './text.js';

const SSIZE_MAX = 9223372036854775807n;

/** A C ssize_t value of an attribute. */
function sizeOf(value: Value): Int {
  const int = intValue(value);
  if (int === undefined) throw typeError('an integer is required');
  if (typeof int === 'bigint' && (int > SSIZE_MAX || int < -SSIZE_MAX - 1n)) {
    throw overflowError('Python int too large to convert to C ssize_t');
  }
  return int;
}

function ranged(value: Value, low: bigint, high: bigint, message: string): Int {
  const int = BigInt(sizeOf(value));
  if (int < low || int > high) throw valueError(message);
  return normalizeInt(int);
}

type Setter = (vm: Runtime, self: PyContext, value: Value) => void;

const setters: ReadonlyMap<string, Setter> = new Map<string, Setter>([
  [
    'prec',
    (_vm, self, value) => {
      self.prec = ranged(value, 1n, MAX_PREC, 'valid range for prec is [1, MAX_PREC]');
    },
  ],
  [
    'rounding',
    (_vm, self, value) => {
      self.rounding = roundingOf(value);
    },
  ],
  [
    'Emin',
    (_vm, self, value) => {
      self.emin = ranged(value, MIN_EMIN, 0n, 'valid range for Emin is [MIN_EMIN, 0]');
    },
  ],
  [
    'Emax',
    (_vm, self, value) => {
      self.emax = ranged(value, 0n, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]');
    },
  ],
  [
    'capitals',
    (_vm, self, value) => {
      self.capitals = ranged(value, 0n, 1n, 'valid values for capitals are 0 or 1') === 1;
    },
  ],
  [
    'clamp',
    (_vm, self, value) => {
      self.clamp = ranged(value, 0n, 1n, 'valid values for clamp are 0 or 1') === 1;
    },
  ],
  [
    'flags',
    (vm, self, value) => {
      self.flags = signalsFrom(vm, value);
    },
  ],
  [
    'traps',
    (vm, self, value) => {
      self.traps = signalsFrom(vm, value);
    },
  ],
]);

/** Bits of a list of signals or of a signal mapping. */
function signalsFrom(vm: Runtime, value: Value): number {
  if (value instanceof PyList) {
    let bits = 0;
    for (const item of value.items) bits |= signalBits(item);
    return bits;
  }
  if (isSignalMapping(value)) return bitsOfDict(vm, value);
  throw typeError('argument must be a signal dict');
}

/** Set fields from the arguments of Context() or localcontext(); None leaves a field as it is. */
export function setFields(
  vm: Runtime,
  context: PyContext,
  names: readonly string[],
  values: readonly (Value | undefined)[],
): void {
  names.forEach((name, i) => {
    const value = values[i];
    if (value !== undefined && value !== None) setters.get(name)?.(vm, context, value);
  });
}

/** Names of the arguments of Context(). */
export const FIELD_NAMES = ['prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'];

/** A new context of this type, as the default context is. */
function contextNew(vm: Runtime, type: PyType): PyContext {
  const Instance = type.instanceClass as unknown as new () => PyContext;
  const made = new Instance().assign(vm.state(decimalState).defaultContext);
  made.flags = 0;
  return made;
}

/** A copy, of type Context. */
export function copyOf(context: PyContext): PyContext {
  return new PyContext().assign(context);
}

/** Signals as a repr lists them: by their lowest bits. */
const BY_BIT = [...SIGNALS].sort((a, b) => (a.bits & -a.bits) - (b.bits & -b.bits));

const signalNames = (bits: number): string =>
  BY_BIT.filter((signal) => (bits & signal.bits) !== 0)
    .map((signal) => signal.type.name)
    .join(', ');

function contextRepr(_vm: Runtime, self: PyContext): string {
  return `Context(prec=${self.prec}, rounding=${ROUNDING_NAMES[self.rounding]}, Emin=${self.emin}, Emax=${self.emax}, capitals=${self.capitals ? 1 : 0}, clamp=${self.clamp ? 1 : 0}, flags=[${signalNames(self.flags)}], traps=[${signalNames(self.traps)}])`;
}

const listed = (bits: number): PyList =>
  new PyList(SIGNALS.filter((signal) => (bits & signal.bits) !== 0).map((signal) => signal.type));

function unary(name: string, doc: string, run: (vm: Runtime, self: PyContext, x: PyDecimal) => Value): NativeDef {
  return method(`${name}($self, x, /)`, doc, (vm, self: PyContext, x: Value) => run(vm, self, needOperand(x)));
}

function needDecimal(value: Value): PyDecimal {
  if (value instanceof PyDecimal) return value;
  throw typeError('argument must be a Decimal');
}

function binary(
  name: string,
  doc: string,
  run: (vm: Runtime, self: PyContext, x: PyDecimal, y: PyDecimal) => Value,
): NativeDef {
  return rawMethod(
    name,
    doc,
    (vm, self: PyContext, args, kwnames) => {
      readPositional(2, args, kwnames);
      const x = needOperand(args[0] as Value);
      return run(vm, self, x, needOperand(args[1] as Value));
    },
    '($self, x, y, /)',
  );
}

const powerMethod = rawMethod(
  'power',
  'Compute a**b. If modulo is given, compute (a**b) % modulo.',
  (vm, self: PyContext, args, kwnames) => {
    const [a, b, modulo] = readArguments(['a', 'b', 'modulo'], 2, args, kwnames);
    const x = needOperand(a as Value);
    const y = needOperand(b as Value);
    if (modulo === undefined || modulo === None) return inContext(vm, self, (settings) => power(settings, x, y));
    const m = needOperand(modulo);
    return inContext(vm, self, (settings) => powerModulo(settings, x, y, m));
  },
  '($self, /, a, b, modulo=None)',
);

const methods: NativeDef[] = [
  ...[...unaryOperations, ...contextUnaryOperations].map(([name, operation, doc]) =>
    unary(name, doc, (vm, self, x) => inContext(vm, self, (settings) => operation(settings, x))),
  ),
  ...[...binaryOperations, ...contextBinaryOperations].map(([name, operation, doc]) =>
    binary(name, doc, (vm, self, x, y) => inContext(vm, self, (settings) => operation(settings, x, y))),
  ),
  binary('divmod', 'Return quotient and remainder of the division x / y.', divmodIn),
  binary('same_quantum', 'Return True if the two operands have the same exponent.', (_vm, _self, x, y) =>
    sameQuantum(x, y),
  ),
  powerMethod,
  rawMethod(
    'fma',
    'Return x multiplied by y, plus z.',
    (vm, self: PyContext, args, kwnames) => {
      readPositional(3, args, kwnames);
      const [x, y, z] = args.map(needOperand) as [PyDecimal, PyDecimal, PyDecimal];
      return inContext(vm, self, (settings) => fusedMultiplyAdd(settings, x, y, z));
    },
    '($self, x, y, z, /)',
  ),
  method('Etiny($self, /)', 'Return a value equal to Emin - prec + 1.', (_vm, self: PyContext) =>
    normalizeInt(BigInt(self.emin) - BigInt(self.prec) + 1n),
  ),
  method('Etop($self, /)', 'Return a value equal to Emax - prec + 1.', (_vm, self: PyContext) =>
    normalizeInt(BigInt(self.emax) - BigInt(self.prec) + 1n),
  ),
  method('radix($self, /)', 'Return 10.', () => finite(0, 10n, 0)),
  ...predicates.map(([name, test, doc]) =>
    name === 'is_canonical'
      ? method(`${name}($self, x, /)`, doc, (_vm, _self: PyContext, x: Value) => test(needDecimal(x)))
      : unary(name, doc, (_vm, _self, x) => test(x)),
  ),
  unary('is_normal', 'Return True if x is a normal number.', (vm, self, x) => isNormal(self.settings(vm), x)),
  unary('is_subnormal', 'Return True if x is subnormal.', (vm, self, x) => isSubnormal(self.settings(vm), x)),
  method('_apply($self, object, /)', null, (vm, self: PyContext, x: Value) =>
    inContext(vm, self, (settings) => finalize(settings, needOperand(x))),
  ),
  ...copies.map(([name, copy, doc]) =>
    name === 'canonical'
      ? method('canonical($self, x, /)', doc, (_vm, _self: PyContext, x: Value) => needDecimal(x))
      : unary(name, doc, (_vm, _self, x) => copy(x)),
  ),
  unary('copy_decimal', 'Return a copy of Decimal x.', (_vm, _self, x) => x),
  unary('number_class', 'Return an indication of the class of x.', (vm, self, x) => numberClass(self.settings(vm), x)),
  unary('to_sci_string', 'Convert a number to a string using scientific notation.', (vm, self, x) =>
    decimalText(vm, x, false, self.capitals),
  ),
  unary('to_eng_string', 'Convert a number to a string, using engineering notation.', (vm, self, x) =>
    decimalText(vm, x, true, self.capitals),
  ),
  method('clear_flags($self, /)', 'Reset all flags to False.', (_vm, self: PyContext) => {
    self.flags = 0;
    return None;
  }),
  method('clear_traps($self, /)', 'Set all traps to False.', (_vm, self: PyContext) => {
    self.traps = 0;
    return None;
  }),
  method('__copy__($self, /)', null, (_vm, self: PyContext) => copyOf(self)),
  method('copy($self, /)', 'Return a duplicate of the context with all flags cleared.', (_vm, self: PyContext) =>
    copyOf(self),
  ),
  method(
    '__reduce__($self, /)',
    null,
    (_vm, self: PyContext) =>
      new PyTuple([
        typeOf(self),
        new PyTuple([
          self.prec,
          ROUNDING_NAMES[self.rounding] as string,
          self.emin,
          self.emax,
          self.capitals ? 1 : 0,
          self.clamp ? 1 : 0,
          listed(self.flags),
          listed(self.traps),
        ]),
      ]),
  ),
  method(
    'create_decimal($self, num="0", /)',
    'Create a new Decimal instance from num, rounded to this context.',
    (vm, self: PyContext, num: Value) =>
      num === undefined ? ZERO : decimalOf(decimalType, toDecimalRounded(vm, num, self)),
  ),
  method(
    'create_decimal_from_float($self, f, /)',
    'Create a new Decimal instance from float f, rounded to this context.',
    (vm, self: PyContext, f: Value) => {
      const int = intValue(f);
      if (int === undefined && !(f instanceof PyFloat)) throw typeError('argument must be int or float');
      const exact = int === undefined ? fromDouble(vm, (f as PyFloat).value) : fromInt(int);
      return inContext(vm, self, (settings) => finalize(settings, exact));
    },
  ),
];

defineType(contextType, {
  doc: 'The context affects almost all operations and controls rounding,\nOver/Underflow, raising of exceptions and much more.',
  module: 'decimal',
  isBaseType: true,
  slots: {
    tp_new: contextNew,
    tp_init: (vm, self: PyContext, args, kwnames) => {
      setFields(vm, self, FIELD_NAMES, readArguments(FIELD_NAMES, 0, args, kwnames));
    },
    tp_repr: contextRepr,
    tp_getattro: (vm, self: PyContext, name) => {
      if (name === 'flags') return signalView(vm, self, false);
      if (name === 'traps') return signalView(vm, self, true);
      return genericGetAttr(vm, self, name);
    },
    tp_setattro: (vm, self: PyContext, name, value) => {
      const setter = setters.get(name);
      if (value === undefined) {
        if (setter !== undefined || !typeOf(self).isHeap) {
          throw attributeError('context attributes cannot be deleted', self, strFromKey(name));
        }
        genericSetAttr(vm, self, name, value);
        return;
      }
      if (setter === undefined) genericSetAttr(vm, self, name, value);
      else if ((name === 'flags' || name === 'traps') && !isSignalMapping(value)) {
        throw typeError('argument must be a signal dict');
      } else setter(vm, self, value);
    },
  },
  methods,
  getsets: [
    getset('prec', null, (_vm, self: PyContext) => self.prec),
    getset('Emax', null, (_vm, self: PyContext) => self.emax),
    getset('Emin', null, (_vm, self: PyContext) => self.emin),
    getset('rounding', null, (_vm, self: PyContext) => ROUNDING_NAMES[self.rounding] as string),
    getset('capitals', null, (_vm, self: PyContext) => (self.capitals ? 1 : 0)),
    getset('clamp', null, (_vm, self: PyContext) => (self.clamp ? 1 : 0)),
  ],
});
contextType.textSignature =
  '(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)';
