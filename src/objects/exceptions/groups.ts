/** This file fills BaseExceptionGroup and ExceptionGroup (PEP 654). */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { recursionError, typeError, valueError } from '../errors.js';
import { defineType } from '../native/define-type.js';
import { member, method } from '../native/native-def.js';
import { getAttr, lookupAttr, setAttr } from '../operations/attributes.js';
import { isSequence, toArray } from '../operations/iteration.js';
import { repr, reprText, str } from '../operations/text.js';
import { isTrue } from '../operations/truth.js';
import { asStr, concat } from '../strings.js';
import { classGetItem } from '../types/class-getitem.js';
import { PyDict } from '../types/dict/dict.js';
import { PyList } from '../types/list/list.js';
import { PyBaseException, PyExceptionGroup } from './base-exception.js';
import { initException } from './base-type.js';
import { positionalArgs } from './fields.js';
import { BaseException, BaseExceptionGroup, Exception, ExceptionGroup } from './types.js';

/** The members, checked; `nested` tells whether one of them is no Exception. */
function readExceptions(vm: Runtime, value: Value): { items: PyBaseException[]; nested: boolean } {
  if (!isSequence(value) || value instanceof PyDict) {
    throw typeError('second argument (exceptions) must be a sequence');
  }
  const items = toArray(vm, value);
  if (items.length === 0) throw valueError('second argument (exceptions) must be a non-empty sequence');
  let nested = false;
  items.forEach((item, i) => {
    if (!(item instanceof PyBaseException)) {
      throw valueError(`Item ${i} of second argument (exceptions) is not an exception`);
    }
    if (!item.type.isSubtypeOf(Exception)) nested = true;
  });
  return { items: items as PyBaseException[], nested };
}

/** The class that the members allow: a BaseExceptionGroup of Exceptions is an ExceptionGroup. */
function groupClass(type: PyType, nested: boolean): PyType {
  if (type === BaseExceptionGroup) return nested ? type : ExceptionGroup;
  if (nested && type === ExceptionGroup) throw typeError('Cannot nest BaseExceptions in an ExceptionGroup');
  if (nested && type.isSubtypeOf(Exception)) throw typeError(`Cannot nest BaseExceptions in '${type.name}'`);
  return type;
}

function groupNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const positional = positionalArgs(args, kwnames);
  const count = positional.items.length;
  if (count !== 2) throw typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${count} given)`);
  const [message, exceptions] = positional.items as [Value, Value];
  if (asStr(message) === undefined) {
    const got = message === None ? 'None' : typeOf(message).name;
    throw typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${got}`);
  }
  // Another sequence is shown as it was: it may change later.
  const isPlain = exceptions instanceof PyList || exceptions instanceof PyTuple;
  const shown = isPlain || !isSequence(exceptions) ? null : repr(vm, exceptions);
  const { items, nested } = readExceptions(vm, exceptions);
  const cls = groupClass(type, nested);
  const self = new (cls.instanceClass as unknown as new () => PyExceptionGroup)();
  self.args = positional;
  self.msg = message;
  self.excs = new PyTuple(items);
  self.excsText = shown;
  return self;
}

function groupStr(vm: Runtime, self: PyExceptionGroup): Value {
  const count = self.excs.items.length;
  return concat([str(vm, self.msg ?? None), ` (${count} sub-exception${count > 1 ? 's' : ''})`]);
}

function groupRepr(vm: Runtime, self: PyExceptionGroup): Value {
  const [, given] = self.args.items;
  const asList = self.args.items.length === 2 && given instanceof PyList;
  const members = self.excsText ?? repr(vm, asList ? new PyList([...self.excs.items]) : self.excs);
  const open = strFromUtf16(`${typeOf(self).name}(${reprText(vm, self.msg ?? None)}, `);
  return concat([open, members, ')']);
}

/** Says whether an exception is wanted. */
type Matcher = (exception: PyBaseException) => boolean;

const isExceptionClass = (value: Value): value is PyType => value instanceof PyType && value.isSubtypeOf(BaseException);

