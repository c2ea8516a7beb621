/** This file words errors: what the alternatives of the error grammar do when they match. */
import type { ParserContext } from '../parser/cursor.js';
import { invalidEscapeWarning } from '../parser/escape-warning.js';
import { excessDigits } from '../parser/number-literal.js';
import { decodeBytes, decodeText, EscapeError, splitString } from '../parser/string-literal.js';
import type { TokenList } from '../parser/token-list.js';
import { T } from '../tokenizer/token-types.js';
import { ErrorPlacer } from './locations.js';
import type { Alternative, Argument } from './notation.js';
import { ErrorNode, FAIL, type PegActions, type PegMachine, TOKEN } from './peg-machine.js';
import { SyntaxErrorInfo } from './syntax-error-info.js';

const NAMES = new Map([
  ['Attribute', 'attribute'],
  ['Subscript', 'subscript'],
  ['Starred', 'starred'],
  ['Name', 'name'],
  ['List', 'list'],
  ['Tuple', 'tuple'],
  ['Lambda', 'lambda'],
  ['Call', 'function call'],
  ['BoolOp', 'expression'],
  ['BinOp', 'expression'],
  ['UnaryOp', 'expression'],
  ['GeneratorExp', 'generator expression'],
  ['Yield', 'yield expression'],
  ['Await', 'await expression'],
  ['ListComp', 'list comprehension'],
  ['SetComp', 'set comprehension'],
  ['DictComp', 'dict comprehension'],
  ['Dict', 'dict literal'],
  ['Set', 'set display'],
  ['JoinedStr', 'f-string expression'],
  ['TemplateStr', 't-string expression'],
  ['None', 'None'],
  ['True', 'True'],
  ['False', 'False'],
  ['Ellipsis', 'ellipsis'],
  ['Constant', 'literal'],
  ['Compare', 'comparison'],
  ['IfExp', 'conditional expression'],
  ['NamedExpr', 'named expression'],
]);

/** The nodes in a value, groups opened, tokens left out. */
function nodesIn(value: unknown, out: ErrorNode[] = []): ErrorNode[] {
  if (Array.isArray(value)) for (const member of value) nodesIn(member, out);
  else if (value instanceof ErrorNode && value.kind !== TOKEN) out.push(value);
  return out;
}

/** The actions of the error grammar over one token list. They throw SyntaxErrorInfo. */
export class ErrorActions implements PegActions {
  readonly place: ErrorPlacer;
  /** Set once, by whoever makes both. */
  machine!: PegMachine;

  constructor(
    private readonly tokens: TokenList,
    private readonly context: ParserContext,
  ) {
    this.place = new ErrorPlacer(tokens, context.filename);
  }

  tokenizerError(): never {
    throw this.place.tokenizerError();
  }

  forcedFailure(expected: string, token: number): never {
    throw this.place.span(token, token, `expected '${expected}'`);
  }

  overflow(): never {
    const message = 'Parser stack overflowed - Python source too complex to parse';
    throw new SyntaxErrorInfo('MemoryError', message, this.context.filename, null, null, null, null, null);
  }

  act(alternative: Alternative, values: readonly unknown[], first: number, last: number): unknown {
    const { action } = alternative;
    if (action.how === 'node') return new ErrorNode(action.kind, first, last, values);
    if (action.how !== 'error') return values;
    const nodes = action.args.map((argument) => this.argument(values, argument));
    if (action.verb === 'call')
      return this.call(
        action.word,
        action.args.map(({ index }) => values[index]),
        first,
        last,
      );
    const a = nodes[0] as ErrorNode;
    const b = nodes[1] as ErrorNode;
    const { message } = action;
    switch (action.verb) {
      case 'at':
        throw this.place.span(a.first, a.last, this.fill(message, a));
      case 'range':
        throw this.place.span(a.first, b.last, this.fill(message, a));
      case 'from':
        throw this.place.from(a.first, message);
      case 'last':
        throw this.place.atToken('SyntaxError', message);
      case 'next':
        this.machine.tokenType(this.machine.mark);
        throw this.place.atToken('SyntaxError', message, this.machine.mark);
      case 'indent':
        throw this.place.atToken(
          'IndentationError',
          a === undefined ? message : message.replace('%d', String(this.tokens.lineno[a.first])),
        );
      default:
        return this.invalidTarget(action.word, a);
    }
  }

