/** This file implements the descriptors of the fields of named tuples. */
import { typeOf } from '../../objects/core-types.js';
import { attributeError, indexError, typeError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method } from '../../objects/native/native-def.js';
import { asSize } from '../../objects/operations/index.js';
import { reprText } from '../../objects/operations/text.js';
import { PyObject, type Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';

/** `_collections._tuplegetter(index, doc)`. */
export class PyTupleGetter extends PyObject {
  constructor(
    readonly index: number,
    public doc: Value,
  ) {
    super();
  }
}

export const tupleGetterType = makeModuleType('collections', '_tuplegetter', PyTupleGetter);

defineType(tupleGetterType, {
  module: 'collections',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      noKeywords('_tuplegetter', kwnames);
      checkPositional('_tuplegetter', args.length, 2, 2);
      return new PyTupleGetter(asSize(vm, args[0] as Value), args[1] as Value);
    },
    tp_repr: (vm, self: PyTupleGetter) => strFromUtf16(`_tuplegetter(${self.index}, ${reprText(vm, self.doc)})`),
    tp_descr_get: (_vm, self: PyTupleGetter, instance) => {
      if (instance === undefined || instance === None) return self;
      if (!(instance instanceof PyTuple)) {
        throw typeError(
          `descriptor for index '${self.index}' for tuple subclasses doesn't apply to '${typeOf(instance).name}' object`,
        );
      }
      const item = self.index < 0 ? undefined : instance.items[self.index];
      if (item === undefined) throw indexError('tuple index out of range');
      return item;
    },
    tp_descr_set: (_vm, self: PyTupleGetter, _instance, value) => {
      throw attributeError(value === undefined ? "can't delete attribute" : "can't set attribute", self, None);
    },
  },
  methods: [
    method(
      '__reduce__($self, /)',
      null,
      (_vm, self: PyTupleGetter) => new PyTuple([self.type, new PyTuple([self.index, self.doc])]),
    ),
  ],
  getsets: [
    member(
      '__doc__',
      null,
      (_vm, self: PyTupleGetter) => self.doc,
      (_vm, self: PyTupleGetter, value) => {
        self.doc = value ?? None;
      },
    ),
  ],
  hasWeakrefs: false,
});
