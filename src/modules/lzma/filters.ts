/** This file implements the filters that may stand before LZMA2: differences, and branches of machine code. */

export const FILTER_DELTA = 3;
export const FILTER_X86 = 4;
export const FILTER_POWERPC = 5;
export const FILTER_IA64 = 6;
export const FILTER_ARM = 7;
export const FILTER_ARMTHUMB = 8;
export const FILTER_SPARC = 9;

/** A filter with its state. It changes bytes in place and may hold some back until more come. */
export interface Filter {
  /** Filter bytes; answers how many of them are final. */
  run(bytes: Uint8Array, isEncoding: boolean): number;
}

class Delta implements Filter {
  private readonly history: Uint8Array;
  private at = 0;
  constructor(distance: number) {
    this.history = new Uint8Array(distance);
  }

  run(bytes: Uint8Array, isEncoding: boolean): number {
    const { history } = this;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      const earlier = history[this.at] as number;
      const made = (isEncoding ? byte - earlier : byte + earlier) & 0xff;
      history[this.at] = isEncoding ? byte : made;
      this.at = (this.at + 1) % history.length;
      bytes[i] = made;
    }
    return bytes.length;
  }
}

/** Turns relative addresses of calls into absolute ones, or back. */
abstract class Branches implements Filter {
  constructor(protected position: number) {}

  run(bytes: Uint8Array, isEncoding: boolean): number {
    const done = this.convert(bytes, isEncoding);
    this.position = (this.position + done) >>> 0;
    return done;
  }

  protected abstract convert(bytes: Uint8Array, isEncoding: boolean): number;
}

class X86 extends Branches {
  private mask = 0;
  private previous = -5;

  protected convert(bytes: Uint8Array, isEncoding: boolean): number {
    const isEnd = (byte: number): boolean => byte === 0 || byte === 0xff;
    const allowed = [true, true, true, false, true, false, false, false];
    const bitOf = [0, 1, 2, 2, 3, 3, 3, 3];
    if (bytes.length < 5) return 0;
    if (this.position - this.previous > 5) this.previous = this.position - 5;
    let { mask } = this;
    const limit = bytes.length - 5;
    let i = 0;
    while (i <= limit) {
      const opcode = bytes[i] as number;
      if (opcode !== 0xe8 && opcode !== 0xe9) {
        i++;
        continue;
      }
      const offset = this.position + i - this.previous;
      this.previous = this.position + i;
      if (offset > 5) mask = 0;
      else for (let k = 0; k < offset; k++) mask = (mask & 0x77) << 1;
      const top = bytes[i + 4] as number;
      if (isEnd(top) && allowed[(mask >> 1) & 7] === true && mask >> 1 < 0x10) {
        let source =
          ((top << 24) |
            ((bytes[i + 3] as number) << 16) |
            ((bytes[i + 2] as number) << 8) |
            (bytes[i + 1] as number)) >>>
          0;
        let target = 0;
        for (;;) {
          const here = (this.position + i + 5) >>> 0;
          target = (isEncoding ? source + here : source - here) >>> 0;
          if (mask === 0) break;
          const bit = (bitOf[mask >> 1] as number) * 8;
          const byte = (target >>> (24 - bit)) & 0xff;
          if (!isEnd(byte)) break;
          source = (target ^ (2 ** (32 - bit) - 1)) >>> 0;
        }
        bytes[i + 4] = ~(((target >>> 24) & 1) - 1) & 0xff;
        bytes[i + 3] = target >>> 16;
        bytes[i + 2] = target >>> 8;
        bytes[i + 1] = target;
        i += 5;
        mask = 0;
      } else {
        i++;
        mask |= 1;
        if (isEnd(top)) mask |= 0x10;
      }
    }
    this.mask = mask;
    return i;
  }
}

/** Instruction sets with branches of one word. */
class WordBranches extends Branches {
  constructor(
    position: number,
    private readonly kind: number,
  ) {
    super(position);
  }

