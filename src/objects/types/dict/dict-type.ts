/** This file implements dict. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None, NotImplemented } from '../../../values/singletons.js';
import type { Str } from '../../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../../values/type.js';
import { keyError } from '../../errors.js';
import { defineType } from '../../native/define-type.js';
import { classMethod, method, rawMethod } from '../../native/native-def.js';
import { lookupSpecial } from '../../operations/attributes.js';
import { equals } from '../../operations/compare.js';
import { setItem } from '../../operations/containers.js';
import { UNHASHABLE } from '../../operations/hash.js';
import { forEach } from '../../operations/iteration.js';
import { repr } from '../../operations/text.js';
import { concat } from '../../strings.js';
import { classGetItem } from '../class-getitem.js';
import { dictType, PyDict } from './dict.js';
import { PyDictReverseKeyIterator } from './dict-iterators.js';
import { mergeArguments, mergeFrom } from './dict-merge.js';
import { dictIter, PyDictItems, PyDictKeys, PyDictValues } from './dict-views.js';

function dictRepr(vm: Runtime, self: PyDict): Str {
  if (self.size === 0) return '{}';
  if (vm.reprEnter(self)) return '{...}';
  try {
    const parts: Str[] = [];
    let size = 0;
    for (let at = self.nextPosition(0); at >= 0; at = self.nextPosition(at + 1)) {
      vm.chargeFuel(2);
      const value = self.valueAt(at);
      const keyText = repr(vm, self.keyAt(at));
      const valueText = repr(vm, value);
      parts.push(parts.length === 0 ? '{' : ', ', keyText, ': ', valueText);
      size += keyText.length + valueText.length + 4;
      if (size >= 4096) {
        vm.chargeMemory(2 * size);
        size = 0;
      }
    }
    parts.push('}');
    return concat(parts);
  } finally {
    vm.reprLeave(self);
  }
}

function dictsEqual(vm: Runtime, a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  for (let at = a.nextPosition(0); at >= 0; at = a.nextPosition(at + 1)) {
    vm.chargeFuel(1);
    const value = a.valueAt(at);
    const other = b.get(vm, a.keyAt(at));
    if (other === undefined || !equals(vm, other, value)) return false;
  }
  return true;
}

function dictCompare(vm: Runtime, self: PyDict, other: Value, op: CompareOp): Value {
  if (!(other instanceof PyDict) || (op !== EQ && op !== NE)) return NotImplemented;
  return dictsEqual(vm, self, other) === (op === EQ);
}

/** `d[key]`, with `__missing__` of subclasses. */
export function dictSubscript(vm: Runtime, self: PyDict, key: Value): Value {
  const value = self.get(vm, key);
  if (value !== undefined) return value;
  if (self.type !== dictType) {
    const missing = lookupSpecial(vm, self, '__missing__');
    if (missing !== undefined) return vm.call1(missing, key);
  }
  throw keyError(key);
}

function dictAssign(vm: Runtime, self: PyDict, key: Value, value: Value | undefined): void {
  if (value !== undefined) self.set(vm, key, value);
  else if (self.delete(vm, key) === undefined) throw keyError(key);
}

function pop(vm: Runtime, self: PyDict, key: Value, fallback: Value | undefined): Value {
  // An empty dict answers without asking for the hash.
  const value = self.size === 0 ? undefined : self.delete(vm, key);
  if (value !== undefined) return value;
  if (fallback !== undefined) return fallback;
  throw keyError(key);
}

function popItem(vm: Runtime, self: PyDict): Value {
  const entry = self.popLast(vm);
  if (entry === undefined) throw keyError('popitem(): dictionary is empty');
  return new PyTuple(entry);
}

function fromKeys(vm: Runtime, type: PyType, iterable: Value, value: Value): Value {
  const result = vm.call0(type);
  const dict = result instanceof PyDict && result.constructor === PyDict ? result : undefined;
  forEach(vm, iterable, (key) => {
    if (dict !== undefined) dict.set(vm, key, value);
    else setItem(vm, result, key, value);
  });
  return result;
}

/** CPython's size: header, table of indices, entries (smaller when all keys are str). */
function sizeOf(self: PyDict): number {
  if (self.keys.length === 0) return 48;
  let slots = 8;
  while (Math.floor((slots * 2) / 3) < self.keys.length + self.usable) slots *= 2;
  const width = slots <= 256 ? 1 : slots <= 65536 ? 2 : 4;
  const entry = self.keys.every((key) => key === undefined || typeof key === 'string') ? 16 : 24;
  return 80 + slots * width + Math.floor((slots * 2) / 3) * entry;
}

