/** This file makes functions from code objects. */
import { CO_HAS_DOCSTRING, type PyCode } from '../../bytecode/code.js';
import {
  MAKE_FUNCTION_ANNOTATE,
  MAKE_FUNCTION_ANNOTATIONS,
  MAKE_FUNCTION_CLOSURE,
  MAKE_FUNCTION_DEFAULTS,
  MAKE_FUNCTION_KWDEFAULTS,
} from '../../bytecode/operands.js';
import { concat } from '../../objects/strings.js';
import type { PyDict } from '../../objects/types/dict/dict.js';
import { PyFunction } from '../../objects/types/function.js';
import type { Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';

/** MAKE_FUNCTION. */
export function makeFunction(_vm: Machine, frame: PyFrame, code: PyCode): PyFunction {
  const doc = code.co_flags & CO_HAS_DOCSTRING ? (code.co_consts.items[0] as Value) : None;
  const func = new PyFunction(code, frame.globals, frame.builtins, doc);
  func.module = frame.globals.getStr('__name__') ?? null;
  return func;
}

/** SET_FUNCTION_ATTRIBUTE. */
export function setFunctionAttribute(func: PyFunction, which: number, value: Value): void {
  switch (which) {
    case MAKE_FUNCTION_DEFAULTS:
      func.defaults = value as PyTuple;
      break;
    case MAKE_FUNCTION_KWDEFAULTS:
      func.kwdefaults = value as PyDict;
      break;
    case MAKE_FUNCTION_ANNOTATIONS:
      func.annotations = value;
      break;
    case MAKE_FUNCTION_CLOSURE:
      func.closure = value as PyTuple;
      break;
    case MAKE_FUNCTION_ANNOTATE:
      func.annotate = value;
      if (value instanceof PyFunction) value.qualname = concat([func.qualname as Str, '.__annotate__']);
      break;
  }
}
