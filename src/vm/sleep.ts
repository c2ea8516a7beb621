/** This file lets a thread of a machine wait for a while. */
import type { Value } from '../values/object.js';
import type { Runtime } from '../values/runtime.js';
import { SleepWait, schedulerOf } from './scheduler.js';

/** Wait for this many nanoseconds; other threads of the machine run meanwhile. Answers None. */
export function sleepFor(vm: Runtime, ns: bigint): Value {
  return schedulerOf(vm).block(new SleepWait(), ns);
}
