/** This file defines `__import__`: it resolves the name, looks into `sys.modules` and leaves the rest to importlib. */
import { PyStrSubclass } from '../../objects/core-types.js';
import { keyError, typeError, valueError } from '../../objects/errors.js';
import { importErrorFrom } from '../../objects/exceptions/import-error.js';
import { ImportWarning, ModuleNotFoundError } from '../../objects/exceptions/types.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { repr } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strKey, strToUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { removeImportlibFrames } from './importlib-frames.js';

/** The absolute name for a relative import from code with these globals (resolve_name). */
export function resolveName(vm: Machine, name: string, globals: Value, level: number): string {
  if (globals === None) throw keyError("'__name__' not in globals");
  if (!(globals instanceof PyDict)) throw typeError('globals must be a dict');
  let packageName = globals.getStr('__package__') ?? None;
  const spec = globals.getStr('__spec__') ?? None;
  const parent = spec === None ? undefined : lookupAttr(vm, spec, 'parent');
  if (packageName !== None) {
    if (!isStr(packageName)) throw typeError('package must be a string');
    if (parent !== undefined && parent !== packageName) {
      vm.warn(ImportWarning, '__package__ != __spec__.parent', 1);
    }
  } else if (spec !== None) {
    packageName = parent ?? None;
    if (!isStr(packageName)) throw typeError('__spec__.parent must be a string');
  } else {
    vm.warn(
      ImportWarning,
      "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
      1,
    );
    const own = globals.getStr('__name__');
    if (own === undefined) throw keyError("'__name__' not in globals");
    if (!isStr(own)) throw typeError('__name__ must be a string');
    packageName = own;
    if (globals.getStr('__path__') === undefined) {
      const text = strToUtf16(own);
      packageName = strFromUtf16(text.slice(0, Math.max(0, text.lastIndexOf('.'))));
    }
  }
  let base = strToUtf16(packageName as Str);
  if (base === '') throw importErrorFrom('attempted relative import with no known parent package', null, null);
  for (let i = 1; i < level; i++) {
    const dot = base.lastIndexOf('.');
    if (dot < 0) throw importErrorFrom('attempted relative import beyond top-level package', null, null);
    base = base.slice(0, dot);
  }
  return name === '' ? base : `${base}.${name}`;
}

/** The module of this absolute name, imported if need be. */
export function importAbsolute(vm: Machine, name: string): Value {
  const loaded = loadedModule(vm, name);
  if (loaded !== undefined) return loaded;
  auditImport(vm, name);
  return vm.call2(
    getAttr(vm, vm.importlib(), '_find_and_load'),
    strFromUtf16(name),
    vm.builtins.getStr('__import__') as Value,
  );
}

/** Tell audit hooks that a module is going to be looked for. */
export function auditImport(vm: Machine, name: string): void {
  const found = ['path', 'meta_path', 'path_hooks'].map((key) => vm.systemAttribute(key) ?? None);
  vm.audit('import', [strFromUtf16(name), None, ...found]);
}

/** The module in `sys.modules`, undefined where it is to be found and loaded. */
export function loadedModule(vm: Machine, name: string): Value | undefined {
  const loaded = vm.modules.getStr(name);
  if (loaded !== undefined && loaded !== None) {
    const spec = lookupAttr(vm, loaded, '__spec__');
    if (spec !== undefined && spec !== None) {
      const initializing = lookupAttr(vm, spec, '_initializing');
      if (initializing !== undefined && isTrue(vm, initializing)) {
        vm.call1(getAttr(vm, vm.importlib(), '_lock_unlock_module'), strFromUtf16(name));
      }
    }
    return loaded;
  }
  if (loaded === None) {
    throw importErrorFrom(
      `import of ${name} halted; None in sys.modules`,
      strFromUtf16(name),
      null,
      ModuleNotFoundError,
    );
  }
  return undefined;
}

function importModule(vm: Machine, nameText: Str, globals: Value, fromlist: Value, level: number): Value {
  const name = strToUtf16(nameText);
  if (level < 0) throw valueError('level must be >= 0');
  const absolute = level > 0 ? resolveName(vm, name, globals, level) : name;
  if (absolute === '') throw valueError('Empty module name');
  const module = importAbsolute(vm, absolute);
  if (fromlist !== None && isTrue(vm, fromlist)) {
    if (lookupAttr(vm, module, '__path__') === undefined) return module;
    const handle = getAttr(vm, vm.importlib(), '_handle_fromlist');
    return vm.call(handle, [module, fromlist, vm.builtins.getStr('__import__') as Value]);
  }
  if (level > 0 && name === '') return module;
  const dot = name.indexOf('.');
  if (dot < 0) return module;
  if (level === 0) return importAbsolute(vm, name.slice(0, dot));
  const top = absolute.slice(0, absolute.length - (name.length - dot));
  const found = vm.modules.getStr(strKey(strFromUtf16(top)));
  if (found === undefined) {
    const shown = strToUtf16(repr(vm, strFromUtf16(top)));
    throw keyError(strFromUtf16(`${shown} not in sys.modules as expected`));
  }
  return found;
}

export const importFunction: NativeDef = nativeFunction(
  '__import__($module, /, name, globals=None, locals=None, fromlist=(), level: int=0)',
  'Import a module.',
  (vm: Runtime, name: Value, globals: Value, _locals: Value, fromlist: Value, level: number) => {
    const text = name instanceof PyStrSubclass ? name.value : name;
    if (!isStr(text)) throw typeError('module name must be a string');
    (vm as Machine).beginImports();
    try {
      return importModule(vm as Machine, text, globals, fromlist, level);
    } catch (reason) {
      removeImportlibFrames(reason);
      throw reason;
    }
  },
);
