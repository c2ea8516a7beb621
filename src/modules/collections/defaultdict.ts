/** This file implements collections.defaultdict. */
import { typeOf } from '../../objects/core-types.js';
import { keyError, typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { setItem } from '../../objects/operations/containers.js';
import { getIter } from '../../objects/operations/iteration.js';
import { repr } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { dictType, PyDict } from '../../objects/types/dict/dict.js';
import { mergeArguments, mergeFrom } from '../../objects/types/dict/dict-merge.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType, shortName } from '../module-types.js';

/** Python `collections.defaultdict`. */
export class PyDefaultDict extends PyDict {
  /** Called for missing keys; null or None: there is no default. */
  factory: Value | null = null;
}

export const defaultDictType = makeModuleType('collections', 'defaultdict', PyDefaultDict, dictType);

function init(vm: Runtime, self: PyDefaultDict, args: readonly Value[], kwnames: readonly string[] | null): void {
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  let factory: Value | null = null;
  if (count > 0) {
    factory = args[0] as Value;
    if (factory !== None && typeOf(factory).tp_call === null)
      throw typeError('first argument must be callable or None');
  }
  self.factory = factory;
  mergeArguments(vm, self, 'dict', count > 0 ? args.slice(1) : args, kwnames);
}

function missing(vm: Runtime, self: PyDefaultDict, key: Value): Value {
  if (self.factory === null || self.factory === None) throw keyError(key);
  const value = vm.call0(self.factory);
  // The factory may have stored the key itself: what stands there stays.
  if (self.constructor === PyDefaultDict) return self.setDefault(vm, key, value);
  setItem(vm, self, key, value);
  return value;
}

function copy(vm: Runtime, self: PyDefaultDict): Value {
  return vm.call2(self.type, self.factory ?? None, self);
}

function defaultDictRepr(vm: Runtime, self: PyDefaultDict): Str {
  const entries = (dictType.tp_repr as (vm: Runtime, self: Value) => Value)(vm, self) as Str;
  let factory: Str = 'None';
  if (self.factory !== null) {
    // The factory may be a bound method of this very dict.
    if (vm.reprEnter(self.factory)) factory = '...';
    else {
      try {
        factory = repr(vm, self.factory);
      } finally {
        vm.reprLeave(self.factory);
      }
    }
  }
  return concat([`${shortName(self.type)}(`, factory, ', ', entries, ')']);
}

function or(vm: Runtime, a: Value, b: Value): Value {
  const self = a instanceof PyDefaultDict ? a : b;
  if (!(self instanceof PyDefaultDict)) return NotImplemented;
  const other = self === a ? b : a;
  if (!(other instanceof PyDict)) return NotImplemented;
  const made = vm.call2(self.type, self.factory ?? None, a);
  if (!(made instanceof PyDict)) return NotImplemented;
  mergeFrom(vm, made, b);
  return made;
}

defineType(defaultDictType, {
  module: 'collections',
  doc: 'A dict that calls a factory to make the values of missing keys.',
  slots: {
    tp_new: (_vm, type: PyType) =>
      type === defaultDictType ? new PyDefaultDict() : new (type.instanceClass as unknown as typeof PyDefaultDict)(),
    tp_init: init,
    tp_repr: defaultDictRepr,
    nb_or: or,
  },
  methods: [
    method(
      '__missing__($self, object, /)',
      '__missing__(key) # Called by __getitem__ for missing key: stores and returns what the factory makes.',
      missing,
    ),
    method('copy($self, /)', 'D.copy() -> a shallow copy of D.', copy),
    method('__copy__($self, /)', 'D.copy() -> a shallow copy of D.', copy),
    method('__reduce__($self, /)', 'Return state information for pickling.', (vm, self: PyDefaultDict) => {
      const items = getIter(vm, vm.call0(getAttr(vm, self, 'items')));
      const args = self.factory === null || self.factory === None ? EMPTY_TUPLE : new PyTuple([self.factory]);
      return new PyTuple([self.type, args, None, None, items]);
    }),
    classGetItem(),
  ],
  getsets: [
    member(
      'default_factory',
      'Factory for default value called by __missing__().',
      (_vm, self: PyDefaultDict) => self.factory ?? None,
      (_vm, self: PyDefaultDict, value) => {
        self.factory = value ?? null;
      },
    ),
  ],
  isBaseType: true,
  hasWeakrefs: false,
});
