/** This file starts a machine: sys, builtins, importlib, the standard streams. */
import type { PyCode } from '../bytecode/code.js';
import { readPycCode } from '../bytecode/pyc.js';
import { withFilename } from '../modules/imp/imp.js';
import { fillModule, instantiateModule } from '../modules/instantiate.js';
import { nativeModules } from '../modules/registry.js';
import { systemError } from '../objects/errors.js';
import { getAttr } from '../objects/operations/attributes.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyModule } from '../objects/types/function.js';
import { initModule } from '../objects/types/module-type.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { readyBuiltinTypes } from '../vm/builtin-types.js';
import { executeCode } from '../vm/execute-code.js';
import { measureLiveBytes } from '../vm/heap/measure.js';
import { MAIN_THREAD, Machine, type MachineOptions } from '../vm/machine.js';
import { checkModule } from '../vm/module-gate.js';
import { watchSignals } from '../vm/signals.js';
import type { LibraryArchive } from './archive/library-archive.js';
import { FROZEN_MODULES } from './frozen-modules.js';
import { libraryModule } from './library-module.js';

/**
 * A machine that is ready to run programs. `archive` holds the standard library. With `deferImports` the import system,
 * most of the work, is started by the first import; `whenStarted` is called then.
 */
export function startMachine(
  options: MachineOptions,
  archive: LibraryArchive,
  deferImports = false,
  whenStarted: (vm: Machine) => void = () => {},
): Machine {
  readyBuiltinTypes();
  const vm = new Machine(options);
  connectModules(vm, archive);
  vm.measureLiveBytes = measureLiveBytes;
  watchSignals(vm, MAIN_THREAD);
  const builtins = create(vm, 'builtins');
  vm.installBuiltins(builtins.dict);
  if (vm.optimizationLevel > 0) vm.builtins.setStr('__debug__', false);
  create(vm, 'sys');
  create(vm, '_imp');
  // What importlib stands on must not be imported through it.
  for (const name of ['_thread', '_weakref', '_contextvars', '_warnings'])
    if (vm.hasNativeModule(name)) create(vm, name);
  if (deferImports) create(vm, '_io');
  if (deferImports) vm.startImports = () => startImports(vm, archive, whenStarted);
  else startImports(vm, archive, whenStarted);
  vm.isGuarded = true;
  return vm;
}

/** Start importlib and the finder of the library. */
function startImports(vm: Machine, archive: LibraryArchive, whenStarted: (vm: Machine) => void): void {
  const sys = vm.modules.getStr('sys') as Value;
  const imp = vm.modules.getStr('_imp') as Value;
  const bootstrap = frozenModule(vm, '_frozen_importlib');
  vm.call2(getAttr(vm, bootstrap, '_install'), sys, imp);
  vm.call0(getAttr(vm, bootstrap, '_install_external_importers'));
  const library = importLibraryFinder(vm, archive);
  vm.call1(getAttr(vm, library, 'install'), getAttr(vm, sys, 'path_hooks'));
  // A machine whose imports the host takes care of has no use for importlib's own cache and compiler.
  if (vm.host.codeCache !== undefined) vm.call1(getAttr(vm, library, 'install_source'), getAttr(vm, sys, 'path_hooks'));
  whenStarted(vm);
}

function create(vm: Machine, name: string): PyModule {
  const module = vm.createNativeModule(name);
  if (!(module instanceof PyModule)) throw systemError(`no native module ${name}`);
  return module;
}

function connectModules(vm: Machine, archive: LibraryArchive): void {
  const names = [...nativeModules.keys()].sort();
  vm.builtinModuleNames = () => names;
  vm.hasNativeModule = (name) => nativeModules.has(name);
  vm.createNativeModule = (name) => {
    const declaration = nativeModules.get(name);
    if (declaration === undefined) return undefined;
    checkModule(vm, name);
    readyBuiltinTypes();
    if (declaration.setup === undefined) {
      const module = instantiateModule(vm, declaration);
      vm.modules.setStr(name, module);
      return module;
    }
    // A setup may look at the module itself, so that it must be there before.
    const module = new PyModule(new PyDict());
    initModule(module, name, declaration.doc ?? None);
    vm.modules.setStr(name, module);
    fillModule(vm, module, declaration);
    return module;
  };
  vm.frozenNames = () => [...FROZEN_MODULES.keys()];
  vm.frozenModule = (name) => FROZEN_MODULES.get(name);
  vm.frozenCode = (name) => {
    const source = FROZEN_MODULES.get(name)?.source;
    return source === undefined ? undefined : libraryCode(archive, source, `<frozen ${source}>`);
  };
}

/** Code of a library module, under the file name that frozen modules have. */
function libraryCode(archive: LibraryArchive, name: string, filename: string): PyCode {
  const module = archive.find(name);
  if (module === undefined) throw systemError(`the library archive has no ${name}`);
  const code = readPycCode(archive.readPyc(module) as Uint8Array, name);
  return withFilename(code, filename);
}

/** The finder of the archive: Python code over the native module `_pyvm`. */
function importLibraryFinder(vm: Machine, archive: LibraryArchive): PyModule {
  vm.modules.setStr('_pyvm', instantiateModule(vm, libraryModule(archive)));
  const module = new PyModule(new PyDict());
  // Debuggers are told to skip importlib's modules by this name.
  initModule(module, 'importlib._pyvm_library', None);
  module.dict.setStr('__builtins__', vm.modules.getStr('builtins') as Value);
  vm.modules.setStr('_pyvm_library', module);
  executeCode(
    vm,
    libraryCode(archive, '_pyvm_library', '<frozen importlib._bootstrap_external>'),
    module.dict,
    module.dict,
  );
  return module;
}

function frozenModule(vm: Machine, name: string): PyModule {
  const module = new PyModule(new PyDict());
  initModule(module, name, None);
  module.dict.setStr('__builtins__', vm.modules.getStr('builtins') as Value);
  module.dict.setStr('__origname__', FROZEN_MODULES.get(name)?.source as string);
  vm.modules.setStr(name, module);
  executeCode(vm, vm.frozenCode(name) as PyCode, module.dict, module.dict);
  return module;
}
