/** This file parses operators: from `star_expressions` down to `await_primary`. Language reference: 6, expressions. */
import * as ast from '../ast/nodes.js';
import { T } from '../tokenizer/token-types.js';
import { LiteralParser } from './literals.js';

const PRECEDENCE = new Uint8Array(140);
const BINARY: ast.operator[] = [];
const COMPARE: ast.cmpop[] = [];
for (const [type, precedence, op] of [
  [T.VBAR, 1, 'BitOr'],
  [T.CIRCUMFLEX, 2, 'BitXor'],
  [T.AMPER, 3, 'BitAnd'],
  [T.LEFTSHIFT, 4, 'LShift'],
  [T.RIGHTSHIFT, 4, 'RShift'],
  [T.PLUS, 5, 'Add'],
  [T.MINUS, 5, 'Sub'],
  [T.STAR, 6, 'Mult'],
  [T.SLASH, 6, 'Div'],
  [T.DOUBLESLASH, 6, 'FloorDiv'],
  [T.PERCENT, 6, 'Mod'],
  [T.AT, 6, 'MatMult'],
] as const) {
  PRECEDENCE[type] = precedence;
  BINARY[type] = op;
}
for (const [type, op] of [
  [T.EQEQUAL, 'Eq'],
  [T.NOTEQUAL, 'NotEq'],
  [T.LESS, 'Lt'],
  [T.LESSEQUAL, 'LtE'],
  [T.GREATER, 'Gt'],
  [T.GREATEREQUAL, 'GtE'],
  [T.IN, 'In'],
  [T.IS, 'Is'],
] as const) {
  COMPARE[type] = op;
}

/** An operator that waits for its right operand: a unary one (`left` is null), or `**`. */
interface PendingFactor {
  readonly start: number;
  readonly op: ast.unaryop | null;
  readonly left: ast.expr | null;
}

/** A `lambda` that waits for its body, or a conditional that waits for its last operand. */
interface PendingExpression {
  readonly start: number;
  readonly args: ast.Arguments | null;
  readonly body: ast.expr | null;
  readonly test: ast.expr | null;
}

// What one link of a chain costs: measured, CPython's own limit is its C stack.
const UNARY_LEVELS = 1;
const POWER_LEVELS = 2;
const LAMBDA_LEVELS = 2;

/** Operators. Chains that associate to the right are read in loops, so that they need no stack. */
export abstract class ExpressionParser extends LiteralParser {
  /** `primary`: see the file on atoms. */
  protected abstract primary(): ast.expr;
  /** `[lambda_params]` */
  protected abstract lambdaParams(): ast.Arguments;