  protected convert(bytes: Uint8Array, isEncoding: boolean): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let i = 0;
    const step = this.kind === FILTER_ARMTHUMB ? 2 : 4;
    for (; i + 4 <= bytes.length; i += step) {
      const here = this.position + i;
      const move = (value: number, ahead: number): number =>
        (isEncoding ? value + here + ahead : value - here - ahead) >>> 0;
      if (this.kind === FILTER_ARM) {
        if (bytes[i + 3] !== 0xeb) continue;
        const word = view.getUint32(i, true);
        view.setUint32(i, (0xeb000000 | ((move((word & 0xffffff) * 4, 8) >>> 2) & 0xffffff)) >>> 0, true);
      } else if (this.kind === FILTER_POWERPC) {
        const word = view.getUint32(i);
        if (word >>> 26 !== 0x12 || (word & 3) !== 1) continue;
        view.setUint32(i, (0x48000001 | (move(word & 0x03fffffc, 0) & 0x03fffffc)) >>> 0);
      } else if (this.kind === FILTER_SPARC) {
        const word = view.getUint32(i);
        if (word >>> 22 !== 0x100 && word >>> 22 !== 0x1ff) continue;
        let target = move((word << 2) >>> 0, 0) >>> 2;
        target = (((0 - ((target >>> 22) & 1)) << 22) & 0x3fffffff) | (target & 0x3fffff) | 0x40000000;
        view.setUint32(i, target >>> 0);
      } else if (((bytes[i + 1] as number) & 0xf8) === 0xf0 && ((bytes[i + 3] as number) & 0xf8) === 0xf8) {
        const source =
          (((bytes[i + 1] as number) & 7) << 19) |
          ((bytes[i] as number) << 11) |
          (((bytes[i + 3] as number) & 7) << 8) |
          (bytes[i + 2] as number);
        const target = move(source * 2, 4) >>> 1;
        bytes[i + 1] = 0xf0 | ((target >>> 19) & 7);
        bytes[i] = target >>> 11;
        bytes[i + 3] = 0xf8 | ((target >>> 8) & 7);
        bytes[i + 2] = target;
        i += 2;
      }
    }
    return Math.min(i, bytes.length);
  }
}

/** Which of the three instructions of an IA-64 bundle may be branches, by the bundle's template. */
const IA64_BRANCHES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0];

class Ia64 extends Branches {
  protected convert(bytes: Uint8Array, isEncoding: boolean): number {
    let i = 0;
    for (; i + 16 <= bytes.length; i += 16) {
      const mask = IA64_BRANCHES[(bytes[i] as number) & 0x1f] as number;
      for (let slot = 0; slot < 3; slot++) {
        if (((mask >> slot) & 1) === 1) this.slot(bytes, i, 5 + slot * 41, isEncoding);
      }
    }
    return i;
  }

  /** An instruction has 41 bits, which begin anywhere. */
  private slot(bytes: Uint8Array, start: number, bit: number, isEncoding: boolean): void {
    const at = start + (bit >> 3);
    const shift = BigInt(bit & 7);
    let word = 0n;
    for (let k = 5; k >= 0; k--) word = (word << 8n) | BigInt(bytes[at + k] as number);
    let instruction = word >> shift;
    if (((instruction >> 37n) & 0xfn) !== 5n || ((instruction >> 9n) & 7n) !== 0n) return;
    const source = (((instruction >> 13n) & 0xfffffn) | (((instruction >> 36n) & 1n) << 20n)) << 4n;
    const here = BigInt(this.position + start);
    const target = BigInt.asUintN(32, isEncoding ? source + here : source - here) >> 4n;
    instruction &= ~(0x8fffffn << 13n);
    instruction |= (target & 0xfffffn) << 13n;
    instruction |= (target & 0x100000n) << 16n;
    word = (word & ((1n << shift) - 1n)) | (instruction << shift);
    for (let k = 0; k < 6; k++) bytes[at + k] = Number((word >> BigInt(8 * k)) & 0xffn);
  }
}

/** A new filter of this kind; null when there is none. `option`: the distance, or the position of the first byte. */
export function newFilter(id: number, option: number): Filter | null {
  switch (id) {
    case FILTER_DELTA:
      return new Delta(option);
    case FILTER_X86:
      return new X86(option);
    case FILTER_IA64:
      return new Ia64(option);
    case FILTER_ARM:
    case FILTER_ARMTHUMB:
    case FILTER_POWERPC:
    case FILTER_SPARC:
      return new WordBranches(option, id);
    default:
      return null;
  }
}

/** Several bytes' worth of filters in a row, the first being the one nearest to the plain data. */
export class FilterChain {
  private readonly held: Uint8Array[];

  constructor(
    private readonly filters: readonly Filter[],
    private readonly isEncoding: boolean,
  ) {
    this.held = filters.map(() => new Uint8Array(0));
  }

  /** Filter more bytes; at the end what was held back comes as it is. */
  run(bytes: Uint8Array, isLast: boolean): Uint8Array {
    let data = bytes;
    const order = this.filters.map((_, i) => i);
    if (!this.isEncoding) order.reverse();
    for (const i of order) {
      const held = this.held[i] as Uint8Array;
      const all = new Uint8Array(held.length + data.length);
      all.set(held);
      all.set(data, held.length);
      const done = (this.filters[i] as Filter).run(all, this.isEncoding);
      this.held[i] = isLast ? new Uint8Array(0) : all.slice(done);
      data = isLast ? all : all.subarray(0, done);
    }
    return data;
  }
}
