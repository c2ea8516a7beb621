/** This file adds BLAKE2's tree parameters to the package's implementation, which only hashes sequentially. */
import { _BLAKE2b, _BLAKE2s, type Blake2Opts } from '@noble/hashes/blake2.js';

/** Parameters of tree hashing (section 2.5 of the BLAKE2 specification). */
export interface TreeParameters {
  readonly fanout: number;
  readonly depth: number;
  readonly leafSize: number;
  readonly nodeOffset: bigint;
  readonly nodeDepth: number;
  readonly innerSize: number;
  readonly lastNode: boolean;
}

/** What BLAKE2b and BLAKE2s differ in. */
interface Variant {
  readonly bits: bigint;
  readonly rounds: number;
  readonly rotations: readonly [bigint, bigint, bigint, bigint];
  readonly iv: readonly bigint[];
}

const IV_B = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

const VARIANT_B: Variant = { bits: 64n, rounds: 12, rotations: [32n, 24n, 16n, 63n], iv: IV_B };
const VARIANT_S: Variant = {
  bits: 32n,
  rounds: 10,
  rotations: [16n, 12n, 8n, 7n],
  iv: IV_B.map((word) => word >> 32n),
};

/** The permutations of message words, one row a round; rounds 10 and 11 repeat the first two. */
const SIGMA: readonly string[] = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
];

/** Indexes that the eight mixings of a round work on: columns, then diagonals. */
const MIXES: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

/** The state after the last block of a last node: the one case that sets the second finalisation flag. */
function compressLast(
  variant: Variant,
  state: readonly bigint[],
  message: readonly bigint[],
  length: bigint,
): bigint[] {
  const mask = (1n << variant.bits) - 1n;
  const rotate = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (variant.bits - by))) & mask;
  const v = [...state, ...variant.iv];
  v[12] = (v[12] as bigint) ^ (length & mask);
  v[13] = (v[13] as bigint) ^ (length >> variant.bits);
  v[14] = (v[14] as bigint) ^ mask;
  v[15] = (v[15] as bigint) ^ mask;
  const [r1, r2, r3, r4] = variant.rotations;
  for (let round = 0; round < variant.rounds; round++) {
    const row = SIGMA[round % SIGMA.length] as string;
    for (let i = 0; i < MIXES.length; i++) {
      const [a, b, c, d] = MIXES[i] as readonly [number, number, number, number];
      const x = message[Number.parseInt(row.charAt(2 * i), 16)] as bigint;
      const y = message[Number.parseInt(row.charAt(2 * i + 1), 16)] as bigint;
      let [va, vb, vc, vd] = [v[a] as bigint, v[b] as bigint, v[c] as bigint, v[d] as bigint];
      va = (va + vb + x) & mask;
      vd = rotate(vd ^ va, r1);
      vc = (vc + vd) & mask;
      vb = rotate(vb ^ vc, r2);
      va = (va + vb + y) & mask;
      vd = rotate(vd ^ va, r3);
      vc = (vc + vd) & mask;
      vb = rotate(vb ^ vc, r4);
      [v[a], v[b], v[c], v[d]] = [va, vb, vc, vd];
    }
  }
  return state.map((word, i) => word ^ (v[i] as bigint) ^ (v[i + 8] as bigint));
}

const low32 = (value: bigint): number => Number(BigInt.asIntN(32, value));

/** 64-bit words from pairs of 32-bit halves, low half first. */
function joinHalves(halves: ArrayLike<number>, from: number, count: number): bigint[] {
  const words: bigint[] = [];
  for (let i = 0; i < count; i++) {
    const low = BigInt((halves[from + 2 * i] as number) >>> 0);
    words.push(low | (BigInt((halves[from + 2 * i + 1] as number) >>> 0) << 32n));
  }
  return words;
}

/** BLAKE2b with tree parameters. */
export class TreeBlake2b extends _BLAKE2b {
  lastNode = false;

  /** Mix the parameters in; to be called before any data is hashed. */
  withTree(tree: TreeParameters): this {
    const words = this.get() as number[];
    words[0] = (words[0] as number) ^ ((tree.fanout ^ 1) << 16) ^ ((tree.depth ^ 1) << 24);
    words[1] = (words[1] as number) ^ tree.leafSize;
    words[2] = (words[2] as number) ^ low32(tree.nodeOffset);
    words[3] = (words[3] as number) ^ low32(tree.nodeOffset >> 32n);
    words[4] = (words[4] as number) ^ tree.nodeDepth ^ (tree.innerSize << 8);
    this.set(...(words as Parameters<_BLAKE2b['set']>));
    this.lastNode = tree.lastNode;
    return this;
  }

  protected override compress(message: Uint32Array, offset: number, isLast: boolean): void {
    if (!isLast || !this.lastNode) {
      super.compress(message, offset, isLast);
      return;
    }
    const state = compressLast(
      VARIANT_B,
      joinHalves(this.get(), 0, 8),
      joinHalves(message, offset, 16),
      BigInt(this.length),
    );
    const halves = state.flatMap((word) => [low32(word), low32(word >> 32n)]);
    this.set(...(halves as Parameters<_BLAKE2b['set']>));
  }

  override _cloneInto(to?: _BLAKE2b): _BLAKE2b {
    const copy = super._cloneInto(to ?? new TreeBlake2b({ dkLen: this.outputLen })) as TreeBlake2b;
    copy.lastNode = this.lastNode;
    return copy;
  }
}

/** BLAKE2s with tree parameters. */
export class TreeBlake2s extends _BLAKE2s {
  lastNode = false;

  /** Mix the parameters in; to be called before any data is hashed. */
  withTree(tree: TreeParameters): this {
    const words = this.get() as number[];
    words[0] = (words[0] as number) ^ ((tree.fanout ^ 1) << 16) ^ ((tree.depth ^ 1) << 24);
    words[1] = (words[1] as number) ^ tree.leafSize;
    words[2] = (words[2] as number) ^ low32(tree.nodeOffset);
    words[3] = (words[3] as number) ^ low32(tree.nodeOffset >> 32n) ^ (tree.nodeDepth << 16) ^ (tree.innerSize << 24);
    this.set(...(words as Parameters<_BLAKE2s['set']>));
    this.lastNode = tree.lastNode;
    return this;
  }

  protected override compress(message: Uint32Array, offset: number, isLast: boolean): void {
    if (!isLast || !this.lastNode) {
      super.compress(message, offset, isLast);
      return;
    }
    const words = Array.from(this.get(), (word) => BigInt(word >>> 0));
    const block = Array.from(message.subarray(offset, offset + 16), (word) => BigInt(word));
    const state = compressLast(VARIANT_S, words, block, BigInt(this.length));
    this.set(...(state.map(low32) as Parameters<_BLAKE2s['set']>));
  }

  override _cloneInto(to?: _BLAKE2s): _BLAKE2s {
    const copy = super._cloneInto(to ?? new TreeBlake2s({ dkLen: this.outputLen })) as TreeBlake2s;
    copy.lastNode = this.lastNode;
    return copy;
  }
}

export type { Blake2Opts };
