/** This file parses atoms, calls, subscripts, displays and comprehensions. Language reference: 6.2, 6.3. */
import { Ellipsis, None } from '../../values/singletons.js';
import * as ast from '../ast/nodes.js';
import { T } from '../tokenizer/token-types.js';
import { excessDigits, numberValue } from './number-literal.js';
import { ParameterParser } from './parameters.js';

/** What an atom of an expression takes. */
const ATOM_UNITS = 20;

/** Primaries. */
export abstract class AtomParser extends ParameterParser {
  /**
   * ```
   * primary: primary ('.' NAME | genexp | '(' [arguments] ')' | '[' slices ']') | atom
   * ```
   */
  protected override primary(): ast.expr {
    const start = this.i;
    let node = this.atom();
    for (;;) {
      switch (this.peek()) {
        case T.DOT: {
          this.i++;
          const attr = this.name();
          node = new ast.Attribute(
            node,
            attr,
            'Load',
            this.line(start),
            this.column(start),
            this.endLine,
            this.endColumn,
          );
          continue;
        }
        case T.LPAR: {
          const args: ast.expr[] = [];
          const keywords: ast.Keyword[] = [];
          this.callArguments(args, keywords, true);
          node = new ast.Call(node, args, keywords, this.line(start), this.column(start), this.endLine, this.endColumn);
          continue;
        }
        case T.LSQB: {
          this.i++;
          const slice = this.slices();
          this.expect(T.RSQB);
          node = new ast.Subscript(
            node,
            slice,
            'Load',
            this.line(start),
            this.column(start),
            this.endLine,
            this.endColumn,
          );
          continue;
        }
        default:
          return node;
      }
    }
  }

  /**
   * ```
   * arguments: args [',']
   * args: ','.(starred_expression | named_expression !'=')+ [',' kwargs] | kwargs
   * kwargs: ','.(NAME '=' expression | starred_expression)+ [',' ','.(NAME '=' expression | '**' expression)+]
   * ```
   * with the parentheses; `allowGenexp` also takes a generator expression as the only argument.
   */
  protected callArguments(args: ast.expr[], keywords: ast.Keyword[], allowGenexp: boolean): void {
    const open = this.i++;
    let sawUnpacking = false;
    while (this.peek() !== T.RPAR) {
      const start = this.i;
      const type = this.peek();
      if (type === T.STAR) {
        if (sawUnpacking) this.fail();
        this.i++;
        const value = this.expression();
        args.push(new ast.Starred(value, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn));
      } else if (type === T.DOUBLESTAR) {
        this.i++;
        sawUnpacking = true;
        const value = this.expression();
        keywords.push(new ast.Keyword(null, value, this.line(start), this.column(start), this.endLine, this.endColumn));
      } else if (type === T.NAME && this.peekAt(1) === T.EQUAL) {
        const name = this.name();
        this.i++;
        const value = this.expression();
        keywords.push(new ast.Keyword(name, value, this.line(start), this.column(start), this.endLine, this.endColumn));
      } else {
        if (keywords.length > 0) this.fail();
        const value = this.namedExpression();
        if (allowGenexp && args.length === 0 && this.startsComprehension()) {
          const generators = this.forIfClauses();
          this.expect(T.RPAR);
          args.push(
            new ast.GeneratorExp(value, generators, this.line(open), this.column(open), this.endLine, this.endColumn),
          );
          return;
        }
        args.push(value);
      }
      if (!this.accept(T.COMMA)) break;
    }
    // A lone comma is no argument.
    if (this.i === open + 2 && this.type[this.i - 1] === T.COMMA) this.fail();
    this.expect(T.RPAR);
  }

