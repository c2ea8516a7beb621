/** This file defines what an abstract base class remembers: registered classes, and caches of answers. */
import { makeType } from '../../objects/core-types.js';
import { defineType } from '../../objects/native/define-type.js';
import { PyObject } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import { makeReference, type PyWeakReference } from '../weakref/reference.js';

/** A set of classes that does not keep them alive. */
export class WeakClassSet extends PyObject {
  /** By the identity of the class, so that nothing here leads to it. */
  private readonly members = new Map<number, PyWeakReference>();

  has(vm: Runtime, type: PyType): boolean {
    return this.members.get(vm.identity(type))?.target === type;
  }

  add(vm: Runtime, type: PyType): void {
    if (!this.has(vm, type)) this.members.set(vm.identity(type), makeReference(vm, type));
  }

  clear(): void {
    this.members.clear();
  }

  /** The references to the classes that still exist. */
  references(): PyWeakReference[] {
    for (const [id, reference] of this.members) if (reference.target === undefined) this.members.delete(id);
    return [...this.members.values()];
  }
}

/** `_abc._abc_data`, kept in the class's `_abc_impl`. */
export class PyAbcData extends PyObject {
  readonly registry = new WeakClassSet();
  readonly cache = new WeakClassSet();
  readonly negativeCache = new WeakClassSet();
  /** The count of registrations for which the negative cache holds. */
  negativeVersion: number;

  constructor(version: number) {
    super();
    this.negativeVersion = version;
  }
}

export const abcDataType = makeType('_abc._abc_data', PyAbcData);
abcDataType.qualname = '_abc_data';
WeakClassSet.prototype.type = abcDataType;

defineType(abcDataType, {
  doc: 'Internal state held by ABC machinery.',
  module: '_abc',
  hasWeakrefs: false,
});

/** How often a class was registered anywhere: negative answers hold until the next time. */
class Registrations {
  count = 0;
}

export const registrations = new StateKey('abcRegistrations', () => new Registrations());
