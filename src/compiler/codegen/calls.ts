/** This file defines the code of calls: plain, of methods, of `super()`, with unpacking, and of builtins on generator expressions. */
import * as op from '../../bytecode/opcodes.js';
import {
  CONSTANT_BUILTIN_ALL,
  CONSTANT_BUILTIN_ANY,
  CONSTANT_BUILTIN_TUPLE,
  INTRINSIC_LIST_TO_TUPLE,
} from '../../bytecode/operands.js';
import type { Attribute, Call, expr, Keyword } from '../../syntax/ast/nodes.js';
import { PyTuple } from '../../values/sequences.js';
import { strFromKey } from '../../values/str.js';
import {
  type Compiler,
  LOAD_METHOD,
  LOAD_SUPER_METHOD,
  LOAD_ZERO_SUPER_METHOD,
  STACK_USE_GUIDELINE,
} from '../compiler.js';
import { locationOf, syntaxError } from '../errors.js';
import { type Label, NO_LOCATION, SourceLocation } from '../instruction-sequence.js';
import { DEF_IMPORT, FREE, GLOBAL_IMPLICIT } from '../symtable/entry.js';
import { starunpackHelper, TUPLE_DISPLAY } from './displays.js';

/** Does the module import something under this name? Methods of modules are plain functions. */
function isImportOriginated(c: Compiler, e: expr): boolean {
  return e.kind === 'Name' && (c.c_st.st_top.getSymbol(e.id) & DEF_IMPORT) !== 0;
}

/** Is this `super().attr` or `super(a, b).attr` with the builtin, as far as one can see? */
export function canOptimizeSuperCall(c: Compiler, attr: Attribute): boolean {
  const e = attr.value;
  if (e.kind !== 'Call' || e.func.kind !== 'Name' || e.func.id !== 'super') return false;
  if (attr.attr === '__class__' || e.keywords.length > 0) return false;
  if (c.ste.getScope('super') !== GLOBAL_IMPLICIT || c.c_st.st_top.getScope('super') !== 0) return false;
  if (e.args.length === 2) return e.args.every((arg) => arg.kind !== 'Starred');
  if (e.args.length !== 0) return false;
  const { u_argcount, u_posonlyargcount } = c.metadata;
  if (u_argcount === 0 && u_posonlyargcount === 0) return false;
  return c.getRefType('__class__') === FREE;
}

/** Push `super`, the class and the instance. */
export function loadArgsForSuper(c: Compiler, e: Call): void {
  const loc = locationOf(e);
  c.nameop(locationOf(e.func), 'super', 'Load');
  if (e.args.length === 2) {
    c.visitExprs(e.args);
    return;
  }
  c.nameop(loc, '__class__', 'Load');
  const [self] = c.metadata.u_varnames.keys();
  c.nameop(loc, self as string, 'Load');
}

/** The location of an attribute access that spans lines starts at the attribute's name. */
export function updateStartLocationToMatchAttr(loc: SourceLocation, attr: Attribute): SourceLocation {
  if (loc.lineno === attr.end_lineno) return loc;
  const lineno = attr.end_lineno;
  const length = [...attr.attr].length;
  let colOffset = -1;
  let endColOffset = -1;
  if (length <= attr.end_col_offset) {
    colOffset = attr.end_col_offset - length;
    endColOffset = loc.end_col_offset;
  }
  const endLineno = Math.max(lineno, loc.end_lineno);
  if (lineno === endLineno) endColOffset = Math.max(colOffset, endColOffset);
  return new SourceLocation(lineno, endLineno, colOffset, endColOffset);
}

/** Can the call load its method and instance in one step? Then its function is an attribute. */
export function methodOfCall(c: Compiler, e: Call): Attribute | null {
  const meth = e.func;
  if (meth.kind !== 'Attribute' || meth.ctx !== 'Load' || isImportOriginated(c, meth.value)) return null;
  const { args, keywords } = e;
  if (args.length + keywords.length + (keywords.length > 0 ? 1 : 0) >= STACK_USE_GUIDELINE) return null;
  if (args.some((arg) => arg.kind === 'Starred') || keywords.some((keyword) => keyword.arg === null)) return null;
  return meth;
}

