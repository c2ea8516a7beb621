/** This file defines the code of annotations: the `__annotate__` functions of PEP 649 and the strings of PEP 563. */
import { CO_FUTURE_ANNOTATIONS } from '../../bytecode/code.js';
import * as op from '../../bytecode/opcodes.js';
import { CONSTANT_NOTIMPLEMENTEDERROR, compareOparg, MAKE_FUNCTION_ANNOTATE, PY_GT } from '../../bytecode/operands.js';
import type { AnnAssign, Arg, Arguments, expr, Name, stmt } from '../../syntax/ast/nodes.js';
import { strFromKey } from '../../values/str.js';
import type { Compiler } from '../compiler.js';
import { locationOf } from '../errors.js';
import { InstructionSequence, type SourceLocation } from '../instruction-sequence.js';
import type { SymtableEntry } from '../symtable/entry.js';
import { unparseExpr } from '../unparse.js';
import { makeClosure } from './closures.js';

/** `annotationlib.Format.VALUE_WITH_FAKE_GLOBALS`: the highest format that compiled functions answer themselves. */
const FORMAT_VALUE_WITH_FAKE_GLOBALS = 2;

/** Is `from __future__ import annotations` in force? */
export function hasFutureAnnotations(c: Compiler): boolean {
  return (c.c_future.ff_features & CO_FUTURE_ANNOTATIONS) !== 0;
}

/** Start the function of an annotation scope; it raises NotImplementedError for formats it does not know. */
export function setupAnnotationsScope(c: Compiler, loc: SourceLocation, ste: SymtableEntry, name: string): void {
  c.enterScope(name, 'annotations', ste, loc.lineno, null, { u_posonlyargcount: 1 });
  c.addop(loc, op.LOAD_FAST, 0);
  c.loadConst(loc, FORMAT_VALUE_WITH_FAKE_GLOBALS);
  c.addop(loc, op.COMPARE_OP, compareOparg(PY_GT));
  const body = c.newLabel();
  c.addopJump(loc, op.POP_JUMP_IF_FALSE, body);
  c.addop(loc, op.LOAD_COMMON_CONSTANT, CONSTANT_NOTIMPLEMENTEDERROR);
  c.addop(loc, op.RAISE_VARARGS, 1);
  c.useLabel(body);
}

/** End the function that returns the dict on the stack, and push it. */
function leaveAnnotationsScope(c: Compiler, loc: SourceLocation): void {
  c.addop(loc, op.RETURN_VALUE);
  const code = c.optimizeAndAssemble(true);
  // The parameter is `.format` in the symbol table so that it hides no name, but shows as `format`.
  const renamed = code.replace({ localsplusnames: ['format', ...code.localsplusnames.slice(1)] });
  c.exitScope();
  makeClosure(c, loc, renamed, 0);
}

/** At the end of a module or class: the function that evaluates the annotations of its variables. */
export function processDeferredAnnotations(c: Compiler, loc: SourceLocation): void {
  const { u, ste } = c;
  if (u.u_deferred_annotations.length === 0) return;
  const isModule = u.u_scope_type === 'module';
  if (isModule) {
    // A module's annotations are set up before its first statement runs.
    u.u_stashed_instr_sequence = u.u_instr_sequence;
    u.u_instr_sequence = new InstructionSequence();
  }
  const block = ste.ste_annotation_block as SymtableEntry;
  setupAnnotationsScope(c, loc, block, block.ste_name);
  deferredAnnotationsBody(c, loc, u.u_deferred_annotations, u.u_conditional_annotation_indices, !isModule);
  leaveAnnotationsScope(c, loc);
  c.nameop(loc, ste.ste_type === 'class' ? '__annotate_func__' : '__annotate__', 'Store');
  if (isModule) endAnnotationSetup(c);
}

