/** This file defines what expressions, type parameters and patterns do to the symbol table. */
import type {
  Arguments,
  Comprehension,
  DictComp,
  expr,
  GeneratorExp,
  IfExp,
  Keyword,
  Lambda,
  ListComp,
  Name,
  NamedExpr,
  pattern,
  SetComp,
  type_param,
} from '../../syntax/ast/nodes.js';
import { locationOf, MalformedTreeError, syntaxError } from '../errors.js';
import {
  type BlockOwner,
  type BlockType,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  USE,
} from './entry.js';
import {
  addDef,
  addDefCtx,
  addDefHelper,
  checkName,
  enterBlock,
  exitBlock,
  lookupEntry,
  recordDirective,
  type Symtable,
} from './symtable.js';

export function visitExprs(st: Symtable, exprs: readonly (expr | null)[]): void {
  for (const e of exprs) if (e !== null) visitExpr(st, e);
}

/** The part of an expression that is evaluated first, when that is an expression of the same kind of chain. */
function leftmost(e: expr): expr | null {
  switch (e.kind) {
    case 'BinOp':
      return e.left;
    case 'Attribute':
    case 'Subscript':
      return e.value;
    case 'Call':
      return e.func;
    case 'UnaryOp':
      return e.operand;
    default:
      return null;
  }
}

/** Visit an expression. Chains like `a + b + c` or `a.b().c` may be of any length: their left parts are followed in a loop. */
export function visitExpr(st: Symtable, e: expr): void {
  let inner = leftmost(e);
  if (inner === null) {
    visitNested(st, e);
    return;
  }
  const chain: expr[] = [e];
  if (e.kind === 'Attribute') checkName(e.attr, locationOf(e), e.ctx);
  for (;;) {
    const next = leftmost(inner);
    if (next === null) break;
    if (inner.kind === 'Attribute') checkName(inner.attr, locationOf(inner), inner.ctx);
    chain.push(inner);
    inner = next;
  }
  visitNested(st, inner);
  st.depth.enter();
  for (let i = chain.length - 1; i >= 0; i--) visitRest(st, chain[i] as expr);
  st.depth.leave();
}

/** Visit what is left of a chain's link after its leftmost part. */
function visitRest(st: Symtable, e: expr): void {
  if (e.kind === 'BinOp') visitExpr(st, e.right);
  else if (e.kind === 'Subscript') visitExpr(st, e.slice);
  else if (e.kind === 'Call') {
    visitExprs(st, e.args);
    visitKeywords(st, e.keywords);
  }
}

/** Keywords of a call or class. */
export function visitKeywords(st: Symtable, keywords: readonly Keyword[]): void {
  for (const keyword of keywords) {
    if (keyword.arg !== null) checkName(keyword.arg, locationOf(keyword), 'Store');
  }
  for (const keyword of keywords) visitExpr(st, keyword.value);
}

function visitNested(st: Symtable, e: expr): void {
  st.depth.enter();
  switch (e.kind) {
    case 'NamedExpr':
      raiseIfAnnotationBlock(st, 'named expression', e);
      handleNamedExpr(st, e);
      break;
    case 'BoolOp':
    case 'JoinedStr':
    case 'TemplateStr':
      visitExprs(st, e.values);
      break;
    case 'Lambda':
      visitLambda(st, e);
      break;
    case 'IfExp':
      visitIfExp(st, e);
      break;
    case 'Dict':
      visitExprs(st, e.keys);
      visitExprs(st, e.values);
      break;
    case 'Set':
    case 'List':
    case 'Tuple':
      visitExprs(st, e.elts);
      break;
    case 'GeneratorExp':
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      handleComprehension(st, e);
      break;
    case 'Yield':
    case 'YieldFrom':
      visitYield(st, e);
      break;
    case 'Await':
      raiseIfAnnotationBlock(st, 'await expression', e);
      checkAwait(st, e);
      visitExpr(st, e.value);
      st.st_cur.ste_coroutine = true;
      break;
    case 'Compare':
      visitExpr(st, e.left);
      visitExprs(st, e.comparators);
      break;
    case 'FormattedValue':
    case 'Interpolation':
      visitExpr(st, e.value);
      if (e.format_spec !== null) visitExpr(st, e.format_spec);
      break;
    case 'Starred':
      visitExpr(st, e.value);
      break;
    case 'Slice':
      visitExprs(st, [e.lower, e.upper, e.step]);
      break;
    case 'Name':
      visitName(st, e);
      break;
    case 'Constant':
    case 'BinOp':
    case 'UnaryOp':
    case 'Attribute':
    case 'Subscript':
    case 'Call':
      break;
  }
  st.depth.leave();
}

/** `a if b else c if d else …` is followed in a loop. */
function visitIfExp(st: Symtable, e: IfExp): void {
  let current: expr = e;
  for (; current.kind === 'IfExp'; current = current.orelse) {
    visitExpr(st, current.test);
    visitExpr(st, current.body);
  }
  visitExpr(st, current);
}