  private argument(values: readonly unknown[], { index, part }: Argument): unknown {
    const value = values[index];
    if (part === '') return value;
    const nodes = nodesIn(value);
    if (part === 'first') return nodes[0];
    const last = nodes[nodes.length - 1] as ErrorNode;
    return part === 'item' ? lastOfComprehension(last) : last;
  }

  private fill(message: string, node: ErrorNode): string {
    if (message.includes('%t')) return message.replace('%t', this.tokenText(node.first));
    return message.includes('%s') ? message.replace('%s', NAMES.get(node.kind) ?? 'expression') : message;
  }

  private tokenText(i: number): string {
    return this.context.source.text.slice(this.tokens.start[i], this.tokens.end[i]);
  }

  private invalidTarget(how: string, node: ErrorNode): unknown {
    const invalid = this.findInvalidTarget(node, how);
    if (invalid === null) return FAIL;
    const verb = how === 'del' ? 'delete' : 'assign to';
    throw this.place.span(invalid.first, invalid.last, `cannot ${verb} ${NAMES.get(invalid.kind) ?? 'expression'}`);
  }

  /** The part of an expression that cannot be assigned to (`how` star or for) or deleted (del). */
  private findInvalidTarget(node: ErrorNode, how: string): ErrorNode | null {
    // Displays nest in what the machine has read, so the walk is as deep as brackets may nest.
    switch (node.kind) {
      case 'List':
      case 'Tuple':
        for (const element of nodesIn(node.items)) {
          const invalid = this.findInvalidTarget(element, how);
          if (invalid !== null) return invalid;
        }
        return null;
      case 'Starred':
        return how === 'del' ? node : this.findInvalidTarget(nodesIn(node.items)[0] as ErrorNode, how);
      case 'Compare': {
        if (how !== 'for') return node;
        const [left, pairs] = node.items as [ErrorNode, unknown[]];
        const operator = (pairs[0] as unknown[])[0] as ErrorNode;
        return this.tokens.type[operator.first] === T.IN ? this.findInvalidTarget(left, how) : null;
      }
      case 'Name':
      case 'Subscript':
      case 'Attribute':
        return null;
      default:
        return node;
    }
  }

