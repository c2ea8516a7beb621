/** This file defines the symbol table of a module and how names enter it (CPython's `struct symtable`). */

import { CO_FUTURE_ANNOTATIONS } from '../../bytecode/code.js';
import type { mod, stmt } from '../../syntax/ast/nodes.js';
import { RecursionDepth } from '../depth.js';
import { locationOf, MalformedTreeError, syntaxError } from '../errors.js';
import { type FutureFeatures, PyCF_ALLOW_TOP_LEVEL_AWAIT } from '../future.js';
import { SourceLocation } from '../instruction-sequence.js';
import { maybeMangle } from '../names.js';
import {
  type BlockOwner,
  type BlockType,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  Directive,
  SymtableEntry,
  USE,
} from './entry.js';

/** All blocks of a module, and the block that the first pass is in. */
export class Symtable {
  /** Blocks by their node or list of type parameters. */
  readonly st_blocks = new Map<BlockOwner, SymtableEntry>();
  /** Second block of a node: its annotations, or a type variable's default. */
  readonly st_second_blocks = new Map<BlockOwner, SymtableEntry>();
  readonly st_stack: SymtableEntry[] = [];
  readonly st_top: SymtableEntry;
  st_cur: SymtableEntry;
  /** Name of the class around, for name mangling. */
  st_private: string | null = null;
  readonly depth = new RecursionDepth();

  constructor(
    tree: mod,
    readonly st_future: FutureFeatures,
  ) {
    this.st_top = new SymtableEntry('top', 'module', tree, new SourceLocation(0, 0, 0, 0));
    this.st_blocks.set(tree, this.st_top);
    this.st_stack.push(this.st_top);
    this.st_cur = this.st_top;
  }

  /** The block of a node. */
  lookup(owner: BlockOwner): SymtableEntry {
    const entry = this.st_blocks.get(owner);
    if (entry === undefined) throw new MalformedTreeError('unknown symbol table entry');
    return entry;
  }

  /** The second block of a node. */
  lookupSecond(owner: BlockOwner): SymtableEntry {
    const entry = this.st_second_blocks.get(owner);
    if (entry === undefined) throw new MalformedTreeError('unknown symbol table entry');
    return entry;
  }

