/** This file classifies characters of source text: digits, identifiers (PEP 3131) and what may be printed. */

export const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
export const isHexDigit = (c: number): boolean =>
  (c >= 0x30 && c <= 0x39) || (c >= 0x61 && c <= 0x66) || (c >= 0x41 && c <= 0x46);

/** May this code unit start an identifier, before the exact check of non-ASCII ones? */
export const isPotentialIdentifierStart = (c: number): boolean =>
  (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f || c >= 128;

/** May this code unit continue an identifier, before the exact check of non-ASCII ones? */
export const isPotentialIdentifierChar = (c: number): boolean =>
  (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39) || c === 0x5f || c >= 128;

/**
 * The UTF-16 index of the first character of `name` that no identifier may hold there, or its length.
 * Characters count by their NFKC form, as in `XID_Start` and `XID_Continue`.
 */
export function scanIdentifier(name: string): number {
  let first = true;
  for (let i = 0; i < name.length; ) {
    const point = name.codePointAt(i) as number;
    const character = String.fromCodePoint(point);
    if (!(first ? isXidStart(character) : isXidContinue(character))) return i;
    first = false;
    i += character.length;
  }
  return name.length;
}

const ID_START = /^[\p{ID_Start}_]$/u;
const ID_CONTINUE = /^\p{ID_Continue}$/u;

function isXidStart(character: string): boolean {
  if (!ID_START.test(character)) return false;
  if (character.charCodeAt(0) < 128) return true;
  // XID differs from ID in the characters whose compatibility form is no identifier.
  const points = [...character.normalize('NFKC')];
  return ID_START.test(points[0] as string) && points.slice(1).every((c) => ID_CONTINUE.test(c));
}

function isXidContinue(character: string): boolean {
  if (!ID_CONTINUE.test(character)) return false;
  return character.charCodeAt(0) < 128 || [...character.normalize('NFKC')].every((c) => ID_CONTINUE.test(c));
}

const UNPRINTABLE = /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]$/u;

/** `str.isprintable` of one code point. */
export function isPrintable(point: number): boolean {
  if (point < 0x80) return point >= 0x20 && point < 0x7f;
  return !UNPRINTABLE.test(String.fromCodePoint(point));
}
