/** This file fills the type of `...`. */
import { Ellipsis } from '../../values/singletons.js';
import { ellipsisType } from '../core-types.js';
import { typeError } from '../errors.js';
import { defineType } from '../native/define-type.js';
import { method } from '../native/native-def.js';

defineType(ellipsisType, {
  doc: 'The type of the Ellipsis singleton.',
  hasWeakrefs: false,
  slots: {
    tp_new: (_vm, _type, args) => {
      if (args.length > 0) throw typeError('EllipsisType takes no arguments');
      return Ellipsis;
    },
    tp_repr: () => 'Ellipsis',
  },
  methods: [method('__reduce__($self, /)', null, () => 'Ellipsis')],
});
ellipsisType.textSignature = '()';
