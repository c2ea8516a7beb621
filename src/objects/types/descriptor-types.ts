/** This file fills the types property, classmethod and staticmethod. */
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { NewSlot, PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { attributeError, runtimeError, typeError } from '../errors.js';
import type { PyAttributeError } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';
import { AttributeError } from '../exceptions/types.js';
import { bindArguments, checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { type GetSetDef, getset, member, method, type NativeDef, rawMethod } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { getAttr, lookupAttr, setAttr } from '../operations/attributes.js';
import { reprText } from '../operations/text.js';
import { isTrue } from '../operations/truth.js';
import { getInstanceDict, replaceInstanceDict } from '../type/instance-attributes.js';
import { classGetItem } from './class-getitem.js';
import {
  classMethodType,
  type PyClassMethod,
  PyMethod,
  type PyProperty,
  type PyStaticMethod,
  propertyType,
  staticMethodType,
} from './descriptors.js';

/** `__new__` of types whose `__init__` does the work. */
const newInstance: NewSlot = (_vm, type) => new (type.instanceClass as unknown as new () => PyObject)();

const present = (value: Value): Value | null => (value === None ? null : value);

/** Does `__isabstractmethod__` of this object say that it is abstract? */
function isAbstract(vm: Runtime, value: Value | null): boolean {
  if (value === null) return false;
  const flag = lookupAttr(vm, value, '__isabstractmethod__');
  return flag !== undefined && isTrue(vm, flag);
}

const propertySignature = parseSignature('property(fget=None, fset=None, fdel=None, doc=None)', 'function');

function propertyInit(vm: Runtime, self: PyProperty, args: readonly Value[], kwnames: readonly string[] | null): void {
  const name = { short: 'property', full: 'property()' };
  const [fget, fset, fdel, doc] = bindArguments(vm, propertySignature, name, args, kwnames) as Value[];
  self.fget = present(fget as Value);
  self.fset = present(fset as Value);
  self.fdel = present(fdel as Value);
  self.doc = null;
  self.getterDoc = false;
  self.propertyName = null;
  let shown = present(doc as Value);
  if (shown === null && self.fget !== null) {
    const inherited = lookupAttr(vm, self.fget, '__doc__');
    if (inherited !== undefined && inherited !== None) {
      shown = inherited;
      self.getterDoc = true;
    }
  }
  if (typeOf(self) === propertyType) {
    self.doc = shown;
    return;
  }
  // In a subclass, the `__doc__` of the class would hide the field: the instance gets an attribute of its own.
  try {
    setAttr(vm, self, '__doc__', shown ?? None);
  } catch (reason) {
    const isMissing = reason instanceof Raised && reason.exception.type.isSubtypeOf(AttributeError);
    if (self.getterDoc || !isMissing) throw reason;
  }
}

/** The name for messages: what `__set_name__` gave, else the getter's. */
function propertyName(vm: Runtime, self: PyProperty): Value | undefined {
  if (self.propertyName !== null) return self.propertyName;
  return self.fget === null ? undefined : lookupAttr(vm, self.fget, '__name__');
}

function noAccessor(vm: Runtime, self: PyProperty, instance: Value, accessor: string): Raised {
  const name = propertyName(vm, self);
  const what = name === undefined ? 'property' : `property ${reprText(vm, name)}`;
  const raised = attributeError(
    `${what} of ${reprText(vm, typeOf(instance).qualname)} object has no ${accessor}`,
    instance,
    name ?? None,
  );
  // Only reading an attribute notes what suggestions are made from.
  if (accessor !== 'getter') {
    const exception = raised.exception as PyAttributeError;
    exception.name = null;
    exception.obj = null;
  }
  return raised;
}

/** A property like this one with one function exchanged, made by calling the class. */
function propertyCopy(vm: Runtime, self: PyProperty, changed: 'fget' | 'fset' | 'fdel', value: Value): Value {
  const get = changed === 'fget' && value !== None ? value : (self.fget ?? None);
  const set = changed === 'fset' && value !== None ? value : (self.fset ?? None);
  const del = changed === 'fdel' && value !== None ? value : (self.fdel ?? None);
  // A docstring that came from a getter comes from the new getter.
  const doc = self.getterDoc && get !== None ? None : (self.doc ?? None);
  const made = vm.call(typeOf(self), [get, set, del, doc]);
  if (typeOf(made).isSubtypeOf(propertyType)) (made as PyProperty).propertyName = self.propertyName;
  return made;
}

defineType(propertyType, {
  doc: 'A managed attribute: fget computes it, fset assigns it, fdel deletes it, doc describes it.',
  isBaseType: true,
  hasWeakrefs: false,
  slots: {
    tp_new: newInstance,
    tp_init: propertyInit,
    tp_descr_get: (vm, self: PyProperty, instance) => {
      if (instance === undefined || instance === None) return self;
      if (self.fget === null) throw noAccessor(vm, self, instance, 'getter');
      return vm.call1(self.fget, instance);
    },
    tp_descr_set: (vm, self: PyProperty, instance, value) => {
      if (value === undefined) {
        if (self.fdel === null) throw noAccessor(vm, self, instance, 'deleter');
        vm.call1(self.fdel, instance);
        return;
      }
      if (self.fset === null) throw noAccessor(vm, self, instance, 'setter');
      vm.call2(self.fset, instance, value);
    },
  },
  methods: [
    method('getter($self, object, /)', 'Return a copy of the property with this getter.', (vm, self: PyProperty, f) =>
      propertyCopy(vm, self, 'fget', f),
    ),
    method('setter($self, object, /)', 'Return a copy of the property with this setter.', (vm, self: PyProperty, f) =>
      propertyCopy(vm, self, 'fset', f),
    ),
    method('deleter($self, object, /)', 'Return a copy of the property with this deleter.', (vm, self: PyProperty, f) =>
      propertyCopy(vm, self, 'fdel', f),
    ),
    rawMethod(
      '__set_name__',
      'Remember the name that the property has in its class.',
      (_vm, self: PyProperty, args, kwnames) => {
        noKeywords('property.__set_name__', kwnames);
        if (args.length !== 2) {
          throw typeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
        }
        self.propertyName = args[1] as Value;
        return None;
      },
      '__set_name__($self, owner, name, /)',
    ),
  ],
  getsets: [
    member('fget', null, (_vm, self: PyProperty) => self.fget ?? None),
    member('fset', null, (_vm, self: PyProperty) => self.fset ?? None),
    member('fdel', null, (_vm, self: PyProperty) => self.fdel ?? None),
    member(
      '__doc__',
      null,
      (_vm, self: PyProperty) => self.doc ?? None,
      (_vm, self: PyProperty, value) => {
        self.doc = value ?? null;
      },
    ),
    getset(
      '__name__',
      null,
      (vm, self: PyProperty) => {
        const name = propertyName(vm, self);
        if (name === undefined) {
          throw attributeError("'property' object has no attribute '__name__'", self, '__name__');
        }
        return name;
      },
      (_vm, self: PyProperty, value) => {
        self.propertyName = value ?? null;
      },
    ),
    getset(
      '__isabstractmethod__',
      null,
      (vm, self: PyProperty) => isAbstract(vm, self.fget) || isAbstract(vm, self.fset) || isAbstract(vm, self.fdel),
    ),
  ],
});
propertyType.textSignature = '(fget=None, fset=None, fdel=None, doc=None)';

type MethodWrapper = PyClassMethod | PyStaticMethod;

const COPIED = ['__module__', '__name__', '__qualname__', '__doc__'];

function wrapperInit(label: string) {
  return (vm: Runtime, self: MethodWrapper, args: readonly Value[], kwnames: readonly string[] | null): void => {
    noKeywords(label, kwnames);
    checkPositional(label, args.length, 1, 1);
    const callable = args[0] as Value;
    self.callable = callable;
    for (const name of COPIED) {
      const value = lookupAttr(vm, callable, name);
      if (value !== undefined) setAttr(vm, self, name, value);
    }
  };
}

/** An attribute that is that of the function, copied into the instance's own namespace on first use. */
function copiedAttribute(name: string): GetSetDef {
  return getset(
    name,
    null,
    (vm, self: MethodWrapper) => {
      const dict = getInstanceDict(vm, self) as unknown as {
        getStr(key: string): Value | undefined;
        setStr(key: string, value: Value): void;
      };
      const own = dict.getStr(name);
      if (own !== undefined) return own;
      const value = getAttr(vm, self.callable ?? None, name);
      dict.setStr(name, value);
      return value;
    },
    (vm, self: MethodWrapper, value) => {
      const dict = getInstanceDict(vm, self) as unknown as {
        deleteStr(key: string): boolean;
        setStr(key: string, value: Value): void;
      };
      if (value !== undefined) dict.setStr(name, value);
      else if (!dict.deleteStr(name)) {
        throw attributeError(`'${typeOf(self).name}' object has no attribute '${name}'`, self, name);
      }
    },
  );
}

function wrapperMembers(): { methods: NativeDef[]; getsets: GetSetDef[] } {
  return {
    methods: [classGetItem()],
    getsets: [
      member('__func__', null, (_vm, self: MethodWrapper) => self.callable ?? None),
      member('__wrapped__', null, (_vm, self: MethodWrapper) => self.callable ?? None),
      getset('__isabstractmethod__', null, (vm, self: MethodWrapper) => isAbstract(vm, self.callable)),
      getset('__dict__', null, getInstanceDict, (vm, self: MethodWrapper, value) => {
        if (value === undefined) throw typeError('cannot delete __dict__');
        replaceInstanceDict(vm, self, value);
      }),
      copiedAttribute('__annotations__'),
      copiedAttribute('__annotate__'),
    ],
  };
}

function wrapperRepr(label: string) {
  return (vm: Runtime, self: MethodWrapper): Value =>
    strFromUtf16(`<${label}(${reprText(vm, self.callable ?? None)})>`);
}

function initialized(self: MethodWrapper, label: string): Value {
  if (self.callable === null) throw runtimeError(`uninitialized ${label} object`);
  return self.callable;
}

defineType(classMethodType, {
  doc: 'A method that receives the class, instead of the instance, as its first argument.',
  isBaseType: true,
  hasDict: true,
  hasWeakrefs: false,
  slots: {
    tp_new: newInstance,
    tp_init: wrapperInit('classmethod'),
    tp_repr: wrapperRepr('classmethod'),
    tp_descr_get: (_vm, self: PyClassMethod, instance, owner) =>
      new PyMethod(initialized(self, 'classmethod'), owner ?? (typeOf(instance as Value) as PyType)),
  },
  ...wrapperMembers(),
});
classMethodType.textSignature = '(function, /)';

defineType(staticMethodType, {
  doc: 'A function in a class that receives neither the instance nor the class.',
  isBaseType: true,
  hasDict: true,
  hasWeakrefs: false,
  slots: {
    tp_new: newInstance,
    tp_init: wrapperInit('staticmethod'),
    tp_repr: wrapperRepr('staticmethod'),
    tp_call: (vm, self: PyStaticMethod, args, kwnames) => vm.call(initialized(self, 'staticmethod'), args, kwnames),
    tp_descr_get: (_vm, self: PyStaticMethod) => initialized(self, 'staticmethod'),
  },
  ...wrapperMembers(),
});
staticMethodType.textSignature = '(function, /)';
