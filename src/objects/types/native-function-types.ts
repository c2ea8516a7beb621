/** This file fills the types of native functions, descriptors and slot wrappers. */

import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE, PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { attributeError, typeError } from '../errors.js';
import { getSlot, setSlot } from '../instance.js';
import { callMethodDescriptor, callNative, checkSelf } from '../native/call-native.js';
import { defineType } from '../native/define-type.js';
import { getset, member, method } from '../native/native-def.js';
import {
  classMethodDescriptorType,
  getSetDescriptorType,
  memberDescriptorType,
  methodDescriptorType,
  nativeFunctionType,
  type PyClassMethodDescriptor,
  type PyGetSetDescriptor,
  type PyMemberDescriptor,
  type PyMethodDescriptor,
  PyNativeFunction,
} from '../native/native-function.js';
import { getAttr } from '../operations/attributes.js';
import { addressOf } from '../operations/text.js';
import { fullTypeName } from '../type/full-name.js';
import { callNewWrapper, PyNewWrapper } from '../type/new-wrapper.js';
import {
  callSlotWrapper,
  methodWrapperType,
  PyMethodWrapper,
  type PySlotWrapper,
  slotWrapperType,
} from '../type/slot-wrappers.js';

type Native = PyNativeFunction | PyNewWrapper;

const nullable = (text: string | null): Value => (text === null ? None : strFromUtf16(text));

function nativeName(self: Native): string {
  return self instanceof PyNewWrapper ? '__new__' : self.def.name;
}

function nativeSelf(self: Native): Value {
  if (self instanceof PyNewWrapper) return self.owner;
  if (self.def.kind === 'staticmethod') return None;
  return self.self ?? (self.owner === null ? None : self.owner);
}

function nativeQualname(self: Native): string {
  if (self instanceof PyNewWrapper) return `${strToUtf16(self.owner.qualname as Str)}.__new__`;
  if (self.owner !== null) return `${strToUtf16(self.owner.qualname as Str)}.${self.def.name}`;
  return self.def.name;
}

function nativeRepr(vm: Runtime, self: Native): Value {
  const bound = self instanceof PyNewWrapper ? self.owner : self.owner === null ? null : self.self;
  if (bound === null) return strFromUtf16(`<built-in function ${nativeName(self)}>`);
  return strFromUtf16(
    `<built-in method ${nativeName(self)} of ${typeOf(bound).name} object at 0x${addressOf(vm, bound)}>`,
  );
}

defineType(nativeFunctionType, {
  slots: {
    tp_call: (vm, self: Native, args, kwnames) =>
      self instanceof PyNewWrapper
        ? callNewWrapper(vm, self, args, kwnames)
        : callNative(vm, self.def, self.self, self.owner, self.module, args, kwnames),
    tp_repr: nativeRepr,
    tp_hash: (vm, self: Native) => {
      if (self instanceof PyNewWrapper || self.owner === null || self.self === null) return vm.identity(self) / 16;
      return (vm.identity(self.self) ^ (self.def.name.length * 1000003)) >>> 0;
    },
    tp_richcompare: (_vm, a: Value, b: Value, op: CompareOp) => {
      if ((op !== EQ && op !== NE) || typeOf(a) !== typeOf(b)) return NotImplemented;
      const same =
        a === b ||
        (a instanceof PyNativeFunction && b instanceof PyNativeFunction && a.def === b.def && a.self === b.self);
      return op === EQ ? same : !same;
    },
  },
  methods: [
    method('__reduce__($self, /)', null, (vm, self: Native) => {
      const owner = nativeSelf(self);
      if (self instanceof PyNativeFunction && self.owner === null) return strFromUtf16(self.def.name);
      return new PyTuple([
        getAttr(vm, vm.importModule('builtins'), 'getattr'),
        new PyTuple([owner, strFromUtf16(nativeName(self))]),
      ]);
    }),
  ],
  getsets: [
    getset('__doc__', null, (_vm, self: Native) =>
      self instanceof PyNewWrapper
        ? 'Create and return a new object.  See help(type) for accurate signature.'
        : nullable(self.def.doc),
    ),
    getset('__name__', null, (_vm, self: Native) => strFromUtf16(nativeName(self))),
    getset('__qualname__', null, (_vm, self: Native) => strFromUtf16(nativeQualname(self))),
    getset('__self__', null, (_vm, self: Native) => nativeSelf(self)),
    getset('__text_signature__', null, (_vm, self: Native) =>
      self instanceof PyNewWrapper ? '($type, *args, **kwargs)' : nullable(self.def.textSignature),
    ),
    member('__module__', null, (_vm, self: Native) => (self instanceof PyNewWrapper ? None : (self.module ?? None))),
  ],
});

type AnyDescriptor = { readonly owner: PyType };
// biome-ignore lint/suspicious/noExplicitAny: each descriptor type passes functions for its own instances
type Getter<T> = (self: any) => T;

