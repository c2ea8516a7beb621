/** This file holds what compiled code calls where its inlined paths end: operators, attributes, names, iteration. */
import { typeOf } from '../objects/core-types.js';
import { indexError, keyError, typeError } from '../objects/errors.js';
import { genericGetAttr } from '../objects/operations/attributes.js';
import { compareNumbers, compareStrings, richCompare } from '../objects/operations/compare.js';
import { contains, getItem, length as lengthOf, setItem } from '../objects/operations/containers.js';
import { format } from '../objects/operations/text.js';
import { isTrue } from '../objects/operations/truth.js';
import { concat } from '../objects/strings.js';
import { PyDict } from '../objects/types/dict/dict.js';
import type { PyFunction } from '../objects/types/function.js';
import { PyListIterator } from '../objects/types/iterators/list-iterator.js';
import { PyRangeIterator } from '../objects/types/iterators/range-iterator.js';
import { PyList } from '../objects/types/list/list.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { PySlice, PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { isStr, type Str } from '../values/str.js';
import type { CompareOp } from '../values/type.js';
import { binaryOperation } from '../vm/binary-operation.js';
import { unboundDeref, unboundLocal } from '../vm/errors.js';
import { type Executable, executableOf } from '../vm/executable.js';
import type { PyFrame, Slot } from '../vm/frame.js';
import { cachedMethod, loadAttribute, storeAttribute } from '../vm/instructions/attributes.js';
import { executeInstruction } from '../vm/instructions/execute.js';
import { makeFunction as make, setFunctionAttribute as setAttributeOf } from '../vm/instructions/make-function.js';
import { loadGlobal } from '../vm/instructions/names.js';
import { addToSet, emptySet } from '../vm/instructions/sets.js';
import { extendList as extend, unpackSequence } from '../vm/instructions/unpacking.js';
import type { Machine } from '../vm/machine.js';
import { PropertyCall } from '../vm/property-call.js';

/** What instruction bodies read of a frame, without the frame: an operand stack of its own. */
export class Scratch {
  readonly exec: Executable;
  sp: number;
  pc = 0;
  constructor(
    readonly func: PyFunction,
    readonly slots: Slot[],
    readonly locals: Value | null,
  ) {
    this.exec = executableOf(undefined as never, func.code);
    this.sp = slots.length;
  }
  get code(): PyFunction['code'] {
    return this.func.code;
  }
  get globals(): PyFunction['globals'] {
    return this.func.globals;
  }
  get builtins(): PyFunction['builtins'] {
    return this.func.builtins;
  }
}

const asFrame = (scratch: Scratch): PyFrame => scratch as unknown as PyFrame;

/** Any instruction that works on the stack and on names: answers the stack behind it. */
export function general(
  vm: Machine,
  func: PyFunction,
  d: number,
  opcode: number,
  oparg: number,
  stack: Slot[],
): Slot[] {
  const frame = vm.activations.frames[d];
  const scratch = new Scratch(func, stack, frame === null || frame === undefined ? null : frame.locals);
  executeInstruction(vm, asFrame(scratch), opcode, oparg);
  return stack;
}

/** BINARY_OP, subscripts excluded. */
export function binary(vm: Machine, a: Value, b: Value, oparg: number): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    let r: number;
    switch (oparg) {
      case 0:
      case 13:
        r = a + b;
        if (r <= 9007199254740991 && r >= -9007199254740991) return r;
        break;
      case 10:
      case 23:
        r = a - b;
        if (r <= 9007199254740991 && r >= -9007199254740991) return r;
        break;
      case 5:
      case 18:
        r = a * b;
        if (r <= 9007199254740991 && r >= -9007199254740991) return r + 0;
        break;
    }
  } else if (typeof a === 'object' && a.constructor === PyFloat) {
    const x = (a as PyFloat).value;
    const y =
      typeof b === 'number' ? b : typeof b === 'object' && b.constructor === PyFloat ? (b as PyFloat).value : null;
    if (y !== null) {
      switch (oparg) {
        case 0:
        case 13:
          return new PyFloat(x + y);
        case 10:
        case 23:
          return new PyFloat(x - y);
        case 5:
        case 18:
          return new PyFloat(x * y);
        case 11:
        case 24:
          if (y !== 0) return new PyFloat(x / y);
      }
    }
  } else if (typeof a === 'number' && typeof b === 'object' && b.constructor === PyFloat) {
    const y = (b as PyFloat).value;
    switch (oparg) {
      case 0:
      case 13:
        return new PyFloat(a + y);
      case 10:
      case 23:
        return new PyFloat(a - y);
      case 5:
      case 18:
        return new PyFloat(a * y);
      case 11:
      case 24:
        if (y !== 0) return new PyFloat(a / y);
    }
  }
  return binaryOperation(vm, oparg, a, b);
}

