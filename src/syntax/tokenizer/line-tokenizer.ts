/** This file reads tokens from source that arrives line by line. */
import { SourceText } from '../../source/source-text.js';
import { strFromUtf16 } from '../../values/str.js';
import { SyntaxErrorInfo } from '../errors/syntax-error-info.js';
import { Tokenizer } from './tokenizer.js';
import type { TokenizerOptions } from './tokenizer-state.js';

/**
 * A tokenizer that asks for each line when it needs it. `text` starts with the line in which the current token starts;
 * what one call of `readLine` gives counts as one line, and the first empty one ends the source.
 */
export class LineTokenizer extends Tokenizer {
  /** The newline at the end of the line entered last was not in the source. */
  implicitNewline = false;

  constructor(
    private readonly readLine: () => string,
    options: TokenizerOptions,
  ) {
    super(new SourceText('', false), options);
  }

  protected override enterLine(): boolean {
    if (this.tokenStart < 0 && this.modes.length === 0) this.forgetText();
    const line = this.readLine();
    if (line === '') {
      this.done = 'EOF';
      return false;
    }
    this.implicitNewline = !line.endsWith('\n');
    this.lineStart = this.pos;
    this.text += this.implicitNewline ? `${line}\n` : line;
    this.lineno++;
    this.lineEnd = this.text.length;
    if (line.includes('\0')) {
      const shown = strFromUtf16(line.slice(0, line.indexOf('\0')));
      const message = 'source code cannot contain null bytes';
      this.error = new SyntaxErrorInfo('SyntaxError', message, this.filename, this.lineno, 0, this.lineno, 0, shown);
      this.done = 'ERROR';
      this.pos = this.lineEnd;
      return false;
    }
    return true;
  }

  /** Nothing before the end of the text is needed any more. */
  private forgetText(): void {
    this.text = '';
    this.pos = 0;
    this.lineEnd = 0;
    this.lineStart = 0;
    this.bufferStart = 0;
    this.firstLineStart = 0;
  }
}
