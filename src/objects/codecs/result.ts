/** This file defines what decoders answer. */
import type { Str } from '../../values/str.js';

/** Decoded text, and how many bytes it took: fewer than there are when the end is incomplete and more may come. */
export class Decoded {
  constructor(
    readonly text: Str,
    readonly consumed: number,
  ) {}
}
