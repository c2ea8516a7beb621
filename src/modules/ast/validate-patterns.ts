/** This file refuses patterns that the grammar could not have made, as CPython's ast.c does. */
import { valueError } from '../../objects/errors.js';
import type * as ast from '../../syntax/ast/nodes.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr } from '../../values/str.js';
import { ExpressionValidator, validName, validPositions } from './validate-expressions.js';

/** Checks the patterns of match statements, too. */
export class PatternValidator extends ExpressionValidator {
  /** One pattern; `starOk` inside a sequence. */
  pattern(node: ast.pattern, starOk = false): void {
    this.enter();
    try {
      validPositions(node);
      this.partsOfPattern(node, starOk);
    } finally {
      this.leave();
    }
  }

  private patterns(list: readonly ast.pattern[], starOk = false): void {
    for (const node of list) this.pattern(node, starOk);
  }

  private partsOfPattern(node: ast.pattern, starOk: boolean): void {
    switch (node.kind) {
      case 'MatchValue':
        return this.literal(node.value);
      case 'MatchSingleton':
        if (node.value !== None && typeof node.value !== 'boolean') {
          throw valueError('MatchSingleton can only contain True, False and None');
        }
        return;
      case 'MatchSequence':
        return this.patterns(node.patterns, true);
      case 'MatchMapping':
        if (node.keys.length !== node.patterns.length) {
          throw valueError("MatchMapping doesn't have the same number of keys as patterns");
        }
        capture(node.rest);
        for (const key of node.keys) {
          const isSingleton = key.kind === 'Constant' && (key.value === None || typeof key.value === 'boolean');
          if (!isSingleton) this.literal(key);
        }
        return this.patterns(node.patterns);
      case 'MatchClass':
        if (node.kwd_attrs.length !== node.kwd_patterns.length) {
          throw valueError("MatchClass doesn't have the same number of keyword attributes as patterns");
        }
        this.expression(node.cls);
        for (let cls = node.cls; cls.kind !== 'Name'; cls = cls.value) {
          if (cls.kind !== 'Attribute') {
            throw valueError('MatchClass cls field can only contain Name or Attribute nodes.');
          }
        }
        for (const name of node.kwd_attrs) validName(name);
        this.patterns(node.patterns);
        return this.patterns(node.kwd_patterns);
      case 'MatchStar':
        if (!starOk) throw valueError("can't use MatchStar here");
        return capture(node.name);
      case 'MatchAs':
        capture(node.name);
        if (node.pattern === null) return;
        if (node.name === null) throw valueError('MatchAs must specify a target name if a pattern is given');
        return this.pattern(node.pattern);
      case 'MatchOr':
        if (node.patterns.length < 2) throw valueError('MatchOr requires at least 2 patterns');
        return this.patterns(node.patterns);
    }
  }

  private literal(node: ast.expr): void {
    this.expression(node);
    switch (node.kind) {
      case 'Constant': {
        const { value } = node;
        const isLiteral = typeof value === 'number' || typeof value === 'bigint' || isStr(value);
        if (isLiteral || value instanceof PyFloat || value instanceof PyComplex || value instanceof PyBytes) return;
        throw valueError('unexpected constant inside of a literal pattern');
      }
      case 'Attribute':
      case 'JoinedStr':
      case 'TemplateStr':
        return;
      case 'UnaryOp':
        if (isNumber(node, true, true)) return;
        break;
      case 'BinOp':
        if (
          (node.op === 'Add' || node.op === 'Sub') &&
          isNumber(node.left, true, false) &&
          isNumber(node.right, false, true)
        ) {
          return;
        }
        break;
      default:
    }
    throw valueError('patterns may only match literals and attribute lookups');
  }
}

function isNumber(node: ast.expr, maybeReal: boolean, maybeImaginary: boolean): boolean {
  let inner = node;
  if (inner.kind === 'UnaryOp' && maybeReal) {
    if (inner.op !== 'USub') return false;
    inner = inner.operand;
  }
  if (inner.kind !== 'Constant') return false;
  const { value } = inner;
  const isReal = typeof value === 'number' || typeof value === 'bigint' || value instanceof PyFloat;
  return (maybeReal && isReal) || (maybeImaginary && value instanceof PyComplex);
}

function capture(name: string | null): void {
  if (name === '_') throw valueError("can't capture name '_' in patterns");
  validName(name);
}
