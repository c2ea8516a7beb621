/** This file implements the `import` statement. */

import { runtimeError } from '../../objects/errors.js';
import { importErrorFrom } from '../../objects/exceptions/import-error.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromKey, strToUtf16 } from '../../values/str.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';
import { lookupIn } from './names.js';

/** IMPORT_NAME: calls the `__import__` of the frame's builtins. */
export function importName(vm: Machine, frame: PyFrame, name: string, fromList: Value, level: Value): Value {
  // Who imports the module sees all its names.
  if (name === 'builtins') vm.addLateBuiltins();
  const importer = lookupIn(vm, frame.builtins, '__import__');
  if (importer === undefined) throw importErrorFrom('__import__ not found', null, null);
  return vm.call(importer, [strFromKey(name), frame.globals, frame.locals ?? None, fromList, level]);
}

/** IMPORT_FROM: an attribute, or the submodule of that name in `sys.modules`. */
export function importFrom(vm: Machine, module: Value, name: string): Value {
  const value = lookupAttr(vm, module, name);
  if (value !== undefined) return value;
  const moduleName = lookupAttr(vm, module, '__name__');
  if (moduleName !== undefined && isStr(moduleName)) {
    const found = vm.loadedModule(`${strToUtf16(moduleName)}.${strToUtf16(strFromKey(name))}`);
    if (found !== undefined) return found;
  }
  throw vm.cannotImportName(module, moduleName, name);
}

/** `from module import *` into the namespace of a frame. */
export function importStar(vm: Machine, frame: PyFrame, module: Value): void {
  if (frame.locals === null) throw runtimeError("no locals found during 'import *'");
  vm.importAllFrom(frame, module);
}
