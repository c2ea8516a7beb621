/** This file defines the slots of classes that Python code defines: each calls the special method behind it. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { strFromKey, strFromUtf16 } from '../../values/str.js';
import type { BinarySlot, CompareOp, PyType, UnarySlot } from '../../values/type.js';
import { PyIntSubclass, typeOf } from '../core-types.js';
import { typeError, valueError } from '../errors.js';
import type { PyStopIteration } from '../exceptions/base-exception.js';
import { Raised } from '../exceptions/raised.js';
import { AttributeError, OverflowError, StopIteration } from '../exceptions/types.js';
import { genericGetAttr } from '../operations/attributes.js';
import { equals } from '../operations/compare.js';
import { UNHASHABLE } from '../operations/hash.js';
import { index, indexToNumber } from '../operations/index.js';
import { forEach, PySequenceIterator } from '../operations/iteration.js';
import { noteStopIteration } from '../operations/stop-iteration.js';
import { addressOf } from '../operations/text.js';
import { isTrue } from '../operations/truth.js';
import { callMaybe, callRequired, callSpecial } from './call-special.js';
import { PySlotWrapper } from './slot-wrappers.js';

const unary =
  (name: string): UnarySlot =>
  (vm, self) =>
    callRequired(vm, self, name, []);

const binary =
  (name: string): BinarySlot =>
  (vm, self, other) =>
    callMaybe(vm, self, name, [other]);

/** Does `other`'s class define the reflected method differently from `self`'s class? */
function isOverloaded(vm: Runtime, self: Value, other: Value, name: string): boolean {
  const theirs = typeOf(other).lookup(name);
  if (theirs === undefined) return false;
  const ours = typeOf(self).lookup(name);
  if (ours === undefined) return true;
  return !equals(vm, ours, theirs);
}

/** An operator with a reflected method (CPython's SLOT1BINFULL). `slotOf` reads the slot that this function stands in. */
function operator(slotOf: (type: PyType) => BinarySlot | null, name: string, reflected: string): BinarySlot {
  const slot: BinarySlot = (vm, self: Value, other: Value) => {
    const typeA = typeOf(self);
    const typeB = typeOf(other);
    let tryOther = typeA !== typeB && slotOf(typeB) === slot;
    if (slotOf(typeA) === slot) {
      if (tryOther && typeB.isSubtypeOf(typeA) && isOverloaded(vm, self, other, reflected)) {
        const result = callMaybe(vm, other, reflected, [self]);
        if (result !== NotImplemented) return result;
        tryOther = false;
      }
      const result = callMaybe(vm, self, name, [other]);
      if (result !== NotImplemented || typeA === typeB) return result;
    }
    return tryOther ? callMaybe(vm, other, reflected, [self]) : NotImplemented;
  };
  return slot;
}

export const slotAdd = operator((t) => t.nb_add, '__add__', '__radd__');
export const slotSubtract = operator((t) => t.nb_subtract, '__sub__', '__rsub__');
export const slotMultiply = operator((t) => t.nb_multiply, '__mul__', '__rmul__');
export const slotMatrixMultiply = operator((t) => t.nb_matrix_multiply, '__matmul__', '__rmatmul__');
export const slotRemainder = operator((t) => t.nb_remainder, '__mod__', '__rmod__');
export const slotDivmod = operator((t) => t.nb_divmod, '__divmod__', '__rdivmod__');
export const slotLshift = operator((t) => t.nb_lshift, '__lshift__', '__rlshift__');
export const slotRshift = operator((t) => t.nb_rshift, '__rshift__', '__rrshift__');
export const slotAnd = operator((t) => t.nb_and, '__and__', '__rand__');
export const slotXor = operator((t) => t.nb_xor, '__xor__', '__rxor__');
export const slotOr = operator((t) => t.nb_or, '__or__', '__ror__');
export const slotFloorDivide = operator((t) => t.nb_floor_divide, '__floordiv__', '__rfloordiv__');
export const slotTrueDivide = operator((t) => t.nb_true_divide, '__truediv__', '__rtruediv__');

export function slotPower(vm: Runtime, self: Value, other: Value, modulus: Value): Value {
  const extra = modulus === None ? [] : [modulus];
  const typeA = typeOf(self);
  const typeB = typeOf(other);
  let tryOther = typeA !== typeB && typeB.nb_power === slotPower;
  if (typeA.nb_power === slotPower) {
    if (tryOther && typeB.isSubtypeOf(typeA) && isOverloaded(vm, self, other, '__rpow__')) {
      const result = callMaybe(vm, other, '__rpow__', [self, ...extra]);
      if (result !== NotImplemented) return result;
      tryOther = false;
    }
    const result = callMaybe(vm, self, '__pow__', [other, ...extra]);
    if (result !== NotImplemented || typeA === typeB) return result;
  }
  return tryOther ? callMaybe(vm, other, '__rpow__', [self, ...extra]) : NotImplemented;
}

