/** This file implements the ISO 2022 encodings: escape sequences choose the character set. */
import type { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { FIRST_PAIR } from './character-set.js';
import { Codec, type Decoding, DONE, type Encoding, TOO_FEW } from './codec.js';
import { type DesignatedSet, isPair, NEXT_DECIDES, NOT_IN_SET } from './iso2022-sets.js';
import { PAIRS } from './tables.js';

const ESC = 0x1b;
const SO = 0x0e;
const SI = 0x0f;
const LF = 0x0a;
const MAX_ESCAPE = 16;

const ASCII = 0x42;
const LATIN_1 = 0x41;
const GREEK = 0x46;
const DOUBLE_BYTE = 0x80;
const JISX0208 = ASCII | DOUBLE_BYTE;

/** Where the state keeps its flags, behind the sets of G0 to G3. */
const FLAGS = 4;
const SHIFTED = 1;
/** Inside an escape sequence that is not ours: its bytes are shown as they are. */
const ESCAPE_THROUGH = 2;

const DOLLAR = 0x24;
const AMPERSAND = 0x26;
const OPEN = 0x28;
const CLOSE = 0x29;
const DOT = 0x2e;
const AT = 0x40;

const isEscapeEnd = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || byte === AT;
const isEscapeIntroducer = (byte: number): boolean =>
  byte === OPEN || byte === CLOSE || byte === DOLLAR || byte === DOT || byte === AMPERSAND;

/** ISO 8859-7 of 1987 by code; undefined where it has no character. */
function greekLetter(code: number): number | undefined {
  if (code < 0xa0) return code;
  if (code === 0xa1) return 0x2018;
  if (code === 0xa2) return 0x2019;
  if (code === 0xaf) return 0x2015;
  if (code < 0xc0 && (0x288f3bc9 >>> (code - 0xa0)) & 1) return code;
  if (code >= 0xb4 && code <= 0xfe && (code >= 0xd4 || (0xbffffd77 >>> (code - 0xb4)) & 1)) return 0x2d0 + code;
  return undefined;
}

/** One of the ISO 2022 encodings. */
export class Iso2022Codec extends Codec {
  constructor(
    name: string,
    /** In the order in which the encoder tries them. */
    private readonly sets: readonly DesignatedSet[],
    /** Shift in and shift out switch to G1. */
    private readonly shifts: boolean,
    /** `ESC N` takes a character from G2. */
    private readonly usesG2 = false,
  ) {
    super(name);
  }

  override startEncoding(state: Uint8Array): void {
    state[FLAGS] = 0;
    state[0] = ASCII;
    state[1] = ASCII;
  }

  override startDecoding(state: Uint8Array): void {
    this.startEncoding(state);
    state[2] = ASCII;
  }

  override resetDecoding(state: Uint8Array): void {
    state[0] = ASCII;
    state[FLAGS] = (state[FLAGS] as number) & ~SHIFTED;
  }

  override finishEncoding(state: Uint8Array, out: ByteBuilder): void {
    if ((state[FLAGS] as number) & SHIFTED) out.push(SI);
    if (state[0] !== ASCII) out.addLatin1('\x1b(B');
    this.resetDecoding(state);
  }

  decode(run: Decoding): number {
    const { state } = run;
    while (run.has(1)) {
      const byte = run.byte(0);
      const flags = state[FLAGS] as number;
      if (flags & ESCAPE_THROUGH) {
        run.put(byte, 1);
        if (isEscapeEnd(byte)) state[FLAGS] = flags & ~ESCAPE_THROUGH;
      } else if (byte === ESC) {
        if (!run.has(2)) return TOO_FEW;
        const failure = this.decodeEscape(run, run.byte(1));
        if (failure !== DONE) return failure;
      } else if ((byte === SI || byte === SO) && this.shifts) {
        state[FLAGS] = byte === SO ? flags | SHIFTED : flags & ~SHIFTED;
        run.at++;
      } else if (byte < 0x20) {
        if (byte === LF) state[FLAGS] = flags & ~SHIFTED;
        run.put(byte, 1);
      } else if (byte >= 0x80) return 1;
      else {
        const failure = this.decodeCharacter(run, byte, (flags & SHIFTED ? state[1] : state[0]) as number);
        if (failure !== DONE) return failure;
      }
    }
    return DONE;
  }

  private decodeEscape(run: Decoding, second: number): number {
    if (isEscapeIntroducer(second)) return this.designate(run);
    if (this.usesG2 && second === 0x4e) {
      if (!run.has(3)) return TOO_FEW;
      return this.decodeG2(run, run.byte(2));
    }
    run.put(ESC, 1);
    run.state[FLAGS] = (run.state[FLAGS] as number) | ESCAPE_THROUGH;
    return DONE;
  }

  private decodeCharacter(run: Decoding, byte: number, mark: number): number {
    if (mark === ASCII) {
      run.put(byte, 1);
      return DONE;
    }
    const set = this.setOf(mark);
    // A state that setstate brought may name a set that this encoding does not have.
    if (set === undefined) return 1;
    if (!run.has(set.width)) return TOO_FEW;
    const value = set.decode(set.width === 1 ? byte : (byte << 8) | run.byte(1));
    if (value === undefined || (set.width === 2 && run.byte(1) >= 0x80)) return set.width;
    if (isPair(value)) {
      const [first, last] = PAIRS[value - FIRST_PAIR] as readonly [number, number];
      run.out.push(first);
      run.put(last, set.width);
    } else run.put(value, set.width);
    return DONE;
  }

  private setOf(mark: number): DesignatedSet | undefined {
    return this.sets.find((set) => set.mark === mark);
  }

  private decodeG2(run: Decoding, code: number): number {
    switch (run.state[2]) {
      case LATIN_1:
        if (code >= 0x80) return 3;
        run.put(code + 0x80, 3);
        return DONE;
      case GREEK: {
        const point = greekLetter(code ^ 0x80);
        if (point === undefined) return 3;
        run.put(point, 3);
        return DONE;
      }
      default:
        if (code >= 0x80) return 3;
        run.put(code, 3);
        return DONE;
    }
  }

  /** Take an escape sequence that designates a set. */
  private designate(run: Decoding): number {
    const length = this.escapeLength(run);
    if (length <= 0) return length === 0 ? 1 : TOO_FEW;
    const [second, third, fourth] = [run.byte(1), length > 2 ? run.byte(2) : 0, length > 3 ? run.byte(3) : 0];
    let mark = 0;
    let target = -1;
    if (length === 3) {
      mark = second === DOLLAR ? third | DOUBLE_BYTE : third;
      if (second === DOLLAR || second === OPEN) target = 0;
      else if (second === CLOSE) target = 1;
      else if (this.usesG2 && second === DOT) target = 2;
    } else if (length === 4 && second === DOLLAR) {
      mark = fourth | DOUBLE_BYTE;
      if (third === OPEN) target = 0;
      else if (third === CLOSE) target = 1;
    } else if (length === 6 && !this.shifts && fourth === ESC && run.byte(4) === DOLLAR && run.byte(5) === ASCII) {
      mark = JISX0208;
      target = 0;
    }
    if (target < 0 || (mark !== ASCII && this.setOf(mark) === undefined)) return length;
    run.state[target] = mark;
    run.at += length;
    return DONE;
  }

  /** How long the escape sequence is: 0 when it does not end, negative when its end is not there yet. */
  private escapeLength(run: Decoding): number {
    for (let i = 1; i < MAX_ESCAPE; i++) {
      if (!run.has(i + 1)) return -1;
      if (isEscapeEnd(run.byte(i))) return i + 1;
      // JIS X 0208 of 1990 is announced by a sequence of its own before the designation.
      if (!this.shifts && run.has(i + 2) && run.byte(i) === AMPERSAND && run.byte(i + 1) === AT) i += 2;
    }
    return 0;
  }

  encode(run: Encoding): number {
    while (run.left > 0) {
      const point = run.point(0);
      if (point < 0x80) {
        if (run.state[0] !== ASCII) run.out.addLatin1('\x1b(B');
        run.state[0] = ASCII;
        this.shiftIn(run);
        run.out.push(point);
        run.at++;
        continue;
      }
      const failure = this.encodeCharacter(run);
      if (failure !== DONE) return failure;
    }
    return DONE;
  }

  private shiftIn(run: Encoding): void {
    const flags = run.state[FLAGS] as number;
    if (flags & SHIFTED) run.out.push(SI);
    run.state[FLAGS] = flags & ~SHIFTED;
  }

  private encodeCharacter(run: Encoding): number {
    for (const set of this.sets) {
      const found = set.encode(run);
      if (found === NEXT_DECIDES) return TOO_FEW;
      if (found === NOT_IN_SET) continue;
      const [code, characters] = found;
      if (set.plane === 0) {
        this.shiftIn(run);
        this.announce(run, set, OPEN);
      } else {
        this.announce(run, set, CLOSE);
        const flags = run.state[FLAGS] as number;
        if ((flags & SHIFTED) === 0) run.out.push(SO);
        run.state[FLAGS] = flags | SHIFTED;
      }
      if (set.width === 2) run.out.push(code >> 8);
      run.out.push(code & 0xff);
      run.at += characters;
      return DONE;
    }
    return 1;
  }

  /** Write the escape sequence that designates a set, unless it is designated already. */
  private announce(run: Encoding, set: DesignatedSet, introducer: number): void {
    const plane = set.plane === 0 ? 0 : 1;
    if (run.state[plane] === set.mark) return;
    run.state[plane] = set.mark;
    run.out.push(ESC);
    if (set.width === 2) run.out.push(DOLLAR);
    if (set.width === 1 || set.mark !== JISX0208) run.out.push(introducer);
    run.out.push(set.mark & 0x7f);
  }
}
