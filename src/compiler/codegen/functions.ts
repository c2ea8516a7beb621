/** This file defines the code of function definitions and lambdas. */
import * as op from '../../bytecode/opcodes.js';
import {
  INTRINSIC_SET_FUNCTION_TYPE_PARAMS,
  MAKE_FUNCTION_DEFAULTS,
  MAKE_FUNCTION_KWDEFAULTS,
} from '../../bytecode/operands.js';
import type { Arguments, AsyncFunctionDef, expr, FunctionDef, Lambda } from '../../syntax/ast/nodes.js';
import type { Compiler } from '../compiler.js';
import type { ArgumentCounts } from '../compiler-unit.js';
import { cleanDoc, getDocString } from '../docstring.js';
import { locationOf } from '../errors.js';
import { NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import { codegenFunctionAnnotations } from './annotations.js';
import { makeClosure, wrapInStopIterationHandler } from './closures.js';
import { codegenTypeParams } from './type-params.js';

/** Call the decorators on the stack, the innermost first. */
export function applyDecorators(c: Compiler, decorators: readonly expr[]): void {
  for (const decorator of decorators.toReversed()) c.addop(locationOf(decorator), op.CALL, 0);
}

function argumentCounts(args: Arguments): ArgumentCounts {
  return {
    u_argcount: args.args.length,
    u_posonlyargcount: args.posonlyargs.length,
    u_kwonlyargcount: args.kwonlyargs.length,
  };
}

/** Push the default values of parameters. Answers the flags for `makeClosure`. */
function codegenDefaultArguments(c: Compiler, loc: SourceLocation, args: Arguments): number {
  let flags = 0;
  if (args.defaults.length > 0) {
    c.visitExprs(args.defaults);
    c.addop(loc, op.BUILD_TUPLE, args.defaults.length);
    flags |= MAKE_FUNCTION_DEFAULTS;
  }
  let count = 0;
  for (const [i, arg] of args.kwonlyargs.entries()) {
    const value = args.kw_defaults[i] ?? null;
    if (value === null) continue;
    c.loadName(loc, c.maybeMangle(arg.arg));
    c.visitExpr(value);
    count++;
  }
  if (count > 0) {
    c.addop(loc, op.BUILD_MAP, count);
    flags |= MAKE_FUNCTION_KWDEFAULTS;
  }
  return flags;
}

/** `def` and `async def` */
export function codegenFunction(c: Compiler, s: FunctionDef | AsyncFunctionDef): void {
  const loc = locationOf(s);
  c.visitExprs(s.decorator_list);
  const firstlineno = s.decorator_list[0]?.lineno ?? s.lineno;
  let flags = codegenDefaultArguments(c, loc, s.args);
  const isGeneric = s.type_params.length > 0;
  let typeParamArgs = 0;
  if (isGeneric) {
    // Defaults are evaluated outside and passed to the function that makes the type parameters.
    if (flags & MAKE_FUNCTION_DEFAULTS) typeParamArgs++;
    if (flags & MAKE_FUNCTION_KWDEFAULTS) typeParamArgs++;
    if (typeParamArgs === 2) c.addop(loc, op.SWAP, 2);
    const ste = c.c_st.lookup(s.type_params);
    c.enterScope(`<generic parameters of ${s.name}>`, 'annotations', ste, firstlineno, null, {
      u_argcount: typeParamArgs,
    });
    codegenTypeParams(c, s.type_params);
    for (let i = 0; i < typeParamArgs; i++) c.addop(loc, op.LOAD_FAST, i);
  }
  flags |= codegenFunctionAnnotations(c, loc, s.args, s.returns);
  codegenFunctionBody(c, s, flags, firstlineno);
  if (isGeneric) {
    c.addop(loc, op.SWAP, 2);
    c.addop(loc, op.CALL_INTRINSIC_2, INTRINSIC_SET_FUNCTION_TYPE_PARAMS);
    const code = c.optimizeAndAssemble(false);
    c.exitScope();
    makeClosure(c, loc, code, 0);
    if (typeParamArgs > 0) {
      c.addop(loc, op.SWAP, typeParamArgs + 1);
      c.addop(loc, op.CALL, typeParamArgs - 1);
    } else {
      c.addop(loc, op.PUSH_NULL);
      c.addop(loc, op.CALL, 0);
    }
  }
  applyDecorators(c, s.decorator_list);
  c.nameop(loc, s.name, 'Store');
}

function codegenFunctionBody(c: Compiler, s: FunctionDef | AsyncFunctionDef, flags: number, firstlineno: number): void {
  const scopeType = s.kind === 'AsyncFunctionDef' ? 'async function' : 'function';
  c.enterScope(s.name, scopeType, c.c_st.lookup(s), firstlineno, null, argumentCounts(s.args));
  const { ste } = c;
  let body = s.body;
  const docstring = ste.ste_has_docstring ? getDocString(body) : null;
  if (docstring !== null) {
    body = body.slice(1);
    // The first constant is the docstring.
    c.metadata.u_consts.add(cleanDoc(docstring));
  }
  const start = c.newLabel();
  c.useLabel(start);
  const isGenerator = ste.ste_coroutine || ste.ste_generator;
  if (isGenerator) c.pushFBlock(NO_LOCATION, 'stop iteration', start);
  c.visitStmts(body);
  if (isGenerator) {
    wrapInStopIterationHandler(c);
    c.popFBlock('stop iteration');
  }
  const code = c.optimizeAndAssemble(true);
  c.exitScope();
  makeClosure(c, locationOf(s), code, flags);
}

/** `lambda` */
export function codegenLambda(c: Compiler, e: Lambda): void {
  const loc = locationOf(e);
  const flags = codegenDefaultArguments(c, loc, e.args);
  c.enterScope('<lambda>', 'lambda', c.c_st.lookup(e), e.lineno, null, argumentCounts(e.args));
  c.visitExpr(e.body);
  const isGenerator = c.ste.ste_generator;
  if (!isGenerator) c.addop(locationOf(e.body), op.RETURN_VALUE);
  const code = c.optimizeAndAssemble(!isGenerator);
  c.exitScope();
  makeClosure(c, loc, code, flags);
}
