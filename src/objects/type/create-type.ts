/** This file makes classes: what `type(name, bases, namespace)` does. */

import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, PyStr, type Str, strFromKey, strKey, strToUtf16 } from '../../values/str.js';
import { type InstanceClass, PyType } from '../../values/type.js';
import { encodeUtf8 } from '../codecs/utf8.js';
import {
  intType,
  objectType,
  PyInstance,
  PyIntSubclass,
  PyStrSubclass,
  strType,
  typeOf,
  typeType,
} from '../core-types.js';
import { typeError, valueError } from '../errors.js';
import type { PyBaseException } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';
import { RuntimeWarning } from '../exceptions/types.js';
import { slotKey } from '../instance.js';
import { getset } from '../native/native-def.js';
import { PyGetSetDescriptor, PyMemberDescriptor } from '../native/native-function.js';
import { getAttr, lookupSpecial } from '../operations/attributes.js';
import { toArray } from '../operations/iteration.js';
import { repr } from '../operations/text.js';
import { PyClassMethod, PyStaticMethod } from '../types/descriptors.js';
import type { PyDict } from '../types/dict/dict.js';
import { PyCell, PyFunction } from '../types/function.js';
import { namespaceView, typeModified } from './change.js';
import { deleteInstanceDict, getInstanceDict, replaceInstanceDict } from './instance-attributes.js';
import { computeMro } from './mro.js';
import { noteInstances } from './note-instances.js';
import { inheritSlots, updateAllSlots } from './slots.js';

/** The metaclass of a class with these bases: the most derived of the given one and those of the bases. */
export function calculateMetaclass(metatype: PyType, bases: readonly Value[]): PyType {
  let winner = metatype;
  for (const base of bases) {
    const type = typeOf(base);
    if (winner.isSubtypeOf(type)) continue;
    if (type.isSubtypeOf(winner)) {
      winner = type;
      continue;
    }
    throw typeError(
      'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
    );
  }
  return winner;
}

/** The base whose instances decide the layout. Raises TypeError for bases that cannot be combined. */
function bestBase(bases: readonly Value[]): PyType {
  let base: PyType | null = null;
  let winner: PyType | null = null;
  for (const candidate of bases) {
    if (!(candidate instanceof PyType)) throw typeError('bases must be types');
    if (!candidate.isBaseType) throw typeError(`type '${candidate.name}' is not an acceptable base type`);
    const layout = candidate.layout;
    if (winner === null || base === null || (layout !== winner && layout.isSubtypeOf(winner))) {
      winner = layout;
      base = candidate;
    } else if (!winner.isSubtypeOf(layout)) {
      throw typeError('multiple bases have instance lay-out conflict');
    }
  }
  return base as PyType;
}

/** A JavaScript class for the instances of one heap type: its own, so that the engine keeps their shapes apart. */
export function makeInstanceClass(base: PyType): InstanceClass {
  const parent =
    base === strType ? PyStrSubclass : (base.instanceClass ?? (base.isSubtypeOf(intType) ? PyIntSubclass : PyInstance));
  const Parent = parent as unknown as new (...args: unknown[]) => PyObject;
  return class extends Parent {};
}

/** The descriptors that classes made by programs share. */
export const dictDescriptor = getset(
  '__dict__',
  'dictionary for instance variables',
  getInstanceDict,
  (vm, self, value) => (value === undefined ? deleteInstanceDict(self) : replaceInstanceDict(vm, self, value)),
);
export const weakrefDescriptor = getset('__weakref__', 'list of weak references to the object', (vm, self: Value) => {
  const references = toArray(vm, vm.call1(getAttr(vm, vm.importModule('_weakref'), 'getweakrefs'), self));
  return references[0] ?? None;
});

/** Names in `__slots__`, checked and mangled; what it adds to the instances. */
interface SlotsInfo {
  names: string[] | null;
  addsDict: boolean;
  addsWeakref: boolean;
}

