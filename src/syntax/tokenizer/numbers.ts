/** This file reads numeric literals. Language reference: 2.6, numeric literals. */
import { characterLength } from '../../source/source-text.js';
import { isDigit, isHexDigit, isPotentialIdentifierChar } from './characters.js';
import { T } from './token-types.js';
import { EOF, type TokenizerState } from './tokenizer-state.js';

const isOctal = (c: number): boolean => c >= 0x30 && c <= 0x37;
const isBinary = (c: number): boolean => c === 0x30 || c === 0x31;
const lower = (c: number): number => c | 0x20;

/** Read the rest of a number whose first character, a digit, has been read. Answers NUMBER or ERRORTOKEN. */
export function readNumber(s: TokenizerState, first: number): number {
  if (first !== 0x30) return afterInteger(s, decimalTail(s));
  let c = s.nextChar();
  switch (c) {
    case 0x78:
    case 0x58:
      return readRadix(s, 'hexadecimal', isHexDigit);
    case 0x6f:
    case 0x4f:
      return readRadix(s, 'octal', isOctal);
    case 0x62:
    case 0x42:
      return readRadix(s, 'binary', isBinary);
  }
  let nonzero = false;
  // "0" and "00" are literals; zeros before other digits are not, unless a float or imaginary follows.
  for (;;) {
    if (c === 0x5f) {
      c = s.nextChar();
      if (!isDigit(c)) return invalid(s, c, 'decimal');
    }
    if (c !== 0x30) break;
    c = s.nextChar();
  }
  const zerosEnd = s.pos;
  if (isDigit(c)) {
    nonzero = true;
    c = decimalTail(s);
    if (c === FAILED) return T.ERRORTOKEN;
  }
  if (c === 0x2e) return readFraction(s, s.nextChar());
  if (c !== EOF && lower(c) === 0x65) return readExponent(s, c);
  if (c !== EOF && lower(c) === 0x6a) return readImaginary(s);
  if (nonzero && !s.extraTokens) {
    s.backup(c);
    const start = characterLength(s.text, s.lineStart, s.tokenStart) + 1;
    return s.failAt(
      'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      start,
      characterLength(s.text, s.lineStart, zerosEnd),
    );
  }
  return finish(s, c, 'decimal');
}

/** Read the rest of a number from what follows its point; `c` is the first character there. */
export function readFraction(s: TokenizerState, c: number): number {
  let next = c;
  if (isDigit(next)) {
    next = decimalTail(s);
    if (next === FAILED) return T.ERRORTOKEN;
  }
  return afterFraction(s, next);
}

const FAILED = -2;

/** Read digits and single underscores; answers the character after them, or FAILED. */
function decimalTail(s: TokenizerState): number {
  for (;;) {
    let c: number;
    do c = s.nextChar();
    while (isDigit(c));
    if (c !== 0x5f) return c;
    c = s.nextChar();
    if (!isDigit(c)) {
      invalid(s, c, 'decimal');
      return FAILED;
    }
  }
}

function afterInteger(s: TokenizerState, c: number): number {
  if (c === FAILED) return T.ERRORTOKEN;
  return c === 0x2e ? readFraction(s, s.nextChar()) : afterFraction(s, c);
}

function afterFraction(s: TokenizerState, c: number): number {
  if (c !== EOF && lower(c) === 0x65) return readExponent(s, c);
  if (c !== EOF && lower(c) === 0x6a) return readImaginary(s);
  return finish(s, c, 'decimal');
}

function readExponent(s: TokenizerState, e: number): number {
  let c = s.nextChar();
  if (c === 0x2b || c === 0x2d) {
    c = s.nextChar();
    if (!isDigit(c)) return invalid(s, c, 'decimal');
  } else if (!isDigit(c)) {
    s.backup(c);
    if (!verifyEnd(s, e, 'decimal')) return T.ERRORTOKEN;
    s.backup(e);
    return T.NUMBER;
  }
  c = decimalTail(s);
  if (c === FAILED) return T.ERRORTOKEN;
  return c !== EOF && lower(c) === 0x6a ? readImaginary(s) : finish(s, c, 'decimal');
}

function readImaginary(s: TokenizerState): number {
  return finish(s, s.nextChar(), 'imaginary');
}

function readRadix(
  s: TokenizerState,
  kind: 'hexadecimal' | 'octal' | 'binary',
  accepts: (c: number) => boolean,
): number {
  let c = s.nextChar();
  do {
    if (c === 0x5f) c = s.nextChar();
    if (!accepts(c)) {
      return isDigit(c) ? s.fail(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`) : invalid(s, c, kind);
    }
    do c = s.nextChar();
    while (accepts(c));
  } while (c === 0x5f);
  if (isDigit(c)) return s.fail(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`);
  return finish(s, c, kind);
}

function invalid(s: TokenizerState, c: number, kind: string): number {
  s.backup(c);
  return s.fail(`invalid ${kind} literal`);
}

function finish(s: TokenizerState, c: number, kind: string): number {
  if (!verifyEnd(s, c, kind)) return T.ERRORTOKEN;
  s.backup(c);
  return T.NUMBER;
}

const KEYWORDS_AFTER_NUMBER = ['and', 'else', 'for', 'if', 'in', 'is', 'not', 'or'];

/**
 * Check what follows a number: an identifier is an error, but a keyword that may follow a number in valid code
 * (`1if x else y`) is only warned about.
 */
function verifyEnd(s: TokenizerState, c: number, kind: string): boolean {
  if (s.extraTokens || c === EOF || c >= 128 || !isPotentialIdentifierChar(c)) return true;
  const at = s.pos - 1;
  for (const word of KEYWORDS_AFTER_NUMBER) {
    if (!s.text.startsWith(word, at)) continue;
    // CPython looks at two letters only of the words with an i.
    if (word[0] !== 'i' && isPotentialIdentifierChar(s.text.charCodeAt(at + word.length))) continue;
    s.backup(c);
    s.warnHere(`invalid ${kind} literal`, `invalid ${kind} literal`);
    s.nextChar();
    return true;
  }
  s.backup(c);
  s.fail(`invalid ${kind} literal`);
  return false;
}
