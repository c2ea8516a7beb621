/** This file lays out the probabilities of LZMA, and its states. */

/** Probabilities are of 11 bits; this is one half. */
export const HALF = 1024;
export const PROBABILITY_BITS = 11;
export const MOVE_BITS = 5;
/** The range is widened when it falls below this. */
export const TOP = 0x1000000;

export const STATES = 12;
export const LITERAL_STATES = 7;
/** The shortest match. */
export const MATCH_MIN = 2;
export const MATCH_MAX = 273;
export const LENGTH_STATES = 4;
export const FIRST_MODELLED = 4;
export const LAST_MODELLED = 14;
export const ALIGN_BITS = 4;
/** The distance that ends a stream. */
export const END_DISTANCE = 0xffffffff;

// Where each group of probabilities begins.
export const IS_MATCH = 0;
export const IS_REP = IS_MATCH + STATES * 16;
export const IS_REP0 = IS_REP + STATES;
export const IS_REP1 = IS_REP0 + STATES;
export const IS_REP2 = IS_REP1 + STATES;
export const IS_REP0_LONG = IS_REP2 + STATES;
export const SLOTS = IS_REP0_LONG + STATES * 16;
export const SPECIAL = SLOTS + LENGTH_STATES * 64;
export const ALIGN = SPECIAL + 128;
/** Lengths: choice, second choice, 16 times 8 low, 16 times 8 middle, 256 high. */
export const MATCH_LENGTHS = ALIGN + 16;
export const LENGTH_CHOICE2 = 1;
export const LENGTH_LOW = 2;
export const LENGTH_MIDDLE = LENGTH_LOW + 128;
export const LENGTH_HIGH = LENGTH_MIDDLE + 128;
export const LENGTH_SIZE = LENGTH_HIGH + 256;
export const REP_LENGTHS = MATCH_LENGTHS + LENGTH_SIZE;
export const LITERALS = REP_LENGTHS + LENGTH_SIZE;

/** How literals and positions are modelled: literal context bits, literal position bits, position bits. */
export interface LzmaProperties {
  readonly lc: number;
  readonly lp: number;
  readonly pb: number;
}

/** The properties that a byte holds; null when it holds none. */
export function propertiesOf(byte: number): LzmaProperties | null {
  if (byte >= 225) return null;
  return { lc: byte % 9, lp: Math.floor(byte / 9) % 5, pb: Math.floor(byte / 45) };
}

export function propertiesByte({ lc, lp, pb }: LzmaProperties): number {
  return (pb * 5 + lp) * 9 + lc;
}

/** New probabilities: all one half. */
export function newProbabilities({ lc, lp }: LzmaProperties): Uint16Array {
  return new Uint16Array(LITERALS + (0x300 << (lc + lp))).fill(HALF);
}

export const afterLiteral = (state: number): number => (state < 4 ? 0 : state < 10 ? state - 3 : state - 6);
export const afterMatch = (state: number): number => (state < LITERAL_STATES ? 7 : 10);
export const afterRep = (state: number): number => (state < LITERAL_STATES ? 8 : 11);
export const afterShortRep = (state: number): number => (state < LITERAL_STATES ? 9 : 11);