function visitName(st: Symtable, e: Name): void {
  if (st.st_cur.ste_in_unevaluated_annotation) return;
  addDefCtx(st, e.id, e.ctx === 'Load' ? USE : DEF_LOCAL, locationOf(e), e.ctx);
  // `super` counts as a use of `__class__`.
  if (e.ctx === 'Load' && e.id === 'super' && st.st_cur.isFunctionLike) {
    addDef(st, '__class__', USE, locationOf(e));
  }
}

function visitLambda(st: Symtable, e: Lambda): void {
  visitExprs(st, e.args.defaults);
  visitExprs(st, e.args.kw_defaults);
  enterBlock(st, 'lambda', 'function', e, locationOf(e));
  visitArguments(st, e.args);
  visitExpr(st, e.body);
  exitBlock(st);
}

/** Parameters, inside the block of their function. */
export function visitArguments(st: Symtable, a: Arguments): void {
  for (const arg of [...a.posonlyargs, ...a.args, ...a.kwonlyargs]) addDef(st, arg.arg, DEF_PARAM, locationOf(arg));
  if (a.vararg !== null) {
    addDef(st, a.vararg.arg, DEF_PARAM, locationOf(a.vararg));
    st.st_cur.ste_varargs = true;
  }
  if (a.kwarg !== null) {
    addDef(st, a.kwarg.arg, DEF_PARAM, locationOf(a.kwarg));
    st.st_cur.ste_varkeywords = true;
  }
}

function visitYield(st: Symtable, e: expr & { kind: 'Yield' | 'YieldFrom' }): void {
  raiseIfAnnotationBlock(st, 'yield expression', e);
  if (e.value !== null) visitExpr(st, e.value);
  st.st_cur.ste_generator = true;
  const comprehension = st.st_cur.ste_comprehension;
  if (comprehension === null) return;
  const where = comprehension === 'generator' ? 'generator expression' : `${comprehension} comprehension`;
  throw syntaxError(`'yield' inside ${where}`, e);
}

function checkAwait(st: Symtable, e: expr): void {
  if (st.allowsTopLevelAwait) return;
  if (!st.st_cur.isFunctionLike) throw syntaxError("'await' outside function", e);
  if (!st.isAsyncDef && st.st_cur.ste_comprehension === null) throw syntaxError("'await' outside async function", e);
}

function raiseIfAnnotationBlock(st: Symtable, what: string, e: expr): void {
  const where = annotationBlockName(st.st_cur.ste_type, st.st_cur.ste_scope_info);
  if (where !== null) throw syntaxError(`${what} cannot be used within ${where}`, e);
}

function annotationBlockName(type: BlockType, scopeInfo: string | null): string | null {
  switch (type) {
    case 'annotation':
      return 'an annotation';
    case 'type variable':
      return scopeInfo ?? 'a TypeVar bound';
    case 'type alias':
      return 'a type alias';
    case 'type parameters':
      return 'the definition of a generic';
    default:
      return null;
  }
}

function handleNamedExpr(st: Symtable, e: NamedExpr): void {
  if (st.st_cur.ste_comp_iter_expr > 0) {
    throw syntaxError('assignment expression cannot be used in a comprehension iterable expression', e);
  }
  if (st.st_cur.ste_comprehension !== null) extendNamedExprScope(st, e.target as Name);
  visitExpr(st, e.value);
  visitExpr(st, e.target);
}

/** An assignment expression inside comprehensions binds its name in the first scope around that is none (PEP 572). */
function extendNamedExprScope(st: Symtable, e: Name): void {
  const loc = locationOf(e);
  for (let i = st.st_stack.length - 1; i >= 0; i--) {
    const ste = st.st_stack[i] as (typeof st.st_stack)[number];
    if (ste.ste_comprehension !== null) {
      const flags = lookupEntry(st, ste, e.id);
      if (flags & DEF_COMP_ITER && flags & DEF_LOCAL) {
        throw syntaxError(`assignment expression cannot rebind comprehension iteration variable '${e.id}'`, e);
      }
      continue;
    }
    if (ste.ste_type === 'function') {
      addDef(st, e.id, lookupEntry(st, ste, e.id) & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, loc);
      recordDirective(st, e.id, loc);
      addDefHelper(st, e.id, DEF_LOCAL, ste, loc);
      return;
    }
    if (ste.ste_type === 'module') {
      addDef(st, e.id, DEF_GLOBAL, loc);
      recordDirective(st, e.id, loc);
      addDefHelper(st, e.id, DEF_GLOBAL, ste, loc);
      return;
    }
    const where = namedExprForbiddenIn(ste.ste_type);
    if (where !== null) throw syntaxError(`assignment expression within a comprehension cannot be used ${where}`, e);
  }
  throw new MalformedTreeError('no scope for an assignment expression');
}

function namedExprForbiddenIn(type: BlockType): string | null {
  switch (type) {
    case 'class':
      return 'in a class body';
    case 'type parameters':
      return 'within the definition of a generic';
    case 'type alias':
      return 'in a type alias';
    case 'type variable':
      return 'in a TypeVar bound';
    default:
      return null;
  }
}

