/** This file makes the exceptions for errors that stop `_tokenize`. */

import { makeException } from '../../objects/errors.js';
import type { PySyntaxError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { SyntaxError } from '../../objects/exceptions/types.js';
import { characterColumn, utf8Length } from '../../source/source-text.js';
import { SyntaxErrorInfo, type SyntaxErrorKind } from '../../syntax/errors/syntax-error-info.js';
import type { LineTokenizer } from '../../syntax/tokenizer/line-tokenizer.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { raiseSyntaxError } from '../builtins/syntax-error.js';

/** The exception for the error at which a tokenizer stopped. */
export function tokenizerError(tokenizer: LineTokenizer): Raised {
  const { done, error } = tokenizer;
  if (error !== null) {
    // The next call goes on behind the error and words a new one.
    tokenizer.error = null;
    return raiseSyntaxError(error);
  }
  switch (done) {
    case 'EOF':
      return endOfFile(tokenizer);
    case 'DEDENT':
      return atLine(tokenizer, 'IndentationError', 'unindent does not match any outer indentation level');
    case 'TABSPACE':
      return atLine(tokenizer, 'TabError', 'inconsistent use of tabs and spaces in indentation');
    case 'TOODEEP':
      return atLine(tokenizer, 'IndentationError', 'too many levels of indentation');
    case 'LINECONT':
      return atLine(tokenizer, 'SyntaxError', 'unexpected character after line continuation character');
    default:
      return atLine(tokenizer, 'SyntaxError', 'unknown tokenization error');
  }
}

/** An error at the end of the text read so far. */
function atLine(tokenizer: LineTokenizer, kind: SyntaxErrorKind, message: string): Raised {
  const text = tokenizer.text.slice(0, tokenizer.lineEnd);
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  const offset = characterColumn(line, utf8Length(text, 0, text.length));
  const shown = strFromUtf16(line);
  return raiseSyntaxError(
    new SyntaxErrorInfo(kind, message, tokenizer.filename, tokenizer.lineno, offset, null, null, shown),
  );
}

/** The source ends inside brackets or behind a backslash. The place is set as attributes only. */
function endOfFile(tokenizer: LineTokenizer): Raised {
  const message = 'unexpected EOF in multi-line statement';
  const exception = makeException(SyntaxError, [message]) as PySyntaxError;
  exception.msg = message;
  exception.filename = tokenizer.filename;
  exception.lineno = tokenizer.lineno;
  exception.offset = utf8Length(tokenizer.text, 0, tokenizer.lineEnd);
  exception.text = None;
  exception.endLineno = tokenizer.lineno;
  exception.endOffset = None;
  return new Raised(exception);
}