function descriptorGetsets(name: Getter<string>, doc: Getter<string | null>, text: Getter<string | null> | null) {
  const list = [
    getset('__doc__', null, (_vm, self: AnyDescriptor) => nullable(doc(self))),
    getset('__qualname__', null, (_vm, self: AnyDescriptor) =>
      strFromUtf16(`${strToUtf16(self.owner.qualname as string)}.${name(self)}`),
    ),
    member('__objclass__', null, (_vm, self: AnyDescriptor) => self.owner),
    member('__name__', null, (_vm, self: AnyDescriptor) => strFromUtf16(name(self))),
  ];
  if (text !== null) list.push(getset('__text_signature__', null, (_vm, self: AnyDescriptor) => nullable(text(self))));
  return list;
}

function reduceDescriptor(name: Getter<string>) {
  return method(
    '__reduce__($self, /)',
    null,
    (vm, self: AnyDescriptor) =>
      new PyTuple([
        getAttr(vm, vm.importModule('builtins'), 'getattr'),
        new PyTuple([self.owner, strFromUtf16(name(self))]),
      ]),
  );
}

const defName = (self: { def: { name: string } }): string => self.def.name;

defineType(methodDescriptorType, {
  isMethodDescriptor: true,
  hasWeakrefs: false,
  slots: {
    tp_call: (vm, self: PyMethodDescriptor, args, kwnames) =>
      callMethodDescriptor(vm, self.def, self.owner, args, kwnames),
    tp_repr: (_vm, self: PyMethodDescriptor) =>
      strFromUtf16(`<method '${self.def.name}' of '${self.owner.name}' objects>`),
    tp_descr_get: (_vm, self: PyMethodDescriptor, instance) => {
      if (instance === undefined) return self;
      checkSelf(self.def, self.owner, instance);
      return new PyNativeFunction(self.def, instance, null, instance instanceof PyType ? instance : typeOf(instance));
    },
  },
  methods: [reduceDescriptor(defName)],
  getsets: descriptorGetsets(
    defName,
    (self: PyMethodDescriptor) => self.def.doc,
    (self: PyMethodDescriptor) => self.def.textSignature,
  ),
});

defineType(classMethodDescriptorType, {
  hasWeakrefs: false,
  slots: {
    tp_call: (vm, self: PyClassMethodDescriptor, args, kwnames) => {
      const cls = args[0];
      if (cls === undefined) {
        throw typeError(`descriptor '${self.def.name}' of '${self.owner.name}' object needs an argument`);
      }
      if (!(cls instanceof PyType)) {
        throw typeError(`descriptor '${self.def.name}' requires a type but received a '${typeOf(cls).name}' instance`);
      }
      return callNative(vm, self.def, cls, self.owner, null, args.slice(1), kwnames);
    },
    tp_repr: (_vm, self: PyClassMethodDescriptor) =>
      strFromUtf16(`<method '${self.def.name}' of '${self.owner.name}' objects>`),
    tp_descr_get: (_vm, self: PyClassMethodDescriptor, instance, owner) => {
      const cls = owner ?? (instance === undefined ? undefined : typeOf(instance));
      if (!(cls instanceof PyType)) {
        throw typeError(
          `descriptor '${self.def.name}' for type '${self.owner.name}' needs a type, not a '${cls === undefined ? 'NoneType' : typeOf(cls).name}' as arg 2`,
        );
      }
      if (!cls.isSubtypeOf(self.owner)) {
        throw typeError(
          `descriptor '${self.def.name}' requires a subtype of '${self.owner.name}' but received '${cls.name}'`,
        );
      }
      return new PyNativeFunction(self.def, cls, null, cls);
    },
  },
  methods: [reduceDescriptor(defName)],
  getsets: descriptorGetsets(
    defName,
    (self: PyClassMethodDescriptor) => self.def.doc,
    (self: PyClassMethodDescriptor) => self.def.textSignature,
  ),
});

function checkReceiver(name: string, owner: PyType, instance: Value): void {
  if (!typeOf(instance).isSubtypeOf(owner)) {
    throw typeError(
      `descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeOf(instance).name}' object`,
    );
  }
}

defineType(getSetDescriptorType, {
  hasWeakrefs: false,
  slots: {
    tp_repr: (_vm, self: PyGetSetDescriptor) =>
      strFromUtf16(`<attribute '${self.def.name}' of '${self.owner.name}' objects>`),
    tp_descr_get: (vm, self: PyGetSetDescriptor, instance) => {
      if (instance === undefined) return self;
      checkReceiver(self.def.name, self.owner, instance);
      return self.def.get(vm, instance);
    },
    tp_descr_set: (vm, self: PyGetSetDescriptor, instance, value) => {
      checkReceiver(self.def.name, self.owner, instance);
      if (self.def.set === null) {
        throw attributeError(
          `attribute '${self.def.name}' of '${self.owner.name}' objects is not writable`,
          instance,
          self.def.name,
        );
      }
      self.def.set(vm, instance, value);
    },
  },
  methods: [reduceDescriptor(defName)],
  getsets: descriptorGetsets(defName, (self: PyGetSetDescriptor) => self.def.doc, null),
});

