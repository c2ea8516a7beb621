/** This file tests the tokenizer of source that arrives line by line. */
import { describe, expect, test } from 'vitest';
import { LineTokenizer } from '../../../src/syntax/tokenizer/line-tokenizer.js';
import { T } from '../../../src/syntax/tokenizer/token-types.js';

function tokenizer(lines: string[], asked: string[] = []): LineTokenizer {
  return new LineTokenizer(
    () => {
      const line = lines.shift() ?? '';
      asked.push(line);
      return line;
    },
    { filename: '<string>', extraTokens: true },
  );
}

function texts(lines: string[]): string[] {
  const source = tokenizer(lines);
  const out: string[] = [];
  for (;;) {
    const type = source.next();
    if (type === T.ENDMARKER || type === T.ERRORTOKEN) return out;
    out.push(source.text.slice(source.start, source.end));
  }
}

describe('LineTokenizer', () => {
  test('asks for a line when its first token is asked for', () => {
    const asked: string[] = [];
    const source = tokenizer(['a\n', 'b\n'], asked);
    source.next();
    expect(asked).toEqual(['a\n']);
    source.next();
    source.next();
    expect(asked).toEqual(['a\n', 'b\n']);
  });

  test('keeps the lines of a token that spans several', () => {
    expect(texts(["x = '''a\n", "b''' + f'''{\n", "y}\n'''\n"])).toContain("'''a\nb'''");
  });

  test('forgets the lines before the current one', () => {
    const source = tokenizer(['first\n', 'second\n']);
    source.next();
    source.next();
    source.next();
    expect(source.text).toBe('second\n');
  });

  test('reads carriage returns before newlines as one line end', () => {
    expect(texts(['a # c\r\n', 'b \\\r\n', ' + 1\r\n'])).toEqual(['a', '# c', '\r\n', 'b', '+', '1', '\r\n']);
  });

  test('refuses a line with a NUL', () => {
    const source = tokenizer(['a\0b\n']);
    expect(source.next()).toBe(T.ERRORTOKEN);
    expect(source.error?.msg).toBe('source code cannot contain null bytes');
  });
});
