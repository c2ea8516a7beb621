/** This file picks the quickest exact comparison for what a list to be sorted holds. */
import { PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { LT } from '../../../values/type.js';
import { equals, richCompare } from '../../operations/compare.js';
import { isTrue } from '../../operations/truth.js';

/** Is `a` less than `b`? May run Python code and raise. */
export type Less = (vm: Runtime, a: Value, b: Value) => boolean;

const lessInts: Less = (_vm, a, b) => a < b;
const lessFloats: Less = (_vm, a, b) => (a as PyFloat).value < (b as PyFloat).value;

const lessAny: Less = (vm, a, b) => {
  vm.chargeFuel(2);
  const result = richCompare(vm, a, b, LT);
  return typeof result === 'boolean' ? result : isTrue(vm, result);
};

type Kind = 'int' | 'str' | 'float' | 'tuple' | 'any';

function kindOf(value: Value | undefined): Kind {
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  if (value instanceof PyFloat && value.constructor === PyFloat) return 'float';
  if (value instanceof PyTuple && value.constructor === PyTuple) return 'tuple';
  return 'any';
}

function commonKind(values: readonly Value[]): Kind {
  const kind = kindOf(values[0]);
  for (let i = 1; i < values.length; i++) if (kindOf(values[i]) !== kind) return 'any';
  return kind;
}

function lessOf(kind: Kind): Less {
  switch (kind) {
    case 'int':
    case 'str':
      // The order of UTF-16 is that of code points here: no string in this form holds a surrogate.
      return lessInts;
    case 'float':
      return lessFloats;
    default:
      return lessAny;
  }
}

/** Tuples are compared by their first items where these differ, as CPython's unsafe_tuple_compare does. */
function lessTuples(first: Kind): Less {
  const lessFirst = lessOf(first);
  return (vm, a, b) => {
    vm.chargeFuel(1);
    const x = (a as PyTuple).items;
    const y = (b as PyTuple).items;
    let i = 0;
    while (i < x.length && i < y.length && equals(vm, x[i] as Value, y[i] as Value)) i++;
    if (i >= x.length || i >= y.length) return x.length < y.length;
    return i === 0 ? lessFirst(vm, x[0] as Value, y[0] as Value) : lessAny(vm, x[i] as Value, y[i] as Value);
  };
}

/** The comparison for these keys. */
export function chooseLess(vm: Runtime, keys: readonly Value[]): Less {
  vm.chargeFuel(keys.length >> 3);
  const kind = commonKind(keys);
  if (kind !== 'tuple') return lessOf(kind);
  const firsts: Value[] = [];
  for (const key of keys) {
    const first = (key as PyTuple).items[0];
    if (first === undefined) return lessAny;
    firsts.push(first);
  }
  return lessTuples(commonKind(firsts));
}