const memberName = (self: PyMemberDescriptor): string => self.name;

defineType(memberDescriptorType, {
  hasWeakrefs: false,
  slots: {
    tp_repr: (_vm, self: PyMemberDescriptor) => strFromUtf16(`<member '${self.name}' of '${self.owner.name}' objects>`),
    tp_descr_get: (vm, self: PyMemberDescriptor, instance) => {
      if (instance === undefined) return self;
      checkReceiver(self.name, self.owner, instance);
      if (self.key === null) return (self.def as NonNullable<typeof self.def>).get(vm, instance);
      const value = getSlot(instance as PyObject, self.key);
      if (value === undefined) {
        throw attributeError(
          `'${fullTypeName(typeOf(instance))}' object has no attribute '${self.name}'`,
          instance,
          self.name,
        );
      }
      return value;
    },
    tp_descr_set: (vm, self: PyMemberDescriptor, instance, value) => {
      checkReceiver(self.name, self.owner, instance);
      if (self.key !== null) {
        if (value === undefined && getSlot(instance as PyObject, self.key) === undefined) {
          throw attributeError(
            `'${fullTypeName(typeOf(instance))}' object has no attribute '${self.name}'`,
            instance,
            self.name,
          );
        }
        setSlot(instance as PyObject, self.key, value);
        return;
      }
      const set = self.def?.set ?? null;
      if (set === null) throw attributeError('readonly attribute', instance, self.name);
      set(vm, instance, value);
    },
  },
  methods: [reduceDescriptor(memberName)],
  getsets: descriptorGetsets(memberName, (self: PyMemberDescriptor) => self.def?.doc ?? null, null),
});

const wrapperName = (self: PySlotWrapper): string => self.name;

defineType(slotWrapperType, {
  isMethodDescriptor: true,
  hasWeakrefs: false,
  slots: {
    tp_call: (vm, self: PySlotWrapper, args, kwnames) => {
      const receiver = args[0];
      if (receiver === undefined) {
        throw typeError(`descriptor '${self.name}' of '${self.owner.name}' object needs an argument`);
      }
      if (!typeOf(receiver).isSubtypeOf(self.owner)) {
        throw typeError(
          `descriptor '${self.name}' requires a '${self.owner.name}' object but received a '${typeOf(receiver).name}'`,
        );
      }
      return callSlotWrapper(vm, self, receiver, args.slice(1), kwnames);
    },
    tp_repr: (_vm, self: PySlotWrapper) =>
      strFromUtf16(`<slot wrapper '${self.name}' of '${self.owner.name}' objects>`),
    tp_descr_get: (_vm, self: PySlotWrapper, instance) => {
      if (instance === undefined) return self;
      checkReceiver(self.name, self.owner, instance);
      return new PyMethodWrapper(self, instance);
    },
  },
  methods: [reduceDescriptor(wrapperName)],
  getsets: descriptorGetsets(
    wrapperName,
    (self: PySlotWrapper) => self.doc,
    (self: PySlotWrapper) => self.text,
  ),
});

defineType(methodWrapperType, {
  hasWeakrefs: false,
  slots: {
    tp_call: (vm, self: PyMethodWrapper, args, kwnames) => callSlotWrapper(vm, self.wrapper, self.self, args, kwnames),
    tp_repr: (vm, self: PyMethodWrapper) =>
      strFromUtf16(
        `<method-wrapper '${self.wrapper.name}' of ${typeOf(self.self).name} object at 0x${addressOf(vm, self.self)}>`,
      ),
    tp_hash: (vm, self: PyMethodWrapper) => (vm.identity(self.self) ^ vm.identity(self.wrapper)) >>> 0,
    tp_richcompare: (_vm, a: Value, b: Value, op: CompareOp) => {
      if ((op !== EQ && op !== NE) || !(a instanceof PyMethodWrapper) || !(b instanceof PyMethodWrapper)) {
        return NotImplemented;
      }
      const same = a.wrapper === b.wrapper && a.self === b.self;
      return op === EQ ? same : !same;
    },
  },
  methods: [
    method(
      '__reduce__($self, /)',
      null,
      (vm, self: PyMethodWrapper) =>
        new PyTuple([
          getAttr(vm, vm.importModule('builtins'), 'getattr'),
          new PyTuple([self.self, strFromUtf16(self.wrapper.name)]),
        ]),
    ),
  ],
  getsets: [
    member('__self__', null, (_vm, self: PyMethodWrapper) => self.self),
    getset('__objclass__', null, (_vm, self: PyMethodWrapper) => self.wrapper.owner),
    getset('__name__', null, (_vm, self: PyMethodWrapper) => self.wrapper.name),
    getset('__qualname__', null, (_vm, self: PyMethodWrapper) =>
      strFromUtf16(`${self.wrapper.owner.name}.${self.wrapper.name}`),
    ),
    getset('__doc__', null, (_vm, self: PyMethodWrapper) => self.wrapper.doc),
    getset('__text_signature__', null, (_vm, self: PyMethodWrapper) => self.wrapper.text),
  ],
});
