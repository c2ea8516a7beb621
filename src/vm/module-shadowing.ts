/** This file finds modules of the program that may stand in front of one that was meant: for the hints in error messages. */
import { lookupAttr } from '../objects/operations/attributes.js';
import { contains } from '../objects/operations/containers.js';
import { isTrue } from '../objects/operations/truth.js';
import { asStr } from '../objects/strings.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { isStr, strToUtf16 } from '../values/str.js';
import type { Machine } from './machine.js';

/** Where the module of a spec comes from, when it has a place; null otherwise. */
export function originOfSpec(vm: Machine, spec: Value | undefined): string | null {
  if (spec === undefined || spec === None) return null;
  const hasLocation = lookupAttr(vm, spec, 'has_location');
  if (hasLocation === undefined || !isTrue(vm, hasLocation)) return null;
  const origin = lookupAttr(vm, spec, 'origin');
  return origin !== undefined && isStr(origin) ? strToUtf16(origin) : null;
}

/** Does the module lie in the folder that the program's own modules come from (`_PyModule_IsPossiblyShadowing`)? */
function isOwn(vm: Machine, origin: string | null): boolean {
  const folder = vm.programFolder;
  if (origin === null || folder === null || vm.configuration.safePath) return false;
  let parent = parentOf(origin);
  if (origin.endsWith('/__init__.py')) parent = parentOf(parent);
  return parent === (folder === '' ? (vm.host.files?.cwd() ?? '') : folder);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What the user may want to do about a module that lacks a name; '' for nothing. `name` is the module's. */
export function shadowingHint(vm: Machine, spec: Value | undefined, name: Value, isInitializing: boolean): string {
  const origin = originOfSpec(vm, spec);
  const plain = asStr(name);
  if (!isOwn(vm, origin) || plain === undefined) return '';
  const path = `'${origin}'`;
  const sys = vm.loadedModule('sys');
  const known = sys === undefined ? undefined : lookupAttr(vm, sys, 'stdlib_module_names');
  if (known !== undefined && typeof known === 'object' && contains(vm, known, name)) {
    return (
      `(consider renaming ${path} since it has the same name as the standard library module named ` +
      `'${strToUtf16(plain)}' and prevents importing that standard library module)`
    );
  }
  if (!isInitializing) return '';
  return `(consider renaming ${path} if it has the same name as a library you intended to import)`;
}
