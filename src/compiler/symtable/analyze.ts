/** This file defines the second pass of the symbol table: which scope each name has (CPython's `symtable_analyze`). */
import type { SyntaxErrorInfo } from '../../syntax/errors/syntax-error-info.js';
import { syntaxError } from '../errors.js';
import {
  CELL,
  DEF_BOUND,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  SCOPE_OFFSET,
  type SymtableEntry,
  symbolToScope,
  USE,
} from './entry.js';

type Names = Set<string>;
type Scopes = Map<string, number>;

/** Names of the scopes around a block that matter inside it. */
class Surroundings {
  constructor(
    /** Local names of the functions around; null in the module. */
    readonly bound: Names | null,
    readonly global: Names,
    readonly typeParams: Names,
  ) {}
}

/** Decide the scope of every name in the module. Raises SyntaxError for impossible `nonlocal` declarations. */
export function analyze(top: SymtableEntry): void {
  analyzeBlock(top, new Surroundings(null, new Set(), new Set()), new Set(), null);
}

const CLASS_CELLS = ['__class__', '__classdict__', '__conditional_annotations__'] as const;

/** `free` receives the names that the block and its children need from outside. */
function analyzeBlock(ste: SymtableEntry, around: Surroundings, free: Names, classEntry: SymtableEntry | null): void {
  const { bound, global, typeParams } = around;
  const local: Names = new Set();
  const scopes: Scopes = new Map();
  const newGlobal: Names = new Set();
  const newBound: Names = new Set();
  const newFree: Names = new Set();
  const inlinedCells: Names = new Set();
  const isClass = ste.ste_type === 'class';

  // Names bound in a class are not visible in its methods: pass on what was known before.
  if (isClass) {
    addAll(newGlobal, global);
    if (bound !== null) addAll(newBound, bound);
  }
  for (const [name, flags] of ste.ste_symbols) {
    analyzeName(ste, scopes, name, flags, around, local, free, classEntry);
  }
  if (isClass) {
    addAll(newBound, CLASS_CELLS);
  } else {
    if (ste.isFunctionLike) addAll(newBound, local);
    if (bound !== null) addAll(newBound, bound);
    addAll(newGlobal, global);
  }

  for (const child of ste.ste_children) {
    let newClassEntry: SymtableEntry | null = null;
    if (child.ste_can_see_class_scope) newClassEntry = isClass ? ste : classEntry;
    // Comprehensions are inlined, except in annotation scopes inside classes.
    const inline = child.ste_comprehension !== null && !child.ste_generator && !ste.ste_can_see_class_scope;
    const childFree: Names = new Set(newFree);
    const inside = new Surroundings(new Set(newBound), new Set(newGlobal), new Set(typeParams));
    analyzeBlock(child, inside, childFree, newClassEntry);
    if (inline) {
      inlineComprehension(ste, child, scopes, childFree, inlinedCells);
      child.ste_comp_inlined = true;
    }
    addAll(newFree, childFree);
  }
  ste.ste_children = ste.ste_children.flatMap((child) => (child.ste_comp_inlined ? child.ste_children : [child]));

  if (ste.isFunctionLike) analyzeCells(scopes, newFree, inlinedCells);
  else if (isClass) dropClassFree(ste, newFree);
  updateSymbols(ste, scopes, bound, newFree, inlinedCells, isClass || ste.ste_can_see_class_scope);
  addAll(free, newFree);
}

function addAll(target: Names, names: Iterable<string>): void {
  for (const name of names) target.add(name);
}

