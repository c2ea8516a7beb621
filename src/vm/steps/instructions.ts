/**
 * This file does instructions in steps where they would run Python code inside native work. Each function answers
 * whether it took the instruction; if so, the machine's innermost frame is to be run next.
 */
import * as op from '../../bytecode/opcodes.js';
import { NB_SUBSCR } from '../../bytecode/operands.js';
import { typeOf } from '../../objects/core-types.js';
import { nameError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { BaseException } from '../../objects/exceptions/types.js';
import { slotContains, slotSetAttr } from '../../objects/type/slot-dispatch.js';
import { PyProperty } from '../../objects/types/descriptors.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyFunction, PyModule } from '../../objects/types/function.js';
import { PyList } from '../../objects/types/list/list.js';
import { superType } from '../../objects/types/super.js';
import type { Value } from '../../values/object.js';
import { PySlice, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromKey } from '../../values/str.js';
import { type CompareOp, PyType } from '../../values/type.js';
import type { PyFrame, Slot } from '../frame.js';
import { PyGenerator } from '../generator.js';
import { spreadArguments } from '../instructions/calls.js';
import { lookupIn } from '../instructions/names.js';
import type { Machine } from '../machine.js';
import {
  beginCall,
  beginIter,
  beginNext,
  beginSpecial,
  hasPythonMethod,
  isSteppable,
  isSteppedIterable,
  isSteppedIterator,
} from './begin.js';
import { CollectSteps, ContainsSteps, isSteppedMapping, MappingSteps } from './collect.js';
import { complete, start } from './deliver.js';
import {
  beginBinary,
  beginCompare,
  beginFormat,
  beginGetAttr,
  beginRepr,
  beginStr,
  beginTruth,
  isSteppedAttribute,
  isSteppedCompare,
  isSteppedOperator,
  isSteppedTruth,
  LengthSteps,
} from './operators.js';
import { type Answer, PENDING, type StepsClass } from './steps.js';

/** The instruction is begun: finish it unless it waits. */
function taken(vm: Machine, frame: PyFrame, answer: Answer): true {
  if (answer !== PENDING) complete(vm, frame, answer);
  return true;
}

/** CALL, CALL_KW of anything but a Python function; the arguments stand at `s[base]`. */
export function stepCall(
  vm: Machine,
  frame: PyFrame,
  callable: Value,
  s: readonly Slot[],
  base: number,
  count: number,
  kwnames: readonly string[] | null,
): boolean {
  if (!isSteppable(vm, callable)) return false;
  return taken(vm, frame, beginCall(vm, null, callable, s.slice(base, base + count) as Value[], kwnames));
}

/** FOR_ITER over anything but plain generators. */
export function stepForIter(vm: Machine, frame: PyFrame, iterator: Value): boolean {
  return isSteppedIterator(vm, iterator) && taken(vm, frame, beginNext(vm, null, iterator));
}

/** BINARY_OP: the right operand is off the stack already. */
export function stepBinary(vm: Machine, frame: PyFrame, oparg: number, a: Value, b: Value): boolean {
  if (oparg !== NB_SUBSCR) {
    return isSteppedOperator(oparg, a, b) && taken(vm, frame, beginBinary(vm, null, oparg, a, b));
  }
  if (hasPythonMethod(a, '__getitem__')) return taken(vm, frame, beginSpecial(vm, null, a, '__getitem__', [b]));
  if (!(a instanceof PyDict) || a.constructor === PyDict) return false;
  // A key that is missing in an instance of a subclass.
  const missing = typeOf(a).lookup('__missing__');
  if (missing === undefined || !isSteppable(vm, missing) || a.get(vm, b) !== undefined) return false;
  return taken(vm, frame, beginCall(vm, null, missing, [a, b]));
}

/** COMPARE_OP: the right operand is off the stack already. */
export function stepCompare(vm: Machine, frame: PyFrame, oparg: number, a: Value, b: Value): boolean {
  const operator = (oparg >> 5) as CompareOp;
  return (
    isSteppedCompare(a, b, operator) && taken(vm, frame, beginCompare(vm, null, a, b, operator, (oparg & 16) !== 0))
  );
}

/** CONTAINS_OP: the container is off the stack already. */
export function stepContains(vm: Machine, frame: PyFrame, container: Value, item: Value): boolean {
  const type = typeOf(container);
  const isPython =
    type.isHeap && type.sq_contains === slotContains && type.lookup('__contains__') instanceof PyFunction;
  const isSequence =
    (container instanceof PyList || container instanceof PyTuple) &&
    (hasPythonMethod(item, '__eq__') || container.items.some((each) => hasPythonMethod(each, '__eq__')));
  if (!isPython && !isSequence && (type.sq_contains !== null || !isSteppedIterable(vm, container))) return false;
  return taken(vm, frame, start(vm, null, new ContainsSteps(container, item)));
}

/** TO_BOOL. */
export function stepTruth(vm: Machine, frame: PyFrame, value: Value): boolean {
  return isSteppedTruth(value) && taken(vm, frame, beginTruth(vm, null, value));
}

/** GET_ITER. */
export function stepIter(vm: Machine, frame: PyFrame, value: Value): boolean {
  return hasPythonMethod(value, '__iter__') && taken(vm, frame, beginIter(vm, null, value));
}

/** SEND of None to anything but generators and coroutines. */
export function stepSend(vm: Machine, frame: PyFrame, receiver: Value, value: Value): boolean {
  if (receiver instanceof PyGenerator) return false;
  if (value === None && isSteppedIterator(vm, receiver)) return taken(vm, frame, beginNext(vm, null, receiver));
  return false;
}

/** LOAD_ATTR. */
export function stepLoadAttribute(vm: Machine, frame: PyFrame, owner: Value, nameIndex: number): boolean {
  const name = frame.exec.names[nameIndex] as string;
  if (owner instanceof PyModule) {
    const hook = owner.dict.getStr('__getattr__');
    if (!(hook instanceof PyFunction) || owner.dict.getStr(name) !== undefined) return false;
    if (typeOf(owner).lookup(name) !== undefined) return false;
    return taken(vm, frame, beginCall(vm, null, hook, [strFromKey(name)]));
  }
  return isSteppedAttribute(owner, name) && taken(vm, frame, beginGetAttr(vm, null, owner, name));
}

/** The Python code that `owner.name = value` calls (without `value`: `del owner.name`), and its arguments; or null. */
export function setterOf(
  _vm: Machine,
  owner: Value,
  name: string,
  value: Value | undefined,
): { readonly callable: Value; readonly args: readonly Value[] } | null {
  const type = typeOf(owner);
  if (!type.isHeap) return null;
  const given = value === undefined ? [] : [value];
  if (type.tp_setattro === slotSetAttr) {
    const hook = type.lookup(value === undefined ? '__delattr__' : '__setattr__');
    return hook instanceof PyFunction ? { callable: hook, args: [owner, strFromKey(name), ...given] } : null;
  }
  const descriptor = type.lookup(name);
  if (descriptor === undefined) return null;
  if (descriptor instanceof PyProperty) {
    const func = value === undefined ? descriptor.fdel : descriptor.fset;
    return func instanceof PyFunction ? { callable: func, args: [owner, ...given] } : null;
  }
  const method = value === undefined ? '__delete__' : '__set__';
  if (!hasPythonMethod(descriptor, method)) return null;
  return { callable: typeOf(descriptor).lookup(method) as Value, args: [descriptor, owner, ...given] };
}

/** STORE_ATTR, DELETE_ATTR (`value` undefined). */
export function stepStoreAttribute(
  vm: Machine,
  frame: PyFrame,
  owner: Value,
  nameIndex: number,
  value: Value | undefined,
): boolean {
  const setter = setterOf(vm, owner, frame.exec.names[nameIndex] as string, value);
  return setter !== null && taken(vm, frame, beginCall(vm, null, setter.callable, setter.args));
}

/** STORE_SUBSCR, DELETE_SUBSCR (`value` undefined). */
export function stepStoreItem(
  vm: Machine,
  frame: PyFrame,
  container: Value,
  key: Value,
  value: Value | undefined,
): boolean {
  const method = value === undefined ? '__delitem__' : '__setitem__';
  if (!hasPythonMethod(container, method)) return false;
  return taken(vm, frame, beginSpecial(vm, null, container, method, value === undefined ? [key] : [key, value]));
}

/** CALL_FUNCTION_EX with an iterable whose items come in steps: the instruction is done again with a tuple of them. */
export function stepSpread(vm: Machine, iterable: Value): boolean {
  if (iterable instanceof PyTuple || iterable instanceof PyList || !isSteppedIterable(vm, iterable)) return false;
  start(vm, null, new SpreadSteps(iterable));
  return true;
}

class SpreadSteps extends CollectSteps {
  protected override end(vm: Machine): Answer {
    const frame = vm.frame as PyFrame;
    frame.slots[frame.sp - 2] = vm.makeTuple(this.items);
    frame.pc--;
    // Nothing is answered: the frame is run again from the instruction.
    return PENDING;
  }
}

/** The getter in Python that `super().name` finds, or null. */
function superGetter(
  frame: PyFrame,
  globalSuper: Value,
  cls: Value,
  self: Value,
  nameIndex: number,
): PyFunction | null {
  const type = typeOf(self);
  if (globalSuper !== superType || !(cls instanceof PyType) || !type.isSubtypeOf(cls)) return null;
  const name = frame.exec.names[nameIndex] as string;
  for (let i = type.mro.indexOf(cls) + 1; i < type.mro.length; i++) {
    const found = (type.mro[i] as PyType).dict.get(name);
    if (found === undefined) continue;
    return found instanceof PyProperty && found.fget instanceof PyFunction ? found.fget : null;
  }
  return null;
}

/** The instructions that the loop leaves to `executeInstruction`. */
export function stepOther(vm: Machine, frame: PyFrame, opcode: number, oparg: number): boolean {
  const s = frame.slots;
  const top = s[frame.sp - 1] as Value;
  switch (opcode) {
    case op.LIST_EXTEND:
    case op.SET_UPDATE:
    case op.UNPACK_SEQUENCE:
    case op.UNPACK_EX: {
      if (!isSteppedIterable(vm, top)) return false;
      // One item more than wanted tells that there are too many.
      const limit = opcode === op.UNPACK_SEQUENCE ? oparg + 1 : -1;
      return taken(vm, frame, start(vm, null, new CollectSteps(top, limit)));
    }
    case op.CALL_FUNCTION_EX: {
      const callable = s[frame.sp - 4] as Value;
      if (!isSteppable(vm, callable)) return false;
      const { values, names } = spreadArguments(vm, callable, s[frame.sp - 3], s[frame.sp - 2] as Value, top as Slot);
      return taken(vm, frame, beginCall(vm, null, callable, values, names));
    }
    case op.DICT_UPDATE:
    case op.DICT_MERGE:
      return isSteppedMapping(top) && taken(vm, frame, start(vm, null, new MappingSteps(top)));
    case op.LOAD_SUPER_ATTR: {
      const getter = superGetter(frame, s[frame.sp - 3] as Value, s[frame.sp - 2] as Value, top, oparg >> 2);
      return getter !== null && taken(vm, frame, beginCall(vm, null, getter, [top]));
    }
    case op.UNARY_NEGATIVE:
      return hasPythonMethod(top, '__neg__') && taken(vm, frame, beginSpecial(vm, null, top, '__neg__', []));
    case op.UNARY_INVERT:
      return hasPythonMethod(top, '__invert__') && taken(vm, frame, beginSpecial(vm, null, top, '__invert__', []));
    case op.DELETE_ATTR:
      return stepStoreAttribute(vm, frame, top, oparg, undefined);
    case op.BINARY_SLICE: {
      const owner = s[frame.sp - 3] as Value;
      if (!hasPythonMethod(owner, '__getitem__')) return false;
      const slice = new PySlice(s[frame.sp - 2] as Value, top, None);
      return taken(vm, frame, beginSpecial(vm, null, owner, '__getitem__', [slice]));
    }
    case op.STORE_SLICE: {
      const owner = s[frame.sp - 3] as Value;
      if (!hasPythonMethod(owner, '__setitem__')) return false;
      const slice = new PySlice(s[frame.sp - 2] as Value, top, None);
      return taken(vm, frame, beginSpecial(vm, null, owner, '__setitem__', [slice, s[frame.sp - 4] as Value]));
    }
    case op.FORMAT_SIMPLE:
      return typeOf(top).isHeap && taken(vm, frame, beginFormat(vm, null, top, ''));
    case op.FORMAT_WITH_SPEC: {
      const value = s[frame.sp - 2] as Value;
      return isStr(top) && typeOf(value).isHeap && taken(vm, frame, beginFormat(vm, null, value, top as Str));
    }
    case op.CONVERT_VALUE:
      if (!typeOf(top).isHeap || oparg > 2) return false;
      return taken(vm, frame, oparg === 1 ? beginStr(vm, null, top) : beginRepr(vm, null, top));
    case op.GET_LEN:
      return hasPythonMethod(top, '__len__') && taken(vm, frame, start(vm, null, new LengthSteps(top)));
    case op.IMPORT_NAME: {
      const importer = lookupIn(vm, frame.builtins, '__import__');
      if (importer === undefined) throw nameError('__import__ not found', '__import__');
      const name = strFromKey(frame.exec.names[oparg] as string);
      const args = [name, frame.globals, frame.locals ?? None, top, s[frame.sp - 2] as Value];
      return isSteppable(vm, importer) && taken(vm, frame, beginCall(vm, null, importer, args));
    }
    case op.WITH_EXCEPT_START: {
      const exit = s[frame.sp - 5] as Value;
      const self = s[frame.sp - 4];
      const exception = top as PyBaseException;
      const args: Value[] = [typeOf(exception), exception, exception.traceback ?? None];
      if (self !== undefined) args.unshift(self);
      return isSteppable(vm, exit) && taken(vm, frame, beginCall(vm, null, exit, args));
    }
    case op.RAISE_VARARGS: {
      const raised = oparg === 0 ? undefined : (s[frame.sp - oparg] as Value);
      if (!(raised instanceof PyType) || !raised.isHeap || !raised.isSubtypeOf(BaseException)) return false;
      return raised.lookup('__init__') instanceof PyFunction && taken(vm, frame, beginCall(vm, null, raised, []));
    }
    default:
      return false;
  }
}

/** What a snapshot may hold of this file. The order belongs to the format. */
export const INSTRUCTION_STEPS: readonly StepsClass[] = [SpreadSteps];
