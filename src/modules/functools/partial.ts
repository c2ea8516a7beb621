/** This file implements functools.partial and its Placeholder. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { hasAttributes, instanceDict, setInstanceDict } from '../../objects/instance.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method } from '../../objects/native/native-def.js';
import { repr } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import { getInstanceDict, replaceInstanceDict } from '../../objects/type/instance-attributes.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyMethod } from '../../objects/types/descriptors.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { mergeDict } from '../../objects/types/dict/dict-merge.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strKey } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';

class PyPlaceholder extends PyObject {}

export const placeholderType = makeModuleType('functools', '_PlaceholderType', PyPlaceholder);

/** `functools.Placeholder`: keeps a place for a positional argument of the call. */
export const PLACEHOLDER = new PyPlaceholder();

defineType(placeholderType, {
  module: 'functools',
  doc: 'The type of the Placeholder singleton, which stands for a positional argument in a partial.',
  slots: {
    tp_new: (_vm, _type, args) => {
      if (args.length > 0) throw typeError('PlaceholderType takes no arguments');
      return PLACEHOLDER;
    },
    tp_repr: () => 'Placeholder',
  },
  methods: [method('__reduce__($self, /)', null, () => 'Placeholder')],
  hasWeakrefs: false,
});

/** `functools.partial(func, *args, **keywords)`. */
export class PyPartial extends PyObject {
  func: Value = None;
  args: PyTuple = EMPTY_TUPLE;
  keywords = new PyDict();
  /** How many of `args` are Placeholder. */
  placeholders = 0;
}

export const partialType = makeModuleType('functools', 'partial', PyPartial);

function countPlaceholders(args: readonly Value[]): number {
  let count = 0;
  for (const arg of args) if (arg === PLACEHOLDER) count++;
  return count;
}

/** `first` with its placeholders filled from `rest`, then what is left of `rest`. */
function fill(first: readonly Value[], rest: readonly Value[]): Value[] {
  const merged: Value[] = [];
  let used = 0;
  for (const arg of first) {
    merged.push(arg === PLACEHOLDER && used < rest.length ? (rest[used++] as Value) : arg);
  }
  for (; used < rest.length; used++) merged.push(rest[used] as Value);
  return merged;
}

function partialNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  if (count < 1) throw typeError("type 'partial' takes at least one argument");
  let func = args[0] as Value;
  if (typeOf(func).tp_call === null) throw typeError('the first argument must be callable');
  const given = args.slice(1, count);
  if (given[given.length - 1] === PLACEHOLDER) throw typeError('trailing Placeholders are not allowed');
  for (let i = count; i < args.length; i++) {
    if (args[i] === PLACEHOLDER) throw typeError('Placeholder cannot be passed as a keyword argument');
  }
  const partial = type === partialType ? new PyPartial() : new (type.instanceClass as unknown as typeof PyPartial)();
  let merged: readonly Value[] = given;
  // A partial of a partial is flattened, unless the inner one has attributes of its own.
  if (func instanceof PyPartial && func.type.tp_call === partialCall && !hasAttributes(func)) {
    merged = fill(func.args.items, given);
    mergeDict(vm, partial.keywords, func.keywords);
    func = func.func;
  }
  partial.func = func;
  partial.args = merged.length === 0 ? EMPTY_TUPLE : new PyTuple(merged);
  partial.placeholders = countPlaceholders(merged);
  if (kwnames !== null) {
    for (let i = 0; i < kwnames.length; i++) partial.keywords.setStr(kwnames[i] as string, args[count + i] as Value);
  }
  return partial;
}

function partialCall(vm: Runtime, self: PyPartial, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const merged = partialArguments(self, args, kwnames);
  return vm.call(self.func, merged.args, merged.kwnames);
}

