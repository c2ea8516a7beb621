/** This file defines what code generation knows about a code unit besides its instructions (CPython's `_PyCompile_CodeUnitMetadata`). */
import { ConstTable } from './const-key.js';

/**
 * Names with their index, in insertion order. The keys are `strKey`s of Python strings: all identifiers inside the
 * compiler are such keys, and `strFromKey` turns them back into values.
 */
export type NameTable = Map<string, number>;

/** The index of a name in a table, added at the end when it is new (CPython's `_PyCompile_DictAddObj`). */
export function dictAddObj(table: NameTable, key: string): number {
  let index = table.get(key);
  if (index === undefined) {
    index = table.size;
    table.set(key, index);
  }
  return index;
}

/** Metadata of the code unit that is being compiled; field names are CPython's. */
export class CodeUnitMetadata {
  u_name = '';
  u_qualname = '';
  readonly u_consts = new ConstTable();
  readonly u_names: NameTable = new Map();
  /** Local variables, arguments first. */
  u_varnames: NameTable = new Map();
  u_cellvars: NameTable = new Map();
  /** Indexes start at `u_cellvars.size`. */
  u_freevars: NameTable = new Map();
  /** Names that are fast locals only inside an inlined comprehension: true while inside, false afterwards. */
  readonly u_fasthidden = new Map<string, boolean>();
  u_argcount = 0;
  u_posonlyargcount = 0;
  u_kwonlyargcount = 0;
  u_firstlineno = 0;
}
