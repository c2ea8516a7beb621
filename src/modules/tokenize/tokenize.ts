/** This file declares the module `_tokenize`: the tokens of source lines, for the library's `tokenize`. */

import { decode } from '../../objects/codecs/registry.js';
import { encodeUtf8 } from '../../objects/codecs/utf8.js';
import { typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { StopIteration } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { parseSignature } from '../../objects/native/signature.js';
import { asStr } from '../../objects/strings.js';
import { characterLength } from '../../source/source-text.js';
import { SyntaxErrorInfo } from '../../syntax/errors/syntax-error-info.js';
import { LineTokenizer } from '../../syntax/tokenizer/line-tokenizer.js';
import { T } from '../../syntax/tokenizer/token-types.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { type Str, strFromUtf16, strKey, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import type { Machine } from '../../vm/machine.js';
import { warningSink } from '../builtins/evaluate.js';
import { raiseSyntaxError } from '../builtins/syntax-error.js';
import { makeModuleType } from '../module-types.js';
import { tokenizerError } from './errors.js';

/** Where the program's lines come from. */
class LineReader {
  constructor(
    readonly vm: Runtime,
    readonly readline: Value,
    /** A name key; null when the lines are text. */
    readonly encoding: string | null,
  ) {}

  /** The next line; '' at the end. */
  read(): string {
    const { vm } = this;
    let line: Value;
    try {
      line = vm.call0(this.readline);
    } catch (reason) {
      if (reason instanceof Raised && reason.exception.type.isSubtypeOf(StopIteration)) return '';
      throw reason;
    }
    let text: Str | undefined;
    if (this.encoding === null) {
      text = asStr(line);
      if (text === undefined) throw typeError('readline() returned a non-string object');
    } else {
      if (!(line instanceof PyBytes)) throw typeError('readline() returned a non-bytes object');
      text = decode(vm, line, line.data, this.encoding, 'replace');
    }
    // Only what UTF-8 can hold is source text: this raises for the rest.
    if (typeof text !== 'string') encodeUtf8(vm, text, 'strict');
    vm.chargeFuel(1 + (text.length >> 1));
    vm.chargeMemory(text.length * 2);
    return strToUtf16(text);
  }
}

/** Character columns of places in a line, each counted from the one asked for before it. */
class ColumnCounter {
  private lineno = 0;
  /** UTF-16 units and characters from the start of the line. */
  private units = 0;
  private column = 0;

  at(text: string, lineno: number, lineStart: number, position: number): number {
    const units = position - lineStart;
    if (lineno !== this.lineno || units < this.units) {
      this.lineno = lineno;
      this.units = 0;
      this.column = 0;
    }
    this.column += characterLength(text, lineStart + this.units, position);
    this.units = units;
    return this.column;
  }
}

/** `_tokenize.TokenizerIter`. */
class PyTokenizerIter extends PyObject {
  finished = false;
  lastLine: Value = '';
  lastLineno = 0;
  readonly columns = new ColumnCounter();

  constructor(readonly tokenizer: LineTokenizer) {
    super();
  }
}

const tokenizerIterType = makeModuleType('_tokenize', 'TokenizerIter', PyTokenizerIter);

const signature = parseSignature('tokenizeriter($type, readline, /, *, extra_tokens: bool, encoding: str=0)', 'method');

function tokenizerNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const name = { short: 'tokenizeriter', full: 'tokenizeriter()' };
  const given = args.length - (kwnames?.length ?? 0);
  if (given !== 1) throw typeError(`tokenizeriter() takes exactly 1 positional argument (${given} given)`);
  if (kwnames === null || !kwnames.includes('extra_tokens')) {
    throw typeError("tokenizeriter() missing required argument 'extra_tokens' (pos 2)");
  }
  const [readline, extraTokens, encoding] = bindArguments(vm, signature, name, args, kwnames) as [
    Value,
    boolean,
    Str | 0,
  ];
  const reader = new LineReader(vm, readline, isEncoding(encoding) ? strKey(encoding) : null);
  const filename = '<string>';
  const warn = warningSink(vm as Machine, filename);
  return new PyTokenizerIter(new LineTokenizer(() => reader.read(), { filename, extraTokens, warn }));
}

