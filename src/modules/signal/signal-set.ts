/** This file makes sets of signal numbers. */
import { PySet } from '../../objects/types/set/set.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';

/** A new set of these numbers. */
export function signalSet(vm: Runtime, numbers: readonly number[]): Value {
  const set = new PySet();
  for (const number of numbers) set.add(vm, number);
  return set;
}
