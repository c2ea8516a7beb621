/** This file finds out what is wrong with a source that the parser refused, in CPython's own order. */
import type { SourceText } from '../../source/source-text.js';
import type { ParserContext } from '../parser/cursor.js';
import { MAX_INT_DIGITS } from '../parser/number-literal.js';
import type { ParseOptions } from '../parser/options.js';
import { type ParseMode, TokenList } from '../parser/token-list.js';
import { T } from '../tokenizer/token-types.js';
import { Tokenizer } from '../tokenizer/tokenizer.js';
import { ErrorActions } from './error-actions.js';
import { errorRules, type Rule } from './notation.js';
import { FAIL, PegMachine } from './peg-machine.js';
import { SyntaxErrorInfo } from './syntax-error-info.js';

const START_RULES: Record<ParseMode, string> = {
  exec: 'file',
  single: 'interactive',
  eval: 'eval',
  func_type: 'func_type',
};

/** The error of a refused source. May throw what a warning sink throws. */
export function diagnose(source: SourceText, options: ParseOptions & { readonly mode: ParseMode }): SyntaxErrorInfo {
  const { filename, mode } = options;
  const tokenizer = new Tokenizer(source, {
    filename,
    warn: options.warn,
    typeComments: options.typeComments ?? false,
    rejectNul: options.fromFile ?? false,
    barryAsFlufl: options.barryAsFlufl ?? false,
  });
  const tokens = new TokenList(tokenizer, mode, !(options.dontImplyDedent ?? false), options.meter ?? null);
  const context: ParserContext = {
    source,
    filename,
    warn: options.warn,
    lookupName: options.lookupName,
    barryAsFlufl: options.barryAsFlufl ?? false,
    maxIntDigits: options.maxIntDigits ?? MAX_INT_DIGITS,
    featureVersion: options.featureVersion ?? Number.POSITIVE_INFINITY,
  };
  return new Diagnosis(tokenizer, tokens, context, options.allowIncompleteInput ?? false).run(
    errorRules().get(START_RULES[mode]) as Rule,
  );
}

const ACCEPTED = Symbol('accepted');

class Diagnosis {
  private readonly actions: ErrorActions;
  private readonly machine: PegMachine;

  constructor(
    private readonly tokenizer: Tokenizer,
    private readonly tokens: TokenList,
    context: ParserContext,
    private readonly allowIncomplete: boolean,
  ) {
    this.actions = new ErrorActions(tokens, context);
    this.machine = new PegMachine(tokens, this.actions);
    this.actions.machine = this.machine;
  }

  run(rule: Rule): SyntaxErrorInfo {
    const { place } = this.actions;
    const first = this.pass(rule, false);
    if (first === ACCEPTED) {
      // The grammar accepts what the parser refused: interactive input with more than one statement.
      return place.atToken('SyntaxError', 'multiple statements found while compiling a single statement');
    }
    if (this.allowIncomplete && this.isEndOfSource()) return place.atToken('_IncompleteInputError', 'incomplete input');
    if (first !== null) return this.preferTokenizerError(first);
    const lastToken = this.tokens.length - 1;
    const second = this.pass(rule, true);
    if (second !== null && second !== ACCEPTED) return this.preferTokenizerError(second);
    return this.genericError(lastToken);
  }

  /** The error that a pass over the grammar finds; null when it refuses without saying why. */
  private pass(rule: Rule, callInvalidRules: boolean): SyntaxErrorInfo | typeof ACCEPTED | null {
    try {
      return this.machine.run(rule, callInvalidRules) === FAIL ? null : ACCEPTED;
    } catch (error) {
      if (error instanceof SyntaxErrorInfo) return error;
      throw error;
    }
  }

  private isEndOfSource(): boolean {
    const { done } = this.tokenizer;
    return done === 'EOF' || done === 'EOFS' || done === 'EOLS';
  }

  /** An error of the tokenizer further on goes before an error that the grammar found. */
  private preferTokenizerError(error: SyntaxErrorInfo): SyntaxErrorInfo {
    if (this.tokenizer.done !== 'OK' || error.kind === 'MemoryError') return error;
    return this.readToTheEnd() ?? error;
  }

  private genericError(lastToken: number): SyntaxErrorInfo {
    const { place } = this.actions;
    const type = this.tokens.type[lastToken];
    if (type === T.ERRORTOKEN && this.tokenizer.done === 'EOF') {
      return this.tokenizer.level > 0 ? place.unclosed() : place.atToken('SyntaxError', 'unexpected EOF while parsing');
    }
    if (type === T.INDENT) return place.atToken('IndentationError', 'unexpected indent');
    if (type === T.DEDENT) return place.atToken('IndentationError', 'unexpected unindent');
    const error = place.span(lastToken, lastToken, 'invalid syntax');
    return this.readToTheEnd() ?? error;
  }

  /** Read the rest of the source for errors of the tokenizer, and for brackets that were opened before this line and never closed. */
  private readToTheEnd(): SyntaxErrorInfo | null {
    const { tokenizer, tokens } = this;
    const errorLine = tokens.lineno[tokens.length - 1] as number;
    let found: SyntaxErrorInfo | null = null;
    for (;;) {
      const type = tokenizer.next();
      if (type === T.ENDMARKER) break;
      if (type !== T.ERRORTOKEN) continue;
      const bracket = tokenizer.brackets[tokenizer.brackets.length - 1];
      if (tokenizer.error !== null) found = tokenizer.error;
      else if (bracket !== undefined && errorLine > bracket.lineno) found = this.actions.place.unclosed();
      break;
    }
    // Inside an f-string the error of the expression says more.
    return tokenizer.modes.length > 0 ? null : found;
  }
}
