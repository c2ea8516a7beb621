/** This file refuses expressions that the grammar could not have made, as CPython's ast.c does. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { PyFrozenSet } from '../../objects/types/set/set.js';
import type * as ast from '../../syntax/ast/nodes.js';
import type { Positioned } from '../../syntax/ast/nodes.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';
import { isStr } from '../../values/str.js';

/** Trees made by programs hold null where an object of a list was None. */
export type MaybeNull<T> = readonly (T | null)[];

/** Checks expressions and what stands inside them. Every check raises ValueError or TypeError. */
export class ExpressionValidator {
  constructor(protected readonly vm: Runtime) {}

  protected enter(): void {
    this.vm.enterRecursion(' during compilation');
  }

  protected leave(): void {
    this.vm.leaveRecursion();
  }

  /** One expression, which must stand in the context given. */
  expression(node: ast.expr, ctx: ast.expr_context = 'Load'): void {
    this.enter();
    try {
      validPositions(node);
      context(node, ctx);
      this.parts(node, ctx);
    } finally {
      this.leave();
    }
  }

  /** An expression that may be left out. */
  optional(node: ast.expr | null): void {
    if (node !== null) this.expression(node);
  }

  /** A list of expressions, without gaps. */
  expressions(list: MaybeNull<ast.expr>, ctx: ast.expr_context = 'Load'): void {
    for (const node of list) {
      if (node === null) throw valueError('None disallowed in expression list');
      this.expression(node, ctx);
    }
  }

  /** A list of expressions in which null has a meaning. */
  expressionsWithGaps(list: MaybeNull<ast.expr>): void {
    for (const node of list) this.optional(node);
  }

  /** The parameters of a function. */
  parameters(args: ast.Arguments): void {
    this.annotations(args.posonlyargs);
    this.annotations(args.args);
    if (args.vararg !== null) this.optional(args.vararg.annotation);
    this.annotations(args.kwonlyargs);
    if (args.kwarg !== null) this.optional(args.kwarg.annotation);
    if (args.defaults.length > args.posonlyargs.length + args.args.length) {
      throw valueError('more positional defaults than args on arguments');
    }
    if (args.kw_defaults.length !== args.kwonlyargs.length) {
      throw valueError('length of kwonlyargs is not the same as kw_defaults on arguments');
    }
    this.expressions(args.defaults);
    this.expressionsWithGaps(args.kw_defaults);
  }

  private annotations(list: readonly ast.Arg[]): void {
    for (const arg of list) {
      validPositions(arg);
      this.optional(arg.annotation);
    }
  }

  /** Keyword arguments. */
  keywords(list: readonly ast.Keyword[]): void {
    for (const { value } of list) this.expression(value);
  }

  private generators(list: readonly ast.Comprehension[]): void {
    if (list.length === 0) throw valueError('comprehension with no generators');
    for (const { target, iter, ifs } of list) {
      this.expression(target, 'Store');
      this.expression(iter);
      this.expressions(ifs);
    }
  }

  private parts(node: ast.expr, ctx: ast.expr_context): void {
    switch (node.kind) {
      case 'BoolOp':
        if (node.values.length < 2) throw valueError('BoolOp with less than 2 values');
        return this.expressions(node.values);
      case 'NamedExpr':
        if (node.target.kind !== 'Name') throw typeError('NamedExpr target must be a Name');
        return this.expression(node.value);
      case 'BinOp':
        this.expression(node.left);
        return this.expression(node.right);
      case 'UnaryOp':
        return this.expression(node.operand);
      case 'Lambda':
        this.parameters(node.args);
        return this.expression(node.body);
      case 'IfExp':
        this.expression(node.test);
        this.expression(node.body);
        return this.expression(node.orelse);
      case 'Dict':
        if (node.keys.length !== node.values.length) {
          throw valueError("Dict doesn't have the same number of keys as values");
        }
        this.expressionsWithGaps(node.keys);
        return this.expressions(node.values);
      case 'Set':
        return this.expressions(node.elts);
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        this.generators(node.generators);
        return this.expression(node.elt);
      case 'DictComp':
        this.generators(node.generators);
        this.expression(node.key);
        return this.expression(node.value);
      case 'Yield':
        return this.optional(node.value);
      case 'YieldFrom':
      case 'Await':
      case 'Attribute':
        return this.expression(node.value);
      case 'Compare':
        if (node.comparators.length === 0) throw valueError('Compare with no comparators');
        if (node.comparators.length !== node.ops.length) {
          throw valueError('Compare has a different number of comparators and operands');
        }
        this.expressions(node.comparators);
        return this.expression(node.left);
      case 'Call':
        this.expression(node.func);
        this.expressions(node.args);
        return this.keywords(node.keywords);
      case 'Constant':
        return constantValue(this.vm, node.value);
      case 'JoinedStr':
      case 'TemplateStr':
        return this.expressions(node.values);
      case 'FormattedValue':
      case 'Interpolation':
        this.expression(node.value);
        return this.optional(node.format_spec);
      case 'Subscript':
        this.expression(node.slice);
        return this.expression(node.value);
      case 'Starred':
        return this.expression(node.value, ctx);
      case 'Slice':
        this.optional(node.lower);
        this.optional(node.upper);
        return this.optional(node.step);
      case 'List':
      case 'Tuple':
        return this.expressions(node.elts, ctx);
      case 'Name':
        return validName(node.id);
    }
  }
}

/** Raises ValueError for the names of constants. */
export function validName(name: string | null): void {
  if (name === 'None' || name === 'True' || name === 'False') {
    throw valueError(`identifier field can't represent '${name}' constant`);
  }
}

/** Raises ValueError for a place that ends before it starts. */
export function validPositions(node: Positioned): void {
  const { lineno, end_lineno, col_offset, end_col_offset } = node;
  if (lineno > end_lineno) throw valueError(`AST node line range (${lineno}, ${end_lineno}) is not valid`);
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset)) {
    throw valueError(
      `AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`,
    );
  }
  if (lineno === end_lineno && col_offset > end_col_offset) {
    throw valueError(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`);
  }
}

function context(node: ast.expr, expected: ast.expr_context): void {
  if (!('ctx' in node)) {
    if (expected !== 'Load') throw valueError(`expression which can't be assigned to in ${expected} context`);
  } else if (node.ctx !== expected) {
    throw valueError(`expression must have ${expected} context but has ${node.ctx} instead`);
  }
}

function constantValue(vm: Runtime, value: Value): void {
  if (value === None || value === Ellipsis) return;
  if (typeof value !== 'object' || isStr(value)) return;
  if (value.constructor === PyFloat || value.constructor === PyComplex || value.constructor === PyBytes) return;
  const isTuple = value.constructor === PyTuple;
  if (!isTuple && value.constructor !== PyFrozenSet) {
    throw typeError(`got an invalid type in Constant: ${typeOf(value).name}`);
  }
  vm.enterRecursion(' during compilation');
  try {
    const items = isTuple ? (value as PyTuple).items : (value as PyFrozenSet).toArray();
    for (const item of items) constantValue(vm, item);
  } finally {
    vm.leaveRecursion();
  }
}
