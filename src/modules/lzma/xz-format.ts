/** This file reads and writes the containers: .xz with its headers, index and check sums, and the older .lzma. */
import { CHECK_NONE, type CheckSum, checkSize, crc32, isSupportedCheck, littleEndian, newCheckSum } from './checks.js';
import { decodeFilter, FILTER_LZMA1, FILTER_LZMA2, type FilterSpec } from './filter-spec.js';
import { Corrupt } from './lzma-decoder.js';
import { RawDecoder, RawEncoder } from './raw-coders.js';

/** The stream wants something that there is no code for. */
export class Unsupported {}
/** The data are no stream of this format. */
export class WrongFormat {}
/** More memory is needed than allowed. */
export class TooMuchMemory {}

const MAGIC = Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0);
const FOOTER = Uint8Array.of(0x59, 0x5a);

/** A number in as many bytes as it needs, seven bits each. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

function join(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const padded = (size: number): number => (size + 3) & ~3;

/** What turns data into a stream. */
export interface StreamEncoder {
  encode(data: Uint8Array, isLast: boolean): Uint8Array[];
}

/** Writes an .xz stream of one block. */
export class XzEncoder implements StreamEncoder {
  private readonly raw: RawEncoder;
  private readonly sum: CheckSum;
  private isStarted = false;
  private packed = 0;
  private plain = 0;

  constructor(
    private readonly chain: readonly FilterSpec[],
    private readonly check: number,
  ) {
    this.raw = new RawEncoder(chain);
    this.sum = newCheckSum(check);
  }

  private blockHeader(): Uint8Array {
    const flags = this.chain.flatMap((spec) => {
      const properties = spec.encode();
      return [...varint(spec.id), properties.length, ...properties];
    });
    const size = padded(2 + flags.length);
    const header = new Uint8Array(size);
    header[0] = size / 4;
    header[1] = this.chain.length - 1;
    header.set(flags, 2);
    return join(header, littleEndian(crc32(header), 4));
  }

  encode(data: Uint8Array, isLast: boolean): Uint8Array[] {
    const out: Uint8Array[] = [];
    const streamFlags = Uint8Array.of(0, this.check);
    const header = this.blockHeader();
    if (!this.isStarted) {
      this.isStarted = true;
      out.push(join(MAGIC, streamFlags, littleEndian(crc32(streamFlags), 4)));
    }
    if (data.length > 0 || this.plain > 0) {
      if (this.plain === 0) out.push(header);
      this.plain += data.length;
      this.sum.update(data);
      const packed = this.raw.encode(data, isLast);
      this.packed += packed.length;
      out.push(packed);
    }
    if (!isLast) return out;
    const records: number[] = [];
    if (this.plain > 0) {
      out.push(new Uint8Array(padded(this.packed) - this.packed), this.sum.digest());
      records.push(...varint(header.length + this.packed + checkSize(this.check)), ...varint(this.plain));
    }
    const body = [0, ...varint(records.length > 0 ? 1 : 0), ...records];
    const index = new Uint8Array(padded(body.length));
    index.set(body);
    const backward = join(littleEndian((index.length + 4) / 4 - 1, 4), streamFlags);
    out.push(index, littleEndian(crc32(index), 4), littleEndian(crc32(backward), 4), backward, FOOTER);
    return out;
  }
}

/** Writes an .lzma stream. */
export class AloneEncoder implements StreamEncoder {
  private readonly raw: RawEncoder;
  private isStarted = false;

  constructor(private readonly spec: FilterSpec) {
    this.raw = new RawEncoder([spec]);
  }

  encode(data: Uint8Array, isLast: boolean): Uint8Array[] {
    const out: Uint8Array[] = [];
    // The size is not known: an end marker tells the end.
    if (!this.isStarted) out.push(this.spec.encode(), new Uint8Array(8).fill(0xff));
    this.isStarted = true;
    out.push(this.raw.encode(data, isLast));
    return out;
  }
}

/** Writes compressed data only. */
export class BareEncoder implements StreamEncoder {
  private readonly raw: RawEncoder;
  constructor(chain: readonly FilterSpec[]) {
    this.raw = new RawEncoder(chain);
  }

  encode(data: Uint8Array, isLast: boolean): Uint8Array[] {
    return [this.raw.encode(data, isLast)];
  }
}

/** What a decoder made of its input. */
export interface Piece {
  readonly out: Uint8Array;
  readonly used: number;
}

const NOTHING = new Uint8Array(0);

