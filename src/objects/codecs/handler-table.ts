/** This file keeps the error handlers of codecs that a machine knows by name. */
import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import { lookupError } from '../errors.js';
import { PyNativeFunction } from '../native/native-function.js';
import { HANDLER_FUNCTIONS } from './handler-functions.js';

/** Handlers by name key: the built-in ones, and those of `codecs.register_error`. */
export const errorHandlers = new StateKey<Map<string, Value>>('codecs.errors', () => {
  const handlers = new Map<string, Value>();
  for (const [name, def] of HANDLER_FUNCTIONS) handlers.set(name, new PyNativeFunction(def, null, null, null));
  return handlers;
});

/** The handler of a name (key). Raises LookupError "unknown error handler name 'X'". */
export function lookupErrorHandler(vm: Runtime, name: string): Value {
  const handler = vm.state(errorHandlers).get(name);
  if (handler === undefined) throw lookupError(`unknown error handler name '${strToUtf16(strFromKey(name))}'`);
  return handler;
}
