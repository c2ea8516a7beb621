/** This file defines the code of f-strings and t-strings. */
import * as op from '../../bytecode/opcodes.js';
import { FVC_ASCII, FVC_REPR, FVC_STR } from '../../bytecode/operands.js';
import type { FormattedValue, Interpolation, JoinedStr, TemplateStr } from '../../syntax/ast/nodes.js';
import { type Compiler, LOAD_METHOD, STACK_USE_GUIDELINE } from '../compiler.js';
import { locationOf, MalformedTreeError } from '../errors.js';

/** Operand for the conversion after `!`. */
function conversionOparg(conversion: number): number {
  switch (String.fromCharCode(conversion)) {
    case 's':
      return FVC_STR;
    case 'r':
      return FVC_REPR;
    case 'a':
      return FVC_ASCII;
    default:
      throw new MalformedTreeError(`Unrecognized conversion character ${conversion}`);
  }
}

/** An f-string (PEP 701): its parts are concatenated. */
export function codegenJoinedStr(c: Compiler, e: JoinedStr): void {
  const loc = locationOf(e);
  const count = e.values.length;
  if (count > STACK_USE_GUIDELINE) {
    c.loadConst(loc, '');
    c.addopName(loc, LOAD_METHOD, c.metadata.u_names, 'join');
    c.addop(loc, op.BUILD_LIST, 0);
    for (const value of e.values) {
      c.visitExpr(value);
      c.addop(loc, op.LIST_APPEND, 1);
    }
    c.addop(loc, op.CALL, 1);
    return;
  }
  c.visitExprs(e.values);
  if (count > 1) c.addop(loc, op.BUILD_STRING, count);
  else if (count === 0) c.loadConst(loc, '');
}

/** A replacement field of an f-string. */
export function codegenFormattedValue(c: Compiler, e: FormattedValue): void {
  c.visitExpr(e.value);
  const loc = locationOf(e);
  if (e.conversion !== -1) c.addop(loc, op.CONVERT_VALUE, conversionOparg(e.conversion));
  if (e.format_spec !== null) {
    c.visitExpr(e.format_spec);
    c.addop(loc, op.FORMAT_WITH_SPEC);
  } else {
    c.addop(loc, op.FORMAT_SIMPLE);
  }
}

/** A t-string (PEP 750): a tuple of strings, one more than interpolations, and a tuple of interpolations. */
export function codegenTemplateStr(c: Compiler, e: TemplateStr): void {
  const loc = locationOf(e);
  let lastWasInterpolation = true;
  let strings = 0;
  for (const value of e.values) {
    if (value.kind === 'Interpolation') {
      if (lastWasInterpolation) {
        c.loadConst(loc, '');
        strings++;
      }
      lastWasInterpolation = true;
    } else {
      c.visitExpr(value);
      strings++;
      lastWasInterpolation = false;
    }
  }
  if (lastWasInterpolation) {
    c.loadConst(loc, '');
    strings++;
  }
  c.addop(loc, op.BUILD_TUPLE, strings);
  const interpolations = e.values.filter((value) => value.kind === 'Interpolation');
  c.visitExprs(interpolations);
  c.addop(loc, op.BUILD_TUPLE, interpolations.length);
  c.addop(loc, op.BUILD_TEMPLATE);
}

/** An interpolation of a t-string. */
export function codegenInterpolation(c: Compiler, e: Interpolation): void {
  const loc = locationOf(e);
  c.visitExpr(e.value);
  c.loadConst(loc, e.str);
  let oparg = 2;
  if (e.format_spec !== null) {
    oparg++;
    c.visitExpr(e.format_spec);
  }
  if (e.conversion !== -1) oparg |= conversionOparg(e.conversion) << 2;
  c.addop(loc, op.BUILD_INTERPOLATION, oparg);
}
