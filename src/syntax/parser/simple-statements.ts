/** This file parses simple statements. Language reference: 7. */
import * as ast from '../ast/nodes.js';
import { T } from '../tokenizer/token-types.js';
import { PatternParser } from './patterns.js';

const AUGMENTED: ast.operator[] = [];
for (const [type, op] of [
  [T.PLUSEQUAL, 'Add'],
  [T.MINEQUAL, 'Sub'],
  [T.STAREQUAL, 'Mult'],
  [T.ATEQUAL, 'MatMult'],
  [T.SLASHEQUAL, 'Div'],
  [T.PERCENTEQUAL, 'Mod'],
  [T.AMPEREQUAL, 'BitAnd'],
  [T.VBAREQUAL, 'BitOr'],
  [T.CIRCUMFLEXEQUAL, 'BitXor'],
  [T.LEFTSHIFTEQUAL, 'LShift'],
  [T.RIGHTSHIFTEQUAL, 'RShift'],
  [T.DOUBLESTAREQUAL, 'Pow'],
  [T.DOUBLESLASHEQUAL, 'FloorDiv'],
] as const) {
  AUGMENTED[type] = op;
}

/** Simple statements. */
export abstract class SimpleStatementParser extends PatternParser {
  /** `simple_stmts: ';'.simple_stmt+ [';'] NEWLINE` */
  protected simpleStmts(out: ast.stmt[]): void {
    do out.push(this.simpleStmt());
    while (this.accept(T.SEMI) && this.peek() !== T.NEWLINE);
    this.expect(T.NEWLINE);
  }

