/** This file defines what statements do to the symbol table, and builds it (CPython's `_PySymtable_Build`). */
import { CO_FUTURE_ANNOTATIONS } from '../../bytecode/code.js';
import type {
  Alias,
  AnnAssign,
  Arg,
  Arguments,
  AsyncFunctionDef,
  ClassDef,
  ExceptHandler,
  expr,
  FunctionDef,
  Global,
  If,
  ImportFrom,
  mod,
  Name,
  Nonlocal,
  stmt,
  TypeAlias,
  Withitem,
} from '../../syntax/ast/nodes.js';
import { getDocString } from '../docstring.js';
import { locationOf, MalformedTreeError, syntaxError } from '../errors.js';
import type { FutureFeatures } from '../future.js';
import type { SourceLocation } from '../instruction-sequence.js';
import { analyze } from './analyze.js';
import {
  type BlockOwner,
  DEF_ANNOT,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  USE,
} from './entry.js';
import { visitArguments, visitExpr, visitExprs, visitKeywords, visitPattern, visitTypeParam } from './expressions.js';
import {
  addDef,
  enterBlock,
  enterExistingBlock,
  exitBlock,
  lookupEntry,
  newEntry,
  raiseIfNotCoroutine,
  recordDirective,
  reenterBlock,
  Symtable,
} from './symtable.js';

/** Build the symbol table of a module. Raises SyntaxError. */
export function buildSymtable(tree: mod, future: FutureFeatures): Symtable {
  const st = new Symtable(tree, future);
  switch (tree.kind) {
    case 'Module':
      if (getDocString(tree.body) !== null) st.st_cur.ste_has_docstring = true;
      visitStmts(st, tree.body);
      break;
    case 'Interactive':
      visitStmts(st, tree.body);
      break;
    case 'Expression':
      visitExpr(st, tree.body);
      break;
    case 'FunctionType':
      throw new MalformedTreeError('this compiler does not handle FunctionTypes');
  }
  analyze(st.st_top);
  return st;
}

function visitStmts(st: Symtable, stmts: readonly stmt[]): void {
  for (const s of stmts) visitStmt(st, s);
}

/** Visit bodies that may not be executed: annotations in them are conditional. */
function visitConditional(st: Symtable, visit: () => void): void {
  const ste = st.st_cur;
  const before = ste.ste_in_conditional_block;
  ste.ste_in_conditional_block = true;
  visit();
  ste.ste_in_conditional_block = before;
}

function visitStmt(st: Symtable, s: stmt): void {
  st.depth.enter();
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      visitFunction(st, s);
      break;
    case 'ClassDef':
      visitClass(st, s);
      break;
    case 'TypeAlias':
      visitTypeAlias(st, s);
      break;
    case 'Return':
      if (s.value !== null) visitExpr(st, s.value);
      break;
    case 'Delete':
      visitExprs(st, s.targets);
      break;
    case 'Assign':
      visitExprs(st, s.targets);
      visitExpr(st, s.value);
      break;
    case 'AnnAssign':
      visitAnnAssign(st, s);
      break;
    case 'AugAssign':
      visitExpr(st, s.target);
      visitExpr(st, s.value);
      break;
    case 'AsyncFor':
    case 'For':
      if (s.kind === 'AsyncFor') raiseIfNotCoroutine(st, 'async for', s);
      visitExpr(st, s.target);
      visitExpr(st, s.iter);
      visitConditional(st, () => {
        visitStmts(st, s.body);
        visitStmts(st, s.orelse);
      });
      break;
    case 'While':
      visitExpr(st, s.test);
      visitConditional(st, () => {
        visitStmts(st, s.body);
        visitStmts(st, s.orelse);
      });
      break;
    case 'If':
      visitIf(st, s);
      break;
    case 'Match':
      visitExpr(st, s.subject);
      visitConditional(st, () => {
        for (const matchCase of s.cases) {
          visitPattern(st, matchCase.pattern);
          if (matchCase.guard !== null) visitExpr(st, matchCase.guard);
          visitStmts(st, matchCase.body);
        }
      });
      break;
    case 'Raise':
      visitExprs(st, [s.exc, s.cause]);
      break;
    case 'Try':
    case 'TryStar':
      visitConditional(st, () => {
        visitStmts(st, s.body);
        for (const handler of s.handlers) visitExceptHandler(st, handler);
        visitStmts(st, s.orelse);
        visitStmts(st, s.finalbody);
      });
      break;
    case 'Assert':
      visitExprs(st, [s.test, s.msg]);
      break;
    case 'Import':
      for (const alias of s.names) visitAlias(st, alias);
      break;
    case 'ImportFrom':
      for (const alias of s.names) visitAlias(st, alias);
      checkImportFrom(st, s);
      break;
    case 'Global':
    case 'Nonlocal':
      visitDeclaration(st, s);
      break;
    case 'Expr':
      visitExpr(st, s.value);
      break;
    case 'AsyncWith':
    case 'With':
      if (s.kind === 'AsyncWith') raiseIfNotCoroutine(st, 'async with', s);
      visitConditional(st, () => {
        for (const item of s.items) visitWithitem(st, item);
        visitStmts(st, s.body);
      });
      break;
    case 'Pass':
    case 'Break':
    case 'Continue':
      break;
  }
  st.depth.leave();
}

