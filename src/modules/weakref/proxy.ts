/** This file fills the types of weakref.proxy: stand-ins that do everything that their object does. */
import { makeType, typeOf } from '../../objects/core-types.js';
import { error, typeError } from '../../objects/errors.js';
import { ReferenceError } from '../../objects/exceptions/types.js';
import { defineType, type SlotName } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import * as arithmetic from '../../objects/operations/arithmetic.js';
import { delAttr, getAttr, lookupSpecial, setAttr } from '../../objects/operations/attributes.js';
import { richCompare } from '../../objects/operations/compare.js';
import { contains, delItem, getItem, length, setItem } from '../../objects/operations/containers.js';
import { UNHASHABLE } from '../../objects/operations/hash.js';
import { index } from '../../objects/operations/index.js';
import { getIter } from '../../objects/operations/iteration.js';
import { addressOf, str } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { CompareOp, PyType } from '../../values/type.js';
import { WeakHolder } from '../../vm/heap/weak-holder.js';
import { referable, shareHolder } from './references.js';

/** `weakref.proxy(object)`. */
export class PyWeakProxy extends WeakHolder {}

/** The proxy of a callable. */
export class PyCallableWeakProxy extends WeakHolder {}

export const weakProxyType = makeType('weakref.ProxyType', PyWeakProxy);
weakProxyType.qualname = 'ProxyType';
export const callableWeakProxyType = makeType('weakref.CallableProxyType', PyCallableWeakProxy);
callableWeakProxyType.qualname = 'CallableProxyType';

/** The object behind a proxy; any other value itself. Raises ReferenceError when it is gone. */
function unwrap(value: Value): Value {
  if (!(value instanceof PyWeakProxy || value instanceof PyCallableWeakProxy)) return value;
  const target = value.target;
  if (target === undefined) throw error(ReferenceError, 'weakly-referenced object no longer exists');
  return target;
}

/** `weakref.proxy(object, callback=None)`. */
export function makeProxy(vm: Runtime, object: Value, callback: Value): Value {
  const target: PyObject = referable(object);
  const Proxy = typeOf(object).tp_call === null ? PyWeakProxy : PyCallableWeakProxy;
  return shareHolder(vm, target, callback, Proxy, () => new Proxy(target, callback), { first: false });
}

type BinaryName = Exclude<arithmetic.BinaryOp, 'divmod' | 'power'>;

/** Number slots by the operator that they stand for. */
const OPERATORS: readonly (readonly [BinaryName, string])[] = [
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['remainder', 'remainder'],
  ['lshift', 'lshift'],
  ['rshift', 'rshift'],
  ['and', 'and'],
  ['xor', 'xor'],
  ['or', 'or'],
  ['floor_divide', 'floor_divide'],
  ['true_divide', 'true_divide'],
  ['matrix_multiply', 'matrix_multiply'],
];

function numberSlots(): Partial<Record<SlotName, unknown>> {
  const slots: Partial<Record<SlotName, unknown>> = {};
  for (const [op, name] of OPERATORS) {
    slots[`nb_${name}` as SlotName] = (vm: Runtime, a: Value, b: Value) =>
      arithmetic.binaryOp(vm, op, unwrap(a), unwrap(b));
    slots[`nb_inplace_${name}` as SlotName] = (vm: Runtime, a: Value, b: Value) =>
      arithmetic.inplaceOp(vm, op, unwrap(a), unwrap(b));
  }
  return slots;
}

/** `int(proxy)` and `float(proxy)` ask the class of the object. */
function convert(vm: Runtime, self: Value, name: 'int' | 'float'): Value {
  return vm.call1(getAttr(vm, vm.importModule('builtins'), name), unwrap(self));
}

