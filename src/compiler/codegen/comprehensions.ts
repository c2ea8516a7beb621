/** This file defines the code of comprehensions and generator expressions; all but generators run in place (PEP 709). */
import * as op from '../../bytecode/opcodes.js';
import { INTRINSIC_ASYNC_GEN_WRAP, RESUME_AFTER_YIELD } from '../../bytecode/operands.js';
import type { Comprehension, DictComp, expr, GeneratorExp, ListComp, SetComp } from '../../syntax/ast/nodes.js';
import { None } from '../../values/singletons.js';
import type { Compiler } from '../compiler.js';
import { locationOf } from '../errors.js';
import { type Label, NO_LABEL, NO_LOCATION, SourceLocation } from '../instruction-sequence.js';
import { CELL, DEF_LOCAL, DEF_NONLOCAL, FREE, type SymtableEntry, symbolToScope } from '../symtable/entry.js';
import { makeClosure, wrapInStopIterationHandler } from './closures.js';
import { jumpIf } from './control-flow.js';
import { addAwait, addYieldFrom } from './fblocks.js';

type AnyComprehension = GeneratorExp | ListComp | SetComp | DictComp;

const SCOPE_NAMES = {
  GeneratorExp: '<genexpr>',
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
} as const;

/** Yield the value on the stack; the value that is sent takes its place. */
export function addYield(c: Compiler, loc: SourceLocation): void {
  if (c.ste.ste_generator && c.ste.ste_coroutine) c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_ASYNC_GEN_WRAP);
  c.addop(loc, op.YIELD_VALUE, 0);
  c.addop(loc, op.RESUME, RESUME_AFTER_YIELD);
}

/** A comprehension of any kind. */
export function codegenComprehension(c: Compiler, e: AnyComprehension): void {
  const entry = c.c_st.lookup(e);
  const loc = locationOf(e);
  const outermost = e.generators[0] as Comprehension;
  if (entry.ste_comp_inlined) {
    codegenIter(c, outermost);
    const state = new InlinedComprehensionState();
    tweakInlinedComprehensionScopes(c, entry, state);
    pushInlinedComprehensionLocals(c, loc, entry, state);
    codegenContainer(c, e, loc);
    c.addop(loc, op.SWAP, 2);
    codegenGenerator(c, loc, e, 0, 0, true);
    popInlinedComprehensionLocals(c, loc, state);
    revertInlinedComprehensionScopes(c, state);
    return;
  }
  c.enterScope(SCOPE_NAMES[e.kind], 'comprehension', entry, e.lineno, null, { u_argcount: 1 });
  codegenContainer(c, e, loc);
  codegenGenerator(c, loc, e, 0, 0, false);
  if (e.kind === 'GeneratorExp') wrapInStopIterationHandler(c);
  else c.addop(loc, op.RETURN_VALUE);
  const code = c.optimizeAndAssemble(true);
  c.exitScope();
  makeClosure(c, loc, code, 0);
  codegenIter(c, outermost);
  c.addop(loc, op.CALL, 0);
  if (entry.ste_coroutine && e.kind !== 'GeneratorExp') addAwait(c, loc, 0);
}

/** Push the iterator over the source of a `for`. */
function codegenIter(c: Compiler, gen: Comprehension): void {
  c.visitExpr(gen.iter);
  c.addop(locationOf(gen.iter), gen.is_async ? op.GET_AITER : op.GET_ITER);
}

function codegenContainer(c: Compiler, e: AnyComprehension, loc: SourceLocation): void {
  if (e.kind === 'ListComp') c.addop(loc, op.BUILD_LIST, 0);
  else if (e.kind === 'SetComp') c.addop(loc, op.BUILD_SET, 0);
  else if (e.kind === 'DictComp') c.addop(loc, op.BUILD_MAP, 0);
}

/** `depth` counts the values between the container and the top of the stack. */
function codegenGenerator(
  c: Compiler,
  loc: SourceLocation,
  e: AnyComprehension,
  index: number,
  depth: number,
  iterOnStack: boolean,
): void {
  if ((e.generators[index] as Comprehension).is_async) codegenAsyncGenerator(c, loc, e, index, depth, iterOnStack);
  else codegenSyncGenerator(c, loc, e, index, depth, iterOnStack);
}

/** `for y in [f(x)]` is an idiom for an assignment: the one element, else null. */
function onlyElement(iter: expr): expr | null {
  if (iter.kind !== 'List' && iter.kind !== 'Tuple') return null;
  const elt = iter.elts[0];
  return iter.elts.length === 1 && elt !== undefined && elt.kind !== 'Starred' ? elt : null;
}