  /**
   * ```
   * slices: slice !',' | ','.(slice | starred_expression)+ [',']
   * ```
   */
  private slices(): ast.expr {
    const start = this.i;
    const first = this.sliceOrStarred();
    if (this.peek() !== T.COMMA && first.kind !== 'Starred') return first;
    const elts = [first];
    while (this.accept(T.COMMA) && this.peek() !== T.RSQB) elts.push(this.sliceOrStarred());
    return new ast.Tuple(elts, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `slice: [expression] ':' [expression] [':' [expression]] | named_expression` */
  private sliceOrStarred(): ast.expr {
    const start = this.i;
    if (this.accept(T.STAR)) {
      const value = this.expression();
      return new ast.Starred(value, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    let lower: ast.expr | null = null;
    if (this.peek() !== T.COLON) {
      lower = this.namedExpression();
      if (this.peek() !== T.COLON) return lower;
      if (lower.kind === 'NamedExpr' && this.peekIsUnparenthesised(start)) this.fail();
    }
    this.i++;
    const upper = this.endsSlicePart() ? null : this.expression();
    const step = this.accept(T.COLON) && !this.endsSlicePart() ? this.expression() : null;
    return new ast.Slice(lower, upper, step, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** Does the expression that starts at this token start with a name, not with a parenthesis around it? */
  private peekIsUnparenthesised(start: number): boolean {
    return this.type[start] === T.NAME;
  }

  private endsSlicePart(): boolean {
    const type = this.peek();
    return type === T.COLON || type === T.COMMA || type === T.RSQB;
  }

  /** ```atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | group | tuple | genexp | list | listcomp | dict | set | … | '...'``` */
  private atom(): ast.expr {
    this.tokens.meter?.chargeFuel(ATOM_UNITS);
    const i = this.i;
    switch (this.peek()) {
      case T.NAME:
        this.i++;
        return new ast.Name(this.text[i] as string, 'Load', this.line(i), this.column(i), this.endLine, this.endColumn);
      case T.NUMBER:
        return this.primaryNumber();
      case T.STRING:
      case T.FSTRING_START:
      case T.TSTRING_START:
        return this.strings();
      case T.TRUE:
        this.i++;
        return new ast.Constant(true, null, this.line(i), this.column(i), this.endLine, this.endColumn);
      case T.FALSE:
        this.i++;
        return new ast.Constant(false, null, this.line(i), this.column(i), this.endLine, this.endColumn);
      case T.NONE:
        this.i++;
        return new ast.Constant(None, null, this.line(i), this.column(i), this.endLine, this.endColumn);
      case T.ELLIPSIS:
        this.i++;
        return new ast.Constant(Ellipsis, null, this.line(i), this.column(i), this.endLine, this.endColumn);
      case T.LPAR:
        return this.parenthesised();
      case T.LSQB:
        return this.bracketed();
      case T.LBRACE:
        return this.braced();
      default:
        return this.fail();
    }
  }

  /** `NUMBER` */
  protected primaryNumber(): ast.Constant {
    const i = this.i++;
    const text = this.tokenText(i);
    if (text.includes('_')) this.since(6, 'Underscores in numeric literals are', i);
    if (excessDigits(text, this.context.maxIntDigits) > 0) this.fail();
    return new ast.Constant(numberValue(text), null, this.line(i), this.column(i), this.endLine, this.endColumn);
  }

  /**
   * ```
   * group: '(' (yield_expr | named_expression) ')'
   * tuple: '(' [star_named_expression ',' [star_named_expressions]] ')'
   * genexp: '(' named_expression for_if_clauses ')'
   * ```
   */
  private parenthesised(): ast.expr {
    const start = this.i++;
    if (this.accept(T.RPAR)) {
      return new ast.Tuple([], 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    if (this.peek() === T.YIELD) {
      const value = this.yieldExpr();
      this.expect(T.RPAR);
      return value;
    }
    const first = this.starNamedExpression();
    if (this.accept(T.RPAR)) {
      if (first.kind === 'Starred') this.fail();
      return first;
    }
    if (this.peek() === T.COMMA) {
      const elts = [first];
      while (this.accept(T.COMMA) && this.peek() !== T.RPAR) elts.push(this.starNamedExpression());
      this.expect(T.RPAR);
      return new ast.Tuple(elts, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    if (first.kind === 'Starred') this.fail();
    const generators = this.forIfClauses();
    this.expect(T.RPAR);
    return new ast.GeneratorExp(first, generators, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /**
   * ```
   * list: '[' [star_named_expressions] ']'
   * listcomp: '[' named_expression for_if_clauses ']'
   * ```
   */
  private bracketed(): ast.expr {
    const start = this.i++;
    const elts: ast.expr[] = [];
    if (this.peek() !== T.RSQB) {
      const first = this.starNamedExpression();
      if (this.startsComprehension()) {
        if (first.kind === 'Starred') this.fail();
        const generators = this.forIfClauses();
        this.expect(T.RSQB);
        return new ast.ListComp(first, generators, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
      elts.push(first);
      while (this.accept(T.COMMA) && this.peek() !== T.RSQB) elts.push(this.starNamedExpression());
    }
    this.expect(T.RSQB);
    return new ast.List(elts, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /**
   * ```
   * dict: '{' [double_starred_kvpairs] '}'
   * dictcomp: '{' expression ':' expression for_if_clauses '}'
   * set: '{' star_named_expressions '}'
   * setcomp: '{' named_expression for_if_clauses '}'
   * ```
   */
  private braced(): ast.expr {
    const start = this.i++;
    if (this.accept(T.RBRACE)) {
      return new ast.Dict([], [], this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    if (this.peek() === T.DOUBLESTAR) return this.dict(start, [], []);
    const firstToken = this.i;
    const first = this.starNamedExpression();
    if (this.peek() === T.COLON && first.kind !== 'Starred') {
      if (first.kind === 'NamedExpr' && this.peekIsUnparenthesised(firstToken)) this.fail();
      this.i++;
      const value = this.expression();
      if (this.startsComprehension()) {
        const generators = this.forIfClauses();
        this.expect(T.RBRACE);
        return new ast.DictComp(
          first,
          value,
          generators,
          this.line(start),
          this.column(start),
          this.endLine,
          this.endColumn,
        );
      }
      if (!this.accept(T.COMMA) && this.peek() !== T.RBRACE) this.fail();
      return this.dict(start, [first], [value]);
    }
    if (this.startsComprehension()) {
      if (first.kind === 'Starred') this.fail();
      const generators = this.forIfClauses();
      this.expect(T.RBRACE);
      return new ast.SetComp(first, generators, this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    const elts = [first];
    while (this.accept(T.COMMA) && this.peek() !== T.RBRACE) elts.push(this.starNamedExpression());
    this.expect(T.RBRACE);
    return new ast.Set(elts, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `double_starred_kvpair: '**' bitwise_or | expression ':' expression`, the rest of a dict display */
  private dict(start: number, keys: (ast.expr | null)[], values: ast.expr[]): ast.Dict {
    while (this.peek() !== T.RBRACE) {
      if (this.accept(T.DOUBLESTAR)) {
        keys.push(null);
        values.push(this.bitwiseOr());
      } else {
        keys.push(this.expression());
        this.expect(T.COLON);
        values.push(this.expression());
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RBRACE);
    return new ast.Dict(keys, values, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  private startsComprehension(): boolean {
    const type = this.peek();
    return type === T.FOR || (type === T.ASYNC && this.peekAt(1) === T.FOR);
  }

  /**
   * ```
   * for_if_clauses: (['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*)+
   * ```
   */
  private forIfClauses(): ast.Comprehension[] {
    const clauses: ast.Comprehension[] = [];
    do {
      const isAsync = this.accept(T.ASYNC) ? 1 : 0;
      this.expect(T.FOR);
      const target = this.starTargets();
      this.expect(T.IN);
      const iter = this.disjunction();
      const ifs: ast.expr[] = [];
      while (this.accept(T.IF)) ifs.push(this.disjunction());
      if (isAsync) this.since(6, 'Async comprehensions are');
      clauses.push(new ast.Comprehension(target, iter, ifs, isAsync));
    } while (this.startsComprehension());
    return clauses;
  }

  /** `star_targets: star_target (',' star_target)* [',']`, up to `in` or `=` */
  protected starTargets(): ast.expr {
    const start = this.i;
    const first = this.starTarget();
    if (this.peek() !== T.COMMA) return first;
    const elts = [first];
    while (this.accept(T.COMMA) && this.startsExpression(this.peek())) elts.push(this.starTarget());
    return new ast.Tuple(elts, 'Store', this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `star_target`: a target is read as an operand and then checked, for every target looks like one. */
  protected starTarget(): ast.expr {
    const node = this.peek() === T.STAR ? this.starred() : this.bitwiseOr();
    this.setContext(node, 'Store');
    return node;
  }

  /** Make an expression a target (`ctx` Store or Del) in place; refuse what cannot be one. */
  protected setContext(node: ast.expr, ctx: 'Store' | 'Del'): void {
    switch (node.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        node.ctx = ctx;
        return;
      case 'Starred':
        if (ctx === 'Del') this.fail();
        node.ctx = ctx;
        this.setContext(node.value, ctx);
        return;
      case 'Tuple':
      case 'List':
        node.ctx = ctx;
        for (const element of node.elts) this.setContext(element, ctx);
        return;
      default:
        this.fail();
    }
  }
}
