/** This file implements collections.OrderedDict. */
import { keyError, typeError, valueError } from '../../objects/errors.js';
import { hasAttributes, instanceDict } from '../../objects/instance.js';
import { defineType } from '../../objects/native/define-type.js';
import { classMethod, getset, method, rawMethod } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { equals } from '../../objects/operations/compare.js';
import { contains, delItem, getItem, setItem } from '../../objects/operations/containers.js';
import { UNHASHABLE } from '../../objects/operations/hash.js';
import { forEach, getIter, toArray } from '../../objects/operations/iteration.js';
import { repr } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import { getInstanceDict, replaceInstanceDict } from '../../objects/type/instance-attributes.js';
import { dictType, PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type Str, strFromKey } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType, type RichCompareSlot } from '../../values/type.js';
import { shortName } from '../module-types.js';
import { orderedDictType, PyOrderedDict } from './ordered-dict-object.js';
import { iterateKeys, PyOrderedItems, PyOrderedKeys, PyOrderedValues, reverseKeys } from './ordered-dict-views.js';

function isExact(self: PyDict): boolean {
  return self.constructor === PyOrderedDict;
}

function store(vm: Runtime, self: Value, key: Value, value: Value): void {
  if (self instanceof PyOrderedDict && isExact(self)) self.set(vm, key, value);
  else setItem(vm, self, key, value);
}

/** MutableMapping.update: through `__setitem__`, so that subclasses see each entry. */
function update(vm: Runtime, self: Value, args: readonly Value[], kwnames: readonly string[] | null): void {
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  if (count > 1) throw typeError(`update() takes at most 1 positional argument (${count} given)`);
  if (count === 1) updateFrom(vm, self, args[0] as Value);
  if (kwnames === null) return;
  for (let i = 0; i < kwnames.length; i++) store(vm, self, strFromKey(kwnames[i] as string), args[count + i] as Value);
}

function updateFrom(vm: Runtime, self: Value, other: Value): void {
  if (other instanceof PyDict && other.constructor === PyDict) {
    updatePairs(vm, self, vm.call0(getAttr(vm, other, 'items')));
    return;
  }
  const keys = lookupAttr(vm, other, 'keys');
  if (keys !== undefined) {
    for (const key of toArray(vm, vm.call0(keys))) store(vm, self, key, getItem(vm, other, key));
    return;
  }
  const items = lookupAttr(vm, other, 'items');
  updatePairs(vm, self, items === undefined ? other : vm.call0(items));
}

function updatePairs(vm: Runtime, self: Value, pairs: Value): void {
  forEach(vm, pairs, (pair) => {
    const entry = toArray(vm, pair);
    if (entry.length < 2)
      throw valueError(`need more than ${entry.length} value${entry.length === 1 ? '' : 's'} to unpack`);
    if (entry.length > 2) throw valueError('too many values to unpack (expected 2)');
    store(vm, self, entry[0] as Value, entry[1] as Value);
  });
}

function orderedRepr(vm: Runtime, self: PyOrderedDict): Str {
  const name = shortName(self.type);
  if (self.size === 0) return `${name}()`;
  if (vm.reprEnter(self)) return '...';
  try {
    const plain = new PyDict();
    forEach(vm, vm.call0(getAttr(vm, self, 'items')), (pair) => {
      const [key, value] = (pair as PyTuple).items as [Value, Value];
      plain.set(vm, key, value);
    });
    return concat([`${name}(`, repr(vm, plain), ')']);
  } finally {
    vm.reprLeave(self);
  }
}

function orderedCompare(vm: Runtime, self: PyOrderedDict, other: Value, op: CompareOp): Value {
  if (!(other instanceof PyDict) || (op !== EQ && op !== NE)) return NotImplemented;
  let same = (dictType.tp_richcompare as RichCompareSlot)(vm, self, other, EQ) === true;
  if (same && other instanceof PyOrderedDict) same = sameKeys(vm, self, other);
  return same === (op === EQ);
}

function sameKeys(vm: Runtime, a: PyOrderedDict, b: PyOrderedDict): boolean {
  let atB = b.nextPosition(0);
  for (let atA = a.nextPosition(0); atA >= 0; atA = a.nextPosition(atA + 1)) {
    vm.chargeFuel(1);
    if (atB < 0 || !equals(vm, a.keyAt(atA), b.keyAt(atB))) return false;
    atB = b.nextPosition(atB + 1);
  }
  return true;
}

function setDefault(vm: Runtime, self: PyOrderedDict, key: Value, fallback: Value): Value {
  if (isExact(self)) return self.setDefault(vm, key, fallback);
  if (contains(vm, self, key)) return getItem(vm, self, key);
  setItem(vm, self, key, fallback);
  return fallback;
}

function pop(vm: Runtime, self: PyOrderedDict, key: Value, fallback: Value | undefined): Value {
  if (isExact(self)) {
    const value = self.delete(vm, key);
    if (value !== undefined) return value;
  } else if (contains(vm, self, key)) {
    const value = getItem(vm, self, key);
    delItem(vm, self, key);
    return value;
  }
  if (fallback !== undefined) return fallback;
  throw keyError(key);
}

