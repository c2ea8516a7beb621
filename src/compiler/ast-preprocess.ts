/** This file defines what is changed in a tree before it is compiled: `__debug__`, docstrings, `%` formats, numbers in patterns; and the warnings of PEP 765. */
import { CO_FUTURE_ANNOTATIONS } from '../bytecode/code.js';
import { UNARY_NEGATIVE } from '../bytecode/opcodes.js';
import { NB_ADD, NB_SUBTRACT } from '../bytecode/operands.js';
import {
  type Arguments,
  type Comprehension,
  Constant,
  type expr,
  type If,
  type IfExp,
  JoinedStr,
  type Keyword,
  type mod,
  Pass,
  type pattern,
  type stmt,
  type type_param,
} from '../syntax/ast/nodes.js';
import type { WarningSink } from '../syntax/errors/syntax-error-info.js';
import type { Value } from '../values/object.js';
import { isStr, type Str } from '../values/str.js';
import { RecursionDepth } from './depth.js';
import { getDocString } from './docstring.js';
import { RecursionLimitError, syntaxError } from './errors.js';
import { evalConstBinop, evalConstUnaryop } from './flowgraph/constants/operations.js';
import { optimizeFormat } from './percent-format.js';

/** Links of a chain like `a.b.c` or `a + b + c`, beyond which CPython's own stack would overflow. */
const MAX_CHAIN = 40_000;

export interface PreprocessOptions {
  /** 0, 1 (`-O`) or 2 (`-OO`). */
  readonly optimize: number;
  readonly ff_features: number;
  readonly filename: Str;
  readonly warn: WarningSink | null;
}

/** Change the tree in place (CPython's `_PyAST_Preprocess`). */
export function preprocessAst(tree: mod, options: PreprocessOptions): void {
  const preprocessor = new Preprocessor(options);
  switch (tree.kind) {
    case 'Module':
      preprocessor.body(tree.body);
      break;
    case 'Interactive':
      preprocessor.stmts(tree.body);
      break;
    case 'Expression':
      tree.body = preprocessor.expr(tree.body);
      break;
    case 'FunctionType':
      break;
  }
}

/** The innermost of: a `finally` body, the body of a function or of a loop. */
type ControlFlowContext = 'finally' | 'function' | 'loop';

class Preprocessor {
  private readonly depth = new RecursionDepth();
  private readonly contexts: ControlFlowContext[] = [];

  constructor(private readonly options: PreprocessOptions) {}

  stmts(stmts: readonly stmt[]): void {
    for (const s of stmts) this.stmt(s);
  }

  private stmtsIn(context: ControlFlowContext, stmts: readonly stmt[]): void {
    this.contexts.push(context);
    this.stmts(stmts);
    this.contexts.pop();
  }

  /** The body of a module, class or function: `-OO` removes its docstring, and no other string may become one. */
  body(stmts: stmt[]): void {
    let hasDocString = getDocString(stmts) !== null;
    if (hasDocString && this.options.optimize >= 2) {
      const [first] = stmts as [stmt];
      // A body that is only a docstring must not become empty.
      if (stmts.length === 1) {
        stmts[0] = new Pass(first.lineno, first.col_offset, first.lineno, first.col_offset + 4);
      } else {
        stmts.shift();
      }
      hasDocString = false;
    }
    this.stmts(stmts);
    if (hasDocString || getDocString(stmts) === null) return;
    const s = stmts[0] as stmt & { kind: 'Expr' };
    s.value = new JoinedStr([s.value], s.lineno, s.col_offset, s.end_lineno, s.end_col_offset);
  }

  private get futureAnnotations(): boolean {
    return (this.options.ff_features & CO_FUTURE_ANNOTATIONS) !== 0;
  }

  private warnInFinally(keyword: 'return' | 'break' | 'continue', s: stmt): void {
    const { warn, filename } = this.options;
    if (warn === null || this.contexts.at(-1) !== 'finally') return;
    const message = `'${keyword}' in a 'finally' block`;
    const asError = syntaxError(message, s);
    asError.filename = filename;
    warn({ category: 'SyntaxWarning', message, lineno: s.lineno, asError });
  }