function analyzeName(
  ste: SymtableEntry,
  scopes: Scopes,
  name: string,
  flags: number,
  { bound, global, typeParams }: Surroundings,
  local: Names,
  free: Names,
  classEntry: SymtableEntry | null,
): void {
  if (flags & DEF_GLOBAL) {
    if (flags & DEF_NONLOCAL) throw errorAtDirective(ste, name, `name '${name}' is nonlocal and global`);
    scopes.set(name, GLOBAL_EXPLICIT);
    global.add(name);
    bound?.delete(name);
    return;
  }
  if (flags & DEF_NONLOCAL) {
    if (bound === null) throw errorAtDirective(ste, name, 'nonlocal declaration not allowed at module level');
    if (!bound.has(name)) throw errorAtDirective(ste, name, `no binding for nonlocal '${name}' found`);
    if (typeParams.has(name)) {
      throw errorAtDirective(ste, name, `nonlocal binding not allowed for type parameter '${name}'`);
    }
    scopes.set(name, FREE);
    free.add(name);
    return;
  }
  if (flags & DEF_BOUND) {
    scopes.set(name, LOCAL);
    local.add(name);
    global.delete(name);
    if (flags & DEF_TYPE_PARAM) typeParams.add(name);
    else typeParams.delete(name);
    return;
  }
  // A scope that sees the class namespace finds the class's names there at run time, never in a function around.
  if (classEntry !== null) {
    const classFlags = classEntry.getSymbol(name);
    if (classFlags & DEF_GLOBAL) {
      scopes.set(name, GLOBAL_EXPLICIT);
      return;
    }
    if (classFlags & DEF_BOUND && !(classFlags & DEF_NONLOCAL)) {
      scopes.set(name, GLOBAL_IMPLICIT);
      return;
    }
  }
  if (bound?.has(name)) {
    scopes.set(name, FREE);
    free.add(name);
    return;
  }
  scopes.set(name, GLOBAL_IMPLICIT);
}

function errorAtDirective(ste: SymtableEntry, name: string, message: string): SyntaxErrorInfo {
  const directive = ste.ste_directives.find((d) => d.name === name);
  return syntaxError(message, directive?.loc ?? ste.ste_loc);
}

/** Merge the names of a comprehension that is compiled in place (PEP 709) into those of the scope around. */
function inlineComprehension(
  ste: SymtableEntry,
  comp: SymtableEntry,
  scopes: Scopes,
  compFree: Names,
  inlinedCells: Names,
): void {
  const removed: string[] = [];
  for (const [name, compFlags] of comp.ste_symbols) {
    if (compFlags & DEF_PARAM) continue;
    let scope = symbolToScope(compFlags);
    const onlyFlags = compFlags & ((1 << SCOPE_OFFSET) - 1);
    if (scope === CELL || onlyFlags & DEF_COMP_CELL) inlinedCells.add(name);
    const isFreeInChild = comp.ste_children.some((child) => child.getScope(name) === FREE);
    // These are never free through a class scope: the class itself provides the cells, for inner functions only.
    if (scope === FREE && ste.ste_type === 'class' && (CLASS_CELLS as readonly string[]).includes(name)) {
      scope = GLOBAL_IMPLICIT;
      if (!isFreeInChild) compFree.delete(name);
      removed.push(name);
    }
    const existing = ste.ste_symbols.get(name);
    if (existing === undefined) {
      ste.ste_symbols.set(name, onlyFlags);
      scopes.set(name, scope);
    } else if (ste.ste_type !== 'class') {
      if (scope === FREE && onlyFlags & USE) ste.ste_symbols.set(name, existing | USE);
      if (existing & DEF_BOUND && !isFreeInChild) compFree.delete(name);
    }
  }
  for (const name of removed) comp.ste_symbols.delete(name);
}

/** A local that a child needs becomes a cell, and is not free any more. */
function analyzeCells(scopes: Scopes, free: Names, inlinedCells: Names): void {
  for (const [name, scope] of scopes) {
    if (scope !== LOCAL || !(free.has(name) || inlinedCells.has(name))) continue;
    scopes.set(name, CELL);
    free.delete(name);
  }
}

function dropClassFree(ste: SymtableEntry, free: Names): void {
  if (free.delete('__class__')) ste.ste_needs_class_closure = true;
  if (free.delete('__classdict__')) ste.ste_needs_classdict = true;
  if (free.delete('__conditional_annotations__')) ste.ste_has_conditional_annotations = true;
}

/** Write the scopes into the symbols, and the free names of the children that pass through this block. */
function updateSymbols(
  ste: SymtableEntry,
  scopes: Scopes,
  bound: Names | null,
  free: Names,
  inlinedCells: Names,
  classFlag: boolean,
): void {
  const symbols = ste.ste_symbols;
  for (const [name, flags] of symbols) {
    const cell = inlinedCells.has(name) ? DEF_COMP_CELL : 0;
    symbols.set(name, flags | cell | ((scopes.get(name) as number) << SCOPE_OFFSET));
  }
  for (const name of free) {
    const flags = symbols.get(name);
    if (flags !== undefined) {
      if (classFlag) symbols.set(name, flags | DEF_FREE_CLASS);
    } else if (bound === null || bound.has(name)) {
      symbols.set(name, FREE << SCOPE_OFFSET);
    }
  }
}
