/** This file converts between bytes and quoted-printable text (RFC 1521). */
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import type { Runtime } from '../../values/runtime.js';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const EQUALS = 61;
const UNDERSCORE = 95;
/** Lines are shorter. */
const MAX_LINE = 76;

function hexDigit(c: number | undefined): number {
  if (c === undefined) return -1;
  if (c >= 48 && c <= 57) return c - 48;
  const letter = c | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** The bytes of quoted-printable text; in headers an underscore is a space. */
export function decodeQp(vm: Runtime, text: Uint8Array, header: boolean): Uint8Array {
  vm.chargeFuel(text.length >> 3);
  const out = new ByteBuilder(vm, text.length);
  for (let i = 0; i < text.length; ) {
    const c = text[i++] as number;
    if (c !== EQUALS) {
      out.push(header && c === UNDERSCORE ? SPACE : c);
      continue;
    }
    if (i >= text.length) break;
    const next = text[i] as number;
    if (next === LF || next === CR) {
      while (i < text.length && text[i] !== LF) i++;
      i++;
    } else if (next === EQUALS) {
      out.push(EQUALS);
      i++;
    } else {
      const high = hexDigit(next);
      const low = hexDigit(text[i + 1]);
      if (high >= 0 && low >= 0) {
        out.push(high * 16 + low);
        i += 2;
      } else out.push(EQUALS);
    }
  }
  return out.finish();
}

/** How bytes become quoted-printable text. */
export interface QpOptions {
  /** Quote tabs and spaces everywhere. */
  readonly quotetabs: boolean;
  /** Line ends stay line ends. */
  readonly istext: boolean;
  /** Spaces become underscores. */
  readonly header: boolean;
}

/** Writes quoted-printable text. */
class QpWriter {
  private out: number[] = [];
  private lineLength = 0;
  private readonly lineEnd: readonly number[];

  constructor(
    private readonly data: Uint8Array,
    private readonly options: QpOptions,
  ) {
    const first = data.indexOf(LF);
    this.lineEnd = first > 0 && data[first - 1] === CR ? [CR, LF] : [LF];
  }

  run(): Uint8Array {
    const { data, options } = this;
    for (let i = 0; i < data.length; ) {
      const c = data[i] as number;
      if (this.mustQuote(c, i)) {
        if (this.lineLength + 3 >= MAX_LINE) this.softBreak();
        this.quote(c);
        this.lineLength += 3;
        i++;
      } else if (options.istext && (c === LF || (c === CR && data[i + 1] === LF))) {
        this.protectSpace();
        this.out.push(...this.lineEnd);
        this.lineLength = 0;
        i += c === CR ? 2 : 1;
      } else {
        if (i + 1 !== data.length && data[i + 1] !== LF && this.lineLength + 1 >= MAX_LINE) this.softBreak();
        this.lineLength++;
        this.out.push(options.header && c === SPACE ? UNDERSCORE : c);
        i++;
      }
    }
    return Uint8Array.from(this.out);
  }

  private mustQuote(c: number, i: number): boolean {
    const { data, options } = this;
    if (c > 126 || c === EQUALS || (options.header && c === UNDERSCORE)) return true;
    const next = data[i + 1];
    // A line of one dot ends a message for some mailers.
    if (c === 46 && this.lineLength === 0 && (next === undefined || next === LF || next === CR || next === 0))
      return true;
    if (c === CR || c === LF) return !options.istext;
    if (c === TAB || c === SPACE) return options.quotetabs || next === undefined;
    return c < 33;
  }

  private quote(c: number): void {
    const hex = c.toString(16).toUpperCase().padStart(2, '0');
    this.out.push(EQUALS, hex.charCodeAt(0), hex.charCodeAt(1));
  }

  private softBreak(): void {
    this.out.push(EQUALS, ...this.lineEnd);
    this.lineLength = 0;
  }

  /** White space at the end of a line would be lost. */
  private protectSpace(): void {
    const last = this.out[this.out.length - 1];
    if (last !== SPACE && last !== TAB) return;
    this.out.pop();
    this.quote(last);
  }
}

/** Quoted-printable text of bytes. */
export function encodeQp(vm: Runtime, data: Uint8Array, options: QpOptions): Uint8Array {
  vm.chargeFuel(data.length >> 2);
  vm.chargeMemory(11 * data.length);
  return new QpWriter(data, options).run();
}
