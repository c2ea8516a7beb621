/** This file defines the numbers of the token types: CPython's own, then one for each keyword. */

/** Token types. Those below 100 have the numbers of CPython's `token` module; keywords follow from 100. */
export const T = {
  ENDMARKER: 0,
  NAME: 1,
  NUMBER: 2,
  STRING: 3,
  NEWLINE: 4,
  INDENT: 5,
  DEDENT: 6,
  LPAR: 7,
  RPAR: 8,
  LSQB: 9,
  RSQB: 10,
  COLON: 11,
  COMMA: 12,
  SEMI: 13,
  PLUS: 14,
  MINUS: 15,
  STAR: 16,
  SLASH: 17,
  VBAR: 18,
  AMPER: 19,
  LESS: 20,
  GREATER: 21,
  EQUAL: 22,
  DOT: 23,
  PERCENT: 24,
  LBRACE: 25,
  RBRACE: 26,
  EQEQUAL: 27,
  NOTEQUAL: 28,
  LESSEQUAL: 29,
  GREATEREQUAL: 30,
  TILDE: 31,
  CIRCUMFLEX: 32,
  LEFTSHIFT: 33,
  RIGHTSHIFT: 34,
  DOUBLESTAR: 35,
  PLUSEQUAL: 36,
  MINEQUAL: 37,
  STAREQUAL: 38,
  SLASHEQUAL: 39,
  PERCENTEQUAL: 40,
  AMPEREQUAL: 41,
  VBAREQUAL: 42,
  CIRCUMFLEXEQUAL: 43,
  LEFTSHIFTEQUAL: 44,
  RIGHTSHIFTEQUAL: 45,
  DOUBLESTAREQUAL: 46,
  DOUBLESLASH: 47,
  DOUBLESLASHEQUAL: 48,
  AT: 49,
  ATEQUAL: 50,
  RARROW: 51,
  ELLIPSIS: 52,
  COLONEQUAL: 53,
  EXCLAMATION: 54,
  OP: 55,
  TYPE_IGNORE: 56,
  TYPE_COMMENT: 57,
  SOFT_KEYWORD: 58,
  FSTRING_START: 59,
  FSTRING_MIDDLE: 60,
  FSTRING_END: 61,
  TSTRING_START: 62,
  TSTRING_MIDDLE: 63,
  TSTRING_END: 64,
  COMMENT: 65,
  NL: 66,
  ERRORTOKEN: 67,
  FALSE: 100,
  NONE: 101,
  TRUE: 102,
  AND: 103,
  AS: 104,
  ASSERT: 105,
  ASYNC: 106,
  AWAIT: 107,
  BREAK: 108,
  CLASS: 109,
  CONTINUE: 110,
  DEF: 111,
  DEL: 112,
  ELIF: 113,
  ELSE: 114,
  EXCEPT: 115,
  FINALLY: 116,
  FOR: 117,
  FROM: 118,
  GLOBAL: 119,
  IF: 120,
  IMPORT: 121,
  IN: 122,
  IS: 123,
  LAMBDA: 124,
  NONLOCAL: 125,
  NOT: 126,
  OR: 127,
  PASS: 128,
  RAISE: 129,
  RETURN: 130,
  TRY: 131,
  WHILE: 132,
  WITH: 133,
  YIELD: 134,
} as const;

const KEYWORD_NAMES =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield';

/** The keyword types by their text. */
export const KEYWORDS: ReadonlyMap<string, number> = new Map(
  KEYWORD_NAMES.split(' ').map((name, i) => [name, T.FALSE + i]),
);

/** The soft keywords: names that the grammar treats specially in some places. */
export const SOFT_KEYWORDS: ReadonlySet<string> = new Set(['_', 'case', 'match', 'type']);

