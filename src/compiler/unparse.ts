/** This file defines how an annotation is turned back into source text (CPython's `ast_unparse.c`). */
import type {
  Arguments,
  boolop,
  Call,
  Comprehension,
  Constant,
  cmpop,
  expr,
  FormattedValue,
  Interpolation,
  Lambda,
  operator,
  Slice,
  unaryop,
} from '../syntax/ast/nodes.js';
import { PyComplex, PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { PyTuple } from '../values/sequences.js';
import { Ellipsis } from '../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../values/str.js';
import { RecursionDepth } from './depth.js';
import { reprConstant, reprStr } from './repr.js';

/** Precedence of the grammar's rules, weakest first. An expression in a stronger place gets parentheses. */
const PR_NAMED_EXPR = 0;
const PR_TUPLE = 1;
const PR_TEST = 2;
const PR_OR = 3;
const PR_AND = 4;
const PR_NOT = 5;
const PR_CMP = 6;
const PR_EXPR = 7;
const PR_BOR = PR_EXPR;
const PR_BXOR = 8;
const PR_BAND = 9;
const PR_SHIFT = 10;
const PR_ARITH = 11;
const PR_TERM = 12;
const PR_FACTOR = 13;
const PR_POWER = 14;
const PR_AWAIT = 15;
const PR_ATOM = 16;

const BINARY: Readonly<Record<operator, readonly [text: string, precedence: number]>> = {
  Add: ['+', PR_ARITH],
  Sub: ['-', PR_ARITH],
  Mult: ['*', PR_TERM],
  MatMult: ['@', PR_TERM],
  Div: ['/', PR_TERM],
  Mod: ['%', PR_TERM],
  LShift: ['<<', PR_SHIFT],
  RShift: ['>>', PR_SHIFT],
  BitOr: ['|', PR_BOR],
  BitXor: ['^', PR_BXOR],
  BitAnd: ['&', PR_BAND],
  FloorDiv: ['//', PR_TERM],
  Pow: ['**', PR_POWER],
};

const UNARY: Readonly<Record<unaryop, readonly [text: string, precedence: number]>> = {
  Invert: ['~', PR_FACTOR],
  Not: ['not ', PR_NOT],
  UAdd: ['+', PR_FACTOR],
  USub: ['-', PR_FACTOR],
};

const BOOLEAN: Readonly<Record<boolop, readonly [text: string, precedence: number]>> = {
  And: [' and ', PR_AND],
  Or: [' or ', PR_OR],
};

const COMPARISON: Readonly<Record<cmpop, string>> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
};

/** The source text of an expression, as `from __future__ import annotations` stores it. */
export function unparseExpr(e: expr): Str {
  return strFromUtf16(new Unparser().expr(e, PR_TEST));
}

function parens(condition: boolean, text: string): string {
  return condition ? `(${text})` : text;
}

class Unparser {
  private readonly depth = new RecursionDepth();

  /** The text of an expression in a place of this precedence. */
  expr(e: expr, level: number): string {
    this.depth.enter();
    const text = this.nested(e, level);
    this.depth.leave();
    return text;
  }

  private list(exprs: readonly expr[], level: number): string {
    return exprs.map((e) => this.expr(e, level)).join(', ');
  }