function endAnnotationSetup(c: Compiler): void {
  const { u } = c;
  const own = u.u_stashed_instr_sequence as typeof u.u_instr_sequence;
  own.annotationsCode = u.u_instr_sequence;
  u.u_instr_sequence = own;
  u.u_stashed_instr_sequence = null;
}

function deferredAnnotationsBody(
  c: Compiler,
  loc: SourceLocation,
  deferred: readonly AnnAssign[],
  indices: readonly number[],
  inClass: boolean,
): void {
  c.addop(loc, op.BUILD_MAP, 0);
  for (const [i, st] of deferred.entries()) {
    const mangled = c.mangle((st.target as Name).id);
    const index = indices[i] as number;
    const at = locationOf(st);
    const notSet = c.newLabel();
    if (index !== -1) {
      c.loadConst(at, index);
      const { u_freevars, u_names } = c.metadata;
      if (inClass) c.addopName(at, op.LOAD_DEREF, u_freevars, '__conditional_annotations__');
      else c.addopName(at, op.LOAD_GLOBAL, u_names, '__conditional_annotations__');
      c.addop(at, op.CONTAINS_OP, 0);
      c.addopJump(at, op.POP_JUMP_IF_FALSE, notSet);
    }
    c.visitExpr(st.annotation);
    c.addop(at, op.COPY, 2);
    c.loadName(at, mangled);
    c.addop(loc, op.STORE_SUBSCR);
    c.useLabel(notSet);
  }
}

/** Push an annotation as the text it has under `from __future__ import annotations`. */
export function codegenAnnotationText(c: Compiler, annotation: expr): void {
  c.loadConst(locationOf(annotation), unparseExpr(annotation));
}

/**
 * Push the function that evaluates the annotations of a function, when there are any. Answers the flag for
 * `makeClosure`.
 */
export function codegenFunctionAnnotations(
  c: Compiler,
  loc: SourceLocation,
  args: Arguments,
  returns: expr | null,
): number {
  const ste = c.c_st.lookup(args);
  if (!ste.ste_annotations_used) return 0;
  setupAnnotationsScope(c, loc, ste, ste.ste_name);
  const all: (Arg | null)[] = [...args.args, ...args.posonlyargs, args.vararg, ...args.kwonlyargs, args.kwarg];
  let count = 0;
  for (const arg of all) {
    if (arg === null || arg.annotation === null) continue;
    codegenArgAnnotation(c, loc, arg.arg, arg.annotation);
    count++;
  }
  if (returns !== null) {
    codegenArgAnnotation(c, loc, 'return', returns);
    count++;
  }
  c.addop(loc, op.BUILD_MAP, count);
  leaveAnnotationsScope(c, loc);
  return MAKE_FUNCTION_ANNOTATE;
}

function codegenArgAnnotation(c: Compiler, loc: SourceLocation, id: string, annotation: expr): void {
  c.loadConst(loc, strFromKey(c.maybeMangle(id)));
  if (hasFutureAnnotations(c)) {
    codegenAnnotationText(c, annotation);
  } else if (annotation.kind === 'Starred') {
    // `*args: *Ts` means [*Ts][0].
    c.visitExpr(annotation.value);
    c.addop(loc, op.UNPACK_SEQUENCE, 1);
  } else {
    c.visitExpr(annotation);
  }
}

/** Record a variable's annotation for the end of the unit. Answers its index when it is conditional, else null. */
export function addDeferredAnnotation(c: Compiler, s: AnnAssign): number | null {
  const { u } = c;
  u.u_deferred_annotations.push(s);
  const isConditional = u.u_scope_type === 'module' || u.u_in_conditional_block > 0;
  const index = isConditional ? u.u_next_conditional_annotation_index++ : -1;
  u.u_conditional_annotation_indices.push(index);
  return isConditional ? index : null;
}

/** The place of a body's first statement. */
export function startLocation(stmts: readonly stmt[]): SourceLocation | null {
  const first = stmts[0];
  return first === undefined ? null : locationOf(first);
}
