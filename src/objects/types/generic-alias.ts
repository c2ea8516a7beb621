/** This file fills types.GenericAlias. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { type Str, strFromKey } from '../../values/str.js';
import { type CompareOp, EQ, NE, type NewSlot } from '../../values/type.js';
import { isInstance, tupleType, typeOf } from '../core-types.js';
import { indexError, typeError } from '../errors.js';
import { Raised } from '../exceptions/raised.js';
import { AttributeError, TypeError as PyTypeError } from '../exceptions/types.js';
import { checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { getset, member, method } from '../native/native-def.js';
import { genericGetAttr, getAttr, setAttr } from '../operations/attributes.js';
import { compareBool } from '../operations/compare.js';
import { hash } from '../operations/hash.js';
import { getIter, toArray } from '../operations/iteration.js';
import { concat } from '../strings.js';
import { genericAlias } from './class-getitem.js';
import { PyList } from './list/list.js';
import { makeParameters, substituteParameters, typeRepr } from './type-substitution.js';
import {
  genericAliasIteratorType,
  genericAliasType,
  PyGenericAlias,
  PyGenericAliasIterator,
} from './typing-objects.js';
import { unionOr } from './union.js';

/** `origin[args]` as an alias. */
export function makeGenericAlias(origin: Value, args: Value): PyGenericAlias {
  return new PyGenericAlias(origin, args instanceof PyTuple ? args : new PyTuple([args]));
}

genericAlias.make = (_vm, origin, args) => makeGenericAlias(origin, args);

function listRepr(vm: Runtime, list: PyList): Str {
  const parts: Str[] = ['['];
  const count = list.items.length;
  for (let i = 0; i < count; i++) {
    const item = list.items[i];
    // The repr of an item may have shortened the list.
    if (item === undefined) throw indexError('list index out of range');
    if (i > 0) parts.push(', ');
    parts.push(typeRepr(vm, item));
  }
  parts.push(']');
  return concat(parts);
}

function aliasRepr(vm: Runtime, self: PyGenericAlias): Value {
  const parts: Str[] = [self.starred ? '*' : '', typeRepr(vm, self.origin), '['];
  self.args.items.forEach((arg, i) => {
    if (i > 0) parts.push(', ');
    // A list stands for the parameters of a callable.
    parts.push(arg instanceof PyList ? listRepr(vm, arg) : typeRepr(vm, arg));
  });
  if (self.args.items.length === 0) parts.push('()');
  parts.push(']');
  return concat(parts);
}

/** Attributes of the alias itself; all others are those of its origin. */
const OWN_ATTRIBUTES: ReadonlySet<string> = new Set([
  '__class__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
]);
/** Attributes that are not taken from the origin either. */
const BLOCKED_ATTRIBUTES: ReadonlySet<string> = new Set(['__bases__', '__copy__', '__deepcopy__']);

const newAlias: NewSlot = (_vm, type, args, kwnames) => {
  noKeywords('GenericAlias', kwnames);
  checkPositional('GenericAlias', args.length, 2, 2);
  const [origin, items] = args as [Value, Value];
  const Alias = type.instanceClass as unknown as new (origin: Value, args: PyTuple) => PyGenericAlias;
  return new Alias(origin, items instanceof PyTuple ? items : new PyTuple([items]));
};

function parametersOf(vm: Runtime, self: PyGenericAlias): PyTuple {
  self.parameters ??= makeParameters(vm, self.args.items);
  return self.parameters;
}

/** Calling the alias calls its origin; an instance that takes attributes remembers the alias. */
function aliasCall(
  vm: Runtime,
  self: PyGenericAlias,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const made = vm.call(self.origin, args, kwnames);
  try {
    setAttr(vm, made, '__orig_class__', self);
  } catch (reason) {
    const type = reason instanceof Raised ? reason.exception.type : null;
    if (type === null || !(type.isSubtypeOf(AttributeError) || type.isSubtypeOf(PyTypeError))) throw reason;
  }
  return made;
}

function aliasesEqual(vm: Runtime, a: PyGenericAlias, b: PyGenericAlias): boolean {
  return a.starred === b.starred && compareBool(vm, a.origin, b.origin, EQ) && compareBool(vm, a.args, b.args, EQ);
}