const SLOTS: Partial<PyType> = {
  ...(numberSlots() as Partial<PyType>),
  tp_hash: UNHASHABLE,
  tp_repr: (vm, self: WeakHolder) => {
    const target = self.target;
    const start = `<weakproxy at 0x${addressOf(vm, self)};`;
    if (target === undefined) return strFromUtf16(`${start} dead>`);
    return strFromUtf16(`${start} to '${typeOf(target).name}' at 0x${addressOf(vm, target)}>`);
  },
  tp_str: (vm, self: Value) => str(vm, unwrap(self)),
  tp_getattro: (vm, self: Value, name) => getAttr(vm, unwrap(self), name),
  tp_setattro: (vm, self: Value, name, value) => {
    if (value === undefined) delAttr(vm, unwrap(self), name);
    else setAttr(vm, unwrap(self), name, value);
  },
  tp_richcompare: (vm, a: Value, b: Value, op: CompareOp) => richCompare(vm, unwrap(a), unwrap(b), op),
  tp_iter: (vm, self: Value) => getIter(vm, unwrap(self)),
  tp_iternext: (vm, self: Value) => {
    const target = unwrap(self);
    const next = typeOf(target).tp_iternext;
    if (next === null) {
      throw typeError(`Weakref proxy referenced a non-iterator '${typeOf(target).name}' object`);
    }
    return next(vm, target);
  },
  nb_divmod: (vm, a: Value, b: Value) => arithmetic.binaryOp(vm, 'divmod', unwrap(a), unwrap(b)),
  nb_power: (vm, a: Value, b: Value, c: Value) => arithmetic.power(vm, unwrap(a), unwrap(b), unwrap(c)),
  nb_inplace_power: (vm, a: Value, b: Value) => arithmetic.inplaceOp(vm, 'power', unwrap(a), unwrap(b)),
  nb_negative: (vm, self: Value) => arithmetic.negative(vm, unwrap(self)),
  nb_positive: (vm, self: Value) => arithmetic.positive(vm, unwrap(self)),
  nb_absolute: (vm, self: Value) => arithmetic.absolute(vm, unwrap(self)),
  nb_invert: (vm, self: Value) => arithmetic.invert(vm, unwrap(self)),
  nb_bool: (vm, self: Value) => isTrue(vm, unwrap(self)),
  nb_int: (vm, self: Value) => convert(vm, self, 'int'),
  nb_float: (vm, self: Value) => convert(vm, self, 'float'),
  nb_index: (vm, self: Value) => index(vm, unwrap(self)),
  sq_contains: (vm, self: Value, item: Value) => contains(vm, unwrap(self), item),
  mp_length: (vm, self: Value) => length(vm, unwrap(self)),
  mp_subscript: (vm, self: Value, key: Value) => getItem(vm, unwrap(self), key),
  mp_ass_subscript: (vm, self: Value, key: Value, value) => {
    if (value === undefined) delItem(vm, unwrap(self), key);
    else setItem(vm, unwrap(self), key, value);
  },
};

/** Call a special method of the object by its name. */
function forward(vm: Runtime, self: Value, name: string): Value {
  return vm.call0(getAttr(vm, unwrap(self), name));
}

defineType(weakProxyType, {
  module: 'weakref',
  hasWeakrefs: false,
  noInstantiation: true,
  slots: SLOTS,
  methods: [
    method('__bytes__($self, /)', null, (vm, self: Value) => forward(vm, self, '__bytes__')),
    method('__reversed__($self, /)', null, (vm, self: Value) => {
      const target = unwrap(self);
      const own = lookupSpecial(vm, target, '__reversed__');
      if (own !== undefined && own !== None) return vm.call0(own);
      return vm.call1(getAttr(vm, vm.importModule('builtins'), 'reversed'), target);
    }),
  ],
});

defineType(callableWeakProxyType, {
  module: 'weakref',
  hasWeakrefs: false,
  noInstantiation: true,
  slots: {
    ...SLOTS,
    tp_call: (vm, self: Value, args, kwnames) => vm.call(unwrap(self), args, kwnames),
  },
});
