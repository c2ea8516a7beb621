/** This file parses compound statements and the starting rules. Language reference: 8, compound statements; 9, top-level components. */
import type { Str } from '../../values/str.js';
import * as ast from '../ast/nodes.js';
import { T } from '../tokenizer/token-types.js';
import { ParseFailure } from './cursor.js';
import { SimpleStatementParser } from './simple-statements.js';
import type { ParseMode } from './token-list.js';

const BLANK_REST = /^(?:[ \t\n\f]|#[^\n]*)*$/;

/** The parser of one source: `parse` answers the tree, or throws ParseFailure or ParseOverflow. */
export class Parser extends SimpleStatementParser {
  /** Parse all tokens as one starting rule. */
  parse(mode: ParseMode): ast.mod {
    switch (mode) {
      case 'exec':
        return this.file();
      case 'single':
        return this.interactive();
      case 'eval':
        return this.evalInput();
      case 'func_type':
        return this.funcType();
    }
  }

  /** `file: [statements] ENDMARKER` */
  private file(): ast.Module {
    const body: ast.stmt[] = [];
    while (this.peek() !== T.ENDMARKER) this.statement(body);
    const ignores = this.tokens.typeIgnores.map(({ lineno, tag }) => new ast.TypeIgnore(lineno, tag));
    return new ast.Module(body, ignores);
  }

  /** `interactive: compound_stmt NEWLINE | simple_stmts | NEWLINE` */
  private interactive(): ast.Interactive {
    const body: ast.stmt[] = [];
    const start = this.i;
    if (this.accept(T.NEWLINE))
      body.push(new ast.Pass(this.line(start), this.column(start), this.endLine, this.endColumn));
    else {
      const compound = this.compoundStmt();
      if (compound !== null) {
        body.push(compound);
        this.expect(T.NEWLINE);
      } else this.simpleStmts(body);
    }
    // Only one statement may stand in the input: blanks and comments may follow.
    const end = this.tokens.end[this.i - 1] as number;
    if (end >= 0 && !BLANK_REST.test(this.context.source.text.slice(end))) this.fail();
    return new ast.Interactive(body);
  }

  /** `eval: expressions NEWLINE* ENDMARKER` */
  private evalInput(): ast.Expression {
    const body = this.expressions();
    while (this.accept(T.NEWLINE));
    this.expect(T.ENDMARKER);
    return new ast.Expression(body);
  }

  /**
   * ```
   * func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
   * type_expressions: ','.expression+ [',' '*' expression] [',' '**' expression] | …
   * ```
   */
  private funcType(): ast.FunctionType {
    this.expect(T.LPAR);
    const argtypes: ast.expr[] = [];
    let stage = 0;
    while (this.peek() !== T.RPAR) {
      const next = this.accept(T.STAR) ? 1 : this.accept(T.DOUBLESTAR) ? 2 : 0;
      if (next < stage || (next > 0 && next === stage)) this.fail();
      stage = next;
      argtypes.push(this.expression());
      if (!this.accept(T.COMMA)) break;
      if (this.peek() === T.RPAR) this.fail();
    }
    this.expect(T.RPAR);
    this.expect(T.RARROW);
    const returns = this.expression();
    while (this.accept(T.NEWLINE));
    this.expect(T.ENDMARKER);
    return new ast.FunctionType(argtypes, returns);
  }

  /** `statement: compound_stmt | simple_stmts` */
  private statement(out: ast.stmt[]): void {
    const start = this.i;
    const isFunction = this.peek() === T.DEF || this.peek() === T.AT || this.peek() === T.ASYNC;
    const compound = this.compoundStmt();
    if (compound !== null) {
      out.push(compound);
      if (!isFunction) this.lastCompound = start;
    } else this.simpleStmts(out);
  }

  /** `compound_stmt: function_def | if_stmt | class_def | with_stmt | for_stmt | try_stmt | while_stmt | match_stmt`, or null */
  private compoundStmt(): ast.stmt | null {
    const start = this.i;
    switch (this.peek()) {
      case T.DEF:
        return this.functionDef(start, [], false);
      case T.IF:
        return this.ifStmt();
      case T.CLASS:
        return this.classDef([]);
      case T.FOR:
        return this.forStmt(start, false);
      case T.WHILE:
        return this.whileStmt();
      case T.TRY:
        return this.tryStmt();
      case T.WITH:
        return this.withStmt(start, false);
      case T.AT:
        return this.decorated();
      case T.ASYNC:
        this.i++;
        if (this.peek() === T.DEF) return this.functionDef(start, [], true);
        if (this.peek() === T.FOR) return this.forStmt(start, true);
        if (this.peek() === T.WITH) return this.withStmt(start, true);
        return this.fail();
      case T.NAME:
        return this.text[start] === 'match' ? this.matchStmt() : null;
      default:
        return null;
    }
  }

  /** `block: NEWLINE INDENT statements DEDENT | simple_stmts` */
  private block(): ast.stmt[] {
    const body: ast.stmt[] = [];
    if (this.accept(T.NEWLINE)) {
      this.expect(T.INDENT);
      do this.statement(body);
      while (this.peek() !== T.DEDENT && this.peek() !== T.ENDMARKER);
      this.expect(T.DEDENT);
    } else this.simpleStmts(body);
    return body;
  }

  /** `':' block` */
  private colonBlock(): ast.stmt[] {
    this.expect(T.COLON);
    return this.block();
  }

  /** `decorators: ('@' named_expression NEWLINE)+`, and the definition */
  private decorated(): ast.stmt {
    const decorators: ast.expr[] = [];
    while (this.accept(T.AT)) {
      decorators.push(this.namedExpression());
      this.expect(T.NEWLINE);
    }
    if (this.peek() === T.CLASS) return this.classDef(decorators);
    const start = this.i;
    const isAsync = this.accept(T.ASYNC);
    if (this.peek() !== T.DEF) this.fail();
    return this.functionDef(start, decorators, isAsync);
  }

  /** `class_def_raw: 'class' NAME [type_params] ['(' [arguments] ')'] ':' block` */
  private classDef(decorators: ast.expr[]): ast.stmt {
    const start = this.i++;
    const name = this.name();
    const typeParams = this.typeParams();
    const bases: ast.expr[] = [];
    const keywords: ast.Keyword[] = [];
    if (this.peek() === T.LPAR) this.callArguments(bases, keywords, false);
    const body = this.colonBlock();
    const end = this.lastSolidToken();
    const { endLineno, endColumn } = this.tokens;
    return new ast.ClassDef(
      name,
      bases,
      keywords,
      body,
      decorators,
      typeParams,
      this.line(start),
      this.column(start),
      endLineno[end] as number,
      endColumn[end] as number,
    );
  }

  /**
   * ```
   * function_def_raw: ['async'] 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' [func_type_comment] block
   * ```
   */
  private functionDef(start: number, decorators: ast.expr[], isAsync: boolean): ast.stmt {
    this.i++;
    const name = this.name();
    const typeParams = this.typeParams();
    this.expect(T.LPAR);
    const args = this.parameters(false);
    this.expect(T.RPAR);
    const returns = this.accept(T.RARROW) ? this.expression() : null;
    this.expect(T.COLON);
    const comment = this.funcTypeComment();
    const body = this.block();
    const end = this.lastSolidToken();
    const { endLineno, endColumn } = this.tokens;
    if (isAsync) this.since(5, 'Async functions are', this.i - 1);
    const Def = isAsync ? ast.AsyncFunctionDef : ast.FunctionDef;
    return new Def(
      name,
      args,
      body,
      decorators,
      returns,
      comment,
      typeParams,
      this.line(start),
      this.column(start),
      endLineno[end] as number,
      endColumn[end] as number,
    );
  }

  /** `func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | TYPE_COMMENT` */
  private funcTypeComment(): Str | null {
    if (this.peek() === T.NEWLINE && this.peekAt(1) === T.TYPE_COMMENT) {
      if (this.peekAt(2) !== T.NEWLINE || this.peekAt(3) !== T.INDENT) this.fail();
      this.i++;
    }
    return this.typeComment();
  }

  /**
   * ```
   * if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])
   * elif_stmt: 'elif' named_expression ':' block (elif_stmt | [else_block])
   * ```
   */
  private ifStmt(): ast.stmt {
    const clauses: { start: number; test: ast.expr; body: ast.stmt[] }[] = [];
    do {
      const start = this.i++;
      clauses.push({ start, test: this.namedExpression(), body: this.colonBlock() });
      // CPython's parser has a whole statement here, before it looks at the next clause.
      this.lastCompound = (clauses[0] as { start: number }).start;
      this.enter(1);
    } while (this.peek() === T.ELIF);
    this.leave(clauses.length);
    let orelse = this.elseBlock();
    const end = this.lastSolidToken();
    const endLine = this.tokens.endLineno[end] as number;
    const endColumn = this.tokens.endColumn[end] as number;
    let node: ast.stmt | null = null;
    for (const { start, test, body } of clauses.reverse()) {
      node = new ast.If(test, body, orelse, this.line(start), this.column(start), endLine, endColumn);
      orelse = [node];
    }
    return node as ast.stmt;
  }

  /** `[else_block: 'else' ':' block]` */
  private elseBlock(): ast.stmt[] {
    return this.accept(T.ELSE) ? this.colonBlock() : [];
  }

  /** `while_stmt: 'while' named_expression ':' block [else_block]` */
  private whileStmt(): ast.stmt {
    const start = this.i++;
    const test = this.namedExpression();
    const body = this.colonBlock();
    this.lastCompound = start;
    const orelse = this.elseBlock();
    const end = this.lastSolidToken();
    const { endLineno, endColumn } = this.tokens;
    return new ast.While(
      test,
      body,
      orelse,
      this.line(start),
      this.column(start),
      endLineno[end] as number,
      endColumn[end] as number,
    );
  }

  /** `for_stmt: ['async'] 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else_block]` */
  private forStmt(start: number, isAsync: boolean): ast.stmt {
    this.i++;
    const target = this.starTargets();
    this.expect(T.IN);
    const iter = this.starExpressions();
    this.expect(T.COLON);
    const comment = this.typeComment();
    const body = this.block();
    this.lastCompound = start;
    const orelse = this.elseBlock();
    const end = this.lastSolidToken();
    const { endLineno, endColumn } = this.tokens;
    if (isAsync) this.since(5, 'Async for loops are');
    const For = isAsync ? ast.AsyncFor : ast.For;
    return new For(
      target,
      iter,
      body,
      orelse,
      comment,
      this.line(start),
      this.column(start),
      endLineno[end] as number,
      endColumn[end] as number,
    );
  }

  /**
   * ```
   * with_stmt: ['async'] 'with' ('(' ','.with_item+ [','] ')' | ','.with_item+) ':' [TYPE_COMMENT] block
   * ```
   */
  private withStmt(start: number, isAsync: boolean): ast.stmt {
    this.i++;
    const items = this.withItemsInParentheses() ?? this.withItems();
    this.expect(T.COLON);
    const comment = this.typeComment();
    const body = this.block();
    const end = this.lastSolidToken();
    const { endLineno, endColumn } = this.tokens;
    if (isAsync) this.since(5, 'Async with statements are', this.i - 1);
    const With = isAsync ? ast.AsyncWith : ast.With;
    return new With(
      items,
      body,
      comment,
      this.line(start),
      this.column(start),
      endLineno[end] as number,
      endColumn[end] as number,
    );
  }

  private withItems(): ast.Withitem[] {
    const items: ast.Withitem[] = [];
    do items.push(this.withItem());
    while (this.accept(T.COMMA));
    return items;
  }

  /** The items when parentheses stand around all of them; null, with nothing read, when they belong to an expression. */
  private withItemsInParentheses(): ast.Withitem[] | null {
    const start = this.i;
    if (this.peek() !== T.LPAR || this.type[this.closingBracket(start) + 1] !== T.COLON) return null;
    const { depth } = this;
    try {
      this.i++;
      const items: ast.Withitem[] = [];
      do items.push(this.withItem());
      while (this.accept(T.COMMA) && this.peek() !== T.RPAR);
      this.expect(T.RPAR);
      return items;
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      this.i = start;
      this.depth = depth;
      return null;
    }
  }

  /** The index of the token that closes the bracket at `open`. */
  private closingBracket(open: number): number {
    const { level } = this.tokens;
    const outer = (level[open] as number) - 1;
    let i = open + 1;
    while (i < this.tokens.length && (level[i] as number) > outer) i++;
    return i;
  }

  /** `with_item: expression ['as' star_target &(',' | ')' | ':')]` */
  private withItem(): ast.Withitem {
    const expression = this.expression();
    if (!this.accept(T.AS)) return new ast.Withitem(expression, null);
    const target = this.starTarget();
    const type = this.peek();
    if (type !== T.COMMA && type !== T.RPAR && type !== T.COLON) this.fail();
    return new ast.Withitem(expression, target);
  }

  /**
   * ```
   * try_stmt: 'try' ':' block (finally_block | (except_block+ | except_star_block+) [else_block] [finally_block])
   * ```
   */
  private tryStmt(): ast.stmt {
    const start = this.i++;
    const body = this.colonBlock();
    const handlers: ast.ExceptHandler[] = [];
    let isStar = false;
    while (this.peek() === T.EXCEPT) {
      const star = this.peekAt(1) === T.STAR;
      if (handlers.length > 0 && star !== isStar) this.fail();
      isStar = star;
      handlers.push(this.exceptBlock(star));
      this.lastCompound = start;
    }
    const orelse = handlers.length > 0 ? this.elseBlock() : [];
    const finalbody = this.accept(T.FINALLY) ? this.colonBlock() : [];
    if (handlers.length === 0 && finalbody.length === 0) this.fail();
    if (isStar) this.since(11, 'Exception groups are');
    const end = this.lastSolidToken();
    const Try = isStar ? ast.TryStar : ast.Try;
    const { endLineno, endColumn } = this.tokens;
    return new Try(
      body,
      handlers,
      orelse,
      finalbody,
      this.line(start),
      this.column(start),
      endLineno[end] as number,
      endColumn[end] as number,
    );
  }

  /** `except_block: 'except' ['*'] [expression ['as' NAME] | expressions] ':' block` (PEP 758: no parentheses needed) */
  private exceptBlock(isStar: boolean): ast.ExceptHandler {
    const start = this.i++;
    if (isStar) this.i++;
    let type: ast.expr | null = null;
    let name: string | null = null;
    let bare = false;
    if (isStar || this.peek() !== T.COLON) {
      type = this.expressions();
      bare = type.kind === 'Tuple' && !this.closesAt(type);
      if (this.peek() === T.AS) {
        // A tuple without parentheses takes no name.
        if (bare) this.fail();
        this.i++;
        name = this.name();
      }
    }
    const body = this.colonBlock();
    if (bare) this.since(14, 'except expressions without parentheses are', this.i - 1);
    const end = this.lastSolidToken();
    return new ast.ExceptHandler(
      type,
      name,
      body,
      this.line(start),
      this.column(start),
      this.tokens.endLineno[end] as number,
      this.tokens.endColumn[end] as number,
    );
  }

  /** Is this tuple, which ends before the next token, one in parentheses? */
  private closesAt(tuple: ast.Tuple): boolean {
    const first = tuple.elts[0];
    return first === undefined || first.lineno !== tuple.lineno || first.col_offset !== tuple.col_offset;
  }

  /**
   * ```
   * match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
   * subject_expr: star_named_expression ',' [star_named_expressions] | named_expression
   * ```
   * Null, with nothing read, when `match` is only a name here.
   */
  private matchStmt(): ast.stmt | null {
    const start = this.i;
    if (!this.startsExpression(this.peekAt(1))) return null;
    const { depth } = this;
    let subject: ast.expr;
    try {
      this.i++;
      subject = this.subjectExpr();
      this.expect(T.COLON);
      this.expect(T.NEWLINE);
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      this.i = start;
      this.depth = depth;
      return null;
    }
    this.expect(T.INDENT);
    const cases: ast.MatchCase[] = [];
    do cases.push(this.caseBlock());
    while (this.peek() !== T.DEDENT && this.peek() !== T.ENDMARKER);
    this.expect(T.DEDENT);
    this.since(10, 'Pattern matching is');
    const end = this.lastSolidToken();
    const { endLineno, endColumn } = this.tokens;
    return new ast.Match(
      subject,
      cases,
      this.line(start),
      this.column(start),
      endLineno[end] as number,
      endColumn[end] as number,
    );
  }

  private subjectExpr(): ast.expr {
    const start = this.i;
    const first = this.starNamedExpression();
    if (this.peek() !== T.COMMA) {
      if (first.kind === 'Starred') this.fail();
      return first;
    }
    const elts = [first];
    while (this.accept(T.COMMA) && this.peek() !== T.COLON) elts.push(this.starNamedExpression());
    return new ast.Tuple(elts, 'Load', this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `case_block: "case" patterns ['if' named_expression] ':' block` */
  private caseBlock(): ast.MatchCase {
    if (this.peek() !== T.NAME || this.text[this.i] !== 'case') this.fail();
    this.i++;
    const pattern = this.patterns();
    const guard = this.accept(T.IF) ? this.namedExpression() : null;
    return new ast.MatchCase(pattern, guard, this.colonBlock());
  }
}