/** The arguments of the partial and those of a call of it, as its function gets them. */
export function partialArguments(
  self: PyPartial,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): { readonly args: readonly Value[]; readonly kwnames: readonly string[] | null } {
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  if (count < self.placeholders) {
    throw typeError(
      `missing positional arguments in 'partial' call; expected at least ${self.placeholders}, got ${count}`,
    );
  }
  const positional =
    self.placeholders > 0 ? fill(self.args.items, args.slice(0, count)) : [...self.args.items, ...args.slice(0, count)];
  const stored = self.keywords;
  if (stored.size === 0) return { args: [...positional, ...args.slice(count)], kwnames };
  const keywords = new Map<string, Value>();
  for (let at = stored.nextPosition(0); at >= 0; at = stored.nextPosition(at + 1)) {
    const key = stored.keyAt(at);
    if (!isStr(key)) throw typeError('keywords must be strings');
    keywords.set(strKey(key), stored.valueAt(at));
  }
  if (kwnames !== null) {
    for (let i = 0; i < kwnames.length; i++) keywords.set(kwnames[i] as string, args[count + i] as Value);
  }
  return { args: [...positional, ...keywords.values()], kwnames: [...keywords.keys()] };
}

function partialRepr(vm: Runtime, self: PyPartial): Str {
  const name = typeName(self.type);
  if (vm.reprEnter(self)) return '...';
  try {
    const parts: Str[] = [`${name}(`, repr(vm, self.func)];
    for (const arg of self.args.items) parts.push(', ', repr(vm, arg));
    const { keywords } = self;
    for (let at = keywords.nextPosition(0); at >= 0; at = keywords.nextPosition(at + 1)) {
      const key = keywords.keyAt(at);
      parts.push(', ', isStr(key) ? key : repr(vm, key), '=', repr(vm, keywords.valueAt(at)));
    }
    parts.push(')');
    return concat(parts);
  } finally {
    vm.reprLeave(self);
  }
}

function typeName(type: PyType): string {
  const module = type.isHeap ? type.dict.get('__module__') : type.module;
  const qualname = typeof type.qualname === 'string' ? type.qualname : type.name;
  return typeof module === 'string' && module !== 'builtins' ? `${module}.${qualname}` : qualname;
}

function reduce(_vm: Runtime, self: PyPartial): Value {
  const attributes: Value = hasAttributes(self) ? instanceDict(self) : None;
  return new PyTuple([
    self.type,
    new PyTuple([self.func]),
    new PyTuple([self.func, self.args, self.keywords, attributes]),
  ]);
}

function setState(vm: Runtime, self: PyPartial, state: Value): Value {
  const items = state instanceof PyTuple ? state.items : [];
  const [func, args, keywords, attributes] = items;
  if (
    items.length !== 4 ||
    typeOf(func as Value).tp_call === null ||
    !(args instanceof PyTuple) ||
    !(keywords instanceof PyDict || keywords === None)
  ) {
    throw typeError('invalid partial state');
  }
  if (args.items[args.items.length - 1] === PLACEHOLDER) throw typeError('trailing Placeholders are not allowed');
  self.func = func as Value;
  self.args = args.type === EMPTY_TUPLE.type ? args : new PyTuple(args.items);
  self.placeholders = countPlaceholders(args.items);
  if (keywords instanceof PyDict) {
    if (keywords.constructor === PyDict) self.keywords = keywords;
    else {
      self.keywords = new PyDict();
      mergeDict(vm, self.keywords, keywords);
    }
  } else self.keywords = new PyDict();
  if (attributes instanceof PyDict) setInstanceDict(self, attributes);
  return None;
}

defineType(partialType, {
  module: 'functools',
  doc: 'Create a new function with partial application of the given arguments and keywords.',
  slots: {
    tp_new: partialNew,
    tp_call: partialCall,
    tp_repr: partialRepr,
    tp_descr_get: (_vm, self: PyPartial, instance) =>
      instance === undefined || instance === None ? self : new PyMethod(self, instance),
  },
  methods: [
    method('__reduce__($self, /)', null, reduce),
    method('__setstate__($self, object, /)', null, setState),
    classGetItem(),
  ],
  getsets: [
    getset('__dict__', null, getInstanceDict, (vm, self, value) => replaceInstanceDict(vm, self, value ?? None)),
    member('func', 'function object to use in future partial calls', (_vm, self: PyPartial) => self.func),
    member('args', 'tuple of arguments to future partial calls', (_vm, self: PyPartial) => self.args),
    member(
      'keywords',
      'dictionary of keyword arguments to future partial calls',
      (_vm, self: PyPartial) => self.keywords,
    ),
  ],
  isBaseType: true,
  hasDict: true,
});

partialType.textSignature = '(func, /, *args, **keywords)';