/** An `elif` is an `if` in the else branch: long chains are followed in a loop. */
function visitIf(st: Symtable, s: If): void {
  const ste = st.st_cur;
  const before = ste.ste_in_conditional_block;
  let current = s;
  for (;;) {
    visitExpr(st, current.test);
    ste.ste_in_conditional_block = true;
    visitStmts(st, current.body);
    const only = current.orelse[0];
    if (current.orelse.length !== 1 || only?.kind !== 'If') break;
    current = only;
  }
  visitStmts(st, current.orelse);
  ste.ste_in_conditional_block = before;
}

function visitFunction(st: Symtable, s: FunctionDef | AsyncFunctionDef): void {
  const loc = locationOf(s);
  addDef(st, s.name, DEF_LOCAL, loc);
  visitExprs(st, s.args.defaults);
  visitExprs(st, s.args.kw_defaults);
  visitExprs(st, s.decorator_list);
  const isGeneric = s.type_params.length > 0;
  if (isGeneric) {
    enterTypeParamBlock(st, s.name, s.type_params, false, loc);
    // CPython asks whether there is a list of defaults, not whether it has any.
    addDef(st, '.defaults', DEF_PARAM, loc);
    if (s.args.kw_defaults.some((e) => e !== null)) addDef(st, '.kwdefaults', DEF_PARAM, loc);
    for (const tp of s.type_params) visitTypeParam(st, tp);
  }
  const ste = newEntry(st, s.name, 'function', s, loc);
  if (getDocString(s.body) !== null) ste.ste_has_docstring = true;
  visitAnnotations(st, s, s.args, s.returns);
  enterExistingBlock(st, ste);
  if (s.kind === 'AsyncFunctionDef') ste.ste_coroutine = true;
  visitArguments(st, s.args);
  visitStmts(st, s.body);
  exitBlock(st);
  if (isGeneric) exitBlock(st);
}

function enterTypeParamBlock(
  st: Symtable,
  name: string,
  owner: BlockOwner,
  isClass: boolean,
  loc: SourceLocation,
): void {
  const inClass = st.st_cur.ste_type === 'class';
  enterBlock(st, name, 'type parameters', owner, loc);
  if (inClass) {
    st.st_cur.ste_can_see_class_scope = true;
    addDef(st, '__classdict__', USE, loc);
  }
  if (isClass) {
    for (const hidden of ['.type_params', '.generic_base']) {
      addDef(st, hidden, DEF_LOCAL, loc);
      addDef(st, hidden, USE, loc);
    }
  }
}

function visitClass(st: Symtable, s: ClassDef): void {
  const loc = locationOf(s);
  addDef(st, s.name, DEF_LOCAL, loc);
  visitExprs(st, s.decorator_list);
  const outerPrivate = st.st_private;
  const isGeneric = s.type_params.length > 0;
  if (isGeneric) {
    enterTypeParamBlock(st, s.name, s.type_params, true, loc);
    st.st_private = s.name;
    st.st_cur.ste_mangled_names = new Set();
    for (const tp of s.type_params) visitTypeParam(st, tp);
  }
  visitExprs(st, s.bases);
  visitKeywords(st, s.keywords);
  enterBlock(st, s.name, 'class', s, loc);
  st.st_private = s.name;
  if (isGeneric) {
    addDef(st, '__type_params__', DEF_LOCAL, loc);
    addDef(st, '.type_params', USE, loc);
  }
  if (getDocString(s.body) !== null) st.st_cur.ste_has_docstring = true;
  visitStmts(st, s.body);
  exitBlock(st);
  if (isGeneric) exitBlock(st);
  st.st_private = outerPrivate;
}

function visitTypeAlias(st: Symtable, s: TypeAlias): void {
  visitExpr(st, s.name);
  const name = (s.name as Name).id;
  const loc = locationOf(s);
  const isInClass = st.st_cur.ste_type === 'class';
  const isGeneric = s.type_params.length > 0;
  if (isGeneric) {
    enterTypeParamBlock(st, name, s.type_params, false, loc);
    for (const tp of s.type_params) visitTypeParam(st, tp);
  }
  enterBlock(st, name, 'type alias', s, loc);
  st.st_cur.ste_can_see_class_scope = isInClass;
  if (isInClass) addDef(st, '__classdict__', USE, locationOf(s.value));
  visitExpr(st, s.value);
  exitBlock(st);
  if (isGeneric) exitBlock(st);
}

