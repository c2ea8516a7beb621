/** This file computes the check sums that an xz stream may have. */
import { sha256 } from '@noble/hashes/sha2.js';

export const CHECK_NONE = 0;
export const CHECK_CRC32 = 1;
export const CHECK_CRC64 = 4;
export const CHECK_SHA256 = 10;

const CRC32_TABLE: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 of bytes, behind an earlier one. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC32_TABLE[(crc ^ byte) & 0xff] as number);
  return ~crc >>> 0;
}

/** The two halves of each entry of the table of CRC-64. */
const CRC64_TABLE: readonly (readonly [low: number, high: number])[] = Array.from({ length: 256 }, (_, byte) => {
  let [low, high] = [byte, 0];
  for (let bit = 0; bit < 8; bit++) {
    const isOdd = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (isOdd) {
      low ^= 0xd7870f42;
      high ^= 0xc96c5795;
    }
  }
  return [low, high] as const;
});

/** A check sum that is being computed. */
export interface CheckSum {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

class NoCheck implements CheckSum {
  update(): void {}
  digest(): Uint8Array {
    return new Uint8Array(0);
  }
}

class Crc32 implements CheckSum {
  private crc = 0;
  update(bytes: Uint8Array): void {
    this.crc = crc32(bytes, this.crc);
  }
  digest(): Uint8Array {
    return littleEndian(this.crc, 4);
  }
}

class Crc64 implements CheckSum {
  private low = -1;
  private high = -1;
  update(bytes: Uint8Array): void {
    let { low, high } = this;
    for (const byte of bytes) {
      const [tableLow, tableHigh] = CRC64_TABLE[(low ^ byte) & 0xff] as readonly [number, number];
      low = ((low >>> 8) | (high << 24)) ^ tableLow;
      high = (high >>> 8) ^ tableHigh;
    }
    this.low = low;
    this.high = high;
  }
  digest(): Uint8Array {
    const out = new Uint8Array(8);
    out.set(littleEndian(~this.low >>> 0, 4));
    out.set(littleEndian(~this.high >>> 0, 4), 4);
    return out;
  }
}

class Sha256 implements CheckSum {
  private readonly hash = sha256.create();
  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }
  digest(): Uint8Array {
    return this.hash.digest();
  }
}

/** A number as so many bytes, the least significant first. */
export function littleEndian(value: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0, rest = value; i < size; i++) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

/** How long the check sum of a kind is, as the format fixes it. */
export const checkSize = (check: number): number =>
  check === 0 ? 0 : check <= 3 ? 4 : check <= 6 ? 8 : check <= 9 ? 16 : check <= 12 ? 32 : 64;

/** Is there code for this kind of check sum? */
export const isSupportedCheck = (check: number): boolean =>
  check === CHECK_NONE || check === CHECK_CRC32 || check === CHECK_CRC64 || check === CHECK_SHA256;

export function newCheckSum(check: number): CheckSum {
  switch (check) {
    case CHECK_CRC32:
      return new Crc32();
    case CHECK_CRC64:
      return new Crc64();
    case CHECK_SHA256:
      return new Sha256();
    default:
      return new NoCheck();
  }
}
