/** This file classifies and folds characters for regular expressions: ASCII, locale (always the C locale) and Unicode. */
import { simpleLower, simpleUpper } from '../../objects/unicode/case.js';
import { isAlnum, isDecimal, isLineBreak, isSpace } from '../../objects/unicode/character-type.js';
import {
  CATEGORY_DIGIT,
  CATEGORY_LINEBREAK,
  CATEGORY_LOC_WORD,
  CATEGORY_SPACE,
  CATEGORY_UNI_DIGIT,
  CATEGORY_UNI_LINEBREAK,
  CATEGORY_UNI_SPACE,
  CATEGORY_UNI_WORD,
  CATEGORY_WORD,
} from './opcodes.js';

export function lowerAscii(c: number): number {
  return c >= 0x41 && c <= 0x5a ? c + 32 : c;
}

export function isCasedAscii(c: number): boolean {
  return (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
}

export function lowerUnicode(c: number): number {
  if (c < 0x80) return lowerAscii(c);
  if (c < 0x100) return c >= 0xc0 && c <= 0xde && c !== 0xd7 ? c + 32 : c;
  return simpleLower(c);
}

export function isCasedUnicode(c: number): boolean {
  return simpleLower(c) !== c || simpleUpper(c) !== c;
}

export function isWordAscii(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39) || c === 0x5f;
}

export function isWordUnicode(c: number): boolean {
  return c < 0x80 ? isWordAscii(c) : isAlnum(c);
}

/** Is the character in this category (one of the CATEGORY codes)? */
export function inCategory(category: number, c: number): boolean {
  return ((category & 1) !== 0) !== inPositiveCategory(category & ~1, c);
}

function inPositiveCategory(category: number, c: number): boolean {
  switch (category) {
    case CATEGORY_DIGIT:
      return c >= 0x30 && c <= 0x39;
    case CATEGORY_SPACE:
      return c === 0x20 || (c >= 9 && c <= 13);
    case CATEGORY_WORD:
    case CATEGORY_LOC_WORD:
      return isWordAscii(c);
    case CATEGORY_LINEBREAK:
      return c === 10;
    case CATEGORY_UNI_DIGIT:
      return c < 0x80 ? c >= 0x30 && c <= 0x39 : isDecimal(c);
    case CATEGORY_UNI_SPACE:
      return isSpace(c);
    case CATEGORY_UNI_WORD:
      return isWordUnicode(c);
    case CATEGORY_UNI_LINEBREAK:
      return isLineBreak(c);
    default:
      return false;
  }
}

/** Does the category hold no character above U+00FF? */
export function isNarrowCategory(category: number): boolean {
  return (category & 1) === 0 && category < CATEGORY_UNI_DIGIT;
}
