/** This file defines the code of the bodies of modules and classes. */
import * as op from '../../bytecode/opcodes.js';
import type { Expr, stmt } from '../../syntax/ast/nodes.js';
import type { Compiler } from '../compiler.js';
import { cleanDoc, getDocString } from '../docstring.js';
import { locationOf } from '../errors.js';
import { NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import { hasFutureAnnotations, processDeferredAnnotations } from './annotations.js';

/** Statements of a module or class: docstring, body, annotations (CPython's `codegen_body`). */
export function codegenBody(c: Compiler, loc: SourceLocation, stmts: readonly stmt[], isInteractive: boolean): void {
  const { ste } = c;
  const future = hasFutureAnnotations(c);
  // With the future import every annotated class and module has `__annotations__`; else `__annotate__` makes them.
  if (future && ste.ste_annotations_used) c.addop(loc, op.SETUP_ANNOTATIONS);
  if (stmts.length === 0) return;
  let body = stmts;
  const docstring = !isInteractive && ste.ste_has_docstring ? getDocString(stmts) : null;
  if (docstring !== null) {
    body = stmts.slice(1);
    c.loadConst(locationOf((stmts[0] as Expr).value), cleanDoc(docstring));
    c.nameop(NO_LOCATION, '__doc__', 'Store');
  }
  c.visitStmts(body);
  if (!future) processDeferredAnnotations(c, loc);
}