/** Call `super().method(…)`. */
export function codegenSuperMethodCall(c: Compiler, e: Call, meth: Attribute): void {
  const superCall = meth.value as Call;
  const loc = locationOf(meth);
  loadArgsForSuper(c, superCall);
  const opcode = superCall.args.length > 0 ? LOAD_SUPER_METHOD : LOAD_ZERO_SUPER_METHOD;
  c.addopName(loc, opcode, c.metadata.u_names, meth.attr);
  const at = updateStartLocationToMatchAttr(loc, meth);
  c.addop(at, op.NOP);
  finishMethodCall(c, e, meth, at);
}

/** Call a method of the object on the stack. */
export function codegenMethodCall(c: Compiler, e: Call, meth: Attribute): void {
  const loc = updateStartLocationToMatchAttr(locationOf(meth), meth);
  c.addopName(loc, LOAD_METHOD, c.metadata.u_names, meth.attr);
  finishMethodCall(c, e, meth, loc);
}

function finishMethodCall(c: Compiler, e: Call, meth: Attribute, loc: SourceLocation): void {
  const { args, keywords } = e;
  c.visitExprs(args);
  const callLoc = updateStartLocationToMatchAttr(locationOf(e), meth);
  if (keywords.length > 0) {
    for (const keyword of keywords) c.visitExpr(keyword.value);
    loadKeywordNames(c, loc, keywords);
    c.addop(callLoc, op.CALL_KW, args.length + keywords.length);
  } else {
    c.addop(callLoc, op.CALL, args.length);
  }
}

/** Raises SyntaxError for a keyword that is given twice. */
export function validateKeywords(keywords: readonly Keyword[]): void {
  const seen = new Set<string>();
  for (const keyword of keywords) {
    if (keyword.arg !== null) seen.add(keyword.arg);
  }
  if (seen.size === keywords.filter((keyword) => keyword.arg !== null).length) return;
  // CPython reports the first keyword that has a duplicate, at its first duplicate.
  for (const [i, keyword] of keywords.entries()) {
    if (keyword.arg === null) continue;
    const other = keywords.slice(i + 1).find((candidate) => candidate.arg === keyword.arg);
    if (other !== undefined) throw syntaxError(`keyword argument repeated: ${keyword.arg}`, other);
  }
}

/** Call the function on the stack. */
export function codegenPlainCall(c: Compiler, e: Call): void {
  const end = c.newLabel();
  maybeOptimizeFunctionCall(c, e, end);
  c.addop(locationOf(e.func), op.PUSH_NULL);
  codegenCallHelper(c, locationOf(e), 0, e.args, null, e.keywords);
  c.useLabel(end);
}

/** Builtins that run the loop of a generator expression in place, with their LOAD_COMMON_CONSTANT operand. */
const BUILTINS_IN_PLACE: ReadonlyMap<string, number> = new Map([
  ['all', CONSTANT_BUILTIN_ALL],
  ['any', CONSTANT_BUILTIN_ANY],
  ['tuple', CONSTANT_BUILTIN_TUPLE],
]);

/** `all(…)`, `any(…)` and `tuple(…)` of a generator expression run its loop in place, when they are the builtins. */
function maybeOptimizeFunctionCall(c: Compiler, e: Call, end: Label): void {
  const { func, args, keywords } = e;
  const generator = args[0];
  if (func.kind !== 'Name' || args.length !== 1 || keywords.length > 0 || generator?.kind !== 'GeneratorExp') return;
  const skip = c.newLabel();
  const loc = locationOf(func);
  const constant = BUILTINS_IN_PLACE.get(func.id);
  // An asynchronous generator has no plain iterator.
  if (constant !== undefined && !c.c_st.lookup(generator).ste_coroutine) {
    const isTuple = func.id === 'tuple';
    c.addop(loc, op.COPY, 1);
    c.addop(loc, op.LOAD_COMMON_CONSTANT, constant);
    c.addop(loc, op.IS_OP, 0);
    c.addopJump(loc, op.POP_JUMP_IF_FALSE, skip);
    c.addop(loc, op.POP_TOP);
    if (isTuple) c.addop(loc, op.BUILD_LIST, 0);
    c.visitExpr(generator);
    const loop = c.newLabel();
    const cleanup = c.newLabel();
    c.useLabel(loop);
    c.addopJump(loc, op.FOR_ITER, cleanup);
    if (isTuple) {
      c.addop(loc, op.LIST_APPEND, 2);
      c.addopJump(loc, op.JUMP, loop);
    } else {
      c.addop(loc, op.TO_BOOL);
      c.addopJump(loc, func.id === 'all' ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE, loop);
    }
    c.addop(NO_LOCATION, op.POP_ITER);
    if (!isTuple) c.loadConst(loc, func.id !== 'all');
    c.addopJump(loc, op.JUMP, end);
    c.useLabel(cleanup);
    c.addop(NO_LOCATION, op.END_FOR);
    c.addop(NO_LOCATION, op.POP_ITER);
    if (isTuple) c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE);
    else c.loadConst(loc, func.id === 'all');
    c.addopJump(loc, op.JUMP, end);
  }
  c.useLabel(skip);
}

