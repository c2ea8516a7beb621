/** This file defines the code of class definitions. */
import * as op from '../../bytecode/opcodes.js';
import { INTRINSIC_SUBSCRIPT_GENERIC } from '../../bytecode/operands.js';
import type { ClassDef } from '../../syntax/ast/nodes.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey } from '../../values/str.js';
import type { Compiler } from '../compiler.js';
import { locationOf } from '../errors.js';
import { NO_LOCATION, SourceLocation } from '../instruction-sequence.js';
import { codegenBody } from './body.js';
import { codegenCallHelper } from './calls.js';
import { makeClosure } from './closures.js';
import { applyDecorators } from './functions.js';
import { codegenTypeParams } from './type-params.js';

/** `class`: calls `__build_class__` with a function that runs the body. */
export function codegenClass(c: Compiler, s: ClassDef): void {
  const loc = locationOf(s);
  c.visitExprs(s.decorator_list);
  const firstlineno = s.decorator_list[0]?.lineno ?? s.lineno;
  const isGeneric = s.type_params.length > 0;
  if (isGeneric) {
    const ste = c.c_st.lookup(s.type_params);
    c.enterScope(`<generic parameters of ${s.name}>`, 'annotations', ste, firstlineno, s.name);
    codegenTypeParams(c, s.type_params);
    c.nameop(loc, '.type_params', 'Store');
  }
  codegenClassBody(c, s, firstlineno);
  if (isGeneric) {
    c.nameop(loc, '.type_params', 'Load');
    c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_SUBSCRIPT_GENERIC);
    c.nameop(loc, '.generic_base', 'Store');
    codegenCallHelper(c, loc, 2, s.bases, '.generic_base', s.keywords);
    const code = c.optimizeAndAssemble(false);
    c.exitScope();
    makeClosure(c, loc, code, 0);
    c.addop(loc, op.PUSH_NULL);
    c.addop(loc, op.CALL, 0);
  } else {
    codegenCallHelper(c, loc, 2, s.bases, null, s.keywords);
  }
  applyDecorators(c, s.decorator_list);
  c.nameop(loc, s.name, 'Store');
}

/** Push `__build_class__`, the function of the body, and the class's name. */
function codegenClassBody(c: Compiler, s: ClassDef, firstlineno: number): void {
  c.enterScope(s.name, 'class', c.c_st.lookup(s), firstlineno, s.name);
  const { ste, metadata } = c;
  const start = new SourceLocation(firstlineno, firstlineno, 0, 0);
  c.nameop(start, '__name__', 'Load');
  c.nameop(start, '__module__', 'Store');
  c.loadName(start, metadata.u_qualname);
  c.nameop(start, '__qualname__', 'Store');
  c.loadConst(start, metadata.u_firstlineno);
  c.nameop(start, '__firstlineno__', 'Store');
  if (s.type_params.length > 0) {
    c.nameop(start, '.type_params', 'Load');
    c.nameop(start, '__type_params__', 'Store');
  }
  // These are cells of the class body, which `nameop` would take for names of the class.
  if (ste.ste_needs_classdict) {
    c.addop(start, op.LOAD_LOCALS);
    c.addopN(start, op.STORE_DEREF, metadata.u_cellvars, '__classdict__');
  }
  if (ste.ste_has_conditional_annotations) {
    c.addop(start, op.BUILD_SET, 0);
    c.addopN(start, op.STORE_DEREF, metadata.u_cellvars, '__conditional_annotations__');
  }
  codegenBody(c, start, s.body, false);
  c.loadConst(NO_LOCATION, new PyTuple(c.staticAttributes.map(strFromKey)));
  c.nameop(NO_LOCATION, '__static_attributes__', 'Store');
  if (ste.ste_needs_classdict) {
    c.addop(NO_LOCATION, op.LOAD_CLOSURE, metadata.u_cellvars.get('__classdict__') as number);
    c.nameop(NO_LOCATION, '__classdictcell__', 'Store');
  }
  if (ste.ste_needs_class_closure) {
    c.addop(NO_LOCATION, op.LOAD_CLOSURE, metadata.u_cellvars.get('__class__') as number);
    c.addop(NO_LOCATION, op.COPY, 1);
    c.nameop(NO_LOCATION, '__classcell__', 'Store');
  } else {
    c.loadConst(NO_LOCATION, None);
  }
  c.addop(NO_LOCATION, op.RETURN_VALUE);
  const code = c.optimizeAndAssemble(true);
  c.exitScope();

  // These belong to the line of `class`, not to that of a decorator.
  const loc = locationOf(s);
  c.addop(loc, op.LOAD_BUILD_CLASS);
  c.addop(loc, op.PUSH_NULL);
  makeClosure(c, loc, code, 0);
  c.loadName(loc, s.name);
}