function popItem(vm: Runtime, self: PyOrderedDict, last: boolean): Value {
  const at = last ? self.previousPosition(self.lastPosition()) : self.nextPosition(0);
  if (at < 0) throw keyError('dictionary is empty');
  if (last) return new PyTuple(self.popLast(vm) as [Value, Value]);
  const entry = new PyTuple([self.keyAt(at), self.valueAt(at)]);
  self.deleteAt(vm, at);
  return entry;
}

function moveToEnd(vm: Runtime, self: PyOrderedDict, key: Value, last: boolean): Value {
  if (!self.move(vm, key, last)) throw keyError(key);
  return None;
}

function copy(vm: Runtime, self: PyOrderedDict): Value {
  if (isExact(self)) {
    const made = new PyOrderedDict();
    vm.chargeMemory(40 * self.size);
    made.assign(self);
    return made;
  }
  const made = vm.call0(self.type);
  forEach(vm, self, (key) => setItem(vm, made, key, getItem(vm, self, key)));
  return made;
}

function reduce(vm: Runtime, self: PyOrderedDict): Value {
  const items = getIter(vm, vm.call0(getAttr(vm, self, 'items')));
  return new PyTuple([self.type, EMPTY_TUPLE, hasAttributes(self) ? instanceDict(self) : None, None, items]);
}

function or(vm: Runtime, a: Value, b: Value): Value {
  const self = a instanceof PyOrderedDict ? a : b;
  const other = self === a ? b : a;
  if (!(self instanceof PyObject) || !(other instanceof PyDict)) return NotImplemented;
  const made = vm.call1(self.type, a);
  update(vm, made, [b], null);
  return made;
}

function fromKeys(vm: Runtime, type: PyType, iterable: Value, value: Value): Value {
  const made = vm.call0(type);
  forEach(vm, iterable, (key) => store(vm, made, key, value));
  return made;
}

defineType(orderedDictType, {
  module: 'collections',
  doc: 'Dictionary that remembers insertion order',
  slots: {
    tp_new: (_vm, type: PyType) =>
      type === orderedDictType ? new PyOrderedDict() : new (type.instanceClass as unknown as typeof PyOrderedDict)(),
    tp_init: (vm, self: PyOrderedDict, args, kwnames) => {
      const count = args.length - (kwnames === null ? 0 : kwnames.length);
      if (count > 1) throw typeError(`expected at most 1 argument, got ${count}`);
      update(vm, self, args, kwnames);
    },
    tp_repr: orderedRepr,
    tp_hash: UNHASHABLE,
    tp_richcompare: orderedCompare,
    tp_iter: iterateKeys,
    nb_or: or,
    nb_inplace_or: (vm, self: PyOrderedDict, other: Value) => {
      update(vm, self, [other], null);
      return self;
    },
    mp_ass_subscript: (vm, self: PyOrderedDict, key: Value, value: Value | undefined) => {
      if (value !== undefined) self.set(vm, key, value);
      else if (self.delete(vm, key) === undefined) throw keyError(key);
    },
  },
  methods: [
    classMethod(
      'fromkeys($type, /, iterable, value=None)',
      'Create a new ordered dictionary with keys from iterable and values set to value.',
      fromKeys,
    ),
    method('__sizeof__($self, /)', null, (_vm, self: PyOrderedDict) => 112 + 96 * self.size),
    method('__reduce__($self, /)', 'Return state information for pickling', reduce),
    method(
      'setdefault($self, /, key, default=None)',
      'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
      setDefault,
    ),
    method(
      'pop($self, /, key, default=<unrepresentable>)',
      'od.pop(key[,default]) -> v, remove specified key and return the corresponding value.',
      pop,
    ),
    method(
      'popitem($self, /, last: bool=True)',
      'Remove and return a (key, value) pair from the dictionary.\n\nThe last one, or the first one if last is false.',
      popItem,
    ),
    method('keys($self, /)', null, (_vm, self: PyOrderedDict) => new PyOrderedKeys(self)),
    method('values($self, /)', null, (_vm, self: PyOrderedDict) => new PyOrderedValues(self)),
    method('items($self, /)', null, (_vm, self: PyOrderedDict) => new PyOrderedItems(self)),
    rawMethod('update', null, (vm, self: PyOrderedDict, args, kwnames) => {
      update(vm, self, args, kwnames);
      return None;
    }),
    method('clear($self, /)', 'od.clear() -> None.  Remove all items from od.', (_vm, self: PyOrderedDict) => {
      self.clear();
      return None;
    }),
    method('copy($self, /)', 'od.copy() -> a shallow copy of od', copy),
    method('__reversed__($self, /)', 'od.__reversed__() <==> reversed(od)', reverseKeys),
    method(
      'move_to_end($self, /, key, last: bool=True)',
      'Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.',
      moveToEnd,
    ),
  ],
  getsets: [
    getset('__dict__', null, getInstanceDict, (vm, self, value) => replaceInstanceDict(vm, self, value ?? None)),
  ],
  isBaseType: true,
  hasDict: true,
  patternKind: 2,
});
