/** This file words the warning about an escape sequence that is none. */
import type { SourceText } from '../../source/source-text.js';
import { characterColumn, utf8Length } from '../../source/source-text.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import { type SourceWarning, SyntaxErrorInfo } from '../errors/syntax-error-info.js';
import { T } from '../tokenizer/token-types.js';
import type { TokenList } from './token-list.js';

/**
 * The warning for the escape at `index` of a literal's `body` (the character after the backslash), or null when the
 * tokenizer has given it already. `token` is the token that CPython names as the place.
 */
export function invalidEscapeWarning(
  context: { readonly source: SourceText; readonly filename: Str },
  tokens: TokenList,
  body: string,
  index: number,
  token: number,
): SourceWarning | null {
  const c = body[index] as string;
  if (tokens.type[token] !== T.STRING && (c === '{' || c === '}')) return null;
  const isOctal = c >= '4' && c <= '7';
  const escape = isOctal ? body.slice(index, index + 3) : c;
  const before = `"\\${escape}" is an invalid ${isOctal ? 'octal ' : ''}escape sequence. `;
  const hint = `Did you mean "\\\\${escape}"? A raw string is also an option.`;

  const newlines = body.slice(0, index).split('\n').length - 1;
  const lineno = (tokens.lineno[token] as number) + newlines;
  let column: number;
  if (newlines > 0) column = utf8Length(body, body.lastIndexOf('\n', index) + 1, index);
  else {
    const text = context.source.text.slice(tokens.start[token], tokens.end[token]);
    const quotes = /^("*|'*)/.exec(text)?.[0].length ?? 0;
    column = (tokens.column[token] as number) + utf8Length(body, 0, index) + quotes;
  }
  const line = context.source.line(lineno);
  const offset = characterColumn(line, column);
  const endOffset = characterColumn(line, column + 2);
  const asError = new SyntaxErrorInfo(
    'SyntaxError',
    strFromUtf16(before + hint),
    context.filename,
    lineno,
    offset,
    lineno,
    endOffset,
    strFromUtf16(line),
  );
  const message = strFromUtf16(`${before}Such sequences will not work in the future. ${hint}`);
  return { category: 'SyntaxWarning', message, lineno, asError };
}
