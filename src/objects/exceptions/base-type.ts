/** This file fills BaseException. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromUtf16, strKey } from '../../values/str.js';
import type { InitSlot, NewSlot } from '../../values/type.js';
import { PyStrSubclass, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { getset, member, method } from '../native/native-def.js';
import { lookupAttr, setAttr } from '../operations/attributes.js';
import { toArray } from '../operations/iteration.js';
import { reprText, str } from '../operations/text.js';
import { getInstanceDict, replaceInstanceDict } from '../type/instance-attributes.js';
import { PyDict } from '../types/dict/dict.js';
import { PyList } from '../types/list/list.js';
import { PyBaseException } from './base-exception.js';
import { attributesOf, positionalArgs, reduced } from './fields.js';
import { BaseException } from './types.js';

/** `BaseException.__new__`: keyword arguments are left for `__init__` to judge. */
export const newException: NewSlot = (_vm, type, args, kwnames) => {
  const made = new (type.instanceClass as unknown as new () => PyBaseException)();
  made.args = positionalArgs(args, kwnames);
  return made;
};

/** `BaseException.__init__`. */
export const initException: InitSlot = (_vm, self: PyBaseException, args, kwnames) => {
  noKeywords(typeOf(self).name, kwnames);
  self.args = positionalArgs(args, kwnames);
};

/** `BaseException.__str__`: the only argument, or all of them as a tuple. */
export function exceptionStr(vm: Runtime, self: PyBaseException): Value {
  const items = self.args.items;
  if (items.length === 0) return '';
  return str(vm, items.length === 1 ? (items[0] as Value) : self.args);
}

function exceptionRepr(vm: Runtime, self: PyBaseException): Value {
  const items = self.args.items;
  const shown = items.length === 1 ? `(${reprText(vm, items[0] as Value)})` : reprText(vm, self.args);
  return strFromUtf16(typeOf(self).name + shown);
}

/** A traceback object is known by its type's name: its class belongs to the layer above. */
function isTraceback(value: Value): value is PyBaseException {
  const type = typeOf(value);
  return !type.isHeap && type.name === 'traceback';
}

function setTraceback(_vm: Runtime, self: PyBaseException, value: Value | undefined): void {
  if (value === undefined) throw typeError('__traceback__ may not be deleted');
  if (value !== None && !isTraceback(value)) throw typeError('__traceback__ must be a traceback or None');
  self.traceback = value === None ? null : (value as PyBaseException);
}

function addNote(vm: Runtime, self: PyBaseException, note: Value): Value {
  if (!isStr(note) && !(note instanceof PyStrSubclass)) {
    throw typeError(`add_note() argument must be str, not ${typeOf(note).name}`);
  }
  let notes = lookupAttr(vm, self, '__notes__');
  if (notes === undefined) {
    notes = new PyList([]);
    setAttr(vm, self, '__notes__', notes);
  } else if (!(notes instanceof PyList)) throw typeError('Cannot add note: __notes__ is not a list');
  (notes as PyList).items.push(note);
  return None;
}

function setState(vm: Runtime, self: PyBaseException, state: Value): Value {
  if (state === None) return None;
  if (!(state instanceof PyDict)) throw typeError('state is not a dictionary');
  for (let at = state.nextPosition(0); at >= 0; at = state.nextPosition(at + 1)) {
    const key = state.keyAt(at);
    const name = key instanceof PyStrSubclass ? key.value : key;
    if (!isStr(name)) throw typeError(`attribute name must be string, not '${typeOf(key).name}'`);
    setAttr(vm, self, strKey(name), state.valueAt(at));
  }
  return None;
}

/** `__cause__` and `__context__` take an exception or None. */
function linkedException(label: string, what: string, value: Value | undefined): PyBaseException | null {
  if (value === undefined) throw typeError(`${label} may not be deleted`);
  if (value === None) return null;
  if (value instanceof PyBaseException) return value;
  throw typeError(`exception ${what} must be None or derive from BaseException`);
}

defineType(BaseException, {
  doc: 'Common base class for all exceptions',
  slots: { tp_new: newException, tp_init: initException, tp_repr: exceptionRepr, tp_str: exceptionStr },
  methods: [
    method('__reduce__($self, /)', null, (_vm, self: PyBaseException) => reduced(self, self.args, attributesOf(self))),
    method('__setstate__($self, state, /)', null, setState),
    method(
      'with_traceback($self, tb, /)',
      'Set self.__traceback__ to tb and return self.',
      (vm, self: PyBaseException, tb: Value) => {
        setTraceback(vm, self, tb);
        return self;
      },
    ),
    method('add_note($self, note, /)', 'Add a note to the exception', addNote),
  ],
  getsets: [
    member(
      '__suppress_context__',
      null,
      (_vm, self: PyBaseException) => self.suppressContext,
      (_vm, self: PyBaseException, value) => {
        if (value === undefined) throw typeError("can't delete numeric/char attribute");
        if (typeof value !== 'boolean') throw typeError('attribute value type must be bool');
        self.suppressContext = value;
      },
    ),
    getset('__dict__', null, getInstanceDict, (vm, self: PyBaseException, value) => {
      if (value === undefined) throw typeError('cannot delete __dict__');
      replaceInstanceDict(vm, self, value);
    }),
    getset(
      'args',
      null,
      (_vm, self: PyBaseException) => self.args,
      (vm, self: PyBaseException, value) => {
        if (value === undefined) throw typeError('args may not be deleted');
        self.args = value instanceof PyTuple && value.constructor === PyTuple ? value : new PyTuple(toArray(vm, value));
      },
    ),
    getset('__traceback__', null, (_vm, self: PyBaseException) => self.traceback ?? None, setTraceback),
    getset(
      '__context__',
      null,
      (_vm, self: PyBaseException) => self.context ?? None,
      (_vm, self: PyBaseException, value) => {
        self.context = linkedException('__context__', 'context', value);
      },
    ),
    getset(
      '__cause__',
      null,
      (_vm, self: PyBaseException) => self.cause ?? None,
      (_vm, self: PyBaseException, value) => {
        self.cause = linkedException('__cause__', 'cause', value);
        self.suppressContext = true;
      },
    ),
  ],
});
