/** This file finds characters by name and names by character (Unicode 16). */
import {
  NAME_ALIASES,
  NAME_ALPHABET,
  NAME_BLOCKS,
  NAME_LENGTHS,
  NAME_ONE,
  NAME_RANGES,
  NAME_STARTS,
  NAME_TWO,
  NAME_WORDS,
} from './tables/names.js';

interface NameRange {
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
  /** `name()` shows it, not only `lookup()` finds it. */
  readonly shown: boolean;
}

const LEADS = ['G', 'GG', 'N', 'D', 'DD', 'R', 'M', 'B', 'BB', 'S', 'SS', '', 'J', 'JJ', 'C', 'K', 'T', 'P', 'H'];
const VOWELS = [
  'A',
  'AE',
  'YA',
  'YAE',
  'EO',
  'E',
  'YEO',
  'YE',
  'O',
  'WA',
  'WAE',
  'OE',
  'YO',
  'U',
  'WEO',
  'WE',
  'WI',
  'YU',
  'EU',
  'YI',
  'I',
];
const TAILS = [
  '',
  'G',
  'GG',
  'GS',
  'N',
  'NJ',
  'NH',
  'D',
  'L',
  'LG',
  'LM',
  'LB',
  'LS',
  'LT',
  'LP',
  'LH',
  'M',
  'B',
  'BS',
  'S',
  'SS',
  'NG',
  'J',
  'C',
  'K',
  'T',
  'P',
  'H',
];
const HANGUL = 'HANGUL SYLLABLE ';
const MAX_NAME = 88;

/** The name tables, decoded as far as they are asked for. */
class NameTable {
  private words: readonly string[] | null = null;
  private starts: Uint32Array | null = null;
  private offsets: Uint32Array | null = null;
  private ranges: readonly NameRange[] | null = null;
  /** Names that were looked up already. */
  private readonly found = new Map<string, number>();
  private aliases: Map<string, readonly number[]> | null = null;
  private readonly digits = new Uint8Array(128);

  /** The name of a character, or undefined. */
  nameOf(point: number): string | undefined {
    if (point >= 0xac00 && point <= 0xd7a3) {
      const index = point - 0xac00;
      return (
        HANGUL +
        (LEADS[Math.floor(index / 588)] as string) +
        (VOWELS[Math.floor((index % 588) / 28)] as string) +
        (TAILS[index % 28] as string)
      );
    }
    for (const range of this.allRanges()) {
      if (range.shown && point >= range.first && point <= range.last) return range.prefix + hex(point);
    }
    this.prepare();
    const starts = this.starts as Uint32Array;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= point) low = middle;
      else high = middle - 1;
    }
    let found: string | undefined;
    this.walkBlock(low, (p, current, length) => {
      if (p === point) found = this.join(current, length);
    });
    return found;
  }

  /** The code points that a name stands for: one, or several for a named sequence (when wanted). Upper case expected. */
  find(name: string, sequences: boolean): readonly number[] | undefined {
    if (name.length > 256) return undefined;
    const algorithmic = this.findAlgorithmic(name);
    if (algorithmic !== undefined) return [algorithmic];
    const point = this.found.get(name) ?? this.search(name);
    if (point !== undefined) return [point];
    this.aliases ??= decodeAliases();
    const points = this.aliases.get(name);
    return points === undefined || (points.length > 1 && !sequences) ? undefined : points;
  }

  private join(current: Uint16Array, length: number): string {
    const words = this.words as readonly string[];
    let name = words[current[0] as number] as string;
    for (let i = 1; i < length; i++) {
      const word = words[current[i] as number] as string;
      name += word.startsWith('-') ? word : ` ${word}`;
    }
    return name;
  }

  private findAlgorithmic(name: string): number | undefined {
    if (name.startsWith(HANGUL)) return hangulFromName(name.slice(HANGUL.length));
    if (name.length > MAX_NAME) return undefined;
    const match = /^(.*-)([0-9A-F]{4,6})$/.exec(name);
    if (match === null) return undefined;
    const point = Number.parseInt(match[2] as string, 16);
    if (hex(point) !== match[2]) return undefined;
    for (const range of this.allRanges()) {
      if (range.prefix === match[1] && point >= range.first && point <= range.last) return point;
    }
    return undefined;
  }

  private allRanges(): readonly NameRange[] {
    this.ranges ??= NAME_RANGES.split(',').map((text) => {
      const [prefix, first, last] = text.split(':') as [string, string, string];
      const shown = !prefix.startsWith('?');
      return {
        prefix: shown ? prefix : prefix.slice(1),
        first: Number.parseInt(first, 36),
        last: Number.parseInt(last, 36),
        shown,
      };
    });
    return this.ranges;
  }

  private prepare(): void {
    if (this.words !== null) return;
    this.words = NAME_WORDS.split(' ');
    const gaps = NAME_STARTS.split(',');
    const lengths = NAME_LENGTHS.split(',');
    const starts = new Uint32Array(gaps.length);
    const offsets = new Uint32Array(gaps.length);
    let start = 0;
    let offset = 0;
    for (let i = 0; i < gaps.length; i++) {
      start += Number.parseInt(gaps[i] as string, 36);
      starts[i] = start;
      offsets[i] = offset;
      offset += Number.parseInt(lengths[i] as string, 36);
    }
    this.starts = starts;
    this.offsets = offsets;
    for (let i = 0; i < NAME_ALPHABET.length; i++) this.digits[NAME_ALPHABET.charCodeAt(i)] = i;
  }

  /** Look through all blocks for a name, comparing numbers of words: no name is built. */
  private search(name: string): number | undefined {
    this.prepare();
    const words = this.words as readonly string[];
    const wanted: number[] = [];
    for (const word of splitWords(name)) {
      const index = words.indexOf(word);
      if (index < 0) return undefined;
      wanted.push(index);
    }
    const count = (this.starts as Uint32Array).length;
    let result: number | undefined;
    for (let block = 0; block < count && result === undefined; block++) {
      this.walkBlock(block, (point, current, length) => {
        if (length !== wanted.length) return;
        for (let i = 0; i < length; i++) if (current[i] !== wanted[i]) return;
        result = point;
      });
    }
    if (result !== undefined && this.found.size < 1024) this.found.set(name, result);
    return result;
  }

  /**
   * A block holds for each name: a digit (words shared with the previous name, plus 8 when code points were
   * skipped), the gap if so (a digit, or digit 80 and base 36 with a full stop), the number of new words, the words.
   */
  private walkBlock(block: number, visit: (point: number, words: Uint16Array, length: number) => void): void {
    const digits = this.digits;
    const offsets = this.offsets as Uint32Array;
    const end = block + 1 < offsets.length ? (offsets[block + 1] as number) : NAME_BLOCKS.length;
    const base = NAME_ALPHABET.length;
    let pos = offsets[block] as number;
    let point = ((this.starts as Uint32Array)[block] as number) - 1;
    const current = new Uint16Array(64);
    while (pos < end) {
      const head = digits[NAME_BLOCKS.charCodeAt(pos++)] as number;
      let gap = head >= 8 ? (digits[NAME_BLOCKS.charCodeAt(pos++)] as number) : 0;
      if (gap >= 80) {
        const stop = NAME_BLOCKS.indexOf('.', pos);
        gap = Number.parseInt(NAME_BLOCKS.slice(pos, stop), 36);
        pos = stop + 1;
      }
      point += gap + 1;
      let length = head & 7;
      for (let n = digits[NAME_BLOCKS.charCodeAt(pos++)] as number; n > 0; n--) {
        let index = digits[NAME_BLOCKS.charCodeAt(pos++)] as number;
        if (index >= NAME_ONE + NAME_TWO) {
          const middle = digits[NAME_BLOCKS.charCodeAt(pos++)] as number;
          const low = digits[NAME_BLOCKS.charCodeAt(pos++)] as number;
          index = ((index - NAME_ONE - NAME_TWO) * base + middle) * base + low + NAME_ONE + NAME_TWO * base;
        } else if (index >= NAME_ONE) {
          index = (index - NAME_ONE) * base + (digits[NAME_BLOCKS.charCodeAt(pos++)] as number) + NAME_ONE;
        }
        current[length++] = index;
      }
      visit(point, current, length);
    }
  }
}

