/** This file implements the encodings without state: EUC, Shift JIS, Big5, GBK and their kin. */
import { type CharacterSet, characterSet, FIRST_PAIR, ILLEGAL } from './character-set.js';
import { Codec, type Decoding, DONE, type Encoding, TOO_FEW } from './codec.js';
import { FOUR_BYTE_RUNS, PAIRS } from './tables.js';

/** An encoding that its table describes. */
export class TableCodec extends Codec {
  get set(): CharacterSet {
    return characterSet(this.name);
  }

  decode(run: Decoding): number {
    const { singles, decoding } = this.set;
    while (run.has(1)) {
      const lead = run.byte(0);
      const single = singles[lead] as number;
      if (single >= 0) {
        run.put(single, 1);
        continue;
      }
      if (single === ILLEGAL) return 1;
      if (!run.has(2)) return TOO_FEW;
      const failure = this.decodeSpecial(run, lead);
      if (failure === null) continue;
      if (failure !== DONE) return failure;
      let code = (lead << 8) | run.byte(1);
      let size = 2;
      if (lead === 0x8f && this.hasPlane3) {
        if (!run.has(3)) return TOO_FEW;
        code = (code << 8) | run.byte(2);
        size = 3;
      }
      const value = decoding.get(code);
      if (value === undefined) return this.isWithdrawn(code) ? 2 : 1;
      if (value < FIRST_PAIR) run.put(value, size);
      else {
        const [first, second] = PAIRS[value - FIRST_PAIR] as readonly [number, number];
        run.out.push(first);
        run.put(second, size);
      }
    }
    return DONE;
  }

  /** A code of JIS X 0213:2004 that its edition of 2000 does not have is illegal as a whole. */
  private isWithdrawn(code: number): boolean {
    const edition =
      this.name === 'euc_jisx0213' ? 'euc_jis_2004' : this.name === 'shift_jisx0213' ? 'shift_jis_2004' : '';
    return edition !== '' && characterSet(edition).decoding.has(code);
  }

  /** Does 0x8F begin sequences of three bytes? */
  private get hasPlane3(): boolean {
    return this.name === 'euc_jp' || this.name === 'euc_jis_2004' || this.name === 'euc_jisx0213';
  }

  /** Sequences that no table lists: null when one was taken, DONE when there is none, otherwise what is wrong. */
  protected decodeSpecial(_run: Decoding, _lead: number): number | null {
    return DONE;
  }

  encode(run: Encoding): number {
    const { encoding, pairs } = this.set;
    while (run.left > 0) {
      const point = run.point(0);
      const seconds = pairs.get(point);
      if (seconds !== undefined) {
        if (run.left < 2 && !run.flush) return TOO_FEW;
        const code = run.left < 2 ? undefined : seconds.get(run.point(1));
        if (code !== undefined) {
          run.put(code);
          run.at += 2;
          continue;
        }
      }
      const code = encoding.get(point);
      if (code !== undefined) run.put(code);
      else if (!this.encodeSpecial(run, point)) return 1;
      run.at++;
    }
    return DONE;
  }

  /** Characters that no table lists. */
  protected encodeSpecial(_run: Encoding, _point: number): boolean {
    return false;
  }
}

/** Places of consonants and vowels, in the order of Hangul syllables, in row 0xA4 of KS X 1001. */
const INITIALS = 'a1 a2 a4 a7 a8 a9 b1 b2 b3 b5 b6 b7 b8 b9 ba bb bc bd be'
  .split(' ')
  .map((x) => Number.parseInt(x, 16));
const FINALS = 'd4 a1 a2 a3 a4 a5 a6 a7 a9 aa ab ac ad ae af b0 b1 b2 b4 b5 b6 b7 b8 ba bb bc bd be'
  .split(' ')
  .map((x) => Number.parseInt(x, 16));
const FIRST_VOWEL = 0xbf;
const LAST_VOWEL = 0xd3;
const JAMO_ROW = 0xa4;
const FILLER = 0xd4;

