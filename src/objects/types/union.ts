/** This file fills typing.Union and makes unions: `int | str`, `Union[int, str]`. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import { type CompareOp, EQ, NE, PyType } from '../../values/type.js';
import { noneType, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { Raised } from '../exceptions/raised.js';
import { TypeError as PyTypeError } from '../exceptions/types.js';
import { defineType } from '../native/define-type.js';
import { classMethod, getset, member, method } from '../native/native-def.js';
import { genericGetAttr, getAttr } from '../operations/attributes.js';
import { equals, richCompare } from '../operations/compare.js';
import { hash } from '../operations/hash.js';
import { reprText } from '../operations/text.js';
import { concat } from '../strings.js';
import { PyFrozenSet } from './set/set.js';
import { PyTypeAlias } from './type-params.js';
import { makeParameters, substituteParameters, typeRepr } from './type-substitution.js';
import { PyGenericAlias, PyUnion, unionType } from './typing-objects.js';

/** May this stand on either side of `|` in a union without asking the typing module? */
function isUnionable(value: Value): boolean {
  return (
    value === None ||
    value instanceof PyType ||
    value instanceof PyGenericAlias ||
    value instanceof PyUnion ||
    value instanceof PyTypeAlias
  );
}

/** Collects the members of a union: flat, each once, in order. */
class UnionBuilder {
  private readonly args: Value[] = [];
  private readonly hashable = new PyFrozenSet();
  private readonly unhashable: Value[] = [];

  constructor(
    private readonly vm: Runtime,
    /** Members that are no types are given to `typing._type_check`. */
    private readonly checked: boolean,
  ) {}

  add(value: Value): void {
    if (value === None) this.addPlain(noneType);
    else if (value instanceof PyUnion) for (const arg of value.args.items) this.add(arg);
    else this.addPlain(this.checked && !isUnionable(value) ? this.check(value) : value);
  }

  private check(value: Value): Value {
    const typing = this.vm.importModule('typing');
    return this.vm.call2(getAttr(this.vm, typing, '_type_check'), value, 'Union[arg, ...]: each arg must be a type.');
  }

  private addPlain(value: Value): void {
    const { vm } = this;
    try {
      hash(vm, value);
    } catch (reason) {
      if (!(reason instanceof Raised && reason.exception.type.isSubtypeOf(PyTypeError))) throw reason;
      if (this.unhashable.some((each) => equals(vm, each, value))) return;
      this.unhashable.push(value);
      this.args.push(value);
      return;
    }
    if (this.hashable.add(vm, value)) this.args.push(value);
  }

  finish(): Value {
    if (this.args.length === 0) throw typeError('Cannot take a Union of no types.');
    if (this.args.length === 1) return this.args[0] as Value;
    return new PyUnion(new PyTuple(this.args), this.hashable, this.unhashable);
  }
}

/** `a | b` for classes and generics: NotImplemented when one of them is neither. */
export function unionOr(vm: Runtime, a: Value, b: Value): Value {
  if (!isUnionable(a) || !isUnionable(b)) return NotImplemented;
  const builder = new UnionBuilder(vm, false);
  builder.add(a);
  builder.add(b);
  return builder.finish();
}

/** The union of these members, which the typing module checks (`Union[…]`, `TypeVar | …`). Raises TypeError for none. */
export function makeUnion(vm: Runtime, members: readonly Value[]): Value {
  const builder = new UnionBuilder(vm, true);
  for (const each of members) builder.add(each);
  return builder.finish();
}

function unionRepr(vm: Runtime, self: PyUnion): Value {
  const parts: Str[] = [];
  self.args.items.forEach((arg, i) => {
    if (i > 0) parts.push(' | ');
    parts.push(arg === noneType ? 'None' : typeRepr(vm, arg));
  });
  return concat(parts);
}

function unionHash(vm: Runtime, self: PyUnion): number | bigint {
  if (self.unhashable.length === 0) return hash(vm, self.hashable);
  for (const each of self.unhashable) hash(vm, each);
  throw typeError(`union contains ${self.unhashable.length} unhashable elements`);
}

function unionsEqual(vm: Runtime, a: PyUnion, b: PyUnion): boolean {
  if (richCompare(vm, a.hashable, b.hashable, EQ) !== true) return false;
  if (a.unhashable.length !== b.unhashable.length) return false;
  return a.unhashable.every((each) => b.unhashable.some((other) => equals(vm, each, other)));
}

function parametersOf(vm: Runtime, self: PyUnion): PyTuple {
  self.parameters ??= makeParameters(vm, self.args.items);
  return self.parameters;
}

defineType(unionType, {
  doc: 'Represent a union type\n\nE.g. for int | str',
  module: 'typing',
  hasWeakrefs: true,
  noInstantiation: true,
  slots: {
    tp_repr: unionRepr,
    tp_hash: unionHash,
    tp_richcompare: (vm, a: PyUnion, b: Value, op: CompareOp) => {
      if (!(b instanceof PyUnion) || (op !== EQ && op !== NE)) return NotImplemented;
      return unionsEqual(vm, a, b) === (op === EQ);
    },
    tp_getattro: (vm, self: PyUnion, name) =>
      name === '__module__' ? getAttr(vm, typeOf(self), name) : genericGetAttr(vm, self, name),
    nb_or: (vm, a: Value, b: Value) => makeUnion(vm, [a, b]),
    mp_subscript: (vm, self: PyUnion, item: Value) => {
      const args = substituteParameters(vm, self, self.args.items, parametersOf(vm, self), item);
      return makeUnion(vm, args.items);
    },
  },
  methods: [
    method('__mro_entries__($self, object, /)', null, (vm, self: PyUnion) => {
      throw typeError(`Cannot subclass ${reprText(vm, self)}`);
    }),
    classMethod(
      '__class_getitem__($type, object, /)',
      'Create a union containing the given types',
      (vm, _type: PyType, args: Value) => makeUnion(vm, args instanceof PyTuple ? args.items : [args]),
    ),
  ],
  getsets: [
    member('__args__', null, (_vm, self: PyUnion) => self.args),
    getset('__name__', 'Name of the type', () => 'Union'),
    getset('__qualname__', 'Qualified name of the type', () => 'Union'),
    getset('__origin__', 'Always returns the type', () => unionType),
    getset('__parameters__', 'Type variables in the types.UnionType.', parametersOf),
  ],
});
