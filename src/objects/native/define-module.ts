/** This file defines how a native module is declared. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import type { NativeDef } from './native-def.js';

/** What a native module holds. Immutable and shared: the module object itself is made for each machine. */
export interface ModuleDeclaration {
  readonly name: string;
  readonly doc?: string | null;
  readonly functions?: readonly NativeDef[];
  /** Shared immutable values: numbers, strings, tuples of these. */
  readonly constants?: readonly (readonly [string, Value])[];
  /** Built-in types under the name that the module gives them. */
  readonly types?: readonly (readonly [string, PyType])[];
  /**
   * Run once for each machine when the module is made, after the rest is in place: `set` stores what belongs to the
   * machine (lists, dicts, exception classes made for it, streams).
   */
  readonly setup?: (vm: Runtime, set: (name: string, value: Value) => void) => void;
}

/** Declare a native module. */
export function defineModule(declaration: ModuleDeclaration): ModuleDeclaration {
  return declaration;
}