defineType(dictType, {
  doc: 'dict() -> new empty dictionary\ndict(mapping) -> new dictionary with the pairs of a mapping\ndict(iterable) -> new dictionary with the pairs that the iterable yields\ndict(**kwargs) -> new dictionary with the name=value pairs given',
  slots: {
    tp_new: (_vm, type: PyType) =>
      type === dictType ? new PyDict() : new (type.instanceClass as unknown as typeof PyDict)(),
    tp_init: (vm, self: PyDict, args, kwnames) => mergeArguments(vm, self, 'dict', args, kwnames),
    tp_repr: dictRepr,
    tp_hash: UNHASHABLE,
    tp_richcompare: dictCompare,
    tp_iter: dictIter,
    nb_or: (vm, a: Value, b: Value) => {
      if (!(a instanceof PyDict) || !(b instanceof PyDict)) return NotImplemented;
      const result = copyOf(vm, a);
      mergeFrom(vm, result, b);
      return result;
    },
    nb_inplace_or: (vm, self: PyDict, other: Value) => {
      mergeFrom(vm, self, other);
      return self;
    },
    sq_contains: (vm, self: PyDict, key: Value) => self.has(vm, key),
    mp_length: (_vm, self: PyDict) => self.size,
    mp_subscript: dictSubscript,
    mp_ass_subscript: dictAssign,
  },
  methods: [
    method('__getitem__($self, key, /)', 'Return self[key].', dictSubscript),
    method(
      '__contains__($self, key, /)',
      'True if the dictionary has the specified key, else False.',
      (vm, self: PyDict, key: Value) => self.has(vm, key),
    ),
    method('__sizeof__($self, /)', 'Return the size of the dict in memory.', (_vm, self: PyDict) => sizeOf(self)),
    method(
      'get($self, key, default=None, /)',
      'Return the value for key if key is in the dictionary, else default.',
      (vm, self: PyDict, key: Value, fallback: Value) => self.get(vm, key) ?? fallback,
    ),
    method(
      'setdefault($self, key, default=None, /)',
      'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
      (vm, self: PyDict, key: Value, value: Value) => self.setDefault(vm, key, value),
    ),
    method(
      'pop($self, key, default=<unrepresentable>, /)',
      'Remove the key and return its value.\n\nIf the key is not found, return the default if given; otherwise, raise a KeyError.',
      pop,
    ),
    method(
      'popitem($self, /)',
      'Remove and return the (key, value) pair that was inserted last.\n\nRaises KeyError if the dict is empty.',
      popItem,
    ),
    method(
      'keys($self, /)',
      "Return a set-like object with a view of the dict's keys.",
      (_vm, self: PyDict) => new PyDictKeys(self),
    ),
    method(
      'items($self, /)',
      "Return a set-like object with a view of the dict's items.",
      (_vm, self: PyDict) => new PyDictItems(self),
    ),
    method(
      'values($self, /)',
      "Return an object with a view of the dict's values.",
      (_vm, self: PyDict) => new PyDictValues(self),
    ),
    rawMethod(
      'update',
      'D.update([E, ]**F) -> None.  Update D from mapping or iterable of pairs E, then from the keywords F.',
      (vm, self: PyDict, args, kwnames) => {
        mergeArguments(vm, self, 'update', args, kwnames);
        return None;
      },
    ),
    classMethod(
      'fromkeys($type, iterable, value=None, /)',
      'Create a new dictionary with keys from iterable and values set to value.',
      fromKeys,
    ),
    method('clear($self, /)', 'Remove all items from the dict.', (_vm, self: PyDict) => {
      self.clear();
      return None;
    }),
    method('copy($self, /)', 'Return a shallow copy of the dict.', copyOf),
    method(
      '__reversed__($self, /)',
      'Return a reverse iterator over the dict keys.',
      (_vm, self: PyDict) => new PyDictReverseKeyIterator(self),
    ),
    classGetItem(),
  ],
  isBaseType: true,
  hasWeakrefs: false,
  patternKind: 2,
  matchSelf: true,
});

function copyOf(vm: Runtime, self: PyDict): PyDict {
  vm.chargeMemory(40 * self.size);
  vm.chargeFuel(self.size >> 2);
  return self.copy();
}
