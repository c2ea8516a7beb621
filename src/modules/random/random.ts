/** This file declares the module _random: the generator that the library's random is built on. */

import { asBytes } from '../../objects/buffer.js';
import { makeType } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { hash } from '../../objects/operations/hash.js';
import { absInt, normalizeInt } from '../../objects/types/int/arithmetic.js';
import { bitLength, chargeBits, type Int } from '../../objects/types/int/size.js';
import { intValue } from '../../objects/types/int/value.js';
import { PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { nextBlock, STATE_WORDS, seedWords, temper } from './mersenne-twister.js';

/** An instance of `_random.Random`. */
export class PyRandom extends PyObject {
  readonly words = new Uint32Array(STATE_WORDS);
  /** The next word of the block that is drawn. */
  at = 0;
}

export const randomType = makeType('Random', PyRandom);

function nextWord(self: PyRandom): number {
  if (self.at >= STATE_WORDS) {
    nextBlock(self.words);
    self.at = 0;
  }
  return temper(self.words[self.at++] as number);
}

/** 32-bit words of a number that is not negative, the lowest first; at least one. */
function wordsOf(vm: Runtime, value: Int): Uint32Array {
  if (typeof value === 'number') {
    return value < 4294967296 ? Uint32Array.of(value) : Uint32Array.of(value >>> 0, Math.floor(value / 4294967296));
  }
  const count = Math.ceil(bitLength(value) / 32);
  vm.chargeFuel(count);
  vm.chargeMemory(count * 12);
  const text = value.toString(16).padStart(count * 8, '0');
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[count - 1 - i] = Number.parseInt(text.slice(i * 8, i * 8 + 8), 16);
  return words;
}

/** Words from the operating system, by the one function that is allowed to ask it. */
function entropyWords(vm: Runtime): Uint32Array {
  const urandom = getAttr(vm, vm.importModule('posix'), 'urandom');
  const bytes = asBytes(vm, vm.call1(urandom, STATE_WORDS * 4));
  const words = new Uint32Array(STATE_WORDS);
  for (let i = 0; i < STATE_WORDS * 4; i++) words[i >> 2] = ((words[i >> 2] as number) << 8) | (bytes[i] as number);
  return words;
}

function seedFrom(vm: Runtime, self: PyRandom, n: Value): void {
  vm.chargeFuel(STATE_WORDS >> 2);
  let key: Uint32Array;
  if (n === None) key = entropyWords(vm);
  else {
    const int = intValue(n);
    // Other objects count by their hash, read as unsigned.
    const value = int === undefined ? normalizeInt(BigInt.asUintN(64, BigInt(hash(vm, n)))) : absInt(vm, int);
    key = wordsOf(vm, value);
  }
  seedWords(self.words, key);
  self.at = STATE_WORDS;
}

function randomInit(vm: Runtime, self: PyRandom, args: readonly Value[], kwnames: readonly string[] | null): void {
  noKeywords('Random', kwnames);
  checkPositional('Random', args.length, 0, 1);
  seedFrom(vm, self, args[0] ?? None);
}

function randomNew(_vm: Runtime, type: PyType): Value {
  return new (type.instanceClass as unknown as typeof PyRandom)();
}

function getrandbits(vm: Runtime, self: PyRandom, k: Int): Value {
  if (k < 0) throw valueError('Cannot convert negative int');
  if (k > 18446744073709551615n) throw overflowError('Python int too large for C uint64_t');
  const bits = Number(k);
  if (bits === 0) return 0;
  if (bits <= 32) return nextWord(self) >>> (32 - bits);
  chargeBits(vm, bits);
  const count = Math.ceil(bits / 32);
  vm.chargeFuel(count >> 1);
  const parts: string[] = [];
  for (let i = 0; i < count; i++) {
    const rest = bits - i * 32;
    const word = rest >= 32 ? nextWord(self) : nextWord(self) >>> (32 - rest);
    parts.push(word.toString(16).padStart(8, '0'));
  }
  return normalizeInt(BigInt(`0x${parts.reverse().join('')}`));
}

function setstate(_vm: Runtime, self: PyRandom, state: Value): Value {
  if (!(state instanceof PyTuple)) throw typeError('state vector must be a tuple');
  if (state.items.length !== STATE_WORDS + 1) throw valueError('state vector is the wrong size');
  const words = new Uint32Array(STATE_WORDS);
  for (let i = 0; i < STATE_WORDS; i++) words[i] = unsignedWord(state.items[i] as Value);
  const at = Number(unsignedIndex(state.items[STATE_WORDS] as Value));
  if (at < 0 || at > STATE_WORDS) throw valueError('invalid state');
  self.words.set(words);
  self.at = at;
  return None;
}

/** A C unsigned long, of which the lower half is kept. */
function unsignedWord(value: Value): number {
  const int = intValue(value);
  if (int === undefined) throw typeError('an integer is required');
  if (int < 0) throw overflowError("can't convert negative value to unsigned int");
  if (int > 18446744073709551615n) throw overflowError('Python int too large to convert to C unsigned long');
  return typeof int === 'number' ? int >>> 0 : Number(BigInt.asUintN(32, int));
}

function unsignedIndex(value: Value): Int {
  const int = intValue(value);
  if (int === undefined) throw typeError('an integer is required');
  if (int > 9223372036854775807n || int < -9223372036854775808n) {
    throw overflowError('Python int too large to convert to C long');
  }
  return int;
}

defineType(randomType, {
  module: '_random',
  doc: 'Random() -> create a random number generator with its own internal state.',
  isBaseType: true,
  slots: { tp_new: randomNew, tp_init: randomInit },
  methods: [
    method('random($self, /)', 'Return the next random float, at least 0 and below 1.', (_vm, self: PyRandom) => {
      const high = nextWord(self) >>> 5;
      const low = nextWord(self) >>> 6;
      return new PyFloat((high * 67108864 + low) / 9007199254740992);
    }),
    method(
      'seed($self, n=None, /)',
      'Set the state from a number, or from the system without one.',
      (vm, self: PyRandom, n: Value) => {
        seedFrom(vm, self, n);
        return None;
      },
    ),
    method('getstate($self, /)', 'Return the state as a tuple.', (vm, self: PyRandom) => {
      vm.chargeMemory(8 * STATE_WORDS);
      return new PyTuple([...self.words, self.at]);
    }),
    method('setstate($self, state, /)', 'Restore a state.', setstate),
    method('getrandbits($self, k: index, /)', 'Return an int of k random bits.', getrandbits),
  ],
});

export const randomModule = defineModule({
  name: '_random',
  doc: 'The Mersenne Twister behind the module random.',
  types: [['Random', randomType]],
});
