/** This file hashes a frozenset as CPython does. */
import type { Runtime } from '../../../values/runtime.js';
import { hash } from '../../operations/hash.js';
import { fromWords, highProduct, highWord, lowWord } from '../tuple-hash.js';
import type { PyFrozenSet } from './set.js';

const SHUFFLE = 89869747;
const FACTOR = 3644798167;
const MASK64 = (1n << 64n) - 1n;

/** `hash(frozenset)`: does not depend on the order of the elements. */
export function frozensetHash(vm: Runtime, self: PyFrozenSet): number | bigint {
  if (self.hashCache !== null) return self.hashCache;
  vm.chargeFuel(2 * self.size);
  let high = 0;
  let low = 0;
  vm.enterRecursion(' while hashing an object');
  try {
    for (let at = self.nextPosition(0); at >= 0; at = self.nextPosition(at + 1)) {
      const element = hash(vm, self.at(at));
      const elementLow = lowWord(element);
      const elementHigh = highWord(element);
      const mixedLow = elementLow ^ SHUFFLE ^ (elementLow << 16);
      const mixedHigh = elementHigh ^ ((elementHigh << 16) | (elementLow >>> 16));
      low ^= Math.imul(mixedLow, FACTOR);
      high ^= highProduct(mixedLow, FACTOR) + Math.imul(mixedHigh, FACTOR);
    }
  } finally {
    vm.leaveRecursion();
  }
  let result = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  result ^= (BigInt(self.size + 1) * 1927868237n) & MASK64;
  result ^= (result >> 11n) ^ (result >> 25n);
  result = (result * 69069n + 907133923n) & MASK64;
  if (result === MASK64) result = 590923713n;
  self.hashCache = fromWords(Number(BigInt.asIntN(32, result >> 32n)), Number(BigInt.asIntN(32, result)));
  return self.hashCache;
}
