/** This file runs the error grammar over tokens that are read on demand, with its own stack. */
import type { TokenList } from '../parser/token-list.js';
import { SOFT_KEYWORDS, T } from '../tokenizer/token-types.js';
import type { Alternative, Matcher, Rule } from './notation.js';

/** What a matcher answers when it does not match. */
export const FAIL = Symbol('fail');

/** Part of a tree that is just good enough to word errors: a kind, the tokens it spans, and what it holds. */
export class ErrorNode {
  constructor(
    readonly kind: string,
    readonly first: number,
    readonly last: number,
    readonly items: readonly unknown[],
  ) {}
}

/** The kind of a node that is one token. */
export const TOKEN = 'token';

/** What the machine needs done for it. */
export interface PegActions {
  /** A token cannot be read: throw the tokenizer's error. */
  tokenizerError(): never;
  /** The value of a matched alternative; FAIL makes its rule fail. */
  act(alternative: Alternative, values: readonly unknown[], first: number, last: number): unknown;
  /** `&&e` did not find its token, which is this one instead. */
  forcedFailure(expected: string, token: number): never;
  /** More rules are open than allowed. */
  overflow(): never;
}

/** How many rules may be open at once: about what CPython's stack holds. */
const MAX_OPEN = 6000;

class Frame {
  alternative = 0;
  item = 0;
  values: unknown[] = [];
  cut = false;
  result: unknown = FAIL;
  resultMark = 0;
  savedInvalid = false;
  afterSeparator = false;

  constructor(
    readonly matcher: Matcher,
    readonly mark: number,
  ) {}
}

/** The machine: `run` tries a rule from the first token. */
/** What 64 steps take. */
const STEPS_UNITS = 400;
/** What a remembered result takes. */
const MEMO_BYTES = 160;

export class PegMachine {
  mark = 0;
  callInvalidRules = false;
  private stack: Frame[] = [];
  private open = 0;
  private memo = new Map<number, { value: unknown; mark: number }>();

  constructor(
    private readonly tokens: TokenList,
    private readonly actions: PegActions,
  ) {}

  /** The index of the last token before `mark` that is no layout. */
  lastSolidToken(): number {
    let i = this.mark - 1;
    while (i > 0 && isLayout(this.tokens.type[i] as number)) i--;
    return i;
  }

  /** The type of a token, read from the source if need be. */
  tokenType(i: number): number {
    while (i >= this.tokens.length) {
      if (this.tokens.fill() === T.ERRORTOKEN) this.actions.tokenizerError();
    }
    return this.tokens.type[i] as number;
  }

  /** Try a rule from the first token; the value, or FAIL. */
  run(rule: Rule, callInvalidRules: boolean): unknown {
    this.mark = 0;
    this.memo.clear();
    this.open = 0;
    this.callInvalidRules = callInvalidRules;
    this.stack = [new Frame({ op: 'rule', rule }, 0)];
    const { stack } = this;
    const { meter } = this.tokens;
    let steps = 0;
    let returning = false;
    let value: unknown = FAIL;
    while (stack.length > 0) {
      const frame = stack[stack.length - 1] as Frame;
      if ((++steps & 63) === 0) meter?.chargeFuel(STEPS_UNITS);
      if (!returning && frame.matcher.op === 'rule' && ++this.open > MAX_OPEN) this.actions.overflow();
      const result = this.step(frame, returning, value);
      if (result === PUSHED) returning = false;
      else {
        stack.pop();
        if (frame.matcher.op === 'rule') this.open--;
        if (result === FAIL) this.mark = frame.mark;
        value = result;
        returning = true;
      }
    }
    return value;
  }

  private push(matcher: Matcher): typeof PUSHED {
    this.stack.push(new Frame(matcher, this.mark));
    return PUSHED;
  }

  private step(frame: Frame, returning: boolean, value: unknown): unknown {
    const { matcher } = frame;
    switch (matcher.op) {
      case 'rule':
        return this.stepRule(frame, matcher.rule, returning, value);
      case 'choice':
        return this.stepChoice(frame, matcher.alternatives, returning, value);
      case 'optional':
        return returning ? (value === FAIL ? this.restore(frame) : value) : this.push(matcher.item);
      case 'loop':
        if (returning) {
          if (value === FAIL) return frame.values.length < matcher.minimum ? FAIL : frame.values;
          frame.values.push(value);
        }
        return this.push(matcher.item);
      case 'gather':
        return this.stepGather(frame, matcher, returning, value);
      case 'lookahead':
        if (!returning) return this.push(matcher.item);
        this.mark = frame.mark;
        return (value !== FAIL) === matcher.positive ? null : FAIL;
      case 'forced':
        if (!returning) return this.push(matcher.item);
        if (value === FAIL) this.actions.forcedFailure(matcher.text, frame.mark);
        return value;
      default:
        return this.leaf(matcher);
    }
  }

  private restore(frame: Frame): null {
    this.mark = frame.mark;
    return null;
  }