  /** `simple_stmt: assignment | type_alias | import_stmt | star_expressions | return_stmt | raise_stmt | …` */
  private simpleStmt(): ast.stmt {
    const start = this.i;
    switch (this.peek()) {
      case T.RETURN: {
        this.i++;
        const value = this.startsExpression(this.peek()) ? this.starExpressions() : null;
        return new ast.Return(value, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
      case T.IMPORT:
        return this.importName();
      case T.FROM:
        return this.importFrom();
      case T.RAISE: {
        this.i++;
        const exc = this.startsExpression(this.peek()) ? this.expression() : null;
        const cause = exc !== null && this.accept(T.FROM) ? this.expression() : null;
        return new ast.Raise(exc, cause, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
      case T.PASS:
        this.i++;
        return new ast.Pass(this.line(start), this.column(start), this.endLine, this.endColumn);
      case T.BREAK:
        this.i++;
        return new ast.Break(this.line(start), this.column(start), this.endLine, this.endColumn);
      case T.CONTINUE:
        this.i++;
        return new ast.Continue(this.line(start), this.column(start), this.endLine, this.endColumn);
      case T.DEL:
        return this.delStmt();
      case T.ASSERT: {
        this.i++;
        const test = this.expression();
        const msg = this.accept(T.COMMA) ? this.expression() : null;
        return new ast.Assert(test, msg, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
      case T.GLOBAL: {
        const names = this.nameList();
        return new ast.Global(names, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
      case T.NONLOCAL: {
        const names = this.nameList();
        return new ast.Nonlocal(names, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
      default:
        if (this.startsTypeAlias()) return this.typeAlias();
        return this.assignmentOrExpression();
    }
  }

  /** `'global' ','.NAME+` (and nonlocal) */
  private nameList(): string[] {
    this.i++;
    const names = [this.name()];
    while (this.accept(T.COMMA)) names.push(this.name());
    return names;
  }

  /** `del_stmt: 'del' ','.del_target+ [','] &(';' | NEWLINE)` */
  private delStmt(): ast.stmt {
    const start = this.i++;
    const targets: ast.expr[] = [];
    do {
      const target = this.bitwiseOr();
      this.setContext(target, 'Del');
      targets.push(target);
    } while (this.accept(T.COMMA) && this.startsExpression(this.peek()));
    if (this.peek() !== T.SEMI && this.peek() !== T.NEWLINE) this.fail();
    return new ast.Delete(targets, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /**
   * ```
   * assignment:
   *     | (NAME | '(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
   *     | (star_targets '=')+ annotated_rhs !'=' [TYPE_COMMENT]
   *     | single_target augassign ~ annotated_rhs
   * ```
   * or else an expression statement
   */
  private assignmentOrExpression(): ast.stmt {
    const start = this.i;
    const first = this.annotatedRhs();
    const type = this.peek();
    if (type === T.EQUAL) {
      const targets: ast.expr[] = [];
      let value = first;
      while (this.accept(T.EQUAL)) {
        this.setContext(value, 'Store');
        targets.push(value);
        value = this.annotatedRhs();
      }
      const comment = this.typeComment();
      return new ast.Assign(
        targets,
        value,
        comment,
        this.line(start),
        this.column(start),
        this.endLine,
        this.endColumn,
      );
    }
    if (type === T.COLON) {
      this.setSingleTarget(first);
      const simple = first.kind === 'Name' && this.type[start] === T.NAME ? 1 : 0;
      this.i++;
      const annotation = this.expression();
      const value = this.accept(T.EQUAL) ? this.annotatedRhs() : null;
      this.since(6, simple ? 'Variable annotation syntax is' : 'Variable annotations syntax is');
      return new ast.AnnAssign(
        first,
        annotation,
        value,
        simple,
        this.line(start),
        this.column(start),
        this.endLine,
        this.endColumn,
      );
    }
    const op = AUGMENTED[type];
    if (op !== undefined) {
      this.setSingleTarget(first);
      this.i++;
      if (type === T.ATEQUAL) this.since(5, "The '@' operator is", this.i - 1);
      const value = this.annotatedRhs();
      return new ast.AugAssign(first, op, value, this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    return new ast.Expr(first, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `single_target: NAME | '(' single_target ')' | t_primary '.' NAME | t_primary '[' slices ']'` */
  private setSingleTarget(node: ast.expr): void {
    if (node.kind !== 'Name' && node.kind !== 'Attribute' && node.kind !== 'Subscript') this.fail();
    node.ctx = 'Store';
  }

  private startsTypeAlias(): boolean {
    if (this.peek() !== T.NAME || this.text[this.i] !== 'type' || this.peekAt(1) !== T.NAME) return false;
    const type = this.peekAt(2);
    return type === T.EQUAL || type === T.LSQB;
  }

  /** `type_alias: "type" NAME [type_params] '=' expression` */
  private typeAlias(): ast.stmt {
    const start = this.i++;
    const nameToken = this.i;
    const id = this.name();
    const name = new ast.Name(id, 'Store', this.line(nameToken), this.column(nameToken), this.endLine, this.endColumn);
    const params = this.typeParams();
    this.expect(T.EQUAL);
    const value = this.expression();
    this.since(12, 'Type statement is');
    return new ast.TypeAlias(name, params, value, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /**
   * ```
   * type_params: ['[' ','.type_param+ [','] ']']
   * type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['=' expression]
   * ```
   */
  protected typeParams(): ast.type_param[] {
    if (!this.accept(T.LSQB)) return [];
    const params: ast.type_param[] = [];
    do {
      const start = this.i;
      if (this.accept(T.STAR)) {
        const name = this.name();
        const value = this.typeParamDefault(true);
        params.push(
          new ast.TypeVarTuple(name, value, this.line(start), this.column(start), this.endLine, this.endColumn),
        );
      } else if (this.accept(T.DOUBLESTAR)) {
        const name = this.name();
        const value = this.typeParamDefault(false);
        params.push(new ast.ParamSpec(name, value, this.line(start), this.column(start), this.endLine, this.endColumn));
      } else {
        const name = this.name();
        const bound = this.accept(T.COLON) ? this.expression() : null;
        const value = this.typeParamDefault(false);
        params.push(
          new ast.TypeVar(name, bound, value, this.line(start), this.column(start), this.endLine, this.endColumn),
        );
      }
    } while (this.accept(T.COMMA) && this.peek() !== T.RSQB);
    this.expect(T.RSQB);
    this.since(12, 'Type parameter lists are', this.i - 1);
    return params;
  }

  private typeParamDefault(mayHaveStar: boolean): ast.expr | null {
    if (!this.accept(T.EQUAL)) return null;
    const value = mayHaveStar ? this.starExpression() : this.expression();
    this.since(13, 'Type parameter defaults are');
    return value;
  }

  /** `import_name: 'import' ','.(dotted_name ['as' NAME])+` */
  private importName(): ast.stmt {
    const start = this.i++;
    const names: ast.Alias[] = [];
    do {
      const at = this.i;
      const name = this.dottedName();
      const asname = this.accept(T.AS) ? this.name() : null;
      names.push(new ast.Alias(name, asname, this.line(at), this.column(at), this.endLine, this.endColumn));
    } while (this.accept(T.COMMA));
    return new ast.Import(names, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `dotted_name: '.'.NAME+` */
  private dottedName(): string {
    let name = this.name();
    while (this.accept(T.DOT)) name += `.${this.name()}`;
    return name;
  }

  /**
   * ```
   * import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets | 'from' ('.' | '...')+ 'import' import_from_targets
   * import_from_targets: '(' ','.(NAME ['as' NAME])+ [','] ')' | ','.(NAME ['as' NAME])+ !',' | '*'
   * ```
   */
  private importFrom(): ast.stmt {
    const start = this.i++;
    let level = 0;
    while (this.peek() === T.DOT || this.peek() === T.ELLIPSIS) level += this.type[this.i++] === T.DOT ? 1 : 3;
    const module = level === 0 || this.peek() !== T.IMPORT ? this.dottedName() : null;
    this.expect(T.IMPORT);
    const names: ast.Alias[] = [];
    const at = this.i;
    if (this.accept(T.STAR))
      names.push(new ast.Alias('*', null, this.line(at), this.column(at), this.endLine, this.endColumn));
    else if (this.accept(T.LPAR)) {
      do names.push(this.importFromAsName());
      while (this.accept(T.COMMA) && this.peek() !== T.RPAR);
      this.expect(T.RPAR);
    } else {
      do names.push(this.importFromAsName());
      while (this.accept(T.COMMA));
    }
    if (module === '__future__' && level === 0 && names.some(({ name }) => name === 'barry_as_FLUFL'))
      this.context.barryAsFlufl = true;
    return new ast.ImportFrom(module, names, level, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  private importFromAsName(): ast.Alias {
    const start = this.i;
    const name = this.name();
    const asname = this.accept(T.AS) ? this.name() : null;
    return new ast.Alias(name, asname, this.line(start), this.column(start), this.endLine, this.endColumn);
  }
}
