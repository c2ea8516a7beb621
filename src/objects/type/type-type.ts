/** This file fills the type `type`. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromKey, strFromUtf16, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { PyStrSubclass, typeOf, typeType } from '../core-types.js';
import { attributeError, typeError, valueError } from '../errors.js';
import { defineType } from '../native/define-type.js';
import { getset, member, method, rawClassMethod } from '../native/native-def.js';
import { nameText } from '../operations/attributes.js';
import { isRealInstance, isRealSubclass } from '../operations/instance-check.js';
import { isTrue } from '../operations/truth.js';
import { PyDict } from '../types/dict/dict.js';
import { PyList } from '../types/list/list.js';
import { PyMappingProxy } from '../types/mapping-proxy.js';
import { unionOr } from '../types/union.js';
import { basicSize, itemSize } from './basic-size.js';
import { namespaceView, typeModified } from './change.js';
import { createType, setBases } from './create-type.js';
import { typeFlags } from './flags.js';
import { computeMro } from './mro.js';

/** `__name__` with its module for display: `<class 'decimal.Decimal'>`. */
export function qualifiedName(type: PyType): string {
  const module = type.isHeap ? type.dict.get('__module__') : type.module;
  const qualname = strToUtf16(type.qualname as string);
  if (module === undefined || !isStr(module)) return qualname;
  const text = strToUtf16(module);
  return text === 'builtins' ? qualname : `${text}.${qualname}`;
}

/** `type.__module__`. */
export function typeModule(type: PyType): Value {
  if (!type.isHeap) return type.module;
  const module = type.dict.get('__module__');
  if (module === undefined) throw attributeError('__module__', type, '__module__');
  return module;
}

/** type_getattro: metatype data descriptors, then the class and its bases, then other metatype attributes. */
export function typeGetAttr(vm: Runtime, type: PyType, name: string): Value {
  const metatype = typeOf(type);
  const metaAttribute = metatype.lookup(name);
  const metaGet = metaAttribute === undefined ? null : typeOf(metaAttribute).tp_descr_get;
  if (metaAttribute !== undefined && metaGet !== null && typeOf(metaAttribute).tp_descr_set !== null) {
    return metaGet(vm, metaAttribute, type, metatype);
  }
  const attribute = type.lookup(name);
  if (attribute !== undefined) {
    const get = typeOf(attribute).tp_descr_get;
    return get === null ? attribute : get(vm, attribute, undefined, type);
  }
  if (metaAttribute !== undefined) return metaGet === null ? metaAttribute : metaGet(vm, metaAttribute, type, metatype);
  throw attributeError(`type object '${type.name}' has no attribute '${nameText(name)}'`, type, strFromKey(name));
}

/** type_setattro. */
export function typeSetAttr(vm: Runtime, type: PyType, name: string, value: Value | undefined): void {
  if (!type.isHeap) {
    throw typeError(`cannot set '${nameText(name)}' attribute of immutable type '${type.name}'`);
  }
  const descriptor = typeOf(type).lookup(name);
  const set = descriptor === undefined ? null : typeOf(descriptor).tp_descr_set;
  if (set !== null) return set(vm, descriptor, type, value);
  if (value !== undefined) type.dict.set(name, value);
  else if (!type.dict.delete(name)) {
    throw attributeError(`type object '${type.name}' has no attribute '${nameText(name)}'`, type, strFromKey(name));
  }
  typeModified(vm, type, name);
}

/** `X(...)`: `__new__`, then `__init__` when the result is an instance of X. */
export function typeCall(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (type === typeType && kwnames === null) {
    if (args.length === 1) return typeOf(args[0] as Value);
    if (args.length !== 3) throw typeError('type() takes 1 or 3 arguments');
  }
  if (type.tp_new === null || type.noInstantiation) throw typeError(`cannot create '${displayName(type)}' instances`);
  const object = type.tp_new(vm, type, args, kwnames);
  const made = typeOf(object);
  if (made !== type && !made.isSubtypeOf(type)) return object;
  if (made.tp_init !== null) made.tp_init(vm, object, args, kwnames);
  return object;
}

