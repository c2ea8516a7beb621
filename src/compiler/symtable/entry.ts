/** This file defines a block of the symbol table: what is known about the names of one scope (CPython's `PySTEntryObject`). */
import type { Node } from '../../syntax/ast/nodes.js';
import type { SourceLocation } from '../instruction-sequence.js';

/** Facts about a name in a block, collected in the first pass. */
export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
export const DEF_COMP_CELL = 2048;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

/** The second pass puts the scope above the facts. */
export const SCOPE_OFFSET = 12;
const SCOPE_MASK = DEF_GLOBAL | DEF_LOCAL | DEF_PARAM | DEF_NONLOCAL;

/** Scopes of a name. 0 stands for a name the block does not know. */
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

/** The scope in a symbol's flags. */
export function symbolToScope(flags: number): number {
  return (flags >> SCOPE_OFFSET) & SCOPE_MASK;
}

export type BlockType =
  | 'function'
  | 'class'
  | 'module'
  | 'annotation'
  | 'type variable'
  | 'type alias'
  | 'type parameters';

export type ComprehensionType = 'list' | 'set' | 'dict' | 'generator';

/** A `global` or `nonlocal` declaration, kept for error messages of the second pass. */
export class Directive {
  constructor(
    readonly name: string,
    readonly loc: SourceLocation,
  ) {}
}

/**
 * What a block is looked up by: its node, or the list of type parameters; `BlockKey` stands for the second block of a
 * node (the annotations of a class or module, the default of a type variable).
 */
export type BlockOwner = Node | readonly unknown[];

/** One scope. The field names are CPython's. */
export class SymtableEntry {
  /** Name to facts, in the order of first appearance. */
  readonly ste_symbols = new Map<string, number>();
  /** Parameters in order. */
  readonly ste_varnames: string[] = [];
  ste_children: SymtableEntry[] = [];
  readonly ste_directives: Directive[] = [];
  /** In the type parameter block of a class: the names that are mangled. */
  ste_mangled_names: Set<string> | null = null;
  ste_annotation_block: SymtableEntry | null = null;
  /** "a TypeVar bound" and the like, for error messages. */
  ste_scope_info: string | null = null;
  ste_nested = false;
  ste_generator = false;
  ste_coroutine = false;
  ste_annotations_used = false;
  ste_comprehension: ComprehensionType | null = null;
  ste_varargs = false;
  ste_varkeywords = false;
  ste_needs_class_closure = false;
  ste_needs_classdict = false;
  ste_comp_inlined = false;
  ste_comp_iter_target = false;
  ste_can_see_class_scope = false;
  ste_has_docstring = false;
  ste_method = false;
  ste_has_conditional_annotations = false;
  ste_in_conditional_block = false;
  ste_in_unevaluated_annotation = false;
  /** Depth of comprehension iterables around. */
  ste_comp_iter_expr = 0;

  constructor(
    readonly ste_name: string,
    readonly ste_type: BlockType,
    readonly ste_owner: BlockOwner,
    readonly ste_loc: SourceLocation,
  ) {}

  /** The facts and scope of a name; 0 when unknown. */
  getSymbol(name: string): number {
    return this.ste_symbols.get(name) ?? 0;
  }

  /** The scope of a name; 0 when unknown. */
  getScope(name: string): number {
    return symbolToScope(this.getSymbol(name));
  }

  /** Does the block compile to code with fast locals? */
  get isFunctionLike(): boolean {
    return this.ste_type !== 'class' && this.ste_type !== 'module';
  }
}