/** What turns a stream into data. It is called again while it uses input or gives output. */
export interface StreamDecoder {
  readonly isEnded: boolean;
  /** The kind of check sum; 16 while it is not known. */
  readonly check: number;
  /** Changes where a step took no input and gave no output, but another step follows. */
  readonly progress: string;
  decode(input: Uint8Array, limit: number): Piece;
}

function checkMemory(chain: readonly FilterSpec[], limit: number | null): void {
  const size = chain.reduce((sum, spec) => sum + (spec.lzma?.dictionarySize ?? 0), 1 << 16);
  if (limit !== null && size > limit) throw new TooMuchMemory();
}

/** Reads an .lzma stream. */
export class AloneDecoder implements StreamDecoder {
  check = CHECK_NONE;
  readonly progress = '';
  private raw: RawDecoder | null = null;

  constructor(private readonly memoryLimit: number | null) {}

  get isEnded(): boolean {
    return this.raw?.isEnded ?? false;
  }

  decode(input: Uint8Array, limit: number): Piece {
    if (this.raw !== null) return this.raw.decode(input, limit);
    if (input.length < 13) {
      if (input.length > 0 && (input[0] as number) >= 225) throw new WrongFormat();
      return { out: NOTHING, used: 0 };
    }
    const spec = decodeFilter(FILTER_LZMA1, input.slice(0, 5));
    if (spec === null) throw new WrongFormat();
    const view = new DataView(input.buffer, input.byteOffset);
    const size = view.getBigUint64(5, true);
    if (size !== 0xffffffffffffffffn && size >= 1n << 38n) throw new WrongFormat();
    checkMemory([spec], this.memoryLimit);
    this.raw = new RawDecoder([spec], size === 0xffffffffffffffffn ? null : Number(size));
    return { out: NOTHING, used: 13 };
  }
}

/** Reads compressed data without a container. */
export class BareDecoder implements StreamDecoder {
  check = CHECK_NONE;
  readonly progress = '';
  private readonly raw: RawDecoder;
  constructor(chain: readonly FilterSpec[]) {
    this.raw = new RawDecoder(chain);
  }

  get isEnded(): boolean {
    return this.raw.isEnded;
  }

  decode(input: Uint8Array, limit: number): Piece {
    return this.raw.decode(input, limit);
  }
}

type Phase = 'header' | 'block' | 'data' | 'padding' | 'sum' | 'index' | 'footer' | 'end';

/** Reads an .xz stream. */
export class XzDecoder implements StreamDecoder {
  check = 16;
  private phase: Phase = 'header';
  private raw: RawDecoder | null = null;
  private sum: CheckSum = newCheckSum(0);
  private headerSize = 0;
  private packed = 0;
  private plain = 0;
  private packedSize: number | null = null;
  private plainSize: number | null = null;
  /** Sizes of the blocks, with which the index must agree. */
  private readonly blocks: [unpadded: number, plain: number][] = [];
  private indexSize = 0;

  constructor(private readonly memoryLimit: number | null) {}

  get progress(): string {
    return this.phase;
  }

  get isEnded(): boolean {
    return this.phase === 'end';
  }

  decode(input: Uint8Array, limit: number): Piece {
    const nothing = (used: number): Piece => ({ out: NOTHING, used });
    switch (this.phase) {
      case 'header':
        return nothing(this.streamHeader(input));
      case 'block':
        return nothing(this.blockHeader(input));
      case 'data':
        return this.data(input, limit);
      case 'padding': {
        const count = padded(this.packed) - this.packed;
        if (input.length < count) return nothing(0);
        if (input.subarray(0, count).some((byte) => byte !== 0)) throw new Corrupt();
        this.phase = 'sum';
        return nothing(count);
      }
      case 'sum': {
        const size = checkSize(this.check);
        if (input.length < size) return nothing(0);
        const digest = this.sum.digest();
        if (isSupportedCheck(this.check) && digest.some((byte, i) => byte !== input[i])) throw new Corrupt();
        this.blocks.push([this.headerSize + this.packed + size, this.plain]);
        this.phase = 'block';
        return nothing(size);
      }
      case 'index':
        return nothing(this.index(input));
      case 'footer':
        return nothing(this.footer(input));
      default:
        return nothing(0);
    }
  }