/** `__name__`: what follows the module in the name of a built-in type (`types.GenericAlias`). */
function shortName(type: PyType): string {
  return type.isHeap ? type.name : type.name.slice(type.name.lastIndexOf('.') + 1);
}

/** tp_name: built-in types outside builtins show their module. */
function displayName(type: PyType): string {
  return type.isHeap || type.name.includes('.') || type.module === 'builtins'
    ? type.name
    : `${type.module}.${type.name}`;
}

function typeNew(vm: Runtime, metatype: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos !== 3) throw typeError(`type.__new__() takes exactly 3 arguments (${npos} given)`);
  const [nameValue, bases, namespace] = args as [Value, Value, Value];
  const name = nameValue instanceof PyStrSubclass ? nameValue.value : nameValue;
  if (!isStr(name)) throw typeError(`type.__new__() argument 1 must be str, not ${typeOf(nameValue).name}`);
  if (!(bases instanceof PyTuple)) {
    throw typeError(`type.__new__() argument 2 must be tuple, not ${typeOf(bases).name}`);
  }
  if (!(namespace instanceof PyDict)) {
    throw typeError(`type.__new__() argument 3 must be dict, not ${typeOf(namespace).name}`);
  }
  return createType(vm, metatype, name, bases, namespace, args, kwnames);
}

function typeInit(_vm: Runtime, _self: PyType, args: readonly Value[], kwnames: readonly string[] | null): void {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (kwnames !== null && kwnames.length > 0 && npos === 1)
    throw typeError('type.__init__() takes no keyword arguments');
  if (npos !== 1 && npos !== 3) throw typeError('type.__init__() takes 1 or 3 arguments');
}

/** Ordinary attributes that hang in the namespace of the class, behind a getter of `type`. */
function namespaceAttribute(name: string, fallback: (type: PyType) => Value, settable = true) {
  return getset(
    name,
    null,
    (vm, type: PyType) => {
      const value = type.dict.get(name);
      if (value === undefined) return fallback(type);
      const get = typeOf(value).tp_descr_get;
      return get === null ? value : get(vm, value, undefined, type);
    },
    settable
      ? (vm, type: PyType, value) => {
          if (!type.isHeap) throw typeError(`cannot set '${name}' attribute of immutable type '${type.name}'`);
          if (value === undefined) {
            throw typeError(`cannot delete '${name}' attribute of immutable type '${type.name}'`);
          }
          type.dict.set(name, value);
          typeModified(vm, type, name);
        }
      : null,
  );
}

function setName(vm: Runtime, type: PyType, value: Value | undefined): void {
  checkSettable(vm, type, '__name__', value);
  const name = value instanceof PyStrSubclass ? value.value : value;
  if (name === undefined || !isStr(name)) {
    throw typeError(`can only assign string to ${type.name}.__name__, not '${typeOf(value as Value).name}'`);
  }
  const text = strToUtf16(name);
  if (text.includes('\0')) throw valueError('type name must not contain null characters');
  type.name = text;
  typeModified(vm, type, '__name__');
}

function checkSettable(vm: Runtime, type: PyType, name: string, value: Value | undefined): asserts value is Value {
  if (!type.isHeap) throw typeError(`cannot set '${name}' attribute of immutable type '${type.name}'`);
  if (value === undefined) throw typeError(`cannot delete '${name}' attribute of immutable type '${type.name}'`);
  vm.audit('object.__setattr__', [type, name, value]);
}

