/** This file decides which modules of the standard library a machine may import. */
import { importErrorFrom } from '../objects/exceptions/import-error.js';
import type { Scope } from '../objects/native/native-def.js';
import { PyObject } from '../values/object.js';
import { type Runtime, StateKey } from '../values/runtime.js';
import type { Machine } from './machine.js';
import { permit } from './permission.js';

/** How many modules of the library are running their code just now: what they import belongs to them. */
class LoadingDepth {
  depth = 0;
}

const loadingDepth = new StateKey('import.loading', () => new LoadingDepth());

/** Run the code of a module of the library. */
export function loading<T>(vm: Runtime, work: () => T): T {
  const state = vm.state(loadingDepth);
  state.depth++;
  try {
    return work();
  } finally {
    state.depth--;
  }
}

/** From now on a module of the library runs its code, until the answered scope is left. */
export function enterLoading(vm: Runtime): LoadingScope {
  vm.state(loadingDepth).depth++;
  return new LoadingScope();
}

/** The scope of the code of a module of the library. */
export class LoadingScope extends PyObject implements Scope {
  leave(vm: Runtime): void {
    vm.state(loadingDepth).depth--;
  }
}

/** The name itself and the packages around it. */
function isNamed(name: string, among: readonly string[]): boolean {
  return among.some((entry) => name === entry || name.startsWith(`${entry}.`));
}

/** Is this module kept from the program? Denied beats allowed. */
export function isDenied(vm: Machine, name: string): boolean {
  const modules = vm.moduleGrant;
  if (modules === null) return false;
  if (modules.deny !== undefined && isNamed(name, modules.deny)) return true;
  if (modules.allow === undefined || isNamed(name, modules.allow)) return false;
  // What an allowed module needs comes with it; so do packages of allowed modules, and what the machine itself stands on.
  if (vm.state(loadingDepth).depth > 0 || !vm.isGuarded) return false;
  return !modules.allow.some((entry) => entry.startsWith(`${name}.`));
}

/** Raises ImportError for a module that the program was not granted, and tells the audit listeners before. */
export function checkModule(vm: Machine, name: string): void {
  if (vm.state(loadingDepth).depth === 0) permit(vm, 'import', name);
  if (!isDenied(vm, name)) return;
  vm.audit('pyvm.denied', ['import', name]);
  throw importErrorFrom(`module '${name}' is not allowed here`, name, null);
}
