/** This file keeps track of the exception being handled and chains new ones to it. */
import type { PyBaseException } from '../objects/exceptions/base-exception.js';
import type { ExceptionState } from './frame.js';

interface HasExceptionState {
  exceptionState: ExceptionState;
}

/** A generator is entered: what it handles stands above what its caller does. */
export function enterExceptionState(vm: HasExceptionState, generator: HasExceptionState): void {
  generator.exceptionState.previous = vm.exceptionState;
  vm.exceptionState = generator.exceptionState;
}

/** The innermost exception that is being handled, or null. */
export function handledException(vm: HasExceptionState): PyBaseException | null {
  let state: ExceptionState | null = vm.exceptionState;
  while (state !== null && state.value === null) state = state.previous;
  return state === null ? null : state.value;
}

/** Give a newly raised exception its `__context__`: the one being handled. Cycles are cut. */
export function setContext(vm: HasExceptionState, exception: PyBaseException): void {
  const handled = handledException(vm);
  if (handled === null || handled === exception) return;
  // Avoid a cycle through the context chain of the handled exception; the second walker stops at a cycle made by hand.
  let at: PyBaseException = handled;
  let slow: PyBaseException = handled;
  let advance = false;
  for (let context = at.context; context !== null; context = at.context) {
    if (context === exception) {
      at.context = null;
      break;
    }
    at = context;
    if (at === slow) break;
    if (advance) slow = slow.context as PyBaseException;
    advance = !advance;
  }
  exception.context = handled;
}