function loadKeywordNames(c: Compiler, loc: SourceLocation, keywords: readonly Keyword[]): void {
  c.loadConst(loc, new PyTuple(keywords.map((keyword) => strFromKey(keyword.arg as string))));
}

/**
 * Push the arguments and call. `n` arguments are on the stack already; `injectedArg` names a variable that is passed
 * after the positional ones.
 */
export function codegenCallHelper(
  c: Compiler,
  loc: SourceLocation,
  n: number,
  args: readonly expr[],
  injectedArg: string | null,
  keywords: readonly Keyword[],
): void {
  validateKeywords(keywords);
  const simple =
    args.length + keywords.length * 2 <= STACK_USE_GUIDELINE &&
    args.every((arg) => arg.kind !== 'Starred') &&
    keywords.every((keyword) => keyword.arg !== null);
  if (!simple) {
    codegenCallEx(c, loc, n, args, injectedArg, keywords);
    return;
  }
  c.visitExprs(args);
  let count = n + args.length;
  if (injectedArg !== null) {
    c.nameop(loc, injectedArg, 'Load');
    count++;
  }
  if (keywords.length > 0) {
    for (const keyword of keywords) c.visitExpr(keyword.value);
    loadKeywordNames(c, loc, keywords);
    c.addop(loc, op.CALL_KW, count + keywords.length);
  } else {
    c.addop(loc, op.CALL, count);
  }
}

function codegenCallEx(
  c: Compiler,
  loc: SourceLocation,
  n: number,
  args: readonly expr[],
  injectedArg: string | null,
  keywords: readonly Keyword[],
): void {
  const [first] = args;
  if (n === 0 && args.length === 1 && first?.kind === 'Starred') c.visitExpr(first.value);
  else starunpackHelper(c, loc, args, injectedArg, n, TUPLE_DISPLAY);
  if (keywords.length === 0) {
    c.addop(loc, op.PUSH_NULL);
  } else {
    let haveDict = false;
    // Number of keyword arguments before the current one that are not written yet.
    let seen = 0;
    const flush = (end: number): void => {
      codegenSubkwargs(c, loc, keywords, end - seen, end);
      if (haveDict) c.addop(loc, op.DICT_MERGE, 1);
      haveDict = true;
      seen = 0;
    };
    for (const [i, keyword] of keywords.entries()) {
      if (keyword.arg !== null) {
        seen++;
        continue;
      }
      if (seen > 0) flush(i);
      if (!haveDict) {
        c.addop(loc, op.BUILD_MAP, 0);
        haveDict = true;
      }
      c.visitExpr(keyword.value);
      c.addop(loc, op.DICT_MERGE, 1);
    }
    if (seen > 0) flush(keywords.length);
  }
  c.addop(loc, op.CALL_FUNCTION_EX);
}

function codegenSubkwargs(
  c: Compiler,
  loc: SourceLocation,
  keywords: readonly Keyword[],
  begin: number,
  end: number,
): void {
  const n = end - begin;
  const big = n * 2 > STACK_USE_GUIDELINE;
  if (big) c.addop(NO_LOCATION, op.BUILD_MAP, 0);
  for (const keyword of keywords.slice(begin, end)) {
    c.loadName(loc, keyword.arg as string);
    c.visitExpr(keyword.value);
    if (big) c.addop(NO_LOCATION, op.MAP_ADD, 1);
  }
  if (!big) c.addop(loc, op.BUILD_MAP, n);
}
