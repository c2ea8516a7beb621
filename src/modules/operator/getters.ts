/** This file implements operator.attrgetter, itemgetter and methodcaller. */
import { typeError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { getItem } from '../../objects/operations/containers.js';
import { repr } from '../../objects/operations/text.js';
import { asStr, concat } from '../../objects/strings.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { type Str, strFromKey, strKey } from '../../values/str.js';
import { makeModuleType, shortName } from '../module-types.js';

/** `operator.attrgetter(*names)`; each name is split at its dots into name keys. */
export class PyAttrGetter extends PyObject {
  constructor(
    readonly names: readonly Value[],
    readonly paths: readonly (readonly string[])[],
  ) {
    super();
  }
}

/** `operator.itemgetter(*items)`. */
export class PyItemGetter extends PyObject {
  constructor(readonly items: readonly Value[]) {
    super();
  }
}

/** `operator.methodcaller(name, *args, **kwargs)`. */
export class PyMethodCaller extends PyObject {
  constructor(
    readonly name: Str,
    /** Positional arguments, then the values of the keywords. */
    readonly args: readonly Value[],
    readonly kwnames: readonly string[],
  ) {
    super();
  }
}

export const attrGetterType = makeModuleType('operator', 'attrgetter', PyAttrGetter);
export const itemGetterType = makeModuleType('operator', 'itemgetter', PyItemGetter);
export const methodCallerType = makeModuleType('operator', 'methodcaller', PyMethodCaller);

function onlyArgument(name: string, args: readonly Value[], kwnames: readonly string[] | null): Value {
  noKeywords(name, kwnames);
  checkPositional(name, args.length, 1, 1);
  return args[0] as Value;
}

/** `operator.name(a, b)`; `...` inside itself. */
function showCall(
  vm: Runtime,
  self: PyObject,
  args: readonly Value[],
  keywords: readonly (readonly [string, Value])[],
): Str {
  const name = `operator.${shortName(self.type)}`;
  if (vm.reprEnter(self)) return `${name}(...)`;
  try {
    const parts: Str[] = [`${name}(`];
    for (const arg of args) {
      if (parts.length > 1) parts.push(', ');
      parts.push(repr(vm, arg));
    }
    for (const [key, value] of keywords) parts.push(', ', strFromKey(key), '=', repr(vm, value));
    parts.push(')');
    return concat(parts);
  } finally {
    vm.reprLeave(self);
  }
}

function followPath(vm: Runtime, object: Value, path: readonly string[]): Value {
  let value = object;
  for (const name of path) value = getAttr(vm, value, name);
  return value;
}

defineType(attrGetterType, {
  module: 'operator',
  doc: 'Return a callable object that fetches the given attribute(s) from its operand.\n\nNames may be dotted.',
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      noKeywords('attrgetter', kwnames);
      if (args.length === 0) throw typeError('attrgetter expected 1 argument, got 0');
      const paths = args.map((arg) => {
        const text = asStr(arg);
        if (text === undefined) throw typeError('attribute name must be a string');
        return strKey(text).split('.');
      });
      return new PyAttrGetter(args.slice(), paths);
    },
    tp_call: (vm: Runtime, self: PyAttrGetter, args, kwnames) => {
      const object = onlyArgument('attrgetter', args, kwnames);
      const first = self.paths[0] as readonly string[];
      if (self.paths.length === 1) return followPath(vm, object, first);
      return new PyTuple(self.paths.map((path) => followPath(vm, object, path)));
    },
    tp_repr: (vm, self: PyAttrGetter) => showCall(vm, self, self.names, []),
  },
  methods: [
    method(
      '__reduce__($self, /)',
      'Return state information for pickling',
      (_vm, self: PyAttrGetter) => new PyTuple([self.type, new PyTuple(self.names)]),
    ),
  ],
  hasWeakrefs: false,
});

defineType(itemGetterType, {
  module: 'operator',
  doc: 'Return a callable object that fetches the given item(s) from its operand.',
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      noKeywords('itemgetter', kwnames);
      if (args.length === 0) throw typeError('itemgetter expected 1 argument, got 0');
      return new PyItemGetter(args.slice());
    },
    tp_call: (vm: Runtime, self: PyItemGetter, args, kwnames) => {
      const object = onlyArgument('itemgetter', args, kwnames);
      if (self.items.length === 1) return getItem(vm, object, self.items[0] as Value);
      return new PyTuple(self.items.map((item) => getItem(vm, object, item)));
    },
    tp_repr: (vm, self: PyItemGetter) => showCall(vm, self, self.items, []),
  },
  methods: [
    method(
      '__reduce__($self, /)',
      'Return state information for pickling',
      (_vm, self: PyItemGetter) => new PyTuple([self.type, new PyTuple(self.items)]),
    ),
  ],
  hasWeakrefs: false,
});

function keywordsOf(self: PyMethodCaller): [string, Value][] {
  const count = self.args.length - self.kwnames.length;
  return self.kwnames.map((name, i) => [name, self.args[count + i] as Value]);
}

function reduceCaller(vm: Runtime, self: PyMethodCaller): Value {
  const positional = self.args.slice(0, self.args.length - self.kwnames.length);
  if (self.kwnames.length === 0) return new PyTuple([self.type, new PyTuple([self.name, ...positional])]);
  const partial = getAttr(vm, vm.importModule('functools'), 'partial');
  const values = self.args.slice(positional.length);
  const constructor = vm.call(partial, [self.type, self.name, ...values], self.kwnames);
  return new PyTuple([constructor, new PyTuple(positional)]);
}

defineType(methodCallerType, {
  module: 'operator',
  doc: 'Return a callable object that calls the given method on its operand.',
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      const names = kwnames ?? [];
      if (args.length - names.length < 1) throw typeError('methodcaller needs at least one argument, the method name');
      const name = asStr(args[0] as Value);
      if (name === undefined) throw typeError('method name must be a string');
      return new PyMethodCaller(name, args.slice(1), names);
    },
    tp_call: (vm: Runtime, self: PyMethodCaller, args, kwnames) => {
      checkPositional('methodcaller', args.length - (kwnames === null ? 0 : kwnames.length), 1, 1);
      noKeywords('methodcaller', kwnames);
      const bound = getAttr(vm, args[0] as Value, strKey(self.name));
      return vm.call(bound, self.args, self.kwnames.length === 0 ? null : self.kwnames);
    },
    tp_repr: (vm, self: PyMethodCaller) => {
      const positional = self.args.slice(0, self.args.length - self.kwnames.length);
      return showCall(vm, self, [self.name, ...positional], keywordsOf(self));
    },
  },
  methods: [method('__reduce__($self, /)', 'Return state information for pickling', reduceCaller)],
  hasWeakrefs: false,
});

attrGetterType.textSignature = '(attr, /, *attrs)';
itemGetterType.textSignature = '(item, /, *items)';
methodCallerType.textSignature = '(name, /, *args, **kwargs)';
