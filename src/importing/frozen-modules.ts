/** This file lists the modules that programs find frozen: importlib's own, and those that CPython freezes as examples. */

/** A frozen module: whose code it has, whether it is a package, and its name in the library (null without one). */
export interface FrozenModule {
  readonly source: string;
  readonly isPackage: boolean;
  readonly origin: string | null;
  /** Also frozen for a program that wants no frozen modules. */
  readonly isEssential: boolean;
}

function module(source: string, origin: string | null = source): FrozenModule {
  return { source, isPackage: false, origin, isEssential: false };
}

function essential(source: string): FrozenModule {
  return { source, isPackage: false, origin: source, isEssential: true };
}

function packageOf(source: string): FrozenModule {
  return { source, isPackage: true, origin: source, isEssential: false };
}

/** Frozen modules by name, in CPython's order. */
export const FROZEN_MODULES: ReadonlyMap<string, FrozenModule> = new Map([
  ['_frozen_importlib', essential('importlib._bootstrap')],
  ['_frozen_importlib_external', essential('importlib._bootstrap_external')],
  ['zipimport', essential('zipimport')],
  ['__hello__', module('__hello__')],
  ['__hello_alias__', module('__hello__')],
  ['__phello_alias__', packageOf('__hello__')],
  ['__phello_alias__.spam', module('__hello__')],
  ['__phello__', packageOf('__phello__')],
  ['__phello__.__init__', module('__phello__', '<__phello__')],
  ['__phello__.ham', packageOf('__phello__.ham')],
  ['__phello__.ham.__init__', module('__phello__.ham', '<__phello__.ham')],
  ['__phello__.ham.eggs', module('__phello__.ham.eggs')],
  ['__phello__.spam', module('__phello__.spam')],
  ['__hello_only__', module('__hello__', null)],
]);
