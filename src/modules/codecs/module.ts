/** This file declares `_codecs`: the registry of codecs and error handlers, and the built-in coders. */

import { HANDLER_FUNCTIONS } from '../../objects/codecs/handler-functions.js';
import { errorHandlers, lookupErrorHandler } from '../../objects/codecs/handler-table.js';
import { codecRegistry, decodeObject, encodeObject, lookupCodec } from '../../objects/codecs/registry.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { strArgument } from '../../objects/types/str/arguments.js';
import { codecName } from '../../objects/types/str/construct.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import { coders } from './coders.js';

const isCallable = (value: Value): boolean => typeOf(value).tp_call !== null;

/** The errors that a call names; null when it names none, as the codec is then called without. */
const errorsName = (errors: Str | undefined): string | null => (errors === undefined ? null : codecName(errors));

const registryFunctions: readonly NativeDef[] = [
  nativeFunction(
    'register($module, search_function, /)',
    'Register a codec search function.',
    (vm: Runtime, search: Value) => {
      if (!isCallable(search)) throw typeError('argument must be callable');
      vm.state(codecRegistry).searchPath.push(search);
      return None;
    },
  ),
  nativeFunction(
    'unregister($module, search_function, /)',
    'Unregister a codec search function and clear the cache of codecs.',
    (vm: Runtime, search: Value) => {
      const registry = vm.state(codecRegistry);
      const at = registry.searchPath.indexOf(search);
      if (at >= 0) {
        registry.cache.clear();
        registry.searchPath.splice(at, 1);
      }
      return None;
    },
  ),
  nativeFunction(
    'lookup($module, encoding, /)',
    'Look up a codec and return its CodecInfo.',
    (vm: Runtime, encoding: Value) => lookupCodec(vm, codecName(strArgument('lookup', 'argument', encoding))),
  ),
  nativeFunction(
    "encode($module, /, obj, encoding: str='utf-8', errors: str=<unrepresentable>)",
    'Encode obj with the codec registered for encoding.',
    (vm: Runtime, object: Value, encoding: Str, errors: Str | undefined) =>
      encodeObject(vm, object, codecName(encoding), errorsName(errors)),
  ),
  nativeFunction(
    "decode($module, /, obj, encoding: str='utf-8', errors: str=<unrepresentable>)",
    'Decode obj with the codec registered for encoding.',
    (vm: Runtime, object: Value, encoding: Str, errors: Str | undefined) =>
      decodeObject(vm, object, codecName(encoding), errorsName(errors)),
  ),
];

const handlerFunctions: readonly NativeDef[] = [
  nativeFunction(
    'register_error($module, errors: str, handler, /)',
    'Register an error handler under a name.',
    (vm: Runtime, errors: Str, handler: Value) => {
      const name = codecName(errors);
      if (!isCallable(handler)) throw typeError('handler must be callable');
      vm.state(errorHandlers).set(name, handler);
      return None;
    },
  ),
  nativeFunction(
    '_unregister_error($module, errors, /)',
    'Un-register an error handler; answers whether there was one.',
    (vm: Runtime, errors: Value) => {
      const name = codecName(strArgument('_unregister_error', 'argument', errors));
      if (HANDLER_FUNCTIONS.some(([builtin]) => builtin === name)) {
        throw valueError(`cannot un-register built-in error handler '${strToUtf16(name)}'`);
      }
      return vm.state(errorHandlers).delete(name);
    },
  ),
  nativeFunction(
    'lookup_error($module, name, /)',
    'The error handler registered under a name.',
    (vm: Runtime, name: Value) => lookupErrorHandler(vm, codecName(strArgument('lookup_error', 'argument', name))),
  ),
];

/** `_codecs`. */
export const codecsModule = defineModule({
  name: '_codecs',
  doc: null,
  functions: [...registryFunctions, ...coders, ...handlerFunctions],
});
