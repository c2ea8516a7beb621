/** This file defines what an abstract base class remembers: registered classes, and caches of answers. */
import { makeType } from '../../objects/core-types.js';
import { defineType } from '../../objects/native/define-type.js';
import { PyObject } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import { makeReference, type PyWeakReference } from '../weakref/reference.js';

/** A set of classes that does not keep them alive. */
export class WeakClassSet extends PyObject {
  private members = new WeakMap<PyType, PyWeakReference>();
  private list: PyWeakReference[] = [];

  has(type: PyType): boolean {
    return this.members.has(type);
  }

  add(vm: Runtime, type: PyType): void {
    if (this.members.has(type)) return;
    const reference = makeReference(vm, type);
    this.members.set(type, reference);
    this.list.push(reference);
  }

  clear(): void {
    this.members = new WeakMap();
    this.list = [];
  }

  /** The references to the classes that still exist. */
  references(): PyWeakReference[] {
    this.list = this.list.filter((reference) => reference.target !== undefined);
    return this.list;
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
