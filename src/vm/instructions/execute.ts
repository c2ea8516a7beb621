/**
 * This file carries out the instructions that the loop itself does not: each changes the frame's stack, `sp` and `pc`.
 * Labels are literal because V8 makes a jump table only of literals; a test holds them to the opcode table.
 */

import type { PyCode } from '../../bytecode/code.js';
import { nameError, typeError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { invert, negative } from '../../objects/operations/arithmetic.js';
import { delAttr } from '../../objects/operations/attributes.js';
import { delItem, getItem, length, setItem } from '../../objects/operations/containers.js';
import { ascii, format, repr, str } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { PyCell, PyFunction } from '../../objects/types/function.js';
import type { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { PySlice, type PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str } from '../../values/str.js';
import { unboundDeref, unboundLocal } from '../errors.js';
import type { PyFrame } from '../frame.js';
import { PyCoroutine, PyGenerator } from '../generator.js';
import type { Machine } from '../machine.js';
import { awaitableIterator, getAiter, getAnext } from './async.js';
import { callFunctionEx, mergeKeywords, updateDict } from './calls.js';
import { endAsyncFor, loadSpecial, withExceptStart } from './context.js';
import { matchExceptionGroup } from './exception-groups.js';
import { checkGroupPattern, exceptionMatches, Reraise, raise } from './exceptions.js';
import { importFrom, importName } from './imports.js';
import { intrinsic1, intrinsic2 } from './intrinsics.js';
import { makeFunction, setFunctionAttribute } from './make-function.js';
import { matchClass, matchKeys } from './matching.js';
import {
  deleteGlobal,
  deleteName,
  loadFromDictOrGlobals,
  loadName,
  lookupIn,
  storeGlobal,
  storeName,
} from './names.js';
import { addToSet, emptySet, setFrom } from './sets.js';
import { loadSuperAttribute } from './super.js';
import { buildInterpolation, buildTemplate } from './templates.js';
import { extendList, unpackEx, unpackSequence } from './unpacking.js';

/** Carry out one instruction. `frame.pc` is already behind it. */
export function executeInstruction(vm: Machine, frame: PyFrame, opcode: number, oparg: number): void {
  const s = frame.slots;
  let sp = frame.sp;
  switch (opcode) {
    case 93: // LOAD_NAME
      s[sp++] = loadName(vm, frame, frame.exec.names[oparg] as string);
      break;
    case 116: // STORE_NAME
      storeName(vm, frame, frame.exec.names[oparg] as string, s[sp - 1] as Value);
      s[--sp] = undefined;
      break;
    case 65: // DELETE_NAME
      deleteName(vm, frame, frame.exec.names[oparg] as string);
      break;
    case 115: // STORE_GLOBAL
      storeGlobal(vm, frame, frame.exec.names[oparg] as string, s[sp - 1] as Value);
      s[--sp] = undefined;
      break;
    case 64: // DELETE_GLOBAL
      deleteGlobal(frame, frame.exec.names[oparg] as string);
      break;
    case 91: {
      // LOAD_FROM_DICT_OR_GLOBALS
      const mapping = s[sp - 1] as Value;
      s[sp - 1] = loadFromDictOrGlobals(vm, frame, mapping, frame.exec.names[oparg] as string);
      break;
    }
    case 90: {
      // LOAD_FROM_DICT_OR_DEREF
      const mapping = s[sp - 1] as Value;
      const value = lookupIn(vm, mapping, frame.code.localsplusnames[oparg] as string) ?? (s[oparg] as PyCell).value;
      if (value === undefined) throw unboundDeref(frame, oparg);
      s[sp - 1] = value;
      break;
    }
    case 22: // LOAD_LOCALS
      if (frame.locals === null) throw vm.systemError('no locals');
      s[sp++] = frame.locals;
      break;
    case 63: // DELETE_FAST
      if (s[oparg] === undefined) throw unboundLocal(frame, oparg);
      s[oparg] = undefined;
      break;
    case 62: {
      // DELETE_DEREF
      const cell = s[oparg] as PyCell;
      if (cell.value === undefined) throw unboundDeref(frame, oparg);
      cell.value = undefined;
      break;
    }
    case 61: // DELETE_ATTR
      delAttr(vm, s[sp - 1] as Value, frame.exec.names[oparg] as string);
      s[--sp] = undefined;
      break;
    case 41: // UNARY_NEGATIVE
      s[sp - 1] = negative(vm, s[sp - 1] as Value);
      break;
    case 40: // UNARY_INVERT
      s[sp - 1] = invert(vm, s[sp - 1] as Value);
      break;
    case 1: {
      // BINARY_SLICE
      const slice = new PySlice(s[sp - 2] as Value, s[sp - 1] as Value, None);
      const result = getItem(vm, s[sp - 3] as Value, slice);
      s[--sp] = undefined;
      s[--sp] = undefined;
      s[sp - 1] = result;
      break;
    }
    case 37: {
      // STORE_SLICE
      const slice = new PySlice(s[sp - 2] as Value, s[sp - 1] as Value, None);
      setItem(vm, s[sp - 3] as Value, slice, s[sp - 4] as Value);
      sp = drop(frame, sp, 4);
      break;
    }
    case 49: {
      // BUILD_SLICE
      const step = oparg === 3 ? (s[--sp] as Value) : None;
      const stop = s[--sp] as Value;
      s[sp - 1] = new PySlice(s[sp - 1] as Value, stop, step);
      break;
    }
    case 47: {
      // BUILD_MAP
      const dict = new PyDict();
      const base = sp - 2 * oparg;
      for (let i = base; i < sp; i += 2) dict.set(vm, s[i] as Value, s[i + 1] as Value);
      sp = drop(frame, sp, 2 * oparg);
      s[sp++] = dict;
      break;
    }
    case 98: {
      // MAP_ADD
      const dict = s[sp - 2 - oparg] as PyDict;
      dict.set(vm, s[sp - 2] as Value, s[sp - 1] as Value);
      sp = drop(frame, sp, 2);
      break;
    }
    case 67: {
      // DICT_UPDATE
      const mapping = s[sp - 1] as Value;
      updateDict(vm, s[sp - 1 - oparg] as PyDict, mapping);
      s[--sp] = undefined;
      break;
    }
    case 8: // DELETE_SUBSCR
      delItem(vm, s[sp - 2] as Value, s[sp - 1] as Value);
      s[--sp] = undefined;
      s[--sp] = undefined;
      break;
    case 66: {
      // DICT_MERGE
      const mapping = s[sp - 1] as Value;
      // Below the dict: callable, self or NULL, args tuple.
      mergeKeywords(vm, s[sp - 1 - oparg] as PyDict, mapping, s[sp - 4 - oparg] as Value);
      s[--sp] = undefined;
      break;
    }
    case 48: {
      // BUILD_SET
      const items = s.slice(sp - oparg, sp) as Value[];
      const set = emptySet();
      for (const item of items) addToSet(vm, set, item);
      sp = drop(frame, sp, oparg);
      s[sp++] = set;
      break;
    }
    case 107: // SET_ADD
      addToSet(vm, s[sp - 1 - oparg] as never, s[sp - 1] as Value);
      s[--sp] = undefined;
      break;
    case 109: // SET_UPDATE
      setFrom(vm, s[sp - 1 - oparg] as never, s[sp - 1] as Value);
      s[--sp] = undefined;
      break;
    case 79: // LIST_EXTEND
      extendList(vm, s[sp - 1 - oparg] as PyList, s[sp - 1] as Value);
      s[--sp] = undefined;
      break;
    case 50: {
      // BUILD_STRING
      const parts = s.slice(sp - oparg, sp) as Str[];
      let total = 0;
      for (const part of parts) total += part.length;
      vm.chargeMemory(total);
      sp = drop(frame, sp, oparg);
      s[sp++] = concat(parts);
      break;
    }
    case 12: {
      // FORMAT_SIMPLE
      const value = s[sp - 1] as Value;
      if (!isStr(value)) s[sp - 1] = format(vm, value, '');
      break;
    }
    case 13: {
      // FORMAT_WITH_SPEC
      const spec = s[sp - 1] as Str;
      const result = format(vm, s[sp - 2] as Value, spec);
      s[--sp] = undefined;
      s[sp - 1] = result;
      break;
    }
    case 58: {
      // CONVERT_VALUE
      const value = s[sp - 1] as Value;
      s[sp - 1] = oparg === 1 ? str(vm, value) : oparg === 2 ? repr(vm, value) : ascii(vm, value);
      break;
    }
    case 2: {
      // BUILD_TEMPLATE
      const interpolations = s[--sp] as PyTuple;
      s[sp] = undefined;
      s[sp - 1] = buildTemplate(s[sp - 1] as PyTuple, interpolations);
      break;
    }
    case 45: {
      // BUILD_INTERPOLATION
      const spec = oparg & 1 ? (s[--sp] as Value) : '';
      const text = s[--sp] as Value;
      s[sp - 1] = buildInterpolation(s[sp - 1] as Value, text, oparg >> 2, spec);
      break;
    }
    case 119: // UNPACK_SEQUENCE
      sp = unpackSequence(vm, frame, sp, oparg);
      break;
    case 118: // UNPACK_EX
      sp = unpackEx(vm, frame, sp, oparg & 0xff, oparg >> 8);
      break;
    case 18: // GET_LEN
      s[sp] = length(vm, s[sp - 1] as Value);
      sp++;
      break;
    case 25: // MATCH_MAPPING
      s[sp] = vm.patternKind(s[sp - 1] as Value) === 2;
      sp++;
      break;
    case 26: // MATCH_SEQUENCE
      s[sp] = vm.patternKind(s[sp - 1] as Value) === 1;
      sp++;
      break;
    case 24: // MATCH_KEYS
      s[sp] = matchKeys(vm, s[sp - 2] as Value, s[sp - 1] as PyTuple);
      sp++;
      break;
    case 99: {
      // MATCH_CLASS
      const names = s[sp - 1] as PyTuple;
      const matched = matchClass(vm, s[sp - 3] as Value, s[sp - 2] as Value, oparg, names);
      s[--sp] = undefined;
      s[--sp] = undefined;
      s[sp - 1] = matched;
      break;
    }
    case 21: {
      // LOAD_BUILD_CLASS
      const build = lookupIn(vm, frame.builtins, '__build_class__');
      if (build === undefined) throw nameError('__build_class__ not found', '__build_class__');
      s[sp++] = build;
      break;
    }
    case 81: // LOAD_COMMON_CONSTANT
      s[sp++] = vm.commonConstant(oparg);
      break;
    case 23: // MAKE_FUNCTION
      s[sp - 1] = makeFunction(vm, frame, s[sp - 1] as PyCode);
      break;
    case 108: {
      // SET_FUNCTION_ATTRIBUTE
      const func = s[sp - 1] as PyFunction;
      setFunctionAttribute(func, oparg, s[sp - 2] as Value);
      s[--sp] = undefined;
      s[sp - 1] = func;
      break;
    }
    case 4: // CALL_FUNCTION_EX
      frame.sp = sp;
      s[sp - 4] = callFunctionEx(vm, s[sp - 4] as Value, s[sp - 3], s[sp - 2] as Value, s[sp - 1]);
      sp = drop(frame, sp, 3);
      break;
    case 53: // CALL_INTRINSIC_1
      s[sp - 1] = intrinsic1(vm, frame, oparg, s[sp - 1] as Value);
      break;
    case 54: {
      // CALL_INTRINSIC_2
      const result = intrinsic2(vm, oparg, s[sp - 2] as Value, s[sp - 1] as Value);
      s[--sp] = undefined;
      s[sp - 1] = result;
      break;
    }
    case 96: {
      // LOAD_SUPER_ATTR
      const found = loadSuperAttribute(vm, frame, oparg, s[sp - 3] as Value, s[sp - 2] as Value, s[sp - 1] as Value);
      sp = drop(frame, sp, 3);
      s[sp++] = found.value;
      if (oparg & 1) s[sp++] = found.self;
      break;
    }
    case 73: {
      // IMPORT_NAME
      const fromList = s[--sp] as Value;
      s[sp] = undefined;
      s[sp - 1] = importName(vm, frame, frame.exec.names[oparg] as string, fromList, s[sp - 1] as Value);
      break;
    }
    case 72: // IMPORT_FROM
      s[sp] = importFrom(vm, s[sp - 1] as Value, frame.exec.names[oparg] as string);
      sp++;
      break;
    case 36: {
      // SETUP_ANNOTATIONS
      const locals = frame.locals ?? frame.globals;
      if (lookupIn(vm, locals, '__annotations__') === undefined) setItem(vm, locals, '__annotations__', new PyDict());
      break;
    }
    case 19: {
      // GET_YIELD_FROM_ITER
      const value = s[sp - 1] as Value;
      if (value instanceof PyCoroutine) {
        if ((frame.code.co_flags & 0x180) === 0) {
          throw typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
        }
      } else if (!(value instanceof PyGenerator)) s[sp - 1] = vm.getIter(value);
      break;
    }
    case 71: // GET_AWAITABLE
      s[sp - 1] = awaitableIterator(vm, s[sp - 1] as Value, oparg);
      break;
    case 14: // GET_AITER
      s[sp - 1] = getAiter(vm, s[sp - 1] as Value);
      break;
    case 15: // GET_ANEXT
      s[sp] = getAnext(vm, s[sp - 1] as Value);
      sp++;
      break;
    case 68: // END_ASYNC_FOR
      endAsyncFor(s[sp - 1] as Value);
      sp = drop(frame, sp, 2);
      break;
    case 10: {
      // END_SEND
      const value = s[--sp];
      s[sp] = undefined;
      s[sp - 1] = value;
      break;
    }
    case 7: {
      // CLEANUP_THROW
      const exception = s[sp - 1] as PyBaseException;
      const value = vm.stopIterationValue(exception);
      if (value === undefined) throw new Reraise(reraised(exception), -1);
      sp = drop(frame, sp, 3);
      s[sp++] = None;
      s[sp++] = value;
      break;
    }
    case 95: {
      // LOAD_SPECIAL
      const found = loadSpecial(vm, s[sp - 1] as Value, oparg);
      s[sp - 1] = found.method;
      s[sp++] = found.self;
      break;
    }
    case 43: {
      // WITH_EXCEPT_START
      // exit, self or NULL, lasti, previous exception, exception
      const exception = s[sp - 1] as PyBaseException;
      s[sp] = withExceptStart(vm, s[sp - 5] as Value, s[sp - 4], exception);
      sp++;
      break;
    }
    case 32: {
      // PUSH_EXC_INFO
      const exception = s[sp - 1] as PyBaseException;
      s[sp - 1] = vm.exceptionState.value ?? None;
      s[sp++] = exception;
      vm.exceptionState.value = exception;
      break;
    }
    case 29: {
      // POP_EXCEPT
      const previous = s[--sp] as Value;
      s[sp] = undefined;
      vm.exceptionState.value = previous === None ? null : (previous as PyBaseException);
      break;
    }
    case 6: {
      // CHECK_EXC_MATCH
      const matched = exceptionMatches(s[sp - 2] as Value, s[sp - 1] as Value);
      s[sp - 1] = matched;
      break;
    }
    case 5: {
      // CHECK_EG_MATCH
      const pattern = s[sp - 1] as Value;
      checkGroupPattern(pattern);
      const split = matchExceptionGroup(vm, s[sp - 2] as PyBaseException, pattern);
      s[sp - 2] = split.rest;
      s[sp - 1] = split.match;
      if (split.match !== None) vm.exceptionState.value = split.match as PyBaseException;
      break;
    }
    case 104: // RAISE_VARARGS
      throw raise(vm, oparg > 0 ? (s[sp - oparg] as Value) : undefined, oparg === 2 ? (s[sp - 1] as Value) : undefined);
    case 105: {
      // RERAISE
      const exception = s[sp - 1] as PyBaseException;
      const at = oparg > 0 ? (s[sp - 1 - oparg] as number) + 1 : -1;
      throw new Reraise(reraised(exception), at);
    }
    case 11: // EXIT_INIT_CHECK
      if (s[sp - 1] !== None) throw typeError('__init__() should return None');
      s[--sp] = undefined;
      break;
    default:
      throw vm.systemError(`unknown opcode ${opcode}`);
  }
  frame.sp = sp;
}

function reraised(exception: PyBaseException): Raised {
  const raised = new Raised(exception);
  raised.hasContext = true;
  return raised;
}

function drop(frame: PyFrame, sp: number, count: number): number {
  const s = frame.slots;
  for (let i = 0; i < count; i++) s[--sp] = undefined;
  return sp;
}
