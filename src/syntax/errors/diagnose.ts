/** This file finds out what is wrong with a source that the parser refused. */
import type { SourceText } from '../../source/source-text.js';
import type { ParseOptions } from '../parser/options.js';
import { SyntaxErrorInfo } from './syntax-error-info.js';

/** The error of a refused source. */
export function diagnose(_source: SourceText, options: ParseOptions): SyntaxErrorInfo {
  return new SyntaxErrorInfo('SyntaxError', 'invalid syntax', options.filename, null, null, null, null, null);
}