function codegenSyncGenerator(
  c: Compiler,
  loc: SourceLocation,
  e: AnyComprehension,
  index: number,
  depth: number,
  iterOnStack: boolean,
): void {
  const gen = e.generators[index] as Comprehension;
  const iterLoc = locationOf(gen.iter);
  const start = c.newLabel();
  const ifCleanup = c.newLabel();
  const anchor = c.newLabel();
  let isLoop = true;
  if (!iterOnStack) {
    if (index === 0) {
      c.addop(loc, op.LOAD_FAST, 0);
    } else {
      const elt = onlyElement(gen.iter);
      isLoop = elt === null;
      if (elt !== null) c.visitExpr(elt);
      else codegenIter(c, gen);
    }
  }
  let inner = depth;
  if (isLoop) {
    inner++;
    c.useLabel(start);
    c.addopJump(iterLoc, op.FOR_ITER, anchor);
  }
  c.visitExpr(gen.target);
  for (const test of gen.ifs) jumpIf(c, loc, test, ifCleanup, false);
  const eltLoc = codegenInner(c, loc, e, index, inner);
  c.useLabel(ifCleanup);
  if (isLoop) {
    c.addopJump(eltLoc, op.JUMP, start);
    c.useLabel(anchor);
    // Iteration over a generator jumps to END_FOR, other iteration to the instruction after it.
    c.addop(NO_LOCATION, op.END_FOR);
    c.addop(NO_LOCATION, op.POP_ITER);
  }
}

function codegenAsyncGenerator(
  c: Compiler,
  loc: SourceLocation,
  e: AnyComprehension,
  index: number,
  depth: number,
  iterOnStack: boolean,
): void {
  const gen = e.generators[index] as Comprehension;
  const start = c.newLabel();
  const send = c.newLabel();
  const except = c.newLabel();
  const ifCleanup = c.newLabel();
  if (!iterOnStack) {
    if (index === 0) c.addop(loc, op.LOAD_FAST, 0);
    else codegenIter(c, gen);
  }
  c.useLabel(start);
  c.pushFBlock(loc, 'async comprehension generator', start);
  c.addopJump(loc, op.SETUP_FINALLY, except);
  c.addop(loc, op.GET_ANEXT);
  c.loadConst(loc, None);
  c.useLabel(send);
  addYieldFrom(c, loc, true);
  c.addop(loc, op.POP_BLOCK);
  c.visitExpr(gen.target);
  for (const test of gen.ifs) jumpIf(c, loc, test, ifCleanup, false);
  const eltLoc = codegenInner(c, loc, e, index, depth + 1);
  c.useLabel(ifCleanup);
  c.addopJump(eltLoc, op.JUMP, start);
  c.popFBlock('async comprehension generator');
  c.useLabel(except);
  c.addopJump(loc, op.END_ASYNC_FOR, send);
}

/** What runs once for each item: the next `for`, or the element. Answers the element's location. */
function codegenInner(
  c: Compiler,
  loc: SourceLocation,
  e: AnyComprehension,
  index: number,
  depth: number,
): SourceLocation {
  const first = e.kind === 'DictComp' ? e.key : e.elt;
  const eltLoc = locationOf(first);
  if (index + 1 < e.generators.length) {
    codegenGenerator(c, loc, e, index + 1, depth, false);
    return eltLoc;
  }
  c.visitExpr(first);
  switch (e.kind) {
    case 'GeneratorExp':
      addYield(c, eltLoc);
      c.addop(eltLoc, op.POP_TOP);
      return eltLoc;
    case 'ListComp':
      c.addop(eltLoc, op.LIST_APPEND, depth + 1);
      return eltLoc;
    case 'SetComp':
      c.addop(eltLoc, op.SET_ADD, depth + 1);
      return eltLoc;
    case 'DictComp': {
      const { key, value } = e;
      c.visitExpr(value);
      const pairLoc = new SourceLocation(key.lineno, value.end_lineno, key.col_offset, value.end_col_offset);
      c.addop(pairLoc, op.MAP_ADD, depth + 1);
      return pairLoc;
    }
  }
}

/** What an inlined comprehension changed in the unit around it, to be undone after it. */
class InlinedComprehensionState {
  /** Locals whose value was put on the stack, in order. */
  readonly pushedLocals: string[] = [];
  /** Outer facts about names that are different inside. */
  readonly tempSymbols = new Map<string, number>();
  /** Names that became fast locals for the time. */
  readonly fastHidden: string[] = [];
  cleanup: Label = NO_LABEL;
}

