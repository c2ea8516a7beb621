/** This file codes chains of filters, without a container: raw LZMA and LZMA2. */
import { FILTER_LZMA2, type FilterSpec, type LzmaOptions } from './filter-spec.js';
import { type Filter, FilterChain } from './filters.js';
import { Corrupt, LzmaDecoder, Window } from './lzma-decoder.js';
import { LzmaEncoder } from './lzma-encoder.js';
import { propertiesByte, propertiesOf } from './lzma-model.js';

const CHUNK_INPUT = 1 << 21;
const CHUNK_OUTPUT = 1 << 16;
/** Data are kept until a chunk of this size can be made of them. */
const ENOUGH = 1 << 18;

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function filtersOf(chain: readonly FilterSpec[]): Filter[] {
  return chain.filter((spec) => !spec.isLzma).map((spec) => spec.make() as Filter);
}

/** Compresses data through a chain of filters. */
export class RawEncoder {
  private readonly filters: FilterChain;
  private readonly lzma: LzmaEncoder;
  private readonly isLzma2: boolean;
  private isFirst = true;
  private needsState = true;

  constructor(chain: readonly FilterSpec[]) {
    const last = chain[chain.length - 1] as FilterSpec;
    const options = last.lzma as LzmaOptions;
    this.isLzma2 = last.id === FILTER_LZMA2;
    this.filters = new FilterChain(filtersOf(chain), true);
    this.lzma = new LzmaEncoder(options, options.dictionarySize, options.depth);
  }

  encode(data: Uint8Array, isLast: boolean, withEndMarker = true): Uint8Array {
    this.lzma.add(this.filters.run(data, isLast));
    if (!this.isLzma2) {
      if (!isLast && this.lzma.waiting < ENOUGH) return new Uint8Array(0);
      return this.lzma.encode(isLast && withEndMarker);
    }
    const parts: Uint8Array[] = [];
    while (this.lzma.waiting > 0 && (isLast || this.lzma.waiting >= CHUNK_INPUT)) parts.push(this.chunk());
    if (isLast) parts.push(Uint8Array.of(0));
    return join(parts);
  }

  /** One chunk of LZMA2: compressed, or as it is where that is shorter. */
  private chunk(): Uint8Array {
    if (this.needsState) this.lzma.resetState();
    const { bytes, used, raw } = this.lzma.chunk(CHUNK_INPUT, CHUNK_OUTPUT);
    if (bytes.length >= used) {
      const parts: Uint8Array[] = [];
      for (let at = 0; at < used; at += CHUNK_OUTPUT) {
        const part = raw.slice(at, at + CHUNK_OUTPUT);
        const size = part.length - 1;
        parts.push(Uint8Array.of(this.isFirst ? 1 : 2, size >> 8, size & 0xff), part);
        this.isFirst = false;
      }
      this.needsState = true;
      return join(parts);
    }
    const control = this.isFirst ? 0xe0 : this.needsState ? 0xc0 : 0x80;
    const [unpacked, packed] = [used - 1, bytes.length - 1];
    const head = [control | (unpacked >> 16), (unpacked >> 8) & 0xff, unpacked & 0xff, packed >> 8, packed & 0xff];
    if (control !== 0x80) head.push(propertiesByte(this.lzma.properties));
    this.isFirst = false;
    this.needsState = false;
    return join([Uint8Array.from(head), bytes]);
  }
}

/** Decompresses data through a chain of filters. */
export class RawDecoder {
  isEnded = false;
  private readonly window: Window;
  private readonly lzma: LzmaDecoder;
  private readonly isLzma2: boolean;
  private readonly filters: FilterChain;
  private needsDictionary = true;
  private needsProperties = true;
  /** Of the chunk of LZMA2 that is read: what is left of it. */
  private packedLeft = 0;
  private plainLeft = 0;
  private isPlain = false;
  /** The last byte of a chunk is not there yet. */
  private isOwed = false;

  constructor(
    chain: readonly FilterSpec[],
    /** Bytes that come out, where that is known beforehand: there need be no end marker. */
    private unpackedLeft: number | null = null,
  ) {
    const last = chain[chain.length - 1] as FilterSpec;
    const options = last.lzma as LzmaOptions;
    this.isLzma2 = last.id === FILTER_LZMA2;
    this.window = new Window(options.dictionarySize);
    this.lzma = new LzmaDecoder(this.window);
    if (!this.isLzma2) this.lzma.resetState(options);
    this.filters = new FilterChain(filtersOf(chain), false);
  }

  /** Decode as far as the input goes and until so many bytes came out; answers bytes and how much input was used. */
  decode(input: Uint8Array, limit: number): { out: Uint8Array; used: number } {
    const used = this.isLzma2 ? this.decodeChunks(input, limit) : this.decodeLzma(input, limit);
    const { window } = this;
    const fresh = window.bytes.slice(window.given, window.end);
    window.given = window.end;
    return { out: this.filters.run(fresh, this.isEnded), used };
  }