export const slotInplaceAdd = binary('__iadd__');
export const slotInplaceSubtract = binary('__isub__');
export const slotInplaceMultiply = binary('__imul__');
export const slotInplaceMatrixMultiply = binary('__imatmul__');
export const slotInplaceRemainder = binary('__imod__');
export const slotInplaceLshift = binary('__ilshift__');
export const slotInplaceRshift = binary('__irshift__');
export const slotInplaceAnd = binary('__iand__');
export const slotInplaceXor = binary('__ixor__');
export const slotInplaceOr = binary('__ior__');
export const slotInplaceFloorDivide = binary('__ifloordiv__');
export const slotInplaceTrueDivide = binary('__itruediv__');
export function slotInplacePower(vm: Runtime, self: Value, other: Value, _modulus: Value): Value {
  return callMaybe(vm, self, '__ipow__', [other]);
}

export const slotNegative = unary('__neg__');
export const slotPositive = unary('__pos__');
export const slotAbsolute = unary('__abs__');
export const slotInvert = unary('__invert__');
export const slotInt = unary('__int__');
export const slotFloat = unary('__float__');
export const slotIndex = unary('__index__');
export const slotStr = unary('__str__');
export const slotAwait = unary('__await__');
export const slotAiter = unary('__aiter__');
export const slotAnext = unary('__anext__');

export function slotRepr(vm: Runtime, self: Value): Value {
  const result = callSpecial(vm, self, '__repr__', []);
  return result ?? strFromUtf16(`<${typeOf(self).name} object at 0x${addressOf(vm, self)}>`);
}

export function slotHash(vm: Runtime, self: Value): number | bigint {
  if (typeOf(self).lookup('__hash__') === None) return UNHASHABLE(vm, self);
  const result = callSpecial(vm, self, '__hash__', []);
  if (result === undefined) return UNHASHABLE(vm, self);
  let value: number | bigint;
  if (typeof result === 'number' || typeof result === 'bigint') value = result;
  else if (typeof result === 'boolean') value = result ? 1 : 0;
  else if (result instanceof PyIntSubclass) value = result.value;
  else throw typeError('__hash__ method should return an integer');
  if (typeof value === 'bigint' && (value >= 1n << 63n || value < -(1n << 63n))) {
    const modulus = (1n << 61n) - 1n;
    const folded = value % modulus;
    value = folded >= -9007199254740991n && folded <= 9007199254740991n ? Number(folded) : folded;
  }
  return value === -1 ? -2 : value;
}

export function slotBool(vm: Runtime, self: Value): boolean {
  const result = callSpecial(vm, self, '__bool__', []);
  if (result === undefined) return true;
  if (typeof result === 'boolean') return result;
  throw typeError(`__bool__ should return bool, returned ${typeOf(result).name}`);
}

export function slotCall(vm: Runtime, self: Value, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const type = typeOf(self);
  const descriptor = type.lookup('__call__');
  if (descriptor === undefined) throw typeError(`'${type.name}' object is not callable`);
  const get = typeOf(descriptor).tp_descr_get;
  vm.enterRecursion(' while calling a Python object');
  try {
    if (typeOf(descriptor).isMethodDescriptor) return vm.call(descriptor, [self, ...args], kwnames);
    return vm.call(get === null ? descriptor : get(vm, descriptor, self, type), args, kwnames);
  } finally {
    vm.leaveRecursion();
  }
}

/** `__getattribute__`, then `__getattr__` when that raises AttributeError. */
export function slotGetAttr(vm: Runtime, self: Value, name: string): Value {
  const type = typeOf(self);
  const hook = type.lookup('__getattr__');
  const getattribute = type.lookup('__getattribute__');
  try {
    if (getattribute === undefined) return genericGetAttr(vm, self, name);
    if (getattribute instanceof PySlotWrapper) return getattribute.slot(vm, self, name);
    return callRequired(vm, self, '__getattribute__', [strFromKey(name)]);
  } catch (reason) {
    if (hook === undefined || !(reason instanceof Raised && reason.exception.type.isSubtypeOf(AttributeError))) {
      throw reason;
    }
  }
  return callRequired(vm, self, '__getattr__', [strFromKey(name)]);
}

export function slotSetAttr(vm: Runtime, self: Value, name: string, value: Value | undefined): void {
  if (value === undefined) callRequired(vm, self, '__delattr__', [strFromKey(name)]);
  else callRequired(vm, self, '__setattr__', [strFromKey(name), value]);
}