/** The condition of `split` and `subgroup`: a class, a tuple of classes, or a predicate. */
function readMatcher(vm: Runtime, value: Value): Matcher {
  if (isExceptionClass(value)) return (exception) => exception.type.isSubtypeOf(value);
  if (value instanceof PyTuple && value.constructor === PyTuple && value.items.every(isExceptionClass)) {
    return (exception) => value.items.some((type) => exception.type.isSubtypeOf(type as PyType));
  }
  if (!(value instanceof PyType) && typeOf(value).tp_call !== null) {
    return (exception) => isTrue(vm, vm.call1(value, exception));
  }
  throw typeError('expected an exception type, a tuple of exception types, or a callable (other than a class)');
}

/** A group like `original` with these members; null for none. */
function derive(vm: Runtime, original: PyExceptionGroup, members: Value[]): PyExceptionGroup | null {
  if (members.length === 0) return null;
  const made = vm.call1(getAttr(vm, original, 'derive'), new PyList(members));
  if (!(made instanceof PyExceptionGroup)) {
    throw typeError('derive must return an instance of BaseExceptionGroup');
  }
  if (original.traceback !== null) made.traceback = original.traceback;
  made.context = original.context;
  made.cause = original.cause;
  made.suppressContext = true;
  const notes = lookupAttr(vm, original, '__notes__');
  // Notes that are no sequence are an earlier mistake of the program; splitting is no place to report it.
  if (notes !== undefined && isSequence(notes)) setAttr(vm, made, '__notes__', new PyList(toArray(vm, notes)));
  return made;
}

/** The parts of an exception that match and that do not; null where there is nothing. */
interface Split {
  match: PyBaseException | null;
  rest: PyBaseException | null;
}

/** One group on the way down: its members so far decided. */
class OpenGroup {
  index = 0;
  readonly matches: Value[] = [];
  readonly rests: Value[] = [];
  constructor(readonly group: PyExceptionGroup) {}
}

/** How deep groups may be nested: beyond, CPython's own recursion ends as well. */
const MAX_NESTING = 100_000;

/** Split a group, nested ones included. Keeps its own stack: groups may be nested deeper than the host's bears. */
export function splitGroup(vm: Runtime, group: PyExceptionGroup, matches: Matcher, wantRest: boolean): Split {
  const open: OpenGroup[] = [];
  const decide = (exception: PyBaseException): Split | null => {
    vm.chargeFuel(1);
    if (matches(exception)) return { match: exception, rest: null };
    if (!(exception instanceof PyExceptionGroup)) return { match: null, rest: wantRest ? exception : null };
    if (open.length >= MAX_NESTING) {
      throw recursionError('maximum recursion depth exceeded in exceptiongroup_split_recursive');
    }
    open.push(new OpenGroup(exception));
    return null;
  };
  let result = decide(group);
  for (;;) {
    const top = open.at(-1);
    if (top === undefined) return result as Split;
    if (result !== null) {
      if (result.match !== null) top.matches.push(result.match);
      if (result.rest !== null) top.rests.push(result.rest);
      result = null;
    }
    const next = top.group.excs.items[top.index++];
    if (next !== undefined) {
      result = decide(next as PyBaseException);
      continue;
    }
    open.pop();
    result = {
      match: derive(vm, top.group, top.matches),
      rest: wantRest ? derive(vm, top.group, top.rests) : null,
    };
  }
}

defineType(BaseExceptionGroup, {
  doc: 'A combination of multiple unrelated exceptions.',
  slots: { tp_new: groupNew, tp_init: initException, tp_str: groupStr, tp_repr: groupRepr },
  methods: [
    classGetItem(),
    method('derive($self, excs, /)', null, (vm, self: PyExceptionGroup, excs: Value) =>
      vm.call2(BaseExceptionGroup, self.msg ?? None, excs),
    ),
    method('split($self, matcher_value, /)', null, (vm, self: PyExceptionGroup, value: Value) => {
      const { match, rest } = splitGroup(vm, self, readMatcher(vm, value), true);
      return new PyTuple([match ?? None, rest ?? None]);
    }),
    method('subgroup($self, matcher_value, /)', null, (vm, self: PyExceptionGroup, value: Value) => {
      return splitGroup(vm, self, readMatcher(vm, value), false).match ?? None;
    }),
  ],
  getsets: [
    member('message', 'exception message', (_vm, self: PyExceptionGroup) => self.msg ?? None),
    member('exceptions', 'nested exceptions', (_vm, self: PyExceptionGroup) => self.excs),
  ],
});

defineType(ExceptionGroup, { doc: null, constants: [['__module__', 'builtins']] });
