/** This file mixes the hashes of items as CPython's tuple does (xxHash, 64 bits). */

// 64-bit numbers are kept as two 32-bit halves: BigInt would cost several allocations an item.
const PRIME1_HIGH = 0x9e3779b1;
const PRIME1_LOW = 0x85ebca87;
const PRIME2_HIGH = 0xc2b2ae3d;
const PRIME2_LOW = 0x27d4eb4f;
const PRIME5_HIGH = 0x27d4eb2f;
const PRIME5_LOW = 0x165667c5;
const TWO32 = 4294967296;

/** The high 32 bits of the product of two unsigned 32-bit numbers. */
export function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const cross = aLow * bHigh + (middle % 65536);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(cross / 65536)) | 0;
}

/** The low 32 bits of a hash, as a signed number. */
export function lowWord(hash: number | bigint): number {
  if (typeof hash === 'bigint') return Number(BigInt.asIntN(32, hash));
  return (hash | 0) === hash ? hash : (hash % TWO32) | 0;
}

/** The bits above the low 32 of a hash in two's complement, as a signed 32-bit number. */
export function highWord(hash: number | bigint): number {
  if (typeof hash === 'bigint') return Number(BigInt.asIntN(32, hash >> 32n));
  return (hash | 0) === hash ? hash >> 31 : Math.floor(hash / TWO32) | 0;
}

/** A signed 64-bit number from two halves, canonical. */
export function fromWords(high: number, low: number): number | bigint {
  if (high >= -0x200000 && high < 0x200000) {
    const small = high * TWO32 + (low >>> 0);
    if (Number.isSafeInteger(small)) return small;
  }
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

/** The hash of a sequence from the hashes of its items; slices leave out the length. */
export function tupleHash(hashes: readonly (number | bigint)[], withLength = true): number | bigint {
  let high = PRIME5_HIGH | 0;
  let low = PRIME5_LOW | 0;
  for (let i = 0; i < hashes.length; i++) {
    const lane = hashes[i] as number | bigint;
    const laneLow = lowWord(lane);
    const laneHigh = highWord(lane);
    // acc += lane * PRIME2
    const productLow = Math.imul(laneLow, PRIME2_LOW);
    const productHigh =
      (highProduct(laneLow, PRIME2_LOW) + Math.imul(laneLow, PRIME2_HIGH) + Math.imul(laneHigh, PRIME2_LOW)) | 0;
    const sum = (low >>> 0) + (productLow >>> 0);
    high = (high + productHigh + (sum >= TWO32 ? 1 : 0)) | 0;
    low = sum | 0;
    // acc = rotl(acc, 31)
    const rotatedHigh = (high << 31) | (low >>> 1);
    const rotatedLow = (low << 31) | (high >>> 1);
    // acc *= PRIME1
    low = Math.imul(rotatedLow, PRIME1_LOW);
    high =
      (highProduct(rotatedLow, PRIME1_LOW) + Math.imul(rotatedLow, PRIME1_HIGH) + Math.imul(rotatedHigh, PRIME1_LOW)) |
      0;
  }
  if (withLength) {
    const sum = (low >>> 0) + ((hashes.length ^ PRIME5_LOW ^ 3527539) >>> 0);
    high = (high + PRIME5_HIGH + (sum >= TWO32 ? 1 : 0)) | 0;
    low = sum | 0;
  }
  if (high === -1 && low === -1) return 1546275796;
  return fromWords(high, low);
}
