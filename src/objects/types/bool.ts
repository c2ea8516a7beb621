/** This file implements bool. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { BinarySlot, PyType } from '../../values/type.js';
import { boolType, intType } from '../core-types.js';
import { DeprecationWarning } from '../exceptions/types.js';
import { checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { isTrue } from '../operations/truth.js';

function boolNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  noKeywords('bool', kwnames);
  checkPositional('bool', args.length, 0, 1);
  return args.length === 1 && isTrue(vm, args[0] as Value);
}

/** A bit operation that stays within bool for two bools, and is that of int otherwise. */
function logical(name: 'nb_and' | 'nb_or' | 'nb_xor', operation: (a: boolean, b: boolean) => boolean): BinarySlot {
  return (vm, a: Value, b: Value) => {
    if (typeof a === 'boolean' && typeof b === 'boolean') return operation(a, b);
    return (intType[name] as BinarySlot)(vm, a, b);
  };
}

function invert(vm: Runtime, self: boolean): Value {
  vm.warn(
    DeprecationWarning,
    "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
    1,
  );
  return self ? -2 : -1;
}

defineType(boolType, {
  doc: 'The truth values True and False, the only two; bool(x) tells the truth of x.',
  matchSelf: true,
  slots: {
    tp_new: boolNew,
    tp_repr: (_vm, self: boolean) => (self ? 'True' : 'False'),
    nb_invert: invert,
    nb_and: logical('nb_and', (a, b) => a && b),
    nb_xor: logical('nb_xor', (a, b) => a !== b),
    nb_or: logical('nb_or', (a, b) => a || b),
  },
});
boolType.textSignature = '(object=False, /)';
