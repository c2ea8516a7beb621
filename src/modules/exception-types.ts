/** This file makes the exception types that native modules define. */
import { makeException } from '../objects/errors.js';
import type { PyBaseException } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import { Exception } from '../objects/exceptions/types.js';
import { defineType } from '../objects/native/define-type.js';
import { strFromUtf16 } from '../values/str.js';
import type { PyType } from '../values/type.js';
import { makeModuleType } from './module-types.js';

/** An exception type of a native module. The first base decides the layout of its instances. */
export function makeExceptionType(
  module: string,
  name: string,
  bases: readonly PyType[] = [Exception],
  doc: string | null = null,
): PyType {
  const base = bases[0] as PyType;
  const Parent = base.instanceClass as unknown as new () => PyBaseException;
  const Own = class extends Parent {};
  const type = makeModuleType(module, name, Own, base);
  type.bases = bases;
  type.layout = base.layout;
  defineType(type, { doc, module, isBaseType: true, hasDict: true, hasWeakrefs: true });
  // Messages show the name without its module, as for a class made in Python.
  type.name = name;
  return type;
}

/** An exception of such a type with one message, to throw. */
export function raise(type: PyType, message: string): Raised {
  return new Raised(makeException(type, [strFromUtf16(message)]));
}
