/** This file reads the notation of the error grammar into rules. */
import { KEYWORDS, OPERATORS, T } from '../tokenizer/token-types.js';
import { ERROR_GRAMMAR } from './grammar.js';

/** What an item of an alternative matches. */
export type Matcher =
  | { readonly op: 'token'; readonly type: number; readonly text: string }
  | { readonly op: 'soft'; readonly text: string }
  | { readonly op: 'softKeyword' }
  | { readonly op: 'name' }
  | { readonly op: 'number' }
  | { readonly op: 'cut' }
  | { readonly op: 'rule'; readonly rule: Rule }
  | { readonly op: 'choice'; readonly alternatives: readonly Alternative[] }
  | { readonly op: 'optional'; readonly item: Matcher }
  | { readonly op: 'loop'; readonly item: Matcher; readonly minimum: number }
  | { readonly op: 'gather'; readonly separator: Matcher; readonly item: Matcher }
  | { readonly op: 'lookahead'; readonly positive: boolean; readonly item: Matcher }
  | { readonly op: 'forced'; readonly item: Matcher; readonly text: string };

/** What to do when an alternative matches. Numbers index the values that it matched. */
export type Action =
  | { readonly how: 'default' }
  | { readonly how: 'node'; readonly kind: string }
  | { readonly how: 'value'; readonly index: number }
  | {
      readonly how: 'error';
      readonly verb: string;
      readonly word: string;
      readonly args: readonly Argument[];
      readonly message: string;
    };

/** A value of the alternative, or a member of it. */
export interface Argument {
  readonly index: number;
  readonly part: '' | 'first' | 'last' | 'item';
}

export interface Alternative {
  readonly items: readonly Matcher[];
  readonly action: Action;
  /** It consists of an `invalid_` rule: tried in the second pass only. */
  readonly isInvalid: boolean;
  /** The token types that it can start with; null when it may match nothing. */
  first: TokenSet | null;
}

/** A set of token types: 1 at the index of each member. */
export type TokenSet = Uint8Array;

export interface Rule {
  readonly name: string;
  readonly id: number;
  readonly memo: boolean;
  /** What is remembered holds only where invalid rules are tried, or are not, alike. */
  readonly memoByPass: boolean;
  readonly leftRecursive: boolean;
  readonly withoutInvalid: boolean;
  alternatives: readonly Alternative[];
  /** Its alternatives as a matcher. */
  body: Matcher;
  first: TokenSet | null;
}

const ITEM = /\s*(=>|\|\||&&|[A-Za-z_]+=(?=[A-Za-z_'"(!&[])|[A-Za-z_]+|'[^']+'|"[^"]+"|[()[\]?*+.&!~|])/y;

// A table derived from a constant when the first error needs it: it never changes and holds nothing of any program.
const table: { rules: ReadonlyMap<string, Rule> | null } = { rules: null };

/** The rules of the error grammar by name. */
export function errorRules(): ReadonlyMap<string, Rule> {
  table.rules ??= readGrammar();
  return table.rules;
}

function readGrammar(): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  const bodies: [Rule, string[]][] = [];
  for (const line of ERROR_GRAMMAR.split('\n')) {
    if (line === '') continue;
    if (line.startsWith('  | ')) {
      (bodies[bodies.length - 1] as [Rule, string[]])[1].push(line.slice(4));
      continue;
    }
    const [, name, mark, rest] = /^(\w+)([*^-]?):\s*(.*)$/.exec(line) as RegExpExecArray;
    const rule: Rule = {
      name: name as string,
      id: rules.size,
      memo: mark === '*' || mark === '^',
      memoByPass: mark === '^',
      leftRecursive: LEFT_RECURSIVE.has(name as string),
      withoutInvalid: mark === '-',
      alternatives: [],
      body: { op: 'choice', alternatives: [] },
      first: new Uint8Array(TYPES),
    };
    rules.set(rule.name, rule);
    bodies.push([rule, rest === '' ? [] : [rest as string]]);
  }
  for (const [rule, lines] of bodies) {
    rule.alternatives = lines.flatMap((line) => new NotationReader(line, rules).alternatives());
    rule.body = { op: 'choice', alternatives: rule.alternatives };
  }
  findFirsts([...rules.values()]);
  return rules;
}

const LEFT_RECURSIVE = new Set([
  'bitwise_or',
  'bitwise_xor',
  'bitwise_and',
  'shift_expr',
  'sum',
  'term',
  'primary',
  't_primary',
]);

const TYPES = 140;

/** Find out which tokens each rule and alternative can start with, by iteration until nothing is added. */
function findFirsts(rules: readonly Rule[]): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const rule of rules) {
      const first = firstOfChoice(rule.alternatives);
      if (
        first === null
          ? rule.first !== null
          : rule.first !== null && first.some((bit, i) => bit !== (rule.first as TokenSet)[i])
      ) {
        rule.first = first;
        changed = true;
      }
    }
  }
}

