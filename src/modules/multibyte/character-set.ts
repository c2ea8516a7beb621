/** This file reads the tables of the multi-byte encodings: what byte sequences mean, and how characters are written. */
import { Inflate } from 'pako';
import { PAIRS, TABLE_TEXTS, type TableText } from './tables.js';

/** In `CharacterSet.singles`: the byte means nothing. */
export const ILLEGAL = -1;
/** In `CharacterSet.singles`: the byte begins a sequence. */
export const LEAD = -2;
/** Values from here on are indices of `PAIRS`. */
export const FIRST_PAIR = 0x110000;

/** One encoding's character set. A code is a byte sequence as a number, most significant byte first. */
export class CharacterSet {
  private constructor(
    /** The character of each byte that stands alone, ILLEGAL, or LEAD. */
    readonly singles: Int32Array,
    /** Character, or pair, of each code of several bytes. */
    readonly decoding: ReadonlyMap<number, number>,
    /** Code of each character. */
    readonly encoding: ReadonlyMap<number, number>,
    /** Codes of pairs by their first character, then by their second one. */
    readonly pairs: ReadonlyMap<number, ReadonlyMap<number, number>>,
  ) {}

  /** Make the set from its text and the set that the text is relative to. */
  static read(text: TableText, parent: CharacterSet | null): CharacterSet {
    const reader = new TableReader(text.data);
    const singles = readSingles(text.singles);
    const decoding = readDecoding(reader, parent, text.shifted);
    const encoding = new Map<number, number>();
    const pairs = new Map<number, Map<number, number>>();
    for (let byte = 0; byte < 256; byte++) {
      const point = singles[byte] as number;
      if (point >= 0 && !encoding.has(point)) encoding.set(point, byte);
    }
    for (const code of [...decoding.keys()].sort((a, b) => a - b)) {
      const value = decoding.get(code) as number;
      if (value < FIRST_PAIR) {
        if (!encoding.has(value)) encoding.set(value, code);
        continue;
      }
      const [first, second] = PAIRS[value - FIRST_PAIR] as readonly [number, number];
      let seconds = pairs.get(first);
      if (seconds === undefined) {
        seconds = new Map();
        pairs.set(first, seconds);
      }
      seconds.set(second, code);
    }
    let point = -1;
    for (const end = reader.part(); reader.at < end; ) {
      point += reader.varint() + 1;
      const code = reader.varint();
      if (code === 0) encoding.delete(point);
      else encoding.set(point, code);
    }
    return new CharacterSet(singles, decoding, encoding, pairs);
  }
}

/** Reads the numbers of a table. */
class TableReader {
  private readonly bytes: Uint8Array;
  at = 0;

  constructor(data: string) {
    const packed = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const inflate = new Inflate();
    inflate.push(packed, true);
    this.bytes = inflate.result as Uint8Array;
  }

  varint(): number {
    let number = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++] as number;
      number += (byte & 0x7f) * shift;
      if (byte < 0x80) return number;
    }
  }

  signed(): number {
    const number = this.varint();
    return number & 1 ? -((number + 1) / 2) : number / 2;
  }

  /** Where the part that begins here ends. */
  part(): number {
    const length = this.varint();
    return this.at + length;
  }
}

/** `from-to:character` or `from-to`, in base 16; other bytes below 0x80 are ASCII. */
function readSingles(text: string): Int32Array {
  const singles = Int32Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : ILLEGAL));
  for (const run of text.split(',')) {
    const [range, first] = run.split(':') as [string, string | undefined];
    const [from, to] = range.split('-').map((end) => Number.parseInt(end, 16)) as [number, number];
    for (let byte = from; byte <= to; byte++) {
      singles[byte] = first === undefined ? LEAD : Number.parseInt(first, 16) + byte - from;
    }
  }
  return singles;
}

function readDecoding(reader: TableReader, parent: CharacterSet | null, shifted: boolean): Map<number, number> {
  const decoding = new Map<number, number>();
  for (const [code, value] of parent?.decoding ?? []) {
    if (!shifted) decoding.set(code, value);
    else if (code <= 0xffff) decoding.set(jisToShiftJis(code), value);
  }
  const codes: number[] = [];
  let code = -1;
  for (const end = reader.part(); reader.at < end; ) {
    code += reader.varint() + 1;
    codes.push(code);
  }
  reader.part();
  let value = -1;
  for (const each of codes) {
    value += reader.signed() + 1;
    if (value === 0) decoding.delete(each);
    else decoding.set(each, value);
  }
  return decoding;
}

/** The Shift JIS code of a code in plane 1 of EUC-JP. */
function jisToShiftJis(code: number): number {
  const row = (code >> 8) - 0xa1;
  const cell = (code & 0xff) - 0xa1;
  const lead = (row < 62 ? 0x81 : 0xc1) + (row >> 1);
  const trail = row & 1 ? cell + 0x9f : cell + 0x40 + (cell >= 63 ? 1 : 0);
  return (lead << 8) | trail;
}

/** All sets, each made when it is first asked for. */
class Library {
  private readonly made = new Map<string, CharacterSet>();

  get(name: string): CharacterSet {
    let set = this.made.get(name);
    if (set === undefined) {
      const text = TABLE_TEXTS.find((each) => each.name === name);
      if (text === undefined) throw new Error(`no character set ${name}`);
      set = CharacterSet.read(text, text.parent === null ? null : this.get(text.parent));
      this.made.set(name, set);
    }
    return set;
  }
}

// Made once and then never changed, whoever asks: shared like the tables themselves.
const library = new Library();

/** The character set of an encoding. */
export function characterSet(name: string): CharacterSet {
  return library.get(name);
}
