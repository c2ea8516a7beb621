/** This file names native functions in error messages as CPython's `_PyObject_FunctionStr` does. */

import type { Value } from '../../values/object.js';
import { isStr, type Str, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import type { NativeDef } from './native-def.js';

/** `list.append()`, `len()`, `math.sqrt()`: qualified name, with its module unless that is builtins. */
export function functionString(def: NativeDef, owner: PyType | null, module: Value | null): string {
  const qualname = owner === null ? def.name : `${strToUtf16(owner.qualname as Str)}.${def.name}`;
  if (owner === null && module !== null && isStr(module)) {
    const text = strToUtf16(module);
    if (text !== 'builtins') return `${text}.${qualname}()`;
  }
  return `${qualname}()`;
}
