/** This file defines the SyntaxWarnings about code that cannot mean what it says. */
import type { Compare, expr } from '../../syntax/ast/nodes.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';
import { isStr } from '../../values/str.js';
import type { Compiler } from '../compiler.js';

/** The type of a constant, as error messages name it. */
function typeName(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (isStr(value)) return 'str';
  if (value === None) return 'NoneType';
  if (value === Ellipsis) return 'ellipsis';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyComplex) return 'complex';
  if (value instanceof PyBytes) return 'bytes';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof FrozenSetConstant) return 'frozenset';
  if (value instanceof PySlice) return 'slice';
  return 'object';
}

/** The name of the type that an expression certainly has, or null (CPython's `infer_type`). */
function inferType(e: expr): string | null {
  switch (e.kind) {
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'TemplateStr':
    case 'Interpolation':
      return 'string.templatelib.Template';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    case 'Constant':
      return typeName(e.value);
    default:
      return null;
  }
}

/** False for constants other than the named singletons: `is` with them is a mistake. */
function checkIsArg(e: expr): boolean {
  if (e.kind === 'Tuple') return !e.elts.every((elt) => elt.kind === 'Constant');
  if (e.kind !== 'Constant') return true;
  const { value } = e;
  return value === None || typeof value === 'boolean' || value === Ellipsis;
}

/** Warn about `is` with a literal. */
export function checkCompare(c: Compiler, e: Compare): void {
  let left = checkIsArg(e.left);
  let leftExpr = e.left;
  for (const [i, compareOp] of e.ops.entries()) {
    const rightExpr = e.comparators[i] as expr;
    const right = checkIsArg(rightExpr);
    if ((compareOp === 'Is' || compareOp === 'IsNot') && !(right && left)) {
      const type = inferType(left ? rightExpr : leftExpr);
      const [written, meant] = compareOp === 'Is' ? ['is', '=='] : ['is not', '!='];
      c.warn(e, `"${written}" with '${type}' literal. Did you mean "${meant}"?`);
      return;
    }
    left = right;
    leftExpr = rightExpr;
  }
}

/** Warn about a call of something that certainly is not callable. */
export function checkCaller(c: Compiler, e: expr): void {
  if (e.kind === 'Lambda') return;
  const type = inferType(e);
  if (type !== null) c.warn(e, `'${type}' object is not callable; perhaps you missed a comma?`);
}

/** Warn about an index of something that certainly has none. */
export function checkSubscripter(c: Compiler, e: expr): void {
  switch (e.kind) {
    case 'Constant': {
      const { value } = e;
      const subscriptable = isStr(value) || value instanceof PyBytes || value instanceof PyTuple;
      if (subscriptable || value instanceof PySlice) return;
      break;
    }
    case 'Set':
    case 'SetComp':
    case 'GeneratorExp':
    case 'TemplateStr':
    case 'Interpolation':
    case 'Lambda':
      break;
    default:
      return;
  }
  c.warn(e, `'${inferType(e)}' object is not subscriptable; perhaps you missed a comma?`);
}

/** Warn about an index of a sequence that certainly is neither integer nor slice. */
export function checkIndex(c: Compiler, e: expr, s: expr): void {
  const indexType = inferType(s);
  if (indexType === null || indexType === 'int' || indexType === 'bool' || indexType === 'slice') return;
  switch (e.kind) {
    case 'Constant': {
      const { value } = e;
      if (!(isStr(value) || value instanceof PyBytes || value instanceof PyTuple)) return;
      break;
    }
    case 'Tuple':
    case 'List':
    case 'ListComp':
    case 'JoinedStr':
    case 'FormattedValue':
      break;
    default:
      return;
  }
  c.warn(e, `${inferType(e)} indices must be integers or slices, not ${indexType}; perhaps you missed a comma?`);
}
