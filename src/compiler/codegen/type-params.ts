/** This file defines the code of type parameters and type aliases (PEP 695, PEP 696). */
import * as op from '../../bytecode/opcodes.js';
import {
  INTRINSIC_PARAMSPEC,
  INTRINSIC_SET_TYPEPARAM_DEFAULT,
  INTRINSIC_TYPEALIAS,
  INTRINSIC_TYPEVAR,
  INTRINSIC_TYPEVAR_WITH_BOUND,
  INTRINSIC_TYPEVAR_WITH_CONSTRAINTS,
  INTRINSIC_TYPEVARTUPLE,
  MAKE_FUNCTION_DEFAULTS,
} from '../../bytecode/operands.js';
import type { expr, Name, TypeAlias, type_param } from '../../syntax/ast/nodes.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Compiler } from '../compiler.js';
import { locationOf, syntaxError } from '../errors.js';
import type { SymtableEntry } from '../symtable/entry.js';
import { setupAnnotationsScope } from './annotations.js';
import { makeClosure } from './closures.js';

/** Default of the `format` parameter of lazily evaluated values: `annotationlib.Format.VALUE`. */
const FORMAT_DEFAULTS = new PyTuple([1]);

function codegenBoundOrDefault(c: Compiler, e: expr, name: string, ste: SymtableEntry, allowStarred: boolean): void {
  const loc = locationOf(e);
  c.loadConst(loc, FORMAT_DEFAULTS);
  setupAnnotationsScope(c, loc, ste, name);
  if (allowStarred && e.kind === 'Starred') {
    c.visitExpr(e.value);
    c.addop(loc, op.UNPACK_SEQUENCE, 1);
  } else {
    c.visitExpr(e);
  }
  c.addop(loc, op.RETURN_VALUE);
  const code = c.optimizeAndAssemble(true);
  c.exitScope();
  makeClosure(c, loc, code, MAKE_FUNCTION_DEFAULTS);
}

const MAKERS = {
  TypeVar: INTRINSIC_TYPEVAR,
  TypeVarTuple: INTRINSIC_TYPEVARTUPLE,
  ParamSpec: INTRINSIC_PARAMSPEC,
} as const;

/** Make the type parameters, bind their names, and push a tuple of them. */
export function codegenTypeParams(c: Compiler, typeParams: readonly type_param[]): void {
  let seenDefault = false;
  for (const tp of typeParams) {
    const loc = locationOf(tp);
    c.loadName(loc, tp.name);
    if (tp.kind === 'TypeVar' && tp.bound !== null) {
      codegenBoundOrDefault(c, tp.bound, tp.name, c.c_st.lookup(tp), false);
      const isTuple = tp.bound.kind === 'Tuple';
      c.addop(loc, op.CALL_INTRINSIC_2, isTuple ? INTRINSIC_TYPEVAR_WITH_CONSTRAINTS : INTRINSIC_TYPEVAR_WITH_BOUND);
    } else {
      c.addop(loc, op.CALL_INTRINSIC_1, MAKERS[tp.kind]);
    }
    if (tp.default_value !== null) {
      seenDefault = true;
      const ste = tp.kind === 'TypeVar' ? c.c_st.lookupSecond(tp) : c.c_st.lookup(tp);
      codegenBoundOrDefault(c, tp.default_value, tp.name, ste, tp.kind === 'TypeVarTuple');
      c.addop(loc, op.CALL_INTRINSIC_2, INTRINSIC_SET_TYPEPARAM_DEFAULT);
    } else if (seenDefault) {
      throw syntaxError(`non-default type parameter '${tp.name}' follows default type parameter`, tp);
    }
    c.addop(loc, op.COPY, 1);
    c.nameop(loc, tp.name, 'Store');
  }
  c.addop(locationOf(typeParams[0] as type_param), op.BUILD_TUPLE, typeParams.length);
}

/** `type Name[params] = value` */
export function codegenTypeAlias(c: Compiler, s: TypeAlias): void {
  const loc = locationOf(s);
  const name = (s.name as Name).id;
  const isGeneric = s.type_params.length > 0;
  if (isGeneric) {
    c.enterScope(`<generic parameters of ${name}>`, 'annotations', c.c_st.lookup(s.type_params), loc.lineno);
    c.loadName(loc, name);
    codegenTypeParams(c, s.type_params);
  } else {
    c.loadName(loc, name);
    c.loadConst(loc, None);
  }
  codegenTypeAliasBody(c, s, name);
  if (isGeneric) {
    const code = c.optimizeAndAssemble(false);
    c.exitScope();
    makeClosure(c, loc, code, 0);
    c.addop(loc, op.PUSH_NULL);
    c.addop(loc, op.CALL, 0);
  }
  c.nameop(loc, name, 'Store');
}

function codegenTypeAliasBody(c: Compiler, s: TypeAlias, name: string): void {
  const loc = locationOf(s);
  c.loadConst(loc, FORMAT_DEFAULTS);
  setupAnnotationsScope(c, loc, c.c_st.lookup(s), name);
  c.visitExpr(s.value);
  c.addop(loc, op.RETURN_VALUE);
  const code = c.optimizeAndAssemble(false);
  c.exitScope();
  makeClosure(c, loc, code, MAKE_FUNCTION_DEFAULTS);
  c.addop(loc, op.BUILD_TUPLE, 3);
  c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_TYPEALIAS);
}
