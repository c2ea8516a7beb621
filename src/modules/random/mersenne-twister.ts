/** This file defines the generator of `_random`: the Mersenne Twister MT19937. */

/** Words of state. */
export const STATE_WORDS = 624;
const PERIOD = 397;

/** Fill the state from one word, as Knuth's generator does (init_genrand). */
function initialize(state: Uint32Array, seed: number): void {
  state[0] = seed;
  for (let i = 1; i < STATE_WORDS; i++) {
    const previous = state[i - 1] as number;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
}

/** Seed the state with any number of words (init_by_array); the next draw starts a fresh block. */
export function seedWords(state: Uint32Array, key: Uint32Array): void {
  initialize(state, 19650218);
  let i = 1;
  let j = 0;
  for (let k = Math.max(STATE_WORDS, key.length); k > 0; k--) {
    const previous = state[i - 1] as number;
    const mixed = (state[i] as number) ^ Math.imul(previous ^ (previous >>> 30), 1664525);
    state[i] = mixed + (key[j] as number) + j;
    i++;
    j++;
    if (i >= STATE_WORDS) {
      state[0] = state[STATE_WORDS - 1] as number;
      i = 1;
    }
    if (j >= key.length) j = 0;
  }
  for (let k = STATE_WORDS - 1; k > 0; k--) {
    const previous = state[i - 1] as number;
    state[i] = ((state[i] as number) ^ Math.imul(previous ^ (previous >>> 30), 1566083941)) - i;
    i++;
    if (i >= STATE_WORDS) {
      state[0] = state[STATE_WORDS - 1] as number;
      i = 1;
    }
  }
  // Never all zero.
  state[0] = 0x80000000;
}

function twist(high: number, low: number): number {
  const y = (high & 0x80000000) | (low & 0x7fffffff);
  return (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
}

/** Make the next 624 words in place. */
export function nextBlock(state: Uint32Array): void {
  let k = 0;
  for (; k < STATE_WORDS - PERIOD; k++) {
    state[k] = (state[k + PERIOD] as number) ^ twist(state[k] as number, state[k + 1] as number);
  }
  for (; k < STATE_WORDS - 1; k++) {
    state[k] = (state[k + PERIOD - STATE_WORDS] as number) ^ twist(state[k] as number, state[k + 1] as number);
  }
  state[k] = (state[PERIOD - 1] as number) ^ twist(state[k] as number, state[0] as number);
}

/** Even out the bits of one word. */
export function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}