/**
 * `a[b]`. Where a key or index is simply not there, the error is left in `vm.raised` and the answer is undefined: throwing
 * would cost many times more.
 */
export function subscript(vm: Machine, a: Value, b: Value): Value | undefined {
  if (typeof a === 'object') {
    if (a.constructor === PyList || a.constructor === PyTuple) {
      if (typeof b === 'number') {
        const { items } = a as PyList;
        const at = b < 0 ? b + items.length : b;
        if (at >= 0 && at < items.length) return items[at] as Value;
        if (typeOf(a).name === 'list') {
          vm.raised = indexError('list index out of range');
          return undefined;
        }
      }
    } else if (a.constructor === PyDict) {
      const found = (a as PyDict).get(vm, b);
      if (found !== undefined) return found;
      vm.raised = keyError(b);
      return undefined;
    }
  } else if (typeof a === 'string' && typeof b === 'number') {
    const at = b < 0 ? b + a.length : b;
    if (at >= 0 && at < a.length) return a[at] as string;
  }
  return getItem(vm, a, b);
}

/** `a[b] = value`. */
export function storeSubscript(vm: Machine, value: Value, a: Value, b: Value): void {
  if (typeof a === 'object' && a.constructor === PyList && typeof b === 'number') {
    const { items } = a as PyList;
    const at = b < 0 ? b + items.length : b;
    if (at >= 0 && at < items.length) {
      items[at] = value;
      return;
    }
  }
  setItem(vm, a, b, value);
}

/** COMPARE_OP without the conversion to bool. */
export function compare(vm: Machine, a: Value, b: Value, operator: number): Value {
  const op = operator as CompareOp;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b, op);
  const x =
    typeof a === 'number' ? a : typeof a === 'object' && a.constructor === PyFloat ? (a as PyFloat).value : null;
  if (x !== null) {
    const y =
      typeof b === 'number' ? b : typeof b === 'object' && b.constructor === PyFloat ? (b as PyFloat).value : null;
    if (y !== null) return compareNumbers(x, y, op);
  }
  return richCompare(vm, a, b, op);
}

/** COMPARE_OP whose result is tested. */
export function compareTruth(vm: Machine, a: Value, b: Value, operator: number): boolean {
  const result = compare(vm, a, b, operator);
  return typeof result === 'boolean' ? result : isTrue(vm, result);
}

/** `a in b`. */
export function isIn(vm: Machine, a: Value, b: Value): boolean {
  if (typeof b === 'object' && b.constructor === PyDict && (typeof a === 'string' || typeof a === 'number')) {
    if ((b as PyDict).getStr(a as string) !== undefined) return true;
  }
  return contains(vm, b, a);
}

/** The truth of a value. */
export function truth(vm: Machine, value: Value): boolean {
  return typeof value === 'boolean' ? value : isTrue(vm, value);
}

/** LOAD_GLOBAL where the namespaces have changed. */
export function global(vm: Machine, names: PyFrame, name: number, at: number): Value {
  return loadGlobal(vm, names, name, at);
}

