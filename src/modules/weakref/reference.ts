/** This file fills weakref.ref. */
import { makeType, PyInstance, typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { getOwn } from '../../objects/instance.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { richCompare } from '../../objects/operations/compare.js';
import { hash } from '../../objects/operations/hash.js';
import { addressOf } from '../../objects/operations/text.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { isStr, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { WeakHolder } from '../../vm/heap/weak-holder.js';
import { referable, shareHolder } from './references.js';

/** `weakref.ref(object, callback)`. */
export class PyWeakReference extends WeakHolder {
  /** The hash, remembered since the object may be gone when it is asked for again. */
  hash: number | bigint | null = null;
}

export const weakReferenceType = makeType('weakref.ReferenceType', PyWeakReference);
weakReferenceType.qualname = 'ReferenceType';

function newReference(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (type === weakReferenceType) noKeywords('ref', kwnames);
  checkPositional('__new__', args.length - (kwnames?.length ?? 0), 1, 2);
  const target = referable(args[0] as Value);
  const callback = args[1] ?? None;
  const Made = type.instanceClass as unknown as typeof PyWeakReference;
  const shared = type === weakReferenceType ? { first: true } : null;
  return shareHolder(vm, target, callback, PyWeakReference, () => new Made(target, callback), shared);
}

/** `weakref.ref(target)`, the shared one. */
export function makeReference(vm: Runtime, target: PyObject): PyWeakReference {
  const make = (): PyWeakReference => new PyWeakReference(target, None);
  return shareHolder(vm, target, None, PyWeakReference, make, { first: true });
}

/** The name that the repr shows beside the type. */
function nameOf(vm: Runtime, target: PyObject): string {
  const name = target instanceof PyInstance ? getOwn(target, '__name__') : lookupAttr(vm, target, '__name__');
  return name !== undefined && isStr(name) ? ` (${strToUtf16(name)})` : '';
}

function referenceRepr(vm: Runtime, self: PyWeakReference): Value {
  const target = self.target;
  const start = `<weakref at 0x${addressOf(vm, self)};`;
  if (target === undefined) return strFromUtf16(`${start} dead>`);
  return strFromUtf16(`${start} to '${typeOf(target).name}' at 0x${addressOf(vm, target)}${nameOf(vm, target)}>`);
}

defineType(weakReferenceType, {
  module: 'weakref',
  isBaseType: true,
  slots: {
    tp_new: newReference,
    tp_init: (_vm, _self, args, kwnames) => checkPositional('__init__', args.length - (kwnames?.length ?? 0), 1, 2),
    tp_call: (_vm, self: PyWeakReference, args, kwnames) => {
      noKeywords('weakref', kwnames);
      checkPositional('weakref', args.length, 0, 0);
      return self.target ?? None;
    },
    tp_hash: (vm, self: PyWeakReference) => {
      if (self.hash !== null) return self.hash;
      const target = self.target;
      if (target === undefined) throw typeError('weak object has gone away');
      self.hash = hash(vm, target);
      return self.hash;
    },
    tp_richcompare: (vm, a: Value, b: Value, op: CompareOp) => {
      if ((op !== EQ && op !== NE) || !(a instanceof PyWeakReference) || !(b instanceof PyWeakReference)) {
        return NotImplemented;
      }
      const left = a.target;
      const right = b.target;
      if (left === undefined || right === undefined) return (a === b) === (op === EQ);
      return richCompare(vm, left, right, op);
    },
    tp_repr: referenceRepr,
  },
  methods: [classGetItem()],
  getsets: [
    member('__callback__', null, (_vm, self: PyWeakReference) => (self.target === undefined ? None : self.callback)),
  ],
});
