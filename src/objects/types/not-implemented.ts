/** This file fills the type of NotImplemented. */
import { NotImplemented } from '../../values/singletons.js';
import { notImplementedType } from '../core-types.js';
import { typeError } from '../errors.js';
import { defineType } from '../native/define-type.js';
import { method } from '../native/native-def.js';

defineType(notImplementedType, {
  doc: 'The type of the NotImplemented singleton.',
  hasWeakrefs: false,
  slots: {
    tp_new: (_vm, _type, args) => {
      if (args.length > 0) throw typeError('NotImplementedType takes no arguments');
      return NotImplemented;
    },
    tp_repr: () => 'NotImplemented',
    nb_bool: () => {
      throw typeError('NotImplemented should not be used in a boolean context');
    },
  },
  methods: [method('__reduce__($self, /)', null, () => 'NotImplemented')],
});
notImplementedType.textSignature = '()';