function firstOfChoice(alternatives: readonly Alternative[]): TokenSet | null {
  let union: TokenSet | null = new Uint8Array(TYPES);
  for (const alternative of alternatives) {
    alternative.first = firstOfItems(alternative.items);
    if (alternative.first === null) union = null;
    else if (union !== null) addAll(union, alternative.first);
  }
  return union;
}

function firstOfItems(items: readonly Matcher[]): TokenSet | null {
  const union = new Uint8Array(TYPES);
  for (const item of items) {
    const nullable =
      item.op === 'optional' ||
      item.op === 'lookahead' ||
      item.op === 'cut' ||
      (item.op === 'loop' && item.minimum === 0);
    if (item.op === 'lookahead' || item.op === 'cut') continue;
    const first = firstOf(item);
    if (first === null) return null;
    addAll(union, first);
    if (!nullable) return union;
  }
  return null;
}

function firstOf(item: Matcher): TokenSet | null {
  const set = new Uint8Array(TYPES);
  switch (item.op) {
    case 'token':
      set[item.type] = 1;
      return set;
    case 'number':
      set[T.NUMBER] = 1;
      return set;
    case 'rule':
      return item.rule.first;
    case 'choice':
      return firstOfChoice(item.alternatives);
    case 'optional':
    case 'loop':
    case 'gather':
      return firstOf(item.item);
    case 'forced':
    case 'lookahead':
    case 'cut':
      // A forced item complains about any token that it does not match.
      return null;
    default:
      set[T.NAME] = 1;
      return set;
  }
}

function addAll(union: TokenSet, set: TokenSet): void {
  for (let i = 0; i < TYPES; i++) if (set[i] === 1) union[i] = 1;
}

class NotationReader {
  private readonly words: string[] = [];
  private i = 0;
  private actionText = '';