  private stmt(s: stmt): void {
    this.depth.enter();
    switch (s.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.typeParams(s.type_params);
        this.arguments(s.args);
        this.contexts.push('function');
        this.body(s.body);
        this.contexts.pop();
        this.exprs(s.decorator_list);
        if (!this.futureAnnotations) s.returns = this.optional(s.returns);
        break;
      case 'ClassDef':
        this.typeParams(s.type_params);
        this.exprs(s.bases);
        this.keywords(s.keywords);
        this.body(s.body);
        this.exprs(s.decorator_list);
        break;
      case 'Return':
        this.warnInFinally('return', s);
        s.value = this.optional(s.value);
        break;
      case 'Break':
        this.warnInFinally('break', s);
        break;
      case 'Continue':
        this.warnInFinally('continue', s);
        break;
      case 'Delete':
        this.exprs(s.targets);
        break;
      case 'Assign':
        this.exprs(s.targets);
        s.value = this.expr(s.value);
        break;
      case 'AugAssign':
        s.target = this.expr(s.target);
        s.value = this.expr(s.value);
        break;
      case 'AnnAssign':
        s.target = this.expr(s.target);
        if (!this.futureAnnotations) s.annotation = this.expr(s.annotation);
        s.value = this.optional(s.value);
        break;
      case 'TypeAlias':
        s.name = this.expr(s.name);
        this.typeParams(s.type_params);
        s.value = this.expr(s.value);
        break;
      case 'For':
      case 'AsyncFor':
        s.target = this.expr(s.target);
        s.iter = this.expr(s.iter);
        this.stmtsIn('loop', s.body);
        this.stmts(s.orelse);
        break;
      case 'While':
        s.test = this.expr(s.test);
        this.stmtsIn('loop', s.body);
        this.stmts(s.orelse);
        break;
      case 'If':
        this.if(s);
        break;
      case 'With':
      case 'AsyncWith':
        for (const item of s.items) {
          item.context_expr = this.expr(item.context_expr);
          item.optional_vars = this.optional(item.optional_vars);
        }
        this.stmts(s.body);
        break;
      case 'Raise':
        s.exc = this.optional(s.exc);
        s.cause = this.optional(s.cause);
        break;
      case 'Try':
      case 'TryStar':
        this.stmts(s.body);
        for (const handler of s.handlers) {
          handler.type = this.optional(handler.type);
          this.stmts(handler.body);
        }
        this.stmts(s.orelse);
        this.stmtsIn('finally', s.finalbody);
        break;
      case 'Assert':
        s.test = this.expr(s.test);
        s.msg = this.optional(s.msg);
        break;
      case 'Expr':
        s.value = this.expr(s.value);
        break;
      case 'Match':
        s.subject = this.expr(s.subject);
        for (const matchCase of s.cases) {
          this.pattern(matchCase.pattern);
          matchCase.guard = this.optional(matchCase.guard);
          this.stmts(matchCase.body);
        }
        break;
      case 'Import':
      case 'ImportFrom':
      case 'Global':
      case 'Nonlocal':
      case 'Pass':
        break;
    }
    this.depth.leave();
  }

  /** An `elif` is an `if` in the else branch: long chains are followed in a loop. */
  private if(s: If): void {
    let current = s;
    for (;;) {
      current.test = this.expr(current.test);
      this.stmts(current.body);
      const only = current.orelse[0];
      if (current.orelse.length !== 1 || only?.kind !== 'If') break;
      current = only;
    }
    this.stmts(current.orelse);
  }

  private exprs(exprs: (expr | null)[]): void {
    for (let i = 0; i < exprs.length; i++) {
      const e = exprs[i] as expr | null;
      if (e !== null) exprs[i] = this.expr(e);
    }
  }

  private optional(e: expr | null): expr | null {
    return e === null ? null : this.expr(e);
  }

  /** The expression to compile in place of this one. Chains are followed in a loop. */
  expr(e: expr): expr {
    let links = 0;
    const chain: expr[] = [];
    let current = e;
    for (;;) {
      const next = leftmost(current);
      if (next === null) break;
      if (++links > MAX_CHAIN) throw new RecursionLimitError('maximum recursion depth exceeded during compilation');
      chain.push(current);
      current = next;
    }
    let result = this.nested(current);
    if (chain.length === 0) return result;
    this.depth.enter();
    for (let i = chain.length - 1; i >= 0; i--) result = this.link(chain[i] as expr, result);
    this.depth.leave();
    return result;
  }

  private link(e: expr, left: expr): expr {
    switch (e.kind) {
      case 'BinOp': {
        e.left = left;
        e.right = this.expr(e.right);
        const isFormat = e.op === 'Mod' && left.kind === 'Constant' && e.right.kind === 'Tuple' && isStr(left.value);
        if (!isFormat || left.kind !== 'Constant' || e.right.kind !== 'Tuple' || !isStr(left.value)) return e;
        return optimizeFormat(e, left.value, e.right.elts) ?? e;
      }
      case 'UnaryOp':
        e.operand = left;
        return e;
      case 'Attribute':
        e.value = left;
        return e;
      case 'Subscript':
        e.value = left;
        e.slice = this.expr(e.slice);
        return e;
      case 'Call':
        e.func = left;
        this.exprs(e.args);
        this.keywords(e.keywords);
        return e;
      default:
        return e;
    }
  }

  private nested(e: expr): expr {
    this.depth.enter();
    const result = this.nestedInner(e);
    this.depth.leave();
    return result;
  }

