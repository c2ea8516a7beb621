import { describe, expect, test } from 'vitest';
import { decodeSource, type SourceDecodingError } from '../../../src/source/encoding.js';
import { characterColumn, makeSourceText, utf8Length } from '../../../src/source/source-text.js';

const bytes = (latin1: string): Uint8Array => Uint8Array.from(latin1, (c) => c.charCodeAt(0));

function refusal(latin1: string): string {
  try {
    decodeSource(bytes(latin1), false, '');
    return 'accepted';
  } catch (error) {
    const { message, lineno, column } = error as SourceDecodingError;
    return `${lineno}:${column} ${message}`;
  }
}

describe('decoding source bytes', () => {
  test.each([
    ['x = "\xc3\xa9"', 'x = "é"', 'utf-8'],
    ['\xef\xbb\xbfx', 'x', 'utf-8'],
    ['# coding: latin-1\n"\xe9"', '# coding: latin-1\n"é"', 'iso-8859-1'],
    ['#!/bin/sh\n# -*- coding: cp1252 -*-\n"\x80"', '#!/bin/sh\n# -*- coding: cp1252 -*-\n"€"', 'cp1252'],
    ['# vim: set fileencoding=utf8 :\n"\xc3\xa9"', '# vim: set fileencoding=utf8 :\n"é"', 'utf8'],
    ['x\n# coding: latin-1\n', 'x\n# coding: latin-1\n', 'utf-8'],
  ])('%j', (source, text, encoding) => {
    expect(decodeSource(bytes(source), false, '')).toEqual({ text, encoding });
  });

  test.each([
    [
      'x = "\xff"',
      `1:6 Non-UTF-8 code starting with '\\xff' on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details`,
    ],
    [
      'x=1\n\n"\xc3"\n',
      `3:2 Non-UTF-8 code starting with '\\xc3' on line 3, but no encoding declared; see https://peps.python.org/pep-0263/ for details`,
    ],
    ['# coding: foo\nx', '0:-1 unknown encoding: foo'],
    ['# coding: ascii\n"\x80"', "0:-1 'ascii' codec can't decode byte 0x80 in position 17: ordinal not in range(128)"],
    [
      '# coding: cp1252\n"\x81"',
      "0:-1 'charmap' codec can't decode byte 0x81 in position 18: character maps to <undefined>",
    ],
    ['\xef\xbb\xbf# coding: latin-1\nx', '1:0 encoding problem: iso-8859-1 with BOM'],
  ])('refuses %j', (source, message) => {
    expect(refusal(source)).toBe(message);
  });

  test('a codec from outside serves other encodings', () => {
    const codec = (encoding: string): string | undefined => (encoding === 'cp437' ? 'é' : undefined);
    expect(decodeSource(bytes('# coding: cp437\n'), false, '', codec).text).toBe('é');
  });
});

describe('source text', () => {
  test('newlines become line feeds, and a program ends with one', () => {
    expect(makeSourceText('a\r\nb\rc', true).text).toBe('a\nb\nc\n');
    expect(makeSourceText('a', false).text).toBe('a');
    expect(makeSourceText('', true).text).toBe('');
  });

  test('columns count bytes, characters or code units', () => {
    expect(utf8Length('aé€😀', 0, 5)).toBe(1 + 2 + 3 + 4);
    expect(characterColumn('aé€😀b', 10)).toBe(4);
    expect(characterColumn('ab', 9)).toBe(3);
  });
});
