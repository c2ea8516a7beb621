/** This file makes the module objects of native modules. */
import type { ModuleDeclaration } from '../objects/native/define-module.js';
import { PyNativeFunction } from '../objects/native/native-function.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyModule } from '../objects/types/function.js';
import { initModule } from '../objects/types/module-type.js';
import type { Runtime } from '../values/runtime.js';
import { None } from '../values/singletons.js';
import { strFromUtf16 } from '../values/str.js';

/** The module object of a declaration, for one machine. */
export function instantiateModule(vm: Runtime, declaration: ModuleDeclaration): PyModule {
  const module = new PyModule(new PyDict());
  const doc = declaration.doc === undefined || declaration.doc === null ? None : strFromUtf16(declaration.doc);
  initModule(module, declaration.name, doc);
  fillModule(vm, module, declaration);
  return module;
}

/** Put what a declaration holds into a module. */
export function fillModule(vm: Runtime, module: PyModule, declaration: ModuleDeclaration): void {
  const dict = module.attrDict;
  for (const def of declaration.functions ?? []) {
    dict.setStr(def.name, new PyNativeFunction(def, module, declaration.name, null));
  }
  for (const [name, value] of declaration.constants ?? []) dict.setStr(name, value);
  for (const [name, type] of declaration.types ?? []) dict.setStr(name, type);
  declaration.setup?.(vm, (name, value) => dict.setStr(name, value));
}