/** `__annotations__` of a class: made by calling `__annotate__` on first use (PEP 649). */
function getAnnotations(vm: Runtime, type: PyType): Value {
  if (!type.isHeap) {
    throw attributeError(`type object '${type.name}' has no attribute '__annotations__'`, type, '__annotations__');
  }
  const own = type.dict.get('__annotations__') ?? type.dict.get('__annotations_cache__');
  if (own !== undefined) {
    const get = typeOf(own).tp_descr_get;
    return get === null ? own : get(vm, own, undefined, type);
  }
  const annotate = getAnnotate(vm, type);
  let annotations: Value = new PyDict();
  if (annotate !== None) {
    annotations = vm.call1(annotate, 1);
    if (!(annotations instanceof PyDict)) {
      throw typeError(`__annotate__ returned non-dict of type '${typeOf(annotations).name}'`);
    }
  }
  type.dict.set('__annotations_cache__', annotations);
  typeModified(vm, type, '__annotations_cache__');
  return annotations;
}

function setAnnotations(vm: Runtime, type: PyType, value: Value | undefined): void {
  if (!type.isHeap) throw typeError(`cannot set '__annotations__' attribute of immutable type '${type.name}'`);
  const key = type.dict.has('__annotations__') ? '__annotations__' : '__annotations_cache__';
  if (value === undefined) {
    if (!type.dict.delete('__annotations__') && !type.dict.delete('__annotations_cache__')) {
      throw attributeError('__annotations__', type, '__annotations__');
    }
  } else type.dict.set(key, value);
  type.dict.delete('__annotate_func__');
  type.dict.delete('__annotate__');
  typeModified(vm, type, null);
}

function getAnnotate(vm: Runtime, type: PyType): Value {
  if (!type.isHeap) {
    throw attributeError(`type object '${type.name}' has no attribute '__annotate__'`, type, '__annotate__');
  }
  const own = type.dict.get('__annotate__') ?? type.dict.get('__annotate_func__');
  if (own === undefined) return None;
  const get = typeOf(own).tp_descr_get;
  return get === null ? own : get(vm, own, undefined, type);
}

function setAnnotate(vm: Runtime, type: PyType, value: Value | undefined): void {
  if (value === undefined) throw typeError('cannot delete __annotate__ attribute');
  if (!type.isHeap) throw typeError(`cannot set '__annotate__' attribute of immutable type '${type.name}'`);
  if (value !== None && typeOf(value).tp_call === null) throw typeError('__annotate__ must be callable or None');
  type.dict.set('__annotate_func__', value);
  if (value !== None) type.dict.delete('__annotations_cache__');
  typeModified(vm, type, null);
}

function mergedDir(vm: Runtime, type: PyType): Value {
  const names = new Set<string>();
  for (const each of type.mro) for (const name of each.dict.keys()) names.add(name);
  vm.chargeFuel(names.size);
  return new PyList([...names].map(strFromKey));
}

