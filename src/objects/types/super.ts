/** This file defines `super` and how it finds attributes. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strFromKey, strFromUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { makeType, typeOf } from '../core-types.js';
import { attributeError, runtimeError, typeError } from '../errors.js';
import { checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { member } from '../native/native-def.js';
import { genericGetAttr, lookupAttr, nameText } from '../operations/attributes.js';

/** `super(cls, obj)`. */
export class PySuper extends PyObject {
  cls: PyType | null = null;
  self: Value | null = null;
  /** The class whose MRO is searched. */
  selfType: PyType | null = null;
}

export const superType = makeType('super', PySuper);

/** supercheck: the class whose MRO `super(cls, self)` searches. */
function checkSuper(vm: Runtime, cls: PyType, self: Value): PyType {
  if (self instanceof PyType && self.isSubtypeOf(cls)) return self;
  const type = typeOf(self);
  if (type.isSubtypeOf(cls)) return type;
  const claimed = lookupAttr(vm, self, '__class__');
  if (claimed instanceof PyType && claimed !== type && claimed.isSubtypeOf(cls)) return claimed;
  const shown = self instanceof PyType ? `type ${self.name}` : `instance of ${type.name}`;
  throw typeError(`super(type, obj): obj (${shown}) is not an instance or subtype of type (${cls.name}).`);
}

/** Search the MRO behind `cls`; undefined when nothing is there. */
function searchMro(selfType: PyType, cls: PyType, name: string): Value | undefined {
  const mro = selfType.mro;
  let at = mro.indexOf(cls) + 1;
  if (at === 0) return undefined;
  for (; at < mro.length; at++) {
    const found = (mro[at] as PyType).dict.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What `super(cls, self).name` is; for a method load, unbound with its receiver where it is a function. */
export function superLookup(
  vm: Runtime,
  cls: PyType,
  self: Value,
  name: string,
  asMethod: boolean,
): { value: Value; self: Value | undefined } {
  const selfType = checkSuper(vm, cls, self);
  const found = name === '__class__' ? undefined : searchMro(selfType, cls, name);
  if (found === undefined) {
    const made = new PySuper();
    made.cls = cls;
    made.self = self;
    made.selfType = selfType;
    return { value: superGetAttr(vm, made, name), self: undefined };
  }
  const descriptorType = typeOf(found);
  if (asMethod && descriptorType.isMethodDescriptor && self !== selfType) return { value: found, self };
  const get = descriptorType.tp_descr_get;
  if (get === null) return { value: found, self: undefined };
  return { value: get(vm, found, self === selfType ? undefined : self, selfType), self: undefined };
}

function superGetAttr(vm: Runtime, self: PySuper, name: string): Value {
  if (self.selfType !== null && self.cls !== null && name !== '__class__') {
    const found = searchMro(self.selfType, self.cls, name);
    if (found !== undefined) {
      const get = typeOf(found).tp_descr_get;
      if (get === null) return found;
      const receiver = self.self as Value;
      return get(vm, found, receiver === self.selfType ? undefined : receiver, self.selfType);
    }
  }
  const descriptor = typeOf(self).lookup(name);
  if (descriptor === undefined && !typeOf(self).hasDict) {
    throw attributeError(`'super' object has no attribute '${nameText(name)}'`, self, strFromKey(name));
  }
  return genericGetAttr(vm, self, name);
}

function superInit(vm: Runtime, self: PySuper, args: readonly Value[], kwnames: readonly string[] | null): void {
  noKeywords('super', kwnames);
  checkPositional('super', args.length, 0, 2);
  let cls = args[0];
  let receiver: Value | undefined = args[1];
  if (cls === undefined) {
    const implicit = vm.implicitSuper();
    cls = implicit.cls;
    receiver = implicit.self;
  }
  if (!(cls instanceof PyType)) {
    throw typeError(`super() argument 1 must be a type, not ${typeOf(cls).name}`);
  }
  self.cls = cls;
  if (receiver === None || receiver === undefined) {
    self.self = null;
    self.selfType = null;
    return;
  }
  self.self = receiver;
  self.selfType = checkSuper(vm, cls, receiver);
}

defineType(superType, {
  doc: 'super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)',
  isBaseType: true,
  slots: {
    tp_new: (_vm, type) => new (type.instanceClass as unknown as new () => PySuper)(),
    tp_init: superInit,
    tp_getattro: superGetAttr,
    tp_repr: (_vm, self: PySuper) => {
      const cls = self.cls === null ? 'NULL' : self.cls.name;
      return strFromUtf16(
        self.selfType === null
          ? `<super: <class '${cls}'>, NULL>`
          : `<super: <class '${cls}'>, <${self.selfType.name} object>>`,
      );
    },
    tp_descr_get: (vm, self: PySuper, instance) => {
      if (instance === undefined || instance === None || self.self !== null) return self;
      if (typeOf(self) !== superType) return vm.call2(typeOf(self), self.cls ?? None, instance);
      if (self.cls === null) throw runtimeError('super(): no arguments');
      const made = new PySuper();
      made.cls = self.cls;
      made.self = instance;
      made.selfType = checkSuper(vm, self.cls, instance);
      return made;
    },
  },
  getsets: [
    member('__thisclass__', 'the class invoking super()', (_vm, self: PySuper) => self.cls ?? None),
    member('__self__', 'the instance invoking super(); may be None', (_vm, self: PySuper) => self.self ?? None),
    member(
      '__self_class__',
      'the type of the instance invoking super(); may be None',
      (_vm, self: PySuper) => self.selfType ?? None,
    ),
  ],
});
