/** This file fills the type timedelta. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { hash } from '../../objects/operations/hash.js';
import { integerRatio, wholeInt } from '../../objects/types/float/float.js';
import { roundHalfEven } from '../../objects/types/float/round.js';
import { normalizeInt } from '../../objects/types/int/arithmetic.js';
import { trueDivInts } from '../../objects/types/int/convert.js';
import { intValue } from '../../objects/types/int/value.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { NotImplemented } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import {
  addDeltas,
  compareDeltas,
  compareResult,
  divideNearest,
  floorDivide,
  fromMicroseconds,
  isZero,
  MAX_DAYS,
  negate,
  subtractDeltas,
  totalMicroseconds,
} from './duration.js';
import { instantiate, PyTimedelta, timedeltaType } from './objects.js';

const signature = parseSignature(
  'timedelta(days=<unrepresentable>, seconds=<unrepresentable>, microseconds=<unrepresentable>, milliseconds=<unrepresentable>, minutes=<unrepresentable>, hours=<unrepresentable>, weeks=<unrepresentable>)',
  'method',
);

/** Components in the order in which they are added up: position of the argument, name, microseconds. */
const COMPONENTS: readonly (readonly [number, string, bigint])[] = [
  [2, 'microseconds', 1n],
  [3, 'milliseconds', 1000n],
  [1, 'seconds', 1000000n],
  [4, 'minutes', 60000000n],
  [5, 'hours', 3600000000n],
  [0, 'days', 86400000000n],
  [6, 'weeks', 604800000000n],
];

function timedeltaNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const bound = bindArguments(vm, signature, { short: '__new__', full: '__new__()' }, args, kwnames) as (
    | Value
    | undefined
  )[];
  let total = 0n;
  let leftover = 0;
  for (const [at, name, factor] of COMPONENTS) {
    const value = bound[at];
    if (value === undefined) continue;
    const int = intValue(value);
    if (int !== undefined) {
      total += BigInt(int) * factor;
    } else if (value instanceof PyFloat) {
      const whole = BigInt(wholeInt(Math.trunc(value.value)));
      total += whole * factor;
      // What is left of all components is rounded once, at the end.
      const fraction = value.value - Math.trunc(value.value);
      if (fraction !== 0) {
        const scaled = fraction * Number(factor);
        const scaledWhole = Math.trunc(scaled);
        total += BigInt(scaledWhole);
        leftover += scaled - scaledWhole;
      }
    } else {
      throw typeError(`unsupported type for timedelta ${name} component: ${typeOf(value).name}`);
    }
  }
  if (leftover !== 0) {
    let rounded = Math.round(leftover);
    if (Math.abs(rounded - leftover) === 0.5 || Math.abs(leftover % 1) === 0.5) {
      const odd = (total & 1n) === 1n ? 1 : 0;
      rounded = 2 * roundHalfEven((leftover + odd) * 0.5) - odd;
    } else rounded = roundHalfEven(leftover);
    total += BigInt(rounded);
  }
  return timedeltaOf(type, fromMicroseconds(total));
}

/** A timedelta of this class. */
function timedeltaOf(type: PyType, delta: PyTimedelta): PyTimedelta {
  if (type === timedeltaType) return delta;
  return instantiate(type, PyTimedelta, [delta.days, delta.seconds, delta.microseconds]);
}

function timedeltaRepr(_vm: Runtime, self: PyTimedelta): string {
  const parts: string[] = [];
  if (self.days !== 0) parts.push(`days=${self.days}`);
  if (self.seconds !== 0) parts.push(`seconds=${self.seconds}`);
  if (self.microseconds !== 0) parts.push(`microseconds=${self.microseconds}`);
  return `${typeOf(self).name}(${parts.length === 0 ? '0' : parts.join(', ')})`;
}

const two = (value: number): string => String(value).padStart(2, '0');