  private call(name: string, values: readonly unknown[], first: number, last: number): unknown {
    const a = values[0] as ErrorNode;
    const b = values[1] as ErrorNode;
    switch (name) {
      case 'number':
        return this.number(first);
      case 'string':
        return this.string(a.first);
      case 'formatText':
        this.decode(this.tokenText(a.first), false, this.isRaw(a.first), a.first);
        return new ErrorNode('Constant', first, last, []);
      case 'joinedStr':
        return this.interpolated('JoinedStr', values, first, last);
      case 'templateStr':
        return this.interpolated('TemplateStr', values, first, last);
      case 'concatenate':
        return this.concatenate(nodesIn(a), first, last);
      case 'conversion':
        return this.conversion(a.first, b.first);
      case 'notEqual':
        return this.notEqual(a);
      case 'diamond':
        if (this.tokens.end[a.first] !== this.tokens.start[b.first]) return FAIL;
        throw this.place.span(a.first, b.last, "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
      case 'futureImport':
        this.futureImport(a, values[1]);
        return new ErrorNode('ImportFrom', first, last, []);
      case 'interactiveExit':
        return FAIL;
      case 'ensureReal':
        if (this.isImaginary(a.first))
          throw this.place.span(a.first, a.last, 'real number required in complex literal');
        return a;
      case 'ensureImaginary':
        if (!this.isImaginary(a.first))
          throw this.place.span(a.first, a.last, 'imaginary number required in complex literal');
        return a;
      case 'comprehension':
        return new ErrorNode('comprehension', first, last, [a, ...nodesIn(b)]);
      case 'collect':
        return collect(nodesIn(values[0]), nodesIn(values[1]), first, last);
      case 'collectKeywords':
        return collect([], nodesIn(values[0]), first, last);
      case 'nonparenGenexp': {
        const [args] = a.items as [ErrorNode[]];
        if (args.length <= 1) return FAIL;
        const clauses = nodesIn(values[1]);
        const end = lastOfComprehension(clauses[clauses.length - 1] as ErrorNode);
        throw this.place.span(
          (args[args.length - 1] as ErrorNode).first,
          end.last,
          'Generator expression must be parenthesized',
        );
      }
      case 'argumentsError': {
        const [, keywords] = a.items as [ErrorNode[], ErrorNode[]];
        const unpacking = keywords.some(({ kind }) => kind === 'KeywordUnpacking') ? ' unpacking' : '';
        throw this.place.atToken('SyntaxError', `positional argument follows keyword argument${unpacking}`);
      }
      case 'legacyStatement': {
        const text = this.tokens.text[a.first] as string;
        if (!isLegacy(text)) return FAIL;
        throw this.place.span(a.first, b.last, `Missing parentheses in call to '${text}'. Did you mean ${text}(...)?`);
      }
      case 'typeParamBound':
      case 'paramSpecBound': {
        const what = b.kind === 'Tuple' ? 'constraints' : 'bound';
        throw this.place.from(
          a.first,
          `cannot use ${what} with ${name === 'typeParamBound' ? 'TypeVarTuple' : 'ParamSpec'}`,
        );
      }
      case 'missingComma':
        return this.missingComma(a, b);
      case 'missingColon': {
        const { lineno, endLineno, endColumn } = this.tokens;
        const message = "':' expected after dictionary key";
        throw this.place.at(
          'SyntaxError',
          lineno[a.first] as number,
          (endColumn[a.last] as number) - 1,
          endLineno[a.last] as number,
          -1,
          message,
        );
      }
      default:
        throw new TypeError(`error grammar: ${name}`);
    }
  }

  private missingComma(a: ErrorNode, b: ErrorNode): unknown {
    if (a.kind === 'Name' && isLegacy(this.tokens.text[a.first] as string)) return FAIL;
    if (this.tokens.level[this.machine.mark - 1] === 0) return FAIL;
    throw this.place.span(a.first, b.last, 'invalid syntax. Perhaps you forgot a comma?');
  }

  private isImaginary(token: number): boolean {
    return /[jJ]$/.test(this.tokenText(token));
  }

  private number(token: number): unknown {
    const limit = this.context.maxIntDigits;
    const digits = excessDigits(this.tokenText(token), limit);
    if (digits > 0) {
      const { lineno, endLineno } = this.tokens;
      const message = `Exceeds the limit (${limit} digits) for integer string conversion: value has ${digits} digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.`;
      throw this.place.at('SyntaxError', lineno[token] as number, -1, endLineno[token] as number, -1, message);
    }
    return new ErrorNode('Constant', token, token, []);
  }

  private string(token: number): unknown {
    const { isBytes, isRaw, body } = splitString(this.tokenText(token));
    if (isBytes && /[^\u0000-\u007f]/.test(body)) {
      throw this.place.span(token, token, 'bytes can only contain ASCII literal characters');
    }
    this.decode(body, isBytes, isRaw, token);
    return new ErrorNode('Constant', token, token, [isBytes]);
  }

  private decode(body: string, isBytes: boolean, isRaw: boolean, token: number, warningToken = token): void {
    if (isRaw || !body.includes('\\')) return;
    try {
      const { invalidEscape } = isBytes ? decodeBytes(body) : decodeText(body, this.context.lookupName);
      if (invalidEscape >= 0 && this.context.warn !== undefined && !this.machine.callInvalidRules) {
        const warning = invalidEscapeWarning(this.context, this.tokens, body, invalidEscape, warningToken);
        if (warning !== null) this.context.warn(warning);
      }
    } catch (error) {
      if (error instanceof EscapeError) throw this.place.span(token, token, error.message);
      throw error;
    }
  }

  private isRaw(token: number): boolean {
    let open = 0;
    for (let i = token; i >= 0; i--) {
      const type = this.tokens.type[i] as number;
      if (type === T.FSTRING_END || type === T.TSTRING_END) open++;
      else if (type === T.FSTRING_START || type === T.TSTRING_START) {
        if (open === 0) return /r/i.test(this.tokenText(i).slice(0, 2));
        open--;
      }
    }
    return false;
  }

  private interpolated(kind: string, values: readonly unknown[], first: number, last: number): ErrorNode {
    const [start, parts, end] = values as [ErrorNode, unknown[], ErrorNode];
    const isRaw = /r/i.test(this.tokenText(start.first).slice(0, 2));
    for (const part of parts) {
      if (part instanceof ErrorNode && part.kind === TOKEN)
        this.decode(this.tokenText(part.first), false, isRaw, part.first, end.first);
    }
    return new ErrorNode(kind, first, last, []);
  }

  private concatenate(parts: readonly ErrorNode[], first: number, last: number): ErrorNode {
    const bytes = parts.filter((part) => part.items[0] === true).length;
    if (bytes > 0 && bytes < parts.length)
      throw this.place.atToken('SyntaxError', 'cannot mix bytes and nonbytes literals');
    const formatted = parts.some(({ kind }) => kind === 'JoinedStr');
    return new ErrorNode(formatted ? 'JoinedStr' : 'Constant', first, last, []);
  }

  private conversion(mark: number, name: number): unknown {
    const { lineno, column, endColumn, text, type } = this.tokens;
    let i = mark;
    while (i > 0 && type[i] !== T.FSTRING_START && type[i] !== T.TSTRING_START) i--;
    const prefix = type[i] === T.TSTRING_START ? 't' : 'f';
    if (lineno[mark] !== lineno[name] || endColumn[mark] !== column[name]) {
      throw this.place.span(mark, name, `${prefix}-string: conversion type must come right after the exclamation mark`);
    }
    const letter = text[name] as string;
    if (letter !== 's' && letter !== 'r' && letter !== 'a') {
      throw this.place.span(
        name,
        name,
        `${prefix}-string: invalid conversion character '${letter}': expected 's', 'r', or 'a'`,
      );
    }
    return new ErrorNode('Name', name, name, []);
  }

  private notEqual(token: ErrorNode): ErrorNode {
    if (!this.context.barryAsFlufl || this.tokenText(token.first) === '<>') return token;
    throw this.place.atToken('SyntaxError', "with Barry as BDFL, use '<>' instead of '!='");
  }

  private futureImport(module: ErrorNode, targets: unknown): void {
    if (this.tokenText(module.first) !== '__future__' || module.first !== module.last) return;
    for (const { kind, first } of nodesIn(targets)) {
      if (kind === 'Name' && this.tokens.text[first] === 'barry_as_FLUFL') {
        this.context.barryAsFlufl = true;
        this.place.tokenizer.barryAsFlufl = true;
      }
    }
  }
}

function isLegacy(name: string): boolean {
  return name === 'print' || name === 'exec';
}

function lastOfComprehension(comprehension: ErrorNode): ErrorNode {
  return comprehension.items[comprehension.items.length - 1] as ErrorNode;
}

/** The arguments of a call: `items` are the positional ones and the keywords. */
function collect(positional: readonly ErrorNode[], rest: readonly ErrorNode[], first: number, last: number): ErrorNode {
  const args = [...positional];
  const keywords: ErrorNode[] = [];
  for (const node of rest) (node.kind === 'Starred' ? args : keywords).push(node);
  return new ErrorNode('Call', first, last, [args, keywords]);
}