const COMPARE_NAMES = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'];

export function slotRichCompare(vm: Runtime, self: Value, other: Value, op: CompareOp): Value {
  const name = COMPARE_NAMES[op] as string;
  const descriptor = typeOf(self).lookup(name);
  if (descriptor === undefined) return NotImplemented;
  if (typeOf(descriptor).isMethodDescriptor) return vm.call2(descriptor, self, other);
  const get = typeOf(descriptor).tp_descr_get;
  let method = descriptor;
  try {
    if (get !== null) method = get(vm, descriptor, self, typeOf(self));
  } catch (reason) {
    // A method that cannot be had counts as one that is not there.
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(AttributeError)) return NotImplemented;
    throw reason;
  }
  return vm.call1(method, other);
}

export function slotIter(vm: Runtime, self: Value): Value {
  const type = typeOf(self);
  const method = type.lookup('__iter__');
  if (method === None) throw typeError(`'${type.name}' object is not iterable`);
  if (method !== undefined) return callRequired(vm, self, '__iter__', []);
  const getItem = type.lookup('__getitem__');
  if (getItem === undefined || getItem === None) throw typeError(`'${type.name}' object is not iterable`);
  return new PySequenceIterator(self);
}

export function slotIterNext(vm: Runtime, self: Value): Value | undefined {
  try {
    return callRequired(vm, self, '__next__', []);
  } catch (reason) {
    if (!(reason instanceof Raised && reason.exception.type.isSubtypeOf(StopIteration))) throw reason;
    noteStopIteration(vm, self, reason.exception as PyStopIteration);
    return undefined;
  }
}

export function slotDescrGet(vm: Runtime, self: Value, instance: Value | undefined, owner: Value | undefined): Value {
  return callRequired(vm, self, '__get__', [instance ?? None, owner ?? None]);
}

export function slotDescrSet(vm: Runtime, self: Value, instance: Value, value: Value | undefined): void {
  if (value === undefined) callRequired(vm, self, '__delete__', [instance]);
  else callRequired(vm, self, '__set__', [instance, value]);
}

export function slotInit(vm: Runtime, self: Value, args: readonly Value[], kwnames: readonly string[] | null): void {
  const type = typeOf(self);
  const descriptor = type.lookup('__init__');
  if (descriptor === undefined) return;
  const get = typeOf(descriptor).tp_descr_get;
  const result = typeOf(descriptor).isMethodDescriptor
    ? vm.call(descriptor, [self, ...args], kwnames)
    : vm.call(get === null ? descriptor : get(vm, descriptor, self, type), args, kwnames);
  if (result !== None) throw typeError(`__init__() should return None, not '${typeOf(result).name}'`);
}

export function slotNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const descriptor = type.lookup('__new__') as Value;
  const get = typeOf(descriptor).tp_descr_get;
  return vm.call(get === null ? descriptor : get(vm, descriptor, undefined, type), [type, ...args], kwnames);
}

export function slotFinalize(vm: Runtime, self: Value): void {
  callSpecial(vm, self, '__del__', []);
}

export function slotLength(vm: Runtime, self: Value): number {
  const result = callRequired(vm, self, '__len__', []);
  const length = index(vm, result);
  if (length < 0) throw valueError('__len__() should return >= 0');
  return typeof length === 'number' ? length : indexToNumber(vm, length, OverflowError);
}

export function slotItem(vm: Runtime, self: Value, at: number): Value {
  return callRequired(vm, self, '__getitem__', [at]);
}

export function slotSubscript(vm: Runtime, self: Value, key: Value): Value {
  return callRequired(vm, self, '__getitem__', [key]);
}

export function slotSetItem(vm: Runtime, self: Value, at: number, value: Value | undefined): void {
  slotSetSubscript(vm, self, at, value);
}

export function slotSetSubscript(vm: Runtime, self: Value, key: Value, value: Value | undefined): void {
  if (value === undefined) callRequired(vm, self, '__delitem__', [key]);
  else callRequired(vm, self, '__setitem__', [key, value]);
}

export function slotContains(vm: Runtime, self: Value, item: Value): boolean {
  const type = typeOf(self);
  if (type.lookup('__contains__') === None) throw typeError(`'${type.name}' object is not a container`);
  const result = callSpecial(vm, self, '__contains__', [item]);
  if (result !== undefined) return isTrue(vm, result);
  let found = false;
  forEach(vm, self, (each) => {
    if (!equals(vm, each, item)) return true;
    found = true;
    return false;
  });
  return found;
}