/** Operators and delimiters by their text. */
export const OPERATORS: ReadonlyMap<string, number> = new Map([
  ['(', T.LPAR],
  [')', T.RPAR],
  ['[', T.LSQB],
  [']', T.RSQB],
  [':', T.COLON],
  [',', T.COMMA],
  [';', T.SEMI],
  ['+', T.PLUS],
  ['-', T.MINUS],
  ['*', T.STAR],
  ['/', T.SLASH],
  ['|', T.VBAR],
  ['&', T.AMPER],
  ['<', T.LESS],
  ['>', T.GREATER],
  ['=', T.EQUAL],
  ['.', T.DOT],
  ['%', T.PERCENT],
  ['{', T.LBRACE],
  ['}', T.RBRACE],
  ['==', T.EQEQUAL],
  ['!=', T.NOTEQUAL],
  ['<>', T.NOTEQUAL],
  ['<=', T.LESSEQUAL],
  ['>=', T.GREATEREQUAL],
  ['~', T.TILDE],
  ['^', T.CIRCUMFLEX],
  ['<<', T.LEFTSHIFT],
  ['>>', T.RIGHTSHIFT],
  ['**', T.DOUBLESTAR],
  ['+=', T.PLUSEQUAL],
  ['-=', T.MINEQUAL],
  ['*=', T.STAREQUAL],
  ['/=', T.SLASHEQUAL],
  ['%=', T.PERCENTEQUAL],
  ['&=', T.AMPEREQUAL],
  ['|=', T.VBAREQUAL],
  ['^=', T.CIRCUMFLEXEQUAL],
  ['<<=', T.LEFTSHIFTEQUAL],
  ['>>=', T.RIGHTSHIFTEQUAL],
  ['**=', T.DOUBLESTAREQUAL],
  ['//', T.DOUBLESLASH],
  ['//=', T.DOUBLESLASHEQUAL],
  ['@', T.AT],
  ['@=', T.ATEQUAL],
  ['->', T.RARROW],
  ['...', T.ELLIPSIS],
  [':=', T.COLONEQUAL],
  ['!', T.EXCLAMATION],
]);

/** The type of a one-character operator by its code; OP for any other character. */
export function oneChar(c: number): number {
  switch (c) {
    case 0x21:
      return T.EXCLAMATION;
    case 0x25:
      return T.PERCENT;
    case 0x26:
      return T.AMPER;
    case 0x28:
      return T.LPAR;
    case 0x29:
      return T.RPAR;
    case 0x2a:
      return T.STAR;
    case 0x2b:
      return T.PLUS;
    case 0x2c:
      return T.COMMA;
    case 0x2d:
      return T.MINUS;
    case 0x2e:
      return T.DOT;
    case 0x2f:
      return T.SLASH;
    case 0x3a:
      return T.COLON;
    case 0x3b:
      return T.SEMI;
    case 0x3c:
      return T.LESS;
    case 0x3d:
      return T.EQUAL;
    case 0x3e:
      return T.GREATER;
    case 0x40:
      return T.AT;
    case 0x5b:
      return T.LSQB;
    case 0x5d:
      return T.RSQB;
    case 0x5e:
      return T.CIRCUMFLEX;
    case 0x7b:
      return T.LBRACE;
    case 0x7c:
      return T.VBAR;
    case 0x7d:
      return T.RBRACE;
    case 0x7e:
      return T.TILDE;
    default:
      return T.OP;
  }
}

/** The type of a two-character operator by its codes; OP when the two do not form one. */
export function twoChars(c1: number, c2: number): number {
  if (c2 === 0x3d) {
    switch (c1) {
      case 0x21:
        return T.NOTEQUAL;
      case 0x25:
        return T.PERCENTEQUAL;
      case 0x26:
        return T.AMPEREQUAL;
      case 0x2a:
        return T.STAREQUAL;
      case 0x2b:
        return T.PLUSEQUAL;
      case 0x2d:
        return T.MINEQUAL;
      case 0x2f:
        return T.SLASHEQUAL;
      case 0x3a:
        return T.COLONEQUAL;
      case 0x3c:
        return T.LESSEQUAL;
      case 0x3d:
        return T.EQEQUAL;
      case 0x3e:
        return T.GREATEREQUAL;
      case 0x40:
        return T.ATEQUAL;
      case 0x5e:
        return T.CIRCUMFLEXEQUAL;
      case 0x7c:
        return T.VBAREQUAL;
      default:
        return T.OP;
    }
  }
  if (c1 === c2) {
    if (c1 === 0x2a) return T.DOUBLESTAR;
    if (c1 === 0x2f) return T.DOUBLESLASH;
    if (c1 === 0x3c) return T.LEFTSHIFT;
    return c1 === 0x3e ? T.RIGHTSHIFT : T.OP;
  }
  if (c2 === 0x3e) {
    if (c1 === 0x2d) return T.RARROW;
    if (c1 === 0x3c) return T.NOTEQUAL;
  }
  return T.OP;
}

/** The type of the three-character operator that a two-character one and `c3` form; OP when they form none. */
export function threeChars(two: number, c3: number): number {
  if (c3 !== 0x3d) return T.OP;
  if (two === T.DOUBLESTAR) return T.DOUBLESTAREQUAL;
  if (two === T.DOUBLESLASH) return T.DOUBLESLASHEQUAL;
  if (two === T.LEFTSHIFT) return T.LEFTSHIFTEQUAL;
  return two === T.RIGHTSHIFT ? T.RIGHTSHIFTEQUAL : T.OP;
}