  /**
   * ```
   * star_expressions: star_expression (',' star_expression)* [',']
   * ```
   */
  protected starExpressions(): ast.expr {
    const start = this.i;
    const first = this.starExpression();
    if (this.peek() !== T.COMMA) return first;
    const elts = [first];
    while (this.accept(T.COMMA) && this.startsExpression(this.peek())) elts.push(this.starExpression());
    return new ast.Tuple(elts, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `star_expression: '*' bitwise_or | expression` */
  protected starExpression(): ast.expr {
    return this.peek() === T.STAR ? this.starred() : this.expression();
  }

  /** `'*' bitwise_or` */
  protected starred(): ast.Starred {
    const start = this.i++;
    const value = this.bitwiseOr();
    return new ast.Starred(value, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `expressions: expression (',' expression)* [',']` */
  protected expressions(): ast.expr {
    const start = this.i;
    const first = this.expression();
    if (this.peek() !== T.COMMA) return first;
    const elts = [first];
    while (this.accept(T.COMMA) && this.startsExpression(this.peek()) && this.peek() !== T.STAR)
      elts.push(this.expression());
    return new ast.Tuple(elts, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** Can a `star_expression` start with this token? */
  protected startsExpression(type: number): boolean {
    switch (type) {
      case T.NAME:
      case T.NUMBER:
      case T.STRING:
      case T.FSTRING_START:
      case T.TSTRING_START:
      case T.LPAR:
      case T.LSQB:
      case T.LBRACE:
      case T.MINUS:
      case T.PLUS:
      case T.TILDE:
      case T.STAR:
      case T.ELLIPSIS:
      case T.TRUE:
      case T.FALSE:
      case T.NONE:
      case T.NOT:
      case T.LAMBDA:
      case T.AWAIT:
        return true;
      default:
        return false;
    }
  }

  protected override annotatedRhs(): ast.expr {
    return this.peek() === T.YIELD ? this.yieldExpr() : this.starExpressions();
  }

  /** `yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]` */
  protected yieldExpr(): ast.expr {
    const start = this.i++;
    if (this.accept(T.FROM)) {
      const value = this.expression();
      return new ast.YieldFrom(value, this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    const value = this.startsExpression(this.peek()) ? this.starExpressions() : null;
    return new ast.Yield(value, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `named_expression: NAME ':=' expression | expression !':='` */
  protected namedExpression(): ast.expr {
    if (this.peek() !== T.NAME || this.peekAt(1) !== T.COLONEQUAL) return this.expression();
    const start = this.i;
    const id = this.name();
    const target = new ast.Name(id, 'Store', this.line(start), this.column(start), this.endLine, this.endColumn);
    this.i++;
    const value = this.expression();
    this.since(8, 'Assignment expressions are');
    return new ast.NamedExpr(target, value, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `star_named_expression: '*' bitwise_or | named_expression` */
  protected starNamedExpression(): ast.expr {
    return this.peek() === T.STAR ? this.starred() : this.namedExpression();
  }

  /**
   * ```
   * expression: disjunction 'if' disjunction 'else' expression | disjunction | lambdef
   * lambdef: 'lambda' [lambda_params] ':' expression
   * ```
   */
  protected override expression(): ast.expr {
    let pending: PendingExpression[] | null = null;
    let levels = 0;
    let node: ast.expr;
    for (;;) {
      const start = this.i;
      if (this.accept(T.LAMBDA)) {
        const args = this.lambdaParams();
        this.expect(T.COLON);
        pending ??= [];
        pending.push({ start, args, body: null, test: null });
        levels += LAMBDA_LEVELS;
        this.enter(LAMBDA_LEVELS);
        continue;
      }
      const body = this.disjunction();
      if (!this.accept(T.IF)) {
        node = body;
        break;
      }
      const test = this.disjunction();
      this.expect(T.ELSE);
      pending ??= [];
      pending.push({ start, args: null, body, test });
      levels++;
      this.enter(1);
    }
    if (pending === null) return node;
    const { endLine, endColumn } = this;
    for (let k = pending.length - 1; k >= 0; k--) {
      const { start, args, body, test } = pending[k] as PendingExpression;
      node =
        args !== null
          ? new ast.Lambda(args, node, this.line(start), this.column(start), endLine, endColumn)
          : new ast.IfExp(
              test as ast.expr,
              body as ast.expr,
              node,
              this.line(start),
              this.column(start),
              endLine,
              endColumn,
            );
    }
    this.leave(levels);
    return node;
  }

  /** `disjunction: conjunction ('or' conjunction)*` */
  protected disjunction(): ast.expr {
    const start = this.i;
    const first = this.conjunction();
    if (this.peek() !== T.OR) return first;
    const values = [first];
    while (this.accept(T.OR)) values.push(this.conjunction());
    return new ast.BoolOp('Or', values, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `conjunction: inversion ('and' inversion)*` */
  private conjunction(): ast.expr {
    const start = this.i;
    const first = this.inversion();
    if (this.peek() !== T.AND) return first;
    const values = [first];
    while (this.accept(T.AND)) values.push(this.inversion());
    return new ast.BoolOp('And', values, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `inversion: 'not' inversion | comparison` */
  private inversion(): ast.expr {
    const start = this.i;
    while (this.accept(T.NOT));
    const count = this.i - start;
    if (count === 0) return this.comparison();
    this.enter(count * UNARY_LEVELS);
    let node = this.comparison();
    const { endLine, endColumn } = this;
    for (let k = start + count - 1; k >= start; k--) {
      node = new ast.UnaryOp('Not', node, this.line(k), this.column(k), endLine, endColumn);
    }
    this.leave(count * UNARY_LEVELS);
    return node;
  }

  /** `comparison: bitwise_or (compare_op bitwise_or)*` */
  private comparison(): ast.expr {
    const start = this.i;
    const left = this.bitwiseOr();
    let op = this.compareOp();
    if (op === null) return left;
    const ops: ast.cmpop[] = [];
    const comparators: ast.expr[] = [];
    while (op !== null) {
      ops.push(op);
      comparators.push(this.bitwiseOr());
      op = this.compareOp();
    }
    return new ast.Compare(left, ops, comparators, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  private compareOp(): ast.cmpop | null {
    const type = this.peek();
    if (type === T.NOT) {
      if (this.peekAt(1) !== T.IN) return null;
      this.i += 2;
      return 'NotIn';
    }
    const op = COMPARE[type];
    if (op === undefined) return null;
    if (type === T.NOTEQUAL) {
      const isDiamond = this.context.source.text.charCodeAt(this.tokens.start[this.i] as number) === 0x3c;
      if (isDiamond !== this.context.barryAsFlufl) this.fail();
    }
    this.i++;
    if (type === T.IS && this.accept(T.NOT)) return 'IsNot';
    return op;
  }

  /** `bitwise_or`, and the operators that bind tighter, by precedence climbing */
  protected bitwiseOr(): ast.expr {
    return this.binary(1);
  }

  private binary(minimum: number): ast.expr {
    const start = this.i;
    let left = this.factor();
    for (;;) {
      const type = this.peek();
      const precedence = PRECEDENCE[type] as number;
      if (precedence < minimum) return left;
      this.i++;
      const right = this.binary(precedence + 1);
      if (type === T.AT) this.since(5, "The '@' operator is");
      left = new ast.BinOp(
        left,
        BINARY[type] as ast.operator,
        right,
        this.line(start),
        this.column(start),
        this.endLine,
        this.endColumn,
      );
    }
  }

  /**
   * ```
   * factor: ('+' | '-' | '~') factor | power
   * power: await_primary '**' factor | await_primary
   * ```
   */
  private factor(): ast.expr {
    let pending: PendingFactor[] | null = null;
    let levels = 0;
    let node: ast.expr;
    for (;;) {
      const start = this.i;
      const type = this.peek();
      if (type === T.MINUS || type === T.PLUS || type === T.TILDE) {
        this.i++;
        pending ??= [];
        pending.push({ start, op: type === T.MINUS ? 'USub' : type === T.PLUS ? 'UAdd' : 'Invert', left: null });
        levels += UNARY_LEVELS;
        this.enter(UNARY_LEVELS);
        continue;
      }
      const left = this.awaitPrimary();
      if (!this.accept(T.DOUBLESTAR)) {
        node = left;
        break;
      }
      pending ??= [];
      pending.push({ start, op: null, left });
      levels += POWER_LEVELS;
      this.enter(POWER_LEVELS);
    }
    if (pending === null) return node;
    const { endLine, endColumn } = this;
    for (let k = pending.length - 1; k >= 0; k--) {
      const { start, op, left } = pending[k] as PendingFactor;
      node =
        op !== null
          ? new ast.UnaryOp(op, node, this.line(start), this.column(start), endLine, endColumn)
          : new ast.BinOp(left as ast.expr, 'Pow', node, this.line(start), this.column(start), endLine, endColumn);
    }
    this.leave(levels);
    return node;
  }

  /** `await_primary: 'await' primary | primary` */
  private awaitPrimary(): ast.expr {
    if (this.peek() !== T.AWAIT) return this.primary();
    const start = this.i++;
    const value = this.primary();
    this.since(5, 'Await expressions are');
    return new ast.Await(value, this.line(start), this.column(start), this.endLine, this.endColumn);
  }
}