function aliasDir(vm: Runtime, self: PyGenericAlias): Value {
  const names = toArray(vm, vm.call1(getAttr(vm, vm.importModule('builtins'), 'dir'), self.origin));
  for (const name of OWN_ATTRIBUTES) {
    const text = strFromKey(name);
    if (!names.includes(text)) names.push(text);
  }
  return new PyList(names);
}

function combineHashes(a: number | bigint, b: number | bigint): number | bigint {
  const mixed = BigInt.asIntN(64, BigInt(a) ^ BigInt(b));
  const safe = mixed >= -9007199254740991n && mixed <= 9007199254740991n;
  return mixed === -1n ? -2 : safe ? Number(mixed) : mixed;
}

defineType(genericAliasType, {
  doc: 'Represent a PEP 585 generic type\n\nFor example, for t = list[int], t.__origin__ is list and t.__args__\nis (int,).',
  module: 'types',
  isBaseType: true,
  hasWeakrefs: true,
  slots: {
    tp_new: newAlias,
    tp_repr: aliasRepr,
    tp_hash: (vm, self: PyGenericAlias) => combineHashes(hash(vm, self.origin), hash(vm, self.args)),
    tp_call: aliasCall,
    tp_getattro: (vm, self: PyGenericAlias, name) =>
      OWN_ATTRIBUTES.has(name) || BLOCKED_ATTRIBUTES.has(name)
        ? genericGetAttr(vm, self, name)
        : getAttr(vm, self.origin, name),
    tp_richcompare: (vm, a: Value, b: Value, op: CompareOp) => {
      if (!(a instanceof PyGenericAlias) || !(b instanceof PyGenericAlias) || (op !== EQ && op !== NE)) {
        return NotImplemented;
      }
      return aliasesEqual(vm, a, b) === (op === EQ);
    },
    tp_iter: (_vm, self: PyGenericAlias) => new PyGenericAliasIterator(self),
    nb_or: unionOr,
    mp_subscript: (vm, self: PyGenericAlias, item: Value) => {
      const args = substituteParameters(vm, self, self.args.items, parametersOf(vm, self), item);
      return new PyGenericAlias(self.origin, args, self.starred);
    },
  },
  methods: [
    method('__mro_entries__($self, object, /)', null, (_vm, self: PyGenericAlias) => new PyTuple([self.origin])),
    method('__instancecheck__($self, object, /)', null, () => {
      throw typeError('isinstance() argument 2 cannot be a parameterized generic');
    }),
    method('__subclasscheck__($self, object, /)', null, () => {
      throw typeError('issubclass() argument 2 cannot be a parameterized generic');
    }),
    method('__reduce__($self, /)', null, (vm, self: PyGenericAlias) => {
      if (!self.starred) return new PyTuple([typeOf(self), new PyTuple([self.origin, self.args])]);
      const next = getAttr(vm, vm.importModule('builtins'), 'next');
      return new PyTuple([next, new PyTuple([getIter(vm, new PyGenericAlias(self.origin, self.args))])]);
    }),
    method('__dir__($self, /)', null, aliasDir),
  ],
  getsets: [
    member('__origin__', null, (_vm, self: PyGenericAlias) => self.origin),
    member('__args__', null, (_vm, self: PyGenericAlias) => self.args),
    member('__unpacked__', null, (_vm, self: PyGenericAlias) => self.starred),
    getset('__parameters__', 'Type variables in the GenericAlias.', parametersOf),
    getset('__typing_unpacked_tuple_args__', null, (_vm, self: PyGenericAlias) =>
      self.starred && self.origin === tupleType ? self.args : None,
    ),
  ],
});
genericAliasType.textSignature = '(origin, args, /)';

defineType(genericAliasIteratorType, {
  hasWeakrefs: false,
  noInstantiation: true,
  slots: {
    tp_iter: (_vm, self: PyGenericAliasIterator) => self,
    tp_iternext: (_vm, self: PyGenericAliasIterator) => {
      const alias = self.alias;
      if (alias === null || !isInstance(alias, genericAliasType)) return undefined;
      self.alias = null;
      return new PyGenericAlias(alias.origin, alias.args, true);
    },
  },
  methods: [
    method('__reduce__($self, /)', null, (vm, self: PyGenericAliasIterator) => {
      const iter = getAttr(vm, vm.importModule('builtins'), 'iter');
      return new PyTuple([iter, new PyTuple([self.alias ?? EMPTY_TUPLE])]);
    }),
  ],
});
