/** This file defines the code that the matcher runs: CPython's code words, translated once for each pattern. */
import type { CharSet } from './charset.js';

// Each instruction is its number followed by its operands. A "unit" is one character test: see UNIT_*.
/** End of the pattern. */
export const MATCH = 0;
/** `c` */
export const CHAR = 1;
/** `c` */
export const NOT_CHAR = 2;
/** Any character but a line feed. */
export const ANY = 3;
export const ANY_ALL = 4;
/** `table`: the place of the set's table. */
export const SET = 5;
/** `n, c…` */
export const STRING = 6;
/** `where` (one of the AT codes of opcodes.ts) */
export const AT = 7;
/** `mark` */
export const MARK = 8;
/** `target` */
export const JUMP = 9;
export const FAIL = 10;
/** `n`, then n times `unit kind or -1, operand, target`: the test spares trying an alternative in vain. */
export const BRANCH = 11;
/** `unit kind, operand, min, max, follow kind, follow operand` */
export const GREEDY = 12;
/** As GREEDY. */
export const LAZY = 13;
/** `reg, until target`: registers reg (iterations begun - 1) and reg + 1 (where the last began). */
export const LOOP = 14;
/** `reg, min, max, body target`; the tail follows. */
export const MAX_UNTIL = 15;
/** As MAX_UNTIL. */
export const MIN_UNTIL = 16;
/** `group` */
export const GROUPREF = 17;
/** `group` */
export const GROUPREF_ASCII = 18;
/** `group` */
export const GROUPREF_UNICODE = 19;
/** `group, target when it did not match` */
export const GROUPREF_EXISTS = 20;
/** `back, reg, target after`: registers reg (stack height) and reg + 1 (position). */
export const ASSERT = 21;
/** `reg` */
export const ASSERT_END = 22;
/** `back, reg, target after` */
export const ASSERT_NOT = 23;
/** `reg` */
export const ASSERT_NOT_END = 24;
/** `reg` */
export const ATOMIC = 25;
/** `reg` */
export const ATOMIC_END = 26;
/** `reg, min, max, body target, tail target`: registers reg (count), reg + 1 (last start), reg + 2 (stack height). */
export const POSSESSIVE = 27;
/** `reg` */
export const POSSESSIVE_INIT = 28;
/** `reg, loop target` */
export const POSSESSIVE_END = 29;

/** Kinds of units; the operand is a character or the place of a table. */
export const UNIT_CHAR = 0;
export const UNIT_NOT_CHAR = 1;
export const UNIT_ANY = 2;
export const UNIT_ANY_ALL = 3;
export const UNIT_SET = 4;

/** What follows a GREEDY repeat: nothing is known; this character; or it never gives back what it took. */
export const FOLLOW_UNKNOWN = 0;
export const FOLLOW_CHAR = 1;
export const FOLLOW_NEVER = 2;
export const FOLLOW_SET = 3;

/** An unlimited count. */
export const UNBOUNDED = 0x7fffffff;

/** A translated pattern. Immutable, apart from the pages that sets make on demand. */
export class Program {
  /** The prefix as a host string; null when no plain string can hold it. */
  readonly prefixText: string | null;

  constructor(
    readonly code: Int32Array,
    readonly sets: readonly CharSet[],
    /** 256 bytes for each set. */
    readonly tables: Uint8Array,
    readonly groups: number,
    /** Marks, then lastindex, then the registers of loops and assertions. */
    readonly registers: number,
    /** No match is shorter. */
    readonly minWidth: number,
    /** Every match starts with these characters; empty when unknown. */
    readonly prefix: Uint32Array,
    /** The prefix is all there is. */
    readonly isLiteral: boolean,
    /** Characters below U+0100 that a match can start with; null when unknown. */
    readonly first: Uint8Array | null,
    /** May a match start with a character above U+00FF? */
    readonly firstHigh: boolean,
    /** A match can only start where the search starts. */
    readonly isAnchored: boolean,
    /** A match can only start at the start of a line. */
    readonly startsLine: boolean,
  ) {
    let text: string | null = '';
    for (const c of prefix) {
      if (c > 0xffff || (c >= 0xd800 && c <= 0xdfff)) text = null;
      else if (text !== null) text += String.fromCharCode(c);
    }
    this.prefixText = text;
  }
}
