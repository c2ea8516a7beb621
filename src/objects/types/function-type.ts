/** This file fills the types function, method and cell. */
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, PyCode } from '../../bytecode/code.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { isStr, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { typeError, valueError } from '../errors.js';
import { DeprecationWarning } from '../exceptions/types.js';
import { bindArguments, checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { getset, member, method } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { getAttr, lookupAttr } from '../operations/attributes.js';
import { richCompare } from '../operations/compare.js';
import { addressOf, repr } from '../operations/text.js';
import { getInstanceDict, replaceInstanceDict } from '../type/instance-attributes.js';
import { methodType, PyMethod } from './descriptors.js';
import { PyDict } from './dict/dict.js';
import { cellType, functionType, PyCell, PyFunction } from './function.js';

/** A readable and assignable field; deletion is refused unless `onDelete` says what it means. */
function setName(field: 'name' | 'qualname', label: string) {
  return getset(
    label,
    null,
    (_vm, self: PyFunction) => self[field],
    (_vm, self: PyFunction, value) => {
      if (value === undefined || !isStr(value)) throw typeError(`${label} must be set to a string object`);
      self[field] = value;
    },
  );
}

const newSignature = parseSignature(
  'function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)',
  'function',
);

function functionNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const [code, globals, name, argdefs, closure, kwdefaults] = bindArguments(
    vm,
    newSignature,
    { short: 'function', full: 'function()' },
    args,
    kwnames,
  ) as Value[];
  if (!(code instanceof PyCode)) {
    throw typeError(`function() argument 'code' must be code, not ${typeOf(code as Value).name}`);
  }
  if (!(globals instanceof PyDict)) {
    throw typeError(`function() argument 'globals' must be dict, not ${typeOf(globals as Value).name}`);
  }
  if (name !== None && !isStr(name)) throw typeError('arg 3 (name) must be None or string');
  if (argdefs !== None && !(argdefs instanceof PyTuple)) throw typeError('arg 4 (defaults) must be None or tuple');
  if (closure !== None && !(closure instanceof PyTuple)) {
    throw typeError(code.nfreevars > 0 ? 'arg 5 (closure) must be tuple' : 'arg 5 (closure) must be None or tuple');
  }
  if (kwdefaults !== None && !(kwdefaults instanceof PyDict)) {
    throw typeError('arg 6 (kwdefaults) must be None or dict');
  }
  const cells = closure instanceof PyTuple ? closure : EMPTY_TUPLE;
  if (cells.items.length !== code.nfreevars) {
    throw valueError(
      `${strToUtf16(code.co_name)} requires closure of length ${code.nfreevars}, not ${cells.items.length}`,
    );
  }
  for (const cell of cells.items) {
    if (!(cell instanceof PyCell)) throw typeError(`arg 5 (closure) expected cell, found ${typeOf(cell).name}`);
  }
  vm.audit('function.__new__', [code]);
  const docstring = code.co_flags & 0x4000000 ? (code.co_consts.items[0] as Value) : None;
  const made = new PyFunction(code, globals, vm.builtinsFor(globals) as PyDict, docstring);
  made.module = globals.getStr('__name__') ?? None;
  if (name !== None) {
    made.name = name as Value;
    made.qualname = name as Value;
  }
  if (argdefs instanceof PyTuple) made.defaults = argdefs;
  if (closure instanceof PyTuple) made.closure = closure;
  if (kwdefaults instanceof PyDict) made.kwdefaults = kwdefaults;
  return made;
}

function functionAnnotations(vm: Runtime, self: PyFunction): Value {
  if (self.annotations !== null) return self.annotations;
  let result: Value = new PyDict();
  if (self.annotate !== null && self.annotate !== None) {
    result = vm.call1(self.annotate, 1);
    if (!(result instanceof PyDict)) {
      throw typeError(`__annotate__ returned non-dict of type '${typeOf(result).name}'`);
    }
  }
  self.annotations = result;
  return result;
}

/** None takes defaults away, and is announced so. */
function auditChange(vm: Runtime, self: PyFunction, name: string, value: Value | undefined): void {
  if (value === undefined || value === None) vm.audit('object.__delattr__', [self, name]);
  else vm.audit('object.__setattr__', [self, name, value]);
}

