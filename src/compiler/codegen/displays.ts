/** This file defines the code of tuple, list, set and dict displays, with unpacking. */
import * as op from '../../bytecode/opcodes.js';
import { INTRINSIC_LIST_TO_TUPLE } from '../../bytecode/operands.js';
import type { Dict, expr } from '../../syntax/ast/nodes.js';
import { type Compiler, STACK_USE_GUIDELINE } from '../compiler.js';
import { locationOf } from '../errors.js';
import type { SourceLocation } from '../instruction-sequence.js';

/** How a display is built: at once, or by adding and extending. A tuple is built as a list. */
export interface DisplayOps {
  readonly build: number;
  readonly add: number;
  readonly extend: number;
  readonly tuple: boolean;
}

export const LIST_DISPLAY: DisplayOps = {
  build: op.BUILD_LIST,
  add: op.LIST_APPEND,
  extend: op.LIST_EXTEND,
  tuple: false,
};
export const TUPLE_DISPLAY: DisplayOps = {
  build: op.BUILD_LIST,
  add: op.LIST_APPEND,
  extend: op.LIST_EXTEND,
  tuple: true,
};
export const SET_DISPLAY: DisplayOps = { build: op.BUILD_SET, add: op.SET_ADD, extend: op.SET_UPDATE, tuple: false };

/**
 * Build a display of `elts`, of `pushed` values that are on the stack already before them and of the variable
 * `injectedArg` after them.
 */
export function starunpackHelper(
  c: Compiler,
  loc: SourceLocation,
  elts: readonly expr[],
  injectedArg: string | null,
  pushed: number,
  ops: DisplayOps,
): void {
  const extra = injectedArg === null ? 0 : 1;
  const total = elts.length + pushed + extra;
  const big = total > STACK_USE_GUIDELINE;
  const seenStar = elts.some((elt) => elt.kind === 'Starred');
  if (!seenStar && !big) {
    c.visitExprs(elts);
    if (injectedArg !== null) c.nameop(loc, injectedArg, 'Load');
    c.addop(loc, ops.tuple ? op.BUILD_TUPLE : ops.build, total);
    return;
  }
  let built = false;
  if (big) {
    c.addop(loc, ops.build, pushed);
    built = true;
  }
  for (const [i, elt] of elts.entries()) {
    if (elt.kind === 'Starred') {
      if (!built) {
        c.addop(loc, ops.build, i + pushed);
        built = true;
      }
      c.visitExpr(elt.value);
      c.addop(loc, ops.extend, 1);
    } else {
      c.visitExpr(elt);
      if (built) c.addop(loc, ops.add, 1);
    }
  }
  if (injectedArg !== null) {
    c.nameop(loc, injectedArg, 'Load');
    c.addop(loc, ops.add, 1);
  }
  if (ops.tuple) c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE);
}

/** `{key: value, **mapping}` */
export function codegenDict(c: Compiler, e: Dict): void {
  const loc = locationOf(e);
  let haveDict = false;
  // Number of keys before the current one that are not written yet.
  let elements = 0;
  const flush = (begin: number, end: number): void => {
    codegenSubdict(c, e, begin, end);
    if (haveDict) c.addop(loc, op.DICT_UPDATE, 1);
    haveDict = true;
    elements = 0;
  };
  for (const [i, key] of e.keys.entries()) {
    if (key === null) {
      if (elements > 0) flush(i - elements, i);
      if (!haveDict) {
        c.addop(loc, op.BUILD_MAP, 0);
        haveDict = true;
      }
      c.visitExpr(e.values[i] as expr);
      c.addop(loc, op.DICT_UPDATE, 1);
    } else if (elements * 2 > STACK_USE_GUIDELINE) {
      flush(i - elements, i + 1);
    } else {
      elements++;
    }
  }
  if (elements > 0) flush(e.keys.length - elements, e.keys.length);
  if (!haveDict) c.addop(loc, op.BUILD_MAP, 0);
}

function codegenSubdict(c: Compiler, e: Dict, begin: number, end: number): void {
  const loc = locationOf(e);
  const n = end - begin;
  const big = n * 2 > STACK_USE_GUIDELINE;
  if (big) c.addop(loc, op.BUILD_MAP, 0);
  for (let i = begin; i < end; i++) {
    c.visitExpr(e.keys[i] as expr);
    c.visitExpr(e.values[i] as expr);
    if (big) c.addop(loc, op.MAP_ADD, 1);
  }
  if (!big) c.addop(loc, op.BUILD_MAP, n);
}
