/** This file is the entrance to the syntax layer: source in, tree or SyntaxErrorInfo out. */
import { decodeSource, SourceDecodingError } from '../../source/encoding.js';
import { makeSourceText, type SourceText } from '../../source/source-text.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import type * as ast from '../ast/nodes.js';
import { diagnose } from '../errors/diagnose.js';
import { ErrorPlacer } from '../errors/locations.js';
import { type ParserMetadata, type SourceWarning, SyntaxErrorInfo } from '../errors/syntax-error-info.js';
import { T } from '../tokenizer/token-types.js';
import { Tokenizer } from '../tokenizer/tokenizer.js';
import { ParseFailure, ParseOverflow, TooNew } from './cursor.js';
import { MAX_INT_DIGITS } from './number-literal.js';
import type { ParseOptions } from './options.js';
import { Parser } from './statements.js';
import { type ParseMode, TokenList } from './token-list.js';

const MULTIPLE_STATEMENTS = 'multiple statements found while compiling a single statement';

/** Parse source text or bytes. Throws SyntaxErrorInfo, worded and placed as CPython 3.14 does. */
export function parse(source: Uint8Array | Str, options: ParseOptions): ast.mod {
  const mode = options.mode ?? 'exec';
  const text = readSource(source, options, mode);
  const warnings: SourceWarning[] = [];
  const warn = options.warn === undefined ? undefined : (warning: SourceWarning) => void warnings.push(warning);
  const { filename } = options;
  const tokenizer = new Tokenizer(text, {
    filename,
    warn,
    typeComments: options.typeComments ?? false,
    rejectNul: options.fromFile ?? false,
    // Whether the future import comes first is for the parser to see.
    barryAsFlufl: options.barryAsFlufl === true || text.text.includes('barry_as_FLUFL'),
  });
  const tokens = new TokenList(tokenizer, mode, !(options.dontImplyDedent ?? false), options.meter ?? null);
  const context = {
    source: text,
    filename,
    warn,
    lookupName: options.lookupName,
    barryAsFlufl: options.barryAsFlufl ?? false,
    maxIntDigits: options.maxIntDigits ?? MAX_INT_DIGITS,
    featureVersion: options.featureVersion ?? Number.POSITIVE_INFINITY,
  };
  let tree: ast.mod | null = null;
  const parser = new Parser(tokens, context);
  if (tokens.fillAll()) {
    try {
      tree = parser.parse(mode);
    } catch (error) {
      if (error instanceof ParseOverflow) throw overflow(filename);
      if (error instanceof TooNew) throw tooNew(error, tokens, filename);
      if (!(error instanceof ParseFailure)) throw error;
    }
  }
  if (tree === null) {
    const error = diagnose(text, { ...options, mode });
    if (error.msg !== MULTIPLE_STATEMENTS)
      error.metadata = metadataOf(parser.lastCompound, tokens, text, options.fromFile ?? false);
    throw error;
  }
  if (options.warn !== undefined && warnings.length > 0) {
    warnings.sort((a, b) => a.lineno - b.lineno);
    for (const warning of warnings) options.warn(warning);
  }
  return tree;
}

/** Decode source into text with universal newlines. Throws SyntaxErrorInfo. */
export function readSource(source: Uint8Array | Str, options: ParseOptions, mode: ParseMode): SourceText {
  const { filename } = options;
  const fromFile = options.fromFile ?? false;
  let characters: string;
  if (source instanceof Uint8Array) {
    if (!fromFile && source.includes(0)) throw nulError(filename);
    try {
      const inFile = fromFile ? ` in file ${strToUtf16(filename)}` : '';
      characters = decodeSource(source, options.ignoreCookie ?? false, inFile, options.codec).text;
    } catch (error) {
      if (error instanceof SourceDecodingError) throw decodingError(error, filename);
      throw error;
    }
  } else {
    characters = strToUtf16(source);
    if (characters.includes('\0')) throw nulError(filename);
  }
  return makeSourceText(characters, mode === 'exec');
}

function nulError(filename: Str): SyntaxErrorInfo {
  const message = 'source code string cannot contain null bytes';
  const error = new SyntaxErrorInfo('SyntaxError', message, filename, null, null, null, null, null);
  error.isBare = true;
  return error;
}

function decodingError(error: SourceDecodingError, filename: Str): SyntaxErrorInfo {
  const { message, where, lineno, column, line } = error;
  const text = strFromUtf16(line);
  switch (where) {
    case 'start':
      return new SyntaxErrorInfo('SyntaxError', message, filename, 0, -1, null, null, null);
    case 'bom':
      return new SyntaxErrorInfo('SyntaxError', message, filename, lineno, 0, lineno, line.length, text);
    case 'line':
      return new SyntaxErrorInfo('SyntaxError', message, filename, lineno, column, lineno, column, text);
  }
}

function overflow(filename: Str): SyntaxErrorInfo {
  const message = 'Parser stack overflowed - Python source too complex to parse';
  return new SyntaxErrorInfo('MemoryError', message, filename, null, null, null, null, null);
}

function tooNew({ message, token }: TooNew, tokens: TokenList, filename: Str): SyntaxErrorInfo {
  const { lineno, endLineno, column, endColumn, type } = tokens;
  // The end of a block has no columns: its place is where the last line ends.
  let at = token;
  while (at > 0 && (type[at] === T.DEDENT || type[at] === T.ENDMARKER || type[at] === undefined)) at--;
  const placer = new ErrorPlacer(tokens, filename);
  const end = at === token ? (endColumn[at] as number) : -2;
  return placer.at('SyntaxError', lineno[at] as number, column[at] as number, endLineno[at] as number, end, message);
}

function metadataOf(token: number, tokens: TokenList, source: SourceText, fromFile: boolean): ParserMetadata {
  return {
    lineno: tokens.lineno[token] ?? 0,
    column: tokens.column[token] ?? 0,
    source: fromFile ? null : strFromUtf16(source.text),
  };
}