function isEncoding(value: Str | 0): value is Str {
  return value !== 0;
}

/** Read one token; what the tokenizer throws for a warning that is an error becomes a Python exception. */
function readToken(tokenizer: LineTokenizer): number {
  try {
    return tokenizer.next();
  } catch (reason) {
    if (reason instanceof SyntaxErrorInfo) throw raiseSyntaxError(reason);
    throw reason;
  }
}

function nextToken(vm: Runtime, self: PyTokenizerIter): Value | undefined {
  if (self.finished) return undefined;
  vm.chargeFuel(1);
  const { tokenizer } = self;
  const { extraTokens } = tokenizer;
  const type = readToken(tokenizer);
  if (type === T.ERRORTOKEN) throw tokenizerError(tokenizer);
  if (type === T.ENDMARKER) self.finished = true;
  const { text, lineno } = tokenizer;
  const start = tokenizer.start;
  // A NEWLINE without its last character, as CPython's lexer has it.
  const end = type === T.NEWLINE ? tokenizer.end - 1 : tokenizer.end;
  const lineStart = tokenizer.startLineStart;
  const isTrailing = extraTokens && (type === T.ENDMARKER || (type === T.DEDENT && tokenizer.done === 'EOF'));
  const line = isTrailing ? '' : lineOf(self, lineStart);
  const firstLine = tokenizer.startLine;
  self.lastLineno = firstLine;
  if (isTrailing) {
    return token(type, '', [firstLine + 1, 0, lineno + 1, 0], line);
  }
  const column = start >= lineStart ? self.columns.at(text, firstLine, lineStart, start) : -1;
  const endColumn = end >= tokenizer.lineStart ? self.columns.at(text, lineno, tokenizer.lineStart, end) : -1;
  const content = start < 0 ? '' : strFromUtf16(text.slice(start, end));
  if (!extraTokens) return token(type, content, [firstLine, column, lineno, endColumn], line);
  if (type === T.NEWLINE) {
    const newline = text.charCodeAt(start) === 0x0d ? '\r\n' : '\n';
    const shown = tokenizer.implicitNewline ? content : newline;
    return token(type, shown, [firstLine, column, lineno, endColumn + 1], line);
  }
  const shown = type === T.NL && tokenizer.implicitNewline ? '' : content;
  return token(type > T.DEDENT && type < T.OP ? T.OP : type, shown, [firstLine, column, lineno, endColumn], line);
}

/** The line that a token stands on, or the lines of one that spans several: one str for all tokens of a line. */
function lineOf(self: PyTokenizerIter, lineStart: number): Value {
  const { tokenizer } = self;
  if (tokenizer.lineno !== self.lastLineno) {
    const end = tokenizer.implicitNewline ? tokenizer.lineEnd - 1 : tokenizer.lineEnd;
    self.lastLine = strFromUtf16(tokenizer.text.slice(lineStart, Math.max(end, lineStart)));
  }
  return self.lastLine;
}

function token(type: number, text: Value, place: readonly [number, number, number, number], line: Value): PyTuple {
  const [lineno, column, endLineno, endColumn] = place;
  return new PyTuple([type, text, new PyTuple([lineno, column]), new PyTuple([endLineno, endColumn]), line]);
}

defineType(tokenizerIterType, {
  doc: null,
  slots: { tp_new: tokenizerNew, tp_iter: (_vm, self: PyTokenizerIter) => self, tp_iternext: nextToken },
});

/** `_tokenize`. */
export const tokenizeModule = defineModule({
  name: '_tokenize',
  doc: null,
  types: [['TokenizerIter', tokenizerIterType]],
});
