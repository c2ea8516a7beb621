/** This file defines the code of assignment statements, their targets, subscripts and slices. */
import * as op from '../../bytecode/opcodes.js';
import { NB_SUBSCR } from '../../bytecode/operands.js';
import type { AnnAssign, Assign, AugAssign, expr, List, Slice, Subscript, Tuple } from '../../syntax/ast/nodes.js';
import { PySlice } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { Compiler } from '../compiler.js';
import { locationOf, MalformedTreeError, syntaxError } from '../errors.js';
import type { SourceLocation } from '../instruction-sequence.js';
import { addDeferredAnnotation, codegenAnnotationText, hasFutureAnnotations } from './annotations.js';
import { updateStartLocationToMatchAttr } from './calls.js';
import { addBinary } from './operators.js';

/** `a = b = value` */
export function codegenAssign(c: Compiler, s: Assign): void {
  c.visitExpr(s.value);
  const last = s.targets.length - 1;
  for (const [i, target] of s.targets.entries()) {
    if (i < last) c.addop(locationOf(s), op.COPY, 1);
    c.visitExpr(target);
  }
}

/** Unpack the value on the stack into the targets. */
export function codegenUnpackTarget(c: Compiler, e: List | Tuple): void {
  const loc = locationOf(e);
  const { elts } = e;
  let seenStar = false;
  for (const [i, elt] of elts.entries()) {
    if (elt.kind !== 'Starred') continue;
    if (seenStar) throw syntaxError('multiple starred expressions in assignment', e);
    const after = elts.length - i - 1;
    if (i >= 1 << 8 || after >= 0x7fffff) {
      throw syntaxError('too many expressions in star-unpacking assignment', e);
    }
    c.addop(loc, op.UNPACK_EX, i + after * 256);
    seenStar = true;
  }
  if (!seenStar) c.addop(loc, op.UNPACK_SEQUENCE, elts.length);
  for (const elt of elts) c.visitExpr(elt.kind === 'Starred' ? elt.value : elt);
}

function isConstantSlice(s: expr): boolean {
  return s.kind === 'Slice' && [s.lower, s.upper, s.step].every((part) => part === null || part.kind === 'Constant');
}

/** Slices of two parts that are not constant have instructions of their own. */
function isTwoPartSlice(s: expr): s is Slice {
  return s.kind === 'Slice' && s.step === null && !isConstantSlice(s);
}

function codegenSliceTwoParts(c: Compiler, s: Slice): void {
  for (const part of [s.lower, s.upper]) {
    if (part !== null) c.visitExpr(part);
    else c.loadConst(locationOf(s), None);
  }
}

/** `lower:upper:step` */
export function codegenSlice(c: Compiler, s: Slice): void {
  const loc = locationOf(s);
  if (isConstantSlice(s)) {
    const [start, stop, step] = [s.lower, s.upper, s.step].map((part) =>
      part?.kind === 'Constant' ? part.value : None,
    );
    c.loadConst(loc, new PySlice(start ?? None, stop ?? None, step ?? None));
    return;
  }
  codegenSliceTwoParts(c, s);
  if (s.step !== null) c.visitExpr(s.step);
  c.addop(loc, op.BUILD_SLICE, s.step === null ? 2 : 3);
}

/** `value[slice]` with the value on the stack already: load, store or delete. */
export function codegenSubscript(c: Compiler, e: Subscript): void {
  const loc = locationOf(e);
  if (isTwoPartSlice(e.slice) && e.ctx !== 'Del') {
    codegenSliceTwoParts(c, e.slice);
    c.addop(loc, e.ctx === 'Load' ? op.BINARY_SLICE : op.STORE_SLICE);
    return;
  }
  c.visitExpr(e.slice);
  if (e.ctx === 'Load') c.addop(loc, op.BINARY_OP, NB_SUBSCR);
  else c.addop(loc, e.ctx === 'Store' ? op.STORE_SUBSCR : op.DELETE_SUBSCR);
}

