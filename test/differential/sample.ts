/** This file chooses a few items of many, by chance that a seed repeats. */

/** `count` different items of `items` (all of them when there are fewer); the same for the same seed. */
export function sample<T>(items: readonly T[], count: number, seed: number): T[] {
  const pool = [...items];
  const chosen: T[] = [];
  let state = seed | 0;
  while (chosen.length < count && pool.length > 0) {
    // The finaliser of splitmix32 over a Weyl sequence.
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    chosen.push(...pool.splice(((mixed ^ (mixed >>> 15)) >>> 0) % pool.length, 1));
  }
  return chosen;
}
