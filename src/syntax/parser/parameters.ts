/** This file parses the parameters of functions and lambdas. Language reference: 8.7, PEP 570. */
import type { Str } from '../../values/str.js';
import { strFromUtf16 } from '../../values/str.js';
import * as ast from '../ast/nodes.js';
import { T } from '../tokenizer/token-types.js';
import { ExpressionParser } from './expressions.js';

/** Parameters. */
export abstract class ParameterParser extends ExpressionParser {
  /**
   * ```
   * parameters: [param_no_default* param_with_default* '/' ','] param_no_default* param_with_default* [star_etc]
   * star_etc: '*' (param | ',' param_maybe_default) param_maybe_default* [kwds] | kwds
   * kwds: '**' param
   * ```
   * Ends before the `)` of a function (`isLambda` false: with annotations and type comments) or the `:` of a lambda.
   */
  protected parameters(isLambda: boolean): ast.Arguments {
    const end = isLambda ? T.COLON : T.RPAR;
    let posonlyargs: ast.Arg[] = [];
    let args: ast.Arg[] = [];
    let vararg: ast.Arg | null = null;
    const kwonlyargs: ast.Arg[] = [];
    const kwDefaults: (ast.expr | null)[] = [];
    let kwarg: ast.Arg | null = null;
    const defaults: ast.expr[] = [];
    let slashed = false;
    let starred = false;
    let needsKeywordOnly = false;
    while (this.peek() !== end) {
      const type = this.peek();
      if (type === T.SLASH) {
        if (slashed || starred || args.length === 0) this.fail();
        slashed = true;
        posonlyargs = args;
        args = [];
        this.i++;
        if (this.peek() !== end) this.expect(T.COMMA);
        this.since(8, 'Positional-only parameters are');
        continue;
      }
      if (type === T.STAR) {
        if (starred) this.fail();
        starred = true;
        this.i++;
        if (this.accept(T.COMMA)) {
          needsKeywordOnly = true;
          if (this.peek() === T.TYPE_COMMENT) this.fail();
        } else {
          vararg = this.param(isLambda, true);
          this.afterParam(vararg, end);
        }
        continue;
      }
      if (type === T.DOUBLESTAR) {
        if (needsKeywordOnly) this.fail();
        this.i++;
        kwarg = this.param(isLambda, false);
        this.afterParam(kwarg, end);
        if (this.peek() !== end) this.fail();
        break;
      }
      const arg = this.param(isLambda, false);
      const value = this.accept(T.EQUAL) ? this.expression() : null;
      if (starred) {
        needsKeywordOnly = false;
        kwonlyargs.push(arg);
        kwDefaults.push(value);
      } else {
        if (value !== null) defaults.push(value);
        else if (defaults.length > 0) this.fail();
        args.push(arg);
      }
      this.afterParam(arg, end);
    }
    if (needsKeywordOnly) this.fail();
    return new ast.Arguments(posonlyargs, args, vararg, kwonlyargs, kwDefaults, kwarg, defaults);
  }

  protected override lambdaParams(): ast.Arguments {
    return this.parameters(true);
  }

  /** `param: NAME [':' expression]`; the annotation of `*args` may be starred (PEP 646). */
  private param(isLambda: boolean, isStar: boolean): ast.Arg {
    const start = this.i;
    const name = this.name();
    let annotation: ast.expr | null = null;
    if (!isLambda && this.accept(T.COLON)) annotation = isStar ? this.starExpression() : this.expression();
    return new ast.Arg(name, annotation, null, this.line(start), this.column(start), this.endLine, this.endColumn);
  }

  /** `',' [TYPE_COMMENT] | [TYPE_COMMENT] &end` */
  private afterParam(arg: ast.Arg, end: number): void {
    if (this.accept(T.COMMA)) arg.type_comment = this.typeComment();
    else {
      arg.type_comment = this.typeComment();
      if (this.peek() !== end) this.fail();
    }
  }

  /** `[TYPE_COMMENT]` */
  protected typeComment(): Str | null {
    return this.peek() === T.TYPE_COMMENT ? strFromUtf16(this.tokenText(this.i++)) : null;
  }
}
