/** This file fills NoneType. */
import type { Value } from '../../values/object.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type CompareOp, EQ, NE } from '../../values/type.js';
import { noneType } from '../core-types.js';
import { typeError } from '../errors.js';
import { defineType } from '../native/define-type.js';

defineType(noneType, {
  doc: 'The type of the None singleton.',
  hasWeakrefs: false,
  slots: {
    tp_new: (_vm, _type, args) => {
      if (args.length > 0) throw typeError('NoneType takes no arguments');
      return None;
    },
    tp_repr: () => 'None',
    // The same in every run, unlike an address.
    tp_hash: () => 0xfca86420,
    tp_richcompare: (_vm, a: Value, b: Value, op: CompareOp) => {
      if (op !== EQ && op !== NE) return NotImplemented;
      if (a === b) return op === EQ;
      return NotImplemented;
    },
    nb_bool: () => false,
  },
});
noneType.textSignature = '()';