defineType(typeType, {
  doc: 'type(object) -> the type of the object\ntype(name, bases, dict, **kwds) -> a new type',
  slots: {
    tp_repr: (_vm, type: PyType) => strFromUtf16(`<class '${qualifiedName(type)}'>`),
    tp_getattro: typeGetAttr,
    tp_setattro: typeSetAttr,
    tp_call: typeCall,
    tp_new: typeNew,
    tp_init: typeInit,
    nb_or: unionOr,
  },
  methods: [
    method(
      'mro($self, /)',
      "Return a type's method resolution order.",
      (_vm, type: PyType) => new PyList([...computeMro(type, type.bases)]),
    ),
    method(
      '__subclasses__($self, /)',
      'Return a list of immediate subclasses.',
      (vm, type: PyType) => new PyList([...vm.subclassesOf(type)]),
    ),
    rawClassMethod(
      '__prepare__',
      'Create the namespace for the class statement',
      () => new PyDict(),
      '($cls, name, bases, /, **kwds)',
    ),
    method(
      '__instancecheck__($self, instance, /)',
      'Check if an object is an instance.',
      (vm, type: PyType, instance) => isRealInstance(vm, instance, type),
    ),
    method('__subclasscheck__($self, subclass, /)', 'Check if a class is a subclass.', (vm, type: PyType, subclass) =>
      isRealSubclass(vm, subclass, type),
    ),
    method('__dir__($self, /)', 'Specialized __dir__ implementation for types.', (vm, type: PyType) =>
      mergedDir(vm, type),
    ),
    method('__sizeof__($self, /)', 'Return memory consumption of the type object.', () => 1064),
  ],
  getsets: [
    getset('__name__', null, (_vm, type: PyType) => strFromUtf16(shortName(type)), setName),
    getset(
      '__qualname__',
      null,
      (_vm, type: PyType) => type.qualname,
      (vm, type: PyType, value) => {
        checkSettable(vm, type, '__qualname__', value);
        if (!isStr(value)) {
          throw typeError(`can only assign string to ${type.name}.__qualname__, not '${typeOf(value).name}'`);
        }
        type.qualname = value;
      },
    ),
    getset(
      '__bases__',
      null,
      (_vm, type: PyType) => new PyTuple(type.bases),
      (vm, type: PyType, value) => {
        checkSettable(vm, type, '__bases__', value);
        setBases(vm, type, value);
        typeModified(vm, type, null);
      },
    ),
    getset('__mro__', null, (_vm, type: PyType) => (type.mro.length === 0 ? None : new PyTuple(type.mro))),
    member('__base__', null, (_vm, type: PyType) => type.base ?? None),
    getset(
      '__module__',
      null,
      (_vm, type: PyType) => typeModule(type),
      (vm, type: PyType, value) => {
        checkSettable(vm, type, '__module__', value);
        type.dict.set('__module__', value);
        type.dict.delete('__firstlineno__');
        typeModified(vm, type, '__module__');
      },
    ),
    getset('__dict__', null, (_vm, type: PyType) => new PyMappingProxy(namespaceView(type))),
    namespaceAttribute('__doc__', (type) => (type.doc === null ? None : strFromUtf16(type.doc))),
    getset('__text_signature__', null, (_vm, type: PyType) =>
      type.textSignature === null ? None : strFromUtf16(type.textSignature),
    ),
    getset('__annotations__', null, getAnnotations, setAnnotations),
    getset('__annotate__', null, getAnnotate, setAnnotate),
    getset(
      '__type_params__',
      null,
      (_vm, type: PyType) => (type.isHeap ? type.dict.get('__type_params__') : undefined) ?? new PyTuple([]),
      (vm, type: PyType, value) => {
        checkSettable(vm, type, '__type_params__', value);
        type.dict.set('__type_params__', value);
        typeModified(vm, type, '__type_params__');
      },
    ),
    getset(
      '__abstractmethods__',
      null,
      (_vm, type: PyType) => {
        const value = type === typeType ? undefined : type.dict.get('__abstractmethods__');
        if (value === undefined) throw attributeError('__abstractmethods__', type, '__abstractmethods__');
        return value;
      },
      (vm, type: PyType, value) => {
        if (value === undefined) {
          if (!type.dict.delete('__abstractmethods__')) {
            throw attributeError('__abstractmethods__', type, '__abstractmethods__');
          }
          type.isAbstract = false;
        } else {
          type.dict.set('__abstractmethods__', value);
          type.isAbstract = isTrue(vm, value);
        }
        typeModified(vm, type, '__abstractmethods__');
      },
    ),
    member('__flags__', null, (_vm, type: PyType) => typeFlags(type)),
    member('__basicsize__', null, (_vm, type: PyType) => basicSize(type)),
    member('__itemsize__', null, (_vm, type: PyType) => itemSize(type)),
    member('__weakrefoffset__', null, (_vm, type: PyType) => (type.hasWeakrefs ? 24 : 0)),
    member('__dictoffset__', null, (_vm, type: PyType) => (type.hasDict ? -1 : 0)),
  ],
});