function visitAnnAssign(st: Symtable, s: AnnAssign): void {
  const ste = st.st_cur;
  ste.ste_annotations_used = true;
  const { target } = s;
  if (target.kind === 'Name') {
    const flags = lookupEntry(st, ste, target.id);
    if (flags & (DEF_GLOBAL | DEF_NONLOCAL) && ste !== st.st_top && s.simple) {
      const what = flags & DEF_GLOBAL ? 'global' : 'nonlocal';
      throw syntaxError(`annotated name '${target.id}' can't be ${what}`, s);
    }
    if (s.simple) addDef(st, target.id, DEF_ANNOT | DEF_LOCAL, locationOf(target));
    else if (s.value !== null) addDef(st, target.id, DEF_LOCAL, locationOf(target));
  } else {
    visitExpr(st, target);
  }
  visitAnnotation(st, s.annotation);
  if (s.value !== null) visitExpr(st, s.value);
}

/** The annotation of a variable: all of a class or module share one block (PEP 649). */
function visitAnnotation(st: Symtable, annotation: expr): void {
  const parent = st.st_cur;
  const loc = locationOf(annotation);
  // Annotations of local variables are never evaluated.
  const isUnevaluated = parent.ste_type === 'function';
  // A module may be left half executed, so all its annotations count as conditional.
  const isConditional =
    parent.ste_type === 'module' || (parent.ste_type === 'class' && parent.ste_in_conditional_block);
  if (isConditional && !parent.ste_has_conditional_annotations) {
    parent.ste_has_conditional_annotations = true;
    addDef(st, '__conditional_annotations__', USE, loc);
  }
  if (parent.ste_annotation_block === null) {
    enterBlock(st, '__annotate__', 'annotation', parent.ste_owner, loc, true);
    parent.ste_annotation_block = st.st_cur;
    if (parent.ste_type === 'class' && !(st.st_future.ff_features & CO_FUTURE_ANNOTATIONS)) {
      parent.ste_needs_classdict = true;
      st.st_cur.ste_can_see_class_scope = true;
      addDef(st, '__classdict__', USE, loc);
    }
  } else {
    reenterBlock(st, parent.ste_annotation_block);
  }
  if (isUnevaluated) st.st_cur.ste_in_unevaluated_annotation = true;
  visitExpr(st, annotation);
  if (isUnevaluated) st.st_cur.ste_in_unevaluated_annotation = false;
  exitBlock(st);
}

/** The annotations of a function's parameters and result, in a block of their own. */
function visitAnnotations(st: Symtable, s: stmt, a: Arguments, returns: expr | null): void {
  const parent = st.st_cur;
  const loc = locationOf(s);
  enterBlock(st, '__annotate__', 'annotation', a, loc);
  if (parent.ste_can_see_class_scope || parent.ste_type === 'class') {
    st.st_cur.ste_can_see_class_scope = true;
    addDef(st, '__classdict__', USE, loc);
  }
  const args: (Arg | null)[] = [...a.posonlyargs, ...a.args, a.vararg, a.kwarg, ...a.kwonlyargs];
  for (const annotation of [...args.map((arg) => arg?.annotation ?? null), returns]) {
    if (annotation === null) continue;
    st.st_cur.ste_annotations_used = true;
    visitExpr(st, annotation);
  }
  exitBlock(st);
}

function visitDeclaration(st: Symtable, s: Global | Nonlocal): void {
  const what = s.kind === 'Global' ? 'global' : 'nonlocal';
  const loc = locationOf(s);
  for (const name of s.names) {
    const flags = lookupEntry(st, st.st_cur, name);
    if (flags & DEF_PARAM) throw syntaxError(`name '${name}' is parameter and ${what}`, s);
    if (flags & USE) throw syntaxError(`name '${name}' is used prior to ${what} declaration`, s);
    if (flags & DEF_ANNOT) throw syntaxError(`annotated name '${name}' can't be ${what}`, s);
    if (flags & DEF_LOCAL) throw syntaxError(`name '${name}' is assigned to before ${what} declaration`, s);
    addDef(st, name, s.kind === 'Global' ? DEF_GLOBAL : DEF_NONLOCAL, loc);
    recordDirective(st, name, loc);
  }
}

function visitExceptHandler(st: Symtable, handler: ExceptHandler): void {
  if (handler.type !== null) visitExpr(st, handler.type);
  if (handler.name !== null) addDef(st, handler.name, DEF_LOCAL, locationOf(handler));
  visitStmts(st, handler.body);
}

function visitWithitem(st: Symtable, item: Withitem): void {
  visitExprs(st, [item.context_expr, item.optional_vars]);
}

function visitAlias(st: Symtable, alias: Alias): void {
  const name = alias.asname ?? alias.name;
  if (name === '*') {
    if (st.st_cur.ste_type !== 'module') throw syntaxError('import * only allowed at module level', alias);
    return;
  }
  const dot = name.indexOf('.');
  addDef(st, dot === -1 ? name : name.slice(0, dot), DEF_IMPORT, locationOf(alias));
}

function checkImportFrom(st: Symtable, s: ImportFrom): void {
  const future = st.st_future.ff_location;
  if (s.module !== '__future__' || s.level !== 0) return;
  if (s.lineno > future.lineno || (s.lineno === future.end_lineno && s.col_offset > future.end_col_offset)) {
    throw syntaxError('from __future__ imports must occur at the beginning of the file', s);
  }
}