/** Names bound inside are locals of the comprehension, and in a class so are all names. */
function isIsolated(symbol: number, inClassBlock: boolean): boolean {
  return ((symbol & DEF_LOCAL) !== 0 && (symbol & DEF_NONLOCAL) === 0) || inClassBlock;
}

function tweakInlinedComprehensionScopes(c: Compiler, entry: SymtableEntry, state: InlinedComprehensionState): void {
  const { u, ste } = c;
  const inClassBlock = ste.ste_type === 'class' && u.u_in_inlined_comp === 0;
  u.u_in_inlined_comp++;
  const { u_fasthidden } = u.u_metadata;
  for (const [name, symbol] of entry.ste_symbols) {
    const scope = symbolToScope(symbol);
    const outer = ste.getSymbol(name);
    const outerScope = symbolToScope(outer);
    // A name that is free inside is treated like outside. Cell inside and free outside: *_DEREF either way.
    if ((scope !== outerScope && scope !== FREE && !(scope === CELL && outerScope === FREE)) || inClassBlock) {
      ste.ste_symbols.set(name, symbol);
      state.tempSymbols.set(name, outer);
    }
    if (isIsolated(symbol, inClassBlock) && !ste.isFunctionLike && u_fasthidden.get(name) !== true) {
      u_fasthidden.set(name, true);
      state.fastHidden.push(name);
    }
  }
}

function pushInlinedComprehensionLocals(
  c: Compiler,
  loc: SourceLocation,
  entry: SymtableEntry,
  state: InlinedComprehensionState,
): void {
  const { ste, metadata } = c;
  for (const [name, symbol] of entry.ste_symbols) {
    if (!isIsolated(symbol, false)) continue;
    // Of a cell this pushes the cell itself; the comprehension gets a new one.
    c.addopName(loc, op.LOAD_FAST_AND_CLEAR, metadata.u_varnames, name);
    if (symbolToScope(symbol) === CELL) {
      const isFree = ste.getScope(name) === FREE;
      c.addopName(loc, op.MAKE_CELL, isFree ? metadata.u_freevars : metadata.u_cellvars, name);
    }
    state.pushedLocals.push(name);
  }
  if (state.pushedLocals.length === 0) return;
  // The outermost iterable is on the stack already: bring it to the top again.
  c.addop(loc, op.SWAP, state.pushedLocals.length + 1);
  // Restore the locals also when an exception leaves the comprehension.
  state.cleanup = c.newLabel();
  c.addopJump(loc, op.SETUP_FINALLY, state.cleanup);
  c.pushFBlock(loc, 'inlined comprehension', NO_LABEL);
}

function restoreInlinedComprehensionLocals(c: Compiler, loc: SourceLocation, state: InlinedComprehensionState): void {
  c.addop(loc, op.SWAP, state.pushedLocals.length + 1);
  for (const name of state.pushedLocals.toReversed()) {
    c.addopName(loc, op.STORE_FAST_MAYBE_NULL, c.metadata.u_varnames, name);
  }
}

function popInlinedComprehensionLocals(c: Compiler, loc: SourceLocation, state: InlinedComprehensionState): void {
  if (state.pushedLocals.length === 0) return;
  c.popFBlock('inlined comprehension');
  c.addop(NO_LOCATION, op.POP_BLOCK);
  const end = c.newLabel();
  c.addopJump(NO_LOCATION, op.JUMP_NO_INTERRUPT, end);
  c.useLabel(state.cleanup);
  // Drop the unfinished result below the exception.
  c.addop(NO_LOCATION, op.SWAP, 2);
  c.addop(NO_LOCATION, op.POP_TOP);
  restoreInlinedComprehensionLocals(c, loc, state);
  c.addop(NO_LOCATION, op.RERAISE, 0);
  c.useLabel(end);
  restoreInlinedComprehensionLocals(c, loc, state);
}

function revertInlinedComprehensionScopes(c: Compiler, state: InlinedComprehensionState): void {
  c.u.u_in_inlined_comp--;
  for (const [name, symbol] of state.tempSymbols) c.ste.ste_symbols.set(name, symbol);
  // False, not absent: these names are fast locals that `locals()` hides.
  for (const name of state.fastHidden) c.metadata.u_fasthidden.set(name, false);
}
