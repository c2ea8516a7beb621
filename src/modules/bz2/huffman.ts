/** This file makes the prefix codes of bzip2. */

/** The longest code that the encoder makes, and that the format allows. */
export const MAX_ENCODER_LENGTH = 17;
export const MAX_LENGTH = 20;

/** Lengths of the codes of symbols with these frequencies, as libbz2 finds them. */
export function codeLengths(frequencies: Int32Array, count: number): Uint8Array {
  const weights = new Float64Array(count * 2 + 2);
  const parents = new Int32Array(count * 2 + 2);
  const heap = new Int32Array(count + 2);
  const lengths = new Uint8Array(count);
  for (let i = 0; i < count; i++) weights[i + 1] = (frequencies[i] || 1) * 256;
  for (;;) {
    let nodes = count;
    let size = 0;
    heap[0] = 0;
    weights[0] = 0;
    parents[0] = -2;
    const up = (start: number): void => {
      let at = start;
      const node = heap[at] as number;
      while ((weights[node] as number) < (weights[heap[at >> 1] as number] as number)) {
        heap[at] = heap[at >> 1] as number;
        at >>= 1;
      }
      heap[at] = node;
    };
    const down = (): void => {
      let at = 1;
      const node = heap[1] as number;
      for (;;) {
        let child = at << 1;
        if (child > size) break;
        if (child < size && (weights[heap[child + 1] as number] as number) < (weights[heap[child] as number] as number))
          child++;
        if ((weights[node] as number) < (weights[heap[child] as number] as number)) break;
        heap[at] = heap[child] as number;
        at = child;
      }
      heap[at] = node;
    };
    for (let i = 1; i <= count; i++) {
      parents[i] = -1;
      heap[++size] = i;
      up(size);
    }
    while (size > 1) {
      const first = heap[1] as number;
      heap[1] = heap[size--] as number;
      down();
      const second = heap[1] as number;
      heap[1] = heap[size--] as number;
      down();
      nodes++;
      parents[first] = nodes;
      parents[second] = nodes;
      const [a, b] = [weights[first] as number, weights[second] as number];
      // The low byte holds the depth, so that of equal weights the flatter tree is taken.
      weights[nodes] = a - (a % 256) + (b - (b % 256)) + 1 + Math.max(a % 256, b % 256);
      parents[nodes] = -1;
      heap[++size] = nodes;
      up(size);
    }
    let isTooLong = false;
    for (let i = 1; i <= count; i++) {
      let length = 0;
      for (let node = i; (parents[node] as number) >= 0; node = parents[node] as number) length++;
      lengths[i - 1] = length;
      if (length > MAX_ENCODER_LENGTH) isTooLong = true;
    }
    if (!isTooLong) return lengths;
    for (let i = 1; i <= count; i++) weights[i] = (1 + (Math.floor((weights[i] as number) / 256) >> 1)) * 256;
  }
}

/** The codes of symbols whose codes have these lengths. */
export function assignCodes(lengths: Uint8Array): Int32Array {
  const codes = new Int32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= MAX_LENGTH; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) if (lengths[symbol] === length) codes[symbol] = code++;
    code <<= 1;
  }
  return codes;
}

/** Decodes symbols bit by bit: for each length the greatest code, and where its symbols stand. */
export class CodeTable {
  readonly limit = new Int32Array(MAX_LENGTH + 2).fill(-1);
  readonly base = new Int32Array(MAX_LENGTH + 2);
  readonly symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    this.symbols = new Uint16Array(lengths.length);
    let at = 0;
    let code = 0;
    for (let length = 1; length <= MAX_LENGTH; length++) {
      this.base[length] = at - code;
      for (let symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] !== length) continue;
        this.symbols[at++] = symbol;
        code++;
      }
      this.limit[length] = code - 1;
      code <<= 1;
    }
  }
}
