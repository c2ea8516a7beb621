/** This file defines sets of characters: a table for Latin-1, pages made on demand for the rest. */

import { simpleUpper } from '../../objects/unicode/case.js';
import { inCategory, isNarrowCategory, lowerAscii, lowerUnicode } from './characters.js';
import * as op from './opcodes.js';

/** How a character is folded before it is looked up in a set. */
export type Fold = 'none' | 'ascii' | 'unicode';

function fold(mode: Fold, c: number): number {
  if (mode === 'none') return c;
  return mode === 'ascii' ? lowerAscii(c) : lowerUnicode(c);
}

/**
 * A set of characters. `words` is the set program of CPython's code, already validated: NEGATE, LITERAL, RANGE,
 * CHARSET, BIGCHARSET, CATEGORY … up to FAILURE.
 */
export class CharSet {
  /** May it hold a character above U+00FF? Never false when it does. */
  readonly mayBeHigh: boolean;
  private readonly pages: (Uint8Array | undefined)[] = [];

  constructor(
    private readonly words: Uint32Array,
    readonly folding: Fold,
    /** Try the character itself and both its cases, as IN_LOC_IGNORE does. */
    private readonly anyCase: boolean,
  ) {
    this.mayBeHigh = folding === 'unicode' || !isNarrow(words);
  }

  /** Are the two sets made from the same text? */
  isSameAs(words: Uint32Array, folding: Fold, anyCase: boolean): boolean {
    if (this.folding !== folding || this.anyCase !== anyCase || this.words.length !== words.length) return false;
    return words.every((word, i) => this.words[i] === word);
  }

  /** Write a 1 for each member below U+0100. */
  fillTable(table: Uint8Array): void {
    for (let c = 0; c < 256; c++) table[c] = this.compute(c) ? 1 : 0;
  }

  /** Is a character above U+00FF a member? */
  hasHigh(c: number): boolean {
    let page = this.pages[c >> 8];
    if (page === undefined) {
      if (!this.mayBeHigh) return false;
      page = new Uint8Array(256);
      const first = c & ~255;
      for (let i = 0; i < 256; i++) page[i] = this.compute(first + i) ? 1 : 0;
      this.pages[c >> 8] = page;
    }
    return page[c & 255] !== 0;
  }

  private compute(c: number): boolean {
    if (!this.anyCase) return this.contains(fold(this.folding, c));
    const lower = lowerAscii(c);
    const upper = c >= 0x61 && c <= 0x7a ? c - 32 : c;
    // Neither case of a character may be in what a negated set excludes.
    if (this.words[0] === op.NEGATE) return this.contains(lower) && this.contains(upper);
    return this.contains(lower) || this.contains(upper);
  }

  private contains(c: number): boolean {
    const words = this.words;
    let ok = true;
    for (let i = 0; ; ) {
      switch (words[i++]) {
        case op.LITERAL:
          if (words[i] === c) return ok;
          i++;
          break;
        case op.RANGE:
          if (c >= (words[i] as number) && c <= (words[i + 1] as number)) return ok;
          i += 2;
          break;
        case op.RANGE_UNI_IGNORE: {
          const low = words[i] as number;
          const high = words[i + 1] as number;
          if (c >= low && c <= high) return ok;
          const upper = simpleUpper(c);
          if (upper >= low && upper <= high) return ok;
          i += 2;
          break;
        }
        case op.CATEGORY:
          if (inCategory(words[i] as number, c)) return ok;
          i++;
          break;
        case op.CHARSET:
          if (c < 256 && ((words[i + (c >> 5)] as number) & (1 << (c & 31))) !== 0) return ok;
          i += 8;
          break;
        case op.BIGCHARSET: {
          const count = words[i] as number;
          i++;
          if (c < 65536) {
            const index = c >> 8;
            const block = ((words[i + (index >> 2)] as number) >>> ((index & 3) * 8)) & 255;
            if (((words[i + 64 + block * 8 + ((c & 255) >> 5)] as number) & (1 << (c & 31))) !== 0) return ok;
          }
          i += 64 + count * 8;
          break;
        }
        case op.NEGATE:
          ok = !ok;
          break;
        default:
          return !ok;
      }
    }
  }
}

/** Does a set program hold only characters below U+0100? */
function isNarrow(words: Uint32Array): boolean {
  for (let i = 0; ; ) {
    switch (words[i++]) {
      case op.LITERAL:
        if ((words[i++] as number) > 255) return false;
        break;
      case op.RANGE:
        if ((words[i + 1] as number) > 255) return false;
        i += 2;
        break;
      case op.CATEGORY:
        if (!isNarrowCategory(words[i++] as number)) return false;
        break;
      case op.CHARSET:
        i += 8;
        break;
      case op.FAILURE:
        return true;
      default:
        return false;
    }
  }
}