  private nested(e: expr, level: number): string {
    switch (e.kind) {
      case 'BoolOp': {
        const [text, precedence] = BOOLEAN[e.op];
        return parens(level > precedence, e.values.map((value) => this.expr(value, precedence + 1)).join(text));
      }
      case 'BinOp': {
        const [text, precedence] = BINARY[e.op];
        const right = e.op === 'Pow' ? 1 : 0;
        const left = this.expr(e.left, precedence + right);
        return parens(level > precedence, `${left} ${text} ${this.expr(e.right, precedence + 1 - right)}`);
      }
      case 'UnaryOp': {
        const [text, precedence] = UNARY[e.op];
        return parens(level > precedence, text + this.expr(e.operand, precedence));
      }
      case 'Lambda':
        return parens(level > PR_TEST, this.lambda(e));
      case 'IfExp': {
        const [body, test] = [this.expr(e.body, PR_TEST + 1), this.expr(e.test, PR_TEST + 1)];
        return parens(level > PR_TEST, `${body} if ${test} else ${this.expr(e.orelse, PR_TEST)}`);
      }
      case 'Dict':
        return `{${e.values.map((value, i) => this.dictItem(e.keys[i] ?? null, value)).join(', ')}}`;
      case 'Set':
        return `{${this.list(e.elts, PR_TEST)}}`;
      case 'GeneratorExp':
        return `(${this.expr(e.elt, PR_TEST)}${this.comprehensions(e.generators)})`;
      case 'ListComp':
        return `[${this.expr(e.elt, PR_TEST)}${this.comprehensions(e.generators)}]`;
      case 'SetComp':
        return `{${this.expr(e.elt, PR_TEST)}${this.comprehensions(e.generators)}}`;
      case 'DictComp': {
        const item = `${this.expr(e.key, PR_TEST)}: ${this.expr(e.value, PR_TEST)}`;
        return `{${item}${this.comprehensions(e.generators)}}`;
      }
      case 'Yield':
        return e.value === null ? '(yield)' : `(yield ${this.expr(e.value, PR_TEST)})`;
      case 'YieldFrom':
        return `(yield from ${this.expr(e.value, PR_TEST)})`;
      case 'Await':
        return parens(level > PR_AWAIT, `await ${this.expr(e.value, PR_ATOM)}`);
      case 'Compare': {
        let text = this.expr(e.left, PR_CMP + 1);
        for (const [i, compareOp] of e.ops.entries()) {
          text += ` ${COMPARISON[compareOp]} ${this.expr(e.comparators[i] as expr, PR_CMP + 1)}`;
        }
        return parens(level > PR_CMP, text);
      }
      case 'Call':
        return this.call(e);
      case 'Constant':
        return this.constant(e);
      case 'JoinedStr':
        return `f${reprStr(strFromUtf16(this.stringBody(e.values)))}`;
      case 'TemplateStr':
        return `t${reprStr(strFromUtf16(this.stringBody(e.values)))}`;
      case 'FormattedValue':
      case 'Interpolation':
        return this.stringElement(e);
      case 'Attribute': {
        // An integer needs a space before the dot.
        const isInt = e.value.kind === 'Constant' && ['number', 'bigint'].includes(typeof e.value.value);
        return `${this.expr(e.value, PR_ATOM)}${isInt ? ' .' : '.'}${e.attr}`;
      }
      case 'Starred':
        return `*${this.expr(e.value, PR_EXPR)}`;
      case 'Name':
        return e.id;
      case 'List':
        return `[${this.list(e.elts, PR_TEST)}]`;
      case 'Tuple':
        if (e.elts.length === 0) return '()';
        return parens(level > PR_TUPLE, `${this.list(e.elts, PR_TEST)}${e.elts.length === 1 ? ',' : ''}`);
      case 'Subscript':
        return `${this.expr(e.value, PR_ATOM)}[${this.expr(e.slice, PR_TUPLE)}]`;
      case 'Slice':
        return this.slice(e);
      case 'NamedExpr': {
        const text = `${this.expr(e.target, PR_ATOM)} := ${this.expr(e.value, PR_ATOM)}`;
        return parens(level > PR_NAMED_EXPR, text);
      }
    }
  }

  private lambda(e: Lambda): string {
    const positional = e.args.args.length + e.args.posonlyargs.length > 0;
    return `${positional ? 'lambda ' : 'lambda'}${this.arguments(e.args)}: ${this.expr(e.body, PR_TEST)}`;
  }

