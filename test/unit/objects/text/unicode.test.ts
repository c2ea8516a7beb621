import { expect, test } from 'vitest';
import { pushFolded, pushLower, pushTitle, pushUpper, simpleLower } from '../../../../src/objects/unicode/case.js';
import * as character from '../../../../src/objects/unicode/character-type.js';
import { decimalValue } from '../../../../src/objects/unicode/decimal.js';
import { characterName, findCharacter } from '../../../../src/objects/unicode/names.js';
import { normalize, normalizeOurselves } from '../../../../src/objects/unicode/normalize.js';
import { digitValue, numericValue } from '../../../../src/objects/unicode/numeric.js';
import { countingRuntime } from './runtime.js';

test('categories and character types', () => {
  expect(character.categoryOf(0x41)).toBe('Lu');
  expect(character.categoryOf(0x10ffff)).toBe('Cn');
  expect(character.isSpace(0x2003)).toBe(true);
  expect(character.isSpace(0x200b)).toBe(false);
  expect(character.isLineBreak(0x2028)).toBe(true);
  expect(character.isIdentifierStart(0x2118)).toBe(true);
  expect(character.isIdentifierContinue(0xb7)).toBe(true);
  expect(character.isPrintable(0xad)).toBe(false);
});

test('special casing', () => {
  const mapped = (map: (point: number, out: { push(point: number): void }) => void, text: string): string => {
    const points: number[] = [];
    for (const char of text) map(char.codePointAt(0) as number, points as never);
    return String.fromCodePoint(...points);
  };
  expect(mapped(pushUpper, 'ßŉ')).toBe('SSʼN');
  expect(mapped(pushTitle, 'ǆ')).toBe('ǅ');
  expect(mapped(pushLower, 'İ')).toBe('i̇');
  expect(mapped(pushFolded, 'ẞ')).toBe('ss');
  expect(simpleLower(0x130)).toBe(0x69);
});

test('numeric values', () => {
  expect(decimalValue(0x1d7d8)).toBe(0);
  expect(decimalValue(0xb2)).toBe(-1);
  expect(digitValue(0xb2)).toBe(2);
  expect(numericValue(0xbd)).toBe(0.5);
  expect(numericValue(0x4e07)).toBe(10000);
});

test('names both ways', () => {
  for (const [point, name] of [
    [0x41, 'LATIN CAPITAL LETTER A'],
    [0xac01, 'HANGUL SYLLABLE GAG'],
    [0x4e00, 'CJK UNIFIED IDEOGRAPH-4E00'],
    [0x1f600, 'GRINNING FACE'],
    [0xf60, 'TIBETAN LETTER -A'],
  ] as const) {
    expect(characterName(point)).toBe(name);
    expect(findCharacter(name.toLowerCase(), false)).toEqual([point]);
  }
  expect(characterName(0)).toBeUndefined();
  expect(findCharacter('NULL', false)).toEqual([0]);
  expect(findCharacter('KEYCAP DIGIT ONE', false)).toBeUndefined();
  expect(findCharacter('KEYCAP DIGIT ONE', true)).toEqual([0x31, 0xfe0f, 0x20e3]);
  expect(findCharacter('HYPHEN -MINUS', true)).toBeUndefined();
});

test('our normalization and the one that may ask the host agree', () => {
  const vm = countingRuntime();
  for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) {
    for (const text of ['a\u0301\u0323', '\u1100\u1161\u11a8', 'ﬁ①Å', '\u0344\u0385', 'e\u0327\u0301']) {
      expect(normalize(vm, text, form)).toBe(normalizeOurselves(vm, text, form, false));
      expect(normalizeOurselves(vm, text, form, false)).toBe(text.normalize(form));
    }
  }
});