function timedeltaStr(_vm: Runtime, self: PyTimedelta): string {
  const { days, seconds, microseconds } = self;
  const prefix = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${prefix}${clock}${microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`}`;
}

/** Numerator and denominator of a float, through its method, which a subclass may have replaced. */
function ratioOf(vm: Runtime, value: PyFloat): [number | bigint, number | bigint] {
  if (value.constructor === PyFloat) {
    const { numerator, denominator } = integerRatio(value.value);
    return [numerator, denominator];
  }
  const ratio = vm.call0(getAttr(vm, value, 'as_integer_ratio'));
  if (!(ratio instanceof PyTuple)) {
    throw typeError(`unexpected return type from as_integer_ratio(): expected tuple, not '${typeOf(ratio).name}'`);
  }
  if (ratio.items.length !== 2) throw valueError('as_integer_ratio() must return a 2-tuple');
  const [top, bottom] = ratio.items.map(intValue);
  if (top === undefined || bottom === undefined) throw typeError('as_integer_ratio() must return a pair of integers');
  return [top, bottom];
}

function multiply(vm: Runtime, a: Value, b: Value): Value {
  const [delta, factor] = a instanceof PyTimedelta ? [a, b] : [b as PyTimedelta, a];
  if (!(delta instanceof PyTimedelta)) return NotImplemented;
  const int = intValue(factor);
  if (int !== undefined) return fromMicroseconds(totalMicroseconds(delta) * BigInt(int));
  if (!(factor instanceof PyFloat)) return NotImplemented;
  const [numerator, denominator] = ratioOf(vm, factor);
  return fromMicroseconds(divideNearest(totalMicroseconds(delta) * BigInt(numerator), BigInt(denominator)));
}

function trueDivide(vm: Runtime, a: Value, b: Value): Value {
  if (!(a instanceof PyTimedelta)) return NotImplemented;
  const total = totalMicroseconds(a);
  if (b instanceof PyTimedelta) {
    const divisor = totalMicroseconds(b);
    if (divisor === 0n) floorDivide(total, divisor);
    return new PyFloat(trueDivInts(vm, normalizeInt(total), normalizeInt(divisor)));
  }
  const int = intValue(b);
  if (int !== undefined) return fromMicroseconds(divideNearest(total, BigInt(int)));
  if (!(b instanceof PyFloat)) return NotImplemented;
  const [numerator, denominator] = ratioOf(vm, b);
  return fromMicroseconds(divideNearest(total * BigInt(denominator), BigInt(numerator)));
}

function floorDivision(_vm: Runtime, a: Value, b: Value): Value {
  if (!(a instanceof PyTimedelta)) return NotImplemented;
  const total = totalMicroseconds(a);
  if (b instanceof PyTimedelta) return normalizeInt(floorDivide(total, totalMicroseconds(b)));
  const int = intValue(b);
  return int === undefined ? NotImplemented : fromMicroseconds(floorDivide(total, BigInt(int)));
}

function remainderOf(a: PyTimedelta, b: PyTimedelta): PyTimedelta {
  const total = totalMicroseconds(a);
  const divisor = totalMicroseconds(b);
  return fromMicroseconds(total - floorDivide(total, divisor) * divisor);
}

const bothDeltas = (a: Value, b: Value): boolean => a instanceof PyTimedelta && b instanceof PyTimedelta;

const state = (self: PyTimedelta): PyTuple => new PyTuple([self.days, self.seconds, self.microseconds]);

/** `hash(delta)`: of the tuple of its parts. */
export function hashDelta(vm: Runtime, self: PyTimedelta): number | bigint {
  return hash(vm, state(self));
}

defineType(timedeltaType, {
  doc: 'Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nAll arguments are optional and default to 0.\nArguments may be integers or floats, and may be positive or negative.',
  module: 'datetime',
  isBaseType: true,
  slots: {
    tp_new: timedeltaNew,
    tp_repr: timedeltaRepr,
    tp_str: timedeltaStr,
    tp_hash: hashDelta,
    tp_richcompare: (_vm, a: PyTimedelta, b: Value, op) =>
      b instanceof PyTimedelta ? compareResult(compareDeltas(a, b), op) : NotImplemented,
    nb_add: (_vm, a: Value, b: Value) =>
      bothDeltas(a, b) ? addDeltas(a as PyTimedelta, b as PyTimedelta) : NotImplemented,
    nb_subtract: (_vm, a: Value, b: Value) =>
      bothDeltas(a, b) ? subtractDeltas(a as PyTimedelta, b as PyTimedelta) : NotImplemented,
    nb_multiply: multiply,
    nb_remainder: (_vm, a: Value, b: Value) =>
      bothDeltas(a, b) ? remainderOf(a as PyTimedelta, b as PyTimedelta) : NotImplemented,
    nb_divmod: (_vm, a: Value, b: Value) => {
      if (!bothDeltas(a, b)) return NotImplemented;
      const quotient = floorDivide(totalMicroseconds(a as PyTimedelta), totalMicroseconds(b as PyTimedelta));
      return new PyTuple([normalizeInt(quotient), remainderOf(a as PyTimedelta, b as PyTimedelta)]);
    },
    nb_negative: (_vm, self: PyTimedelta) => negate(self),
    nb_positive: (_vm, self: PyTimedelta) => new PyTimedelta(self.days, self.seconds, self.microseconds),
    nb_absolute: (_vm, self: PyTimedelta) =>
      self.days < 0 ? negate(self) : new PyTimedelta(self.days, self.seconds, self.microseconds),
    nb_bool: (_vm, self: PyTimedelta) => !isZero(self),
    nb_floor_divide: floorDivision,
    nb_true_divide: trueDivide,
  },
  methods: [
    method(
      'total_seconds($self, /)',
      'Total seconds in the duration.',
      (vm, self: PyTimedelta) => new PyFloat(trueDivInts(vm, normalizeInt(totalMicroseconds(self)), 1000000)),
    ),
    method(
      '__reduce__($self, /)',
      '__reduce__() -> (cls, state)',
      (_vm, self: PyTimedelta) => new PyTuple([typeOf(self), state(self)]),
    ),
  ],
  getsets: [
    member('days', 'Number of days.', (_vm, self: PyTimedelta) => self.days),
    member('seconds', 'Number of seconds (>= 0 and less than 1 day).', (_vm, self: PyTimedelta) => self.seconds),
    member(
      'microseconds',
      'Number of microseconds (>= 0 and less than 1 second).',
      (_vm, self: PyTimedelta) => self.microseconds,
    ),
  ],
  constants: [
    ['resolution', new PyTimedelta(0, 0, 1)],
    ['min', new PyTimedelta(-MAX_DAYS, 0, 0)],
    ['max', new PyTimedelta(MAX_DAYS, 86399, 999999)],
  ],
});