  private streamHeader(input: Uint8Array): number {
    for (let i = 0; i < Math.min(6, input.length); i++) if (input[i] !== MAGIC[i]) throw new WrongFormat();
    if (input.length < 12) return 0;
    const view = new DataView(input.buffer, input.byteOffset);
    if (view.getUint32(8, true) !== crc32(input.subarray(6, 8))) throw new Corrupt();
    if (input[6] !== 0 || (input[7] as number) > 15) throw new Unsupported();
    this.check = input[7] as number;
    this.phase = 'block';
    return 12;
  }

  private blockHeader(input: Uint8Array): number {
    if (input.length === 0) return 0;
    if (input[0] === 0) {
      this.phase = 'index';
      return 0;
    }
    const size = ((input[0] as number) + 1) * 4;
    if (input.length < size) return 0;
    const view = new DataView(input.buffer, input.byteOffset);
    if (view.getUint32(size - 4, true) !== crc32(input.subarray(0, size - 4))) throw new Corrupt();
    const flags = input[1] as number;
    if ((flags & 0x3c) !== 0) throw new Unsupported();
    const reader = new VarintReader(input.subarray(0, size - 4), 2);
    this.packedSize = flags & 0x40 ? reader.varint() : null;
    this.plainSize = flags & 0x80 ? reader.varint() : null;
    const chain: FilterSpec[] = [];
    for (let i = 0; i <= (flags & 3); i++) {
      const id = reader.varint();
      const spec = decodeFilter(id, reader.bytes(reader.varint()));
      if (spec === null) throw new Unsupported();
      chain.push(spec);
    }
    if (reader.bytes(size - 4 - reader.at).some((byte) => byte !== 0)) throw new Unsupported();
    if (chain[chain.length - 1]?.id !== FILTER_LZMA2 || chain.slice(0, -1).some((spec) => spec.isLzma)) {
      throw new Unsupported();
    }
    checkMemory(chain, this.memoryLimit);
    this.raw = new RawDecoder(chain);
    this.sum = newCheckSum(this.check);
    this.headerSize = size;
    this.packed = 0;
    this.plain = 0;
    this.phase = 'data';
    return size;
  }

  private data(input: Uint8Array, limit: number): Piece {
    const raw = this.raw as RawDecoder;
    const piece = raw.decode(input, limit);
    this.packed += piece.used;
    this.plain += piece.out.length;
    this.sum.update(piece.out);
    if (raw.isEnded) {
      if (this.packedSize !== null && this.packedSize !== this.packed) throw new Corrupt();
      if (this.plainSize !== null && this.plainSize !== this.plain) throw new Corrupt();
      this.phase = 'padding';
    }
    return piece;
  }

  private index(input: Uint8Array): number {
    const reader = new VarintReader(input, 1);
    try {
      if (reader.varint() !== this.blocks.length) throw new Corrupt();
      for (const [unpadded, plain] of this.blocks) {
        if (reader.varint() !== unpadded || reader.varint() !== plain) throw new Corrupt();
      }
    } catch (reason) {
      if (reason instanceof Incomplete) return 0;
      throw reason;
    }
    const size = padded(reader.at);
    if (input.length < size + 4) return 0;
    if (input.subarray(reader.at, size).some((byte) => byte !== 0)) throw new Corrupt();
    const view = new DataView(input.buffer, input.byteOffset);
    if (view.getUint32(size, true) !== crc32(input.subarray(0, size))) throw new Corrupt();
    this.indexSize = size + 4;
    this.phase = 'footer';
    return size + 4;
  }

  private footer(input: Uint8Array): number {
    if (input.length < 12) return 0;
    const view = new DataView(input.buffer, input.byteOffset);
    if (input[10] !== FOOTER[0] || input[11] !== FOOTER[1]) throw new Corrupt();
    if (view.getUint32(0, true) !== crc32(input.subarray(4, 10))) throw new Corrupt();
    if ((view.getUint32(4, true) + 1) * 4 !== this.indexSize) throw new Corrupt();
    if (input[8] !== 0 || input[9] !== this.check) throw new Corrupt();
    this.phase = 'end';
    return 12;
  }
}

class Incomplete {}

/** Reads numbers of seven bits a byte. */
class VarintReader {
  constructor(
    private readonly data: Uint8Array,
    public at: number,
  ) {}

  varint(): number {
    let value = 0;
    for (let scale = 1, i = 0; i < 9; i++, scale *= 128) {
      const byte = this.data[this.at++];
      if (byte === undefined) throw new Incomplete();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new Corrupt();
  }

  bytes(count: number): Uint8Array {
    if (this.at + count > this.data.length) throw new Corrupt();
    const bytes = this.data.slice(this.at, this.at + count);
    this.at += count;
    return bytes;
  }
}
