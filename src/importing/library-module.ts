/** This file declares the module _pyvm, through which the library's finder reads the archive. */
import type { PyCode } from '../bytecode/code.js';
import { readPycCode } from '../bytecode/pyc.js';
import { ModuleCodeSteps } from '../modules/steps/statements.js';
import { typeError } from '../objects/errors.js';
import { defineModule, type ModuleDeclaration } from '../objects/native/define-module.js';
import { nativeFunction } from '../objects/native/native-def.js';
import { getAttr } from '../objects/operations/attributes.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyList } from '../objects/types/list/list.js';
import type { Value } from '../values/object.js';
import { PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../values/str.js';
import { executeCode } from '../vm/execute-code.js';
import type { Machine } from '../vm/machine.js';
import { checkModule, enterLoading, loading } from '../vm/module-gate.js';
import { SteppedDef } from '../vm/steps/stepped-def.js';
import { LIBRARY_ROOT } from './archive/format.js';
import type { LibraryArchive } from './archive/library-archive.js';
import { sourceCode } from './source-code.js';
import { registerWaiting } from './source-registry.js';

/** The module _pyvm for one archive. */
export function libraryModule(archive: LibraryArchive): ModuleDeclaration {
  return defineModule({
    name: '_pyvm',
    doc: "The standard library's archive.",
    constants: [['library_root', LIBRARY_ROOT]],
    functions: [
      nativeFunction(
        'find_library($module, name: str, /)',
        'Whether the module of this name is a package; None when there is none.',
        (vm, name: Str) => {
          const module = archive.find(strToUtf16(name));
          if (module === undefined) return None;
          checkModule(vm as Machine, strToUtf16(name));
          return module.isPackage;
        },
      ),
      nativeFunction(
        'list_library($module, package: str, /)',
        'Names of the modules inside a package, and whether each is a package.',
        (_vm, packageName: Str) => {
          const prefix = strToUtf16(packageName);
          const skip = prefix === '' ? 0 : prefix.length + 1;
          return new PyList(
            [...archive.children(prefix)].map(
              (module) => new PyTuple([strFromUtf16(module.name.slice(skip)), module.isPackage]),
            ),
          );
        },
      ),
      nativeFunction(
        'library_code($module, name: str, /)',
        'The compiled code of a module, or None.',
        (vm, name: Str) => {
          checkModule(vm as Machine, strToUtf16(name));
          const module = archive.find(strToUtf16(name));
          const data = module === undefined ? undefined : archive.readPyc(module);
          return data === undefined ? None : readPycCode(data, strToUtf16(name));
        },
      ),
      new SteppedDef(
        'exec_library($module, name: str, target, /)',
        'Run the code of a module of the library in a module object; False when there is no code.',
        (vm, name: Str, target: Value) => execLibrary(vm as Machine, archive, strToUtf16(name), target),
        (vm, _callable, _self, args) => {
          const code = libraryCode(vm, archive, strToUtf16(args[0] as Str));
          if (code === null) return null;
          return new ModuleCodeSteps(code, namespaceOf(vm, args[1] as Value), enterLoading(vm), true);
        },
      ),
      nativeFunction(
        'source_code($module, path: str, /)',
        'The code of a source file: what the host keeps of it, or compiled anew.',
        (vm, path: Str) => sourceCode(vm as Machine, path),
      ),
      nativeFunction(
        'register_sources($module, linecache, /)',
        'Tell linecache of the programs that are in no file.',
        (vm, linecache: Value) => {
          registerWaiting(vm as Machine, linecache);
          return None;
        },
      ),
      new SteppedDef(
        'exec_source($module, path: str, target, /)',
        'Run the code of a source file in a module object.',
        (vm, path: Str, target: Value) => runIn(vm as Machine, sourceCode(vm as Machine, path) as PyCode, target),
        (vm, _callable, _self, args) => {
          const code = sourceCode(vm, args[0] as Str) as PyCode;
          return new ModuleCodeSteps(code, namespaceOf(vm, args[1] as Value), null, None);
        },
      ),
    ],
  });
}

function execLibrary(vm: Machine, archive: LibraryArchive, name: string, target: Value): Value {
  const code = libraryCode(vm, archive, name);
  if (code === null) return false;
  loading(vm, () => runIn(vm, code, target));
  return true;
}

/** The code of a module of the library, or null. Raises ImportError where the program may not have it. */
function libraryCode(vm: Machine, archive: LibraryArchive, name: string): PyCode | null {
  checkModule(vm, name);
  const module = archive.find(name);
  const data = module === undefined ? undefined : archive.readPyc(module);
  return data === undefined ? null : readPycCode(data, name);
}

/** What importlib does with `exec`. */
function runIn(vm: Machine, code: PyCode, target: Value): Value {
  const dict = namespaceOf(vm, target);
  vm.audit('exec', [code]);
  executeCode(vm, code, dict, dict);
  return None;
}

/** The namespace of a module object, ready for code. */
function namespaceOf(vm: Machine, target: Value): PyDict {
  const dict = getAttr(vm, target, '__dict__');
  if (!(dict instanceof PyDict)) throw typeError('a module has no dict');
  if (dict.getStr('__builtins__') === undefined) dict.setStr('__builtins__', vm.builtins);
  return dict;
}
