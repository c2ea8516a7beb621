/** This file defines weak references. */
import { makeType, typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { richCompare } from '../../objects/operations/compare.js';
import { hash } from '../../objects/operations/hash.js';
import { addressOf } from '../../objects/operations/text.js';
import { PyObject, type Value } from '../../values/object.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';

/** `weakref.ref`: holds its object through the host's own weak reference. */
export class PyWeakReference extends PyObject {
  private readonly ref: WeakRef<PyObject>;
  /** The hash, remembered since the object may be gone when it is asked for again. */
  hash: number | bigint | null = null;

  constructor(
    target: PyObject,
    public callback: Value,
  ) {
    super();
    this.ref = new WeakRef(target);
  }

  /** The object, or undefined once it was collected. */
  get target(): PyObject | undefined {
    return this.ref.deref();
  }
}

export const weakReferenceType = makeType('ReferenceType', PyWeakReference);

/** The object that a weak reference may hold. Raises TypeError for objects that cannot be weakly referenced. */
export function referable(value: Value): PyObject {
  if (!(value instanceof PyObject) || !typeOf(value).hasWeakrefs) {
    throw typeError(`cannot create weak reference to '${typeOf(value).name}' object`);
  }
  return value;
}

defineType(weakReferenceType, {
  module: 'weakref',
  isBaseType: true,
  slots: {
    tp_new: (_vm, type: PyType, args, kwnames) => {
      if (type === weakReferenceType) noKeywords('ReferenceType()', kwnames);
      checkPositional('__new__', args.length - (kwnames?.length ?? 0), 1, 2);
      const Made = type.instanceClass as unknown as typeof PyWeakReference;
      return new Made(referable(args[0] as Value), args[1] ?? None);
    },
    tp_init: () => {},
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
    tp_repr: (vm, self: PyWeakReference) => {
      const target = self.target;
      if (target === undefined) return strFromUtf16(`<weakref at 0x${addressOf(vm, self)}; dead>`);
      return strFromUtf16(
        `<weakref at 0x${addressOf(vm, self)}; to '${typeOf(target).name}' at 0x${addressOf(vm, target)}>`,
      );
    },
  },
  getsets: [member('__callback__', null, (_vm, self: PyWeakReference) => self.callback)],
});
