/** This file declares the module _pyvm, through which the library's finder reads the archive. */
import { readPycCode } from '../bytecode/pyc.js';
import { defineModule, type ModuleDeclaration } from '../objects/native/define-module.js';
import { nativeFunction } from '../objects/native/native-def.js';
import { PyList } from '../objects/types/list/list.js';
import { PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../values/str.js';
import { LIBRARY_ROOT } from './archive/format.js';
import type { LibraryArchive } from './archive/library-archive.js';

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
        (_vm, name: Str) => archive.find(strToUtf16(name))?.isPackage ?? None,
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
        (_vm, name: Str) => {
          const module = archive.find(strToUtf16(name));
          const data = module === undefined ? undefined : archive.readPyc(module);
          return data === undefined ? None : readPycCode(data, strToUtf16(name));
        },
      ),
    ],
  });
}