const COMPREHENSION_TYPES = {
  GeneratorExp: ['generator', 'genexpr'],
  ListComp: ['list', 'listcomp'],
  SetComp: ['set', 'setcomp'],
  DictComp: ['dict', 'dictcomp'],
} as const;

function handleComprehension(st: Symtable, e: GeneratorExp | ListComp | SetComp | DictComp): void {
  const isGenerator = e.kind === 'GeneratorExp';
  const [type, name] = COMPREHENSION_TYPES[e.kind];
  const outermost = e.generators[0] as Comprehension;
  // The outermost iterable is evaluated in the scope around.
  st.st_cur.ste_comp_iter_expr++;
  visitExpr(st, outermost.iter);
  st.st_cur.ste_comp_iter_expr--;
  enterBlock(st, name, 'function', e, locationOf(e));
  const ste = st.st_cur;
  ste.ste_comprehension = type;
  if (outermost.is_async) ste.ste_coroutine = true;
  addDef(st, '.0', DEF_PARAM, ste.ste_loc);
  ste.ste_comp_iter_target = true;
  visitExpr(st, outermost.target);
  ste.ste_comp_iter_target = false;
  visitExprs(st, outermost.ifs);
  for (const generator of e.generators.slice(1)) visitComprehension(st, generator);
  if (e.kind === 'DictComp') {
    visitExpr(st, e.value);
    visitExpr(st, e.key);
  } else {
    visitExpr(st, e.elt);
  }
  ste.ste_generator = isGenerator;
  const isAsync = ste.ste_coroutine && !isGenerator;
  exitBlock(st);
  if (!isAsync) return;
  if (!st.isAsyncDef && st.st_cur.ste_comprehension === null && !st.allowsTopLevelAwait) {
    throw syntaxError('asynchronous comprehension outside of an asynchronous function', e);
  }
  st.st_cur.ste_coroutine = true;
}

function visitComprehension(st: Symtable, lc: Comprehension): void {
  const ste = st.st_cur;
  ste.ste_comp_iter_target = true;
  visitExpr(st, lc.target);
  ste.ste_comp_iter_target = false;
  ste.ste_comp_iter_expr++;
  visitExpr(st, lc.iter);
  ste.ste_comp_iter_expr--;
  visitExprs(st, lc.ifs);
  if (lc.is_async) ste.ste_coroutine = true;
}

/** Type parameters of a function, class or alias, inside their block (PEP 695, PEP 696). */
export function visitTypeParam(st: Symtable, tp: type_param): void {
  st.depth.enter();
  addDef(st, tp.name, DEF_TYPE_PARAM | DEF_LOCAL, locationOf(tp));
  if (tp.name === '__classdict__') {
    throw syntaxError(`reserved name '${tp.name}' cannot be used for type parameter`, tp);
  }
  if (tp.kind === 'TypeVar' && tp.bound !== null) {
    const info = tp.bound.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
    visitBoundOrDefault(st, tp.bound, tp.name, tp, false, info);
  }
  if (tp.default_value !== null) {
    visitBoundOrDefault(st, tp.default_value, tp.name, tp, tp.kind === 'TypeVar', `a ${tp.kind} default`);
  }
  st.depth.leave();
}

function visitBoundOrDefault(
  st: Symtable,
  e: expr,
  name: string,
  owner: BlockOwner,
  second: boolean,
  scopeInfo: string,
): void {
  const isInClass = st.st_cur.ste_can_see_class_scope;
  enterBlock(st, name, 'type variable', owner, locationOf(e), second);
  st.st_cur.ste_can_see_class_scope = isInClass;
  if (isInClass) addDef(st, '__classdict__', USE, locationOf(e));
  st.st_cur.ste_scope_info = scopeInfo;
  visitExpr(st, e);
  exitBlock(st);
}

function visitPatterns(st: Symtable, patterns: readonly pattern[]): void {
  for (const p of patterns) visitPattern(st, p);
}

/** Patterns of a `case`: their captures are local names. */
export function visitPattern(st: Symtable, p: pattern): void {
  st.depth.enter();
  switch (p.kind) {
    case 'MatchValue':
      visitExpr(st, p.value);
      break;
    case 'MatchSequence':
    case 'MatchOr':
      visitPatterns(st, p.patterns);
      break;
    case 'MatchStar':
      if (p.name !== null) addDef(st, p.name, DEF_LOCAL, locationOf(p));
      break;
    case 'MatchMapping':
      visitExprs(st, p.keys);
      visitPatterns(st, p.patterns);
      if (p.rest !== null) addDef(st, p.rest, DEF_LOCAL, locationOf(p));
      break;
    case 'MatchClass':
      visitExpr(st, p.cls);
      visitPatterns(st, p.patterns);
      for (const [i, attr] of p.kwd_attrs.entries()) {
        checkName(attr, locationOf(p.kwd_patterns[i] as pattern), 'Store');
      }
      visitPatterns(st, p.kwd_patterns);
      break;
    case 'MatchAs':
      if (p.pattern !== null) visitPattern(st, p.pattern);
      if (p.name !== null) addDef(st, p.name, DEF_LOCAL, locationOf(p));
      break;
    case 'MatchSingleton':
      break;
  }
  st.depth.leave();
}
