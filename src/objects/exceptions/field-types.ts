/** This file fills the exception types that carry a few fields: StopIteration, SystemExit, ImportError, AttributeError, NameError, KeyError. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { isStr } from '../../values/str.js';
import { PyStrSubclass } from '../core-types.js';
import { defineType } from '../native/define-type.js';
import { method } from '../native/native-def.js';
import { repr } from '../operations/text.js';
import { PyDict } from '../types/dict/dict.js';
import type {
  PyAttributeError,
  PyBaseException,
  PyImportError,
  PyStopIteration,
  PySystemExit,
} from './base-exception.js';
import { exceptionStr, initException } from './base-type.js';
import { attributesOf, keywordFields, objectMember, positionalArgs, reduced } from './fields.js';
import { AttributeError, ImportError, KeyError, NameError, StopIteration, SystemExit } from './types.js';

defineType(StopIteration, {
  doc: 'Signal the end from iterator.__next__().',
  slots: {
    tp_init: (vm, self: PyStopIteration, args, kwnames) => {
      initException(vm, self, args, kwnames);
      self.value = self.args.items[0] ?? null;
    },
  },
  getsets: [objectMember('value', 'generator return value', 'value')],
});

defineType(SystemExit, {
  doc: 'Request to exit from the interpreter.',
  slots: {
    tp_init: (vm, self: PySystemExit, args, kwnames) => {
      initException(vm, self, args, kwnames);
      const items = self.args.items;
      if (items.length > 0) self.code = items.length === 1 ? (items[0] as Value) : self.args;
    },
  },
  getsets: [objectMember('code', 'exception code', 'code')],
});

const IMPORT_FIELDS = new Map([
  ['name', 'name'],
  ['path', 'path'],
  ['name_from', 'nameFrom'],
]);

function importState(self: PyImportError): Value | null {
  const attributes = attributesOf(self);
  if (self.name === null && self.path === null && self.nameFrom === null) return attributes;
  const state = attributes === null ? new PyDict() : attributes.copy();
  if (self.name !== null) state.setStr('name', self.name);
  if (self.path !== null) state.setStr('path', self.path);
  if (self.nameFrom !== null) state.setStr('name_from', self.nameFrom);
  return state;
}

defineType(ImportError, {
  doc: "Import can't find module, or can't find name in module.",
  slots: {
    tp_init: (_vm, self: PyImportError, args, kwnames) => {
      self.args = positionalArgs(args, kwnames);
      self.name = self.path = self.nameFrom = null;
      keywordFields('ImportError', self, IMPORT_FIELDS, args, kwnames);
      self.msg = self.args.items.length === 1 ? (self.args.items[0] as Value) : null;
    },
    tp_str: (vm, self: PyImportError) =>
      self.msg !== null && (isStr(self.msg) || self.msg instanceof PyStrSubclass) ? self.msg : exceptionStr(vm, self),
  },
  methods: [
    method('__reduce__($self, /)', null, (_vm, self: PyImportError) => reduced(self, self.args, importState(self))),
  ],
  getsets: [
    objectMember('msg', 'exception message', 'msg'),
    objectMember('name', 'module name', 'name'),
    objectMember('path', 'module path', 'path'),
    objectMember('name_from', 'name imported from module', 'nameFrom'),
  ],
});

const ATTRIBUTE_FIELDS = new Map([
  ['name', 'name'],
  ['obj', 'obj'],
]);

/** The object itself is not part of the state: it may not be picklable. */
function attributeErrorState(self: PyAttributeError): PyDict {
  const state = attributesOf(self)?.copy() ?? new PyDict();
  if (self.name !== null) state.setStr('name', self.name);
  state.setStr('args', self.args);
  return state;
}

defineType(AttributeError, {
  doc: 'Attribute not found.',
  slots: {
    tp_init: (_vm, self: PyAttributeError, args, kwnames) => {
      self.args = positionalArgs(args, kwnames);
      self.name = self.obj = null;
      keywordFields('AttributeError', self, ATTRIBUTE_FIELDS, args, kwnames);
    },
  },
  methods: [
    method('__getstate__($self, /)', null, (_vm, self: PyAttributeError) => attributeErrorState(self)),
    method(
      '__reduce__($self, /)',
      null,
      (_vm, self: PyAttributeError) => new PyTuple([self.type, self.args, attributeErrorState(self)]),
    ),
  ],
  getsets: [objectMember('name', 'attribute name', 'name'), objectMember('obj', 'object', 'obj')],
});

const NAME_FIELDS = new Map([['name', 'name']]);

defineType(NameError, {
  doc: 'Name not found globally.',
  slots: {
    tp_init: (_vm, self: PyBaseException & { name: Value | null }, args, kwnames) => {
      self.args = positionalArgs(args, kwnames);
      self.name = null;
      keywordFields('NameError', self, NAME_FIELDS, args, kwnames);
    },
  },
  getsets: [objectMember('name', 'name', 'name')],
});

/** A missing key shows as its repr, so that `''` is not lost in the message. */
function keyErrorStr(vm: Runtime, self: PyBaseException): Value {
  const items = self.args.items;
  return items.length === 1 ? repr(vm, items[0] as Value) : exceptionStr(vm, self);
}

defineType(KeyError, { doc: 'Mapping key not found.', slots: { tp_str: keyErrorStr } });
