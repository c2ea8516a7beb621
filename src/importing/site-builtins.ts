/** This file adds the builtins that the site module adds: exit, quit, copyright, credits, license, help. */
import { getAttr, setAttr } from '../objects/operations/attributes.js';
import { PyList } from '../objects/types/list/list.js';
import type { Value } from '../values/object.js';
import { strFromUtf16 } from '../values/str.js';
import type { Machine } from '../vm/machine.js';

const CREDITS = `\
Thanks to CWI, CNRI, BeOpen, Zope Corporation, the Python Software
Foundation, and a cast of thousands for supporting Python
development.  See www.python.org for more information.`;

/** Put them into the builtins; site itself is not run, because of what it and os cost at every start. */
export function addSiteBuiltins(vm: Machine): void {
  const classes = vm.importModule('_sitebuiltins');
  const { builtins } = vm;
  const quitter = getAttr(vm, classes, 'Quitter');
  for (const name of ['quit', 'exit']) builtins.setStr(name, vm.call2(quitter, name, 'Ctrl-D (i.e. EOF)'));
  const printer = getAttr(vm, classes, '_Printer');
  const copyright = getAttr(vm, vm.modules.getStr('sys') as Value, 'copyright');
  const stdlib = vm.configuration.stdlibDir;
  const folders = [`${stdlib}/..`, stdlib, '.'];
  const licenses = folders.flatMap((folder) => [`${folder}/LICENSE.txt`, `${folder}/LICENSE`]);
  builtins.setStr('copyright', makePrinter(vm, printer, 'copyright', copyright, []));
  builtins.setStr('credits', makePrinter(vm, printer, 'credits', CREDITS, []));
  builtins.setStr('license', makePrinter(vm, printer, 'license', 'See https://www.python.org/psf/license/', licenses));
  builtins.setStr('help', vm.call0(getAttr(vm, classes, '_Helper')));
}

/** What `_Printer(name, data, files, dirs)` makes; its `__init__` would import os to join the paths. */
function makePrinter(vm: Machine, printer: Value, name: string, data: Value, files: readonly string[]): Value {
  const instance = vm.call1(getAttr(vm, printer, '__new__'), printer);
  setAttr(vm, instance, '_Printer__name', name);
  setAttr(vm, instance, '_Printer__data', data);
  setAttr(vm, instance, '_Printer__lines', new PyList([]));
  setAttr(vm, instance, '_Printer__filenames', new PyList(files.map(strFromUtf16)));
  return instance;
}
