/** This file declares `sys._jit`: CPython's own just-in-time compiler, which this machine has not. */

import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyNativeFunction } from '../../objects/native/native-function.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyModule } from '../../objects/types/function.js';
import { initModule } from '../../objects/types/module-type.js';
import type { Value } from '../../values/object.js';

const functions: readonly NativeDef[] = [
  nativeFunction(
    'is_available($module, /)',
    'Tell whether this interpreter has a JIT compiler that programs observe.',
    () => false,
  ),
  nativeFunction('is_enabled($module, /)', 'Tell whether that compiler is switched on.', () => false),
  nativeFunction(
    'is_active($module, /)',
    'Tell whether the topmost frame runs code made by that compiler.',
    () => false,
  ),
];

/** The object `sys._jit`. */
export function jitNamespace(): Value {
  const module = new PyModule(new PyDict());
  initModule(module, 'sys._jit', 'Observes just-in-time compilation.');
  for (const def of functions) module.dict.setStr(def.name, new PyNativeFunction(def, module, 'sys._jit', null));
  return module;
}
