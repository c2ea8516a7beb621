/** This file declares the module _abc: what abc.ABCMeta does. */
import { typeOf } from '../../objects/core-types.js';
import { error, runtimeError, typeError } from '../../objects/errors.js';
import { AssertionError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr, setAttr } from '../../objects/operations/attributes.js';
import { isSubclassOf } from '../../objects/operations/instance-check.js';
import { forEach, toArray } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import { typeModified } from '../../objects/type/change.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFrozenSet, PySet } from '../../objects/types/set/set.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { strKey } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { PyAbcData, registrations, type WeakClassSet } from './abc-data.js';

/** Bits of `__abc_tpflags__`. */
const SEQUENCE_FLAG = 1 << 5;
const MAPPING_FLAG = 1 << 6;

function isAbstract(vm: Runtime, value: Value): boolean {
  const flag = lookupAttr(vm, value, '__isabstractmethod__');
  return flag !== undefined && isTrue(vm, flag);
}

/** The names of the abstract methods that the class defines or inherits without an implementation. */
function abstractMethods(vm: Runtime, self: Value): PyFrozenSet {
  const found = new PyFrozenSet();
  const items = vm.call0(getAttr(vm, getAttr(vm, self, '__dict__'), 'items'));
  forEach(vm, items, (item) => {
    const [key, value] = (item as PyTuple).items as [Value, Value];
    if (isAbstract(vm, value)) found.add(vm, key);
  });
  const bases = getAttr(vm, self, '__bases__');
  if (!(bases instanceof PyTuple)) throw typeError('__bases__ is not tuple');
  for (const base of bases.items) {
    const inherited = lookupAttr(vm, base, '__abstractmethods__');
    if (inherited === undefined) continue;
    forEach(vm, inherited, (name) => {
      const text = asStr(name);
      if (text === undefined) throw typeError(`attribute name must be string, not '${typeOf(name).name}'`);
      const value = lookupAttr(vm, self, strKey(text));
      if (value !== undefined && isAbstract(vm, value)) found.add(vm, name);
    });
  }
  return found;
}

