/** This file reports exceptions that nobody can handle: through `sys.unraisablehook`. */
import { typeOf } from '../objects/core-types.js';
import { Raised } from '../objects/exceptions/raised.js';
import { lookupAttr } from '../objects/operations/attributes.js';
import { defineStructSequence } from '../objects/types/struct-sequence.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { strFromUtf16 } from '../values/str.js';
import type { Machine } from '../vm/machine.js';
import { displayException } from './sys/hooks.js';

/** `sys.UnraisableHookArgs`. */
export const unraisableHookArgs = defineStructSequence({
  name: 'UnraisableHookArgs',
  module: 'sys',
  doc: 'UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.',
  fields: [
    ['exc_type', 'Exception type'],
    ['exc_value', 'Exception value'],
    ['exc_traceback', 'Exception traceback'],
    ['err_msg', 'Error message'],
    ['object', 'Object causing the exception'],
  ],
});

/** Hand an exception to `sys.unraisablehook`; `message` without a colon, or null for "Exception ignored in: object". */
export function reportUnraisable(vm: Machine, raised: Raised, message: string | null, object: Value = None): void {
  const { exception } = raised;
  const args = unraisableHookArgs.make([
    typeOf(exception),
    exception,
    exception.traceback ?? None,
    message === null ? None : strFromUtf16(message),
    object,
  ]);
  const sys = vm.loadedModule('sys');
  const hook = sys === undefined ? undefined : lookupAttr(vm, sys, 'unraisablehook');
  if (hook === undefined || hook === None) return;
  try {
    vm.call1(hook, args);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    displayException(vm, reason.exception);
  }
}
