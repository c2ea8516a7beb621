/** This file defines types.SimpleNamespace. */

import type { Value } from '../../values/object.js';
import { PyObject } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { isStr, strFromKey, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { makeType, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { instanceDict } from '../instance.js';
import { defineType } from '../native/define-type.js';
import { getset, method, rawMethod } from '../native/native-def.js';
import { genericGetAttr, genericSetAttr, getAttr } from '../operations/attributes.js';
import { richCompare } from '../operations/compare.js';
import { repr } from '../operations/text.js';
import { fullTypeName } from '../type/full-name.js';
import { PyDict } from './dict/dict.js';

/** `types.SimpleNamespace`: an object whose attributes are its content. */
export class PySimpleNamespace extends PyObject {
  constructor(content: PyDict) {
    super();
    this.attrDict = content;
  }
}

export const simpleNamespaceType = makeType('types.SimpleNamespace', PySimpleNamespace);
simpleNamespaceType.qualname = 'SimpleNamespace';

function update(vm: Runtime, target: PyDict, mapping: Value): void {
  const set = (key: Value, value: Value): void => {
    if (!isStr(key)) throw typeError('keywords must be strings');
    target.set(vm, key, value);
  };
  if (mapping instanceof PyDict) {
    for (let at = mapping.nextPosition(0); at >= 0; at = mapping.nextPosition(at + 1)) {
      set(mapping.keyAt(at), mapping.valueAt(at));
    }
    return;
  }
  update(vm, target, vm.call1(getAttr(vm, vm.importModule('builtins'), 'dict'), mapping));
}

defineType(simpleNamespaceType, {
  module: 'types',
  doc: 'A simple attribute-based namespace.',
  isBaseType: true,
  hasDict: true,
  slots: {
    tp_new: (_vm, type: PyType) =>
      new (type.instanceClass as unknown as new (content: PyDict) => PySimpleNamespace)(new PyDict()),
    tp_init: (vm, self: PySimpleNamespace, args, kwnames) => {
      const npos = args.length - (kwnames?.length ?? 0);
      if (npos > 1) throw typeError(`SimpleNamespace expected at most 1 argument, got ${npos}`);
      const dict = instanceDict(self);
      if (npos === 1) update(vm, dict, args[0] as Value);
      kwnames?.forEach((name, i) => dict.setStr(name, args[npos + i] as Value));
    },
    tp_getattro: genericGetAttr,
    tp_setattro: genericSetAttr,
    tp_repr: (vm, self: PySimpleNamespace) => {
      const name = typeOf(self) === simpleNamespaceType ? 'namespace' : typeOf(self).name;
      if (vm.reprEnter(self)) return strFromUtf16(`${name}(...)`);
      try {
        const dict = instanceDict(self);
        const parts: string[] = [];
        for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) {
          const key = dict.keyAt(at);
          if (!isStr(key) || key === '') continue;
          parts.push(`${strToUtf16(key)}=${strToUtf16(repr(vm, dict.valueAt(at)))}`);
        }
        return strFromUtf16(`${name}(${parts.join(', ')})`);
      } finally {
        vm.reprLeave(self);
      }
    },
    tp_richcompare: (vm, a: Value, b: Value, op: CompareOp) => {
      if (!(a instanceof PySimpleNamespace) || !(b instanceof PySimpleNamespace)) return NotImplemented;
      if (op !== EQ && op !== NE) return NotImplemented;
      return richCompare(vm, instanceDict(a), instanceDict(b), op);
    },
  },
  methods: [
    method(
      '__reduce__($self, /)',
      'Return state information for pickling',
      (_vm, self: PySimpleNamespace) => new PyTuple([typeOf(self), new PyTuple([]), instanceDict(self)]),
    ),
    rawMethod(
      '__replace__',
      'Return a copy of the namespace object with new values for the specified attributes.',
      (vm, self: PySimpleNamespace, args, kwnames) => {
        const count = kwnames?.length ?? 0;
        if (args.length > count) {
          throw typeError(`__replace__() takes no positional arguments`);
        }
        const made = vm.call0(typeOf(self));
        if (!(made instanceof PySimpleNamespace)) {
          throw typeError(
            `expect types.SimpleNamespace type, but ${fullTypeName(typeOf(self))}() returned '${fullTypeName(typeOf(made))}' object`,
          );
        }
        const dict = instanceDict(made);
        update(vm, dict, instanceDict(self));
        kwnames?.forEach((name, i) => dict.set(vm, strFromKey(name), args[i] as Value));
        return made;
      },
      '($self, /, **changes)',
    ),
  ],
  getsets: [getset('__dict__', null, (_vm, self: PySimpleNamespace) => instanceDict(self) ?? None)],
});
simpleNamespaceType.textSignature = '(mapping_or_iterable=(), /, **kwargs)';
