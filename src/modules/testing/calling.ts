/** This file declares the functions and types of `_testcapi` that show how native functions receive their arguments. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { NativeDef, type NativeKind, nativeFunction, type RawBody } from '../../objects/native/native-def.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strKey } from '../../values/str.js';
import { makeModuleType } from '../module-types.js';

function keywords(args: readonly Value[], kwnames: readonly string[]): PyDict {
  const dict = new PyDict();
  const first = args.length - kwnames.length;
  for (const [at, name] of kwnames.entries()) dict.setStr(name, args[first + at] as Value);
  return dict;
}

/** A body that takes positional arguments only and answers what it got. */
function positional(message: string): RawBody {
  return (_vm, self, args, kwnames) => {
    if (kwnames !== null && kwnames.length > 0) throw typeError(`${message} takes no keyword arguments`);
    return new PyTuple([self ?? None, new PyTuple(args)]);
  };
}

const withKeywords: RawBody = (_vm, self, args, kwnames) => {
  const names = kwnames ?? [];
  const rest = new PyTuple(args.slice(0, args.length - names.length));
  return new PyTuple([self ?? None, rest, names.length === 0 ? None : keywords(args, names)]);
};

/** A body that takes so many positional arguments, none or one. */
function counted(message: string, count: 0 | 1): RawBody {
  return (_vm, self, args, kwnames) => {
    if (kwnames !== null && kwnames.length > 0) throw typeError(`${message} takes no keyword arguments`);
    if (args.length !== count) {
      throw typeError(
        `${message} takes ${count === 0 ? 'no arguments' : 'exactly one argument'} (${args.length} given)`,
      );
    }
    return count === 0 ? (self ?? None) : new PyTuple([self ?? None, args[0] as Value]);
  };
}

function withoutSelf(body: RawBody): RawBody {
  return (vm, _type, args, kwnames) => body(vm, null, args, kwnames);
}

/** The functions, one for each of C's calling conventions; `owner` is what stands before their names in messages. */
function conventions(kind: NativeKind, owner: string): NativeDef[] {
  const declare = (name: string, text: string | null, body: RawBody): NativeDef =>
    new NativeDef(kind, name, text, null, null, kind === 'staticmethod' ? withoutSelf(body) : body);
  return [
    declare('meth_varargs', null, positional('meth_varargs()')),
    declare('meth_varargs_keywords', null, withKeywords),
    declare('meth_o', '($self, object, /)', counted(`${owner}.meth_o()`, 1)),
    declare('meth_noargs', '($self, /)', counted(`${owner}.meth_noargs()`, 0)),
    declare('meth_fastcall', null, positional(`${owner}.meth_fastcall()`)),
    declare('meth_fastcall_keywords', null, withKeywords),
  ];
}

function methodsType(name: string, kind: NativeKind, doc: string) {
  const type = makeModuleType('builtins', name, class extends PyObject {});
  type.name = name;
  return defineType(type, { doc, methods: conventions(kind, name), slots: { tp_new: (_vm, cls) => newInstance(cls) } });
}

function newInstance(cls: { instanceClass: unknown }): Value {
  return new (cls.instanceClass as new () => PyObject)();
}

/** Positional arguments of a call that is described by a tuple, or by None for none. */
function argumentsOf(value: Value): readonly Value[] {
  if (value === None) return [];
  if (value instanceof PyTuple) return value.items;
  throw typeError(`args must be None or a tuple, not ${typeOf(value).name}`);
}

function keywordEntries(value: Value): [string, Value][] {
  if (value === None) return [];
  if (!(value instanceof PyDict)) throw typeError('kwnames must be None or a dict');
  const entries: [string, Value][] = [];
  for (let at = value.nextPosition(0); at >= 0; at = value.nextPosition(at + 1)) {
    entries.push([strKey(value.keyAt(at) as Str), value.valueAt(at)]);
  }
  return entries;
}

/** Functions that call what they are given. */
const callers: readonly NativeDef[] = [
  nativeFunction('pyobject_vectorcall($module, func, func_args, kwnames, /)', null, (vm, func, args, kwnames) => {
    const names = kwnames === None ? [] : (kwnames as PyTuple).items.map((name) => strKey(name as Str));
    return vm.call(func, argumentsOf(args), names.length === 0 ? null : names);
  }),
  nativeFunction('pyobject_fastcalldict($module, func, func_args, kwargs, /)', null, (vm, func, args, kwargs) => {
    const named = keywordEntries(kwargs);
    const values = [...argumentsOf(args), ...named.map(([, value]) => value)];
    return vm.call(func, values, named.length === 0 ? null : named.map(([name]) => name));
  }),
  ...['pyvectorcall_call', 'pycfunction_call'].map((name) =>
    nativeFunction(`${name}($module, func, argstuple, kwargs=None, /)`, null, (vm, func, args, kwargs) => {
      const named = keywordEntries(kwargs);
      const values = [...argumentsOf(args), ...named.map(([, value]) => value)];
      return vm.call(func, values, named.length === 0 ? null : named.map(([key]) => key));
    }),
  ),
];

/** What `_testcapi` has of these. */
export const callingFunctions: readonly NativeDef[] = [...conventions('function', '_testcapi'), ...callers];

/** The types by whose methods they are shown. */
export const callingTypes = [
  methodsType('MethInstance', 'method', 'Class with normal (instance) methods to test calling conventions'),
  methodsType('MethClass', 'classmethod', 'Class with class methods to test calling conventions'),
  methodsType('MethStatic', 'staticmethod', 'Class with static methods to test calling conventions'),
] as const;