defineType(functionType, {
  doc: 'Create a function object.',
  slots: {
    tp_repr: (vm, self: PyFunction) =>
      strFromUtf16(`<function ${strToUtf16(self.qualname as string)} at 0x${addressOf(vm, self)}>`),
    tp_call: (vm, self: PyFunction, args, kwnames) => vm.call(self, args, kwnames),
    tp_descr_get: (_vm, self: PyFunction, instance) => (instance === undefined ? self : new PyMethod(self, instance)),
    tp_new: functionNew,
  },
  getsets: [
    getset(
      '__code__',
      null,
      (vm, self: PyFunction) => {
        vm.audit('object.__getattr__', [self, '__code__']);
        return self.code;
      },
      (vm, self: PyFunction, value) => {
        vm.audit('object.__setattr__', [self, '__code__', value ?? None]);
        if (!(value instanceof PyCode)) throw typeError('__code__ must be set to a code object');
        const closed = self.closure === null ? 0 : self.closure.items.length;
        if (value.nfreevars !== closed) {
          throw valueError(
            `${strToUtf16(self.name as string)}() requires a code object with ${closed} free vars, not ${value.nfreevars}`,
          );
        }
        const kinds = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR;
        if ((value.co_flags & kinds) !== (self.code.co_flags & kinds)) {
          vm.warn(
            DeprecationWarning,
            'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)',
            1,
          );
        }
        self.code = value;
        self.version++;
      },
    ),
    getset(
      '__defaults__',
      null,
      (vm, self: PyFunction) => {
        vm.audit('object.__getattr__', [self, '__defaults__']);
        return self.defaults ?? None;
      },
      (vm, self: PyFunction, value) => {
        auditChange(vm, self, '__defaults__', value);
        if (value === undefined || value === None) self.defaults = null;
        else if (value instanceof PyTuple) self.defaults = value;
        else throw typeError('__defaults__ must be set to a tuple object');
        self.version++;
      },
    ),
    getset(
      '__kwdefaults__',
      null,
      (vm, self: PyFunction) => {
        vm.audit('object.__getattr__', [self, '__kwdefaults__']);
        return self.kwdefaults ?? None;
      },
      (vm, self: PyFunction, value) => {
        auditChange(vm, self, '__kwdefaults__', value);
        if (value === undefined || value === None) self.kwdefaults = null;
        else if (value instanceof PyDict) self.kwdefaults = value;
        else throw typeError('__kwdefaults__ must be set to a dict object');
        self.version++;
      },
    ),
    getset('__annotations__', null, functionAnnotations, (_vm, self: PyFunction, value) => {
      if (value === undefined || value === None) self.annotations = null;
      else if (value instanceof PyDict) self.annotations = value;
      else throw typeError('__annotations__ must be set to a dict object');
      if (value === undefined || value instanceof PyDict) self.annotate = null;
    }),
    getset(
      '__annotate__',
      null,
      (_vm, self: PyFunction) => self.annotate ?? None,
      (_vm, self: PyFunction, value) => {
        if (value === undefined) throw typeError('__annotate__ cannot be deleted');
        if (value === None) self.annotate = null;
        else if (typeOf(value).tp_call !== null) {
          self.annotate = value;
          self.annotations = null;
        } else throw typeError('__annotate__ must be callable or None');
      },
    ),
    getset('__dict__', null, getInstanceDict, (vm, self: PyFunction, value) => {
      if (value === undefined) throw typeError('cannot delete __dict__');
      replaceInstanceDict(vm, self, value);
    }),
    setName('name', '__name__'),
    setName('qualname', '__qualname__'),
    getset(
      '__type_params__',
      null,
      (_vm, self: PyFunction) => self.typeParams ?? EMPTY_TUPLE,
      (_vm, self: PyFunction, value) => {
        if (!(value instanceof PyTuple)) throw typeError('__type_params__ must be set to a tuple');
        self.typeParams = value;
      },
    ),
    member('__closure__', null, (_vm, self: PyFunction) => self.closure ?? None),
    member(
      '__doc__',
      null,
      (_vm, self: PyFunction) => self.doc,
      (_vm, self: PyFunction, value) => {
        self.doc = value ?? None;
      },
    ),
    member('__globals__', null, (_vm, self: PyFunction) => self.globals),
    member(
      '__module__',
      null,
      (_vm, self: PyFunction) => self.module ?? None,
      (_vm, self: PyFunction, value) => {
        self.module = value ?? None;
      },
    ),
    member('__builtins__', null, (_vm, self: PyFunction) => self.builtins),
  ],
});

