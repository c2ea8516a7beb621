/** This file defines the character sets that the ISO 2022 encodings switch between. */
import { type CharacterSet, characterSet, FIRST_PAIR } from './character-set.js';
import type { Encoding } from './codec.js';

/** `DesignatedSet.encode`: the set does not have the character. */
export const NOT_IN_SET = -1;
/** `DesignatedSet.encode`: the next character decides. */
export const NEXT_DECIDES = -2;

/** A code, and how many characters it stands for. */
export type SetCode = readonly [code: number, characters: number] | typeof NOT_IN_SET | typeof NEXT_DECIDES;

/** A set with the letter of its escape sequence (with 0x80 for sets of two bytes), designated to G0 or G1. */
export abstract class DesignatedSet {
  constructor(
    readonly mark: number,
    readonly plane: 0 | 1 | 2,
    readonly width: 1 | 2,
  ) {}

  /** The character (or pair) of a code; undefined when there is none. */
  abstract decode(code: number): number | undefined;
  abstract encode(run: Encoding): SetCode;
}

/** One plane of a set that an EUC encoding has as well. */
export class EucSet extends DesignatedSet {
  constructor(
    letter: string,
    plane: 0 | 1,
    private readonly encodingName: string,
    /** The prefix of the plane's codes in EUC: 0x8F0000 for the second one. */
    private readonly prefix: number,
  ) {
    super(letter.charCodeAt(0) | 0x80, plane, 2);
  }

  private get set(): CharacterSet {
    return characterSet(this.encodingName);
  }

  decode(code: number): number | undefined {
    // In cp949 lower trail bytes have a meaning of their own.
    return (code & 0xff) > 0x20 && code > 0x20ff ? this.set.decoding.get(this.prefix + code + 0x8080) : undefined;
  }

  encode(run: Encoding): SetCode {
    const code = this.set.encoding.get(run.point(0));
    return code === undefined || code < 0xa1a1 ? NOT_IN_SET : this.ownCode(code);
  }

  private ownCode(code: number): SetCode {
    const isOwn = code - (code & 0xffff) === this.prefix && ((code >> 8) & 0xff) > 0xa0 && (code & 0xff) > 0xa0;
    return isOwn ? [(code & 0xffff) - 0x8080, 1] : NOT_IN_SET;
  }
}

/** Rows of the second plane of JIS X 0213; in EUC the others belong to JIS X 0212. */
const isPlane2Row = (row: number): boolean => [1, 3, 4, 5, 8, 12, 13, 14, 15].includes(row) || row >= 78;

/** What CPython's table of JIS X 0213 has where EUC has the full-width tilde. */
const TILDE = 0x7e;

/** A plane of JIS X 0213, where a code may stand for two characters. */
export class Jisx0213Set extends DesignatedSet {
  constructor(
    letter: string,
    private readonly encodingName: string,
    private readonly isPlane2: boolean,
    /** Only for codes of two characters: those come before any other set. */
    private readonly pairsOnly = false,
  ) {
    super(letter.charCodeAt(0) | 0x80, 0, 2);
  }

  decode(code: number): number | undefined {
    if (!this.isPlane2) return code === 0x2232 ? TILDE : characterSet(this.encodingName).decoding.get(code + 0x8080);
    // The second plane is read as that of 2004, in the older encoding as well.
    const { decoding } = characterSet('euc_jis_2004');
    return isPlane2Row((code >> 8) - 0x20) ? decoding.get(0x8f0000 + code + 0x8080) : undefined;
  }

  encode(run: Encoding): SetCode {
    const { encoding, pairs } = characterSet(this.encodingName);
    const point = run.point(0);
    const seconds = pairs.get(point);
    if (seconds !== undefined) {
      if (run.left < 2 && !run.flush) return NEXT_DECIDES;
      const code = run.left < 2 ? undefined : seconds.get(run.point(1));
      if (code !== undefined) return this.isPlane2 ? NOT_IN_SET : [code - 0x8080, 2];
    }
    if (this.pairsOnly) return NOT_IN_SET;
    const code = encoding.get(point);
    if (code === undefined || code < 0xa1a1 || point === 0xff3c || point === 0xff5e) return NOT_IN_SET;
    if (code > 0xffff !== this.isPlane2 || (code & 0x8080) !== 0x8080) return NOT_IN_SET;
    if (this.isPlane2 && !isPlane2Row(((code >> 8) & 0xff) - 0xa0)) return NOT_IN_SET;
    return [(code & 0xffff) - 0x8080, 1];
  }
}

/** JIS X 0201: Roman with yen sign and overline, or half-width katakana. */
export class Jisx0201Set extends DesignatedSet {
  constructor(private readonly isKatakana: boolean) {
    super((isKatakana ? 'I' : 'J').charCodeAt(0), 0, 1);
  }

  decode(code: number): number | undefined {
    if (this.isKatakana) return code >= 0x21 && code <= 0x5f ? 0xff40 + code : undefined;
    if (code === 0x5c) return 0xa5;
    if (code === 0x7e) return 0x203e;
    return code < 0x80 ? code : undefined;
  }

  encode(run: Encoding): SetCode {
    const point = run.point(0);
    if (this.isKatakana) return point >= 0xff61 && point <= 0xff9f ? [point - 0xff40, 1] : NOT_IN_SET;
    if (point === 0xa5) return [0x5c, 1];
    if (point === 0x203e) return [0x7e, 1];
    return point < 0x80 && point !== 0x5c && point !== 0x7e ? [point, 1] : NOT_IN_SET;
  }
}

/** A set that single shifts reach (ESC N): it is decoded elsewhere and never encoded. */
export class ShiftedSet extends DesignatedSet {
  constructor(letter: string) {
    super(letter.charCodeAt(0), 2, 1);
  }

  decode(): undefined {
    return undefined;
  }

  encode(): SetCode {
    return NOT_IN_SET;
  }
}

/** Is the value of a code a pair of characters? */
export const isPair = (value: number): boolean => value >= FIRST_PAIR;
