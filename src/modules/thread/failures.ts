/** This file reports exceptions that end threads. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { SystemExit } from '../../objects/exceptions/types.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { reprText, str } from '../../objects/operations/text.js';
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { displayException, writeStderr } from '../sys/hooks.js';
import { reportUnraisable } from '../unraisable.js';

/** `_thread._ExceptHookArgs`. */
export const exceptHookArgs = defineStructSequence({
  module: '_thread',
  name: '_ExceptHookArgs',
  doc: 'ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.',
  fields: [
    ['exc_type', 'Exception type'],
    ['exc_value', 'Exception value'],
    ['exc_traceback', 'Exception traceback'],
    ['thread', 'Thread'],
  ],
});

/** An exception left a thread that was started without `threading`. */
export function reportThreadFailure(vm: Runtime, failure: Raised, callable: Value): void {
  if (failure.exception.type.isSubtypeOf(SystemExit)) return;
  reportUnraisable(vm as Machine, failure, `Exception ignored in thread started by ${reprText(vm, callable)}`);
}

/** `_thread._excepthook(args)`: what `threading.excepthook` does by default. */
export function threadExceptHook(runtime: Runtime, args: Value): Value {
  const vm = runtime as Machine;
  if (typeOf(args) !== exceptHookArgs.type) {
    throw typeError('_thread.excepthook argument type must be ExceptHookArgs');
  }
  if (getAttr(vm, args, 'exc_type') === SystemExit) return None;
  const thread = getAttr(vm, args, 'thread');
  const name = thread === None ? undefined : lookupAttr(vm, thread, '_name');
  const shown = name === undefined ? `${vm.threadId()}` : strToUtf16(str(vm, name));
  writeStderr(vm, `Exception in thread ${shown}:\n`);
  displayException(vm, getAttr(vm, args, 'exc_value'));
  return None;
}