function readSlots(vm: Runtime, name: string, namespace: PyDict, base: PyType): SlotsInfo {
  const declared = namespace.getStr('__slots__');
  const mayAddDict = !base.hasDict;
  const mayAddWeakref = !base.hasWeakrefs;
  if (declared === undefined) return { names: null, addsDict: mayAddDict, addsWeakref: mayAddWeakref };
  const items = isStr(declared) || declared instanceof PyStrSubclass ? [declared] : toArray(vm, declared);
  const names: string[] = [];
  const info: SlotsInfo = { names, addsDict: false, addsWeakref: false };
  if (items.length > 0 && (base.layout === intType || base.layout.name === 'bytes' || base.layout.name === 'tuple')) {
    throw typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
  }
  for (const item of items) {
    const text = item instanceof PyStrSubclass ? item.value : item;
    if (!isStr(text)) throw typeError(`__slots__ items must be strings, not '${typeOf(item).name}'`);
    if (!/^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(strToUtf16(text))) {
      throw typeError('__slots__ must be identifiers');
    }
    const slot = strKey(text);
    if (slot === '__dict__') {
      if (!mayAddDict || info.addsDict) throw typeError('__dict__ slot disallowed: we already got one');
      info.addsDict = true;
      continue;
    }
    if (slot === '__weakref__') {
      if (!mayAddWeakref || info.addsWeakref) throw typeError('__weakref__ slot disallowed: we already got one');
      info.addsWeakref = true;
      continue;
    }
    const mangled = mangleSlot(name, slot);
    if (
      namespace.getStr(mangled) !== undefined &&
      !['__qualname__', '__classcell__', '__classdictcell__'].includes(mangled)
    ) {
      throw valueError(`'${mangled}' in __slots__ conflicts with class variable`);
    }
    names.push(mangled);
  }
  return info;
}

