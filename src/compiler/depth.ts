/** This file defines the limit on how deep the compiler recurses into a tree. */
import { RecursionLimitError } from './errors.js';

/** Nested nodes that each pass of the compiler follows by recursion; well below what the host's stack holds. */
const MAX_DEPTH = 700;

/** Counts the recursion of one pass. */
export class RecursionDepth {
  private depth = 0;

  /** Go one node deeper. Raises CPython's RecursionError when that is too deep. */
  enter(): void {
    if (++this.depth > MAX_DEPTH) {
      throw new RecursionLimitError('maximum recursion depth exceeded during compilation');
    }
  }

  leave(): void {
    this.depth--;
  }
}
