/** This file defines what the virtual machine needs of the `_ast` module: trees as Python objects. */
import type { mod } from '../syntax/ast/nodes.js';
import type { WarningSink } from '../syntax/errors/syntax-error-info.js';
import type { Value } from '../values/object.js';
import type { Str } from '../values/str.js';
import type { Machine } from './machine.js';

/** The passage between syntax trees and the node objects that programs see. */
export interface SyntaxTrees {
  isNode(vm: Machine, value: Value): boolean;
  /** Raises TypeError unless the node is what `mode` wants as the root of a tree. */
  checkRoot(vm: Machine, node: Value, mode: string): void;
  /** A tree as Python objects; with the flag for optimised trees, preprocessed first. */
  toPython(vm: Machine, tree: mod, flags: number, optimize: number, filename: Str, warn: WarningSink): Value;
  /** A tree from Python objects, validated. Raises TypeError and ValueError as CPython does. */
  fromPython(vm: Machine, node: Value, mode: string): mod;
}