/** EUC-KR, which spells syllables that KS X 1001 lacks in four codes. */
export class EucKrCodec extends TableCodec {
  protected override decodeSpecial(run: Decoding, lead: number): number | null {
    if (lead !== JAMO_ROW || run.byte(1) !== FILLER) return DONE;
    if (!run.has(8)) return TOO_FEW;
    for (const at of [2, 4, 6]) if (run.byte(at) !== JAMO_ROW) return 1;
    const initial = INITIALS.indexOf(run.byte(3));
    const vowel = run.byte(5);
    const final = FINALS.indexOf(run.byte(7));
    if (initial < 0 || vowel < FIRST_VOWEL || vowel > LAST_VOWEL || final < 0) return 1;
    run.put(0xac00 + (initial * 21 + vowel - FIRST_VOWEL) * 28 + final, 8);
    return null;
  }

  protected override encodeSpecial(run: Encoding, point: number): boolean {
    if (point < 0xac00 || point > 0xd7a3) return false;
    const index = point - 0xac00;
    run.put(((JAMO_ROW << 8) | FILLER) >>> 0);
    for (const cell of [
      INITIALS[Math.floor(index / 588)] as number,
      FIRST_VOWEL + (Math.floor(index / 28) % 21),
      FINALS[index % 28] as number,
    ]) {
      run.put((JAMO_ROW << 8) | cell);
    }
    return true;
  }
}

/** How many four-byte codes of GB 18030 stand for characters below U+10000. */
const FOUR_BYTE_END = 39420;
/** The first lead byte of codes for the other planes. */
const ASTRAL_LEAD = 0x90;

/** GB 18030: what two bytes cannot say is counted through in four. */
export class Gb18030Codec extends TableCodec {
  protected override decodeSpecial(run: Decoding, lead: number): number | null {
    const second = run.byte(1) - 0x30;
    if (second < 0 || second > 9) return DONE;
    if (!run.has(4)) return TOO_FEW;
    const third = run.byte(2) - 0x81;
    const fourth = run.byte(3) - 0x30;
    if (lead < 0x81 || third < 0 || third > 125 || fourth < 0 || fourth > 9) return 1;
    if (lead >= ASTRAL_LEAD) {
      const point = 0x10000 + (((lead - ASTRAL_LEAD) * 10 + second) * 126 + third) * 10 + fourth;
      if (point > 0x10ffff) return 1;
      run.put(point, 4);
      return null;
    }
    const linear = (((lead - 0x81) * 10 + second) * 126 + third) * 10 + fourth;
    if (linear >= FOUR_BYTE_END) return 1;
    const [start, first] = FOUR_BYTE_RUNS.findLast(([begin]) => begin <= linear) as readonly [number, number];
    run.put(first + linear - start, 4);
    return null;
  }

  protected override encodeSpecial(run: Encoding, point: number): boolean {
    if (point >= 0xd800 && point <= 0xdfff) return false;
    let linear = point - 0x10000;
    let lead = ASTRAL_LEAD;
    if (point < 0x10000) {
      const at = FOUR_BYTE_RUNS.findIndex(([begin, first], i) => {
        const end = FOUR_BYTE_RUNS[i + 1]?.[0] ?? FOUR_BYTE_END;
        return point >= first && point < first + end - begin;
      });
      if (at < 0) return false;
      const [begin, first] = FOUR_BYTE_RUNS[at] as readonly [number, number];
      linear = begin + point - first;
      lead = 0x81;
    }
    const fourth = linear % 10;
    const third = Math.floor(linear / 10) % 126;
    const second = Math.floor(linear / 1260) % 10;
    run.put(
      (lead + Math.floor(linear / 12600)) * 0x1000000 + ((second + 0x30) << 16) + ((third + 0x81) << 8) + fourth + 0x30,
    );
    return true;
  }
}
