/** This file defines the state of one code unit that is being compiled (CPython's `struct compiler_unit`). */
import type { AnnAssign, stmt } from '../syntax/ast/nodes.js';
import { InstructionSequence, type Label, type SourceLocation } from './instruction-sequence.js';
import { compareNames } from './names.js';
import { CELL, DEF_COMP_CELL, DEF_FREE_CLASS, FREE, type SymtableEntry, symbolToScope } from './symtable/entry.js';
import { CodeUnitMetadata, dictAddObj, type NameTable } from './unit-metadata.js';

export type ScopeType = 'module' | 'class' | 'function' | 'async function' | 'lambda' | 'comprehension' | 'annotations';

/** What a frame block is: something that leaving by `return`, `break` or `continue` has to undo. */
export type FBlockType =
  | 'while loop'
  | 'for loop'
  | 'async for loop'
  | 'try except'
  | 'finally try'
  | 'finally end'
  | 'with'
  | 'async with'
  | 'handler cleanup'
  | 'pop value'
  | 'exception handler'
  | 'exception group handler'
  | 'async comprehension generator'
  | 'inlined comprehension'
  | 'stop iteration';

/** A frame block. `datum` is the `finally` body, or the name an `except` clause binds. */
export class FBlockInfo {
  constructor(
    readonly fb_type: FBlockType,
    readonly fb_block: Label,
    readonly fb_loc: SourceLocation,
    readonly fb_exit: Label,
    readonly fb_datum: readonly stmt[] | string | null,
  ) {}
}

/** Numbers of parameters that a new unit starts with. */
export interface ArgumentCounts {
  readonly u_argcount?: number;
  readonly u_posonlyargcount?: number;
  readonly u_kwonlyargcount?: number;
}

/** What changes on entry and exit of a scope. */
export class CompilerUnit {
  readonly u_metadata = new CodeUnitMetadata();
  u_instr_sequence = new InstructionSequence();
  /** The module's own instructions while those of its annotations are written. */
  u_stashed_instr_sequence: InstructionSequence | null = null;
  readonly u_fblock: FBlockInfo[] = [];
  /** Depth of inlined comprehensions. */
  u_in_inlined_comp = 0;
  u_in_conditional_block = 0;
  /** In a class: attributes that its methods assign to `self`. */
  readonly u_static_attributes = new Set<string>();
  /** Annotations of variables, for the end of the unit, with their index or -1 for unconditional ones. */
  readonly u_deferred_annotations: AnnAssign[] = [];
  readonly u_conditional_annotation_indices: number[] = [];
  u_next_conditional_annotation_index = 0;

  constructor(
    readonly u_scope_type: ScopeType,
    readonly u_ste: SymtableEntry,
    readonly u_private: string | null,
    name: string,
    lineno: number,
    counts: ArgumentCounts,
  ) {
    const metadata = this.u_metadata;
    metadata.u_name = name;
    metadata.u_firstlineno = lineno;
    metadata.u_argcount = counts.u_argcount ?? 0;
    metadata.u_posonlyargcount = counts.u_posonlyargcount ?? 0;
    metadata.u_kwonlyargcount = counts.u_kwonlyargcount ?? 0;
    metadata.u_varnames = new Map(u_ste.ste_varnames.map((varname, i) => [varname, i]));
    const cellvars = namesOfScope(u_ste, CELL, DEF_COMP_CELL, 0);
    if (u_ste.ste_needs_class_closure) dictAddObj(cellvars, '__class__');
    if (u_ste.ste_needs_classdict) dictAddObj(cellvars, '__classdict__');
    if (u_ste.ste_has_conditional_annotations) dictAddObj(cellvars, '__conditional_annotations__');
    metadata.u_cellvars = cellvars;
    metadata.u_freevars = namesOfScope(u_ste, FREE, DEF_FREE_CLASS, cellvars.size);
  }
}

/** The names that have a scope, or a flag, in sorted order, numbered from `offset` (CPython's `dictbytype`). */
function namesOfScope(ste: SymtableEntry, scope: number, flag: number, offset: number): NameTable {
  const names: string[] = [];
  for (const [name, flags] of ste.ste_symbols) {
    if (symbolToScope(flags) === scope || flags & flag) names.push(name);
  }
  names.sort(compareNames);
  return new Map(names.map((name, i) => [name, offset + i]));
}