/** `__abc_tpflags__` in the body says what patterns the instances match; the name does not stay. */
function takePatternFlags(vm: Runtime, self: PyType): void {
  const flags = self.dict.get('__abc_tpflags__');
  if (typeof flags !== 'number') return;
  if ((flags & SEQUENCE_FLAG) !== 0 && (flags & MAPPING_FLAG) !== 0) {
    throw typeError('__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
  }
  if (flags & SEQUENCE_FLAG) self.patternKind = 1;
  else if (flags & MAPPING_FLAG) self.patternKind = 2;
  self.dict.delete('__abc_tpflags__');
  typeModified(vm, self, '__abc_tpflags__');
}

function init(vm: Runtime, self: Value): Value {
  setAttr(vm, self, '__abstractmethods__', abstractMethods(vm, self));
  setAttr(vm, self, '_abc_impl', new PyAbcData(vm.state(registrations).count));
  if (self instanceof PyType && self.isHeap) takePatternFlags(vm, self);
  return None;
}

function dataOf(vm: Runtime, self: Value): PyAbcData {
  const data = getAttr(vm, self, '_abc_impl');
  if (!(data instanceof PyAbcData)) throw typeError('_abc_impl is set to a wrong type');
  return data;
}

/** A class registered as a sequence or mapping matches such patterns, with the classes derived from it. */
function setPatternKind(vm: Runtime, type: PyType, kind: 1 | 2): void {
  if (!type.isHeap || type.patternKind === kind) return;
  type.patternKind = kind;
  for (const subclass of vm.subclassesOf(type)) setPatternKind(vm, subclass, kind);
}

function register(vm: Runtime, self: Value, subclass: Value): Value {
  if (!(subclass instanceof PyType)) throw typeError('Can only register classes');
  if (isSubclassOf(vm, subclass, self)) return subclass;
  // Only now: a class may be registered with itself.
  if (isSubclassOf(vm, self, subclass)) throw runtimeError('Refusing to create an inheritance cycle');
  dataOf(vm, self).registry.add(vm, subclass);
  vm.state(registrations).count++;
  if (self instanceof PyType && self.patternKind !== 0) setPatternKind(vm, subclass, self.patternKind);
  return subclass;
}

function instanceCheck(vm: Runtime, self: Value, instance: Value): Value {
  const data = dataOf(vm, self);
  const subclass = lookupAttr(vm, instance, '__class__') ?? typeOf(instance);
  if (subclass instanceof PyType && data.cache.has(vm, subclass)) return true;
  const subtype = typeOf(instance);
  const check = (cls: Value): Value => vm.call1(getAttr(vm, self, '__subclasscheck__'), cls);
  if (subtype === subclass) {
    const current = data.negativeVersion === vm.state(registrations).count;
    if (current && data.negativeCache.has(vm, subtype)) return false;
    return check(subclass);
  }
  const result = check(subclass);
  return isTrue(vm, result) ? result : check(subtype);
}

function subclassCheck(vm: Runtime, self: Value, subclass: Value): Value {
  if (!(subclass instanceof PyType)) throw typeError('issubclass() arg 1 must be a class');
  const data = dataOf(vm, self);
  if (data.cache.has(vm, subclass)) return true;
  const { count } = vm.state(registrations);
  if (data.negativeVersion < count) {
    data.negativeCache.clear();
    data.negativeVersion = count;
  } else if (data.negativeCache.has(vm, subclass)) return false;
  const remember = (set: WeakClassSet, answer: boolean): boolean => {
    set.add(vm, subclass);
    return answer;
  };
  const hooked = vm.call1(getAttr(vm, self, '__subclasshook__'), subclass);
  if (hooked === true) return remember(data.cache, true);
  if (hooked === false) return remember(data.negativeCache, false);
  if (hooked !== NotImplemented) {
    throw error(AssertionError, '__subclasshook__ must return either False, True, or NotImplemented');
  }
  if (subclass.mro.includes(self as PyType)) return remember(data.cache, true);
  if (data.registry.has(vm, subclass)) return true;
  for (const reference of [...data.registry.references()]) {
    const registered = reference.target;
    if (registered !== undefined && isSubclassOf(vm, subclass, registered)) return remember(data.cache, true);
  }
  const subclasses = vm.call0(getAttr(vm, self, '__subclasses__'));
  if (!(subclasses instanceof PyList)) throw typeError('__subclasses__() must return a list');
  for (const each of toArray(vm, subclasses)) {
    if (isSubclassOf(vm, subclass, each)) return remember(data.cache, true);
  }
  return remember(data.negativeCache, false);
}

function dumpSet(vm: Runtime, classes: WeakClassSet): PySet {
  const set = new PySet();
  for (const reference of classes.references()) set.add(vm, reference);
  return set;
}

export const abcModule = defineModule({
  name: '_abc',
  doc: 'Module contains faster C implementation of abc.ABCMeta',
  functions: [
    nativeFunction(
      'get_cache_token($module, /)',
      'Returns the current ABC cache token.',
      (vm) => vm.state(registrations).count,
    ),
    nativeFunction('_abc_init($module, self, /)', 'Internal ABC helper for class set-up.', init),
    nativeFunction(
      '_reset_registry($module, self, /)',
      'Internal ABC helper to reset registry of a given class.',
      (vm, self: Value) => {
        dataOf(vm, self).registry.clear();
        return None;
      },
    ),
    nativeFunction(
      '_reset_caches($module, self, /)',
      'Internal ABC helper to reset both caches of a given class.',
      (vm, self: Value) => {
        const data = dataOf(vm, self);
        data.cache.clear();
        data.negativeCache.clear();
        return None;
      },
    ),
    nativeFunction(
      '_get_dump($module, self, /)',
      'Internal ABC helper for cache and registry debugging.',
      (vm, self: Value) => {
        const { registry, cache, negativeCache, negativeVersion } = dataOf(vm, self);
        return new PyTuple([dumpSet(vm, registry), dumpSet(vm, cache), dumpSet(vm, negativeCache), negativeVersion]);
      },
    ),
    nativeFunction(
      '_abc_register($module, self, subclass, /)',
      'Internal ABC helper for subclass registration.',
      register,
    ),
    nativeFunction(
      '_abc_instancecheck($module, self, instance, /)',
      'Internal ABC helper for instance checks.',
      instanceCheck,
    ),
    nativeFunction(
      '_abc_subclasscheck($module, self, subclass, /)',
      'Internal ABC helper for subclass checks.',
      subclassCheck,
    ),
  ],
});
