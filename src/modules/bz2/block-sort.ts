/** This file sorts the rotations of a block: the Burrows-Wheeler transform. */

/** The starts of all rotations of a block, in the order of the rotations (prefix doubling with counting sort). */
export function sortRotations(block: Uint8Array): Int32Array {
  const n = block.length;
  let order = new Int32Array(n);
  let ranks = new Int32Array(n);
  const counts = new Int32Array(Math.max(256, n) + 1);
  for (let i = 0; i < n; i++) {
    const byte = (block[i] as number) + 1;
    counts[byte] = (counts[byte] as number) + 1;
  }
  for (let i = 1; i <= 256; i++) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
  for (let i = 0; i < n; i++) {
    const byte = block[i] as number;
    const at = counts[byte] as number;
    order[at] = i;
    counts[byte] = at + 1;
  }
  let classes = 1;
  for (let i = 1; i < n; i++) {
    if (block[order[i] as number] !== block[order[i - 1] as number]) classes++;
    ranks[order[i] as number] = classes - 1;
  }
  let shifted = new Int32Array(n);
  let newRanks = new Int32Array(n);
  for (let width = 1; width < n && classes < n; width *= 2) {
    for (let i = 0; i < n; i++) {
      const start = (order[i] as number) - width;
      shifted[i] = start < 0 ? start + n : start;
    }
    counts.fill(0, 0, classes + 1);
    for (let i = 0; i < n; i++) {
      const rank = (ranks[i] as number) + 1;
      counts[rank] = (counts[rank] as number) + 1;
    }
    for (let i = 1; i <= classes; i++) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
    for (let i = 0; i < n; i++) {
      const start = shifted[i] as number;
      const rank = ranks[start] as number;
      const at = counts[rank] as number;
      order[at] = start;
      counts[rank] = at + 1;
    }
    classes = 1;
    newRanks[order[0] as number] = 0;
    for (let i = 1; i < n; i++) {
      const [a, b] = [order[i] as number, order[i - 1] as number];
      const second = (start: number): number => ranks[start + width < n ? start + width : start + width - n] as number;
      if (ranks[a] !== ranks[b] || second(a) !== second(b)) classes++;
      newRanks[a] = classes - 1;
    }
    [ranks, newRanks] = [newRanks, ranks];
  }
  [order, shifted] = [shifted, order];
  return shifted;
}