/** `__x` in class C becomes `_C__x`. */
function mangleSlot(className: string, name: string): string {
  if (!name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** How often the bases already have a slot of this name: tells repeated slots apart. */
function slotDepth(bases: readonly PyType[], name: string): number {
  let depth = 0;
  const seen = new Set<PyType>();
  for (const base of bases) {
    for (const type of base.mro) {
      if (seen.has(type)) continue;
      seen.add(type);
      if (type.slotNames?.includes(name)) depth++;
    }
  }
  return depth;
}

/** `type.__new__(metatype, name, bases, namespace, **kwargs)`. */
export function createType(
  vm: Runtime,
  metatype: PyType,
  name: Str,
  basesGiven: PyTuple,
  namespace: PyDict,
  args: readonly Value[],
  kwnames: readonly string[] | null,
  /** Call `__set_name__` and `__init_subclass__`; who does not has to see to them. */
  runHooks = true,
): Value {
  // Names and docstrings of types are UTF-8.
  for (const text of [name, namespace.getStr('__doc__')]) if (text instanceof PyStr) encodeUtf8(vm, text, 'strict');
  for (const base of basesGiven.items) {
    if (base instanceof PyType) continue;
    if (
      typeOf(base).lookup('__mro_entries__') !== undefined ||
      lookupSpecial(vm, base, '__mro_entries__') !== undefined
    ) {
      throw typeError("type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
  const winner = calculateMetaclass(metatype, basesGiven.items);
  if (winner !== metatype && winner.tp_new !== typeType.tp_new && winner.tp_new !== null) {
    return winner.tp_new(vm, winner, args, kwnames);
  }
  const bases = basesGiven.items.length === 0 ? [objectType] : (basesGiven.items as readonly PyType[]);
  const base = bestBase(bases);
  const nameText = strToUtf16(name);
  if (nameText.includes('\0')) throw valueError('type name must not contain null characters');
  const slots = readSlots(vm, nameText, namespace, base);

  const Meta = (winner.instanceClass ?? PyType) as unknown as new (name: string) => PyType;
  const type = new Meta(nameText);
  type.isHeap = true;
  type.isBaseType = true;
  type.base = base;
  type.bases = bases;
  type.version = vm.newTypeVersion();
  type.matchSelf = base.matchSelf;
  type.isMethodDescriptor = false;
  type.slotNames = slots.names;
  type.hasDict = base.hasDict || slots.addsDict || bases.some((each) => each.hasDict);
  type.hasWeakrefs = base.hasWeakrefs || slots.addsWeakref || bases.some((each) => each.hasWeakrefs);
  type.layout = slots.names !== null && slots.names.length > 0 ? type : base.layout;
  const instanceClass = makeInstanceClass(base);
  instanceClass.prototype.type = type;
  type.instanceClass = instanceClass;

  fillNamespace(vm, type, name, namespace, slots);
  // A metaclass's own mro() may use zero-argument super().
  bindClassCells(namespace, type);
  type.mro = typeMro(vm, type);
  inheritFlags(type);
  type.isReady = true;
  inheritSlots(type);
  updateAllSlots(type);
  noteInstances(vm, type);
  for (const each of bases) vm.registerSubclass(each, type);
  if (!runHooks) return type;
  callSetName(vm, type);
  callInitSubclass(vm, type, args, kwnames);
  return type;
}

function inheritFlags(type: PyType): void {
  for (const base of type.mro) {
    type.patternKind ||= base.patternKind;
  }
}

function fillNamespace(vm: Runtime, type: PyType, name: Str, namespace: PyDict, slots: SlotsInfo): void {
  const dict = type.dict;
  for (let at = namespace.nextPosition(0); at >= 0; at = namespace.nextPosition(at + 1)) {
    const key = namespace.keyAt(at);
    const text = key instanceof PyStrSubclass ? key.value : key;
    if (isStr(text)) dict.set(strKey(text), namespace.valueAt(at));
    else vm.warn(RuntimeWarning, `non-string key in the __dict__ of class ${type.name}`, 1);
  }
  const qualname = dict.get('__qualname__');
  if (qualname !== undefined) {
    if (!isStr(qualname)) throw typeError(`type __qualname__ must be a str, not ${typeOf(qualname).name}`);
    dict.delete('__qualname__');
  }
  type.qualname = qualname ?? name;
  if (!dict.has('__module__')) {
    const module = vm.currentModuleName();
    if (module !== undefined) dict.set('__module__', module);
  }
  dict.delete('__classcell__');
  dict.delete('__classdictcell__');
  const made = dict.get('__new__');
  if (made instanceof PyFunction) dict.set('__new__', wrap(new PyStaticMethod(), made));
  for (const special of ['__init_subclass__', '__class_getitem__']) {
    const value = dict.get(special);
    if (value instanceof PyFunction) dict.set(special, wrap(new PyClassMethod(), value));
  }
  for (const slot of slots.names ?? []) {
    const depth = slotDepth(type.bases, slot);
    dict.set(slot, new PyMemberDescriptor(slot, type, null, slotKey(slot, depth)));
  }
  if (slots.addsDict && !dict.has('__dict__')) dict.set('__dict__', new PyGetSetDescriptor(dictDescriptor, type));
  if (slots.addsWeakref && !dict.has('__weakref__')) {
    dict.set('__weakref__', new PyGetSetDescriptor(weakrefDescriptor, type));
  }
  if (!dict.has('__doc__')) dict.set('__doc__', None);
  // A class that defines __eq__ without __hash__ is not hashable.
  if (dict.has('__eq__') && !dict.has('__hash__')) dict.set('__hash__', None);
}

function wrap<T extends PyClassMethod | PyStaticMethod>(wrapper: T, callable: Value): T {
  wrapper.callable = callable;
  return wrapper;
}

/** The MRO, through `mro()` when the metaclass overrides it. */
export function typeMro(vm: Runtime, type: PyType): readonly PyType[] {
  const metatype = typeOf(type);
  const custom = metatype === typeType ? undefined : metatype.lookup('mro');
  if (custom === undefined || custom === typeType.dict.get('mro')) return computeMro(type, type.bases);
  type.mro = computeMro(type, type.bases);
  const result = toArray(vm, vm.call0(lookupSpecial(vm, type, 'mro') as Value));
  for (const each of result) {
    if (!(each instanceof PyType)) throw typeError(`mro() returned a non-class ('${typeOf(each).name}')`);
    if (!type.layout.isSubtypeOf(each.layout)) {
      throw typeError(`mro() returned base with unsuitable layout ('${each.name}')`);
    }
  }
  return result as PyType[];
}

/** `__class__` and `__classdict__` cells that the class body made. */
function bindClassCells(namespace: PyDict, type: PyType): void {
  const cell = namespace.getStr('__classcell__');
  if (cell !== undefined) {
    if (!(cell instanceof PyCell)) {
      throw typeError(`__classcell__ must be a nonlocal cell, not <class '${typeOf(cell).name}'>`);
    }
    cell.value = type;
  }
  const dictCell = namespace.getStr('__classdictcell__');
  if (dictCell !== undefined) {
    if (!(dictCell instanceof PyCell)) {
      throw typeError(`__classdictcell__ must be a nonlocal cell, not <class '${typeOf(dictCell).name}'>`);
    }
    // Annotation scopes look names up in the class namespace through this cell.
    dictCell.value = namespaceView(type);
  }
}

function callSetName(vm: Runtime, type: PyType): void {
  for (const [key, value] of [...type.dict]) {
    const method = lookupSpecial(vm, value, '__set_name__');
    if (method === undefined) continue;
    try {
      vm.call2(method, type, strFromKey(key));
    } catch (reason) {
      if (reason instanceof Raised) addSetNameNote(vm, reason.exception, value, key, type);
      throw reason;
    }
  }
}

export function addSetNameNote(vm: Runtime, exception: PyBaseException, value: Value, key: string, type: PyType): void {
  const note = `Error calling __set_name__ on '${typeOf(value).name}' instance ${strToUtf16(repr(vm, strFromKey(key)))} in '${type.name}'`;
  vm.call1(getAttr(vm, exception, 'add_note'), note);
}

/** The `__init_subclass__` that a new class inherits, bound to it; null for that of object, which does nothing. */
export function initSubclassHook(vm: Runtime, type: PyType): Value | null {
  for (let i = 1; i < type.mro.length; i++) {
    const owner = type.mro[i] as PyType;
    const found = owner.dict.get('__init_subclass__');
    if (found === undefined) continue;
    if (owner === objectType) return null;
    const get = typeOf(found).tp_descr_get;
    return get === null ? found : get(vm, found, undefined, type);
  }
  return null;
}

function callInitSubclass(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): void {
  const kwargs = kwnames === null ? [] : args.slice(args.length - kwnames.length);
  for (let i = 1; i < type.mro.length; i++) {
    const found = (type.mro[i] as PyType).dict.get('__init_subclass__');
    if (found === undefined) continue;
    if ((type.mro[i] as PyType) === objectType && kwargs.length === 0) return;
    const get = typeOf(found).tp_descr_get;
    vm.call(get === null ? found : get(vm, found, undefined, type), kwargs, kwnames);
    return;
  }
}

/** `type.__bases__ = bases`. */
export function setBases(vm: Runtime, type: PyType, value: Value): void {
  if (!type.isHeap) throw typeError(`cannot set '__bases__' attribute of immutable type '${type.name}'`);
  if (!(value instanceof PyTuple)) {
    throw typeError(`can only assign tuple to ${type.name}.__bases__, not ${typeOf(value).name}`);
  }
  if (value.items.length === 0) {
    throw typeError(`can only assign non-empty tuple to ${type.name}.__bases__, not ()`);
  }
  for (const base of value.items) {
    if (!(base instanceof PyType)) {
      throw typeError(`${type.name}.__bases__ must be tuple of classes, not '${typeOf(base).name}'`);
    }
    if (base.isSubtypeOf(type)) throw typeError('a __bases__ item causes an inheritance cycle');
  }
  const base = bestBase(value.items);
  if (base.layout !== type.base?.layout) {
    throw typeError(`__bases__ assignment: '${base.name}' object layout differs from '${type.base?.name ?? 'object'}'`);
  }
  const old = { bases: type.bases, base: type.base };
  const mros: [PyType, readonly PyType[]][] = [];
  for (const each of old.bases) vm.unregisterSubclass(each, type);
  type.bases = value.items as readonly PyType[];
  type.base = base;
  try {
    recomputeMro(vm, type, mros);
  } catch (reason) {
    type.bases = old.bases;
    type.base = old.base;
    // The classes below it whose order was computed already get the old one back.
    for (const [each, mro] of mros) {
      each.mro = mro;
      typeModified(vm, each, null);
    }
    for (const each of old.bases) vm.registerSubclass(each, type);
    throw reason;
  }
  for (const each of type.bases) vm.registerSubclass(each, type);
}

function recomputeMro(vm: Runtime, type: PyType, before: [PyType, readonly PyType[]][]): void {
  const old = type.mro;
  const mro = typeMro(vm, type);
  before.push([type, old]);
  type.mro = mro;
  type.lookupCache.clear();
  type.version = vm.newTypeVersion();
  for (const subclass of vm.subclassesOf(type)) recomputeMro(vm, subclass, before);
}