  constructor(
    line: string,
    private readonly rules: ReadonlyMap<string, Rule>,
  ) {
    // An action ends the line, except inside a group, where it is `=> $a`.
    ITEM.lastIndex = 0;
    while (ITEM.lastIndex < line.length) {
      const at = ITEM.lastIndex;
      const match = ITEM.exec(line);
      if (match === null) throw new TypeError(`grammar: ${line.slice(at)}`);
      const word = match[1] as string;
      if (word === '=>') {
        const inner = /^ \$(\w+)\)/.exec(line.slice(ITEM.lastIndex));
        if (inner === null) {
          this.actionText = line.slice(ITEM.lastIndex).trim();
          break;
        }
        this.words.push(`=>${inner[1]}`);
        ITEM.lastIndex += 2 + (inner[1] as string).length;
      } else this.words.push(word);
    }
  }

  alternatives(): Alternative[] {
    const out = [this.alternative()];
    while (this.words[this.i] === '|') {
      this.i++;
      out.push(this.alternative());
    }
    return out;
  }

  private alternative(): Alternative {
    const items: Matcher[] = [];
    const names = new Map<string, number>();
    let values = 0;
    let action: Action | null = null;
    while (this.i < this.words.length) {
      let word = this.words[this.i] as string;
      if (word === '|' || word === ')' || word === ']') break;
      if (word.startsWith('=>')) {
        this.i++;
        action = { how: 'value', index: names.get(word.slice(2)) as number };
        break;
      }
      if (word.endsWith('=') && /^\w/.test(word)) {
        names.set(word.slice(0, -1), values);
        word = this.words[++this.i] as string;
      }
      const item = this.item();
      items.push(item);
      if (item.op !== 'lookahead' && item.op !== 'cut') values++;
    }
    if (action === null) action = this.i >= this.words.length ? readAction(this.actionText, names) : { how: 'default' };
    const only = items[0];
    const isInvalid = items.length === 1 && only?.op === 'rule' && only.rule.name.startsWith('invalid_');
    return { items, action, isInvalid, first: null };
  }

  private item(): Matcher {
    const word = this.words[this.i] as string;
    if (word === '~') {
      this.i++;
      return { op: 'cut' };
    }
    if (word === '&' || word === '!') {
      this.i++;
      return { op: 'lookahead', positive: word === '&', item: this.atom() };
    }
    if (word === '&&') {
      const text = (this.words[this.i + 1] as string).slice(1, -1);
      this.i++;
      return { op: 'forced', item: this.atom(), text };
    }
    const item = this.atom();
    switch (this.words[this.i]) {
      case '?':
        this.i++;
        return { op: 'optional', item };
      case '*':
        this.i++;
        return { op: 'loop', item, minimum: 0 };
      case '+':
        this.i++;
        return { op: 'loop', item, minimum: 1 };
      case '.': {
        this.i++;
        const element = this.atom();
        this.i++;
        return { op: 'gather', separator: item, item: element };
      }
      default:
        return item;
    }
  }

  private atom(): Matcher {
    const word = this.words[this.i++] as string;
    if (word === '(' || word === '[') {
      const alternatives = this.alternatives();
      this.i++;
      const only = alternatives.length === 1 ? (alternatives[0] as Alternative) : null;
      const single =
        only !== null && only.items.length === 1 && only.action.how === 'default' ? (only.items[0] as Matcher) : null;
      const group: Matcher = single !== null && word === '[' ? single : { op: 'choice', alternatives };
      return word === '[' ? { op: 'optional', item: group } : group;
    }
    if (word.startsWith("'") || word.startsWith('"')) {
      const text = word.slice(1, -1);
      const type = OPERATORS.get(text) ?? (word.startsWith("'") ? KEYWORDS.get(text) : undefined);
      return type === undefined ? { op: 'soft', text } : { op: 'token', type, text };
    }
    if (word === 'NAME') return { op: 'name' };
    if (word === 'NUMBER') return { op: 'number' };
    if (word === 'SOFT_KEYWORD') return { op: 'softKeyword' };
    const rule = this.rules.get(word);
    if (rule !== undefined) return { op: 'rule', rule };
    const type = (T as Record<string, number>)[word];
    if (type === undefined) throw new TypeError(`grammar: ${word}`);
    return { op: 'token', type, text: word };
  }
}

function readAction(text: string, names: ReadonlyMap<string, number>): Action {
  if (text === '') return { how: 'default' };
  if (text.startsWith('$')) return { how: 'value', index: names.get(text.slice(1)) as number };
  if (/^[A-Z]\w*$/.test(text)) return { how: 'node', kind: text };
  const quote = text.indexOf('"');
  const message = quote < 0 ? '' : text.slice(quote + 1, -1).replaceAll('\\"', '"');
  const words = (quote < 0 ? text : text.slice(0, quote)).trim().split(' ');
  const verb = words.shift() as string;
  const word = verb === 'call' || verb === 'target' ? (words.shift() as string) : '';
  const args = words
    .filter((w) => w !== '')
    .map((w) => {
      const [part, name] = w.includes(':') ? (w.split(':') as [Argument['part'], string]) : (['', w] as const);
      const index = names.get(name);
      if (index === undefined) throw new TypeError(`grammar: ${text}`);
      return { index, part };
    });
  return { how: 'error', verb, word, args, message };
}
