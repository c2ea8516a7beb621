/** This file names types in messages with the module that they come from. */
import { isStr, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';

/** `module.qualname`; the qualified name alone for types of builtins and of the program (PyType_GetFullyQualifiedName). */
export function fullTypeName(type: PyType): string {
  const qualname = strToUtf16(type.qualname as string);
  const module = type.isHeap ? type.dict.get('__module__') : type.module;
  if (module === undefined || !isStr(module)) return qualname;
  const text = strToUtf16(module);
  return text === 'builtins' || text === '__main__' ? qualname : `${text}.${qualname}`;
}
