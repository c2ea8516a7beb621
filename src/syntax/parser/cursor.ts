/** This file defines how the parser moves over tokens, makes positions, and refuses. */
import type { SourceText } from '../../source/source-text.js';
import type { Str } from '../../values/str.js';
import type * as ast from '../ast/nodes.js';
import type { WarningSink } from '../errors/syntax-error-info.js';
import { T } from '../tokenizer/token-types.js';
import type { NameLookup } from './string-literal.js';
import type { TokenList } from './token-list.js';

/**
 * Thrown when the tokens do not form what a rule needs. It carries nothing: the error pass finds out what is wrong,
 * and where, so that the parser of correct programs stays small and fast.
 */
export class ParseFailure {}
const FAILURE = new ParseFailure();

/** Thrown for syntax that is newer than the version asked for. */
export class TooNew {
  constructor(
    readonly message: string,
    readonly token: number,
  ) {}
}

/** Thrown when the input nests too deep. */
export class ParseOverflow {}

/** How deep constructs may nest, in units of the shortest chain that CPython still parses. */
export const MAX_STACK = 6000;

/** What the parser of one source needs to know. */
export interface ParserContext {
  readonly source: SourceText;
  readonly filename: Str;
  readonly warn: WarningSink | undefined;
  readonly lookupName: NameLookup | undefined;
  /** `from __future__ import barry_as_FLUFL` (PEP 401) holds. */
  barryAsFlufl: boolean;
  readonly maxIntDigits: number;
  /** The minor version whose syntax is allowed. */
  readonly featureVersion: number;
}

/** The tokens, the place among them, and the small steps that all grammar families share. */
export abstract class Cursor {
  protected readonly type: readonly number[];
  protected readonly text: readonly string[];
  /** The index of the next token. */
  protected i = 0;
  /** The first token of the compound statement read last (a function's definition does not count), -1 before. */
  lastCompound = -1;
  /** How deep the constructs around nest, in units of CPython's parser stack. */
  protected depth = 0;

  constructor(
    protected readonly tokens: TokenList,
    protected readonly context: ParserContext,
  ) {
    this.type = tokens.type;
    this.text = tokens.text;
  }

  /** Refuse the input. */
  protected fail(): never {
    throw FAILURE;
  }

  /** Refuse syntax that came with Python 3.`minor` when an older version is asked for. `what` ends with its verb. */
  protected since(minor: number, what: string, token = this.i): void {
    if (this.context.featureVersion < minor) {
      throw new TooNew(`${what} only supported in Python 3.${minor} and greater`, token);
    }
  }

  /** Account for `levels` more of nesting; `leave` gives them back. */
  protected enter(levels: number): void {
    this.depth += levels;
    if (this.depth > MAX_STACK) throw new ParseOverflow();
  }

  protected leave(levels: number): void {
    this.depth -= levels;
  }

  protected peek(): number {
    return this.type[this.i] as number;
  }

  protected peekAt(offset: number): number {
    return this.type[this.i + offset] ?? T.ENDMARKER;
  }

  /** Step over a token of this type, or refuse. */
  protected expect(type: number): void {
    if (this.type[this.i] !== type) throw FAILURE;
    this.i++;
  }

  /** Step over a token of this type if it is next. */
  protected accept(type: number): boolean {
    if (this.type[this.i] !== type) return false;
    this.i++;
    return true;
  }

  /** Step over a NAME and answer its identifier. */
  protected name(): string {
    if (this.type[this.i] !== T.NAME) throw FAILURE;
    return this.text[this.i++] as string;
  }

  /** The text of a token. */
  protected tokenText(i: number): string {
    return this.context.source.text.slice(this.tokens.start[i] as number, this.tokens.end[i] as number);
  }

  protected line(i: number): number {
    return this.tokens.lineno[i] as number;
  }

  protected column(i: number): number {
    return this.tokens.column[i] as number;
  }

  /** The line where the token before the next one ends. */
  protected get endLine(): number {
    return this.tokens.endLineno[this.i - 1] as number;
  }

  /** The column where the token before the next one ends. */
  protected get endColumn(): number {
    return this.tokens.endColumn[this.i - 1] as number;
  }

  /** The index of the last token before the next one that is no layout (newline, indentation, end). */
  protected lastSolidToken(): number {
    let i = this.i - 1;
    while (
      i > 0 &&
      ((this.type[i] as number) === T.ENDMARKER ||
        ((this.type[i] as number) >= T.NEWLINE && (this.type[i] as number) <= T.DEDENT))
    )
      i--;
    return i;
  }

  /** `expression`: the families below need it before its own file defines it. */
  protected abstract expression(): ast.expr;
  /** `annotated_rhs: yield_expr | star_expressions` */
  protected abstract annotatedRhs(): ast.expr;
}