/** Words of a name; a hyphen opens a word of its own. */
function splitWords(name: string): string[] {
  return name.replaceAll('-', '\u0001-').split(/[ \u0001]/);
}

function decodeAliases(): Map<string, readonly number[]> {
  const map = new Map<string, readonly number[]>();
  for (const entry of NAME_ALIASES.split(',')) {
    const colon = entry.indexOf(':');
    map.set(
      entry.slice(colon + 1),
      entry
        .slice(0, colon)
        .split('.')
        .map((p) => Number.parseInt(p, 36)),
    );
  }
  return map;
}

function hex(point: number): string {
  return point.toString(16).toUpperCase().padStart(4, '0');
}

/** The longest jamo name that the text starts with. */
function longestPrefix(names: readonly string[], text: string): number {
  let best = -1;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (text.startsWith(name) && (best < 0 || name.length > (names[best] as string).length)) best = i;
  }
  return best;
}

function hangulFromName(text: string): number | undefined {
  const lead = longestPrefix(LEADS, text);
  const afterLead = text.slice((LEADS[lead] as string).length);
  const vowel = longestPrefix(VOWELS, afterLead);
  if (vowel < 0) return undefined;
  const afterVowel = afterLead.slice((VOWELS[vowel] as string).length);
  const tail = longestPrefix(TAILS, afterVowel);
  if (TAILS[tail] !== afterVowel) return undefined;
  return 0xac00 + (lead * 21 + vowel) * 28 + tail;
}

const table = new NameTable();

/** The name of a character, or undefined: aliases and named sequences have none. */
export function characterName(point: number): string | undefined {
  return table.nameOf(point);
}

const ASCII_NAME = /^[ -~]+$/;

/**
 * The code points of a character name in any case: names, formal aliases and, when wanted, named sequences.
 * Undefined for unknown names.
 */
export function findCharacter(name: string, sequences: boolean): readonly number[] | undefined {
  return ASCII_NAME.test(name) ? table.find(name.toUpperCase(), sequences) : undefined;
}

/** The character of a name or formal alias in any case, as `\N{…}` in source means it; undefined for unknown names. */
export function pointOfName(name: string): number | undefined {
  return findCharacter(name, false)?.[0];
}