/** `target += value` */
export function codegenAugAssign(c: Compiler, s: AugAssign): void {
  const e = s.target;
  let loc = locationOf(e);
  switch (e.kind) {
    case 'Attribute':
      c.visitExpr(e.value);
      c.addop(loc, op.COPY, 1);
      loc = updateStartLocationToMatchAttr(loc, e);
      c.addopName(loc, op.LOAD_ATTR, c.metadata.u_names, e.attr);
      break;
    case 'Subscript':
      c.visitExpr(e.value);
      if (isTwoPartSlice(e.slice)) {
        codegenSliceTwoParts(c, e.slice);
        for (let i = 0; i < 3; i++) c.addop(loc, op.COPY, 3);
        c.addop(loc, op.BINARY_SLICE);
      } else {
        c.visitExpr(e.slice);
        c.addop(loc, op.COPY, 2);
        c.addop(loc, op.COPY, 2);
        c.addop(loc, op.BINARY_OP, NB_SUBSCR);
      }
      break;
    case 'Name':
      c.nameop(loc, e.id, 'Load');
      break;
    default:
      throw new MalformedTreeError(`invalid node type (${e.kind}) for augmented assignment`);
  }
  c.visitExpr(s.value);
  addBinary(c, locationOf(s), s.op, true);
  switch (e.kind) {
    case 'Attribute':
      c.addop(loc, op.SWAP, 2);
      c.addopName(loc, op.STORE_ATTR, c.metadata.u_names, e.attr);
      break;
    case 'Subscript':
      if (isTwoPartSlice(e.slice)) {
        for (const n of [4, 3, 2]) c.addop(loc, op.SWAP, n);
        c.addop(loc, op.STORE_SLICE);
      } else {
        c.addop(loc, op.SWAP, 3);
        c.addop(loc, op.SWAP, 2);
        c.addop(loc, op.STORE_SUBSCR);
      }
      break;
    case 'Name':
      c.nameop(loc, e.id, 'Store');
  }
}

/** `target: annotation = value` */
export function codegenAnnAssign(c: Compiler, s: AnnAssign): void {
  const loc = locationOf(s);
  const { target } = s;
  if (s.value !== null) {
    c.visitExpr(s.value);
    c.visitExpr(target);
  }
  const scope = c.u.u_scope_type;
  switch (target.kind) {
    case 'Name':
      if (!s.simple || (scope !== 'module' && scope !== 'class')) return;
      if (hasFutureAnnotations(c)) {
        codegenAnnotationText(c, s.annotation);
        c.addopName(loc, op.LOAD_NAME, c.metadata.u_names, '__annotations__');
        c.loadName(loc, c.maybeMangle(target.id));
        c.addop(loc, op.STORE_SUBSCR);
      } else {
        markAnnotation(c, loc, addDeferredAnnotation(c, s), scope === 'class');
      }
      return;
    case 'Attribute':
      if (s.value === null) checkAnnExpr(c, target.value);
      return;
    case 'Subscript':
      if (s.value === null) {
        checkAnnExpr(c, target.value);
        checkAnnSubscr(c, target.slice);
      }
      return;
    default:
      throw new MalformedTreeError(`invalid node type (${target.kind}) for annotated assignment`);
  }
}

/** Note at run time that a conditional annotation was reached. */
function markAnnotation(c: Compiler, loc: SourceLocation, index: number | null, inClass: boolean): void {
  if (index === null) return;
  const { u_cellvars, u_names } = c.metadata;
  if (inClass) c.addopName(loc, op.LOAD_DEREF, u_cellvars, '__conditional_annotations__');
  else c.addopName(loc, op.LOAD_NAME, u_names, '__conditional_annotations__');
  c.loadConst(loc, index);
  c.addop(loc, op.SET_ADD, 1);
  c.addop(loc, op.POP_TOP);
}

function checkAnnExpr(c: Compiler, e: expr): void {
  c.visitExpr(e);
  c.addop(locationOf(e), op.POP_TOP);
}

/** Everything in the subscript of an annotated target is evaluated. */
function checkAnnSubscr(c: Compiler, e: expr): void {
  if (e.kind === 'Slice') {
    for (const part of [e.lower, e.upper, e.step]) if (part !== null) checkAnnExpr(c, part);
  } else if (e.kind === 'Tuple') {
    c.depth.enter();
    for (const elt of e.elts) checkAnnSubscr(c, elt);
    c.depth.leave();
  } else {
    checkAnnExpr(c, e);
  }
}