  /** Does `await` in the current block stand at the top level of a module where it is allowed? */
  get allowsTopLevelAwait(): boolean {
    return (this.st_future.ff_features & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0 && this.st_cur.ste_type === 'module';
  }

  get isAsyncDef(): boolean {
    return this.st_cur.ste_type === 'function' && this.st_cur.ste_coroutine;
  }
}

/** A new block inside the current one, not entered yet (CPython's `ste_new`). */
export function newEntry(
  st: Symtable,
  name: string,
  type: BlockType,
  owner: BlockOwner,
  loc: SourceLocation,
  second = false,
): SymtableEntry {
  const entry = new SymtableEntry(name, type, owner, loc);
  entry.ste_nested = st.st_cur.ste_nested || st.st_cur.isFunctionLike;
  entry.ste_method = st.st_cur.ste_type === 'class' && type === 'function';
  (second ? st.st_second_blocks : st.st_blocks).set(owner, entry);
  return entry;
}

/** Make a block the current one. */
export function enterExistingBlock(st: Symtable, entry: SymtableEntry): void {
  const previous = st.st_cur;
  st.st_stack.push(entry);
  // No assignment expression is allowed anywhere inside the iterable of a comprehension, nested scopes included.
  entry.ste_comp_iter_expr = previous.ste_comp_iter_expr;
  if (previous.ste_mangled_names !== null && entry.ste_type !== 'class') {
    entry.ste_mangled_names = previous.ste_mangled_names;
  }
  st.st_cur = entry;
  // With `from __future__ import annotations` they become strings and bind nothing.
  if (st.st_future.ff_features & CO_FUTURE_ANNOTATIONS && entry.ste_type === 'annotation') return;
  previous.ste_children.push(entry);
}

/** Make a block that already is a child of the current one the current one again. */
export function reenterBlock(st: Symtable, entry: SymtableEntry): void {
  st.st_stack.push(entry);
  entry.ste_comp_iter_expr = st.st_cur.ste_comp_iter_expr;
  st.st_cur = entry;
}

/** Make a new block and enter it. Blocks of lazily evaluated annotations get their `.format` parameter. */
export function enterBlock(
  st: Symtable,
  name: string,
  type: BlockType,
  owner: BlockOwner,
  loc: SourceLocation,
  second = false,
): void {
  enterExistingBlock(st, newEntry(st, name, type, owner, loc, second));
  if (type === 'annotation' || type === 'type variable' || type === 'type alias') {
    addDef(st, '.format', DEF_PARAM, loc);
    addDef(st, '.format', USE, loc);
  }
}

export function exitBlock(st: Symtable): void {
  st.st_stack.pop();
  const outer = st.st_stack.at(-1);
  if (outer !== undefined) st.st_cur = outer;
}

/** Facts about a name, as `entry` knows it under its mangled form. */
export function lookupEntry(st: Symtable, entry: SymtableEntry, name: string): number {
  return entry.getSymbol(maybeMangle(st.st_private, entry.ste_mangled_names, name));
}

/** Record a fact about a name in the current block. Raises SyntaxError for duplicate parameters and for `__debug__`. */
export function addDef(st: Symtable, name: string, flag: number, loc: SourceLocation): void {
  addDefCtx(st, name, flag, loc, flag === USE ? 'Load' : 'Store');
}

export function addDefCtx(
  st: Symtable,
  name: string,
  flag: number,
  loc: SourceLocation,
  ctx: 'Load' | 'Store' | 'Del',
): void {
  if (flag & (DEF_PARAM | DEF_LOCAL | DEF_IMPORT)) checkName(name, loc, ctx);
  if (flag & DEF_TYPE_PARAM) st.st_cur.ste_mangled_names?.add(name);
  addDefHelper(st, name, flag, st.st_cur, loc);
}

/** Record a fact about a name in any block. */
export function addDefHelper(
  st: Symtable,
  name: string,
  flag: number,
  entry: SymtableEntry,
  loc: SourceLocation,
): void {
  const mangled = maybeMangle(st.st_private, st.st_cur.ste_mangled_names, name);
  let flags = entry.ste_symbols.get(mangled) ?? 0;
  if (flag & DEF_PARAM && flags & DEF_PARAM) {
    throw syntaxError(`duplicate argument '${name}' in function definition`, loc);
  }
  if (flag & DEF_TYPE_PARAM && flags & DEF_TYPE_PARAM) throw syntaxError(`duplicate type parameter '${name}'`, loc);
  flags |= flag;
  if (entry.ste_comp_iter_target) {
    if (flags & (DEF_GLOBAL | DEF_NONLOCAL)) {
      throw syntaxError(`comprehension inner loop cannot rebind assignment expression target '${name}'`, loc);
    }
    flags |= DEF_COMP_ITER;
  }
  entry.ste_symbols.set(mangled, flags);
  if (flag & DEF_PARAM) {
    entry.ste_varnames.push(mangled);
  } else if (flag & DEF_GLOBAL) {
    const globals = st.st_top.ste_symbols;
    globals.set(mangled, (globals.get(mangled) ?? 0) | flag);
  }
}

/** `__debug__` can be neither assigned nor deleted. */
export function checkName(name: string, loc: SourceLocation, ctx: 'Load' | 'Store' | 'Del'): void {
  if (ctx === 'Load' || name !== '__debug__') return;
  throw syntaxError(ctx === 'Store' ? 'cannot assign to __debug__' : 'cannot delete __debug__', loc);
}

/** Remember where a name was declared global or nonlocal. */
export function recordDirective(st: Symtable, name: string, loc: SourceLocation): void {
  const mangled = maybeMangle(st.st_private, st.st_cur.ste_mangled_names, name);
  st.st_cur.ste_directives.push(new Directive(mangled, loc));
}

/** `async with` and `async for` need a coroutine around them. */
export function raiseIfNotCoroutine(st: Symtable, statement: string, s: stmt): void {
  if (st.allowsTopLevelAwait) st.st_cur.ste_coroutine = true;
  if (!st.st_cur.ste_coroutine) throw syntaxError(`'${statement}' outside async function`, locationOf(s));
}
