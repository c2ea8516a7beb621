/** This file describes chains of filters: as programs give them, and as streams hold them. */
import { littleEndian } from './checks.js';
import { FILTER_DELTA, type Filter, newFilter } from './filters.js';
import { type LzmaProperties, propertiesByte, propertiesOf } from './lzma-model.js';

/** As a number it is 2 ** 62: no other filter is near. */
export const FILTER_LZMA1 = 2 ** 62;
export const FILTER_LZMA2 = 0x21;

/** The options of an LZMA filter. */
export interface LzmaOptions extends LzmaProperties {
  readonly dictionarySize: number;
  /** How many earlier places are looked at for a match. */
  readonly depth: number;
}

/** One filter of a chain. */
export class FilterSpec {
  constructor(
    readonly id: number,
    /** For LZMA. */
    readonly lzma: LzmaOptions | null,
    /** Distance of differences, or start of branches. */
    readonly option: number,
  ) {}

  get isLzma(): boolean {
    return this.lzma !== null;
  }

  make(): Filter | null {
    return newFilter(this.id, this.option);
  }

  /** The properties as a stream holds them. */
  encode(): Uint8Array {
    if (this.lzma !== null) {
      if (this.id === FILTER_LZMA2) return Uint8Array.of(dictionaryByte(this.lzma.dictionarySize));
      const out = new Uint8Array(5);
      out[0] = propertiesByte(this.lzma);
      out.set(littleEndian(this.lzma.dictionarySize, 4), 1);
      return out;
    }
    if (this.id === FILTER_DELTA) return Uint8Array.of(this.option - 1);
    return this.option === 0 ? new Uint8Array(0) : littleEndian(this.option, 4);
  }
}

/** Bits of the dictionary's size for the presets 0 to 9. */
const PRESET_BITS = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26];
const PRESET_DEPTH = [4, 8, 16, 24, 32, 48, 64, 96, 128, 192];

/** The options of a preset; null when there is no such preset. */
export function presetOptions(preset: number): LzmaOptions | null {
  const level = preset & 0x1f;
  if (level > 9 || (preset & ~0x8000001f) !== 0) return null;
  const isExtreme = preset < 0 || preset >= 0x80000000;
  return {
    lc: 3,
    lp: 0,
    pb: 2,
    dictionarySize: 1 << (PRESET_BITS[level] as number),
    depth: isExtreme ? 256 : (PRESET_DEPTH[level] as number),
  };
}

/** The size of the dictionary that a byte stands for: 2 or 3 times a power of two. */
export function dictionarySizeOf(byte: number): number | null {
  if (byte > 40) return null;
  return byte === 40 ? 0xffffffff : (2 | (byte & 1)) * 2 ** ((byte >> 1) + 11);
}

function dictionaryByte(size: number): number {
  for (let byte = 0; byte < 40; byte++) if ((dictionarySizeOf(byte) as number) >= size) return byte;
  return 40;
}

/** A filter from its number and properties; null when they are not supported. */
export function decodeFilter(id: number, properties: Uint8Array): FilterSpec | null {
  if (id === FILTER_LZMA2) {
    const size = properties.length === 1 ? dictionarySizeOf(properties[0] as number) : null;
    return size === null ? null : new FilterSpec(id, { lc: 3, lp: 0, pb: 2, dictionarySize: size, depth: 48 }, 0);
  }
  if (id === FILTER_LZMA1) {
    const found = properties.length === 5 ? propertiesOf(properties[0] as number) : null;
    if (found === null || found.lc + found.lp > 4) return null;
    const size = new DataView(properties.buffer, properties.byteOffset).getUint32(1, true);
    return new FilterSpec(id, { ...found, dictionarySize: size, depth: 48 }, 0);
  }
  if (id === FILTER_DELTA)
    return properties.length === 1 ? new FilterSpec(id, null, (properties[0] as number) + 1) : null;
  if (newFilter(id, 0) === null || (properties.length !== 0 && properties.length !== 4)) return null;
  const start = properties.length === 0 ? 0 : new DataView(properties.buffer, properties.byteOffset).getUint32(0, true);
  return new FilterSpec(id, null, start);
}
