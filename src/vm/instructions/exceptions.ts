/** This file raises, matches and hands on exceptions. */
import { typeOf } from '../../objects/core-types.js';
import { runtimeError, typeError } from '../../objects/errors.js';
import { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { BaseException, BaseExceptionGroup } from '../../objects/exceptions/types.js';
import { repr } from '../../objects/operations/text.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { handledException, setContext } from '../exception-state.js';
import type { Machine } from '../machine.js';

/** An exception raised again: no new traceback entry for this frame; `pc` restores the position, or is -1. */
export class Reraise {
  constructor(
    readonly raised: Raised,
    readonly pc: number,
  ) {}
}

/** `raise`, `raise exception`, `raise exception from cause`: answers what to throw. */
export function raise(vm: Machine, exception: Value | undefined, cause: Value | undefined): Raised | Reraise {
  if (exception === undefined) {
    const handled = handledException(vm);
    if (handled === null) return runtimeError('No active exception to reraise');
    const raised = new Raised(handled);
    raised.hasContext = true;
    return new Reraise(raised, -1);
  }
  const value = instantiate(vm, exception);
  if (cause !== undefined) {
    if (cause === None) value.cause = null;
    else if (cause instanceof PyBaseException) value.cause = cause;
    else if (cause instanceof PyType && cause.isSubtypeOf(BaseException)) {
      const made = vm.call0(cause);
      if (!(made instanceof PyBaseException)) {
        throw typeError(
          `calling ${shown(vm, cause)} should have returned an instance of BaseException, not ${shown(vm, typeOf(made))}`,
        );
      }
      value.cause = made;
    } else throw typeError('exception causes must derive from BaseException');
    value.suppressContext = true;
  }
  setContext(vm, value);
  const raised = new Raised(value);
  raised.hasContext = true;
  return raised;
}

/** How an error text shows a class. */
function shown(vm: Machine, type: PyType): string {
  return strToUtf16(repr(vm, type));
}

function instantiate(vm: Machine, exception: Value): PyBaseException {
  if (exception instanceof PyBaseException) return exception;
  if (exception instanceof PyType && exception.isSubtypeOf(BaseException)) {
    const made = vm.call0(exception);
    if (made instanceof PyBaseException) return made;
    throw typeError(
      `calling ${shown(vm, exception)} should have returned an instance of BaseException, not ${shown(vm, typeOf(made))}`,
    );
  }
  throw typeError('exceptions must derive from BaseException');
}

/** `except pattern:` */
export function exceptionMatches(exception: Value, pattern: Value): boolean {
  checkPattern(pattern);
  const type = typeOf(exception);
  if (pattern instanceof PyTuple) {
    return pattern.items.some((each) => type.isSubtypeOf(each as PyType));
  }
  return type.isSubtypeOf(pattern as PyType);
}

function checkPattern(pattern: Value): void {
  const each = pattern instanceof PyTuple ? pattern.items : [pattern];
  for (const type of each) {
    if (!(type instanceof PyType && type.isSubtypeOf(BaseException))) {
      throw typeError('catching classes that do not inherit from BaseException is not allowed');
    }
  }
}

/** Patterns of `except*` may not be groups themselves. */
export function checkGroupPattern(pattern: Value): void {
  checkPattern(pattern);
  const each = pattern instanceof PyTuple ? pattern.items : [pattern];
  for (const type of each) {
    if ((type as PyType).isSubtypeOf(BaseExceptionGroup)) {
      throw typeError('catching ExceptionGroup with except* is not allowed. Use except instead.');
    }
  }
}
