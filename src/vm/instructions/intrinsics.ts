/** This file carries out the intrinsic functions that the compiler calls. */
import * as operands from '../../bytecode/operands.js';
import { typeOf } from '../../objects/core-types.js';
import { runtimeError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { StopAsyncIteration, StopIteration } from '../../objects/exceptions/types.js';
import { positive } from '../../objects/operations/arithmetic.js';
import type { PyFunction } from '../../objects/types/function.js';
import type { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyFrame } from '../frame.js';
import { AsyncGenWrappedValue, PyAsyncGenerator, PyCoroutine } from '../generator.js';
import type { Machine } from '../machine.js';
import {
  makeParamSpec,
  makeTypeAlias,
  makeTypeVar,
  makeTypeVarTuple,
  setTypeParamDefault,
  subscriptGeneric,
} from '../type-params.js';
import { prepareReraiseStar } from './exception-groups.js';
import { importStar } from './imports.js';

/** CALL_INTRINSIC_1. */
export function intrinsic1(vm: Machine, frame: PyFrame, which: number, value: Value): Value {
  switch (which) {
    case operands.INTRINSIC_PRINT:
      return vm.displayHook(value);
    case operands.INTRINSIC_IMPORT_STAR:
      importStar(vm, frame, value);
      return None;
    case operands.INTRINSIC_STOPITERATION_ERROR:
      return stopIterationError(frame, value as PyBaseException);
    case operands.INTRINSIC_ASYNC_GEN_WRAP:
      return new AsyncGenWrappedValue(value);
    case operands.INTRINSIC_UNARY_POSITIVE:
      return positive(vm, value);
    case operands.INTRINSIC_LIST_TO_TUPLE:
      return new PyTuple((value as PyList).items);
    case operands.INTRINSIC_TYPEVAR:
      return makeTypeVar(vm, value, null, null);
    case operands.INTRINSIC_PARAMSPEC:
      return makeParamSpec(vm, value);
    case operands.INTRINSIC_TYPEVARTUPLE:
      return makeTypeVarTuple(vm, value);
    case operands.INTRINSIC_SUBSCRIPT_GENERIC:
      return subscriptGeneric(vm, value);
    case operands.INTRINSIC_TYPEALIAS:
      return makeTypeAlias(vm, value as PyTuple);
    default:
      throw vm.systemError(`unknown intrinsic ${which}`);
  }
}

/** A StopIteration that leaves a generator becomes a RuntimeError (PEP 479). */
function stopIterationError(frame: PyFrame, exception: PyBaseException): Value {
  const type = typeOf(exception);
  const generator = frame.generator;
  let message: string | null = null;
  if (type.isSubtypeOf(StopIteration)) {
    message =
      generator instanceof PyAsyncGenerator
        ? 'async generator raised StopIteration'
        : generator instanceof PyCoroutine
          ? 'coroutine raised StopIteration'
          : 'generator raised StopIteration';
  } else if (generator instanceof PyAsyncGenerator && type.isSubtypeOf(StopAsyncIteration)) {
    message = 'async generator raised StopAsyncIteration';
  }
  if (message === null) return exception;
  const error = runtimeError(message).exception;
  error.cause = exception;
  error.context = exception;
  error.suppressContext = true;
  return error;
}

/** CALL_INTRINSIC_2. */
export function intrinsic2(vm: Machine, which: number, a: Value, b: Value): Value {
  switch (which) {
    case operands.INTRINSIC_PREP_RERAISE_STAR:
      return prepareReraiseStar(vm, a, b);
    case operands.INTRINSIC_TYPEVAR_WITH_BOUND:
      return makeTypeVar(vm, a, b, null);
    case operands.INTRINSIC_TYPEVAR_WITH_CONSTRAINTS:
      return makeTypeVar(vm, a, null, b);
    case operands.INTRINSIC_SET_FUNCTION_TYPE_PARAMS:
      (a as PyFunction).typeParams = b;
      return a;
    case operands.INTRINSIC_SET_TYPEPARAM_DEFAULT:
      return setTypeParamDefault(vm, a, b);
    default:
      throw vm.systemError(`unknown intrinsic ${which}`);
  }
}
