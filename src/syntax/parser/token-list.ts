/** This file reads all tokens of a source into arrays for the parser. */
import { utf8Length } from '../../source/source-text.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import { SyntaxErrorInfo } from '../errors/syntax-error-info.js';
import { KEYWORDS, T } from '../tokenizer/token-types.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import type { WorkMeter } from './options.js';

/** The kind of input that a tree is made from: a program, one expression, one interactive statement, a signature comment. */
export type ParseMode = 'exec' | 'eval' | 'single' | 'func_type';

/** A `# type: ignore` comment: its line, and what follows `ignore`. */
export interface TypeIgnoreComment {
  readonly lineno: number;
  readonly tag: Str;
}

/** What reading a token and making its part of the tree takes. */
const TOKEN_UNITS = 40;
const TOKEN_BYTES = 160;

/** Identifiers of more characters cost more than their tokens. */
const LONG_NAME = 256;

const NON_ASCII = /[^\u0000-\u007f]/;

/** The name that an identifier token spells: its NFKC form (PEP 3131). Throws for one that spells a constant that way. */
export function identifierOf(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  const name = text.normalize('NFKC');
  if (name === 'None' || name === 'True' || name === 'False') {
    const message = `identifier field can't represent '${name}' constant`;
    throw new SyntaxErrorInfo('ValueError', message, '', null, null, null, null, null);
  }
  return name;
}

/**
 * The tokens of a source as parallel arrays (one array a property: the parser reads few properties of many tokens).
 * Columns are UTF-8 byte offsets, -1 where a token has no text. `text` is the identifier of a NAME, otherwise ''.
 */
export class TokenList {
  readonly type: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly lineno: number[] = [];
  readonly column: number[] = [];
  readonly endLineno: number[] = [];
  readonly endColumn: number[] = [];
  readonly text: string[] = [];
  /** Brackets open after the token. */
  readonly level: number[] = [];
  readonly metadata = new Map<number, string>();
  readonly typeIgnores: TypeIgnoreComment[] = [];
  private started = false;

  constructor(
    readonly tokenizer: Tokenizer,
    private readonly mode: ParseMode,
    private readonly implyDedent = true,
    readonly meter: WorkMeter | null = null,
  ) {}

  get length(): number {
    return this.type.length;
  }

  /** Read one more token and answer its type; ERRORTOKEN is added too. */
  fill(): number {
    const { tokenizer, meter } = this;
    if (meter !== null) {
      meter.chargeFuel(TOKEN_UNITS);
      meter.chargeMemory(TOKEN_BYTES);
    }
    let type = tokenizer.next();
    const source = tokenizer.text;
    while (type === T.TYPE_IGNORE) {
      this.typeIgnores.push({
        lineno: tokenizer.lineno,
        tag: strFromUtf16(source.slice(tokenizer.start, tokenizer.end)),
      });
      type = tokenizer.next();
    }
    if (type === T.ENDMARKER && this.mode === 'single' && this.started) {
      // An interactive statement needs no newline at its end.
      type = T.NEWLINE;
      this.started = false;
      if (this.implyDedent) {
        tokenizer.pendingIndents = 1 - tokenizer.indents.length;
        tokenizer.indents.length = 1;
        tokenizer.altIndents.length = 1;
      }
    } else this.started = true;

    const { start, end, lineStart } = tokenizer;
    let text = '';
    if (type === T.NAME) {
      text = source.slice(start, end);
      const keyword = KEYWORDS.get(text);
      if (keyword !== undefined) type = keyword;
      else if (!tokenizer.source.isAscii) {
        // The host sorts long runs of combining marks in quadratic time.
        if (text.length > LONG_NAME) meter?.chargeFuel(text.length ** 2 / 8);
        text = identifierOf(text);
      }
    }
    this.type.push(type);
    this.text.push(text);
    this.start.push(start);
    this.end.push(end);
    this.lineno.push(tokenizer.startLine);
    this.endLineno.push(tokenizer.lineno);
    this.level.push(tokenizer.brackets.length);
    const first = tokenizer.startLineStart;
    if (tokenizer.source.isAscii) {
      this.column.push(start >= first ? start - first : -1);
      this.endColumn.push(end >= lineStart ? end - lineStart + tokenizer.doubledBrace : -1);
    } else {
      this.column.push(start >= first ? utf8Length(source, first, start) : -1);
      this.endColumn.push(end >= lineStart ? utf8Length(source, lineStart, end) + tokenizer.doubledBrace : -1);
    }
    if (tokenizer.metadata !== null) this.metadata.set(this.type.length - 1, tokenizer.metadata);
    return type;
  }

  /** Read all tokens; false when the source has an error that the tokenizer finds. */
  fillAll(): boolean {
    for (;;) {
      const type = this.fill();
      if (type === T.ENDMARKER) return true;
      if (type === T.ERRORTOKEN) return false;
    }
  }
}
