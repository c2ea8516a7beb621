import { describe, expect, test } from 'vitest';
import { SyntaxErrorInfo } from '../../../src/syntax/errors/syntax-error-info.js';
import { parse } from '../../../src/syntax/parser/parse.js';
import type { ParseMode } from '../../../src/syntax/parser/token-list.js';
import { strToUtf16 } from '../../../src/values/str.js';

/** `Kind line:column-line:column message` as CPython 3.14 reports it; only the message when there is no place. */
function refusal(source: string, mode: ParseMode = 'exec'): string {
  try {
    parse(source, { filename: '<test>', mode });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof SyntaxErrorInfo)) throw error;
    const { kind, lineno, offset, endLineno, endOffset, msg } = error;
    return `${kind} ${lineno}:${offset}-${endLineno}:${endOffset} ${strToUtf16(msg)}`;
  }
}

describe('errors of the grammar', () => {
  test.each([
    ['f(a b)', 'SyntaxError 1:3-1:6 invalid syntax. Perhaps you forgot a comma?'],
    ['if x\n y', "SyntaxError 1:5-1:6 expected ':'"],
    ['f() = 1', "SyntaxError 1:1-1:4 cannot assign to function call here. Maybe you meant '==' instead of '='?"],
    ['(a, 1) = b', 'SyntaxError 1:5-1:6 cannot assign to literal'],
    ['del *x', 'SyntaxError 1:5-1:7 cannot delete starred'],
    ['print x', "SyntaxError 1:1-1:8 Missing parentheses in call to 'print'. Did you mean print(...)?"],
    ['def f(a=1, b): pass', 'SyntaxError 1:12-1:13 parameter without a default follows parameter with a default'],
    ['if x:\ny', "IndentationError 2:1-2:2 expected an indented block after 'if' statement on line 1"],
    ['x = {1: 2, 3}', "SyntaxError 1:12-1:0 ':' expected after dictionary key"],
    ['import a from b', "SyntaxError 1:1-1:16 Did you mean to use 'from ... import ...' instead?"],
    ['a <> b', "SyntaxError 1:3-1:5 invalid syntax.  Maybe you meant '!=' instead of '<>'?"],
    ["f'{a b}'", 'SyntaxError 1:4-1:7 invalid syntax. Perhaps you forgot a comma?'],
    ["f'{a=b}'", "SyntaxError 1:6-1:7 f-string: expecting '!', or ':', or '}'"],
    ["'a' b'b'", 'SyntaxError 1:9-1:10 cannot mix bytes and nonbytes literals'],
    ['x = a if b', "SyntaxError 1:5-1:11 expected 'else' after 'if' expression"],
    ['match x:\n case a as _: pass', "SyntaxError 2:12-2:13 cannot use '_' as a target"],
  ])('%j', (source, want) => {
    expect(refusal(source)).toBe(want);
  });
});

describe('errors of the tokenizer', () => {
  test.each([
    ['(1,\n 2', "SyntaxError 1:1-1:0 '(' was never closed"],
    ['(]', "SyntaxError 1:2-1:2 closing parenthesis ']' does not match opening parenthesis '('"],
    ['x = """a\nb', 'SyntaxError 1:5-1:5 unterminated triple-quoted string literal (detected at line 2)'],
    ["x = 'a", 'SyntaxError 1:5-1:5 unterminated string literal (detected at line 1)'],
    [
      '0777',
      'SyntaxError 1:1-1:2 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
    ],
    ['1__0', 'SyntaxError 1:2-1:2 invalid decimal literal'],
    ['a€', "SyntaxError 1:2-1:2 invalid character '€' (U+20AC)"],
    ['x = \\ y', 'SyntaxError 1:6-1:0 unexpected character after line continuation character'],
    ['def f():\n  x\n y', 'IndentationError 3:3-3:-1 unindent does not match any outer indentation level'],
    ['if a:\n\tx\n        y', 'TabError 3:1-3:0 inconsistent use of tabs and spaces in indentation'],
    ['x\n y', 'IndentationError 2:1-2:-1 unexpected indent'],
    ['('.repeat(201), 'SyntaxError 1:201-1:201 too many nested parentheses'],
    ["ub'a'", "SyntaxError 1:1-1:3 'u' and 'b' prefixes are incompatible"],
    ['\0', 'SyntaxError null:null-null:null source code string cannot contain null bytes'],
    [
      "'\\x1'",
      "SyntaxError 1:1-1:6 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape",
    ],
  ])('%j', (source, want) => {
    expect(refusal(source)).toBe(want);
  });

  test('ten thousand open brackets are an error, not a crash', () => {
    expect(refusal('('.repeat(10_000))).toBe('SyntaxError 1:201-1:201 too many nested parentheses');
  });
});

describe('other modes', () => {
  test.each([
    ['x\ny', 'single', 'SyntaxError 1:2-1:3 multiple statements found while compiling a single statement'],
    ['', 'eval', 'SyntaxError 0:0-0:0 invalid syntax'],
    ['a b', 'eval', 'SyntaxError 1:3-1:4 invalid syntax'],
  ] as const)('%j as %s', (source, mode, want) => {
    expect(refusal(source, mode)).toBe(want);
  });
});

describe('warnings', () => {
  test('are told in the order of their lines', () => {
    const seen: string[] = [];
    const warn = ({ lineno, message }: { lineno: number; message: unknown }): void =>
      void seen.push(`${lineno} ${message}`);
    parse("'\\d'\n1if x else 2\n", { filename: '<test>', warn });
    expect(seen).toEqual([
      '1 "\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.',
      '2 invalid decimal literal',
    ]);
  });
});