/** `owner.name`; a getter in Python is called from native code. */
export function attribute(vm: Machine, names: PyFrame, owner: Value, name: number, at: number): Value {
  const value = loadAttribute(vm, names, owner, name, at);
  return value instanceof PropertyCall ? vm.call1(value.getter, value.self) : value;
}

/** The function of `owner.name(…)`; `vm.receiver` is then what is passed in front, or undefined. */
export function methodOf(vm: Machine, names: PyFrame, owner: Value, name: number, at: number): Value {
  const type = typeOf(owner);
  if (type.tp_getattro === genericGetAttr) {
    const method = cachedMethod(names, type, owner, names.exec.names[name] as string, at);
    if (method !== undefined) {
      vm.receiver = owner;
      return method;
    }
  }
  const value = attribute(vm, names, owner, name, at);
  vm.receiver = undefined;
  return value;
}

/** `owner.name = value`. */
export function setAttribute(vm: Machine, names: PyFrame, owner: Value, name: number, at: number, value: Value): void {
  storeAttribute(vm, names, owner, name, at, value);
}

/** One step of an iterator, or undefined at its end. */
export function next(vm: Machine, iterator: Value): Value | undefined {
  if (iterator instanceof PyListIterator) {
    const { list } = iterator;
    if (list !== null && iterator.index < list.items.length) return list.items[iterator.index++];
    iterator.list = null;
    return undefined;
  }
  if (iterator instanceof PyRangeIterator) {
    if (iterator.left <= 0) return undefined;
    iterator.left--;
    const item = iterator.next;
    iterator.next = item + iterator.step;
    return item;
  }
  const step = typeOf(iterator).tp_iternext;
  if (step === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  return step(vm, iterator);
}

/** UNPACK_SEQUENCE: the items, the last first. */
export function unpack(vm: Machine, sequence: Value, count: number): Slot[] {
  const stack: Slot[] = [sequence];
  unpackSequence(vm, asFrame({ slots: stack } as unknown as Scratch), 1, count);
  return stack;
}

export function throwUnboundLocal(names: PyFrame, index: number): never {
  throw unboundLocal(names, index);
}

export function throwUnboundDeref(names: PyFrame, index: number): never {
  throw unboundDeref(names, index);
}

export function throwInitResult(value: Value): never {
  throw typeError(`__init__() should return None, not '${typeOf(value).name}'`);
}

/** `len(value)` in a pattern. */
export function length(vm: Machine, value: Value): number {
  return lengthOf(vm, value);
}

/** BUILD_MAP: keys and values in turn. */
export function buildMap(vm: Machine, items: readonly Value[]): PyDict {
  const dict = new PyDict();
  for (let i = 0; i < items.length; i += 2) dict.set(vm, items[i] as Value, items[i + 1] as Value);
  return dict;
}

/** BUILD_SET. */
export function buildSet(vm: Machine, items: readonly Value[]): Value {
  const set = emptySet();
  for (const item of items) addToSet(vm, set, item);
  return set;
}

/** BUILD_STRING. */
export function buildString(vm: Machine, parts: readonly Str[]): Str {
  let total = 0;
  for (const part of parts) total += part.length;
  vm.chargeMemory(total);
  return concat(parts as Str[]);
}

/** FORMAT_SIMPLE. */
export function formatSimple(vm: Machine, value: Value): Value {
  return isStr(value) ? value : format(vm, value, '');
}

/** BINARY_SLICE. */
export function slice(vm: Machine, value: Value, start: Value, stop: Value): Value {
  return getItem(vm, value, new PySlice(start, stop, None));
}

/** LIST_EXTEND. */
export function extendList(vm: Machine, list: PyList, items: Value): void {
  extend(vm, list, items);
}

/** MAKE_FUNCTION in a function. */
export function makeFunction(vm: Machine, func: PyFunction, code: PyFunction['code']): PyFunction {
  return make(vm, func as unknown as PyFrame, code);
}

/** SET_FUNCTION_ATTRIBUTE. */
export function setFunctionAttribute(func: PyFunction, which: number, value: Value): void {
  setAttributeOf(func, which, value);
}