  private decodeLzma(input: Uint8Array, limit: number): number {
    const most = this.unpackedLeft === null ? limit : Math.min(limit, this.unpackedLeft);
    const before = this.window.end - this.window.given;
    let used = this.lzma.decode(input, most, false);
    const made = this.window.end - this.window.given - before;
    if (this.unpackedLeft !== null) {
      this.unpackedLeft -= made;
      if (this.unpackedLeft === 0) {
        // An end marker is allowed, but nothing else.
        if (!this.lzma.isEnded) {
          const owed = this.lzma.settle(input.subarray(used));
          if (owed >= 0) {
            used += owed;
            if (this.lzma.isFinished) this.isEnded = true;
            else used += this.lzma.tryEndMarker(input.subarray(used));
          }
        }
      } else if (this.lzma.isEnded) throw new Corrupt();
    }
    if (this.lzma.isEnded) this.isEnded = true;
    return used;
  }

  private decodeChunks(input: Uint8Array, limit: number): number {
    let used = 0;
    const { window } = this;
    const target = window.ready + limit;
    while (!this.isEnded && window.ready < target) {
      if (this.isOwed) {
        const owed = this.lzma.settle(input.subarray(used, used + this.packedLeft));
        if (owed < 0) break;
        used += owed;
        this.packedLeft -= owed;
        this.isOwed = false;
        if (this.packedLeft !== 0 || !this.lzma.isFinished) throw new Corrupt();
        continue;
      }
      if (this.plainLeft === 0) {
        const size = this.chunkHeader(input.subarray(used));
        if (size === 0) break;
        used += size;
        continue;
      }
      if (this.isPlain) {
        const count = Math.min(this.plainLeft, input.length - used, target - window.ready);
        if (count === 0) break;
        for (let i = 0; i < count; i++) window.push(input[used + i] as number);
        used += count;
        this.plainLeft -= count;
        continue;
      }
      // A chunk is short: it is decoded when all of it is there.
      const before = window.ready;
      const packed = input.subarray(used, used + this.packedLeft);
      const isWhole = packed.length === this.packedLeft;
      const taken = this.lzma.decode(packed, Math.min(this.plainLeft, target - window.ready), isWhole);
      used += taken;
      this.packedLeft -= taken;
      this.plainLeft -= window.ready - before;
      if (this.lzma.isEnded) throw new Corrupt();
      if (this.plainLeft === 0) {
        const owed = this.lzma.settle(input.subarray(used, used + this.packedLeft));
        if (owed < 0) {
          if (this.packedLeft === 0) throw new Corrupt();
          this.isOwed = true;
          break;
        }
        used += owed;
        this.packedLeft -= owed;
        if (this.packedLeft !== 0 || !this.lzma.isFinished) throw new Corrupt();
      } else if (taken === 0 && window.ready === before) break;
    }
    return used;
  }

  /** Read the head of a chunk; answers its size, 0 when it is not there completely. */
  private chunkHeader(input: Uint8Array): number {
    const control = input[0];
    if (control === undefined) return 0;
    if (control === 0) {
      this.isEnded = true;
      return 1;
    }
    const isCompressed = control >= 0x80;
    const resets = (control >> 5) & 3;
    const size = !isCompressed ? 3 : resets >= 2 ? 6 : 5;
    if (input.length < size) return 0;
    const word = (at: number): number => ((input[at] as number) << 8) | (input[at + 1] as number);
    if (!isCompressed && control > 2) throw new Corrupt();
    if (control === 1 || control >= 0xe0) {
      this.needsDictionary = false;
      this.needsProperties = true;
      this.window.reset();
      this.lzma.resetPosition();
    } else if (this.needsDictionary) throw new Corrupt();
    this.isPlain = !isCompressed;
    if (!isCompressed) {
      this.plainLeft = word(1) + 1;
      this.needsStateAfterPlain();
      return size;
    }
    this.plainLeft = ((control & 0x1f) << 16) + word(1) + 1;
    this.packedLeft = word(3) + 1;
    if (resets >= 2) {
      const properties = propertiesOf(input[5] as number);
      if (properties === null || properties.lc + properties.lp > 4) throw new Corrupt();
      this.needsProperties = false;
      this.lzma.resetState(properties);
    } else if (this.needsProperties) throw new Corrupt();
    else if (resets === 1) this.lzma.resetState(this.lzma.current);
    this.lzma.restart();
    return size;
  }

  /** Bytes that come as they are count for the position as well. */
  private needsStateAfterPlain(): void {
    this.lzma.skip(this.plainLeft);
  }
}