function methodNew(_vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  noKeywords('method', kwnames);
  checkPositional('method', args.length, 2, 2);
  const [func, self] = args as [Value, Value];
  if (typeOf(func).tp_call === null) throw typeError('first argument must be callable');
  if (self === None) throw typeError('instance must not be None');
  return new PyMethod(func, self);
}

defineType(methodType, {
  doc: 'Create a bound instance method object.',
  slots: {
    tp_new: methodNew,
    tp_call: (vm, self: PyMethod, args, kwnames) => vm.call(self.func, [self.self, ...args], kwnames),
    tp_repr: (vm, self: PyMethod) => {
      const name = lookupAttr(vm, self.func, '__qualname__') ?? lookupAttr(vm, self.func, '__name__');
      const text = name !== undefined && isStr(name) ? strToUtf16(name) : '?';
      return strFromUtf16(`<bound method ${text} of ${strToUtf16(repr(vm, self.self))}>`);
    },
    tp_hash: (vm, self: PyMethod) => {
      const combined = vm.identity(self.self) / 16;
      const func = typeOf(self.func).tp_hash?.(vm, self.func) ?? 0;
      return Number((BigInt(combined) ^ BigInt(func)) & 0x1fffffffffffffn);
    },
    tp_richcompare: (vm, self: Value, other: Value, op: CompareOp) => {
      if ((op !== EQ && op !== NE) || !(self instanceof PyMethod) || !(other instanceof PyMethod))
        return NotImplemented;
      const same = self.self === other.self && richCompare(vm, self.func, other.func, EQ) === true;
      return op === EQ ? same : !same;
    },
    tp_getattro: (vm, self: PyMethod, name) => {
      const descriptor = methodType.lookup(name);
      if (descriptor !== undefined) {
        const get = typeOf(descriptor).tp_descr_get;
        return get === null ? descriptor : get(vm, descriptor, self, methodType);
      }
      return getAttr(vm, self.func, name);
    },
    tp_descr_get: (_vm, self: PyMethod) => self,
  },
  methods: [
    method(
      '__reduce__($self, /)',
      null,
      (vm, self: PyMethod) =>
        new PyTuple([
          getAttr(vm, vm.importModule('builtins'), 'getattr'),
          new PyTuple([self.self, getAttr(vm, self.func, '__name__')]),
        ]),
    ),
  ],
  getsets: [
    member('__func__', 'the function (or other callable) implementing a method', (_vm, self: PyMethod) => self.func),
    member('__self__', 'the instance to which a method is bound', (_vm, self: PyMethod) => self.self),
    getset('__doc__', null, (vm, self: PyMethod) => lookupAttr(vm, self.func, '__doc__') ?? None),
  ],
});

function cellNew(_vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  noKeywords('cell', kwnames);
  checkPositional('cell', args.length, 0, 1);
  return new PyCell(args[0]);
}

defineType(cellType, {
  doc: 'Create a new cell object.',
  hasWeakrefs: false,
  slots: {
    tp_new: cellNew,
    tp_repr: (vm, self: PyCell) =>
      strFromUtf16(
        self.value === undefined
          ? `<cell at 0x${addressOf(vm, self)}: empty>`
          : `<cell at 0x${addressOf(vm, self)}: ${typeOf(self.value).name} object at 0x${addressOf(vm, self.value)}>`,
      ),
    tp_richcompare: (vm, self: Value, other: Value, op: CompareOp) => {
      if (!(self instanceof PyCell) || !(other instanceof PyCell)) return NotImplemented;
      if (self.value !== undefined && other.value !== undefined) return richCompare(vm, self.value, other.value, op);
      const left = self.value === undefined ? 0 : 1;
      const right = other.value === undefined ? 0 : 1;
      return richCompare(vm, left, right, op);
    },
    tp_hash: null,
  },
  getsets: [
    getset(
      'cell_contents',
      null,
      (_vm, self: PyCell) => {
        if (self.value === undefined) throw valueError('cell is empty');
        return self.value;
      },
      (_vm, self: PyCell, value) => {
        self.value = value;
      },
    ),
  ],
});
functionType.textSignature = '(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)';
methodType.textSignature = '(function, instance, /)';
cellType.textSignature = '([contents])';