  private stepRule(frame: Frame, rule: Rule, returning: boolean, value: unknown): unknown {
    const key = frame.mark * 1024 + rule.id + (rule.memoByPass && this.callInvalidRules ? 512 : 0);
    if (!returning) {
      if (rule.memo || rule.leftRecursive) {
        this.tokenType(this.mark);
        const memo = this.memo.get(key);
        if (memo !== undefined) {
          this.mark = memo.mark;
          return memo.value;
        }
      }
      if (rule.leftRecursive) {
        frame.resultMark = this.mark;
        this.tokens.meter?.chargeMemory(MEMO_BYTES);
        this.memo.set(key, { value: FAIL, mark: this.mark });
      }
      if (rule.withoutInvalid) {
        frame.savedInvalid = this.callInvalidRules;
        this.callInvalidRules = false;
      }
      return this.push(rule.body);
    }
    if (rule.withoutInvalid) this.callInvalidRules = frame.savedInvalid;
    if (rule.leftRecursive) {
      if (value === FAIL || this.mark <= frame.resultMark) {
        this.mark = frame.resultMark;
        return frame.result;
      }
      // Grow the seed: what was found is the left operand of the next try.
      frame.resultMark = this.mark;
      frame.result = value;
      this.tokens.meter?.chargeMemory(MEMO_BYTES);
      this.memo.set(key, { value, mark: this.mark });
      this.mark = frame.mark;
      return this.push(rule.body);
    }
    if (rule.memo) {
      this.tokens.meter?.chargeMemory(MEMO_BYTES);
      this.memo.set(key, { value, mark: this.mark });
    }
    return value;
  }

  private stepChoice(frame: Frame, alternatives: readonly Alternative[], returning: boolean, value: unknown): unknown {
    let pending = returning;
    while (frame.alternative < alternatives.length) {
      const alternative = alternatives[frame.alternative] as Alternative;
      let failed = alternative.isInvalid && !this.callInvalidRules;
      // What cannot start with the next token need not be tried.
      const { first } = alternative;
      if (!failed && !pending && frame.item === 0 && first !== null && first[this.tokenType(frame.mark)] !== 1)
        failed = true;
      while (!failed && frame.item < alternative.items.length) {
        const item = alternative.items[frame.item] as Matcher;
        let result: unknown;
        if (pending) {
          pending = false;
          result = value;
        } else if (item.op === 'cut') {
          frame.cut = true;
          frame.item++;
          continue;
        } else if (isLeaf(item)) result = this.leaf(item);
        else if (this.cannotStart(item)) result = item.op === 'rule' ? FAIL : item.op === 'optional' ? null : [];
        else return this.push(item);
        if (result === FAIL) failed = true;
        else {
          if (item.op !== 'lookahead') frame.values.push(result);
          frame.item++;
        }
      }
      if (!failed) {
        const { action } = alternative;
        const { values } = frame;
        if (action.how === 'value') return values[action.index];
        if (action.how === 'default') return values.length === 1 ? values[0] : values;
        return this.actions.act(alternative, values, frame.mark, this.lastSolidToken());
      }
      this.mark = frame.mark;
      if (frame.cut) return FAIL;
      frame.alternative++;
      frame.item = 0;
      frame.values = [];
    }
    return FAIL;
  }

  /** Is it certain from the next token that a rule fails, or that something optional is not there? */
  private cannotStart(item: Matcher): boolean {
    const target = item.op === 'optional' || (item.op === 'loop' && item.minimum === 0) ? item.item : item;
    if (target.op === 'token') return target !== item && this.tokenType(this.mark) !== target.type;
    return target.op === 'rule' && target.rule.first !== null && target.rule.first[this.tokenType(this.mark)] !== 1;
  }

  private stepGather(frame: Frame, matcher: Matcher & { op: 'gather' }, returning: boolean, value: unknown): unknown {
    if (!returning) return this.push(matcher.item);
    if (frame.afterSeparator) {
      frame.afterSeparator = false;
      if (value === FAIL) return this.endGather(frame);
      return this.push(matcher.item);
    }
    if (value === FAIL) return frame.values.length === 0 ? FAIL : this.endGather(frame);
    frame.values.push(value);
    frame.resultMark = this.mark;
    frame.afterSeparator = true;
    return this.push(matcher.separator);
  }

  private endGather(frame: Frame): unknown {
    this.mark = frame.resultMark;
    return frame.values;
  }

  private leaf(matcher: Matcher): unknown {
    const i = this.mark;
    const type = this.tokenType(i);
    const { tokens } = this;
    switch (matcher.op) {
      case 'token':
        if (type !== matcher.type) return FAIL;
        this.mark++;
        return new ErrorNode(TOKEN, i, i, []);
      case 'name':
        if (type !== T.NAME) return FAIL;
        this.mark++;
        return new ErrorNode('Name', i, i, []);
      case 'number':
        if (type !== T.NUMBER) return FAIL;
        this.mark++;
        return this.actions.act(NUMBER_ALTERNATIVE, [], i, i);
      case 'soft':
        if (type !== T.NAME || tokens.text[i] !== matcher.text) return FAIL;
        this.mark++;
        return new ErrorNode('Name', i, i, []);
      case 'softKeyword':
        if (type !== T.NAME || !SOFT_KEYWORDS.has(tokens.text[i] as string)) return FAIL;
        this.mark++;
        return new ErrorNode('Name', i, i, []);
      default:
        return FAIL;
    }
  }
}

const PUSHED = Symbol('pushed');
const NUMBER_ALTERNATIVE: Alternative = {
  items: [],
  action: { how: 'error', verb: 'call', word: 'number', args: [], message: '' },
  isInvalid: false,
  first: null,
};

function isLeaf(matcher: Matcher): boolean {
  const { op } = matcher;
  return op === 'token' || op === 'name' || op === 'number' || op === 'soft' || op === 'softKeyword';
}

function isLayout(type: number): boolean {
  return type === T.ENDMARKER || (type >= T.NEWLINE && type <= T.DEDENT);
}
