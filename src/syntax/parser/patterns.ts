/** This file parses the patterns of `match` statements. Language reference: 8.6.4, PEP 634. */
import { PyComplex } from '../../values/float.js';
import { None } from '../../values/singletons.js';
import * as ast from '../ast/nodes.js';
import { T } from '../tokenizer/token-types.js';
import { AtomParser } from './atoms.js';

/** Patterns. */
export abstract class PatternParser extends AtomParser {
  /**
   * ```
   * patterns: open_sequence_pattern | pattern
   * open_sequence_pattern: maybe_star_pattern ',' [maybe_sequence_pattern]
   * ```
   */
  protected patterns(): ast.pattern {
    const start = this.i;
    const first = this.maybeStarPattern();
    if (this.peek() !== T.COMMA) {
      if (first.kind === 'MatchStar') this.fail();
      return first;
    }
    const items = [first];
    while (this.accept(T.COMMA) && this.peek() !== T.COLON && this.peek() !== T.IF) items.push(this.maybeStarPattern());
    return new ast.MatchSequence(items, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `maybe_star_pattern: '*' (NAME | '_') | pattern` */
  private maybeStarPattern(): ast.pattern {
    if (this.peek() !== T.STAR) return this.pattern();
    const start = this.i++;
    const name = this.captureTarget(true);
    return new ast.MatchStar(
      name === '_' ? null : name,
      this.line(start),
      this.column(start),
      this.endLine,
      this.endColumn,
    );
  }

  /**
   * ```
   * pattern: or_pattern ['as' NAME]
   * or_pattern: '|'.closed_pattern+
   * ```
   */
  private pattern(): ast.pattern {
    const start = this.i;
    let node = this.closedPattern();
    if (this.peek() === T.VBAR) {
      const patterns = [node];
      while (this.accept(T.VBAR)) patterns.push(this.closedPattern());
      node = new ast.MatchOr(patterns, this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    if (!this.accept(T.AS)) return node;
    const name = this.captureTarget(false);
    return new ast.MatchAs(node, name, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `pattern_capture_target: !"_" NAME !('.' | '(' | '=')` */
  private captureTarget(allowWildcard: boolean): string {
    const name = this.name();
    if (name === '_') {
      if (!allowWildcard) this.fail();
      return name;
    }
    const type = this.peek();
    if (type === T.DOT || type === T.LPAR || type === T.EQUAL) this.fail();
    return name;
  }

  /** `closed_pattern: literal | capture | wildcard | value | group | sequence | mapping | class` */
  private closedPattern(): ast.pattern {
    const start = this.i;
    switch (this.peek()) {
      case T.NAME:
        return this.namePattern();
      case T.LPAR:
      case T.LSQB:
        return this.groupOrSequence();
      case T.LBRACE:
        return this.mappingPattern();
      case T.NONE:
      case T.TRUE:
      case T.FALSE: {
        const type = this.peek();
        this.i++;
        const value = type === T.NONE ? None : type === T.TRUE;
        return new ast.MatchSingleton(value, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
      default: {
        const value = this.literalExpr();
        return new ast.MatchValue(value, this.line(start), this.column(start), this.endLine, this.endColumn);
      }
    }
  }

  /** A capture, wildcard, value (dotted name) or class pattern: all start with a name. */
  private namePattern(): ast.pattern {
    const start = this.i;
    const cls = this.nameOrAttr();
    if (this.peek() === T.LPAR) return this.classPattern(start, cls);
    if (this.peek() === T.EQUAL) this.fail();
    if (cls.kind === 'Attribute')
      return new ast.MatchValue(cls, this.line(start), this.column(start), this.endLine, this.endColumn);
    const name = (cls as ast.Name).id;
    return new ast.MatchAs(
      null,
      name === '_' ? null : name,
      this.line(start),
      this.column(start),
      this.endLine,
      this.endColumn,
    );
  }

  /** `name_or_attr: NAME ('.' NAME)*` */
  private nameOrAttr(): ast.expr {
    const start = this.i;
    let node: ast.expr = new ast.Name(
      this.name(),
      'Load',
      this.line(start),
      this.column(start),
      this.endLine,
      this.endColumn,
    );
    while (this.accept(T.DOT)) {
      node = new ast.Attribute(
        node,
        this.name(),
        'Load',
        this.line(start),
        this.column(start),
        this.endLine,
        this.endColumn,
      );
    }
    return node;
  }

  /** `literal_expr: signed_number !('+' | '-') | signed_real_number ('+' | '-') imaginary_number | strings` */
  private literalExpr(): ast.expr {
    const type = this.peek();
    if (type === T.STRING || type === T.FSTRING_START || type === T.TSTRING_START) return this.strings();
    const start = this.i;
    const left = this.signedNumber();
    const op = this.peek();
    if (op !== T.PLUS && op !== T.MINUS) return left;
    if (isImaginary(left)) this.fail();
    this.i++;
    const right = this.numberLiteral();
    if (!isImaginary(right)) this.fail();
    return new ast.BinOp(
      left,
      op === T.PLUS ? 'Add' : 'Sub',
      right,
      this.line(start),
      this.column(start),
      this.endLine,
      this.endColumn,
    );
  }

  /** `signed_number: NUMBER | '+' NUMBER | '-' NUMBER` */
  private signedNumber(): ast.expr {
    const start = this.i;
    if (this.accept(T.MINUS)) {
      const operand = this.numberLiteral();
      return new ast.UnaryOp('USub', operand, this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    // 3.15's `+` is not in 3.14's grammar.
    return this.numberLiteral();
  }

  private numberLiteral(): ast.expr {
    if (this.peek() !== T.NUMBER) this.fail();
    return this.primaryNumber();
  }

  /**
   * ```
   * group_pattern: '(' pattern ')'
   * sequence_pattern: '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')'
   * ```
   */
  private groupOrSequence(): ast.pattern {
    const start = this.i;
    const isGroup = this.peek() === T.LPAR;
    const end = isGroup ? T.RPAR : T.RSQB;
    this.i++;
    const items: ast.pattern[] = [];
    let comma = false;
    while (this.peek() !== end) {
      items.push(this.maybeStarPattern());
      comma = this.accept(T.COMMA);
      if (!comma) break;
    }
    this.expect(end);
    const first = items[0];
    if (isGroup && items.length === 1 && !comma && first !== undefined) {
      if (first.kind === 'MatchStar') this.fail();
      return first;
    }
    return new ast.MatchSequence(items, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `mapping_pattern: '{' [','.key_value_pattern+] [',' '**' NAME] [','] '}'` */
  private mappingPattern(): ast.pattern {
    const start = this.i++;
    const keys: ast.expr[] = [];
    const patterns: ast.pattern[] = [];
    let rest: string | null = null;
    while (this.peek() !== T.RBRACE) {
      if (this.accept(T.DOUBLESTAR)) {
        rest = this.captureTarget(false);
        this.accept(T.COMMA);
        break;
      }
      keys.push(this.mappingKey());
      this.expect(T.COLON);
      patterns.push(this.pattern());
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RBRACE);
    return new ast.MatchMapping(
      keys,
      patterns,
      rest,
      this.line(start),
      this.column(start),
      this.endLine,
      this.endColumn,
    );
  }

  /** `literal_expr | attr` */
  private mappingKey(): ast.expr {
    const start = this.i;
    const type = this.peek();
    if (type === T.NONE || type === T.TRUE || type === T.FALSE) {
      this.i++;
      const value = type === T.NONE ? None : type === T.TRUE;
      return new ast.Constant(value, null, this.line(start), this.column(start), this.endLine, this.endColumn);
    }
    if (type !== T.NAME) return this.literalExpr();
    const node = this.nameOrAttr();
    if (node.kind !== 'Attribute') this.fail();
    return node;
  }

  /**
   * ```
   * class_pattern: name_or_attr '(' [','.pattern+] [',' ','.(NAME '=' pattern)+] [','] ')'
   * ```
   */
  private classPattern(start: number, cls: ast.expr): ast.pattern {
    this.i++;
    const patterns: ast.pattern[] = [];
    const kwdAttrs: string[] = [];
    const kwdPatterns: ast.pattern[] = [];
    while (this.peek() !== T.RPAR) {
      if (this.peek() === T.NAME && this.peekAt(1) === T.EQUAL) {
        kwdAttrs.push(this.name());
        this.i++;
        kwdPatterns.push(this.pattern());
      } else {
        if (kwdAttrs.length > 0) this.fail();
        patterns.push(this.pattern());
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RPAR);
    return new ast.MatchClass(
      cls,
      patterns,
      kwdAttrs,
      kwdPatterns,
      this.line(start),
      this.column(start),
      this.endLine,
      this.endColumn,
    );
  }
}

function isImaginary(node: ast.expr): boolean {
  const number = node.kind === 'UnaryOp' ? node.operand : node;
  return number.kind === 'Constant' && number.value instanceof PyComplex;
}
