/** This file fills the type `object`. */
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { type CompareOp, EQ, NE, PyType } from '../../values/type.js';
import { objectType, PyInstance, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { defineType } from '../native/define-type.js';
import { classMethod, getset, method, rawClassMethod } from '../native/native-def.js';
import { genericGetAttr, genericSetAttr, getAttr, lookupAttr } from '../operations/attributes.js';
import { forEach, toArray } from '../operations/iteration.js';
import { addressOf, reprObject, strObject } from '../operations/text.js';
import { isTrue } from '../operations/truth.js';
import { PyDict } from '../types/dict/dict.js';
import { PyList } from '../types/list/list.js';
import { basicSize, itemSize } from './basic-size.js';
import { setClass } from './instance-attributes.js';
import { defaultState, reduceEx } from './reduce.js';
import { qualifiedName } from './type-type.js';

/** Too many arguments for `object()`: refused unless the other half of the constructor takes them. */
function objectNew(vm: Runtime, type: PyType, args: readonly Value[]): Value {
  if (args.length > 0) {
    if (type.tp_new !== objectNew)
      throw typeError('object.__new__() takes exactly one argument (the type to instantiate)');
    if (type.tp_init === objectInit) throw typeError(`${type.name}() takes no arguments`);
  }
  if (type.isAbstract) throw abstractError(vm, type);
  const Instance = (type.instanceClass ?? PyInstance) as unknown as new () => PyObject;
  return new Instance();
}

/** The size of CPython's instance: its items counted only where it says how many there are. */
function objectSize(vm: Runtime, self: Value): number {
  const type = typeOf(self);
  const perItem = itemSize(type);
  if (perItem === 0) return basicSize(type);
  const count = type.sq_length ?? type.mp_length;
  return basicSize(type) + (count === null ? 0 : perItem * count(vm, self));
}

function abstractError(vm: Runtime, type: PyType): unknown {
  const names = toArray(vm, getAttr(vm, type, '__abstractmethods__'))
    .map((name, i) => {
      if (!isStr(name)) throw typeError(`sequence item ${i}: expected str instance, ${typeOf(name).name} found`);
      return `'${strToUtf16(name)}'`;
    })
    .sort();
  const plural = names.length > 1 ? 's' : '';
  return typeError(
    `Can't instantiate abstract class ${type.name} without an implementation for abstract method${plural} ${names.join(', ')}`,
  );
}

function objectInit(_vm: Runtime, self: Value, args: readonly Value[]): void {
  if (args.length === 0) return;
  const type = typeOf(self);
  if (type.tp_init !== objectInit) {
    throw typeError('object.__init__() takes exactly one argument (the instance to initialize)');
  }
  if (type.tp_new === objectNew) {
    throw typeError(`${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
  }
}

/** Address-based hash: objects are spread by 16 bytes, as CPython's pointers are. */
function objectHash(vm: Runtime, self: Value): number {
  return vm.identity(self) / 16;
}

function objectCompare(vm: Runtime, self: Value, other: Value, op: CompareOp): Value {
  if (op === EQ) return self === other ? true : NotImplemented;
  if (op === NE) {
    // != is the inverse of == unless __eq__ does not know the operand.
    const slot = typeOf(self).tp_richcompare;
    if (slot === null) return NotImplemented;
    const result = slot(vm, self, other, EQ);
    return result === NotImplemented ? result : !isTrue(vm, result);
  }
  return NotImplemented;
}

function objectRepr(vm: Runtime, self: Value): Value {
  return strFromUtf16(`<${qualifiedName(typeOf(self))} object at 0x${addressOf(vm, self)}>`);
}

function objectDir(vm: Runtime, self: Value): Value {
  const names = new PyDict();
  const own = lookupAttr(vm, self, '__dict__');
  if (own instanceof PyDict) forEach(vm, own, (key) => names.set(vm, key, None));
  const cls = lookupAttr(vm, self, '__class__');
  if (cls instanceof PyType) for (const type of cls.mro) for (const key of type.dict.keys()) names.setStr(key, None);
  return new PyList(toArray(vm, names));
}

defineType(objectType, {
  doc: 'The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n',
  slots: {
    tp_new: objectNew,
    tp_init: objectInit,
    tp_repr: objectRepr,
    tp_str: (vm, self: Value) => reprObject(vm, self),
    tp_hash: objectHash,
    tp_richcompare: objectCompare,
    tp_getattro: genericGetAttr,
    tp_setattro: genericSetAttr,
  },
  methods: [
    method('__reduce_ex__($self, protocol: int, /)', 'Helper for pickle.', (vm, self: Value, protocol: number) =>
      reduceEx(vm, self, protocol),
    ),
    method('__reduce__($self, /)', 'Helper for pickle.', (vm, self: Value) => reduceEx(vm, self, 0, true)),
    method('__getstate__($self, /)', 'Helper for pickle.', (vm, self: Value) => defaultState(vm, self, false)),
    rawClassMethod(
      '__subclasshook__',
      'Abstract classes can override this to customize issubclass().',
      () => NotImplemented,
      '__subclasshook__($type, object, /)',
    ),
    classMethod('__init_subclass__($type, /)', 'This method is called when a class is subclassed.', () => None),
    method('__format__($self, format_spec: str, /)', 'Default object formatter.', (vm, self: Value, spec: Str) => {
      if (spec.length > 0) throw typeError(`unsupported format string passed to ${typeOf(self).name}.__format__`);
      return strObject(vm, self);
    }),
    method('__sizeof__($self, /)', 'Size of object in memory, in bytes.', (vm, self: Value) => objectSize(vm, self)),
    method('__dir__($self, /)', 'Default dir() implementation.', (vm, self: Value) => objectDir(vm, self)),
  ],
  getsets: [getset('__class__', "the object's class", (_vm, self: Value) => typeOf(self), setClass)],
});
objectType.textSignature = '()';