  private nestedInner(e: expr): expr {
    switch (e.kind) {
      case 'BoolOp':
      case 'JoinedStr':
      case 'TemplateStr':
        this.exprs(e.values);
        break;
      case 'Lambda':
        this.arguments(e.args);
        e.body = this.expr(e.body);
        break;
      case 'IfExp':
        this.ifExp(e);
        break;
      case 'Dict':
        this.exprs(e.keys);
        this.exprs(e.values);
        break;
      case 'Set':
      case 'List':
      case 'Tuple':
        this.exprs(e.elts);
        break;
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        e.elt = this.expr(e.elt);
        this.comprehensions(e.generators);
        break;
      case 'DictComp':
        e.key = this.expr(e.key);
        e.value = this.expr(e.value);
        this.comprehensions(e.generators);
        break;
      case 'Await':
      case 'YieldFrom':
      case 'Starred':
      case 'NamedExpr':
        e.value = this.expr(e.value);
        break;
      case 'Yield':
        e.value = this.optional(e.value);
        break;
      case 'Compare':
        e.left = this.expr(e.left);
        this.exprs(e.comparators);
        break;
      case 'FormattedValue':
      case 'Interpolation':
        e.value = this.expr(e.value);
        e.format_spec = this.optional(e.format_spec);
        break;
      case 'Slice':
        e.lower = this.optional(e.lower);
        e.upper = this.optional(e.upper);
        e.step = this.optional(e.step);
        break;
      case 'Name':
        if (e.ctx === 'Load' && e.id === '__debug__') return constantInPlaceOf(e, this.options.optimize === 0);
        break;
      case 'Constant':
      case 'BinOp':
      case 'UnaryOp':
      case 'Attribute':
      case 'Subscript':
      case 'Call':
        break;
    }
    return e;
  }

  /** `a if b else c if d else …` is followed in a loop. */
  private ifExp(e: IfExp): void {
    let current = e;
    for (;;) {
      current.test = this.expr(current.test);
      current.body = this.expr(current.body);
      if (current.orelse.kind !== 'IfExp') break;
      current = current.orelse;
    }
    current.orelse = this.expr(current.orelse);
  }

  private keywords(keywords: readonly Keyword[]): void {
    for (const keyword of keywords) keyword.value = this.expr(keyword.value);
  }

  private comprehensions(generators: readonly Comprehension[]): void {
    for (const gen of generators) {
      gen.target = this.expr(gen.target);
      gen.iter = this.expr(gen.iter);
      this.exprs(gen.ifs);
    }
  }

  private arguments(args: Arguments): void {
    if (!this.futureAnnotations) {
      for (const arg of [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg]) {
        if (arg !== null) arg.annotation = this.optional(arg.annotation);
      }
    }
    this.exprs(args.kw_defaults);
    this.exprs(args.defaults);
  }

  private typeParams(typeParams: readonly type_param[]): void {
    for (const tp of typeParams) {
      if (tp.kind === 'TypeVar') tp.bound = this.optional(tp.bound);
      tp.default_value = this.optional(tp.default_value);
    }
  }

  private pattern(p: pattern): void {
    this.depth.enter();
    switch (p.kind) {
      case 'MatchValue':
        p.value = foldPatternNumber(p.value);
        break;
      case 'MatchMapping':
        p.keys = p.keys.map(foldPatternNumber);
        for (const sub of p.patterns) this.pattern(sub);
        break;
      case 'MatchClass':
        p.cls = this.expr(p.cls);
        for (const sub of [...p.patterns, ...p.kwd_patterns]) this.pattern(sub);
        break;
      case 'MatchSequence':
      case 'MatchOr':
        for (const sub of p.patterns) this.pattern(sub);
        break;
      case 'MatchAs':
        if (p.pattern !== null) this.pattern(p.pattern);
        break;
      case 'MatchSingleton':
      case 'MatchStar':
        break;
    }
    this.depth.leave();
  }
}

function leftmost(e: expr): expr | null {
  switch (e.kind) {
    case 'BinOp':
      return e.left;
    case 'Attribute':
    case 'Subscript':
      return e.value;
    case 'Call':
      return e.func;
    case 'UnaryOp':
      return e.operand;
    default:
      return null;
  }
}

function constantInPlaceOf(e: expr, value: Value): expr {
  return new Constant(value, null, e.lineno, e.col_offset, e.end_lineno, e.end_col_offset);
}

/** `-1` and `1 + 2j` in a pattern are constants. */
function foldPatternNumber(e: expr): expr {
  if (e.kind === 'UnaryOp' && e.op === 'USub' && e.operand.kind === 'Constant') {
    const value = evalConstUnaryop(e.operand.value, UNARY_NEGATIVE);
    return value === undefined ? e : constantInPlaceOf(e, value);
  }
  if (e.kind === 'BinOp' && (e.op === 'Add' || e.op === 'Sub') && e.right.kind === 'Constant') {
    e.left = foldPatternNumber(e.left);
    if (e.left.kind !== 'Constant') return e;
    const value = evalConstBinop(e.left.value, e.op === 'Add' ? NB_ADD : NB_SUBTRACT, e.right.value);
    return value === undefined ? e : constantInPlaceOf(e, value);
  }
  return e;
}
