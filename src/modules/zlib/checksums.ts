/** This file computes the checksums of zlib. */

const POLYNOMIAL = 0xedb88320;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ POLYNOMIAL : c >>> 1;
  return c >>> 0;
});

/** CRC-32 of the data, going on from `value`. */
export function crc32(value: number, data: Uint8Array): number {
  let c = ~value;
  for (let i = 0; i < data.length; i++) c = (CRC_TABLE[(c ^ (data[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return ~c >>> 0;
}

const BASE = 65521;
/** So many sums fit 32 bits before they must be reduced. */
const RUN = 3800;

/** Adler-32 of the data, going on from `value`. */
export function adler32(value: number, data: Uint8Array): number {
  let a = value & 0xffff;
  let b = value >>> 16;
  for (let start = 0; start < data.length; start += RUN) {
    const end = Math.min(start + RUN, data.length);
    for (let i = start; i < end; i++) {
      a += data[i] as number;
      b += a;
    }
    a %= BASE;
    b %= BASE;
  }
  return ((b << 16) | a) >>> 0;
}
