/** This file implements types.MappingProxyType, a read-only view of a mapping. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { strFromUtf16 } from '../../values/str.js';
import type { CompareOp } from '../../values/type.js';
import { makeType, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { bindArguments } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { method, type NativeDef } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { binaryOp } from '../operations/arithmetic.js';
import { getAttr } from '../operations/attributes.js';
import { richCompare } from '../operations/compare.js';
import { contains, getItem, length } from '../operations/containers.js';
import { hash } from '../operations/hash.js';
import { getIter } from '../operations/iteration.js';
import { reprText, str } from '../operations/text.js';
import { classGetItem } from './class-getitem.js';
import { PyList } from './list/list.js';

/** A view of `mapping`. */
export class PyMappingProxy extends PyObject {
  constructor(readonly mapping: Value) {
    super();
  }
}

export const mappingProxyType = makeType('mappingproxy', PyMappingProxy);

const SIGNATURE = parseSignature('mappingproxy(mapping)', 'function');

const unwrap = (value: Value): Value => (value instanceof PyMappingProxy ? value.mapping : value);

/** A method that calls the mapping's own of the same name. */
function forward(name: string, doc: string): NativeDef {
  return method(`${name}($self, /)`, doc, (vm, self: PyMappingProxy) => vm.call0(getAttr(vm, self.mapping, name)));
}

defineType(mappingProxyType, {
  doc: 'Read-only proxy of a mapping.',
  slots: {
    tp_new: (vm, _type, args, kwnames) => {
      const name = { short: 'mappingproxy', full: 'mappingproxy()' };
      const mapping = bindArguments(vm, SIGNATURE, name, args, kwnames)[0] as Value;
      if (typeOf(mapping).mp_subscript === null || mapping instanceof PyList || mapping instanceof PyTuple) {
        throw typeError(`mappingproxy() argument must be a mapping, not ${typeOf(mapping).name}`);
      }
      return new PyMappingProxy(mapping);
    },
    tp_repr: (vm, self: PyMappingProxy) => strFromUtf16(`mappingproxy(${reprText(vm, self.mapping)})`),
    tp_str: (vm, self: PyMappingProxy) => str(vm, self.mapping),
    tp_hash: (vm, self: PyMappingProxy) => hash(vm, self.mapping),
    tp_richcompare: (vm: Runtime, self: PyMappingProxy, other: Value, op: CompareOp) =>
      richCompare(vm, self.mapping, other, op),
    tp_iter: (vm, self: PyMappingProxy) => getIter(vm, self.mapping),
    nb_or: (vm, a: Value, b: Value) => binaryOp(vm, 'or', unwrap(a), unwrap(b)),
    nb_inplace_or: (_vm, self: PyMappingProxy) => {
      throw typeError(`'|=' is not supported by ${self.type.name}; use '|' instead`);
    },
    sq_contains: (vm, self: PyMappingProxy, key: Value) => contains(vm, self.mapping, key),
    mp_length: (vm, self: PyMappingProxy) => length(vm, self.mapping),
    mp_subscript: (vm, self: PyMappingProxy, key: Value) => getItem(vm, self.mapping, key),
  },
  methods: [
    method(
      'get($self, key, default=None, /)',
      'Return the value for key if key is in the mapping, else default.',
      (vm, self: PyMappingProxy, key: Value, fallback: Value) =>
        vm.call2(getAttr(vm, self.mapping, 'get'), key, fallback),
    ),
    forward('keys', 'Return a set-like object with a view of the keys of the underlying mapping.'),
    forward('values', 'Return an object with a view of the values of the underlying mapping.'),
    forward('items', 'Return a set-like object with a view of the items of the underlying mapping.'),
    forward('copy', 'Return a shallow copy of the underlying mapping.'),
    classGetItem(),
    forward('__reversed__', 'Return a reverse iterator of the underlying mapping.'),
  ],
  hasWeakrefs: false,
  patternKind: 2,
});

mappingProxyType.textSignature = '(mapping)';