  private arguments(args: Arguments): string {
    const parts: string[] = [];
    const positional = [...args.posonlyargs, ...args.args];
    for (const [i, arg] of positional.entries()) {
      const value = args.defaults[i - positional.length + args.defaults.length];
      parts.push(value === undefined ? arg.arg : `${arg.arg}=${this.expr(value, PR_TEST)}`);
      if (i + 1 === args.posonlyargs.length) parts.push('/');
    }
    if (args.vararg !== null || args.kwonlyargs.length > 0) parts.push(`*${args.vararg?.arg ?? ''}`);
    for (const [i, arg] of args.kwonlyargs.entries()) {
      const value = args.kw_defaults[i] ?? null;
      parts.push(value === null ? arg.arg : `${arg.arg}=${this.expr(value, PR_TEST)}`);
    }
    if (args.kwarg !== null) parts.push(`**${args.kwarg.arg}`);
    return parts.join(', ');
  }

  private dictItem(key: expr | null, value: expr): string {
    if (key === null) return `**${this.expr(value, PR_EXPR)}`;
    return `${this.expr(key, PR_TEST)}: ${this.expr(value, PR_TEST)}`;
  }

  private comprehensions(generators: readonly Comprehension[]): string {
    let text = '';
    for (const gen of generators) {
      text += gen.is_async ? ' async for ' : ' for ';
      text += `${this.expr(gen.target, PR_TUPLE)} in ${this.expr(gen.iter, PR_TEST + 1)}`;
      for (const test of gen.ifs) text += ` if ${this.expr(test, PR_TEST + 1)}`;
    }
    return text;
  }

  private call(e: Call): string {
    const func = this.expr(e.func, PR_ATOM);
    const only = e.args[0];
    if (e.args.length === 1 && e.keywords.length === 0 && only?.kind === 'GeneratorExp') {
      return func + this.expr(only, PR_TEST);
    }
    const keywords = e.keywords.map(
      (keyword) => `${keyword.arg === null ? '**' : `${keyword.arg}=`}${this.expr(keyword.value, PR_TEST)}`,
    );
    return `${func}(${[...e.args.map((arg) => this.expr(arg, PR_TEST)), ...keywords].join(', ')})`;
  }

  private slice(e: Slice): string {
    const part = (value: expr | null): string => (value === null ? '' : this.expr(value, PR_TEST));
    const step = e.step === null ? '' : `:${part(e.step)}`;
    return `${part(e.lower)}:${part(e.upper)}${step}`;
  }

  private constant(e: Constant): string {
    if (e.value === Ellipsis) return '...';
    const prefix = e.literal_kind === null ? '' : strToUtf16(e.literal_kind);
    return prefix + constantText(e.value);
  }

  /** The text between the quotes of an f-string, t-string or format specification. */
  private stringBody(values: readonly expr[]): string {
    return values.map((value) => this.stringElement(value)).join('');
  }

  private stringElement(e: expr): string {
    switch (e.kind) {
      case 'Constant':
        return isStr(e.value) ? strToUtf16(e.value).replace(/[{}]/g, '$&$&') : constantText(e.value);
      case 'JoinedStr':
        return this.stringBody(e.values);
      case 'FormattedValue':
        // Not PR_TUPLE: a lambda with its colon needs parentheses.
        return this.replacementField(this.expr(e.value, PR_TEST + 1), e);
      case 'Interpolation':
        return this.replacementField(isStr(e.str) ? strToUtf16(e.str) : constantText(e.str), e);
      default:
        return this.expr(e, PR_TEST);
    }
  }

  private replacementField(text: string, e: FormattedValue | Interpolation): string {
    const open = text.startsWith('{') ? '{ ' : '{';
    const conversion = e.conversion > 0 ? `!${String.fromCharCode(e.conversion)}` : '';
    const spec = e.format_spec === null ? '' : `:${this.stringElement(e.format_spec)}`;
    return `${open}${text}${conversion}${spec}}`;
  }
}

/** Infinity has no literal: a number that overflows stands for it. */
function constantText(value: Value): string {
  if (value instanceof PyTuple) {
    const items = value.items.map(constantText);
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  }
  const text = reprConstant(value);
  return value instanceof PyFloat || value instanceof PyComplex ? text.replaceAll('inf', '1e309') : text;
}
